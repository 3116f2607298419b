package ingest_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/ingest"
	"github.com/demarche/demarche/internal/source"
	"github.com/demarche/demarche/internal/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestRun(t *testing.T) {
	s := &memory{}
	inputs := files(t, map[string]string{
		"a.txt": "RU condemned IL. CN condemned IL.",
		"b.txt": "published: soon\n\nRU condemned IL.",
		"c.txt": "title: Nothing follows\n\n",
		"d.txt": "Nobody did anything.",
		"e.txt": "bad \xff byte",
		"f.txt": "RU condemned IL. CN condemned IL.", // the same text as a.txt
		"g.txt": "The extractor panics.",
		"h.txt": "The extractor fails.",
		"i.txt": "The extractor misquotes. RU condemned IR.",
	})
	report, err := pipeline(s).Run(t.Context(), inputs)
	if err != nil {
		t.Fatal(err)
	}
	type counts struct{ Documents, Read, New, Seen, Empty, Failed, Evidences, Added, Folded, Dropped int }
	got := counts{report.Documents, report.Read, report.New, report.Seen, report.Empty, len(report.Failed), report.Evidences,
		report.Added, report.Folded, len(report.Dropped)}
	// b.txt says again what a.txt says, in a document of its own, and is undated like it: nothing says it is the same occasion.
	if diff := cmp.Diff(counts{9, 9, 4, 1, 1, 3, 4, 4, 0, 1}, got); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	for i, want := range []string{"e.txt is not UTF-8", "g.txt could not be read: internal error", "h.txt: cannot parse"} {
		if !strings.Contains(report.Failed[i].Err.Error(), want) {
			t.Errorf("failure %d: %v, want %q", i, report.Failed[i].Err, want)
		}
	}
	notes := strings.Join(report.Notes, "\n")
	for _, want := range []string{`b.txt: published: "soon" is no date`, "c.txt: the document is empty", "d.txt: no statements found"} {
		if !strings.Contains(notes, want) {
			t.Errorf("notes\n%s\nwant %q", notes, want)
		}
	}
	if len(report.Notes) != 3 {
		t.Errorf("%d notes, want 3:\n%s", len(report.Notes), notes)
	}
	if !strings.Contains(report.String(), "4 new documents, 1 seen before, 1 empty, 3 failed; 4 pieces of evidence: 4 statements added") {
		t.Errorf("summary %q", report)
	}
	if name := s.documents[diplo.DocumentID("RU condemned IL. CN condemned IL.")].Name; name != "a" {
		t.Errorf("the text with two names is called %q, want the lesser", name)
	}

	before := s.export()
	again, err := pipeline(s).Run(t.Context(), inputs)
	if err != nil || again.New != 0 || again.Seen != 5 || again.Evidences != 0 || again.Added != 0 {
		t.Errorf("second run: %+v %v, want everything seen", again, err)
	}
	if diff := cmp.Diff(before, s.export()); diff != "" {
		t.Errorf("a second run changed the store:\n%s", diff)
	}
}

func TestSeenIsNotExtracted(t *testing.T) {
	s, calls := &memory{}, 0
	inputs := files(t, map[string]string{"a.txt": "RU condemned IL."})
	p := pipeline(s)
	p.Extractor = counting{words{}, &calls}
	for range 3 {
		if _, err := p.Run(t.Context(), inputs); err != nil {
			t.Fatal(err)
		}
	}
	if calls != 1 {
		t.Errorf("extracted %d times, want once", calls)
	}
}

// TestAnyInterruption stops runs after any number of applies, by an error or by cancelling, and holds that a following
// run ends where an undisturbed one does.
func TestAnyInterruption(t *testing.T) {
	inputs := files(t, corpus(150))
	undisturbed := &memory{}
	whole, err := ingest.Pipeline{Extractor: words{}, Store: undisturbed, Workers: 1}.Run(t.Context(), inputs)
	if err != nil || whole.New != 150 {
		t.Fatalf("%v %v", whole, err)
	}
	for stop := 1; stop <= 5; stop++ {
		for _, cancelling := range []bool{true, false} {
			ctx, cancel := context.WithCancel(t.Context())
			broken := diplo.Errorf(diplo.Unavailable, "the store went away")
			s := &memory{}
			s.beforeApply = func(n int) error {
				switch {
				case n != stop:
					return nil
				case cancelling:
					cancel()
					return ctx.Err()
				}
				return broken
			}
			report, err := ingest.Pipeline{Extractor: words{}, Store: s, Workers: 4}.Run(ctx, inputs)
			cancel()
			if want := map[bool]error{true: context.Canceled, false: broken}[cancelling]; !errors.Is(err, want) {
				t.Fatalf("stopped at %d: %v, want %v", stop, err, want)
			}
			if report.New != (stop-1)*32 {
				t.Errorf("stopped at %d: %d documents reported, want those applied", stop, report.New)
			}
			s.beforeApply = nil
			rest, err := ingest.Pipeline{Extractor: words{}, Store: s, Workers: 2}.Run(t.Context(), inputs)
			if err != nil || report.New+rest.New != 150 || report.Evidences+rest.Evidences != whole.Evidences {
				t.Errorf("taken up at %d: %v, then %v %v", stop, report, rest, err)
			}
			if diff := cmp.Diff(undisturbed.export(), s.export()); diff != "" {
				t.Errorf("stopped at %d: the store differs:\n%s", stop, diff)
			}
		}
	}
}

