// Package graph serves schema.graphqls: thin resolvers over internal/query, loaders that gather what one answer needs,
// the guard that refuses operations that would cost too much, and the one place where errors become GraphQL errors.
// graph/generated and graph/model are written by gqlgen; graph/view holds the objects of the schema.
package graph

//go:generate go tool gqlgen generate

import (
	"context"

	"github.com/demarche/demarche/graph/model"
	"github.com/demarche/demarche/graph/view"
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// resolver answers the fields of the schema. What an operation shares is in its context.
type resolver struct{}

// ask is the service that the operation asks.
func ask(ctx context.Context) *query.Service { return loadersOf(ctx).service }

// evidenceShown is how much evidence a statement shows where the question does not say.
const evidenceShown = 5

// someone is the entity that an id in a statement names. Where nobody knows it any more it is shown by its id alone.
func (r *resolver) someone(ctx context.Context, id diplo.ID) (view.Entity, error) {
	l := loadersOf(ctx)
	e, err := load(ctx, l, l.entities, id, ofEntity)()
	if err != nil {
		return nil, err
	}
	return named(e, id), nil
}

// perhaps is someone, or nil for no id.
func (r *resolver) perhaps(ctx context.Context, id diplo.ID) (view.Entity, error) {
	if id == "" {
		return nil, nil
	}
	return r.someone(ctx, id)
}

// everyone is the entities that the ids name, in their order.
func (r *resolver) everyone(ctx context.Context, ids []diplo.ID) ([]view.Entity, error) {
	l := loadersOf(ctx)
	waiting := make([]func() (diplo.Entity, error), len(ids))
	for i, id := range ids {
		waiting[i] = load(ctx, l, l.entities, id, ofEntity)
	}
	list := make([]view.Entity, len(ids))
	for i, wait := range waiting {
		e, err := wait()
		if err != nil {
			return nil, err
		}
		list[i] = named(e, ids[i])
	}
	return list, nil
}

func named(e diplo.Entity, id diplo.ID) view.Entity {
	if e.ID == "" {
		e = diplo.Entity{Ref: diplo.Ref{ID: id, Kind: id.Kind(), Name: string(id)}}
	}
	return view.EntityOf(e)
}

// these are the entities of type T among the refs, in their order.
func these[T any](ctx context.Context, r *resolver, refs []diplo.Ref) ([]T, error) {
	ids := make([]diplo.ID, len(refs))
	for i, ref := range refs {
		ids[i] = ref.ID
	}
	all, err := r.everyone(ctx, ids)
	list := make([]T, 0, len(all))
	for _, e := range all {
		if t, ok := any(e).(*T); ok {
			list = append(list, *t)
		}
	}
	return list, err
}

// statement is the statement of an id that another statement or pair gave.
func (r *resolver) statement(ctx context.Context, id diplo.ID) (*view.Statement, error) {
	s, err := loadersOf(ctx).statements.Load(ctx, id)
	return view.StatementOf(s), err
}

// quoted is the paragraph of an evidence's quote and where the quote lies in it, in code points; "" where the basis is
// not TEXT or the document has another text by now.
func (r *resolver) quoted(ctx context.Context, e *view.Evidence) (quotation, error) {
	if e.Basis != diplo.FromText {
		return quotation{}, nil
	}
	d, err := loadersOf(ctx).documents.Load(ctx, e.Document)
	if err != nil || d.Version != e.Version {
		return quotation{}, err
	}
	return quotationOf(d, e.Evidence), nil
}

// statements is a page of statements. What the fields below will ask for comes with it.
func (r *resolver) statements(ctx context.Context, asked query.StatementAsk) (*view.StatementConnection, error) {
	ahead := lookAhead(ctx)
	asked.With = ahead.with
	page, err := ask(ctx).Statements(ctx, asked)
	if err != nil {
		return nil, err
	}
	ahead.prime(loadersOf(ctx), page.Beside)
	return &view.StatementConnection{Page: page.Page, TotalCount: page.Total}, nil
}

// relations is a page of an entity's relations.
func (r *resolver) relations(ctx context.Context, of diplo.ID, asked query.RelationAsk) (*view.RelationConnection, error) {
	l := loadersOf(ctx)
	key := relationKey{of, relationsAsked(ctx, l, asked)}
	page, err := l.relations.Load(ctx, key)
	if err != nil {
		return nil, err
	}
	count := func(ctx context.Context) (int, error) { return l.relationCounts.Load(ctx, key) }
	return &view.RelationConnection{Page: page, Count: count}, nil
}

// relationsAsked is what the field that is being resolved asks, the same for every entity.
func relationsAsked(ctx context.Context, l *loaders, asked query.RelationAsk) *relationsAsk {
	if shared, ok := l.asks.Load(fieldOf(ctx)); ok {
		return shared.(*relationsAsk)
	}
	ahead := lookAheadOfRelations(ctx)
	asked.With = ahead.with
	return shareAsk(l, fieldOf(ctx), relationsAsk{asked, ahead})
}

// relationAsk puts the arguments of a relation field together.
func relationAsk(types []diplo.Type, d query.Direction, r *store.RollUp, f *model.StatementFilter, o *model.StatementOrder, p query.PageAsk) query.RelationAsk {
	return query.RelationAsk{Types: types, Direction: d, RollUp: value(r), Filter: filterOf(f), Order: orderOf(o), Page: p}
}

// only is a list of statement types.
func only(types ...diplo.Type) []diplo.Type { return types }

// value is what p points to, the zero value for nil.
func value[T any](p *T) T {
	if p == nil {
		return *new(T)
	}
	return *p
}
