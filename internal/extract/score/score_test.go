package score

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func predictions(t *testing.T) []diplo.Record {
	t.Helper()
	f, err := os.Open("testdata/predictions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := ReadRecords(f, "predictions.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// TestReference holds that the report is, byte for byte, what the reference scorer in Python writes for the same files.
func TestReference(t *testing.T) {
	for _, c := range []struct {
		file    string
		options Options
		records []diplo.Record
		write   func(Report, *bytes.Buffer) error
	}{
		{"report.json", Options{}, predictions(t), func(r Report, b *bytes.Buffer) error { return r.WriteJSON(b) }},
		{"report.txt", Options{}, predictions(t), func(r Report, b *bytes.Buffer) error { return r.WriteText(b) }},
		{"visit.json", Options{Only: []string{"visit"}}, predictions(t), func(r Report, b *bytes.Buffer) error { return r.WriteJSON(b) }},
		{"nothing.json", Options{}, nil, func(r Report, b *bytes.Buffer) error { return r.WriteJSON(b) }},
	} {
		want, err := os.ReadFile(filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		report, err := c.options.Evaluate(os.DirFS("testdata/gold"), c.records)
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := c.write(report, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.file, diff)
		}
	}
}

func TestDifferences(t *testing.T) {
	report, err := Evaluate(os.DirFS("testdata/gold"), predictions(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range report.Differences {
		got = append(got, d.Article+": "+d.String())
	}
	want := []string{
		`call: MISSED   Vladimir Putin CONDEMNS Israel [actual/positive] "the Russian leader condemned what Israel had done"`,
		`call: MISSED   Russia OFFERS_MEDIATION Iran–Israel conflict [hypothetical/positive] "Moscow was ready to mediate"`,
		`call: SPURIOUS Xi Jinping SPOKE_WITH Vladimir Putin [actual/positive] "Putin telephoned Xi"`,
		`call: SPURIOUS Russia CRITICIZES Israel [actual/positive] "condemned what Israel had done"`,
		`call: SPURIOUS Russia OFFERS_MEDIATION Israel-Iran war [/positive] "Moscow was ready to mediate"`,
		`visit: MISSED   Czech Republic SUPPORTS United Kingdom [actual/positive] "Prague backed the step"`,
		`visit: SPURIOUS Czechia CONDEMNS Great Britain [actual/positive] "Prague backed the step"`,
		`visit: MISSED   Abbas Araghchi HOLDS_OFFICE Iran [actual/positive] "Foreign Minister Abbas Araghchi"`,
		`visit: SPURIOUS Abbas Araghchi HOLDS_OFFICE Russia [actual/positive] "Foreign Minister"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGoldAgainstItself holds that gold as prediction is perfect, in every way.
func TestGoldAgainstItself(t *testing.T) {
	var records []diplo.Record
	for _, slug := range []string{"call", "visit"} {
		gold, err := readGold(os.DirFS("testdata/gold"), slug+".json")
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range gold {
			g.Document = slug
			records = append(records, g.Record)
		}
	}
	report, err := Options{Bootstrap: 50}.Evaluate(os.DirFS("testdata/gold"), records)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []Score{report.Relations.Strict, report.Relations.Triple, report.Relations.Relaxed, report.Standing.Strict, report.Attributes.Date, report.Attributes.Attribution} {
		if s.Precision != 1 || s.Recall != 1 || s.F1 != 1 {
			t.Errorf("gold against itself scores %+v", s)
		}
	}
	if report.Quote != 1 || len(report.Differences) != 0 || report.Intervals.Relations.Strict.F1[1] != 1 {
		t.Errorf("quote %v, differences %v, intervals %+v", report.Quote, report.Differences, report.Intervals)
	}
}

func TestBootstrap(t *testing.T) {
	measure := func(o Options) Report {
		r, err := o.Evaluate(os.DirFS("testdata/gold"), predictions(t))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	plain, a, b, other := measure(Options{}), measure(Options{Bootstrap: 500, Seed: 1}), measure(Options{Bootstrap: 500, Seed: 1}), measure(Options{Bootstrap: 2, Seed: 2})
	if plain.Intervals != nil {
		t.Error("intervals that nobody asked for")
	}
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("the same seed gives other intervals:\n%s", diff)
	}
	if third := measure(Options{Bootstrap: 2, Seed: 5}); cmp.Equal(third.Intervals, other.Intervals) {
		t.Error("the seed says nothing")
	}
	f1 := a.Intervals.Relations.Strict.F1
	if !(f1[0] <= a.Relations.Strict.F1 && a.Relations.Strict.F1 <= f1[1] && f1[0] < f1[1]) {
		t.Errorf("F1 %v is not inside %v", a.Relations.Strict.F1, f1)
	}
	var text, js bytes.Buffer
	if err := a.WriteText(&text); err != nil || !strings.Contains(text.String(), "500 samples") {
		t.Errorf("text has no intervals: %v\n%s", err, text.String())
	}
	if err := a.WriteJSON(&js); err != nil || !strings.Contains(js.String(), `"bootstrap": {`) {
		t.Errorf("JSON has no intervals: %v", err)
	}
	if got := bootstrap(nil, 10, 1); got.Relations.Strict.F1 != [2]Ratio{} {
		t.Errorf("intervals of nothing: %+v", got)
	}
}

func TestNormal(t *testing.T) {
	names := loadSpellings()
	for name, want := range map[string]string{
		"the  United\u00a0States": "united states", "USA": "united states", "Britain": "united kingdom", "Türkiye": "turkey",
		"Sergei Lavrov": "sergey lavrov", "Sergiy Lavrov": "sergy lavrov", "Yury Ushakov": "yuri ushakov", "Muhammad Ali": "mohammed ali",
		"Aleksandr Aleksandrov": "alexandr alexandrov", "Dmitri Dmitrienko": "dmitry dmitrienko", "El-Sisi and al-Sadr": "al sisi and al sadr",
		"Israel–Iran war": "iran-israel conflict", "USA-China dispute": "china-united states conflict", "Cold war": "cold war",
		"iy": "iy", "Straße": "strasse", "the": "the", "": "",
	} {
		if got := names.normal(name); got != want {
			t.Errorf("normal(%q) = %q, want %q", name, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-z]{1,8}( [a-z]{1,8}){0,2}`).Draw(t, "name")
		if name == "the" {
			return
		}
		if a, b := names.normal(name), names.normal("The "+strings.ToUpper(strings.ReplaceAll(name, " ", " \u00a0"))); !strings.HasPrefix(name, "the ") && a != b {
			t.Fatalf("%q and in capitals: %q, %q", name, a, b)
		}
	})
}

// TestSpellingsAreComplete holds that the table leads to its end in two steps, which is all that is taken.
func TestSpellingsAreComplete(t *testing.T) {
	names := loadSpellings()
	if len(names) < 3000 {
		t.Fatalf("only %d spellings", len(names))
	}
	for from, to := range names {
		if fold(from) != from || fold(to) != to {
			t.Errorf("%q -> %q is not folded", from, to)
		}
		if end := names.same(names.same(from)); names.same(end) != end {
			t.Errorf("%q leads on from %q", from, end)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"2025-06-19", "2025-06-19", true},
		{"2025-06-19", "2025-06-20", false},
		{"2025-06-19", "2025-06-18/2025-06-19", true},  // half
		{"2025-06-19", "2025-06-17/2025-06-19", false}, // a third
		{"2025", "2025-01-01/2025-12-31", true},        // years and months are intervals
		{"2024-02", "2024-02-01/2024-02-29", true},     // 29 days
		{"2025-12", "2025-12-01/2025-12-31", true},     // to the end of the year
		{"2025-06-19", "", false}, {"junk", "junk", false}, {"2025-02-30", "2025-02-30", false}, {"2025-13", "2025-13", false},
		{"9999", "9999", false}, {"2025-06-19/", "2025-06-19", true},
	} {
		if got := datesAgree(c.a, c.b); got != c.want {
			t.Errorf("%s and %s agree: %v", c.a, c.b, got)
		}
		if datesAgree(c.a, c.b) != datesAgree(c.b, c.a) {
			t.Errorf("%s and %s depend on their order", c.a, c.b)
		}
	}
}

func TestBadInput(t *testing.T) {
	statement := func(s string) string { return "{\"article\": \"a\",\n \"statements\": [\n" + s + "\n]}" }
	for _, c := range []struct{ gold, want string }{
		{"{\n\n oops", "a.json:3: "},
		{"{}", `a.json:1: no "statements"`},
		{statement(`{"type": "ATTACKS", "object": {"name": "Iran"}}`), `a.json:3: no "subject" with a name`},
		{statement(`{"subject": {"name": "Iran"}, "object": {"name": "Iran"}}`), `a.json:3: no "type"`},
		{statement(`{"subject": {"name": "Iran"}, "type": "ATTACKS"}`), `a.json:3: no "object" with a name`},
		{statement("{\"subject\": {\"name\": \"Iran\"},\n\"type\": 7}"), "a.json:4: "},
		{statement("{\"subject\": {\"name\": \"Iran\"}, \"type\": \"ATTACKS\", \"object\": {\"name\": \"Iran\"}},\n{\"optional\": \"yes\"}"), "a.json:4: "},
	} {
		_, err := Evaluate(fstest.MapFS{"a.json": {Data: []byte(c.gold)}}, nil)
		if diplo.CodeOf(err) != diplo.BadInput || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.gold, err, c.want)
		}
	}
	const good = `{"document": "a", "subject": {"name": "Iran"}, "type": "ATTACKS", "object": {"name": "Iraq"}}`
	for _, c := range []struct{ line, want string }{
		{"junk", "p:3: "},
		{`{"document": "a", "quote": 1}`, "p:3: "},
		{`{"subject": {"name": "Iran"}, "type": "ATTACKS", "object": {"name": "Iraq"}}`, `p:3: no "document"`},
		{`{"document": "a", "type": "ATTACKS", "object": {"name": "Iraq"}}`, `p:3: no "subject" with a name`},
		{strings.Repeat("x", maxLine+1), "p:3: "},
	} {
		_, err := ReadRecords(strings.NewReader(good+"\n\n"+c.line), "p")
		if diplo.CodeOf(err) != diplo.BadInput || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%.60s: %v, want %s", c.line, err, c.want)
		}
	}
	if _, err := Evaluate(os.DirFS("testdata/missing"), nil); diplo.CodeOf(err) != diplo.BadInput {
		t.Errorf("a folder that is not there: %v", err)
	}
}

