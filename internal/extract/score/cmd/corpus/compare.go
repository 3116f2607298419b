package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// change is what became of a record: removed without after, added without before, changed or the same with both.
type change struct {
	before, after *diplo.Record
	fields        []string // the names of what differs between before and after, in the order of the table of fields
}

// field is something that a record says.
type field struct {
	name string
	of   func(diplo.Record) string
}

// fields is all that is compared. The id of an act depends on the records that share it: only whether there is one counts.
var fields = []field{
	{"subject", func(r diplo.Record) string { return named(r.Subject) }},
	{"type", func(r diplo.Record) string { return string(r.Type) }},
	{"object", func(r diplo.Record) string { return named(r.Object) }},
	{"modality", func(r diplo.Record) string { return r.Modality }},
	{"polarity", func(r diplo.Record) string { return r.Polarity }},
	{"attribution", attribution},
	{"date", func(r diplo.Record) string { return strings.TrimSpace(r.Date + " " + r.DateBasis) }},
	{"date words", func(r diplo.Record) string { return r.DateWords }},
	{"title", func(r diplo.Record) string { return r.Title }},
	{"joint act", func(r diplo.Record) string { return fmt.Sprint(r.Act != "") }},
	{"mentions", func(r diplo.Record) string { return r.Subject.Mention + " / " + r.Object.Mention }},
	{"quote", func(r diplo.Record) string { return fmt.Sprintf("%d-%d %s", r.Start, r.End, r.Quote) }},
	{"confidence", func(r diplo.Record) string { return fmt.Sprintf("%.2f", r.Confidence) }},
	{"rule", func(r diplo.Record) string { return r.Rule }},
}

// named is an actor with the id that tells namesakes apart.
func named(a diplo.RecordActor) string { return fmt.Sprintf("%s (%s)", a.Name, a.ID) }

func attribution(r diplo.Record) string {
	var steps []string
	for _, a := range r.AttributionChain {
		steps = append(steps, strings.TrimSpace(fmt.Sprintf("%s %s %s", a.Role, a.Name, a.ID)))
	}
	return strings.Join(steps, ", ")
}

// differences names the fields that differ.
func differences(a, b diplo.Record) []string {
	var names []string
	for _, f := range fields {
		if f.of(a) != f.of(b) {
			names = append(names, f.name)
		}
	}
	return names
}

// alikeness is the ways in which two records of a document may be one record told otherwise, the surest first.
var alikeness = []func(a, b diplo.Record) bool{
	func(a, b diplo.Record) bool { return len(differences(a, b)) == 0 },
	func(a, b diplo.Record) bool { return a.Type == b.Type && ends(a) == ends(b) },
	func(a, b diplo.Record) bool { return overlap(a, b) && ends(a) == ends(b) },
	func(a, b diplo.Record) bool {
		return overlap(a, b) && a.Type == b.Type && (a.Subject.ID == b.Subject.ID || a.Object.ID == b.Object.ID)
	},
}

// ends are the two actors, whichever acts.
func ends(r diplo.Record) [2]diplo.ID {
	return [2]diplo.ID{min(r.Subject.ID, r.Object.ID), max(r.Subject.ID, r.Object.ID)}
}

func overlap(a, b diplo.Record) bool { return a.Start < b.End && b.Start < a.End }

// compare pairs the records of two extractions of the same documents, one to one, the nearest of those alike. The changes
// stand by document, then by place in the text.
func compare(before, after []diplo.Record) []change {
	documents := map[string][2][]diplo.Record{}
	for side, records := range [2][]diplo.Record{before, after} {
		for _, r := range records {
			d := documents[r.Document]
			d[side] = append(d[side], r)
			documents[r.Document] = d
		}
	}
	var changes []change
	for _, name := range slices.Sorted(maps.Keys(documents)) {
		changes = append(changes, compareDocument(documents[name][0], documents[name][1])...)
	}
	return changes
}

func compareDocument(before, after []diplo.Record) []change {
	var changes []change
	taken := make([]bool, len(after))
	paired := make([]bool, len(before))
	for _, alike := range alikeness {
		for i, b := range before {
			best := -1
			for j, a := range after {
				if !paired[i] && !taken[j] && alike(b, a) && (best < 0 || distance(b, a) < distance(b, after[best])) {
					best = j
				}
			}
			if best >= 0 {
				paired[i], taken[best] = true, true
				changes = append(changes, change{&before[i], &after[best], differences(b, after[best])})
			}
		}
	}
	for i := range before {
		if !paired[i] {
			changes = append(changes, change{before: &before[i]})
		}
	}
	for j := range after {
		if !taken[j] {
			changes = append(changes, change{after: &after[j]})
		}
	}
	slices.SortStableFunc(changes, func(x, y change) int { return x.record().Start - y.record().Start })
	return changes
}

func distance(a, b diplo.Record) int { return max(a.Start-b.Start, b.Start-a.Start) }

// record is the newest form.
func (c change) record() diplo.Record {
	if c.after != nil {
		return *c.after
	}
	return *c.before
}

// kind is '+' for added, '-' for removed, '~' for changed, '=' for the same.
func (c change) kind() rune {
	switch {
	case c.before == nil:
		return '+'
	case c.after == nil:
		return '-'
	case len(c.fields) > 0:
		return '~'
	}
	return '='
}

// String is one line: what kind, where, the record, and what it was before where that differs.
func (c change) String() string {
	r := c.record()
	quote := []rune(r.Quote)
	if len(quote) > 90 {
		quote = append(quote[:90], '…')
	}
	line := fmt.Sprintf("%c %s: %s %s %s [%s/%s] %q", c.kind(), r.Document, r.Subject.Name, r.Type, r.Object.Name, r.Modality, r.Polarity, string(quote))
	for _, f := range fields {
		if slices.Contains(c.fields, f.name) {
			line += fmt.Sprintf("; %s was %q, is %q", f.name, f.of(*c.before), f.of(r))
		}
	}
	return line
}

// tallies count changes by kind.
type tallies map[rune]int

func (t tallies) String() string {
	return fmt.Sprintf("records %4d -> %4d   added %3d   removed %3d   changed %3d", t['=']+t['~']+t['-'], t['=']+t['~']+t['+'], t['+'], t['-'], t['~'])
}

// writeChanges prints the totals, which fields changed how often, and by type what changed with a few examples of each
// kind of change.
func writeChanges(w io.Writer, changes []change, examples int) {
	total, byField, byType := tallies{}, map[string]int{}, map[diplo.Type][]change{}
	for _, c := range changes {
		total[c.kind()]++
		for _, f := range c.fields {
			byField[f]++
		}
		if c.kind() != '=' {
			byType[c.record().Type] = append(byType[c.record().Type], c)
		}
	}
	fmt.Fprintf(w, "%-28s %s\n", "all types", total)
	var what []string
	for _, f := range fields {
		if n := byField[f.name]; n > 0 {
			what = append(what, fmt.Sprintf("%s %d", f.name, n))
		}
	}
	if len(what) > 0 {
		fmt.Fprintf(w, "  changed: %s\n", strings.Join(what, ", "))
	}
	for _, kind := range slices.Sorted(maps.Keys(byType)) {
		count := tallies{}
		for _, c := range byType[kind] {
			count[c.kind()]++
		}
		fmt.Fprintf(w, "%-28s added %3d   removed %3d   changed %3d\n", kind, count['+'], count['-'], count['~'])
		shown := tallies{}
		for _, c := range byType[kind] {
			if shown[c.kind()]++; shown[c.kind()] <= examples {
				fmt.Fprintf(w, "  %s\n", c)
			}
		}
	}
}