func TestOrderAndWorkersDoNotShow(t *testing.T) {
	inputs := files(t, corpus(80))
	var want string
	for workers := range 5 {
		s := &memory{}
		if _, err := (ingest.Pipeline{Extractor: words{}, Store: s, Workers: workers}).Run(t.Context(), inputs); err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = s.export()
		}
		if diff := cmp.Diff(want, s.export()); diff != "" {
			t.Fatalf("%d workers: %s", workers, diff)
		}
		rand.Shuffle(len(inputs), func(i, j int) { inputs[i], inputs[j] = inputs[j], inputs[i] })
	}
}

// TestRefusedDocument holds that a document the store refuses does not take its batch with it.
func TestRefusedDocument(t *testing.T) {
	s := &memory{refuse: "b"}
	report, err := pipeline(s).Run(t.Context(), files(t, map[string]string{
		"a.txt": "RU condemned IL.", "b.txt": "RU condemned IR.", "c.txt": "CN condemned IL."}))
	if err != nil || report.New != 2 || len(report.Failed) != 1 || !strings.Contains(report.Failed[0].Err.Error(), "b.txt: refused") {
		t.Errorf("%+v %v, want b.txt alone to fail", report, err)
	}
}

func TestStoreIsAway(t *testing.T) {
	away := diplo.Errorf(diplo.Unavailable, "the store is locked")
	s := &memory{seenErr: away}
	report, err := pipeline(s).Run(t.Context(), files(t, corpus(100)))
	if !errors.Is(err, away) || report.New > 0 || len(report.Failed) > 0 {
		t.Errorf("%+v %v, want the run to end", report, err)
	}
}

func TestCancelledWhileReadHangs(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	reading := make(chan struct{})
	hangs := ingest.Input{Name: "slow", Read: func(ctx context.Context) (diplo.Document, []source.Note, error) {
		close(reading)
		<-ctx.Done()
		return diplo.Document{}, nil, ctx.Err()
	}}
	go func() {
		<-reading
		cancel()
	}()
	if report, err := pipeline(&memory{}).Run(ctx, []ingest.Input{hangs}); !errors.Is(err, context.Canceled) || len(report.Failed) > 0 {
		t.Errorf("%+v %v", report, err)
	}
}

func TestProgress(t *testing.T) {
	var read []int
	p := pipeline(&memory{})
	p.Progress = func(r ingest.Report) { read = append(read, r.Read) }
	inputs := files(t, map[string]string{"a.txt": "RU condemned IL.", "b.txt": "\xff", "c.txt": ""})
	if _, err := p.Run(t.Context(), inputs); err != nil || !slices.Equal(read, []int{1, 2, 3}) {
		t.Errorf("progress %v %v, want one call for each document", read, err)
	}
}

func pipeline(s ingest.Store) ingest.Pipeline { return ingest.Pipeline{Extractor: words{}, Store: s} }

// corpus is n documents that repeat each other's statements and now and then each other's text.
func corpus(n int) map[string]string {
	states := []string{"RU", "CN", "IL", "IR", "FR", "US"}
	r := rand.New(rand.NewPCG(1, 2))
	docs := map[string]string{}
	for i := range n {
		var b strings.Builder
		if i%10 != 0 {
			fmt.Fprintf(&b, "published: 2025-06-%02d\nurl: https://example.org/%d\n\n", 1+r.IntN(28), i)
		}
		for range 1 + r.IntN(4) {
			x, y := r.IntN(len(states)), r.IntN(len(states)-1)
			if y >= x {
				y++
			}
			fmt.Fprintf(&b, "%s condemned %s. ", states[x], states[y])
		}
		docs[fmt.Sprintf("%03d.txt", i)] = b.String()
	}
	return docs
}

