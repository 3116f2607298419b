//go:build neo4j

package neo4j_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/neo4jtest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/neo4j"
	"github.com/demarche/demarche/internal/store/storetest"
)

func TestStore(t *testing.T) { storetest.Run(t, open) }

func BenchmarkStore(b *testing.B) { storetest.Bench(b, open) }

// open returns the store under test, empty, and checks at the end of the test that its typed edges are what its
// statements project to.
func open(t testing.TB, o store.Options) store.Store {
	t.Helper()
	s := connect(t, o)
	if err := neo4j.Empty(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	check := connect(t, o) // the test may close its own
	t.Cleanup(func() { checkEdges(t, check) })
	return s
}

// connect returns another store on what open's holds.
func connect(t testing.TB, o store.Options) *neo4j.Store {
	t.Helper()
	uri, user, password := neo4jtest.Use(t)
	s, err := neo4j.Open(t.Context(), uri, neo4j.Credentials{User: user, Password: password}, o)
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	return s
}

// closeAtEnd closes a store, driver or session when the test ends.
func closeAtEnd(t testing.TB, c interface{ Close(context.Context) error }) {
	t.Cleanup(func() {
		if err := c.Close(context.Background()); err != nil {
			t.Errorf("closing %T: %v", c, err)
		}
	})
}

func checkEdges(t testing.TB, s store.Store) {
	t.Helper()
	want := map[diplo.ID]diplo.Edge{}
	for statement, err := range s.ScanStatements(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := diplo.Project(statement); ok {
			want[e.Statement] = e
		}
	}
	for e, err := range s.ScanEdges(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want[e.Statement], e, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("an edge is not what its statement makes (-want +got):\n%s", diff)
		}
		delete(want, e.Statement)
	}
	for _, e := range want {
		t.Errorf("the graph lacks the edge %+v", e)
	}
}
