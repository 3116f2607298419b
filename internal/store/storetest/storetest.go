// Package storetest is the conformance suite of stores: every sentence of the contract in package store as a test that
// every store passes, without exceptions, and a seeded differential test against the slow, obvious [Model].
package storetest

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Open returns a migrated, empty store for one test and sees to its end. It may hand out one server again and again.
type Open func(t testing.TB, o store.Options) store.Store

// Run runs the whole suite.
func Run(t *testing.T, open Open) {
	for _, topic := range []struct {
		name string
		run  func(*testing.T, Open)
	}{
		{"Apply", testApply}, {"Documents", testDocuments}, {"Judgements", testJudgements}, {"Changes", testChanges},
		{"Filter", testFilter}, {"Pages", testPages}, {"Beside", testBeside}, {"Groups", testGroups}, {"Reading", testReading}, {"Keeping", testKeeping},
		{"Concurrency", testConcurrency}, {"Export", testExport}, {"Differential", testDifferential},
	} {
		t.Run(topic.name, func(t *testing.T) { topic.run(t, open) })
	}
}

// start is when the clock of a test begins.
var start = time.Date(2025, 7, 1, 12, 0, 0, 123456000, time.UTC)

// clock is a clock that stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: start} }

func (c *clock) options() store.Options {
	return store.Options{Clock: func() time.Time {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.now
	}}
}

// tick moves the clock on by a second and returns the new time.
func (c *clock) tick() time.Time { return c.jump(time.Second) }

// jump moves the clock, back too, and returns the new time.
func (c *clock) jump(by time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
	return c.now
}

// rig is a store under test with its clock.
type rig struct {
	*testing.T
	store.Store
	ctx   context.Context
	clock *clock
}

// beginTest opens a store for a test.
func beginTest(t *testing.T, open Open) *rig {
	t.Helper()
	c := newClock()
	return &rig{t, open(t, c.options()), t.Context(), c}
}

// apply applies a batch that must succeed, a second later.
func (b *rig) apply(batch store.Batch) store.Applied {
	b.Helper()
	b.clock.tick()
	applied, err := b.Apply(b.ctx, batch)
	if err != nil {
		b.Fatalf("Apply: %v", err)
	}
	return applied
}

// statements returns the statements that match, in the usual order.
func (b *rig) statements(f store.Filter) []diplo.Statement {
	b.Helper()
	return must(b.Statements(b.ctx, store.Query{Filter: f}))(b).Statements
}

// only returns the one statement in force.
func (b *rig) only() diplo.Statement {
	b.Helper()
	all := b.statements(store.Filter{})
	if len(all) != 1 {
		b.Fatalf("%d statements are in force, want 1: %+v", len(all), all)
	}
	return all[0]
}

// equal fails unless got is want; nil and empty are one.
func (b *rig) equal(what string, got, want any) {
	b.Helper()
	if g, ok := got.(string); ok { // exports are compared line by line
		got, want = strings.SplitAfter(g, "\n"), strings.SplitAfter(want.(string), "\n")
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		b.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// refused fails unless err has the code.
func (b *rig) refused(what string, err error, code diplo.Code) {
	b.Helper()
	if diplo.CodeOf(err) != code || err == nil || err.Error() == "" {
		b.Errorf("%s: got error %v (%s), want code %s", what, err, diplo.CodeOf(err), code)
	}
}

// must unwraps a result that has to be there.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatalf("unexpected error: %v", err)
		}
		return v
	}
}

// told makes an evidence by hand, so a test needs no document: who did what to whom, and the day ("" undated).
func told(subject diplo.ID, what diplo.Type, object diplo.ID, day diplo.Date, edits ...func(*diplo.Evidence)) diplo.Evidence {
	e := diplo.Evidence{
		Basis: diplo.FromHand, Origin: "ada", Type: what, Modality: diplo.Actual, Polarity: diplo.Positive, Confidence: 0.5,
		Subject: actorOf(subject), Object: actorOf(object), Occurred: diplo.Occurred{Basis: diplo.Unknown},
	}
	if day != "" {
		e.Occurred = diplo.Occurred{Since: day, Until: day, Precision: diplo.Day, Basis: diplo.Explicit}
	}
	for _, edit := range edits {
		edit(&e)
	}
	e.Identify()
	return e
}

func actorOf(id diplo.ID) diplo.Actor {
	a := diplo.Actor{Ref: Ref(id), Mention: string(id)}
	if a.Kind == diplo.State || a.Kind == diplo.Organization {
		a.Polity = a.Ref
	}
	return a
}

// by names another origin, and so makes another evidence of the same occasion.
func by(origin string) func(*diplo.Evidence) { return func(e *diplo.Evidence) { e.Origin = origin } }

// actingFor gives a subject its polity.
func actingFor(polity diplo.ID) func(*diplo.Evidence) {
	return func(e *diplo.Evidence) { e.Subject.Polity = Ref(polity) }
}

// in puts an evidence into a document, quoting all of its text.
func in(d diplo.Document) func(*diplo.Evidence) {
	return func(e *diplo.Evidence) {
		e.Basis, e.Document, e.Version, e.Published, e.Origin = diplo.FromText, d.ID, d.Version, d.Published, d.Origin()
		e.Quote, e.Start, e.End = d.Text, 0, len(d.Text)
	}
}

// written makes a document of a text.
func written(key, text string, published diplo.Date, publisher string) diplo.Document {
	return diplo.Document{ID: diplo.DocumentID(key), Version: diplo.ContentHash(text), Name: key, Text: text, Published: published, Publisher: publisher}
}

// batchOf makes a batch of evidences and documents with plain profiles for everyone named.
func batchOf(es []diplo.Evidence, documents ...diplo.Document) store.Batch {
	b := store.Batch{Evidences: es, Documents: documents}
	return withPlainProfiles(b)
}

func withPlainProfiles(b store.Batch) store.Batch {
	for _, id := range b.Names() {
		b.Entities = append(b.Entities, Profile(id))
	}
	return b
}

func evidences(es ...diplo.Evidence) []diplo.Evidence { return es }
