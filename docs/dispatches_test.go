//go:build neo4j

package docs

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/dispatches"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/ingest"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/server"
	"github.com/demarche/demarche/internal/source"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/syntax"
)

// ingestDispatches puts the bundled dispatches into an empty store.
func ingestDispatches(t *testing.T, s store.Store) {
	t.Helper()
	ctx := t.Context()
	if _, _, err := s.Migrate(ctx); err != nil {
		t.Fatal(err)
	}
	names, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := extract.New(names, parser)
	if err != nil {
		t.Fatal(err)
	}
	all, err := dispatches.All()
	if err != nil {
		t.Fatal(err)
	}
	var inputs []ingest.Input
	for _, d := range all {
		inputs = append(inputs, ingest.Input{Name: d.Name, Read: func(context.Context) (diplo.Document, []source.Note, error) {
			return source.Parse(d.Name, d.Text, source.Options{})
		}})
	}
	report, err := ingest.Pipeline{Extractor: rules, Store: s}.Run(ctx, inputs)
	if err != nil || len(report.Failed) > 0 || report.Evidences == 0 {
		t.Fatalf("ingesting the dispatches: %v, %s", err, report)
	}
}

// serve serves a store and returns a function that sends its GraphQL endpoint a query and returns the answer, indented.
func serve(t *testing.T, s store.Store) func(query string) string {
	t.Helper()
	names, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := server.New(server.Config{Service: query.New(s, names, nil), Ping: s.Ping})
	if err != nil {
		t.Fatal(err)
	}
	return func(q string) string {
		t.Helper()
		body, err := json.Marshal(map[string]string{"query": q})
		if err != nil {
			t.Fatal(err)
		}
		request := httptest.NewRequest("POST", "/graphql", bytes.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		handler.ServeHTTP(answer, request)
		var indented bytes.Buffer
		if err := json.Indent(&indented, answer.Body.Bytes(), "", " "); err != nil {
			t.Fatalf("%v: %s", err, answer.Body)
		}
		return indented.String()
	}
}
