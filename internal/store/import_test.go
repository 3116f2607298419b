package store_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/storetest"
)

func newModel(t testing.TB) *storetest.Model {
	t.Helper()
	m := storetest.NewModel(store.Options{})
	if _, _, err := m.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return m
}

// small is an export of a small world.
func small(t testing.TB) string {
	m := newModel(t)
	w := storetest.NewWorld(3)
	for range 2 {
		if _, err := m.Apply(t.Context(), w.Batch(1)); err != nil {
			t.Fatal(err)
		}
	}
	return storetest.Export(t, m, true)
}

// Whatever the bytes, an import succeeds or says why not, and what it refuses while reading leaves nothing behind.
func FuzzImport(f *testing.F) {
	export := small(f)
	f.Add([]byte(export))
	f.Add([]byte(export[:len(export)/2]))
	f.Add([]byte(""))
	f.Add([]byte(`{"kind":"total","id":"total","format":1,"lines":{}}`))
	f.Add([]byte(`{"kind":"entity","id":"state:RU","name":"Russia","codes":{},"recordedAt":"0001-01-01T00:00:00Z"}` + "\n" + `{"kind":"total","id":"total","format":1,"lines":{"entity":1}}`))
	f.Add([]byte("title: Talks\n\nRussia condemned Ukraine."))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := newModel(t)
		_, err := store.Import(t.Context(), m, bytes.NewReader(data))
		if err == nil {
			first := storetest.Export(t, m, false)
			again := newModel(t)
			if _, err := store.Import(t.Context(), again, strings.NewReader(first)); err != nil {
				t.Fatalf("what was imported cannot be imported again: %v", err)
			}
			if second := storetest.Export(t, again, false); second != first {
				t.Fatalf("export, import, export differ:\n%s\n%s", first, second)
			}
			return
		}
		if diplo.CodeOf(err) == diplo.Internal {
			t.Errorf("an internal error for foreign bytes: %v", err)
		}
		if s, statsErr := m.Stats(t.Context()); statsErr != nil || s != (store.Stats{}) {
			t.Errorf("refused (%v), but something was written: %+v", err, s)
		}
	})
}

func TestImportReadsPipes(t *testing.T) {
	export := small(t)
	r, w := io.Pipe()
	go func() {
		_, err := io.WriteString(w, export)
		w.CloseWithError(err)
	}()
	m := newModel(t)
	if _, err := store.Import(t.Context(), m, r); err != nil {
		t.Fatal(err)
	}
	if storetest.Export(t, m, true) != export {
		t.Error("the store differs from what was piped into it")
	}
}

func TestImportFromABrokenReader(t *testing.T) {
	broken := errors.New("the network is down")
	r, w := io.Pipe()
	go func() {
		io.WriteString(w, small(t)[:100])
		w.CloseWithError(broken)
	}()
	_, err := store.Import(t.Context(), newModel(t), r)
	if !errors.Is(err, broken) || diplo.CodeOf(err) != diplo.Unavailable {
		t.Errorf("got %v (%s)", err, diplo.CodeOf(err))
	}
}

func TestImportStopsWhenToldTo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	m := newModel(t)
	_, err := store.Import(ctx, m, strings.NewReader(small(t)))
	if diplo.CodeOf(err) != diplo.Timeout || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v (%s)", err, diplo.CodeOf(err))
	}
}

func TestExportToABrokenWriter(t *testing.T) {
	m := newModel(t)
	if err := store.Export(t.Context(), m, brokenWriter{}, false); diplo.CodeOf(err) != diplo.Unavailable {
		t.Errorf("got %v (%s)", err, diplo.CodeOf(err))
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("no space") }
