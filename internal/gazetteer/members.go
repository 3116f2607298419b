package gazetteer

import (
	"cmp"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// Members are the states and bodies that are members of an organization, by id; nil for an id that is none.
func (g *Gazetteer) Members(organization diplo.ID) []diplo.Ref {
	if r, ok := g.ref(organization); !ok || r.Kind != diplo.Organization {
		return nil
	}
	return g.references(g.organizations[bare(organization)].Members)
}

// Episodes are the conflicts that a conflict is the parent of, directly or further up, by id; empty for none.
func (g *Gazetteer) Episodes(conflict diplo.ID) []diplo.Ref {
	found := []diplo.Ref{}
	for above := []string{bare(conflict)}; len(above) > 0; above = above[1:] {
		for _, c := range g.conflicts {
			if r := conflictRef(c); c.Parent != "" && c.Parent == above[0] && r.ID != conflict && !slices.Contains(found, r) {
				found, above = append(found, r), append(above, c.ID)
			}
		}
	}
	slices.SortFunc(found, func(a, b diplo.Ref) int { return cmp.Compare(a.ID, b.ID) })
	return slices.Clip(found)
}

// Home is the state in whose politics an organization takes part: that of a party, a parliament, an agency, a part of the
// state; "" for all others, also for those that fight there.
func (g *Gazetteer) Home(organization diplo.ID) diplo.ID {
	o, ok := g.organizations[bare(organization)]
	if !ok || organization.Kind() != diplo.Organization || o.Country == "" {
		return ""
	}
	switch o.Kind {
	case "party", "parliament", "agency", "subnational":
		return diplo.ID("state:" + o.Country)
	}
	return ""
}
