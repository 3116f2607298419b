package storetest

import (
	"fmt"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// testBeside holds that a page brings with it what the separate calls give, and the revision of the judgements.
func testBeside(t *testing.T, open Open) {
	t.Run("EqualsTheSeparateCalls", func(t *testing.T) {
		b := beginTest(t, open)
		b.lived(21)
		for _, with := range []store.With{
			{}, {Total: true}, {Evidence: 1}, {Evidence: 3, Documents: store.Whole}, {Entities: store.Whole}, {Documents: store.Whole},
			{Evidence: 3, Documents: store.Head, Entities: store.Head}, {Total: true, Evidence: 2, Documents: store.Whole, Entities: store.Whole},
		} {
			for _, q := range []store.Query{
				{}, {Page: store.Page{Limit: 3}}, {Page: store.Page{Limit: 3, Backward: true}}, {Filter: store.Filter{IncludeRetracted: true}},
				{RollUp: store.ByPolity}, {Filter: store.Filter{Types: []diplo.Type{}}}, {Filter: store.Filter{Text: store.Tokens("again")}},
			} {
				q.With = with
				got := must(b.Statements(b.ctx, q))(t)
				want := must(separately(b.ctx, b.Store, q, got.Statements))(t)
				if with.Total {
					total, _, err := b.Count(b.ctx, q.Filter, q.RollUp)
					want.Total = must(total, err)(t)
				}
				b.equal(fmt.Sprintf("%+v", q), got, want)
			}
		}
	})
	t.Run("OlderVersionsBringNoDocument", func(t *testing.T) {
		b := beginTest(t, open)
		old := written("story", "Russia condemned Ukraine.", "2025-06-11", "")
		b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-10", in(old))), old))
		everything := store.Query{Filter: store.Filter{IncludeRetracted: true}, With: store.With{Evidence: 5, Documents: store.Whole}}
		b.equal("documents", len(must(b.Statements(b.ctx, everything))(t).Documents), 1)
		b.apply(store.Batch{Documents: []diplo.Document{written("story", "Nothing happened.", "2025-06-12", "")}})
		page := must(b.Statements(b.ctx, everything))(t)
		b.equal("evidence", len(page.Evidence[0].Evidence), 1)
		b.equal("documents", len(page.Documents), 0)
	})
	t.Run("RevisionOfTheJudgements", func(t *testing.T) {
		b := beginTest(t, open)
		revision := func() store.Revision {
			t.Helper()
			r := must(b.Statements(b.ctx, store.Query{}))(t).Judgements
			b.equal("the identity's", must(b.Identity(b.ctx))(t).Revision, r)
			return r
		}
		b.equal("without judgements", revision(), store.Revision(""))
		j := NewWorld(22).Judgement(b.clock.tick())
		b.apply(withPlainProfiles(store.Batch{Judgements: []diplo.Judgement{j}}))
		first := revision()
		b.apply(NewWorld(23).Batch(2))
		b.apply(store.Batch{Judgements: []diplo.Judgement{j}})
		b.equal("after what is no new judgement", revision(), first)
		now := b.clock.tick()
		j.RetractedAt = &now
		b.apply(store.Batch{Judgements: []diplo.Judgement{j}})
		if second := revision(); first == "" || second == "" || second == first {
			t.Errorf("revision %q, after a retraction %q", first, second)
		}
	})
}
