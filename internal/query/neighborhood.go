package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Subgraph is an entity with those around it.
type Subgraph struct {
	Nodes   []diplo.ID   // the center first, then by hop, then by statements with the hop before descending, then id
	Edges   []store.Dyad // all pairs of nodes with statements, by count descending, then subject, then object
	Omitted int          // neighbours that the limit left out
}

// NeighborhoodAsk asks for those around an entity.
type NeighborhoodAsk struct {
	Center diplo.ID
	Hops   *int // nil: 1; at most [MaxReach]
	Filter *Filter
	RollUp store.RollUp // ByPolity: statements join the polities of their ends
	Limit  *int         // neighbours, nil: 60; at most [MaxNeighbors]
}

// Neighborhood returns an entity with the busiest of those around it and the statements between them all. It returns
// nil for an entity that nobody knows. Beyond a hop that the limit cut off it goes no further.
func (s *Service) Neighborhood(ctx context.Context, ask NeighborhoodAsk) (*Subgraph, error) {
	reach, err := bounded("hops", ask.Hops, 1, 1, MaxReach)
	if err != nil {
		return nil, err
	}
	room, err := bounded("neighbors", ask.Limit, 60, 1, MaxNeighbors)
	if err != nil {
		return nil, err
	}
	found, err := s.Entities(ctx, []diplo.ID{ask.Center})
	if err != nil || found[0].ID == "" {
		return nil, err
	}
	filter, err := s.lower(ctx, ask.Filter)
	if err != nil {
		return nil, err
	}
	g := &Subgraph{Nodes: []diplo.ID{found[0].ID}}
	rim := g.Nodes
	for ; reach > 0 && room > 0 && len(rim) > 0; reach-- {
		dyads, err := s.store.Dyads(ctx, both(filter, store.Filter{Either: &store.EntityFilter{IDs: rim}}), ask.RollUp, maxDyads+1)
		if err != nil {
			return nil, err
		}
		if len(dyads) > maxDyads {
			return nil, diplo.Errorf(diplo.LimitReached, "the neighborhood holds more than %d pairs: ask for fewer hops, or narrow the filter", maxDyads)
		}
		rim = busiest(dyads, g.Nodes)
		if len(rim) > room {
			g.Omitted += len(rim) - room
			rim = rim[:room]
		}
		room -= len(rim)
		g.Nodes = append(g.Nodes, rim...)
	}
	among := &store.EntityFilter{IDs: slices.Sorted(slices.Values(g.Nodes))}
	g.Edges, err = s.store.Dyads(ctx, both(filter, store.Filter{Subject: among, Object: among}), ask.RollUp, 0)
	return g, err
}

// busiest returns the ends of the dyads that are not among known, by their statements descending, then id.
func busiest(dyads []store.Dyad, known []diplo.ID) []diplo.ID {
	counts := map[diplo.ID]int{}
	for _, d := range dyads {
		for _, id := range []diplo.ID{d.Subject, d.Object} {
			if !slices.Contains(known, id) {
				counts[id] += d.Count
			}
		}
	}
	ids := make([]diplo.ID, 0, len(counts))
	for id := range counts {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b diplo.ID) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return ids
}
