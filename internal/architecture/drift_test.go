package architecture

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// TestSchemaNamesTheTypes holds the enums of the schema to the type table: the same values in the same order.
func TestSchemaNamesTheTypes(t *testing.T) {
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphqls", Input: read(t, "schema.graphqls")})
	if err != nil {
		t.Fatal(err)
	}
	var types, families []string
	for _, row := range diplo.Types() {
		types = append(types, string(row.Code))
		families = append(families, string(row.Family))
	}
	for enum, want := range map[string][]string{"StatementType": types, "StatementFamily": slices.Compact(families)} {
		definition := schema.Types[enum]
		if definition == nil {
			t.Errorf("the schema has no enum %s", enum)
			continue
		}
		var got []string
		for _, value := range definition.EnumValues {
			got = append(got, value.Name)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: type table (-) and schema (+) differ:\n%s", enum, diff)
		}
	}
}

// TestEveryTypeIsRead asks that every type of the table has a frame, and cases of both kinds: one that expects a
// statement of the type, and one that does not although its text has a word of one of the type's frames.
func TestEveryTypeIsRead(t *testing.T) {
	frames := framesByType(t)
	cases := caseBlocks(t)
	if len(cases) < 100 {
		t.Fatalf("only %d cases found", len(cases))
	}
	expects := func(block string, code diplo.Type) bool {
		return regexp.MustCompile(`(?m)^= .* ` + string(code) + ` `).MatchString(block)
	}
	for _, row := range diplo.Types() {
		if len(frames[row.Code]) == 0 {
			t.Errorf("%s has no frame", row.Code)
			continue
		}
		if !slices.ContainsFunc(cases, func(block string) bool { return expects(block, row.Code) }) {
			t.Errorf("%s has no positive case", row.Code)
		}
		words := regexp.MustCompile(`(?mi)^> .*\b(` + strings.Join(frames[row.Code], "|") + `)`)
		if !slices.ContainsFunc(cases, func(block string) bool { return !expects(block, row.Code) && words.MatchString(block) }) {
			t.Errorf("%s has no negative case: a text with one of its words that does not say it", row.Code)
		}
	}
	for code := range frames {
		if _, ok := code.Info(); !ok {
			t.Errorf("the frames have a type %s, which the table does not", code)
		}
	}
}

// framesByType is the stems of the words of each type's frames. Offices held and advisers are read off titles, which the
// gazetteer knows, and have no frames; the commonest titles stand in.
func framesByType(t *testing.T) map[diplo.Type][]string {
	t.Helper()
	words, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	stem := regexp.MustCompile(`^[a-z]{3,}$`)
	frames := map[diplo.Type][]string{"HOLDS_OFFICE": {"minister", "president"}, "ADVISES": {"advis", "aide"}}
	for _, frame := range words.All() {
		for _, lemma := range frame.Lemmas {
			if stem.MatchString(lemma) {
				frames[frame.Type] = append(frames[frame.Type], strings.TrimRight(lemma, "ey"))
			}
		}
	}
	return frames
}

// caseBlocks is the blocks of the extractor's case files.
func caseBlocks(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(root + "/internal/extract/testdata/cases/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, strings.Split(string(data), "\n## ")[1:]...)
	}
	return blocks
}
