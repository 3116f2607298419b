package gazetteer

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// bare is the key of an entity id, without its prefix.
func bare(id diplo.ID) string {
	_, key, _ := strings.Cut(string(id), ":")
	return key
}

// Entity is the whole profile of an id: names, codes, offices, memberships, parties. An id that was merged into another
// gives the other's profile. RecordedAt is zero.
func (g *Gazetteer) Entity(id diplo.ID) (diplo.Entity, bool) {
	key := bare(id)
	switch id.Kind() {
	case diplo.Person:
		if p := g.person(id); p != nil {
			return g.personEntity(p), true
		}
	case diplo.State, diplo.Organization:
		ref, ok := g.refs[key]
		if !ok || ref.ID != id {
			break
		}
		e := diplo.Entity{Ref: ref, MemberOf: g.references(g.memberOf[key])}
		if s, isState := g.states[key]; isState {
			e.Codes = diplo.Codes{ISO2: s.ID, ISO3: s.ISO3, CAMEO: cmp.Or(s.CAMEO, s.ISO3), COW: cmp.Or(s.COW, s.ISO3), Wikidata: s.Wikidata}
			e.Aliases = aliases(s.Name, append(slices.Clone(s.Aliases), s.OfficialName))
		} else {
			o := g.organizations[key]
			e.Aliases = aliases(o.Name, o.Aliases)
		}
		return e, true
	case diplo.Conflict:
		if c, ok := g.conflicts[key]; ok {
			e := diplo.Entity{Ref: conflictRef(c), Aliases: aliases(c.Name, c.Aliases), Parties: g.references(c.Parties)}
			if c.Parent != "" {
				e.Parent = diplo.ID("conflict:" + c.Parent)
			}
			return e, true
		}
	}
	return diplo.Entity{}, false
}

func (g *Gazetteer) personEntity(p *facts.Person) diplo.Entity {
	e := diplo.Entity{Ref: personRef(p), Aliases: aliases(p.Name, p.Aliases)}
	e.Codes.Wikidata = p.Wikidata
	for _, o := range g.career(e.ID) {
		e.Offices = append(e.Offices, o.Office)
	}
	slices.SortFunc(e.Offices, func(a, b diplo.Office) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Of.ID, b.Of.ID), cmp.Compare(a.Title, b.Title))
	})
	return e
}

func personRef(p *facts.Person) diplo.Ref {
	return diplo.Ref{ID: diplo.ID("person:" + p.ID), Kind: diplo.Person, Name: p.Name}
}

func conflictRef(c facts.Conflict) diplo.Ref {
	return diplo.Ref{ID: diplo.ID("conflict:" + c.ID), Kind: diplo.Conflict, Name: c.Name}
}

// ref is the entity of an id with its prefix; false if unknown.
func (g *Gazetteer) ref(id diplo.ID) (diplo.Ref, bool) {
	switch id.Kind() {
	case diplo.Person:
		if p := g.person(id); p != nil {
			return personRef(p), true
		}
	case diplo.Conflict:
		if c, ok := g.conflicts[bare(id)]; ok {
			return conflictRef(c), true
		}
	case diplo.State, diplo.Organization:
		r, ok := g.refs[bare(id)]
		return r, ok && r.ID == id
	}
	return diplo.Ref{}, false
}

// references are the entities of bare ids, sorted by id; unknown ids are left out.
func (g *Gazetteer) references(ids []string) []diplo.Ref {
	var out []diplo.Ref
	for _, id := range ids {
		if r, ok := g.refs[id]; ok {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b diplo.Ref) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Compact(out)
}

// aliases is a sorted copy without the name, without repeats and empty ones.
func aliases(name string, list []string) []string {
	out := slices.Clone(list)
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(a string) bool { return a == name || a == "" })
}

// UnknownPerson names a person whom the gazetteer does not know, the same from the same name and state anywhere:
// "person:~jan-novak.CZ". stateKey is the key of the polity's id ("CZ"), "" if none is known: "person:~jan-novak.unknown".
func UnknownPerson(name, stateKey string) diplo.Ref {
	return diplo.Ref{ID: diplo.ID("person:~" + slug(name) + "." + cmp.Or(stateKey, "unknown")), Kind: diplo.Person, Name: name}
}

// UnknownOrganization names an organization that the gazetteer does not know: "org:~free-ada-movement".
func UnknownOrganization(name string) diplo.Ref {
	return diplo.Ref{ID: diplo.ID("org:~" + slug(name)), Kind: diplo.Organization, Name: name}
}

// slug is the key of a name; one without a Latin letter or digit gets a number made from it, so that two such names
// don't share an id.
func slug(name string) string {
	if s := facts.Slug(name); s != "" {
		return s
	}
	h := fnv.New32a()
	h.Write([]byte(strings.TrimSpace(name)))
	return fmt.Sprintf("x%08x", h.Sum32())
}
