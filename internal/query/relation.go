package query

import (
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Direction is how a statement lies towards an entity.
type Direction string

// The directions. A symmetric statement lies both ways, whichever of its ends the entity is.
const (
	Out  Direction = "OUT"  // the entity is the subject
	In   Direction = "IN"   // the entity is the object
	Both Direction = "BOTH" // either; as an answer: the statement is symmetric
)

// RelationAsk asks for the relations of entities. The zero Direction is Both.
type RelationAsk struct {
	Types     []diplo.Type // nil for any; beside what the filter says
	Direction Direction
	RollUp    store.RollUp
	Filter    *Filter
	Order     store.Order
	Page      PageAsk
	With      With // Total has no place here: see CountRelations
}

// Relation is a statement as seen from one of its ends.
type Relation struct {
	Other     diplo.ID // the other end, after roll-up
	Direction Direction
	Statement diplo.Statement
}

// ends are the subject and object that a statement counts for.
func ends(st diplo.Statement, r store.RollUp) (subject, object diplo.ID) {
	if r != store.ByPolity {
		return st.Subject, st.Object
	}
	subject, object = st.SubjectPolity, st.ObjectPolity
	if st.Object.Kind() == diplo.Conflict {
		object = st.Object
	}
	return subject, object
}

// Relations returns a page of the relations of each entity, in the order of the ids, and, of one entity alone, what is asked
// for beside its statements; a conflict has the relations of its episodes too. However many entities there are, the store is
// asked about all of them at once, and again only for those whose page the busier ones crowded out.
func (s *Service) Relations(ctx context.Context, of []diplo.ID, ask RelationAsk) ([]Page[Relation], Beside, error) {
	filter, err := s.lower(ctx, ask.Filter)
	if err != nil {
		return nil, Beside{}, err
	}
	mark := sealOf("relations", filter, ask.Types, ask.Direction, ask.RollUp, ask.Order)
	page, err := ask.Page.lower(mark, DefaultPage)
	if err != nil {
		return nil, Beside{}, err
	}
	owners, identity, err := s.owners(ctx, of)
	if err != nil {
		return nil, Beside{}, err
	}
	var with store.With
	if len(of) == 1 { // of many, what belongs to statements that busier ones crowd in would be read in vain
		if with, err = ask.With.lower(); err != nil {
			return nil, Beside{}, err
		}
	}
	beside := newBeside()
	found := make([][]Relation, len(of))
	pending := make([]bool, len(of))
	for i := range pending {
		pending[i] = true
	}
	q := store.Query{RollUp: ask.RollUp, Order: ask.Order, Page: page, With: with}
	for {
		ids, waiting := owners.ids(pending)
		q.Filter = both(filter, ask.towards(ids)...)
		q.Page.Limit = page.Limit * waiting
		answer, err := s.store.Statements(ctx, q)
		if err != nil {
			return nil, Beside{}, err
		}
		s.note(beside, answer, with, identity)
		rows := answer.Statements
		more := len(rows) == q.Page.Limit
		if page.Backward { // collect from the end
			rows = reversed(rows)
		}
		for _, st := range rows {
			owners.eachRelation(st, ask.RollUp, ask.Direction, func(i int, r Relation) {
				if pending[i] && len(found[i]) < page.Limit {
					found[i] = append(found[i], r)
				}
			})
		}
		for i := range pending {
			pending[i] = pending[i] && len(found[i]) < page.Limit
		}
		if !more || !slices.Contains(pending, true) {
			break
		}
		last := store.PlaceOf(rows[len(rows)-1], ask.Order.Field)
		if page.Backward {
			q.Page.Before = &last
		} else {
			q.Page.After = &last
		}
	}
	pages := make([]Page[Relation], len(of))
	for i := range pages {
		if page.Backward {
			slices.Reverse(found[i])
		}
		pages[i] = pageOf(page, mark, found[i], func(r Relation) store.Place { return store.PlaceOf(r.Statement, ask.Order.Field) })
	}
	return pages, beside, nil
}

// CountRelations returns how many relations each entity has, in the order of the ids; paging is not looked at.
func (s *Service) CountRelations(ctx context.Context, of []diplo.ID, ask RelationAsk) ([]int, error) {
	filter, err := s.lower(ctx, ask.Filter)
	if err != nil {
		return nil, err
	}
	owners, _, err := s.owners(ctx, of)
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(of))
	directed, symmetric := split(ask.Types)
	everyone := make([]bool, len(of))
	for i := range everyone {
		everyone[i] = true
	}
	ids, _ := owners.ids(everyone)
	// Directed and symmetric statements between a pair are told apart only by asking for each.
	for _, part := range []RelationAsk{{Types: directed, Direction: ask.Direction}, {Types: symmetric, Direction: Both}} {
		if len(part.Types) == 0 {
			continue
		}
		dyads, err := s.store.Dyads(ctx, both(filter, part.towards(ids)...), ask.RollUp, 0)
		if err != nil {
			return nil, err
		}
		for _, d := range dyads {
			if part.Direction != In {
				owners.each(d.Subject, func(i int) { counts[i] += d.Count })
			}
			if part.Direction != Out {
				owners.each(d.Object, func(i int) { counts[i] += d.Count })
			}
		}
	}
	return counts, nil
}

// towards are the filters that keep the statements of the ids in the direction and of the types asked for.
func (a RelationAsk) towards(ids []diplo.ID) []store.Filter {
	who := &store.EntityFilter{IDs: ids}
	switch a.Direction {
	case Out:
		return []store.Filter{between(store.Filter{Types: a.Types}, who, nil)}
	case In:
		return []store.Filter{between(store.Filter{Types: a.Types}, nil, who)}
	}
	return []store.Filter{{Types: a.Types, Either: who}}
}

// owners tells which of the entities asked about an id in a statement stands for: several where the same is asked
// about twice, or a conflict and its episode.
type owners map[diplo.ID][]int

func (s *Service) owners(ctx context.Context, of []diplo.ID) (owners, store.Identity, error) {
	identity, err := s.store.Identity(ctx)
	if err != nil {
		return nil, identity, err
	}
	o := owners{}
	for i, id := range of {
		for _, stands := range s.standFor(identity.Identity, []diplo.ID{id}) {
			o[stands] = append(o[stands], i)
		}
	}
	return o, identity, nil
}

func (o owners) each(id diplo.ID, visit func(i int)) {
	for _, i := range o[id] {
		visit(i)
	}
}

// ids are those that stand for the entities still pending, sorted, and how many entities that is.
func (o owners) ids(pending []bool) (ids []diplo.ID, waiting int) {
	for id, indices := range o {
		if slices.ContainsFunc(indices, func(i int) bool { return pending[i] }) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	for _, p := range pending {
		if p {
			waiting++
		}
	}
	return ids, waiting
}

// eachRelation visits what a statement is to every entity at its ends, in the direction asked for.
func (o owners) eachRelation(st diplo.Statement, r store.RollUp, d Direction, visit func(i int, r Relation)) {
	subject, object := ends(st, r)
	out, in := Relation{object, Out, st}, Relation{subject, In, st}
	info, _ := st.Type.Info()
	if info.Symmetric {
		out.Direction, in.Direction = Both, Both
	}
	if d != In || info.Symmetric {
		o.each(subject, func(i int) { visit(i, out) })
	}
	if d != Out || info.Symmetric {
		o.each(object, func(i int) { visit(i, in) })
	}
}
