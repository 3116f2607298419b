//go:build neo4j

package graph_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/neo4jtest"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/query/querytest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/open"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

// storeOnNeo4j is the store in the Neo4j under test.
func storeOnNeo4j(t testing.TB) store.Store {
	t.Helper()
	uri, user, password := neo4jtest.Use(t)
	s, err := open.Open(t.Context(), uri, open.Credentials{User: user, Password: password, Database: "neo4j"}, store.Options{Clock: querytest.Clock})
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
	return s
}

// worldOnNeo4j is an engine over the small world in Neo4j.
func worldOnNeo4j(t testing.TB) *graph.Engine {
	t.Helper()
	s := storeOnNeo4j(t)
	querytest.Fill(t, s, gaz(t))
	return graph.New(graph.Config{Service: query.New(s, gaz(t), nil)})
}

// TestBothStoresAnswerAlike asks the documented queries, and some more, of SQLite and of Neo4j: the answers are equal
// byte for byte.
func TestBothStoresAnswerAlike(t *testing.T) {
	onNeo4j := worldOnNeo4j(t)
	onSQLite, _ := world(t)

	queries := map[string]string{
		"backward":       `{ statements(last: 3) { edges { cursor node { id support recordedAt } } pageInfo { hasPreviousPage } } }`,
		"by support":     `{ statements(orderBy: {field: SUPPORT, direction: ASC}, first: 4) { nodes { id } pageInfo { endCursor } } }`,
		"many relations": `{ statements(filter: {modality: null, polarity: null}, first: 100) { nodes { subject { relations(first: 2) { totalCount nodes { id } } } } } }`,
		"by day":         `{ timeline(interval: DAY, filter: {since: "2025-06-10", until: "2025-06-20"}) { points { since count acts } undated } }`,
		"paths":          `{ paths(source: "person:emmanuel-macron", target: "state:TR", maxPaths: 20) { nodes { id } edges { statement { id } } } }`,
		"words":          `{ statements(filter: {text: "mediate", publisher: "xinhua"}) { nodes { id evidence { nodes { id } } } } }`,
		"not":            `{ statements(filter: {noneOf: [{types: [CONDEMNS]}], attributed: false}) { nodes { id } } }`,
	}
	files, err := filepath.Glob("../docs/queries/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		queries[filepath.Base(file)] = string(text)
	}
	for name, text := range queries {
		t.Run(name, func(t *testing.T) {
			want, got := onSQLite.Do(t.Context(), &graph.Request{Query: text}), onNeo4j.Do(t.Context(), &graph.Request{Query: text})
			if len(want.Errors)+len(got.Errors) > 0 {
				t.Fatalf("SQLite %v, Neo4j %v", want.Errors, got.Errors)
			}
			if diff := cmp.Diff(string(want.Data), string(got.Data)); diff != "" {
				t.Errorf("(-SQLite +Neo4j)\n%s", diff)
			}
		})
	}
}
