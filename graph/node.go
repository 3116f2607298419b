package graph

import (
	"context"
	"strings"

	"github.com/vikstrous/dataloadgen"

	"github.com/demarche/demarche/graph/view"
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
)

// node is whatever has the id, nil for nothing. It begins to load at once; the function it returns waits for it.
func (r *resolver) node(ctx context.Context, id diplo.ID) func() (view.Node, error) {
	l := loadersOf(ctx)
	if id.Kind() != "" {
		return loading(ctx, l.entities, id, view.EntityOf)
	}
	switch prefix, _, _ := strings.Cut(string(id), ":"); prefix {
	case "statement":
		return loading(ctx, l.statements, id, view.StatementOf)
	case "document":
		return loading(ctx, l.documents, id, view.DocumentOf)
	case "act":
		return loading(ctx, l.acts, id, view.ActOf)
	case "evidence":
		return loading(ctx, l.evidences, id, view.EvidenceOf)
	}
	return func() (view.Node, error) { return nil, nil }
}

// loading begins to load the value of an id and returns what waits for its view, a plain nil where there is none.
func loading[V any, N interface {
	comparable
	view.Node
}](ctx context.Context, l *dataloadgen.Loader[diplo.ID, V], id diplo.ID, viewOf func(V) N) func() (view.Node, error) {
	wait := l.LoadThunk(ctx, id)
	return func() (view.Node, error) {
		v, err := wait()
		if n := viewOf(v); err == nil && n != *new(N) {
			return n, nil
		}
		return nil, err
	}
}

// nodes are whatever has the ids, in their order; all are asked for before any is waited for.
func (r *resolver) nodes(ctx context.Context, ids []diplo.ID) ([]view.Node, error) {
	if len(ids) > query.MaxIDs {
		return nil, diplo.Errorf(diplo.LimitReached, "%d ids asked for, %d is the most", len(ids), query.MaxIDs)
	}
	waiting := make([]func() (view.Node, error), len(ids))
	for i, id := range ids {
		waiting[i] = r.node(ctx, id)
	}
	found := make([]view.Node, len(ids))
	for i, wait := range waiting {
		var err error
		if found[i], err = wait(); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// entity is the one with that id or name, nil for nobody.
func (r *resolver) entity(ctx context.Context, id *diplo.ID, name *string) (view.Entity, error) {
	switch {
	case (id == nil) == (name == nil):
		return nil, diplo.Errorf(diplo.BadInput, "entity takes id or name: give one of them")
	case id != nil:
		e, err := loadersOf(ctx).entities.Load(ctx, *id)
		return view.EntityOf(e), err
	}
	e, err := ask(ctx).EntityNamed(ctx, *name)
	return view.EntityOf(e), err
}

// document is the one with that id, nil for none.
func (r *resolver) document(ctx context.Context, id diplo.ID) (*view.Document, error) {
	if id == "" {
		return nil, nil
	}
	l := loadersOf(ctx)
	d, err := load(ctx, l, l.documents, id, ofDocument)()
	return view.DocumentOf(d), err
}

// act is the one with that id, nil for none.
func (r *resolver) act(ctx context.Context, id diplo.ID) (*view.Act, error) {
	if id == "" {
		return nil, nil
	}
	a, err := loadersOf(ctx).acts.Load(ctx, id)
	return view.ActOf(a), err
}

// evidence is a page of a statement's evidence.
func (r *resolver) evidence(ctx context.Context, statement diplo.ID, asked query.PageAsk) (*view.EvidenceConnection, error) {
	if asked.Last != nil { // first has a default in the schema, which gives way
		asked.First = nil
	}
	l := loadersOf(ctx)
	page, err := l.evidenceOf.Load(ctx, evidenceKey{statement, shareAsk(l, fieldOf(ctx), asked)})
	if err != nil {
		return nil, err
	}
	return &view.EvidenceConnection{EvidencePage: page}, nil
}

// absent is a pointer to v, nil where it failed.
func absent[T any](v T, err error) (*T, error) {
	if err != nil {
		return nil, err
	}
	return &v, nil
}
