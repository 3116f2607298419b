package storetest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// calls makes every call that talks to a store once.
func calls(ctx context.Context, s store.Store) map[string]error {
	second := func(_ any, err error) error { return err }
	failed := map[string]error{
		"Apply":    second(s.Apply(ctx, NewWorld(1).Batch(1))),
		"Restore":  s.Restore(ctx, store.History{}),
		"Ping":     s.Ping(ctx),
		"Changes":  second(s.Changes(ctx, 0, 1)),
		"Identity": second(s.Identity(ctx)),
		"Stats":    second(s.Stats(ctx)),
	}
	ids := []diplo.ID{"x"}
	failed["DocumentsByID"] = second(s.DocumentsByID(ctx, ids))
	failed["EntitiesByID"] = second(s.EntitiesByID(ctx, ids))
	failed["StatementsByID"] = second(s.StatementsByID(ctx, ids))
	failed["EvidencesByID"] = second(s.EvidencesByID(ctx, ids))
	failed["ActsByID"] = second(s.ActsByID(ctx, ids))
	failed["VersionSeen"] = second(s.VersionSeen(ctx, "x", "y"))
	failed["Statements"] = second(s.Statements(ctx, store.Query{}))
	_, _, failed["Count"] = s.Count(ctx, store.Filter{}, "")
	failed["Dyads"] = second(s.Dyads(ctx, store.Filter{}, "", 0))
	failed["Timeline"] = second(s.Timeline(ctx, store.Filter{}, "", store.ByDay))
	failed["EvidenceOf"] = second(s.EvidenceOf(ctx, ids, store.Page{}))
	failed["EntitiesNamed"] = second(s.EntitiesNamed(ctx, "x"))
	failed["Documents"] = second(s.Documents(ctx, "", store.Page{}))
	failed["ScanDocuments"] = second(gather(s.ScanDocuments(ctx)))
	failed["ScanEntities"] = second(gather(s.ScanEntities(ctx)))
	failed["ScanEvidences"] = second(gather(s.ScanEvidences(ctx)))
	failed["ScanJudgements"] = second(gather(s.ScanJudgements(ctx)))
	failed["ScanStatements"] = second(gather(s.ScanStatements(ctx)))
	failed["ScanEdges"] = second(gather(s.ScanEdges(ctx)))
	failed["ScanSuperseded"] = second(gather(s.ScanSuperseded(ctx)))
	return failed
}

