package architecture

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeShowsTheDocumentedQueries holds the README's queries to docs/queries, which the tests run over both stores.
func TestReadmeShowsTheDocumentedQueries(t *testing.T) {
	files, err := filepath.Glob(root + "/docs/queries/*.graphql")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, file := range files {
		query, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		documented[strings.TrimSpace(string(query))] = true
	}
	shown := regexp.MustCompile("(?s)```graphql\n(.*?)\n```").FindAllStringSubmatch(read(t, "README.md"), -1)
	if len(shown) < 4 {
		t.Fatalf("the README shows %d queries", len(shown))
	}
	for _, block := range shown {
		if !documented[strings.TrimSpace(block[1])] {
			t.Errorf("the README shows a query that is none of docs/queries:\n%s", block[1])
		}
	}
}

// TestPagesOfTheDocsExist follows the relative links of the documentation.
func TestPagesOfTheDocsExist(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	for _, page := range []string{"README.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/neo4j-browser.md", "docs/accuracy.md", "docs/benchmarks.md"} {
		for _, m := range link.FindAllStringSubmatch(read(t, page), -1) {
			target := filepath.Join(root, filepath.Dir(page), m[1])
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s links to %s: %v", page, m[1], err)
			}
		}
	}
}
