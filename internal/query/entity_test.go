package query_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/query/querytest"
	"github.com/demarche/demarche/internal/store"
)

// TestEntityNamed holds whom names mean, those that nothing in the store mentions among them.
func TestEntityNamed(t *testing.T) {
	s := world(t)
	for name, want := range map[string]diplo.ID{
		"Russia": "state:RU", "Moscow": "state:RU", "the Kremlin": "state:RU", "RUS": "state:RU", "state:RU": "state:RU",
		"Vladimir Putin": "person:vladimir-putin", "UN": "org:UN", "Fiji": "state:FJ", "Twelve-Day War": "conflict:iran-israel-2025",
		"Ruritania": "", "": "", "state:ZZ": "",
	} {
		e, err := s.EntityNamed(t.Context(), name)
		if err != nil || e.ID != want {
			t.Errorf("%q is %s (%v), want %s", name, e.ID, err, want)
		}
	}
	_, err := s.EntityNamed(t.Context(), "Kim")
	if diplo.CodeOf(err) != diplo.Ambiguous || !strings.Contains(err.Error(), "person:kim-jong-un") {
		t.Errorf("Kim: %v, want AMBIGUOUS with the candidates", err)
	}
}

// TestResolveOnADay holds that an office leads to whoever held it on the day.
func TestResolveOnADay(t *testing.T) {
	s := world(t)
	for day, want := range map[diplo.Date]diplo.ID{"2025-06-19": "person:emmanuel-macron", "2010-06-19": "person:nicolas-sarkozy"} {
		matches, err := s.Resolve(t.Context(), "the French president", day)
		if err != nil || len(matches) == 0 || matches[0].ID != want || matches[0].Office == nil {
			t.Errorf("on %s: %+v (%v), want %s by office", day, matches, err, want)
		}
	}
}

// TestNamesakesInTheNews holds that somebody unknown who bears a known name does not make that name ambiguous, while
// resolve tells of both, and that a name nobody else bears leads to the unknown one.
func TestNamesakesInTheNews(t *testing.T) {
	s, g := emptyStore(t), openGazetteer(t)
	namesake := diplo.Entity{Ref: diplo.Ref{ID: "person:~israel.unknown", Kind: diplo.Person, Name: "Israel"}, Aliases: []string{"Izzy of Haifa"}}
	if _, err := s.Apply(t.Context(), store.Batch{Entities: []diplo.Entity{namesake}}); err != nil {
		t.Fatal(err)
	}
	q := query.New(s, g, nil)
	for name, want := range map[string]diplo.ID{"Israel": "state:IL", "izzy of haifa": namesake.ID} {
		if e, err := q.EntityNamed(t.Context(), name); err != nil || e.ID != want {
			t.Errorf("%q is %s (%v), want %s", name, e.ID, err, want)
		}
	}
	if matches, err := q.Resolve(t.Context(), "Israel", ""); err != nil || len(matches) != 2 {
		t.Errorf("resolve tells %+v (%v), want both", matches, err)
	}
}

// TestJudgedSame holds that two ids judged to be one entity are one in every question.
func TestJudgedSame(t *testing.T) {
	s, g := emptyStore(t), openGazetteer(t)
	querytest.Fill(t, s, g)
	stranger := diplo.Entity{Ref: diplo.Ref{ID: "person:~w-putin.RU", Kind: diplo.Person, Name: "W. Putin"}}
	same := diplo.Judgement{Verdict: diplo.Same, A: stranger.ID, B: "person:vladimir-putin", By: "a reader", RecordedAt: time.Date(2025, 6, 21, 0, 0, 0, 0, time.UTC)}
	same.Identify()
	if _, err := s.Apply(t.Context(), store.Batch{Entities: []diplo.Entity{stranger}, Judgements: []diplo.Judgement{same}}); err != nil {
		t.Fatal(err)
	}
	q := query.New(s, g, nil)
	found, err := q.Entities(t.Context(), []diplo.ID{stranger.ID, "state:ZZ", "state:FJ"})
	if err != nil {
		t.Fatal(err)
	}
	if found[0].ID != "person:vladimir-putin" || !slices.Contains(found[0].Aliases, "W. Putin") {
		t.Errorf("the stranger is %+v", found[0])
	}
	if found[1].ID != "" || found[2].Name != "Fiji" {
		t.Errorf("unknown and known to the gazetteer alone: %+v", found[1:])
	}
	for _, who := range []*query.EntityFilter{{IDs: []diplo.ID{stranger.ID}}, names("W. Putin")} {
		page, err := q.Statements(t.Context(), query.StatementAsk{Filter: &query.Filter{Subject: who, Types: []diplo.Type{"OFFERS_MEDIATION"}}})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"person:vladimir-putin OFFERS_MEDIATION conflict:iran-israel"}, shorts(page.Nodes())); diff != "" {
			t.Error(diff)
		}
	}
}

