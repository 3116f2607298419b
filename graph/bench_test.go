package graph_test

import (
	"os"
	"testing"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/query"
)

// BenchmarkWhoCondemned answers the first documented query over SQLite, loaders and all.
func BenchmarkWhoCondemned(b *testing.B) {
	_, s := world(b)
	engine := graph.New(graph.Config{Service: query.New(s, gaz(b), nil)})
	text, err := os.ReadFile("../docs/queries/who-condemned-israel.graphql")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if answer := engine.Do(b.Context(), &graph.Request{Query: string(text)}); len(answer.Errors) > 0 {
			b.Fatal(answer.Errors)
		}
	}
}
