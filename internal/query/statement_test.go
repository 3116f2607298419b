package query_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// TestStatements asks the world who did what; the answers were counted by hand from its texts.
func TestStatements(t *testing.T) {
	s := world(t)
	yes := true
	tests := []struct {
		name   string
		filter *query.Filter
		rollUp store.RollUp
		want   []string // newest first
	}{
		{"condemnations of Israel, as stated", &query.Filter{Types: []diplo.Type{"CONDEMNS"}, Object: names("Israel")}, store.AsStated, []string{
			"person:vladimir-putin CONDEMNS state:IL", "person:xi-jinping CONDEMNS state:IL",
			"state:RU CONDEMNS state:IL", "person:maria-zakharova CONDEMNS state:IL", "state:TR CONDEMNS state:IL",
		}},
		{"Russia's condemnations count its officials'", &query.Filter{Types: []diplo.Type{"CONDEMNS"}, Subject: names("the Kremlin")}, store.ByPolity, []string{
			"person:vladimir-putin CONDEMNS state:IL", "state:RU CONDEMNS state:IL", "person:maria-zakharova CONDEMNS state:IL",
		}},
		{"a symmetric statement is found from either end", &query.Filter{Subject: names("Xi Jinping"), Types: []diplo.Type{"SPOKE_WITH"}}, store.AsStated, []string{
			"person:vladimir-putin SPOKE_WITH person:xi-jinping", "person:emmanuel-macron SPOKE_WITH person:xi-jinping",
		}},
		{"among all types too", &query.Filter{Subject: names("Xi Jinping")}, store.AsStated, []string{
			"person:vladimir-putin SPOKE_WITH person:xi-jinping", "person:xi-jinping CONDEMNS state:IL", "person:emmanuel-macron SPOKE_WITH person:xi-jinping",
		}},
		{"a pair of a symmetric type in either order", &query.Filter{Subject: names("Xi Jinping"), Object: names("Putin"), Types: []diplo.Type{"SPOKE_WITH", "CONDEMNS"}}, store.AsStated, []string{
			"person:vladimir-putin SPOKE_WITH person:xi-jinping",
		}},
		{"a conflict's episodes are its own", &query.Filter{Families: []diplo.Family{diplo.Mediate}, Object: &query.EntityFilter{IDs: []diplo.ID{"conflict:iran-israel"}}}, store.AsStated, []string{
			"person:vladimir-putin OFFERS_MEDIATION conflict:iran-israel", "state:FR MEDIATES conflict:iran-israel-2025",
		}},
		{"planned acts are found where modality is named", &query.Filter{Subject: names("Iran"), Modality: query.Only(diplo.Planned)}, store.AsStated, []string{"state:IR CONDEMNS state:IL"}},
		{"and where it may be any, polarity keeping its default", &query.Filter{Subject: names("Iran"), Modality: query.Any[diplo.Modality]()}, store.AsStated, []string{"state:IR CONDEMNS state:IL"}},
		{"a field named deep down has no default anywhere", &query.Filter{Subject: names("Iran"), NoneOf: []query.Filter{{Modality: query.Only(diplo.Hypothetical)}}, Polarity: query.Any[diplo.Polarity]()}, store.AsStated, []string{
			"state:IR CONDEMNS state:IL", "state:IR CONDEMNS state:IL",
		}},
		{"families and types must both hold", &query.Filter{Types: []diplo.Type{"CONDEMNS", "ATTACKS"}, Families: []diplo.Family{diplo.Force}}, store.AsStated, []string{"state:IL ATTACKS state:IR"}},
		{"an empty list matches nothing", &query.Filter{Types: []diplo.Type{}}, store.AsStated, []string{}},
		{"an empty list of names too", &query.Filter{Subject: &query.EntityFilter{Names: []string{}}}, store.AsStated, []string{}},
		{"anyOf nothing matches nothing", &query.Filter{AnyOf: []query.Filter{}}, store.AsStated, []string{}},
		{"allOf nothing asks nothing", &query.Filter{Types: []diplo.Type{"ATTACKS"}, AllOf: []query.Filter{}, NoneOf: []query.Filter{}}, store.AsStated, []string{"state:IL ATTACKS state:IR"}},
		{"words of one quote", &query.Filter{Text: "Struck FIRST"}, store.AsStated, []string{"state:IL ATTACKS state:IR"}},
		{"who says so", &query.Filter{Speaker: names("Moscow"), Attributed: &yes}, store.AsStated, []string{"person:vladimir-putin CONDEMNS state:IL", "person:xi-jinping CONDEMNS state:IL"}},
		{"ids and names must both hold", &query.Filter{Types: []diplo.Type{"CONDEMNS"}, Subject: &query.EntityFilter{IDs: []diplo.ID{"state:TR"}, Names: []string{"Turkey", "Russia"}}}, store.AsStated, []string{"state:TR CONDEMNS state:IL"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page, err := s.Statements(t.Context(), query.StatementAsk{Filter: test.filter, RollUp: test.rollUp})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, shorts(page.Nodes()), sameDay(page.Nodes())); diff != "" {
				t.Error(diff)
			}
			if n, _, err := s.Count(t.Context(), test.filter, test.rollUp); err != nil || n != len(test.want) {
				t.Errorf("Count is %d (%v), want %d", n, err, len(test.want))
			}
		})
	}
}