// TestJudgedMeanwhile holds that a service that remembers who is who sees what others judge after it was asked.
func TestJudgedMeanwhile(t *testing.T) {
	s, g := emptyStore(t), openGazetteer(t)
	querytest.Fill(t, s, g)
	stranger := diplo.Entity{Ref: diplo.Ref{ID: "person:~w-putin.RU", Kind: diplo.Person, Name: "W. Putin"}}
	same := diplo.Judgement{Verdict: diplo.Same, A: stranger.ID, B: "person:vladimir-putin", By: "a reader", RecordedAt: time.Date(2025, 6, 21, 0, 0, 0, 0, time.UTC)}
	same.Identify()
	retracted := same
	retractedAt := same.RecordedAt.AddDate(0, 0, 1)
	retracted.RetractedAt = &retractedAt
	q := query.New(s, g, nil)
	for _, step := range []struct {
		batch store.Batch
		want  []string
	}{
		{store.Batch{Entities: []diplo.Entity{stranger}}, []string{}},
		{store.Batch{Judgements: []diplo.Judgement{same}}, []string{"person:vladimir-putin OFFERS_MEDIATION conflict:iran-israel"}},
		{store.Batch{Judgements: []diplo.Judgement{retracted}}, []string{}},
	} {
		if _, err := s.Apply(t.Context(), step.batch); err != nil {
			t.Fatal(err)
		}
		for _, service := range []*query.Service{q, q.Operation(), q} {
			for _, who := range []*query.EntityFilter{{IDs: []diplo.ID{stranger.ID}}, names("W. Putin"), names("W. Putin", "Vladimir Putin")} {
				page, err := service.Statements(t.Context(), query.StatementAsk{
					Filter: &query.Filter{Subject: who, Types: []diplo.Type{"OFFERS_MEDIATION"}}, With: query.With{Entities: store.Whole}})
				if err != nil {
					t.Fatal(err)
				}
				want := step.want
				if len(who.Names) == 2 { // Putin himself is asked for too
					want = []string{"person:vladimir-putin OFFERS_MEDIATION conflict:iran-israel"}
				}
				if diff := cmp.Diff(want, shorts(page.Nodes())); diff != "" {
					t.Errorf("%+v: %s", who, diff)
				}
				for id, e := range page.Entities {
					if alone, err := service.Entities(t.Context(), []diplo.ID{id}); err != nil || !cmp.Equal(alone[0], e) {
						t.Errorf("%s came as %+v and is %+v (%v)", id, e, alone, err)
					}
				}
			}
		}
	}
}

// TestEvidence holds the order of a statement's evidence and its pages.
func TestEvidence(t *testing.T) {
	s := world(t)
	page, err := s.Statements(t.Context(), query.StatementAsk{Filter: &query.Filter{Types: []diplo.Type{"CONDEMNS"}, Subject: &query.EntityFilter{IDs: []diplo.ID{"state:RU"}}}})
	if err != nil {
		t.Fatal(err)
	}
	ids := []diplo.ID{page.Nodes()[0].ID, "statement:none"}
	one := 1
	first, err := s.EvidenceOf(t.Context(), ids, query.PageAsk{First: &one}, 5)
	if err != nil {
		t.Fatal(err)
	}
	if got := first[0]; got.Total != 2 || !got.HasNext || got.Nodes()[0].Quote != "Russia on 13 June condemned Israel" {
		t.Errorf("newest first: %+v", got)
	}
	if len(first[1].Edges) != 0 || first[1].Total != 0 {
		t.Errorf("of no statement: %+v", first[1])
	}
	next, err := s.EvidenceOf(t.Context(), ids, query.PageAsk{After: first[0].Edges[0].Cursor}, 5)
	if err != nil || next[0].HasNext || next[0].Nodes()[0].Quote != "Moscow denounced the Israeli strikes on Iran on 13 June" {
		t.Errorf("the next: %+v, %v", next, err)
	}
}
