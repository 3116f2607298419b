package storetest

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// testDifferential lets a store and the model live through the same random histories and compares every answer.
func testDifferential(t *testing.T, open Open) {
	seeds := []uint64{1, 2, 3, 4, uint64(time.Now().UnixNano())}
	for i, seed := range seeds {
		t.Run(fmt.Sprintf("History%d", i+1), func(t *testing.T) {
			c := newClock()
			h := &history{T: t, ctx: t.Context(), seed: seed, world: NewWorld(seed), clock: c, model: NewModel(c.options()), store: open(t, c.options())}
			must(secondOf(h.model.Migrate(h.ctx)))(t)
			for range 20 {
				h.step()
				h.ask()
			}
			h.compareAll()
		})
	}
}

func secondOf[A, B any](_ A, b B, err error) (B, error) { return b, err }

// history is a random sequence of batches and questions.
type history struct {
	*testing.T
	ctx       context.Context
	seed      uint64
	world     *World
	clock     *clock
	model     *Model
	store     store.Store
	batches   []store.Batch
	documents []diplo.Document
	evidences []diplo.Evidence
}

// step applies one random batch to both.
func (h *history) step() {
	h.clock.tick()
	b := h.batch()
	h.documents, h.evidences = append(h.documents, b.Documents...), append(h.evidences, b.Evidences...)
	h.batches = append(h.batches, b)
	want, wantErr := h.model.Apply(h.ctx, b)
	got, err := h.store.Apply(h.ctx, b)
	h.same("Apply", want, got, wantErr, err)
}

func (h *history) batch() store.Batch {
	w := h.world
	if len(h.evidences) == 0 {
		return w.Batch(3)
	}
	old, e := pick(w, h.documents...), pick(w, h.evidences...)
	switch w.IntN(12) {
	case 0: // again
		return pick(w, h.batches...)
	case 1, 2: // another version, later or earlier
		old.Published, old.RecordedAt = w.day(), start.Add(-time.Hour*time.Duration(w.IntN(3)))
		d, es := w.Version(old, 3)
		return w.withProfiles(store.Batch{Documents: []diplo.Document{d}, Evidences: es})
	case 3:
		return store.Batch{RetractEvidences: []diplo.ID{e.ID, pick(w, h.evidences...).ID}}
	case 4:
		return store.Batch{DeleteDocuments: []diplo.ID{old.ID}}
	case 5, 6:
		return w.withProfiles(store.Batch{Judgements: []diplo.Judgement{w.Judgement(h.clock.tick())}})
	case 7: // refused
		b := w.Batch(2)
		b.RetractEvidences = []diplo.ID{"evidence:unheard-of"}
		return b
	case 8: // all at once
		b := w.Batch(2)
		b.Judgements, b.RetractEvidences, b.DeleteDocuments = []diplo.Judgement{w.Judgement(h.clock.tick())}, []diplo.ID{e.ID}, []diplo.ID{b.Documents[0].ID}
		return w.withProfiles(b)
	}
	return w.Batch(1 + w.IntN(3))
}

