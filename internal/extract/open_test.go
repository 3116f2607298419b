package extract

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOpenCases holds the cases that are known to be wrong: one that has come right must move to testdata/cases, so
// that it stays right.
func TestOpenCases(t *testing.T) {
	rules := newRules(t)
	files, err := filepath.Glob("testdata/open/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		for _, c := range readCases(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt")+"/"+c.name, func(t *testing.T) {
				if got, want := records(t, rules, c); slices.Equal(got, want) {
					t.Errorf("right by now: move this case to testdata/cases\n%s\n%s", c.text, strings.Join(want, "\n"))
				}
			})
		}
	}
}

// records gives what comes out of a case and what should, both in order.
func records(t *testing.T, rules *Rules, c testCase) (got, want []string) {
	t.Helper()
	result, err := rules.Extract(context.Background(), document("case", c.published, c.text))
	if err != nil {
		t.Fatal(err)
	}
	offices := slices.ContainsFunc(c.want, func(w string) bool { return strings.Contains(w, "HOLDS_OFFICE") })
	for _, e := range result.Evidence {
		if e.Type != "HOLDS_OFFICE" || offices {
			got = append(got, line(e))
		}
	}
	for _, w := range c.want {
		want = append(want, sortEnds(w))
	}
	slices.Sort(got)
	slices.Sort(want)
	return got, want
}
