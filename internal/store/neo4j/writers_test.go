//go:build neo4j

package neo4j_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/storetest"
)

// TestTwoStoresIngestAtOnce lets writers of two stores, each with its own connections as in two processes, apply
// overlapping batches in different orders. The end is that of one writer, and the change log has no gap.
func TestTwoStoresIngestAtOnce(t *testing.T) {
	stores := []store.Store{open(t, store.Options{}), connect(t, store.Options{})}
	world, model := storetest.NewWorld(21), newModel(t)
	var wire []store.Batch
	for range 16 {
		wire = append(wire, world.Batch(3))
	}
	for _, b := range wire {
		if _, err := model.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	var writers sync.WaitGroup
	for i := range 4 {
		mine := append([]store.Batch(nil), wire[i*2:i*2+10]...)
		rand.New(rand.NewPCG(uint64(i), 0)).Shuffle(len(mine), func(a, b int) { mine[a], mine[b] = mine[b], mine[a] })
		writers.Go(func() {
			for _, b := range mine {
				if _, err := stores[i%2].Apply(t.Context(), b); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	if got, want := storetest.Timeless(t, storetest.Export(t, stores[0], false)), storetest.Timeless(t, storetest.Export(t, model, false)); got != want {
		t.Error("four writers at once left something else than one writer")
	}
	log, err := stores[1].Changes(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range log {
		if c.Seq != int64(i)+1 {
			t.Fatalf("entry %d of the change log has the number %d", i+1, c.Seq)
		}
	}
}

// newModel is an empty store that cannot go wrong, to compare with.
func newModel(t *testing.T) store.Store {
	t.Helper()
	m := storetest.NewModel(store.Options{})
	if _, _, err := m.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}
