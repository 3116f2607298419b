package architecture

import (
	"slices"
	"strings"
	"testing"
)

// line is the straight line that a statement flows along: a package imports only to its left.
var line = []string{
	"internal/diplo", "internal/text", "internal/syntax", "internal/gazetteer", "internal/lexicon", "internal/extract",
	"internal/source", "internal/store", "internal/ingest", "internal/query", "graph", "internal/server", "cmd",
}

// beside are packages beside the line and what they may import of ours; only tests and cmd may import them.
var beside = map[string][]string{
	"internal/synth":        {"internal/diplo", "internal/store"},
	"internal/dispatches":   {},
	"internal/neo4jtest":    {},
	"internal/architecture": {},
}

// subpackages that the line alone would not allow, each with its reason.
var allowed = map[string][]string{
	// The one switch from a URL to a store knows them all.
	"internal/store/open": {"internal/store/sqlite", "internal/store/neo4j"},
}

// TestImportsRunOneWay holds the straight line of packages, tests of a package included but for what stands beside it.
func TestImportsRunOneWay(t *testing.T) {
	for _, f := range sources(t) {
		from := place(f.dir())
		for _, imported := range f.imports() {
			to := place(imported)
			if to < 0 || from < 0 || imported == f.dir() || f.test {
				continue
			}
			if to > from {
				t.Errorf("%s imports %s, which lies to its right", f.path, imported)
			}
			if to == from && !within(imported, line[to]) {
				continue
			}
			if slices.Contains([]string{"internal/store/sqlite", "internal/store/neo4j"}, imported) &&
				!slices.Contains(allowed[f.dir()], imported) && !within(f.dir(), imported) {
				t.Errorf("%s imports %s: stores are opened through internal/store/open", f.path, imported)
			}
		}
	}
}

// TestBesideTheLine keeps helpers of tests and data out of the product's packages.
func TestBesideTheLine(t *testing.T) {
	for _, f := range sources(t) {
		for _, imported := range f.imports() {
			for folder, may := range beside {
				if within(imported, folder) && !f.test && !f.in(folder) && !f.in("cmd") && !f.in("internal/store/storetest") {
					t.Errorf("%s imports %s, which is for tests and cmd", f.path, imported)
				}
				if f.in(folder) && !f.test && place(imported) >= 0 && !slices.ContainsFunc(may, func(m string) bool { return within(imported, m) }) {
					t.Errorf("%s imports %s; it may import %v", f.path, imported, may)
				}
			}
			if within(imported, "internal/store/storetest") && !f.test {
				t.Errorf("%s imports the conformance suite outside a test", f.path)
			}
			if within(imported, "cmd") {
				t.Errorf("%s imports a command", f.path)
			}
		}
	}
}

// TestOutsideLibraries keeps each outside dependency in the room that it belongs to.
func TestOutsideLibraries(t *testing.T) {
	homes := []struct {
		prefix string
		homes  []string
		why    string
	}{
		{"github.com/99designs/gqlgen", []string{"graph", "internal/server"}, "nothing below graph knows GraphQL"},
		{"github.com/vektah/gqlparser", []string{"graph", "internal/server", "internal/architecture"}, "nothing below graph knows GraphQL"},
		{"github.com/neo4j/neo4j-go-driver", []string{"internal/store/neo4j", "internal/neo4jtest"}, "one store, one driver"},
		{"modernc.org/sqlite", []string{"internal/store/sqlite"}, "one store, one driver"},
		{"database/sql", []string{"internal/store/sqlite"}, "only a store speaks SQL"},
		{"net/http", []string{"graph", "internal/server", "internal/source", "internal/extract/llm", "internal/neo4jtest", "cmd"}, "HTTP is served above graph and spoken by source and extract/llm"},
		{"github.com/spf13", []string{"cmd"}, "flags stay in cmd"},
	}
	for _, f := range sources(t) {
		for _, imported := range f.imports() {
			if f.in("internal/diplo") && !f.test && strings.Contains(imported, ".") {
				t.Errorf("%s imports %s: the vocabulary stands on the standard library alone", f.path, imported)
			}
			for _, rule := range homes {
				if f.test || !within(imported, rule.prefix) && imported != rule.prefix {
					continue
				}
				if !slices.ContainsFunc(rule.homes, f.in) {
					t.Errorf("%s imports %s: %s", f.path, imported, rule.why)
				}
			}
		}
	}
}

// place is where on the line a package of ours stands, -1 for one beside it or not ours.
func place(dir string) int {
	return slices.IndexFunc(line, func(folder string) bool { return within(dir, folder) })
}