func files(t *testing.T, contents map[string]string) []ingest.Input {
	t.Helper()
	dir := t.TempDir()
	for name, content := range contents {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	found, failed := source.Find(t.Context(), []string{dir})
	if len(failed) > 0 || len(found) != len(contents) {
		t.Fatalf("found %v %v", found, failed)
	}
	return ingest.Files(found, source.Options{})
}

// words is an extractor that knows one verb and the codes of states, and a few words to go wrong at.
type words struct{}

func (words) Name() string { return "words/1" }

func (w words) Extract(_ context.Context, doc diplo.Document) (extract.Result, error) {
	if strings.Contains(doc.Text, "panics") {
		panic("a bug")
	}
	if strings.Contains(doc.Text, "fails") {
		return extract.Result{}, diplo.Errorf(diplo.BadInput, "cannot parse line 1")
	}
	var r extract.Result
	at := 0
	for sentence := range strings.SplitAfterSeq(doc.Text, ".") {
		start := at + len(sentence) - len(strings.TrimLeft(sentence, " \n"))
		at += len(sentence)
		f := strings.Fields(strings.TrimSuffix(doc.Text[start:at], "."))
		if len(f) < 3 || f[len(f)-2] != "condemned" {
			continue
		}
		f = f[len(f)-3:]
		start = at - len(strings.Join(f, " ")) - 1
		e := diplo.Evidence{Basis: diplo.FromText, Document: doc.ID, Version: doc.Version, Published: doc.Published, Origin: doc.Origin(),
			Type: "CONDEMNS", Subject: actor(f[0]), Object: actor(f[2]), Modality: diplo.Actual, Polarity: diplo.Positive,
			Occurred: diplo.Occurred{Basis: diplo.Unknown}, Quote: doc.Text[start:at], Start: start, End: at, Confidence: 0.9, Extractor: w.Name()}
		if doc.Published != "" {
			e.Occurred = diplo.Occurred{Basis: diplo.Publication, Until: doc.Published}
		}
		e.Identify()
		r.Evidence = append(r.Evidence, e)
		r.Entities = append(r.Entities, diplo.Entity{Ref: e.Subject.Ref}, diplo.Entity{Ref: e.Object.Ref})
	}
	if strings.Contains(doc.Text, "misquotes") {
		e := r.Evidence[0]
		e.Quote = strings.ToUpper(e.Quote)
		e.Identify()
		r.Evidence = append(r.Evidence, e)
	}
	return r, nil
}

func actor(code string) diplo.Actor {
	ref := diplo.Ref{ID: diplo.ID("state:" + code), Kind: diplo.State, Name: code}
	return diplo.Actor{Ref: ref, Mention: code, Polity: ref}
}

type counting struct {
	words
	calls *int
}

func (c counting) Extract(ctx context.Context, doc diplo.Document) (extract.Result, error) {
	*c.calls++
	return c.words.Extract(ctx, doc)
}

// memory is a naive store: it keeps everything and folds all of it at every Apply.
type memory struct {
	mu          sync.Mutex
	documents   map[diplo.ID]diplo.Document
	evidences   map[diplo.ID]diplo.Evidence
	applies     int
	beforeApply func(n int) error
	refuse      string // the name of a document that breaks a rule
	seenErr     error
}

func (m *memory) VersionSeen(_ context.Context, id diplo.ID, hash string) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.documents[id].Version == hash, m.seenErr
}

func (m *memory) Apply(_ context.Context, b store.Batch) (store.Applied, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.applies++
	if m.beforeApply != nil {
		if err := m.beforeApply(m.applies); err != nil {
			return store.Applied{}, err
		}
	}
	if m.documents == nil {
		m.documents, m.evidences = map[diplo.ID]diplo.Document{}, map[diplo.ID]diplo.Evidence{}
	}
	for _, d := range b.Documents {
		if m.refuse != "" && d.Name == m.refuse {
			return store.Applied{}, diplo.Errorf(diplo.BadInput, "refused")
		}
	}
	var applied store.Applied
	before := m.fold()
	for _, d := range b.Documents {
		old, ok := m.documents[d.ID]
		if !ok {
			applied.Documents++
		} else if old.Name < d.Name {
			d.Name = old.Name
		}
		m.documents[d.ID] = d
	}
	for _, e := range b.Evidences {
		if _, ok := m.evidences[e.ID]; !ok {
			applied.Evidences++
			m.evidences[e.ID] = e
		}
	}
	applied.Changes = diplo.Changes(before, m.fold())
	return applied, nil
}

func (m *memory) fold() []diplo.Statement {
	var es []diplo.Evidence
	for _, e := range m.evidences {
		es = append(es, e)
	}
	return diplo.Fold(es, diplo.Identity{})
}

func (m *memory) export() string {
	var lines []string
	for _, d := range m.documents {
		lines = append(lines, fmt.Sprintf("%+v", d))
	}
	for _, s := range m.fold() {
		lines = append(lines, fmt.Sprintf("%+v", s))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
