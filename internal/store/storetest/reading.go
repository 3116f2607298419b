package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func testReading(t *testing.T, open Open) {
	t.Run("ByID", func(t *testing.T) {
		b := beginTest(t, open)
		story := written("story", "Russia condemned Ukraine — “twice”.\r\n\x00", "2025-06-11", "Wire")
		e := told("state:RU", "CONDEMNS", "state:UA", "2025-06-10", in(story), func(e *diplo.Evidence) {
			e.Act = &diplo.Act{ID: "act:1", Parts: []diplo.Part{{Role: diplo.Venue, Entity: Ref("state:FR")}}}
			e.Attribution = []diplo.Attribution{{Role: diplo.Outlet, Name: "Wire", FromHeader: true}, {Role: diplo.Speaker, Name: "Ivan", Entity: "person:ivan-orlov"}}
			e.Extractor, e.Rule, e.Occurred.Words = "rules", "r1", "on Tuesday"
		})
		b.apply(batchOf(evidences(e), story))
		s := b.only()
		e.RecordedAt, story.RecordedAt = b.clock.now, b.clock.now
		want := diplo.Fold(evidences(e), diplo.Identity{})[0]
		none := diplo.ID("none")
		b.equal("statements", must(b.StatementsByID(b.ctx, []diplo.ID{none, s.ID, s.ID, ""}))(t), []diplo.Statement{{}, want, want, {}})
		b.equal("evidences", must(b.EvidencesByID(b.ctx, []diplo.ID{e.ID, none, e.ID}))(t), []diplo.Evidence{e, {}, e})
		b.equal("documents", must(b.DocumentsByID(b.ctx, []diplo.ID{none, story.ID}))(t), []diplo.Document{{}, story})
		profile := Profile("state:RU")
		profile.RecordedAt = b.clock.now
		b.equal("entities", must(b.EntitiesByID(b.ctx, []diplo.ID{"state:RU", none}))(t), []diplo.Entity{profile, {}})
		b.equal("no ids", len(must(b.StatementsByID(b.ctx, nil))(t)), 0)
		b.equal("acts", must(b.ActsByID(b.ctx, []diplo.ID{none, "act:1"}))(t), []diplo.Act{{}, *e.Act})
		b.apply(store.Batch{RetractEvidences: []diplo.ID{e.ID}})
		b.equal("an act without evidence in force", must(b.ActsByID(b.ctx, []diplo.ID{"act:1"}))(t), []diplo.Act{{}})
	})
	t.Run("ActsAreJoinedOverEvidence", func(t *testing.T) {
		b := beginTest(t, open)
		part := func(role diplo.ActRole, id diplo.ID) diplo.Part {
			return diplo.Part{Role: role, Entity: diplo.Ref{ID: id, Kind: id.Kind(), Name: "called " + string(id)}}
		}
		with := func(parts ...diplo.Part) func(*diplo.Evidence) {
			return func(e *diplo.Evidence) { e.Act = &diplo.Act{ID: "act:1", Parts: parts} }
		}
		b.apply(batchOf(evidences(
			told("state:RU", "MET_WITH", "state:UA", "2025-06-01", with(part(diplo.Participant, "state:UA"), part(diplo.Participant, "state:RU"))),
			told("state:RU", "MET_WITH", "state:IR", "2025-06-01", with(part(diplo.Participant, "state:RU"), part(diplo.Host, "state:FR"))),
		)))
		b.equal("parts", must(b.ActsByID(b.ctx, []diplo.ID{"act:1"}))(t)[0].Parts, []diplo.Part{
			{Role: diplo.Host, Entity: Ref("state:FR")}, {Role: diplo.Participant, Entity: Ref("state:RU")}, {Role: diplo.Participant, Entity: Ref("state:UA")},
		})
	})
	t.Run("EvidenceOf", func(t *testing.T) { testEvidenceOf(t, open) })
	t.Run("EntitiesNamed", func(t *testing.T) {
		b := beginTest(t, open)
		fr := Profile("state:FR")
		fr.Name, fr.Aliases = "France", []string{"The French Republic", "Françe"}
		twin := Profile("org:~france")
		twin.Name = "FRANCE"
		b.apply(store.Batch{Entities: []diplo.Entity{fr, twin}})
		for name, want := range map[string][]diplo.ID{
			"france": {"org:~france", "state:FR"}, " Francé! ": {"org:~france", "state:FR"}, "French republic": {"state:FR"},
			"the france": {"org:~france", "state:FR"}, "Fran": nil, "": nil, "?": nil, "%": nil,
		} {
			var got []diplo.ID
			for _, e := range must(b.Store.EntitiesNamed(b.ctx, name))(t) {
				got = append(got, e.ID)
			}
			b.equal(name, got, want)
		}
	})
	t.Run("Documents", func(t *testing.T) { testDocumentList(t, open) })
	t.Run("Stats", func(t *testing.T) {
		b := beginTest(t, open)
		b.equal("of an empty store", must(b.Stats(b.ctx))(t), store.Stats{})
		groupWorld(b)
		b.equal("of one", must(b.Stats(b.ctx))(t), store.Stats{Entities: 5, Evidences: 6, Statements: 5, Acts: 1, LastChange: 5})
	})
}

