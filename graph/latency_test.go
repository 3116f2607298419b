//go:build neo4j

package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/neo4jtest"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/server"
	"github.com/demarche/demarche/internal/store/storetest"
)

// whoCondemned is what the first documented query asks, in one Cypher statement.
const whoCondemned = `CALL () {
	MATCH (s:Statement {type: 'CONDEMNS', modality: 'ACTUAL', polarity: 'POSITIVE', rolledObject: $object})
	WHERE s.rolledSubject IS NOT NULL AND s.retractedAt IS NULL AND any(b IN s.bases WHERE b IN ['TEXT', 'HAND'])
	RETURN count(s) AS total }
CALL () {
	MATCH (s:Statement {type: 'CONDEMNS', modality: 'ACTUAL', polarity: 'POSITIVE', rolledObject: $object})
	WHERE s.rolledSubject IS NOT NULL AND s.retractedAt IS NULL AND any(b IN s.bases WHERE b IN ['TEXT', 'HAND'])
	RETURN s ORDER BY s.sortOccurred DESC, s.id DESC LIMIT 20 }
MATCH (subject:Entity {id: s.subject})
OPTIONAL MATCH (polity:Entity {id: s.subjectPolity})
RETURN total, subject.name AS subject, polity.name AS polity, s.since AS since, s.until AS until, s.dateBasis AS basis,
	COLLECT { UNWIND s.claimedBy AS id MATCH (c:Entity {id: id}) RETURN c.name } AS claimants,
	COLLECT { MATCH (s)-[:EVIDENCED_BY]->(e)-[:IN]->(d) WITH e, d ORDER BY e.sortPublished DESC, e.id DESC LIMIT 5
		RETURN {quote: e.quote, publisher: d.publisher, url: d.url} } AS evidence
ORDER BY s.sortOccurred DESC, s.id DESC`

// BenchmarkWhoCondemnedOnNeo4j sets the answer over HTTP beside its Cypher through the driver, in turn, on a hundred
// thousand statements. The answer is to take at most one and a half times as long: ratio is the median over the pairs.
func BenchmarkWhoCondemnedOnNeo4j(b *testing.B) {
	overHTTP, overDriver := whoCondemnedAsked(b)
	if diff := cmp.Diff(overDriver(), overHTTP()); diff != "" {
		b.Fatalf("the two do not answer alike (-Cypher +GraphQL):\n%s", diff)
	}
	for range 50 { // the first compile the queries
		overHTTP()
		overDriver()
	}
	var ratios, graphql, cypher []float64
	for b.Loop() {
		begun := time.Now()
		overHTTP()
		between := time.Now()
		overDriver()
		one, other := between.Sub(begun).Seconds(), time.Since(between).Seconds()
		graphql, cypher, ratios = append(graphql, one*1000), append(cypher, other*1000), append(ratios, one/other)
	}
	b.Logf("over GraphQL %.2f ms, its Cypher through the driver %.2f ms: %.2f times as long, medians of %d pairs",
		median(graphql), median(cypher), median(ratios), len(ratios))
	b.ReportMetric(median(ratios), "ratio")
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// condemned is what the first subjects and the total are told to be.
type condemned struct {
	Total    int
	Subjects []string
	Quotes   []string
}

// whoCondemnedAsked fills the Neo4j under test and returns the question asked in two ways.
func whoCondemnedAsked(b *testing.B) (overHTTP, overDriver func() condemned) {
	b.Helper()
	s := storeOnNeo4j(b)
	w := storetest.NewWire()
	for n := 0; n < 100_000; n += 2000 {
		if _, err := s.Apply(b.Context(), w.Batch(2000)); err != nil {
			b.Fatal(err)
		}
	}
	text, err := os.ReadFile("../docs/queries/who-condemned-israel.graphql")
	if err != nil {
		b.Fatal(err)
	}
	body, err := json.Marshal(map[string]string{"query": string(text)})
	if err != nil {
		b.Fatal(err)
	}
	web, err := server.New(server.Config{Service: query.New(s, gaz(b), nil), Ping: s.Ping})
	if err != nil {
		b.Fatal(err)
	}
	overHTTP = func() condemned {
		r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/graphql", bytes.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		web.ServeHTTP(answer, r)
		return readCondemned(b, answer.Body.Bytes())
	}
	uri, user, password := neo4jtest.Use(b)
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(user, password, ""))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = driver.Close(context.WithoutCancel(b.Context())) })
	return overHTTP, func() (c condemned) {
		r, err := neo4j.ExecuteQuery(b.Context(), driver, whoCondemned, map[string]any{"object": "state:IL"}, neo4j.EagerResultTransformer,
			neo4j.ExecuteQueryWithDatabase("neo4j"), neo4j.ExecuteQueryWithReadersRouting())
		if err != nil {
			b.Fatal(err)
		}
		for _, record := range r.Records {
			row := record.AsMap()
			c.Total = int(row["total"].(int64))
			c.Subjects = append(c.Subjects, row["subject"].(string))
			for _, e := range row["evidence"].([]any) {
				c.Quotes = append(c.Quotes, fmt.Sprint(e.(map[string]any)["quote"]))
			}
		}
		return c
	}
}

func readCondemned(b *testing.B, body []byte) (c condemned) {
	b.Helper()
	var answer struct {
		Data struct {
			Statements struct {
				TotalCount int
				Nodes      []struct {
					Subject  struct{ Name string }
					Evidence struct{ Nodes []struct{ Quote string } }
				}
			}
		}
	}
	if err := json.Unmarshal(body, &answer); err != nil || len(answer.Data.Statements.Nodes) == 0 {
		b.Fatalf("%v: %.300s", err, body)
	}
	c.Total = answer.Data.Statements.TotalCount
	for _, n := range answer.Data.Statements.Nodes {
		c.Subjects = append(c.Subjects, n.Subject.Name)
		for _, e := range n.Evidence.Nodes {
			c.Quotes = append(c.Quotes, e.Quote)
		}
	}
	return c
}
