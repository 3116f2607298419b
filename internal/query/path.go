package query

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// PathAsk asks how two entities are connected by statements, whichever way those point.
type PathAsk struct {
	Source, Target diplo.ID
	Types          []diplo.Type // nil for any
	Filter         *Filter
	RollUp         store.RollUp // ByPolity: statements join the polities of their ends
	MaxHops        *int         // nil: 4; at most [MaxHops]
	MaxPaths       *int         // nil: 5; at most [MaxPaths]
}

// Path is a chain of entities, none twice, each joined to the next by a statement: of several between the two, the one
// with the least id.
type Path struct {
	Nodes []diplo.ID // one more than Steps
	Steps []Step
}

// Step is a statement of a path; Out means that it points the way the path goes.
type Step struct {
	Direction Direction
	Statement diplo.ID
}

const (
	maxDyads = 20000  // that one search may load
	maxTries = 500000 // steps that one search may try
)

// Paths returns the shortest paths between two entities, shortest first, those of one length by the ids of their
// statements in turn. It returns nil for an entity that nobody knows, and LimitReached where the search grows too large.
//
// The search grows a ball around each end, always the smaller one, until every path of the length in question lies
// within them; then it walks the paths of that length in order.
func (s *Service) Paths(ctx context.Context, ask PathAsk) ([]Path, error) {
	hops, err := bounded("hops", ask.MaxHops, 4, 1, MaxHops)
	if err != nil {
		return nil, err
	}
	wanted, err := bounded("paths", ask.MaxPaths, 5, 1, MaxPaths)
	if err != nil {
		return nil, err
	}
	found, err := s.Entities(ctx, []diplo.ID{ask.Source, ask.Target})
	if err != nil {
		return nil, err
	}
	source, target := found[0].ID, found[1].ID
	switch {
	case source == "" || target == "":
		return nil, nil
	case source == target:
		return nil, diplo.Errorf(diplo.BadInput, "source and target are both %s", source)
	}
	filter, err := s.lower(ctx, ask.Filter)
	if err != nil {
		return nil, err
	}
	if ask.Types != nil {
		filter = both(filter, store.Filter{Types: ask.Types})
	}
	search := search{store: s.store, filter: filter, rollUp: ask.RollUp, links: links{}, paths: []Path{}, wanted: wanted}
	near, far := newBall(source), newBall(target)
	for length := 1; length <= hops && len(search.paths) < wanted; length++ {
		for near.radius+far.radius < length {
			smaller := near
			if len(far.rim) < len(near.rim) {
				smaller = far
			}
			if err := search.grow(ctx, smaller); err != nil {
				return nil, err
			}
		}
		search.depth = distances(search.links, target)
		if err := search.walk([]diplo.ID{source}, nil, target, length); err != nil {
			return nil, err
		}
	}
	return search.paths, nil
}

// link is what joins two entities, seen from one of them.
type link struct {
	to        diplo.ID
	direction Direction
	statement diplo.ID
}

// links are the links known so far, by entity.
type links map[diplo.ID]map[diplo.ID]link

// add notes a dyad at both its ends; the least statement id between a pair stays.
func (l links) add(d store.Dyad) {
	for _, k := range []struct {
		from diplo.ID
		link
	}{{d.Subject, link{d.Object, Out, d.Statement}}, {d.Object, link{d.Subject, In, d.Statement}}} {
		if l[k.from] == nil {
			l[k.from] = map[diplo.ID]link{}
		}
		if old, ok := l[k.from][k.to]; !ok || k.statement < old.statement {
			l[k.from][k.to] = k.link
		}
	}
}

// sorted returns the links of an entity by statement id.
func (l links) sorted(of diplo.ID) []link {
	list := make([]link, 0, len(l[of]))
	for _, k := range l[of] {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b link) int { return cmp.Or(cmp.Compare(a.statement, b.statement), cmp.Compare(a.to, b.to)) })
	return list
}

// ball is what lies around one end: all links of the entities less than radius away are known.
type ball struct {
	seen   map[diplo.ID]bool
	rim    []diplo.ID // those exactly radius away
	radius int
}

func newBall(center diplo.ID) *ball {
	return &ball{seen: map[diplo.ID]bool{center: true}, rim: []diplo.ID{center}}
}

// search holds one search for paths.
type search struct {
	store  Store
	filter store.Filter
	rollUp store.RollUp
	links  links
	loaded int
	depth  map[diplo.ID]int // how far an entity is from the target, over the links known
	tries  int
	wanted int
	paths  []Path
}

// grow loads the links of the ball's rim and makes it one wider.
func (s *search) grow(ctx context.Context, b *ball) error {
	b.radius++
	if len(b.rim) == 0 {
		return nil
	}
	dyads, err := s.store.Dyads(ctx, both(s.filter, store.Filter{Either: &store.EntityFilter{IDs: b.rim}}), s.rollUp, maxDyads+1-s.loaded)
	if err != nil {
		return err
	}
	if s.loaded += len(dyads); s.loaded > maxDyads {
		return diplo.Errorf(diplo.LimitReached, "the search met more than %d pairs: ask for fewer hops, or narrow the filter", maxDyads)
	}
	var rim []diplo.ID
	for _, d := range dyads {
		s.links.add(d)
		for _, id := range []diplo.ID{d.Subject, d.Object} {
			if !b.seen[id] {
				b.seen[id] = true
				rim = append(rim, id)
			}
		}
	}
	slices.Sort(rim)
	b.rim = rim
	return nil
}

// distances are how many links each entity is away from one.
func distances(l links, from diplo.ID) map[diplo.ID]int {
	depth := map[diplo.ID]int{from: 0}
	for queue := []diplo.ID{from}; len(queue) > 0; queue = queue[1:] {
		for to := range l[queue[0]] {
			if _, ok := depth[to]; !ok {
				depth[to] = depth[queue[0]] + 1
				queue = append(queue, to)
			}
		}
	}
	return depth
}

// walk adds, in order, the paths that lead on from nodes to the target in exactly left more steps.
func (s *search) walk(nodes []diplo.ID, steps []Step, target diplo.ID, left int) error {
	here := nodes[len(nodes)-1]
	if left == 0 {
		s.paths = append(s.paths, Path{slices.Clone(nodes), slices.Clone(steps)})
		return nil
	}
	for _, k := range s.links.sorted(here) {
		if s.tries++; s.tries > maxTries {
			return diplo.Errorf(diplo.LimitReached, "the search tried more than %d steps: ask for fewer hops or paths, or narrow the filter", maxTries)
		}
		far, reaches := s.depth[k.to]
		if !reaches || far > left-1 || (k.to == target) != (left == 1) || slices.Contains(nodes, k.to) {
			continue
		}
		if err := s.walk(append(nodes, k.to), append(steps, Step{k.direction, k.statement}), target, left-1); err != nil || len(s.paths) == s.wanted {
			return err
		}
	}
	return nil
}
