package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// Assemble tells the persons of the office rows apart by their ids; identify gives the id of a row that has none. Lists
// come out sorted: persons by id, offices by person, then from the earliest on.
func (r Rows) Assemble(identify func(OfficeRow) string) Facts {
	f := Facts{States: r.States, Organizations: r.Organizations, Conflicts: r.Conflicts, Titles: r.Titles}
	persons := make(map[string]*Person)
	for _, row := range r.Offices {
		id := row.PersonID
		if id == "" {
			id = identify(row)
		}
		p := persons[id]
		if p == nil {
			p = &Person{ID: id, Name: row.Person}
			persons[id] = p
		}
		p.Wikidata = cmp.Or(p.Wikidata, row.Wikidata)
		p.Aliases = append(append(p.Aliases, row.Aliases...), row.Person)
		if row.Office != "" {
			f.Offices = append(f.Offices, row.office(id))
		}
	}
	for _, p := range persons {
		p.tidy()
		f.Persons = append(f.Persons, *p)
	}
	f.sort()
	return f
}

func (f *Facts) sort() {
	slices.SortFunc(f.Persons, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(f.Offices, func(a, b Office) int {
		return cmp.Or(cmp.Compare(a.Person, b.Person), cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Of, b.Of), cmp.Compare(a.Title, b.Title))
	})
	f.Offices = mergeRepeats(f.Offices)
}

// mergeRepeats joins rows that tell of one office: the latest asof and the known end are kept.
func mergeRepeats(sorted []Office) []Office {
	type key struct {
		person, of, kind, title string
		from                    diplo.Date
	}
	at := make(map[key]int)
	var out []Office
	for _, o := range sorted {
		k := key{o.Person, o.Of, o.Kind, o.Title, o.From}
		i, repeated := at[k]
		if !repeated {
			at[k] = len(out)
			out = append(out, o)
			continue
		}
		have := &out[i]
		have.To, have.AsOf, have.Also = max(have.To, o.To), max(have.AsOf, o.AsOf), cmp.Or(have.Also, o.Also)
	}
	return out
}

// tidy sorts the aliases and drops the name and repeats from them.
func (p *Person) tidy() {
	for i, a := range p.Aliases {
		p.Aliases[i] = strings.Trim(a, " ,;")
	}
	slices.Sort(p.Aliases)
	p.Aliases = slices.DeleteFunc(slices.Compact(p.Aliases), func(a string) bool { return a == p.Name || a == "" })
	slices.Sort(p.Former)
	p.Former = slices.Compact(p.Former)
}

// office widens the reduced dates of a row to whole days.
func (o OfficeRow) office(person string) Office {
	first := func(s string) diplo.Date { d, _, _, _ := diplo.ParsePeriod(s); return d }
	last := func(s string) diplo.Date { _, d, _, _ := diplo.ParsePeriod(s); return d }
	to := last(o.To)
	if to == "" {
		to = last(o.LeftBy)
	}
	also := ""
	if len(o.Also) > 0 {
		also = o.Also[0]
	}
	return Office{Person: person, Title: NormalTitle(o.Office), Kind: o.Kind, Also: also, Of: o.Of,
		From: first(o.From), To: to, AsOf: last(o.AsOf), Source: cmp.Or(o.Source, "overlay")}
}

// NormalTitle writes a title as running text has it: small letters but for proper names. Sources capitalize stray words
// ("supreme Commander-in-Chief").
func NormalTitle(title string) string {
	words := strings.Fields(title)
	for i, w := range words {
		if ordinaryTitleWord[strings.ToLower(w)] {
			words[i] = strings.ToLower(w)
		}
	}
	return strings.Join(words, " ")
}

var ordinaryTitleWord = set(`minister ministry president vice-president prime deputy secretary secretary-general general
	prosecutor-general commander-in-chief chief chiefs staff head administration councilor councillor council policy climate
	sustainable development innovation mining naval navy army air force forces armed presidential federal state foreign affairs defence
	defense interior justice finance economy energy trade budget planning commerce industry speaker parliament assembly
	senate chamber deputies ambassador envoy representative spokesman spokeswoman spokesperson director adviser advisor aide
	taliban government east supreme chairman chairperson governor bank central treasury security public national press
	communications cabinet acting interim first second`)

// set is the set of the words of a text.
func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
