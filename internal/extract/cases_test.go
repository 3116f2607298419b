package extract

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/syntax"
)

// testCase is a block of a case file.
type testCase struct {
	name, published, text string
	want                  []string
}

func readCases(t *testing.T, file string) []testCase {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []testCase
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "## "):
			cases = append(cases, testCase{name: line[3:]})
		case strings.HasPrefix(line, "#"), line == "":
		case strings.HasPrefix(line, "> "):
			c := &cases[len(cases)-1]
			if c.text != "" {
				c.text += "\n\n"
			}
			c.text += line[2:]
		case strings.HasPrefix(line, "= "):
			c := &cases[len(cases)-1]
			c.want = append(c.want, line[2:])
		default:
			cases[len(cases)-1].published = line
		}
	}
	return cases
}

func newRules(t testing.TB) *Rules {
	t.Helper()
	gaz, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := New(gaz, parser)
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func document(name, published, text string) diplo.Document {
	return diplo.Document{ID: diplo.DocumentID(text), Version: diplo.ContentHash(text), Name: name, Published: diplo.Date(published), Text: text}
}

// line writes a relation as the case files do.
func line(e diplo.Evidence) string {
	out := []string{e.Subject.Name, string(e.Type), e.Object.Name}
	if info, _ := e.Type.Info(); info.Symmetric && out[2] < out[0] {
		out[0], out[2] = out[2], out[0]
	}
	if e.Modality != diplo.Actual {
		out = append(out, strings.ToLower(string(e.Modality)))
	}
	if e.Polarity == diplo.Negative {
		out = append(out, "negative")
	}
	if c := diplo.Claimant(e.Attribution); c.Name != "" {
		out = append(out, "by "+c.Name)
	}
	if d := e.Occurred.Interval(); d != "" {
		out = append(out, "on "+d)
	}
	return strings.Join(out, " ")
}

// sortEnds puts the ends of a symmetric relation of a case file in order.
func sortEnds(want string) string {
	words := strings.Fields(want)
	at := slices.IndexFunc(words, func(w string) bool { _, ok := diplo.Type(w).Info(); return ok })
	if at < 0 {
		return want
	}
	if info, _ := diplo.Type(words[at]).Info(); !info.Symmetric {
		return want
	}
	end := at + 1
	for end < len(words) && words[end] != "on" && words[end] != "by" && words[end] != "planned" && words[end] != "hypothetical" && words[end] != "negative" {
		end++
	}
	x, y := strings.Join(words[:at], " "), strings.Join(words[at+1:end], " ")
	if y < x {
		x, y = y, x
	}
	return strings.TrimSpace(x + " " + words[at] + " " + y + " " + strings.Join(words[end:], " "))
}

func TestCases(t *testing.T) {
	rules := newRules(t)
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) {
				result, err := rules.Extract(context.Background(), document("case", c.published, c.text))
				if err != nil {
					t.Fatal(err)
				}
				standing := strings.Contains(strings.Join(c.want, " "), "HOLDS_OFFICE")
				var got, want []string
				for _, e := range result.Evidence {
					if e.Type != "HOLDS_OFFICE" || standing {
						got = append(got, line(e))
					}
				}
				for _, w := range c.want {
					want = append(want, sortEnds(w))
				}
				slices.Sort(got)
				slices.Sort(want)
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("%s\n(-want +got):\n%s", c.text, d)
				}
			})
		}
	}
}
