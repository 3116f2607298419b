package facts

import (
	"cmp"
	"slices"
	"strings"
)

// Overlay lays other rows over r: a state, organization or conflict of a known id gets the other's name and codes, and
// both lists united; the earlier name stays as an alias. Rows of new ids and all offices are added.
func (r Rows) Overlay(over Rows) Rows {
	r.States = overlay(r.States, over.States, func(s State) string { return s.ID }, State.Merge)
	r.Organizations = overlay(r.Organizations, over.Organizations, func(o Organization) string { return o.ID }, Organization.Merge)
	r.Conflicts = overlay(r.Conflicts, over.Conflicts, func(c Conflict) string { return c.ID }, Conflict.Merge)
	r.Offices = append(slices.Clone(r.Offices), over.Offices...)
	return r
}

func overlay[T any](base, over []T, id func(T) string, merge func(T, T) T) []T {
	base = slices.Clone(base)
	at := make(map[string]int, len(base))
	for i, row := range base {
		at[id(row)] = i
	}
	for _, row := range over {
		if i, ok := at[id(row)]; ok {
			base[i] = merge(base[i], row)
			continue
		}
		at[id(row)] = len(base)
		base = append(base, row)
	}
	return base
}

// Merge lays over over s.
func (s State) Merge(over State) State {
	s.Aliases = names(over.Name, append(slices.Clone(s.Aliases), s.Name), over.Aliases)
	s.Name = over.Name
	s.ISO3, s.CAMEO, s.COW = cmp.Or(over.ISO3, s.ISO3), cmp.Or(over.CAMEO, s.CAMEO), cmp.Or(over.COW, s.COW)
	s.Wikidata, s.OfficialName = cmp.Or(over.Wikidata, s.Wikidata), cmp.Or(over.OfficialName, s.OfficialName)
	s.Capital = cmp.Or(over.Capital, s.Capital)
	s.Demonyms, s.Metonyms = names("", s.Demonyms, over.Demonyms), names("", s.Metonyms, over.Metonyms)
	s.MetonymsWeak, s.Ambiguous = names("", s.MetonymsWeak, over.MetonymsWeak), names("", s.Ambiguous, over.Ambiguous)
	return s
}

// Merge lays over over o.
func (o Organization) Merge(over Organization) Organization {
	o.Aliases = names(over.Name, append(slices.Clone(o.Aliases), o.Name), over.Aliases)
	o.Name = over.Name
	o.Kind, o.Country, o.Parent = cmp.Or(over.Kind, o.Kind), cmp.Or(over.Country, o.Country), cmp.Or(over.Parent, o.Parent)
	o.ActsAs, o.EntityKind = cmp.Or(over.ActsAs, o.ActsAs), cmp.Or(over.EntityKind, o.EntityKind)
	o.Members, o.Metonyms = names("", o.Members, over.Members), names("", o.Metonyms, over.Metonyms)
	o.Ambiguous = names("", o.Ambiguous, over.Ambiguous)
	return o
}

// Merge lays over over c.
func (c Conflict) Merge(over Conflict) Conflict {
	c.Aliases = names(over.Name, append(slices.Clone(c.Aliases), c.Name), over.Aliases)
	c.Name, c.Parties = over.Name, names("", c.Parties, over.Parties)
	c.Parent, c.From, c.To = cmp.Or(over.Parent, c.Parent), cmp.Or(over.From, c.From), cmp.Or(over.To, c.To)
	return c
}

// names unites lists in order, without repeats and without one name.
func names(without string, lists ...[]string) []string {
	var out []string
	for _, n := range slices.Concat(lists...) {
		if n != without && n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// NameConflicts names the enduring conflict of two parties by them, "Iran–Israel conflict"; its own name becomes an
// alias. Where two parties have several, the one that is named by them already keeps the name.
func (f *Facts) NameConflicts() {
	party := make(map[string]string)
	for _, s := range f.States {
		party[s.ID] = s.Name
	}
	for _, o := range f.Organizations {
		party[o.ID] = o.Name
	}
	taken := make(map[string]bool)
	for _, c := range f.Conflicts {
		taken[c.Name] = true
	}
	for i, c := range f.Conflicts {
		if c.Parent != "" || len(c.Parties) != 2 {
			continue
		}
		if name := ConflictName(party[c.Parties[0]], party[c.Parties[1]]); !taken[name] {
			taken[name] = true
			f.Conflicts[i] = c.Merge(Conflict{Name: name})
		}
	}
}

// ConflictName names a conflict by its two parties in alphabetical order, with an en dash.
func ConflictName(a, b string) string {
	if strings.ToLower(b) < strings.ToLower(a) {
		a, b = b, a
	}
	return a + "–" + b + " conflict"
}

// Slug is the key of an id made from a name: small letters and digits of the folded name, parted by hyphens; "" for a
// name without any.
func Slug(name string) string {
	var parts []string
	for _, p := range Fold(nil, name) {
		if strings.IndexFunc(p.Key, func(r rune) bool { return r != '+' && (r < '0' || r > '9' && r < 'a' || r > 'z') }) < 0 {
			parts = append(parts, p.Key)
		}
	}
	return strings.Join(parts, "-")
}

// Files are the tables by the names of their files.
func (t Tables) Files() map[string]string {
	return map[string]string{
		"states.jsonl": t.States, "organizations.jsonl": t.Organizations, "conflicts.jsonl": t.Conflicts,
		"persons.tsv": t.Persons, "offices.tsv": t.Offices, "names.tsv": t.Names, "people.tsv": t.People,
	}
}
