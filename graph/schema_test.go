package graph_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/internal/diplo"
)

func schema(t testing.TB) *ast.Schema {
	t.Helper()
	text, err := os.ReadFile("../schema.graphqls")
	if err != nil {
		t.Fatal(err)
	}
	s, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// own are the types of the schema that it defines itself, by name.
func own(s *ast.Schema) []*ast.Definition {
	var list []*ast.Definition
	for _, d := range s.Types {
		if !d.BuiltIn && !strings.HasPrefix(d.Name, "__") {
			list = append(list, d)
		}
	}
	slices.SortFunc(list, func(a, b *ast.Definition) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// TestEverythingIsDescribed holds that every type, field, argument and value says what it is, and all but enums and
// their values with an example.
func TestEverythingIsDescribed(t *testing.T) {
	check := func(what, description string, example bool) {
		if description == "" || example && !strings.Contains(description, "Example: ") {
			t.Errorf("%s: %q lacks a description or an example", what, description)
		}
	}
	for _, d := range own(schema(t)) {
		check(d.Name, d.Description, d.Kind != ast.Enum && d.Name != "Query")
		for _, v := range d.EnumValues {
			check(d.Name+"."+v.Name, v.Description, false)
		}
		for _, f := range d.Fields {
			if strings.HasPrefix(f.Name, "__") {
				continue
			}
			check(d.Name+"."+f.Name, f.Description, true)
			for _, a := range f.Arguments {
				check(d.Name+"."+f.Name+"("+a.Name+")", a.Description, true)
			}
		}
	}
}

// TestEnumsAreTheVocabulary holds the enums of types and families to the type table, in its order.
func TestEnumsAreTheVocabulary(t *testing.T) {
	s := schema(t)
	values := func(name string) []string {
		var list []string
		for _, v := range s.Types[name].EnumValues {
			list = append(list, v.Name)
		}
		return list
	}
	var codes, families []string
	for _, row := range diplo.Types() {
		codes = append(codes, string(row.Code))
		if !slices.Contains(families, string(row.Family)) {
			families = append(families, string(row.Family))
		}
	}
	if diff := cmp.Diff(codes, values("StatementType")); diff != "" {
		t.Errorf("StatementType (-table +schema):\n%s", diff)
	}
	if diff := cmp.Diff(families, values("StatementFamily")); diff != "" {
		t.Errorf("StatementFamily (-table +schema):\n%s", diff)
	}
}

// TestStyle holds the habits of the schema: root fields may fail alone, connections are Relay's, references are objects.
func TestStyle(t *testing.T) {
	s := schema(t)
	for _, f := range s.Query.Fields {
		if f.Type.NonNull && !strings.HasPrefix(f.Name, "__") {
			t.Errorf("Query.%s is not nullable: its failure would empty the whole answer", f.Name)
		}
	}
	for _, d := range own(s) {
		for _, f := range d.Fields {
			if strings.HasSuffix(f.Name, "Id") {
				t.Errorf("%s.%s: refer to the object itself", d.Name, f.Name)
			}
			if strings.HasSuffix(f.Type.Name(), "Connection") {
				for _, arg := range []string{"first", "after", "last", "before"} {
					if f.Arguments.ForName(arg) == nil {
						t.Errorf("%s.%s takes no %s", d.Name, f.Name, arg)
					}
				}
			}
		}
		if strings.HasSuffix(d.Name, "Connection") {
			for _, field := range []string{"edges", "nodes", "pageInfo", "totalCount"} {
				if d.Fields.ForName(field) == nil {
					t.Errorf("%s has no %s", d.Name, field)
				}
			}
		}
	}
}
