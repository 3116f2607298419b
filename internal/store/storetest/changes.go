package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func testChanges(t *testing.T, open Open) {
	t.Run("ASupersededIdLeadsOn", func(t *testing.T) {
		b := beginTest(t, open)
		var ids []diplo.ID
		for _, day := range []diplo.Date{"2025-06-10", "2025-06-09", "2025-06-08"} { // each a new anchor of all
			b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", day))))
			ids = append(ids, b.only().ID)
		}
		last := ids[2]
		for i, s := range must(b.StatementsByID(b.ctx, append(ids, "statement:none")))(b) {
			if want := [...]diplo.ID{last, last, last, ""}[i]; s.ID != want {
				b.Errorf("id %d leads to %q, want %q", i, s.ID, want)
			}
		}
		b.equal("direct steps", len(must(gather(b.ScanSuperseded(b.ctx)))(b)), 2)
		var superseded []diplo.ID
		for _, c := range must(b.Changes(b.ctx, 0, 0))(b) {
			if c.Kind == diplo.Superseded {
				superseded = append(superseded, c.Statement, c.Successor)
			}
		}
		b.equal("superseded in the log", superseded, []diplo.ID{ids[0], ids[1], ids[1], ids[2]})
	})
	t.Run("AnIdThatComesBackStandsForItself", func(t *testing.T) {
		b := beginTest(t, open)
		early := told("state:RU", "CONDEMNS", "state:UA", "2025-06-09")
		b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-10"))))
		id := b.only().ID
		b.apply(batchOf(evidences(early)))
		b.apply(store.Batch{RetractEvidences: []diplo.ID{early.ID}})
		b.equal("in force again", b.only().ID, id)
		b.equal("by id", must(b.StatementsByID(b.ctx, []diplo.ID{id}))(b)[0].ID, id)
	})
	t.Run("ARetractedIdThatVanishesLeadsToItsHeir", func(t *testing.T) {
		b := beginTest(t, open)
		early, late := told("state:RU", "CONDEMNS", "state:UA", "2025-06-09"), told("state:RU", "CONDEMNS", "state:UA", "2025-06-10")
		b.apply(batchOf(evidences(late)))
		id := b.only().ID
		b.apply(store.Batch{RetractEvidences: []diplo.ID{late.ID}})
		b.apply(batchOf(evidences(early)))
		b.apply(store.Batch{RetractEvidences: []diplo.ID{early.ID}})
		s := must(b.StatementsByID(b.ctx, []diplo.ID{id}))(b)[0]
		if s.RetractedAt == nil || len(s.Evidence) != 2 {
			b.Errorf("the id leads to %+v, want the retracted statement of both", s)
		}
	})
	t.Run("TheLogIsResumed", func(t *testing.T) {
		b := beginTest(t, open)
		w := NewWorld(10)
		var all []diplo.Change
		for range 4 {
			all = append(all, b.apply(w.Batch(2)).Changes...)
		}
		for i, c := range all {
			if c.Seq != int64(i)+1 {
				b.Fatalf("change %d has number %d", i+1, c.Seq)
			}
		}
		b.equal("the whole log", must(b.Changes(b.ctx, 0, 0))(b), all)
		b.equal("from 2, three of them", must(b.Changes(b.ctx, 2, 3))(b), all[2:5])
		b.equal("after the end", len(must(b.Changes(b.ctx, int64(len(all)), 5))(b)), 0)
		b.equal("far after the end", len(must(b.Changes(b.ctx, 1<<40, 5))(b)), 0)
		b.equal("LastChange", must(b.Stats(b.ctx))(b).LastChange, int64(len(all)))
	})
	t.Run("TheClockMayJump", func(t *testing.T) {
		b := beginTest(t, open)
		one, two := told("state:RU", "CONDEMNS", "state:UA", "2025-06-01"), told("state:UA", "CONDEMNS", "state:RU", "2025-06-02")
		all := b.apply(batchOf(evidences(one))).Changes
		b.clock.jump(-24 * time.Hour)
		all = append(all, b.apply(batchOf(evidences(two))).Changes...)
		all = append(all, b.apply(store.Batch{RetractEvidences: []diplo.ID{one.ID}}).Changes...)
		b.clock.jump(48 * time.Hour)
		all = append(all, b.apply(batchOf(evidences(one, two))).Changes...)
		b.equal("the log, in the order of writing", must(b.Changes(b.ctx, 0, 0))(b), all)
		b.equal("what comes after the first", must(b.Changes(b.ctx, 1, 0))(b), all[1:])
		kept := must(b.EvidencesByID(b.ctx, []diplo.ID{one.ID, two.ID}))(b)
		if kept[0].RetractedAt == nil || !kept[0].RetractedAt.Before(kept[0].RecordedAt) || !kept[1].RecordedAt.Before(start) {
			b.Errorf("times are not those of the clock: %+v", kept)
		}
		b.equal("statements in force", b.only().Evidence, []diplo.ID{two.ID})
		back := beginTest(t, open)
		exported := Export(t, b.Store, true)
		must(store.Import(back.ctx, back.Store, strings.NewReader(exported)))(t)
		back.equal("export, import, export", Export(t, back.Store, true), exported)
	})
	t.Run("Restore", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-10"))))
		id := b.only().ID
		h := store.History{
			Changes:    []diplo.Change{{Seq: 1, Kind: diplo.Added, Statement: "statement:old", At: start}, {Seq: 2, Kind: diplo.Superseded, Statement: "statement:old", Successor: id, At: start}},
			Superseded: [][2]diplo.ID{{"statement:old", id}},
		}
		if err := b.Store.Restore(b.ctx, h); err != nil {
			b.Fatal(err)
		}
		b.equal("log", must(b.Changes(b.ctx, 0, 0))(b), h.Changes)
		b.equal("superseded", must(b.StatementsByID(b.ctx, []diplo.ID{"statement:old"}))(b)[0].ID, id)
		h.Changes = h.Changes[1:]
		b.refused("a log with a gap", b.Store.Restore(b.ctx, h), diplo.BadInput)
		next := b.apply(batchOf(evidences(told("state:RU", "ATTACKS", "state:UA", "2025-06-10"))))
		b.equal("the next number", next.Changes[0].Seq, int64(3))
	})
}
