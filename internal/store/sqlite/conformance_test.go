package sqlite_test

import (
	"context"
	"testing"

	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/sqlite"
	"github.com/demarche/demarche/internal/store/storetest"
)

func TestConformance(t *testing.T) { storetest.Run(t, openMemory) }

func openMemory(t testing.TB, o store.Options) store.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Memory, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func BenchmarkStore(b *testing.B) { storetest.Bench(b, openMemory) }
