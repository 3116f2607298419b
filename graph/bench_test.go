package graph_test

import (
	"os"
	"testing"

	"github.com/demarche/demarche/graph"
)

// BenchmarkWhoCondemned answers the first documented query over SQLite, loaders and all.
func BenchmarkWhoCondemned(b *testing.B) {
	engine, _ := world(b)
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
