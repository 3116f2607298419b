package storetest_test

import (
	"testing"

	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/storetest"
)

// The model must pass the suite that it is part of: otherwise the suite contradicts itself.
func TestModelConforms(t *testing.T) {
	storetest.Run(t, func(t testing.TB, o store.Options) store.Store {
		m := storetest.NewModel(o)
		if _, _, err := m.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		return m
	})
}
