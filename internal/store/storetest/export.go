package storetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Export is the export of a store as a string.
func Export(t testing.TB, s store.Store, history bool) string {
	t.Helper()
	var out bytes.Buffer
	if err := store.Export(t.Context(), s, &out, history); err != nil {
		t.Fatalf("Export: %v", err)
	}
	return out.String()
}

// Timeless is an export without recordedAt and retractedAt: two stores hold the same if these are equal.
func Timeless(t testing.TB, export string) string {
	t.Helper()
	return eachRecord(t, export, func(record map[string]any) bool {
		delete(record, "recordedAt")
		delete(record, "retractedAt")
		return true
	})
}

// withoutKind leaves out the lines of a kind, and the total line.
func withoutKind(t testing.TB, export, kind string) string {
	t.Helper()
	return eachRecord(t, export, func(record map[string]any) bool { return record["kind"] != kind && record["kind"] != "total" })
}

func eachRecord(t testing.TB, export string, keep func(map[string]any) bool) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.Lines(export) {
		var record map[string]any
		if err := json.Unmarshal([]byte(line), &record); err != nil {
			t.Fatalf("a line of an export is no JSON: %v", err)
		}
		if keep(record) {
			data, err := json.Marshal(record)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&out, "%s\n", data)
		}
	}
	return out.String()
}

// lived gives the store a history with every kind of record.
func (b *rig) lived(seed uint64) {
	b.Helper()
	w := NewWorld(seed)
	first := w.Batch(5)
	b.apply(first)
	b.apply(w.Batch(5))
	newer := first.Documents[0]
	newer.Published = "2025-08-01"
	d, es := w.Version(newer, 3)
	b.apply(w.withProfiles(store.Batch{Documents: []diplo.Document{d}, Evidences: es}))
	b.apply(withPlainProfiles(store.Batch{Judgements: []diplo.Judgement{w.Judgement(b.clock.tick()), w.Judgement(b.clock.tick())}}))
	b.apply(store.Batch{DeleteDocuments: []diplo.ID{first.Documents[1].ID}, RetractEvidences: []diplo.ID{first.Evidences[0].ID}})
	b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-10"))))
	b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-09"))))
}

func testExport(t *testing.T, open Open) {
	for _, history := range []bool{false, true} {
		t.Run(fmt.Sprintf("ThereAndBack/history=%t", history), func(t *testing.T) {
			from, to := beginTest(t, open), NewModel(store.Options{})
			from.lived(11)
			want := Export(from, from.Store, history)
			must(secondOf(to.Migrate(from.ctx)))(t)
			must(store.Import(from.ctx, to, strings.NewReader(want)))(t)
			from.equal("export of a model that imported it", Export(t, to, history), want)

			back := beginTest(t, open)
			report := must(store.Import(back.ctx, back.Store, strings.NewReader(want)))(t)
			back.equal("export, import, export", Export(back, back.Store, history), want)
			if report.Differ != 0 || report.History != history || report.Lines != strings.Count(want, "\n") || report.Statements == 0 || report.Applied.Evidences == 0 {
				back.Errorf("report: %+v", report)
			}
			again := must(store.Import(back.ctx, back.Store, strings.NewReader(want)))(t)
			back.equal("importing it again", again.Applied, store.Applied{})
			back.equal("export after it", Export(back, back.Store, history), want)
		})
	}
	t.Run("IntoAStoreThatHasSome", func(t *testing.T) {
		one, two := beginTest(t, open), NewModel(store.Options{})
		one.lived(12)
		must(secondOf(two.Migrate(one.ctx)))(t)
		must(two.Apply(one.ctx, NewWorld(13).Batch(3)))(t)
		report := must(store.Import(one.ctx, one.Store, strings.NewReader(Export(t, two, true))))(t)
		must(store.Import(one.ctx, two, strings.NewReader(Export(t, one.Store, false))))(t)
		one.equal("restored", report.History, false)
		one.equal("both ways", Timeless(t, Export(t, one.Store, false)), Timeless(t, Export(t, two, false)))
	})
	t.Run("IntoAStoreThatHasItAll", func(t *testing.T) {
		one, two := beginTest(t, open), NewModel(store.Options{})
		must(secondOf(two.Migrate(one.ctx)))(t)
		one.apply(NewWorld(15).Batch(4))
		must(two.Apply(one.ctx, NewWorld(15).Batch(4)))(t) // the same, recorded at another time
		report := must(store.Import(one.ctx, one.Store, strings.NewReader(Export(t, two, false))))(t)
		one.equal("statements that are told otherwise", report.Differ, 0)
	})
	t.Run("ABadFileWritesNothing", func(t *testing.T) { testBadFiles(t, open) })
}

