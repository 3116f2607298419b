package graph_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/graph"
)

// TestDocumentedQueries runs every query of docs/queries over the small world: none fails, and none answers with
// nothing at all. What some of them must find is told here.
func TestDocumentedQueries(t *testing.T) {
	engine, _ := world(t)
	files, err := filepath.Glob("../docs/queries/*.graphql")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d queries, %v", len(files), err)
	}
	finds := map[string][]string{
		"who-condemned-israel":          {`"totalCount":5`, `{"name":"Maria Zakharova"}`, "Moscow denounced the Israeli strikes"},
		"who-condemned-whom":            {`"total":5`, `"subject":{"name":"Russia"},"object":{"name":"Israel"},"count":3`},
		"who-offered-to-mediate":        {`{"name":"Vladimir Putin"}`, `{"name":"France"}`},
		"whom-putin-spoke-with":         {`{"name":"Xi Jinping"}`, `"isLeader":true`, `"title":"president"`},
		"how-are-they-connected":        {`"length":2`, `[{"name":"China"},{"name":"Israel"},{"name":"Turkey"}]`},
		"around-iran":                   {`{"id":"state:IL","name":"Israel"}`, `"omitted":0`},
		"month-by-month":                {`{"since":"2025-02-01","count":0,"reports":0,"meanGoldstein":null}`},
		"who-says-that-israel-attacked": {`"attributed":false`, `"claimedBy":[{"name":"Iran"}]`, `"quoteStart":36,"quoteEnd":72`},
		"what-was-announced-or-denied":  {`"modality":"PLANNED"`, `"polarity":"NEGATIVE"`},
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".graphql")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			answer := engine.Do(t.Context(), &graph.Request{Query: string(text)})
			if len(answer.Errors) > 0 {
				t.Fatal(answer.Errors)
			}
			var compact bytes.Buffer
			if err := json.Compact(&compact, answer.Data); err != nil {
				t.Fatal(err)
			}
			if len(finds[name]) == 0 {
				t.Errorf("nothing is told here of what it must find")
			}
			for _, want := range finds[name] {
				if !strings.Contains(compact.String(), want) {
					t.Errorf("%s is not in %s", want, compact.String())
				}
			}
		})
	}
}
