//go:build neo4j

package graph_test

import (
	"context"
	"os"
	"testing"

	"github.com/demarche/demarche/internal/neo4jtest"
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

// TestNeo4jReproducesTheGoldenAnswers holds Neo4j to what SQLite wrote.
func TestNeo4jReproducesTheGoldenAnswers(t *testing.T) {
	neo4jtest.Empty(t)
	holdToGolden(t, storeOnNeo4j(t), false)
}