// ask asks both random questions.
func (h *history) ask() {
	w := h.world
	f, roll := w.filter(2), pick(w, store.AsStated, store.ByPolity)
	order := store.Order{Field: pick(w, store.Occurred, store.Recorded, store.Support), Ascending: w.IntN(2) == 0}
	all := must(h.model.Statements(h.ctx, store.Query{Filter: f, RollUp: roll, Order: order}))(h).Statements
	page := store.Page{Backward: w.IntN(2) == 0, Limit: w.IntN(4)}
	for _, bound := range []**store.Place{&page.After, &page.Before} {
		if len(all) > 0 && w.IntN(2) == 0 {
			p := store.PlaceOf(pick(w, all...), order.Field)
			*bound = &p
		}
	}
	beside := store.With{Total: w.IntN(2) == 0, Evidence: w.IntN(3), Documents: pick(w, store.Nothing, store.Head, store.Whole), Entities: pick(w, store.Nothing, store.Head, store.Whole)}
	both(h, "Statements", func(s store.Store) (store.StatementPage, error) {
		found, err := s.Statements(h.ctx, store.Query{Filter: f, RollUp: roll, Order: order, Page: page, With: beside})
		found.Judgements = "" // each store's own
		return found, err
	})
	both(h, "Count", func(s store.Store) ([2]int, error) {
		n, acts, err := s.Count(h.ctx, f, roll)
		return [2]int{n, acts}, err
	})
	limit := w.IntN(5)
	both(h, "Dyads", func(s store.Store) ([]store.Dyad, error) { return s.Dyads(h.ctx, f, roll, limit) })
	interval := pick(w, store.ByDay, store.ByWeek, store.ByMonth, store.ByYear)
	both(h, "Timeline", func(s store.Store) ([]store.Point, error) { return s.Timeline(h.ctx, f, roll, interval) })
	publisher := pick(w, "", "THE courier", "wire", "nobody", "—")
	both(h, "Documents", func(s store.Store) ([]diplo.Document, error) {
		return s.Documents(h.ctx, publisher, store.Page{Limit: page.Limit, Backward: page.Backward})
	})
	h.fetch(all)
}

// fetch asks both by id.
func (h *history) fetch(statements []diplo.Statement) {
	ids := []diplo.ID{"", "statement:unheard-of"}
	for _, s := range statements {
		ids = append(ids, s.ID)
	}
	for _, c := range must(h.model.Changes(h.ctx, 0, 0))(h) { // among them those that no longer stand
		ids = append(ids, c.Statement)
	}
	both(h, "StatementsByID", func(s store.Store) ([]diplo.Statement, error) { return s.StatementsByID(h.ctx, ids) })
	page := store.Page{Limit: h.world.IntN(3), Backward: h.world.IntN(2) == 0}
	both(h, "EvidenceOf", func(s store.Store) ([]store.EvidencePage, error) {
		return s.EvidenceOf(h.ctx, ids[:min(len(ids), 12)], page)
	})
	var acts []diplo.ID
	for _, e := range h.evidences {
		if e.Act != nil {
			acts = append(acts, e.Act.ID)
		}
	}
	both(h, "ActsByID", func(s store.Store) ([]diplo.Act, error) { return s.ActsByID(h.ctx, acts) })
	both(h, "Stats", func(s store.Store) (store.Stats, error) { return s.Stats(h.ctx) })
	both(h, "Identity", func(s store.Store) (map[diplo.ID]diplo.ID, error) {
		x, err := s.Identity(h.ctx)
		canonical := map[diplo.ID]diplo.ID{}
		for _, e := range h.world.Entities {
			canonical[e.ID] = x.Canonical(e.ID)
		}
		return canonical, err
	})
}

// compareAll compares everything that both hold.
func (h *history) compareAll() {
	both(h, "ScanDocuments", func(s store.Store) ([]diplo.Document, error) { return gather(s.ScanDocuments(h.ctx)) })
	both(h, "ScanEntities", func(s store.Store) ([]diplo.Entity, error) { return gather(s.ScanEntities(h.ctx)) })
	both(h, "ScanEvidences", func(s store.Store) ([]diplo.Evidence, error) { return gather(s.ScanEvidences(h.ctx)) })
	both(h, "ScanJudgements", func(s store.Store) ([]diplo.Judgement, error) { return gather(s.ScanJudgements(h.ctx)) })
	both(h, "ScanStatements", func(s store.Store) ([]diplo.Statement, error) { return gather(s.ScanStatements(h.ctx)) })
	both(h, "ScanEdges", func(s store.Store) ([]diplo.Edge, error) { return gather(s.ScanEdges(h.ctx)) })
	both(h, "ScanSuperseded", func(s store.Store) ([][2]diplo.ID, error) { return gather(s.ScanSuperseded(h.ctx)) })
	both(h, "Changes", func(s store.Store) ([]diplo.Change, error) { return s.Changes(h.ctx, 3, 0) })
	both(h, "Export", func(s store.Store) (string, error) {
		var out bytes.Buffer
		err := store.Export(h.ctx, s, &out, true)
		return out.String(), err
	})
}

