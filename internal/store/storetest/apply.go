package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func testApply(t *testing.T, open Open) {
	t.Run("WhatIsThereChangesNothing", func(t *testing.T) {
		b := beginTest(t, open)
		batch := NewWorld(7).Batch(4)
		first := b.apply(batch)
		if first.Documents != 4 || first.Evidences != len(batch.Evidences) || len(first.Changes) == 0 {
			b.Fatalf("first Apply: %+v", first)
		}
		before := Export(b, b.Store, true)
		b.equal("second Apply", b.apply(batch), store.Applied{})
		b.equal("the store after it", Export(b, b.Store, true), before)
	})
	t.Run("NothingOfABadBatch", func(t *testing.T) { testBadBatches(t, open) })
	t.Run("WhoNoLongerClaimsIsNoSpeaker", func(t *testing.T) { testShrinking(t, open) })
	t.Run("OrderAndBatchingNeverShow", func(t *testing.T) { testOrder(t, open) })
	t.Run("ProfilesAreMerged", func(t *testing.T) {
		b := beginTest(t, open)
		short, long := Profile("state:RU"), Profile("state:RU")
		short.Name, short.Codes.ISO2 = "Russia", "RU"
		long.Name, long.MemberOf = "Russian Federation", []diplo.Ref{Ref("org:UN")}
		b.equal("Entities", b.apply(store.Batch{Entities: []diplo.Entity{long}}).Entities, 1)
		b.equal("Entities", b.apply(store.Batch{Entities: []diplo.Entity{short}}).Entities, 0)
		got := must(b.EntitiesByID(b.ctx, []diplo.ID{"state:RU"}))(b)[0]
		want := diplo.MergeProfiles(long, short)
		want.RecordedAt = start.Add(time.Second)
		b.equal("profile", got, want)
	})
	t.Run("TheClockStampsAndTheEarlierTimeStays", func(t *testing.T) {
		b := beginTest(t, open)
		e := told("state:RU", "CONDEMNS", "state:UA", "2025-06-01")
		b.apply(batchOf(evidences(e)))
		b.equal("RecordedAt", b.only().RecordedAt, start.Add(time.Second))
		e.RecordedAt = start.Add(-time.Hour)
		b.apply(batchOf(evidences(e)))
		b.equal("RecordedAt of an earlier record", b.only().RecordedAt, start.Add(-time.Hour))
		e.RecordedAt = start.Add(time.Hour)
		b.apply(batchOf(evidences(e)))
		b.equal("RecordedAt after a later record", b.only().RecordedAt, start.Add(-time.Hour))
	})
	t.Run("EvidenceFolds", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-01"))))
		applied := b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-03", by("bob")))))
		b.equal("changes", kinds(applied.Changes), []diplo.ChangeKind{diplo.MoreSaid})
		s := b.only()
		if s.Reports != 2 || s.Origins != 2 || s.Support != 0.75 {
			b.Errorf("reports %d, origins %d, support %v; want 2, 2, 0.75", s.Reports, s.Origins, s.Support)
		}
		b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-04"))))
		b.equal("statements after a day beyond the window", len(b.statements(store.Filter{})), 2)
	})
	t.Run("RetractedEvidenceNoLongerCounts", func(t *testing.T) {
		b := beginTest(t, open)
		one, two := told("state:RU", "CONDEMNS", "state:UA", "2025-06-01"), told("state:RU", "CONDEMNS", "state:UA", "2025-06-01", by("bob"))
		b.apply(batchOf(evidences(one, two)))
		id := b.only().ID
		b.equal("Retracted", b.apply(store.Batch{RetractEvidences: []diplo.ID{one.ID}}).Retracted, 1)
		b.equal("evidence left", b.only().Evidence, []diplo.ID{two.ID})
		b.equal("Retracted again", b.apply(store.Batch{RetractEvidences: []diplo.ID{one.ID}}), store.Applied{})
		last := b.apply(store.Batch{RetractEvidences: []diplo.ID{two.ID}})
		b.equal("changes", kinds(last.Changes), []diplo.ChangeKind{diplo.RetractedBy})
		b.equal("statements in force", len(b.statements(store.Filter{})), 0)
		kept := must(b.StatementsByID(b.ctx, []diplo.ID{id}))(b)[0]
		if kept.RetractedAt == nil || !kept.RetractedAt.Equal(b.clock.now) || len(kept.Evidence) != 2 {
			b.Errorf("retracted statement: %+v", kept)
		}
		b.equal("edges", len(must(gather(b.ScanEdges(b.ctx)))(b)), 0)
		b.equal("adding it again", b.apply(batchOf(evidences(one))), store.Applied{})
	})
}