func testBadFiles(t *testing.T, open Open) {
	from := NewModel(newClock().options())
	b := &rig{t, from, t.Context(), newClock()}
	must(secondOf(from.Migrate(b.ctx)))(t)
	b.lived(14)
	lines := strings.SplitAfter(strings.TrimSuffix(Export(t, from, true), "\n"), "\n")
	at := func(kind string) int {
		for i, line := range lines {
			if strings.HasPrefix(line, `{"kind":"`+kind) {
				return i
			}
		}
		t.Fatalf("no line of kind %s", kind)
		return 0
	}
	edited := func(kind, from, to string) string {
		i := at(kind)
		out := append([]string{}, lines...)
		out[i] = strings.Replace(out[i], from, to, 1)
		if out[i] == lines[i] {
			t.Fatalf("nothing to edit in %s", lines[i])
		}
		return strings.Join(out, "")
	}
	without := func(i int) string { return strings.Join(append(append([]string{}, lines[:i]...), lines[i+1:]...), "") }
	b = beginTest(t, open)
	empty := Export(b, b.Store, true)
	for name, c := range map[string]struct{ file, says string }{
		"empty":            {"", "total line"},
		"cut at a line":    {strings.Join(lines[:len(lines)-1], ""), "total line"},
		"cut in a line":    {strings.Join(lines[:9], "") + lines[9][:20], "line 10"},
		"a line lost":      {without(at("evidence")), "evidence"},
		"an entity lost":   {strings.Replace(without(at("entity")), `"entity":`+fmt.Sprint(count(lines, "entity")), `"entity":`+fmt.Sprint(count(lines, "entity")-1), 1), "neither the file nor the store"},
		"text":             {"title: Talks\n\nRussia condemned Ukraine.\n", "line 1"},
		"other JSON":       {`{"document":"d01","subject":{}}` + "\n", "line 1"},
		"an unknown kind":  {edited("entity", `"kind":"entity"`, `"kind":"enemy"`), "line"},
		"an unknown field": {edited("document", `"name"`, `"nom"`), fmt.Sprintf("line %d", at("document")+1)},
		"another origin":   {edited("evidence", `"origin":"`, `"origin":"x`), fmt.Sprintf("line %d", at("evidence")+1)},
		"an unsorted line": {strings.Join(append([]string{lines[1], lines[0]}, lines[2:]...), ""), "line 1"},
		"a repeated line":  {strings.Join(append([]string{lines[0]}, lines...), ""), "line 2"},
		"another format":   {edited("total", `"format":1`, `"format":2`), "format"},
		"no UTF-8":         {edited("document", `"text":"`, "\"text\":\"\xff"), fmt.Sprintf("line %d", at("document")+1)},
		"more after it":    {strings.Join(lines, "") + "\n" + lines[0], "after the total line"},
	} {
		_, err := store.Import(b.ctx, b.Store, strings.NewReader(c.file))
		b.refused(name, err, diplo.BadInput)
		if err != nil && !strings.Contains(err.Error(), c.says) {
			b.Errorf("%s: the message %q does not say %q", name, err, c.says)
		}
		b.equal("the store after "+name, Export(b, b.Store, true), empty)
	}
	if d := edited("statement", `"reports":`, `"reports":1`); true {
		report := must(store.Import(b.ctx, b.Store, strings.NewReader(d)))(t)
		b.equal("statements that differ", report.Differ, 1)
	}
}

func count(lines []string, kind string) (n int) {
	for _, line := range lines {
		if strings.HasPrefix(line, `{"kind":"`+kind+`"`) {
			n++
		}
	}
	return n
}