// both asks the model and the store the same and compares the answers.
func both[T any](h *history, what string, ask func(s store.Store) (T, error)) {
	h.Helper()
	want, wantErr := ask(h.model)
	got, err := ask(h.store)
	h.same(what, want, got, wantErr, err)
}

func (h *history) same(what string, want, got any, wantErr, err error) {
	h.Helper()
	diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-12))
	if diplo.CodeOf(err) != diplo.CodeOf(wantErr) || diff != "" {
		h.Fatalf("seed %d, after %d batches: %s: error %v, the model's %v; (-model +store):\n%s", h.seed, len(h.batches), what, err, wantErr, diff)
	}
}

// gather reads a whole scan.
func gather[T any](scan iter.Seq2[T, error]) (all []T, err error) {
	for v, err := range scan {
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// filter makes a random filter with up to depth levels of nesting. Fields are mostly unset, so that something matches.
func (w *World) filter(depth int) store.Filter {
	var f store.Filter
	for range w.IntN(4) {
		w.narrow(&f)
	}
	if depth > 0 && w.IntN(3) == 0 {
		nested := []store.Filter{w.filter(depth - 1), w.filter(depth - 1)}[:pick(w, 0, 1, 2, 2)]
		*pick(w, &f.AllOf, &f.AnyOf, &f.NoneOf) = nested
	}
	return f
}

// narrow sets one random field.
func (w *World) narrow(f *store.Filter) {
	yes := w.IntN(2) == 0
	switch w.IntN(18) {
	case 0:
		f.Types = []diplo.Type{"CONDEMNS", "SPOKE_WITH", "NO_TYPE"}[:w.IntN(4)]
	case 1:
		f.Subject = w.entityFilter()
	case 2:
		f.Object = w.entityFilter()
	case 3:
		f.Either = w.entityFilter()
	case 4:
		f.Since = w.day()
	case 5:
		f.Until = w.day()
	case 6:
		f.Undated = pick(w, store.Include, store.Exclude, store.Only)
	case 7:
		f.Modality = []diplo.Modality{diplo.Actual, diplo.Planned}[:w.IntN(3)]
	case 8:
		f.Polarity = []diplo.Polarity{diplo.Positive}
	case 9:
		f.Basis = []diplo.EvidenceBasis{diplo.FromRow, diplo.FromHand, diplo.FromText}[:w.IntN(4)]
	case 10:
		f.MinOrigins, f.MinSupport = w.IntN(3), float64(w.IntN(10))/10
	case 11:
		f.Speaker = w.entityFilter()
	case 12:
		f.Attributed = &yes
	case 13:
		f.Contested = &yes
	case 14:
		f.Publisher = pick(w, "Wire", "The courier", "—")
	case 15:
		f.Text = slices.Clone(pick(w, []string{"geneve"}, []string{"again", "name"}, []string{"friday", "ru"}, []string{"Again"}, []string{"on friday"}, []string{}))
	case 16:
		f.RecordedSince = start.Add(time.Duration(w.IntN(30)-3) * time.Second)
	case 17:
		f.IncludeRetracted = true
	}
}

func (w *World) entityFilter() *store.EntityFilter {
	var f store.EntityFilter
	switch w.IntN(4) {
	case 0:
		f.IDs = []diplo.ID{pick(w, w.Entities...).ID, pick(w, w.Entities...).ID}[:w.IntN(3)]
	case 1:
		f.Kinds = []diplo.Kind{diplo.State, diplo.Organization, diplo.Person, diplo.Conflict}[w.IntN(4):]
	case 2:
		f.MemberOf = pick[diplo.ID](w, "org:EU", "org:UN", "org:none")
	}
	return &f
}
