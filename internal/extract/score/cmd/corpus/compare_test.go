package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

// record is what a document says between two offsets.
func record(document, subject string, kind diplo.Type, object string, start, end int) diplo.Record {
	return diplo.Record{Document: document, Subject: diplo.RecordActor{ID: diplo.ID("state:" + subject), Name: subject}, Type: kind,
		Object: diplo.RecordActor{ID: diplo.ID("state:" + object), Name: object}, Modality: "actual", Polarity: "positive",
		Quote: strings.Repeat("x", end-start), Start: start, End: end, Confidence: 0.8}
}

// with changes a record.
func with(r diplo.Record, change func(*diplo.Record)) diplo.Record {
	change(&r)
	return r
}

func TestCompare(t *testing.T) {
	condemns := record("a", "RU", "CONDEMNS", "IL", 10, 40)
	for _, c := range []struct {
		name          string
		before, after []diplo.Record
		want          []string // kind and fields
	}{
		{"nothing", nil, nil, nil},
		{"the same", []diplo.Record{condemns}, []diplo.Record{condemns}, []string{"="}},
		{"new and gone", []diplo.Record{condemns}, []diplo.Record{record("a", "FR", "SUPPORTS", "IR", 10, 40)}, []string{"-", "+"}},
		{"another document", []diplo.Record{condemns}, []diplo.Record{with(condemns, func(r *diplo.Record) { r.Document = "b" })}, []string{"-", "+"}},
		{"other attributes", []diplo.Record{condemns}, []diplo.Record{with(condemns, func(r *diplo.Record) {
			r.Modality, r.Date, r.Confidence, r.Act = "planned", "2025-06-13", 0.7, "act:1"
		})}, []string{"~ modality, date, joint act, confidence"}},
		{"an act with another id", []diplo.Record{with(condemns, func(r *diplo.Record) { r.Act = "act:1" })},
			[]diplo.Record{with(condemns, func(r *diplo.Record) { r.Act = "act:2" })}, []string{"="}},
		{"another type for the same words", []diplo.Record{condemns}, []diplo.Record{record("a", "RU", "CRITICIZES", "IL", 12, 40)}, []string{"~ type, quote"}},
		{"turned round", []diplo.Record{condemns}, []diplo.Record{record("a", "IL", "CONDEMNS", "RU", 10, 40)}, []string{"~ subject, object"}},
		{"another type far away", []diplo.Record{condemns}, []diplo.Record{record("a", "RU", "CRITICIZES", "IL", 40, 60)}, []string{"-", "+"}},
		{"another actor for the same words", []diplo.Record{condemns}, []diplo.Record{record("a", "RU", "CONDEMNS", "IR", 10, 40)}, []string{"~ object"}},
		{"other actors for the same words", []diplo.Record{condemns}, []diplo.Record{record("a", "FR", "CONDEMNS", "IR", 10, 40)}, []string{"-", "+"}},
		{"the nearer of two, however listed", []diplo.Record{record("a", "RU", "CONDEMNS", "IL", 100, 120)},
			[]diplo.Record{record("a", "RU", "CONDEMNS", "IL", 10, 40), record("a", "RU", "CONDEMNS", "IL", 104, 120)}, []string{"+", "~ quote"}},
		{"an equal one before a nearer one", []diplo.Record{condemns, record("a", "RU", "CONDEMNS", "IL", 50, 60)},
			[]diplo.Record{record("a", "RU", "CONDEMNS", "IL", 50, 60)}, []string{"-", "="}},
		{"said twice, now once", []diplo.Record{condemns, condemns}, []diplo.Record{condemns}, []string{"=", "-"}},
		{"by document, then by place", []diplo.Record{record("b", "RU", "CONDEMNS", "IL", 1, 5)},
			[]diplo.Record{record("a", "FR", "SUPPORTS", "IR", 70, 80), condemns, record("b", "RU", "CONDEMNS", "IL", 1, 5)}, []string{"+", "+", "="}},
	} {
		var got []string
		for _, x := range compare(c.before, c.after) {
			got = append(got, strings.TrimSpace(string(x.kind())+" "+strings.Join(x.fields, ", ")))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestCompareLosesNothing holds that every record is told of once, and that the reverse comparison is the reverse.
func TestCompareLosesNothing(t *testing.T) {
	states, kinds := []string{"RU", "IL", "IR"}, []diplo.Type{"CONDEMNS", "CRITICIZES"}
	records := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) diplo.Record {
		start := rapid.IntRange(0, 20).Draw(t, "start")
		return record(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "document"), rapid.SampledFrom(states).Draw(t, "subject"), rapid.SampledFrom(kinds).Draw(t, "type"),
			rapid.SampledFrom(states).Draw(t, "object"), start, start+rapid.IntRange(1, 10).Draw(t, "length"))
	}), 0, 8)
	rapid.Check(t, func(t *rapid.T) {
		before, after := records.Draw(t, "before"), records.Draw(t, "after")
		count := tallies{}
		for _, c := range compare(before, after) {
			count[c.kind()]++
		}
		if same := count['='] + count['~']; same+count['-'] != len(before) || same+count['+'] != len(after) {
			t.Fatalf("of %d and %d records: %v", len(before), len(after), count)
		}
		for _, c := range compare(before, before) {
			if c.kind() != '=' {
				t.Fatalf("a corpus differs from itself: %s", c)
			}
		}
	})
}

func TestWriteChanges(t *testing.T) {
	condemns := record("a", "RU", "CONDEMNS", "IL", 10, 20)
	long := with(record("a", "FR", "SUPPORTS", "IR", 30, 40), func(r *diplo.Record) { r.Quote = strings.Repeat("é", 100) })
	before := []diplo.Record{condemns, record("b", "RU", "CONDEMNS", "IR", 10, 20), record("c", "RU", "CONDEMNS", "IR", 10, 20)}
	after := []diplo.Record{with(condemns, func(r *diplo.Record) { r.Date, r.DateBasis = "2025-06-13", "explicit" }), long}
	var got bytes.Buffer
	writeChanges(&got, compare(before, after), 1)
	want := `all types                    records    3 ->    2   added   1   removed   2   changed   1
  changed: date 1
CONDEMNS                     added   0   removed   2   changed   1
  ~ a: RU CONDEMNS IL [actual/positive] "xxxxxxxxxx"; date was "", is "2025-06-13 explicit"
  - b: RU CONDEMNS IR [actual/positive] "xxxxxxxxxx"
SUPPORTS                     added   1   removed   0   changed   0
  + a: FR SUPPORTS IR [actual/positive] "` + strings.Repeat("é", 90) + `…"
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSpeed(t *testing.T) {
	want := "3.000 s -> 2.000 s   2.00 times as fast (1.00 to 2.00 in 3 rounds)"
	if got := speed([]float64{2, 4, 3}, []float64{2, 2, 1.5}); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := median([]float64{4, 1, 2, 9}); got != 3 {
		t.Errorf("median %v", got)
	}
}
