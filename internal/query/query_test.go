package query_test

import (
	"context"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/query/querytest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/sqlite"
)

// world opens the small world over SQLite.
func world(t testing.TB) *query.Service {
	t.Helper()
	s, g := emptyStore(t), openGazetteer(t)
	querytest.Fill(t, s, g)
	return query.New(s, g, nil)
}

func openGazetteer(t testing.TB) *gazetteer.Gazetteer {
	t.Helper()
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func emptyStore(t testing.TB) *sqlite.Store {
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
	return s
}

// short tells a statement as "subject TYPE object".
func short(st diplo.Statement) string {
	return string(st.Subject) + " " + string(st.Type) + " " + string(st.Object)
}

func shorts(statements []diplo.Statement) []string {
	list := make([]string, len(statements))
	for i, st := range statements {
		list[i] = short(st)
	}
	return list
}

func names(list ...string) *query.EntityFilter { return &query.EntityFilter{Names: list} }
