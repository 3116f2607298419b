package storetest

import (
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

const (
	anna  diplo.ID = "person:anna-berg"
	anna2 diplo.ID = "person:~anna-berg.unknown"
)

// judged makes a judgement of the two annas.
func judged(v diplo.Verdict, machine bool, at time.Time) store.Batch {
	j := diplo.Judgement{Verdict: v, A: anna, B: anna2, By: "ada", Machine: machine, RecordedAt: at}
	j.Identify()
	return withPlainProfiles(store.Batch{Judgements: []diplo.Judgement{j}})
}

func testJudgements(t *testing.T, open Open) {
	day := diplo.Date("2025-06-01")
	t.Run("JoinAndPart", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(batchOf(evidences(told(anna, "CONDEMNS", "state:RU", day), told(anna2, "CONDEMNS", "state:RU", day.AddDays(1)))))
		b.equal("statements before", len(b.statements(store.Filter{})), 2)
		apart := b.statements(store.Filter{Subject: &store.EntityFilter{IDs: []diplo.ID{anna2}}})[0]
		before := Timeless(b, Export(b, b.Store, false))

		applied := b.apply(judged(diplo.Same, false, start))
		b.equal("Judgements", applied.Judgements, 1)
		s := b.only()
		b.equal("subject", s.Subject, anna)
		b.equal("reports", s.Reports, 2)
		b.equal("the joined id leads to it", must(b.StatementsByID(b.ctx, []diplo.ID{apart.ID}))(b)[0].ID, s.ID)
		b.equal("Canonical", must(b.Identity(b.ctx))(b).Canonical(anna2), anna)
		edges := must(gather(b.ScanEdges(b.ctx)))(b)
		if len(edges) != 1 || edges[0].From != anna {
			b.Errorf("edges: %+v", edges)
		}
		b.equal("the same judgement again", b.apply(judged(diplo.Same, false, start)), store.Applied{})

		b.apply(judged(diplo.Different, false, start.Add(time.Hour)))
		b.equal("statements after", len(b.statements(store.Filter{})), 2)
		b.equal("the parted id stands for itself", must(b.StatementsByID(b.ctx, []diplo.ID{apart.ID}))(b)[0].ID, apart.ID)
		b.equal("everything but the judgements", withoutKind(b, Timeless(b, Export(b, b.Store, false)), "judgement"), withoutKind(b, before, "judgement"))
	})
	t.Run("AMachineNeverOverridesAPerson", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(batchOf(evidences(told(anna, "CONDEMNS", "state:RU", day), told(anna2, "CONDEMNS", "state:RU", day))))
		b.apply(judged(diplo.Different, false, start))
		b.apply(judged(diplo.Same, true, start.Add(time.Hour)))
		b.equal("statements", len(b.statements(store.Filter{})), 2)
		b.apply(judged(diplo.Same, false, start.Add(2*time.Hour)))
		b.equal("statements after a person's second thought", len(b.statements(store.Filter{})), 1)
	})
	t.Run("BeforeTheEvidence", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(judged(diplo.Same, false, start))
		b.apply(batchOf(evidences(told(anna2, "CONDEMNS", "state:RU", day))))
		b.equal("subject", b.only().Subject, anna)
		b.equal("profile under the id asked for", must(b.EntitiesByID(b.ctx, []diplo.ID{anna2}))(b)[0].ID, anna2)
	})
	t.Run("BothEndsOneEntityTellsNothing", func(t *testing.T) {
		b := beginTest(t, open)
		e := told(anna, "SPOKE_WITH", anna2, day)
		b.apply(batchOf(evidences(e)))
		applied := b.apply(judged(diplo.Same, false, start))
		b.equal("changes", kinds(applied.Changes), []diplo.ChangeKind{diplo.RetractedBy})
		b.equal("statements", len(b.statements(store.Filter{IncludeRetracted: true})), 0)
		b.equal("the evidence stays", must(b.EvidencesByID(b.ctx, []diplo.ID{e.ID}))(b)[0].ID, e.ID)
		b.apply(judged(diplo.Different, false, start.Add(time.Hour)))
		b.equal("type", b.only().Type, e.Type)
	})
	t.Run("PolitiesAndClaimantsFollow", func(t *testing.T) {
		b := beginTest(t, open)
		speaks := func(e *diplo.Evidence) {
			e.Attribution = []diplo.Attribution{{Role: diplo.Speaker, Name: "Anna", Entity: anna2}}
			e.Act = &diplo.Act{ID: "act:1", Parts: []diplo.Part{{Role: diplo.Host, Entity: Ref(anna2)}, {Role: diplo.Host, Entity: Ref(anna)}}}
		}
		b.apply(batchOf(evidences(told("person:ivan-orlov", "CONDEMNS", "state:UA", day, actingFor("org:~corps"), speaks))))
		j := diplo.Judgement{Verdict: diplo.Same, A: "org:CORPS", B: "org:~corps", By: "ada"}
		b.apply(withPlainProfiles(store.Batch{Judgements: []diplo.Judgement{j}}))
		b.equal("polity", b.only().SubjectPolity, diplo.ID("org:CORPS"))
		b.apply(judged(diplo.Same, false, start))
		s := b.only()
		b.equal("polity", s.SubjectPolity, diplo.ID("org:CORPS"))
		b.equal("claimant", s.ClaimedBy, []diplo.ID{anna})
		b.equal("by polity", len(must(b.Statements(b.ctx, store.Query{RollUp: store.ByPolity, Filter: store.Filter{
			Subject: &store.EntityFilter{IDs: []diplo.ID{"org:CORPS"}}, Speaker: &store.EntityFilter{IDs: []diplo.ID{anna}}}}))(b).Statements), 1)
		b.equal("act", must(b.ActsByID(b.ctx, []diplo.ID{"act:1"}))(b), []diplo.Act{{ID: "act:1", Parts: []diplo.Part{{Role: diplo.Host, Entity: Ref(anna)}}}})
	})
	t.Run("ARetractedOneDoesNotCount", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(batchOf(evidences(told(anna2, "CONDEMNS", "state:RU", day))))
		b.apply(judged(diplo.Same, false, start))
		b.equal("subject", b.only().Subject, anna)
		gone := judged(diplo.Same, false, start)
		gone.Judgements[0].RetractedAt = &start
		b.apply(gone)
		b.equal("subject after the judgement was retracted", b.only().Subject, anna2)
		b.equal("Canonical", must(b.Identity(b.ctx))(b).Canonical(anna2), anna2)
		b.apply(batchOf(evidences(told(anna2, "ATTACKS", "state:RU", day))))
		b.equal("statements of its own", len(b.statements(store.Filter{Subject: &store.EntityFilter{IDs: []diplo.ID{anna2}}})), 2)
	})
}
