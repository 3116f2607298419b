// Package open is the one switch from a URL to a store.
package open

import (
	"context"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/neo4j"
	"github.com/demarche/demarche/internal/store/sqlite"
)

// Default is the store of whoever names none.
const Default = "sqlite:demarche.db"

// Credentials sign in to a Neo4j server; SQLite needs none.
type Credentials = neo4j.Credentials

// Open opens the store that the URL names: "sqlite:PATH", "sqlite::memory:" (a temporary one), or a Neo4j server as
// "neo4j://host:7687", "bolt://host:7687" and their "+s" and "+ssc" forms. It creates nothing: Migrate does. Another
// URL is BadInput.
func Open(ctx context.Context, url string, c Credentials, o store.Options) (store.Store, error) {
	scheme, path, _ := strings.Cut(url, ":")
	switch scheme {
	case "sqlite":
		if path == "" {
			return nil, diplo.Errorf(diplo.BadInput, "the store %q names no file: write it as %s", url, Default)
		}
		return opened(sqlite.Open(ctx, path, o))
	case "neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc":
		if strings.Trim(path, "/") == "" {
			return nil, diplo.Errorf(diplo.BadInput, "the store %q names no server: write it as neo4j://HOST:7687", url)
		}
		return opened(neo4j.Open(ctx, url, c, o))
	}
	return nil, diplo.Errorf(diplo.BadInput, "there is no store of the kind %q: write sqlite:PATH, sqlite::memory:, neo4j://HOST:7687 or bolt://HOST:7687 (+s or +ssc for TLS)", url)
}

// opened keeps a nil pointer from becoming a store.
func opened[S store.Store](s S, err error) (store.Store, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
