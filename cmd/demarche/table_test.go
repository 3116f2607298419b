package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func TestTable(t *testing.T) {
	table := table{columns: []column{{"WHEN", 10}, {"WHO", 8}, {"IN WHICH WORDS", 0}}, width: 48}
	table.add("2025-06-19", "Russia", "“Moscow condemned the attack” (wire)\nand 2 more")
	table.add("2025", "United Arab Emirates", "“中国 谴责”")
	var b strings.Builder
	table.write(&b)
	want := `WHEN        WHO       IN WHICH WORDS

2025-06-19  Russia    “Moscow condemned the
                      attack” (wire)
                      and 2 more

2025        United    “中国 谴责”
            Arab
            Emirates
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestNarrowTable(t *testing.T) {
	table := table{columns: []column{{"WHEN", 13}, {"WHO", 18}, {"ACCORDING TO", 16}, {"IN WHICH WORDS", 0}}, width: 60}
	table.add("2025-06-19", "Democratic Republic of the Congo", "Mohammed bin Abdulrahman", strings.Repeat("many words ", 20))
	var b strings.Builder
	table.write(&b)
	for line := range strings.Lines(b.String()) {
		if w := uniseg.StringWidth(strings.TrimSuffix(line, "\n")); w > 60 {
			t.Errorf("%d wide: %q", w, line)
		}
	}
	table.width = 5
	table.write(&b) // narrower than anything fits: it still prints
	if !strings.Contains(b.String(), "Democratic") {
		t.Error(b.String())
	}
}

func TestWrap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("ab  \n é中🇫🇷"))).Draw(t, "text")
		limit := rapid.IntRange(2, 12).Draw(t, "limit")
		lines := wrap(text, limit)
		for _, line := range lines {
			if uniseg.StringWidth(line) > limit {
				t.Fatalf("%q is wider than %d", line, limit)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if squeeze(strings.Join(lines, " ")) != squeeze(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}

func TestWhen(t *testing.T) {
	occurred := func(since, until diplo.Date, basis diplo.Basis) diplo.Statement {
		return diplo.Statement{Occurred: diplo.Occurred{Since: since, Until: until, Basis: basis}}
	}
	for want, s := range map[string]diplo.Statement{
		"2025-06-19":               occurred("2025-06-19", "2025-06-19", diplo.Explicit),
		"2024-02":                  occurred("2024-02-01", "2024-02-29", diplo.Explicit),
		"2024":                     occurred("2024-01-01", "2024-12-31", diplo.Relative),
		"2025-06-13 to 2025-06-15": occurred("2025-06-13", "2025-06-15", diplo.Explicit),
		"since 2014-01-01":         occurred("2014-01-01", "", diplo.Explicit),
		"until 2014-12-31":         occurred("", "2014-12-31", diplo.Explicit),
		"by 2025-06-19":            occurred("", "2025-06-19", diplo.Publication),
		"undated":                  occurred("", "", diplo.Unknown),
	} {
		if got := when(s); got != want {
			t.Errorf("%+v: %q, want %q", s.Occurred, got, want)
		}
	}
}

func TestPlain(t *testing.T) {
	if got, want := plain("a\x1b[31m \r\n b\u202ec\u200b\u0085d "), "a[31m bc d"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
