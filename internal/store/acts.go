package store

import (
	"cmp"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// ActParts joins the parts of the acts that the evidences tell of: canonical ids, each role and entity once, sorted by
// role, then id. Names are those of the evidences; stores put those of the profiles in their place.
func ActParts(evidences []diplo.Evidence, x diplo.Identity) map[diplo.ID][]diplo.Part {
	acts := map[diplo.ID][]diplo.Part{}
	for _, e := range evidences {
		if e.Act == nil {
			continue
		}
		parts := acts[e.Act.ID]
		for _, p := range e.Act.Parts {
			p.Entity.ID = x.Canonical(p.Entity.ID)
			p.Entity.Kind = p.Entity.ID.Kind()
			parts = append(parts, p)
		}
		acts[e.Act.ID] = parts
	}
	for id, parts := range acts {
		slices.SortFunc(parts, func(a, b diplo.Part) int {
			return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Entity.ID, b.Entity.ID), cmp.Compare(a.Entity.Name, b.Entity.Name))
		})
		acts[id] = slices.CompactFunc(parts, func(a, b diplo.Part) bool { return a.Role == b.Role && a.Entity.ID == b.Entity.ID })
	}
	return acts
}
