package graph

import (
	"context"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vikstrous/dataloadgen"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
)

// loaders gather what the fields of one answer ask for, so that a list costs one call of each kind however long it is.
// They live as long as one operation and remember what they loaded.
type loaders struct {
	service        *query.Service
	entities       *dataloadgen.Loader[diplo.ID, diplo.Entity]
	statements     *dataloadgen.Loader[diplo.ID, diplo.Statement]
	evidences      *dataloadgen.Loader[diplo.ID, diplo.Evidence]
	documents      *dataloadgen.Loader[diplo.ID, diplo.Document]
	acts           *dataloadgen.Loader[diplo.ID, diplo.Act]
	evidenceOf     *dataloadgen.Loader[evidenceKey, query.EvidencePage]
	relations      *dataloadgen.Loader[relationKey, query.Page[query.Relation]]
	relationCounts *dataloadgen.Loader[relationKey, int]
	asks           sync.Map // *ast.Field -> what it asks for
	heads          sync.Map // diplo.ID -> the entity or document, at least its head, that came with a page
}

// evidenceKey asks for a page of a statement's evidence; the same question has the same pointer, see shareAsk.
type evidenceKey struct {
	statement diplo.ID
	ask       *query.PageAsk
}

// relationKey asks for a page of an entity's relations, or for their number.
type relationKey struct {
	of  diplo.ID
	ask *relationsAsk
}

// relationsAsk is what a field asks for, and what the fields below it will.
type relationsAsk struct {
	query.RelationAsk
	ahead lookahead
}

// newLoaders makes the loaders of one operation; a batch waits that long for others to join it.
func newLoaders(s *query.Service, wait time.Duration) *loaders {
	s = s.Operation()
	w := dataloadgen.WithWait(wait)
	l := &loaders{
		service:    s,
		entities:   dataloadgen.NewLoader(whole(s.Entities), w),
		statements: dataloadgen.NewLoader(whole(s.StatementsByID), w),
		evidences:  dataloadgen.NewLoader(whole(s.EvidencesByID), w),
		documents:  dataloadgen.NewLoader(whole(s.DocumentsByID), w),
		acts:       dataloadgen.NewLoader(whole(s.ActsByID), w),
		evidenceOf: dataloadgen.NewLoader(byAsk(func(k evidenceKey) (diplo.ID, *query.PageAsk) { return k.statement, k.ask },
			func(ctx context.Context, ids []diplo.ID, ask query.PageAsk) ([]query.EvidencePage, error) {
				return s.EvidenceOf(ctx, ids, ask, evidenceShown)
			}), w),
		relationCounts: dataloadgen.NewLoader(byAsk(relationKey.parts, func(ctx context.Context, of []diplo.ID, ask relationsAsk) ([]int, error) {
			return s.CountRelations(ctx, of, ask.RelationAsk)
		}), w),
	}
	l.relations = dataloadgen.NewLoader(byAsk(relationKey.parts, func(ctx context.Context, of []diplo.ID, ask relationsAsk) ([]query.Page[query.Relation], error) {
		pages, beside, err := s.Relations(ctx, of, ask.RelationAsk)
		ask.ahead.prime(l, beside)
		return pages, err
	}), w)
	return l
}

func (k relationKey) parts() (diplo.ID, *relationsAsk) { return k.of, k.ask }

// whole makes a loader's fetch of a call that succeeds or fails as a whole.
func whole[K, V any](call func(context.Context, []K) ([]V, error)) func(context.Context, []K) ([]V, []error) {
	return func(ctx context.Context, keys []K) ([]V, []error) {
		values, err := call(ctx, keys)
		if err != nil {
			return nil, []error{err}
		}
		return values, nil
	}
}

// byAsk makes a loader's fetch of a call that answers one question about many ids: one call for each question.
func byAsk[K comparable, A, V any](parts func(K) (diplo.ID, *A), call func(context.Context, []diplo.ID, A) ([]V, error)) func(context.Context, []K) ([]V, []error) {
	return func(ctx context.Context, keys []K) ([]V, []error) {
		values, errs := make([]V, len(keys)), make([]error, len(keys))
		ids, places := map[*A][]diplo.ID{}, map[*A][]int{}
		for i, k := range keys {
			id, ask := parts(k)
			ids[ask], places[ask] = append(ids[ask], id), append(places[ask], i)
		}
		for ask, of := range ids {
			found, err := call(ctx, of, *ask)
			for n, i := range places[ask] {
				if errs[i] = err; err == nil {
					values[i] = found[n]
				}
			}
		}
		return values, errs
	}
}

// shareAsk returns the one pointer for what a field of the document asks: its arguments are the same for every item of
// a list, so items that ask the same can be answered together.
func shareAsk[A any](l *loaders, field *ast.Field, ask A) *A {
	shared, _ := l.asks.LoadOrStore(field, &ask)
	return shared.(*A)
}

// load begins to load a value and returns what waits for it. What came with a page is taken where a head is enough for the
// field that is being resolved.
func load[V any](ctx context.Context, l *loaders, from *dataloadgen.Loader[diplo.ID, V], id diplo.ID, has heads) func() (V, error) {
	if fc := graphql.GetFieldContext(ctx); fc != nil && has.enough(fc.Field.Selections) {
		if came, ok := l.heads.Load(id); ok {
			if head, ok := came.(V); ok {
				return func() (V, error) { return head, nil }
			}
		}
	}
	return from.LoadThunk(ctx, id)
}

// fieldOf is the field of the document that is being resolved.
func fieldOf(ctx context.Context) *ast.Field {
	if fc := graphql.GetFieldContext(ctx); fc != nil {
		return fc.Field.Field
	}
	return nil
}

type loadersKey struct{}

func withLoaders(ctx context.Context, l *loaders) context.Context {
	return context.WithValue(ctx, loadersKey{}, l)
}

func loadersOf(ctx context.Context) *loaders { return ctx.Value(loadersKey{}).(*loaders) }