// sameDay sorts lists before they are compared: ids, which order statements of one day, are hashes that nobody can
// foresee by hand. That days come newest first is held by TestOrder.
func sameDay([]diplo.Statement) cmp.Option {
	return cmp.Transformer("sorted", func(list []string) map[string]int {
		counts := map[string]int{}
		for _, s := range list {
			counts[s]++
		}
		return counts
	})
}

// TestOrder holds each order over the whole world.
func TestOrder(t *testing.T) {
	s := world(t)
	hundred := 100
	for _, order := range []store.Order{{}, {Field: store.Occurred, Ascending: true}, {Field: store.Support}, {Field: store.Recorded, Ascending: true}} {
		page, err := s.Statements(t.Context(), query.StatementAsk{Order: order, Page: query.PageAsk{First: &hundred}})
		if err != nil {
			t.Fatal(err)
		}
		nodes := page.Nodes()
		for i := 1; i < len(nodes); i++ {
			a, b := store.PlaceOf(nodes[i-1], order.Field), store.PlaceOf(nodes[i], order.Field)
			if order.Ascending {
				a, b = b, a
			}
			if a.Key < b.Key || a.Key == b.Key && a.ID <= b.ID {
				t.Errorf("%+v: %v stands before %v", order, nodes[i-1].ID, nodes[i].ID)
			}
		}
	}
}

// TestRefusals holds that what makes no sense is refused with a code and said clearly.
func TestRefusals(t *testing.T) {
	s := world(t)
	deep := query.Filter{}
	for range 6 {
		deep = query.Filter{AllOf: []query.Filter{deep}}
	}
	many := make([]diplo.ID, 101)
	n := func(i int) *int { return &i }
	tests := []struct {
		name string
		ask  query.StatementAsk
		code diplo.Code
	}{
		{"nobody is called so", query.StatementAsk{Filter: &query.Filter{Subject: names("Ruritania")}}, diplo.NotFound},
		{"several are called so", query.StatementAsk{Filter: &query.Filter{Subject: names("Kim")}}, diplo.Ambiguous},
		{"until before since", query.StatementAsk{Filter: &query.Filter{Since: "2025-06-02", Until: "2025-06-01"}}, diplo.BadInput},
		{"retracted ones within", query.StatementAsk{Filter: &query.Filter{AnyOf: []query.Filter{{IncludeRetracted: true}}}}, diplo.BadInput},
		{"no word to look for", query.StatementAsk{Filter: &query.Filter{Text: "?!"}}, diplo.BadInput},
		{"support beyond 1", query.StatementAsk{Filter: &query.Filter{MinSupport: 1.5}}, diplo.BadInput},
		{"too deep", query.StatementAsk{Filter: &deep}, diplo.LimitReached},
		{"too many filters", query.StatementAsk{Filter: &query.Filter{AnyOf: make([]query.Filter, 50)}}, diplo.LimitReached},
		{"too many ids", query.StatementAsk{Filter: &query.Filter{Subject: &query.EntityFilter{IDs: many}}}, diplo.LimitReached},
		{"too large a page", query.StatementAsk{Page: query.PageAsk{First: n(101)}}, diplo.LimitReached},
		{"a negative page", query.StatementAsk{Page: query.PageAsk{Last: n(-1)}}, diplo.BadInput},
		{"both ends", query.StatementAsk{Page: query.PageAsk{First: n(1), Last: n(1)}}, diplo.BadInput},
		{"no cursor", query.StatementAsk{Page: query.PageAsk{After: "rhubarb"}}, diplo.BadInput},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := s.Statements(t.Context(), test.ask)
			if got := diplo.CodeOf(err); got != test.code {
				t.Errorf("%v (%s), want %s", err, got, test.code)
			}
		})
	}
}