func testEvidenceOf(t *testing.T, open Open) {
	b := beginTest(t, open)
	var documents []diplo.Document
	var es []diplo.Evidence
	for i := range 7 { // published on three days, one without a date
		d := written(fmt.Sprint(i), "Russia condemned Ukraine.", diplo.Date(fmt.Sprintf("2025-06-1%d", i%3)), "")
		if i == 6 {
			d.Published = ""
		}
		documents = append(documents, d)
		es = append(es, told("state:RU", "CONDEMNS", "state:UA", "2025-06-10", in(d)))
	}
	es = append(es, told("state:RU", "ATTACKS", "state:UA", "2025-06-10"))
	b.apply(batchOf(es, documents...))
	s := b.statements(store.Filter{Types: []diplo.Type{"CONDEMNS"}})[0]
	other := b.statements(store.Filter{Types: []diplo.Type{"ATTACKS"}})[0]

	all := must(b.EvidenceOf(b.ctx, []diplo.ID{"none", s.ID, other.ID}, store.Page{}))(t)
	b.equal("totals", []int{all[0].Total, all[1].Total, all[2].Total}, []int{0, 7, 1})
	list := all[1].Evidence
	if len(list) != 7 || list[0].Published != "2025-06-12" || list[6].Published != "" || !slices.IsSortedFunc(list, func(x, y diplo.Evidence) int {
		return -compareStrings(string(x.Published), string(y.Published), string(x.ID), string(y.ID))
	}) {
		t.Fatalf("not newest first: %+v", list)
	}
	place := func(e diplo.Evidence) *store.Place { return &store.Place{Key: string(e.Published), ID: e.ID} }
	for _, c := range []struct {
		page store.Page
		want []diplo.Evidence
	}{
		{store.Page{Limit: 3}, list[:3]},
		{store.Page{Limit: 3, After: place(list[2])}, list[3:6]},
		{store.Page{Limit: 3, Backward: true}, list[4:]},
		{store.Page{Limit: 2, Backward: true, Before: place(list[4])}, list[2:4]},
	} {
		got := must(b.EvidenceOf(b.ctx, []diplo.ID{s.ID}, c.page))(t)[0]
		b.equal("page", got.Evidence, c.want)
		b.equal("total", got.Total, 7)
	}
	b.apply(store.Batch{RetractEvidences: []diplo.ID{list[0].ID, other.Evidence[0]}})
	after := must(b.EvidenceOf(b.ctx, []diplo.ID{s.ID, other.ID}, store.Page{Limit: 1}))(t)
	b.equal("in force", after[0].Total, 6)
	if after[1].Total != 1 || after[1].Evidence[0].RetractedAt == nil {
		t.Errorf("evidence of a retracted statement: %+v", after[1])
	}
}

func compareStrings(a, b, c, d string) int {
	switch {
	case a < b || a == b && c < d:
		return -1
	case a == b && c == d:
		return 0
	}
	return 1
}

func testDocumentList(t *testing.T, open Open) {
	b := beginTest(t, open)
	var ds []diplo.Document
	for i := range 6 {
		ds = append(ds, written(fmt.Sprint(i), "Text.", diplo.Date(fmt.Sprintf("2025-06-1%d", i%2)), []string{"The Wire", "wire", "Courier"}[i%3]))
	}
	old := ds[0]
	old.Version, old.Published = "old", "2024-01-01"
	b.apply(store.Batch{Documents: append(ds, old)})
	b.apply(store.Batch{DeleteDocuments: []diplo.ID{ds[5].ID}})
	list := must(b.Documents(b.ctx, "", store.Page{}))(t)
	if len(list) != 5 || !slices.IsSortedFunc(list, func(x, y diplo.Document) int {
		return -compareStrings(string(x.Published), string(y.Published), string(x.ID), string(y.ID))
	}) {
		t.Fatalf("%d documents, or not newest first: %+v", len(list), list)
	}
	b.equal("text", list[0].Text, "Text.")
	b.equal("of a publisher", len(must(b.Documents(b.ctx, "WIRE", store.Page{}))(t)), 4)
	b.equal("of nobody", len(must(b.Documents(b.ctx, "nobody", store.Page{}))(t)), 0)
	b.equal("of a publisher without letters", len(must(b.Documents(b.ctx, "!", store.Page{}))(t)), 0)
	at := store.Place{Key: string(list[1].Published), ID: list[1].ID}
	b.equal("after the second", must(b.Documents(b.ctx, "", store.Page{After: &at, Limit: 2}))(t), list[2:4])
	b.equal("the last two", must(b.Documents(b.ctx, "", store.Page{Backward: true, Limit: 2}))(t), list[3:])
}
