package graph

import (
	"context"
	"strings"

	"github.com/demarche/demarche/graph/view"
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
)

// node is whatever has the id, nil for nothing.
func (r *resolver) node(ctx context.Context, id diplo.ID) (view.Node, error) {
	if id.Kind() != "" {
		e, err := loadersOf(ctx).entities.Load(ctx, id)
		return orNil(view.EntityOf(e)), err
	}
	switch prefix, _, _ := strings.Cut(string(id), ":"); prefix {
	case "statement":
		s, err := r.statement(ctx, id)
		return orNil(s), err
	case "document":
		d, err := r.document(ctx, id)
		return orNil(d), err
	case "act":
		a, err := r.act(ctx, id)
		return orNil(a), err
	case "evidence":
		e, err := loadersOf(ctx).evidences.Load(ctx, id)
		if err != nil || e.ID == "" {
			return nil, err
		}
		return &view.Evidence{Evidence: e}, nil
	}
	return nil, nil
}

// orNil is n, a plain nil for a nil pointer.
func orNil[T interface {
	comparable
	view.Node
}](n T) view.Node {
	if n == *new(T) {
		return nil
	}
	return n
}

// nodes are whatever has the ids, in their order; all are asked for before any is waited for.
func (r *resolver) nodes(ctx context.Context, ids []diplo.ID) ([]view.Node, error) {
	if len(ids) > query.MaxIDs {
		return nil, diplo.Errorf(diplo.LimitReached, "%d ids asked for, %d is the most", len(ids), query.MaxIDs)
	}
	type answer struct {
		view.Node
		err error
	}
	answers := make([]chan answer, len(ids))
	for i, id := range ids {
		answers[i] = make(chan answer, 1)
		go func() {
			n, err := r.node(ctx, id)
			answers[i] <- answer{n, err}
		}()
	}
	found := make([]view.Node, len(ids))
	var failed error
	for i := range answers {
		a := <-answers[i]
		if found[i] = a.Node; a.err != nil {
			failed = a.err
		}
	}
	return found, failed
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
	d, err := loadersOf(ctx).documents.Load(ctx, id)
	return view.DocumentOf(d), err
}

// act is the one with that id, nil for none.
func (r *resolver) act(ctx context.Context, id diplo.ID) (*view.Act, error) {
	if id == "" {
		return nil, nil
	}
	a, err := loadersOf(ctx).acts.Load(ctx, id)
	if err != nil || a.ID == "" {
		return nil, err
	}
	return &view.Act{Act: a}, nil
}

// evidence is a page of a statement's evidence.
func (r *resolver) evidence(ctx context.Context, statement diplo.ID, asked query.PageAsk) (*view.EvidenceConnection, error) {
	if asked.Last != nil { // first has a default in the schema, which gives way
		asked.First = nil
	}
	l := loadersOf(ctx)
	page, err := l.evidenceOf.Load(ctx, evidenceKey{statement, shareAsk(ctx, l, asked)})
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