// TestVocabulary holds the rules of the reference scorer that are taken from the type table.
func TestVocabulary(t *testing.T) {
	names := loadSpellings()
	families := map[string]int{}
	symmetric := 0
	for _, info := range diplo.Types() {
		s := names.statement(goldRecord{Record: diplo.Record{Type: info.Code}})
		families[s.family]++
		symmetric += bit(s.symmetric)
	}
	if len(families) != 16 || symmetric != 8 || families["HOLDS_OFFICE"] != 1 || families["family CONSULT"] != 6 || families["family FORCE"] != 5 {
		t.Errorf("%d families, %d symmetric types: %v", len(families), symmetric, families)
	}
	unknown := names.statement(goldRecord{Record: diplo.Record{Type: "ODD"}})
	if unknown.family != "ODD" || unknown.standing {
		t.Errorf("unknown type: %+v", unknown)
	}
}

func FuzzReadRecords(f *testing.F) {
	f.Add([]byte("{}"))
	f.Add([]byte(`{"document": "a", "subject": {"name": "I"}, "type": "ATTACKS", "object": {"name": "J"}, "date": "2025/"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := ReadRecords(bytes.NewReader(data), "p")
		if err != nil {
			return
		}
		gold := fstest.MapFS{"a.json": {Data: append(append([]byte(`{"statements": [`), bytes.Join(bytes.Fields(data), []byte(" "))...), "]}"...)}}
		report, err := Evaluate(gold, records)
		if err == nil && (report.Relations.Strict.F1 > report.Relations.Triple.F1 || report.Relations.Triple.F1 > 1) {
			t.Fatalf("strict above triple: %+v", report.Relations)
		}
	})
}