func testShrinking(t *testing.T, open Open) {
	b := beginTest(t, open)
	says := func(id diplo.ID) func(*diplo.Evidence) {
		return func(e *diplo.Evidence) {
			e.Attribution = []diplo.Attribution{{Role: diplo.Speaker, Name: "x", Entity: id}}
		}
	}
	one, two := told("state:RU", "CONDEMNS", "state:UA", "2025-06-01", says("state:FR")), told("state:RU", "CONDEMNS", "state:UA", "2025-06-01", says("state:IR"))
	b.apply(batchOf(evidences(one, two)))
	b.apply(store.Batch{RetractEvidences: []diplo.ID{one.ID}})
	b.equal("claimants", b.only().ClaimedBy, []diplo.ID{"state:IR"})
	for id, want := range map[diplo.ID]int{"state:FR": 0, "state:IR": 1} {
		f := store.Filter{Speaker: &store.EntityFilter{IDs: []diplo.ID{id}}}
		b.equal("found by speaker "+string(id), len(b.statements(f)), want)
	}
	b.equal("the edge's claimants", must(gather(b.ScanEdges(b.ctx)))(t)[0].ClaimedBy, []diplo.ID{"state:IR"})
}

func kinds(changes []diplo.Change) []diplo.ChangeKind {
	var ks []diplo.ChangeKind
	for _, c := range changes {
		ks = append(ks, c.Kind)
	}
	return ks
}

func testBadBatches(t *testing.T, open Open) {
	b := beginTest(t, open)
	w := NewWorld(8)
	b.apply(w.Batch(2))
	before := Export(b, b.Store, true)
	good := func(edit func(*store.Batch)) store.Batch {
		batch := w.Batch(2)
		batch.Evidences = append(batch.Evidences, told("state:FR", "CONDEMNS", "state:IR", "2025-06-01"))
		batch = withPlainProfiles(batch)
		edit(&batch)
		return batch
	}
	foreign := written("elsewhere", "Text.", "2025-06-01", "")
	for _, c := range []struct {
		name string
		code diplo.Code
		edit func(*store.Batch)
	}{
		{"invalid evidence", diplo.BadInput, func(x *store.Batch) { x.Evidences[len(x.Evidences)-1].Confidence = 2 }},
		{"wrong id", diplo.BadInput, func(x *store.Batch) { x.Evidences[len(x.Evidences)-1].ID = "evidence:x" }},
		{"no profile", diplo.BadInput, func(x *store.Batch) {
			x.Evidences = append(x.Evidences, told("state:JP", "CONDEMNS", "state:IR", ""))
		}},
		{"no document", diplo.BadInput, func(x *store.Batch) {
			x.Evidences = append(x.Evidences, told("state:FR", "CONDEMNS", "state:IR", "", in(foreign)))
		}},
		{"quote elsewhere", diplo.BadInput, func(x *store.Batch) {
			x.Documents = append(x.Documents, foreign)
			x.Evidences = append(x.Evidences, told("state:FR", "CONDEMNS", "state:IR", "", in(foreign), func(e *diplo.Evidence) { e.Quote = "Test." }))
		}},
		{"text is not UTF-8", diplo.BadInput, func(x *store.Batch) { x.Documents[0].Text += "\xff" }},
		{"entity of no kind", diplo.BadInput, func(x *store.Batch) { x.Entities[0].Kind = "" }},
		{"judgement of unknown entities", diplo.BadInput, func(x *store.Batch) {
			x.Judgements = []diplo.Judgement{{Verdict: diplo.Same, A: "state:JP", B: "state:KR", By: "ada"}}
		}},
		{"judgement of two kinds", diplo.BadInput, func(x *store.Batch) {
			x.Judgements = []diplo.Judgement{{Verdict: diplo.Same, A: "state:FR", B: "org:EU", By: "ada"}}
		}},
		{"unknown evidence", diplo.NotFound, func(x *store.Batch) { x.RetractEvidences = []diplo.ID{"evidence:none"} }},
		{"unknown document", diplo.NotFound, func(x *store.Batch) { x.DeleteDocuments = []diplo.ID{"document:none"} }},
	} {
		_, err := b.Apply(b.ctx, good(c.edit))
		b.refused(c.name, err, c.code)
		b.equal("the store after "+c.name, Export(b, b.Store, true), before)
	}
}

// testOrder writes the same evidence one by one, all at once and in between, in different orders.
func testOrder(t *testing.T, open Open) {
	w := NewWorld(9)
	whole := w.Batch(8)
	old := whole.Documents[0]
	old.Published = "2025-08-01"
	d, es := w.Version(old, 3) // a version that ends another
	whole = w.withProfiles(store.Batch{Documents: append(whole.Documents, d), Evidences: append(whole.Evidences, es...)})
	var want string
	for i, size := range []int{len(whole.Documents), 1, 3, 1} {
		b := beginTest(t, open)
		documents := slices.Clone(whole.Documents)
		if i > 0 {
			w.Shuffle(len(documents), func(i, j int) { documents[i], documents[j] = documents[j], documents[i] })
		}
		for part := range slices.Chunk(documents, size) {
			b.apply(w.withProfiles(store.Batch{Documents: part, Evidences: slices.DeleteFunc(slices.Clone(whole.Evidences), func(e diplo.Evidence) bool {
				return !slices.ContainsFunc(part, func(d diplo.Document) bool { return d.ID == e.Document && d.Version == e.Version })
			})}))
		}
		got := Timeless(b, Export(b, b.Store, false))
		if i == 0 {
			want = got
		}
		b.equal("export, written in parts", got, want)
	}
}
