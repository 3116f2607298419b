package open_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/open"
)

func TestOpenSQLite(t *testing.T) {
	for _, url := range []string{"sqlite::memory:", "sqlite:" + filepath.Join(t.TempDir(), "x.db")} {
		s, err := open.Open(t.Context(), url, open.Credentials{}, store.Options{})
		if err != nil {
			t.Fatalf("%s: %v", url, err)
		}
		if _, after, err := s.Migrate(t.Context()); err != nil || after < 1 {
			t.Errorf("%s: schema %d, %v", url, after, err)
		}
		if err := s.Close(t.Context()); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	for url, says := range map[string]string{
		"":                       "sqlite:PATH",
		"demarche.db":            "sqlite:PATH",
		"postgres://host/db":     "neo4j://",
		"SQLITE:x.db":            "sqlite:PATH",
		"sqlite:":                "sqlite:demarche.db",
		"sqlite:/none/such/x.db": "/none/such",
		"neo4j://":               "neo4j://",
	} {
		s, err := open.Open(t.Context(), url, open.Credentials{}, store.Options{})
		if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), says) || s != nil {
			t.Errorf("%q: %v, %v (%s); want no store and a message with %q", url, s, err, diplo.CodeOf(err), says)
		}
	}
}
