package graph_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/query/querytest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/sqlite"
)

// world is an engine over the small world, and the count of the calls that its store got.
func world(t testing.TB) (*graph.Engine, *counted) {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Memory, store.Options{Clock: querytest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	g := gaz(t)
	querytest.Fill(t, s, g)
	c := &counted{Store: s}
	return graph.New(graph.Config{Service: query.New(c, g, nil), Wait: 20 * time.Millisecond}), c
}

// ask answers a query and decodes its data into a T; errors fail the test.
func ask[T any](t testing.TB, e *graph.Engine, text string, variables map[string]any) T {
	t.Helper()
	answer := e.Do(t.Context(), &graph.Request{Query: text, Variables: variables})
	if len(answer.Errors) > 0 {
		t.Fatalf("%s\n%v", text, answer.Errors)
	}
	var data T
	if err := json.Unmarshal(answer.Data, &data); err != nil {
		t.Fatal(err)
	}
	return data
}

func gaz(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	return g
}
