package gazetteer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// overlay adds the persons, offices and names of an overlay; its entities are indexed already.
func (g *Gazetteer) overlay(rows facts.Rows) error {
	if err := g.checkReferences(rows); err != nil {
		return err
	}
	f := rows.Assemble(g.identify)
	for i, s := range f.States { // names may lean on what the base knows of the same state
		f.States[i] = g.states[s.ID]
	}
	t, err := facts.Encode(f)
	if err != nil {
		return diplo.Errorf(diplo.Internal, "gazetteer overlay: %w", err)
	}
	g.names, g.people = append(g.names, newIndex(t.Names)), append(g.people, newIndex(t.People))
	for _, p := range f.Persons {
		g.addPersonFacts(p)
	}
	for _, o := range f.Offices {
		id := diplo.ID("person:" + o.Person)
		g.offices = slices.DeleteFunc(g.offices, func(have office) bool {
			return have.Holder == id && have.Of == g.refs[o.Of] && have.Title == o.Title && have.From == o.From
		})
		g.addOffice(o, id)
	}
	slices.SortStableFunc(g.offices, func(a, b office) int { return cmp.Or(cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.From, b.From)) })
	return nil
}

// checkReferences checks that the rows name only states and organizations that exist.
func (g *Gazetteer) checkReferences(rows facts.Rows) error {
	missing := func(where, what, id string) error {
		return diplo.Errorf(diplo.BadInput, "%s: %q is %q, which is no state or organization of the gazetteer or its overlays", where, what, id)
	}
	for _, o := range rows.Offices {
		if _, ok := g.refs[o.Of]; !ok && o.Of != "" {
			return missing(o.Where, "of", o.Of)
		}
	}
	for _, o := range rows.Organizations {
		if _, ok := g.refs[o.ActsAs]; !ok && o.ActsAs != "" {
			return missing(o.Where, "acts_as", o.ActsAs)
		}
	}
	for _, c := range rows.Conflicts {
		for _, p := range c.Parties {
			if _, ok := g.refs[p]; !ok {
				return missing(c.Where, "parties", p)
			}
		}
		if _, ok := g.conflicts[c.Parent]; !ok && c.Parent != "" {
			return diplo.Errorf(diplo.BadInput, "%s: \"parent\" is %q, which is no conflict of the gazetteer or its overlays", c.Where, c.Parent)
		}
	}
	return nil
}

// addPersonFacts adds a person, or names to a known one.
func (g *Gazetteer) addPersonFacts(p facts.Person) {
	i, found := slices.BinarySearchFunc(g.persons, p.ID, func(have facts.Person, id string) int { return strings.Compare(have.ID, id) })
	if !found {
		g.persons = slices.Insert(g.persons, i, p)
		return
	}
	have := &g.persons[i]
	have.Wikidata = cmp.Or(have.Wikidata, p.Wikidata)
	have.Aliases = aliases(have.Name, slices.Concat(have.Aliases, p.Aliases, []string{p.Name}))
}

// identify is the id of an overlay's person who has none: that of the one person of the same name whose Wikidata item
// does not differ, else the name's slug, with -2, -3 where a namesake has it.
func (g *Gazetteer) identify(row facts.OfficeRow) string {
	var same []*facts.Person
	for _, m := range g.Resolve(row.Person, "") {
		p := g.person(m.ID)
		if p != nil && (m.Via == ViaName || m.Confidence > 0.95) && (row.Wikidata == "" || p.Wikidata == "" || row.Wikidata == p.Wikidata) {
			same = append(same, p)
		}
	}
	if len(same) == 1 {
		return same[0].ID
	}
	free := slug(row.Person)
	for n := 2; len(same) == 0 && g.person(diplo.ID("person:"+free)) != nil; n++ {
		free = fmt.Sprintf("%s-%d", slug(row.Person), n)
	}
	return free
}
