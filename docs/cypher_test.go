//go:build neo4j

package docs

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/neo4jtest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/open"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

// question is a fenced Cypher block under its heading.
var question = regexp.MustCompile("(?m)^## (.+)\n+(?:[^#`]+\n)?```cypher\n((?:[^`]|\n)+)```")

// TestCypherOfTheDocs runs every question of neo4j-browser.md over the bundled dispatches: each is valid, has a LIMIT,
// and finds something.
func TestCypherOfTheDocs(t *testing.T) {
	run, s := emptyNeo4j(t)
	ingestDispatches(t, s)

	page, err := os.ReadFile("neo4j-browser.md")
	if err != nil {
		t.Fatal(err)
	}
	questions := question.FindAllSubmatch(page, -1)
	if len(questions) < 10 {
		t.Fatalf("%d questions found on the page, want ten", len(questions))
	}
	for _, q := range questions {
		heading, cypher := string(q[1]), string(q[2])
		if !regexp.MustCompile(`LIMIT \d+`).MatchString(cypher) {
			t.Errorf("%s: no LIMIT", heading)
		}
		if n := len(run(cypher).Records); n == 0 {
			t.Errorf("%s: nothing found", heading)
		}
	}

	// The two that a newcomer tries first just look right: states at both ends, leaders at both ends, once each.
	for _, record := range run("MATCH (a:State)-[r:CONDEMNS]->(b:State) RETURN a.name, b.name, r.since").Records {
		if a, b := record.Values[0], record.Values[1]; a == b || a == nil || b == nil {
			t.Errorf("a condemnation from %v to %v", a, b)
		}
	}
	calls := run("MATCH (:Leader)-[r:SPOKE_WITH]-(:Leader) RETURN DISTINCT r.statement")
	edges := run("MATCH (:Leader)-[r:SPOKE_WITH]->(:Leader) RETURN r.statement")
	if len(calls.Records) == 0 || len(calls.Records) != len(edges.Records) {
		t.Errorf("%d calls between leaders on %d edges, want one edge a call", len(calls.Records), len(edges.Records))
	}
}

// TestBothStoresAnswerAlike asks every query of docs/queries of both stores over the bundled dispatches: the same JSON,
// and something in it.
func TestBothStoresAnswerAlike(t *testing.T) {
	_, graph := emptyNeo4j(t)
	ingestDispatches(t, graph)
	file, err := open.Open(t.Context(), "sqlite::memory:", open.Credentials{}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close(context.WithoutCancel(t.Context()))
	ingestDispatches(t, file)

	queries, err := filepath.Glob("queries/*.graphql")
	if err != nil || len(queries) < 6 {
		t.Fatalf("%d queries found, %v", len(queries), err)
	}
	ofGraph, ofFile := serve(t, graph), serve(t, file)
	for _, path := range queries {
		query, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		a, b := ofGraph(string(query)), ofFile(string(query))
		if diff := cmp.Diff(b, a); diff != "" {
			t.Errorf("%s: SQLite (-) and Neo4j (+) differ:\n%s", path, diff)
		}
		if strings.Contains(b, `"errors"`) || !strings.Contains(b, `"name"`) && !strings.Contains(b, `"count"`) {
			t.Errorf("%s: no answer in %.300s", path, b)
		}
	}
}

// emptyNeo4j empties the server under test and opens it as a store; run sends it Cypher.
func emptyNeo4j(t *testing.T) (run func(cypher string) *neo4j.EagerResult, s store.Store) {
	t.Helper()
	ctx := t.Context()
	uri, user, password := neo4jtest.Use(t)
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(user, password, ""))
	if err != nil {
		t.Fatal(err)
	}
	run = func(cypher string) *neo4j.EagerResult {
		t.Helper()
		result, err := neo4j.ExecuteQuery(ctx, driver, cypher, nil, neo4j.EagerResultTransformer, neo4j.ExecuteQueryWithDatabase("neo4j"))
		if err != nil {
			t.Fatalf("%v\n%s", err, cypher)
		}
		return result
	}
	neo4jtest.Empty(t)
	if s, err = open.Open(ctx, uri, open.Credentials{User: user, Password: password, Database: "neo4j"}, store.Options{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close(context.WithoutCancel(ctx))
		driver.Close(context.WithoutCancel(ctx))
	})
	return run, s
}