func testKeeping(t *testing.T, open Open) {
	t.Run("EveryCallAnswers", func(t *testing.T) {
		b := beginTest(t, open)
		for name, err := range calls(b.ctx, b.Store) {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("CancelledOrLate", func(t *testing.T) {
		b := beginTest(t, open)
		cancelled, cancel := context.WithCancel(b.ctx)
		cancel()
		late, cancel := context.WithDeadline(b.ctx, time.Unix(0, 0))
		defer cancel()
		before := Export(b, b.Store, true)
		for _, ctx := range []context.Context{cancelled, late} {
			for name, err := range calls(ctx, b.Store) {
				b.refused(name, err, diplo.Timeout)
				if !errors.Is(err, ctx.Err()) {
					t.Errorf("%s: the cause of %v is not %v", name, err, ctx.Err())
				}
			}
		}
		b.equal("the store afterwards", Export(b, b.Store, true), before)
	})
	t.Run("Closed", func(t *testing.T) {
		b := beginTest(t, open)
		for range 2 {
			if err := b.Close(b.ctx); err != nil {
				t.Fatalf("Close: %v", err)
			}
		}
		for name, err := range calls(b.ctx, b.Store) {
			b.refused(name, err, diplo.Unavailable)
		}
		_, _, err := b.Migrate(b.ctx)
		b.refused("Migrate", err, diplo.Unavailable)
	})
	t.Run("MigrateTwice", func(t *testing.T) {
		b := beginTest(t, open)
		b.lived(15)
		held := Export(b, b.Store, true)
		before, after, err := b.Migrate(b.ctx)
		if err != nil || before != after || before < 1 {
			t.Errorf("Migrate: %d, %d, %v", before, after, err)
		}
		b.equal("the store afterwards", Export(b, b.Store, true), held)
	})
	t.Run("AScanSeesOneState", func(t *testing.T) {
		b := beginTest(t, open)
		b.lived(18)
		before := Export(t, b.Store, false)
		w := NewWorld(19)
		change := func() { // a writer is not held up by a scan, nor seen by it
			newest := must(b.Statements(b.ctx, store.Query{Page: store.Page{Limit: 1}}))(t).Statements[0]
			b.apply(store.Batch{RetractEvidences: newest.Evidence})
			b.apply(w.Batch(1))
		}
		documents := must(gather(changing(b.ScanDocuments(b.ctx), change)))(t)
		entities := must(gather(b.ScanEntities(b.ctx)))(t)
		b.equal("entities", must(gather(changing(b.ScanEntities(b.ctx), change)))(t), entities)
		evidences := must(gather(b.ScanEvidences(b.ctx)))(t)
		b.equal("evidences", must(gather(changing(b.ScanEvidences(b.ctx), change)))(t), evidences)
		statements := must(gather(b.ScanStatements(b.ctx)))(t)
		b.equal("statements", must(gather(changing(b.ScanStatements(b.ctx), change)))(t), statements)
		b.equal("documents", len(documents), strings.Count(before, `{"kind":"document"`))
	})
	t.Run("ScansAreSortedAndStopWhenTold", func(t *testing.T) {
		b := beginTest(t, open)
		b.lived(16)
		var last diplo.ID
		n := 0
		for s, err := range b.ScanStatements(b.ctx) {
			if err != nil || s.ID <= last {
				t.Fatalf("%v after %v: %v", s.ID, last, err)
			}
			last, n = s.ID, n+1
			if n == 3 {
				break
			}
		}
		b.equal("read", n, 3)
		b.apply(NewWorld(17).Batch(1)) // nothing is left open that would hold up a writer
		for _, s := range must(gather(b.ScanStatements(b.ctx)))(t) {
			want, ok := diplo.Project(s)
			if s.ID == last && ok {
				for e := range b.ScanEdges(b.ctx) {
					if e.Statement == s.ID {
						b.equal("edge", e, want)
					}
				}
			}
		}
	})
}

// changing makes a change after the first item of a scan.
func changing[T any](scan iter.Seq2[T, error], change func()) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		first := true
		for v, err := range scan {
			if !yield(v, err) {
				return
			}
			if first {
				change()
			}
			first = false
		}
	}
}

func testConcurrency(t *testing.T, open Open) {
	t.Run("ManyWriters", func(t *testing.T) {
		b, model := beginTest(t, open), NewModel(store.Options{})
		must(secondOf(model.Migrate(b.ctx)))(t)
		w := NewWorld(18)
		var add, remove []store.Batch
		for i := range 12 {
			batch := w.Batch(2)
			if i%4 == 0 {
				batch.Judgements = []diplo.Judgement{w.Judgement(b.clock.tick())}
				batch = w.withProfiles(batch)
			}
			add = append(add, batch)
			if len(batch.Evidences) > 0 {
				remove = append(remove, store.Batch{RetractEvidences: []diplo.ID{batch.Evidences[0].ID}, DeleteDocuments: []diplo.ID{batch.Documents[1].ID}})
			}
		}
		for _, phase := range [][]store.Batch{add, remove} {
			for _, batch := range phase {
				must(model.Apply(b.ctx, batch))(t)
			}
			atOnce(b, append(phase, phase[:2]...))
		}
		b.equal("export", Timeless(t, Export(t, b.Store, false)), Timeless(t, Export(t, model, false)))
		checkLog(b)
	})
}

// atOnce applies the batches by four writers at the same time.
func atOnce(b *rig, batches []store.Batch) {
	queue := make(chan store.Batch)
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for batch := range queue {
				if _, err := b.Apply(b.ctx, batch); err != nil {
					b.Errorf("Apply: %v", err)
				}
			}
		})
	}
	for _, batch := range batches {
		queue <- batch
	}
	close(queue)
	writers.Wait()
}

// checkLog checks that the log has no gaps and that following it leads to what is in force.
func checkLog(b *rig) {
	b.Helper()
	standing := map[diplo.ID]bool{}
	for i, c := range must(b.Changes(b.ctx, 0, 0))(b) {
		if c.Seq != int64(i)+1 {
			b.Fatalf("change %d has number %d", i+1, c.Seq)
		}
		was := standing[c.Statement]
		switch c.Kind {
		case diplo.Added:
			standing[c.Statement] = true
		case diplo.RetractedBy, diplo.Superseded:
			delete(standing, c.Statement)
		}
		if was == (c.Kind == diplo.Added) {
			b.Errorf("change %d (%s of %s) contradicts those before", c.Seq, c.Kind, c.Statement)
		}
	}
	now := map[diplo.ID]bool{}
	for _, s := range b.statements(store.Filter{}) {
		now[s.ID] = true
	}
	b.equal(fmt.Sprintf("the log's %d statements", len(standing)), standing, now)
}
