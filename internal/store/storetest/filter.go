package storetest

import (
	"slices"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// filterWorld is a world of five statements, told apart by their types:
//
//	CONDEMNS   anna (for France) -> Russia    10 June, in the story of the Wire: "Anna Berg, in Genève, condemned Russia."
//	SPOKE_WITH anna (for France) – ivan       undated, published 5 June, two origins, said by ivan
//	SANCTIONS  EU -> Russia                   since 1 June, planned
//	ATTACKS    Russia -> Ukraine              1 to 30 June, by hand; denied by Ukraine, so both are contested
//	MEDIATES   France -> RU+UA                unknown, a row of a data set
func filterWorld(b *rig) {
	story := written("story", "Anna Berg, in Genève, condemned Russia.", "2025-06-11", "The Wire")
	report := written("report", "They spoke.", "2025-06-05", "")
	other := written("other", "They did speak.", "2025-06-05", "Courier")
	published := func(e *diplo.Evidence) {
		e.Occurred = diplo.Occurred{Until: e.Published, Basis: diplo.Publication}
		e.Attribution = []diplo.Attribution{{Role: diplo.Speaker, Name: "Ivan", Entity: "person:ivan-orlov"}}
		e.Confidence = 0.9
	}
	spoke := func(d diplo.Document) diplo.Evidence {
		return told(anna, "SPOKE_WITH", "person:ivan-orlov", "", actingFor("state:FR"), in(d), published)
	}
	batch := batchOf(evidences(
		told(anna, "CONDEMNS", "state:RU", "2025-06-10", actingFor("state:FR"), in(story)),
		spoke(report), spoke(other),
		told("org:EU", "SANCTIONS", "state:RU", "", func(e *diplo.Evidence) {
			e.Modality, e.Occurred = diplo.Planned, diplo.Occurred{Since: "2025-06-01", Precision: diplo.Day, Basis: diplo.Explicit}
		}),
		told("state:RU", "ATTACKS", "state:UA", "", func(e *diplo.Evidence) {
			e.Occurred = diplo.Occurred{Since: "2025-06-01", Until: "2025-06-30", Precision: diplo.Month, Basis: diplo.Explicit}
		}),
		told("state:RU", "ATTACKS", "state:UA", "2025-06-01", func(e *diplo.Evidence) { e.Polarity = diplo.Negative }),
		told("state:FR", "MEDIATES", "conflict:RU+UA", "", func(e *diplo.Evidence) { e.Basis = diplo.FromRow }),
	), story, report, other)
	for i := range batch.Entities {
		if id := batch.Entities[i].ID; id == "state:FR" || id == "state:RU" {
			batch.Entities[i].MemberOf = []diplo.Ref{Ref("org:UN")}
		}
	}
	b.apply(batch)
}

func testFilter(t *testing.T, open Open) {
	b := beginTest(t, open)
	filterWorld(b)
	yes, no := true, false
	ids := func(ids ...diplo.ID) *store.EntityFilter { return &store.EntityFilter{IDs: ids} }
	nobody := &store.EntityFilter{IDs: []diplo.ID{}}
	positive := []diplo.Polarity{diplo.Positive}
	const condemns, spoke, sanctions, attacks, mediates = "CONDEMNS", "SPOKE_WITH", "SANCTIONS", "ATTACKS", "MEDIATES"
	type types []diplo.Type
	everything := types{attacks, condemns, mediates, sanctions, spoke}
	for _, c := range []struct {
		name   string
		roll   store.RollUp
		filter store.Filter
		want   types
	}{
		{"nothing asked", "", store.Filter{}, everything},
		{"types", "", store.Filter{Types: types{condemns, spoke}}, types{condemns, spoke}},
		{"no types", "", store.Filter{Types: types{}}, nil},
		{"subject", "", store.Filter{Subject: ids("state:RU")}, types{attacks}},
		{"subject of either side of a symmetric type", "", store.Filter{Subject: ids("person:ivan-orlov")}, nil},
		{"object", "", store.Filter{Object: ids("state:RU")}, types{condemns, sanctions}},
		{"either", "", store.Filter{Either: ids("state:RU")}, types{attacks, condemns, sanctions}},
		{"no ids", "", store.Filter{Either: nobody}, nil},
		{"an entity filter that asks nothing", "", store.Filter{Subject: &store.EntityFilter{}}, everything},
		{"kinds", "", store.Filter{Subject: &store.EntityFilter{Kinds: []diplo.Kind{diplo.Person, diplo.Organization}}}, types{condemns, sanctions, spoke}},
		{"conflicts", "", store.Filter{Object: &store.EntityFilter{Kinds: []diplo.Kind{diplo.Conflict}}}, types{mediates}},
		{"no kinds", "", store.Filter{Subject: &store.EntityFilter{Kinds: []diplo.Kind{}}}, nil},
		{"members", "", store.Filter{Subject: &store.EntityFilter{MemberOf: "org:UN"}}, types{attacks, mediates}},
		{"members among ids", "", store.Filter{Either: &store.EntityFilter{MemberOf: "org:UN", IDs: []diplo.ID{"state:FR", "state:UA"}}}, types{mediates}},
		{"since", "", store.Filter{Since: "2025-06-11", Polarity: positive}, types{attacks, mediates, sanctions}},
		{"until", "", store.Filter{Until: "2025-05-31", Polarity: positive}, types{mediates, spoke}},
		{"a period", "", store.Filter{Since: "2025-06-05", Until: "2025-06-05", Polarity: positive}, types{attacks, mediates, sanctions, spoke}},
		{"a later period", "", store.Filter{Since: "2025-06-06", Until: "2025-06-09", Undated: store.Include, Polarity: positive}, types{attacks, mediates, sanctions}},
		{"dated alone", "", store.Filter{Undated: store.Exclude}, types{attacks, condemns, sanctions}},
		{"undated alone", "", store.Filter{Undated: store.Only}, types{mediates, spoke}},
		{"undated that may lie in a period", "", store.Filter{Undated: store.Only, Since: "2025-06-06"}, types{mediates}},
		{"modality", "", store.Filter{Modality: []diplo.Modality{diplo.Planned, diplo.Hypothetical}}, types{sanctions}},
		{"no modality", "", store.Filter{Modality: []diplo.Modality{}}, nil},
		{"polarity", "", store.Filter{Polarity: []diplo.Polarity{diplo.Negative}}, types{attacks}},
		{"no polarity", "", store.Filter{Polarity: []diplo.Polarity{}}, nil},
		{"basis", "", store.Filter{Basis: []diplo.EvidenceBasis{diplo.FromText, diplo.FromRow}}, types{condemns, mediates, spoke}},
		{"no basis", "", store.Filter{Basis: []diplo.EvidenceBasis{}}, nil},
		{"origins", "", store.Filter{MinOrigins: 2}, types{spoke}},
		{"support", "", store.Filter{MinSupport: 0.75}, types{spoke}},
		{"speaker", "", store.Filter{Speaker: ids("person:ivan-orlov")}, types{spoke}},
		{"speaker of a kind", "", store.Filter{Speaker: &store.EntityFilter{Kinds: []diplo.Kind{diplo.State}}}, nil},
		{"no speaker", "", store.Filter{Speaker: nobody}, nil},
		{"attributed", "", store.Filter{Attributed: &yes}, types{spoke}},
		{"not attributed", "", store.Filter{Attributed: &no, Polarity: positive}, types{attacks, condemns, mediates, sanctions}},
		{"contested", "", store.Filter{Contested: &yes}, types{attacks}},
		{"not contested", "", store.Filter{Contested: &no}, types{condemns, mediates, sanctions, spoke}},
		{"publisher", "", store.Filter{Publisher: "WIRE"}, types{condemns}},
		{"publisher without letters", "", store.Filter{Publisher: "?"}, nil},
		{"document", "", store.Filter{Document: diplo.DocumentID("report")}, types{spoke}},
		{"another document", "", store.Filter{Document: "document:none"}, nil},
		{"a token", "", store.Filter{Text: []string{"geneve"}}, types{condemns}},
		{"tokens in one quote", "", store.Filter{Text: []string{"they", "spoke"}}, types{spoke}},
		{"tokens in two quotes", "", store.Filter{Text: []string{"spoke", "speak"}}, nil},
		{"part of a token", "", store.Filter{Text: []string{"gene"}}, nil},
		{"what is no token", "", store.Filter{Text: []string{"Genève"}}, nil},
		{"a phrase is no token", "", store.Filter{Text: []string{"they spoke"}}, nil},
		{"an operator is a token", "", store.Filter{Text: []string{"they", "or"}}, nil},
		{"punctuation is no token", "", store.Filter{Text: []string{`"`}}, nil},
		{"no tokens", "", store.Filter{Text: []string{}}, nil},
		{"recorded since then", "", store.Filter{RecordedSince: b.clock.now}, everything},
		{"less than a microsecond later", "", store.Filter{RecordedSince: b.clock.now.Add(500 * time.Nanosecond)}, everything},
		{"a microsecond later", "", store.Filter{RecordedSince: b.clock.now.Add(time.Microsecond)}, nil},
		{"all of", "", store.Filter{AllOf: []store.Filter{{Object: ids("state:RU")}, {Types: types{condemns, spoke}}}}, types{condemns}},
		{"any of", "", store.Filter{AnyOf: []store.Filter{{Object: ids("state:RU")}, {Types: types{condemns, spoke}}}}, types{condemns, sanctions, spoke}},
		{"none of", "", store.Filter{NoneOf: []store.Filter{{Object: ids("state:RU")}, {Types: types{attacks, spoke}}}}, types{mediates}},
		{"nested", "", store.Filter{Polarity: positive, AnyOf: []store.Filter{
			{Types: types{attacks}, NoneOf: []store.Filter{{Contested: &no}}},
			{AllOf: []store.Filter{{Either: ids("state:RU")}, {AnyOf: []store.Filter{{Text: []string{"anna"}}, {Types: types{}}}}}}}}, types{attacks, condemns}},
		{"all of no filters", "", store.Filter{AllOf: []store.Filter{}}, nil},
		{"any of no filters", "", store.Filter{AnyOf: []store.Filter{}}, nil},
		{"none of no filters", "", store.Filter{NoneOf: []store.Filter{}}, nil},
		{"a filter that asks nothing, negated", "", store.Filter{NoneOf: []store.Filter{{}}}, nil},
		{"values are values", "", store.Filter{Types: types{"' OR 1=1 --"}, Publisher: `%"`}, nil},
		{"polities", store.ByPolity, store.Filter{}, types{attacks, condemns, mediates, sanctions}},
		{"subject polity", store.ByPolity, store.Filter{Subject: ids("state:FR")}, types{condemns, mediates}},
		{"the person is rolled up", store.ByPolity, store.Filter{Subject: ids(anna)}, nil},
		{"a conflict stays itself", store.ByPolity, store.Filter{Object: ids("conflict:RU+UA")}, types{mediates}},
		{"nested polity", store.ByPolity, store.Filter{AnyOf: []store.Filter{{Subject: ids("state:FR")}, {Object: ids("state:UA")}}}, types{attacks, condemns, mediates}},
	} {
		page, err := b.Statements(b.ctx, store.Query{Filter: c.filter, RollUp: c.roll})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		found := types{}
		for _, s := range page.Statements {
			found = append(found, s.Type)
		}
		slices.Sort(found)
		b.equal(c.name, slices.Compact(found), c.want)
		n, _, err := b.Count(b.ctx, c.filter, c.roll)
		b.equal(c.name+": count", []any{n, err}, []any{len(page.Statements), nil})
	}
	t.Run("Retracted", func(t *testing.T) {
		s := b.statements(store.Filter{Types: types{condemns}})[0]
		b.apply(store.Batch{RetractEvidences: s.Evidence})
		b.equal("in force", len(b.statements(store.Filter{Types: types{condemns}})), 0)
		b.equal("all", len(b.statements(store.Filter{Types: types{condemns}, IncludeRetracted: true})), 1)
		b.equal("only the top level's counts", len(b.statements(store.Filter{AnyOf: []store.Filter{{Types: types{condemns}, IncludeRetracted: true}}})), 0)
	})
}
