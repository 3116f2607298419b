package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/sqlite"
)

var update = flag.Bool("update", false, "write the golden answers anew, as SQLite gives them")

const golden = "testdata/golden"

// TestGoldenAnswers holds what SQLite answers over a fixed store to testdata/golden. Only this test may write there; Neo4j
// reproduces it.
func TestGoldenAnswers(t *testing.T) {
	s, err := sqlite.Open(t.Context(), sqlite.Memory, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	holdToGolden(t, s, *update)
}

// holdToGolden imports the golden input into an empty store and compares the export and every answer byte for byte.
func holdToGolden(t *testing.T, s store.Store, update bool) {
	input, err := os.ReadFile(filepath.Join(golden, "input.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Import(t.Context(), s, bytes.NewReader(input)); err != nil {
		t.Fatal(err)
	}
	var export bytes.Buffer
	if err := store.Export(t.Context(), s, &export, true); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(input), "\n"), strings.Split(export.String(), "\n")); diff != "" {
		t.Errorf("the export is not what was imported (-imported +exported):\n%s", diff)
	}
	engine := graph.New(graph.Config{Service: query.New(s, gaz(t), told{s}), Timeout: 2 * time.Minute})
	for name, text := range goldenQueries(t) {
		t.Run(name, func(t *testing.T) {
			var answer bytes.Buffer
			if err := json.Indent(&answer, ask[json.RawMessage](t, engine, text, nil), "", "  "); err != nil {
				t.Fatal(err)
			}
			compareGolden(t, name, answer.String()+"\n", update)
		})
	}
	t.Run("pages", func(t *testing.T) {
		text, err := json.MarshalIndent(goldenPages(t, engine), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		compareGolden(t, "pages", string(text)+"\n", update)
	})
}

func compareGolden(t *testing.T, name, got string, update bool) {
	t.Helper()
	file := filepath.Join(golden, name+".json")
	if update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: make golden writes it", err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-golden +got):\n%s", file, diff)
	}
}

// goldenQueries are the documented queries and those of testdata/golden, by name.
func goldenQueries(t *testing.T) map[string]string {
	t.Helper()
	queries := map[string]string{}
	for _, pattern := range []string{"../docs/queries/*.graphql", golden + "/*.graphql"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d queries, %v", pattern, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			queries[strings.TrimSuffix(filepath.Base(file), ".graphql")] = string(text)
		}
	}
	return queries
}

// told is an extractor that finds in a text what the store has as evidence of it, so that no answer here depends on how
// well the real one reads.
type told struct{ store.Store }

func (told) Name() string { return "told" }

func (x told) Extract(ctx context.Context, d diplo.Document) (r extract.Result, err error) {
	for e, err := range x.ScanEvidences(ctx) {
		if err != nil {
			return extract.Result{}, err
		}
		if e.Quote != "" && strings.Contains(d.Text, e.Quote) {
			r.Evidence = append(r.Evidence, e)
		}
	}
	return r, nil
}

// page is what a list of any kind shows of itself here.
type page struct {
	Edges    []struct{ Node struct{ ID string } }
	PageInfo struct {
		HasNextPage, HasPreviousPage bool
		StartCursor, EndCursor       string
	}
}

// goldenPages walks through lists from either end, three items at a time; both ways lead past the same items.
func goldenPages(t *testing.T, e *graph.Engine) map[string][][]string {
	t.Helper()
	const parts = `{ edges { node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`
	const variables = `query($first: Int, $after: String, $last: Int, $before: String) `
	const bounds = `first: $first, after: $after, last: $last, before: $before`
	walks := map[string][][]string{}
	for name, text := range map[string]string{
		"statements, newest first":     `{ list: statements(` + bounds + `, filter: {families: [DISAPPROVE]}) ` + parts + ` }`,
		"statements, least sure first": `{ list: statements(` + bounds + `, orderBy: {field: SUPPORT, direction: ASC}, filter: {families: [CONSULT]}) ` + parts + ` }`,
		"statements, by recording":     `{ list: statements(` + bounds + `, orderBy: {field: RECORDED}, filter: {types: [CONDEMNS]}, rollUp: POLITY) ` + parts + ` }`,
		"documents":                    `{ list: documents(` + bounds + `) ` + parts + ` }`,
		"relations":                    `{ entity(id: "state:IL") { list: relations(` + bounds + `) ` + parts + ` } }`,
	} {
		turn := func(vars map[string]any) page {
			type answer struct {
				List   page
				Entity struct{ List page }
			}
			a := ask[answer](t, e, variables+text, vars)
			if len(a.List.Edges) == 0 {
				return a.Entity.List
			}
			return a.List
		}
		var forth, back [][]string
		for vars := map[string]any{"first": 3}; ; {
			p := turn(vars)
			forth = append(forth, p.ids())
			if vars["after"] = p.PageInfo.EndCursor; !p.PageInfo.HasNextPage {
				break
			}
		}
		for vars := map[string]any{"last": 3}; ; {
			p := turn(vars)
			back = append([][]string{p.ids()}, back...)
			if vars["before"] = p.PageInfo.StartCursor; !p.PageInfo.HasPreviousPage {
				break
			}
		}
		if diff := cmp.Diff(slices.Concat(forth...), slices.Concat(back...)); diff != "" || len(forth) < 2 {
			t.Errorf("%s: %d pages forth, not the same items back:\n%s", name, len(forth), diff)
		}
		walks[name] = forth
	}
	return walks
}

func (p page) ids() (ids []string) {
	for _, e := range p.Edges {
		ids = append(ids, e.Node.ID)
	}
	return ids
}

// TestGoldenCoversTheSchema holds that the golden queries ask for every field of the schema and use every field of its
// filters. An entity's own fields are looked for through the interface too.
func TestGoldenCoversTheSchema(t *testing.T) {
	s := schema(t)
	used := map[string]bool{}
	var values func(v *ast.Value)
	values = func(v *ast.Value) {
		for _, child := range v.Children {
			if v.Definition != nil && child.Name != "" {
				used[v.Definition.Name+"."+child.Name] = true
			}
			values(child.Value)
		}
	}
	var fields func(set ast.SelectionSet)
	fields = func(set ast.SelectionSet) {
		for _, selection := range set {
			switch f := selection.(type) {
			case *ast.Field:
				used[f.ObjectDefinition.Name+"."+f.Name] = true
				for _, possible := range s.GetPossibleTypes(f.ObjectDefinition) {
					used[possible.Name+"."+f.Name] = true
				}
				for _, a := range f.Arguments {
					values(a.Value)
				}
				fields(f.SelectionSet)
			case *ast.InlineFragment:
				fields(f.SelectionSet)
			case *ast.FragmentSpread:
				fields(f.Definition.SelectionSet)
			}
		}
	}
	for name, text := range goldenQueries(t) {
		parsed, err := gqlparser.LoadQueryWithRules(s, text, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, operation := range parsed.Operations {
			fields(operation.SelectionSet)
		}
	}
	for _, d := range own(s) {
		if d.Kind != ast.Object && d.Kind != ast.InputObject {
			continue
		}
		for _, f := range d.Fields {
			cursor := strings.HasSuffix(strings.ToLower(f.Name), "cursor") // of the pages, which compare what they lead to
			if !used[d.Name+"."+f.Name] && !cursor && !strings.HasPrefix(f.Name, "__") {
				t.Errorf("no golden query has %s.%s", d.Name, f.Name)
			}
		}
	}
}
