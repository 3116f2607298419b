package storetest

import (
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// groupWorld holds five statements of four acts: a call among three persons, two condemnations and an undated one.
func groupWorld(b *rig) {
	call := &diplo.Act{ID: "act:call"}
	joint := func(e *diplo.Evidence) { e.Act = call }
	b.apply(batchOf(evidences(
		told(anna, "SPOKE_WITH", "person:ivan-orlov", "2025-06-02", actingFor("state:RU"), joint),
		told(anna, "SPOKE_WITH", "person:zoe-lam", "2025-06-02", joint),
		told(anna, "CONDEMNS", "state:RU", "2025-06-08", actingFor("state:FR")),
		told(anna, "CONDEMNS", "state:RU", "2025-06-09", actingFor("state:FR"), by("bob")),
		told("state:FR", "CONDEMNS", "state:RU", "2025-12-31"),
		told("state:FR", "CONDEMNS", "state:RU", ""),
	)))
}

func testGroups(t *testing.T, open Open) {
	b := beginTest(t, open)
	groupWorld(b)
	t.Run("Count", func(t *testing.T) {
		n, acts, err := b.Count(b.ctx, store.Filter{}, store.AsStated)
		b.equal("all", []any{n, acts, err}, []any{5, 4, nil})
		n, acts, err = b.Count(b.ctx, store.Filter{Types: []diplo.Type{}}, store.AsStated)
		b.equal("none", []any{n, acts, err}, []any{0, 0, nil})
	})
	t.Run("Dyads", func(t *testing.T) {
		got := must(b.Dyads(b.ctx, store.Filter{}, store.AsStated, 0))(t)
		both := b.statements(store.Filter{Subject: &store.EntityFilter{IDs: []diplo.ID{"state:FR"}}})
		b.equal("the least statement", got[0].Statement, min(both[0].ID, both[1].ID))
		b.equal("as stated", withoutStatement(got), []store.Dyad{
			{Subject: "state:FR", Object: "state:RU", Count: 2, Acts: 2, Reports: 2, First: "2025-12-31", Last: "2025-12-31"},
			{Subject: anna, Object: "person:ivan-orlov", Count: 1, Acts: 1, Reports: 1, First: "2025-06-02", Last: "2025-06-02"},
			{Subject: anna, Object: "person:zoe-lam", Count: 1, Acts: 1, Reports: 1, First: "2025-06-02", Last: "2025-06-02"},
			{Subject: anna, Object: "state:RU", Count: 1, Acts: 1, Reports: 2, First: "2025-06-08", Last: "2025-06-08"},
		})
		rolled := must(b.Dyads(b.ctx, store.Filter{}, store.ByPolity, 0))(t)
		b.equal("by polity", withoutStatement(rolled), []store.Dyad{
			{Subject: "state:FR", Object: "state:RU", Count: 3, Acts: 3, Reports: 4, First: "2025-06-08", Last: "2025-12-31"},
		})
		b.equal("the first two", len(must(b.Dyads(b.ctx, store.Filter{}, store.AsStated, 2))(t)), 2)
		b.equal("undated alone", withoutStatement(must(b.Dyads(b.ctx, store.Filter{Undated: store.Only}, store.AsStated, 0))(t)), []store.Dyad{
			{Subject: "state:FR", Object: "state:RU", Count: 1, Acts: 1, Reports: 1},
		})
	})
	t.Run("Timeline", func(t *testing.T) {
		const spoke, condemns = "SPOKE_WITH", "CONDEMNS"
		undated := store.Point{Type: condemns, Count: 1, Acts: 1, Reports: 1}
		for interval, want := range map[store.Interval][]store.Point{
			store.ByDay:   {undated, point("2025-06-02", spoke, 2, 1, 2), point("2025-06-08", condemns, 1, 1, 2), point("2025-12-31", condemns, 1, 1, 1)},
			store.ByWeek:  {undated, point("2025-06-02", condemns, 1, 1, 2), point("2025-06-02", spoke, 2, 1, 2), point("2025-12-29", condemns, 1, 1, 1)},
			store.ByMonth: {undated, point("2025-06-01", condemns, 1, 1, 2), point("2025-06-01", spoke, 2, 1, 2), point("2025-12-01", condemns, 1, 1, 1)},
			store.ByYear:  {undated, point("2025-01-01", condemns, 2, 2, 3), point("2025-01-01", spoke, 2, 1, 2)},
		} {
			b.equal(string(interval), must(b.Timeline(b.ctx, store.Filter{}, store.AsStated, interval))(t), want)
		}
		_, err := b.Timeline(b.ctx, store.Filter{}, store.AsStated, "DECADE")
		b.refused("another interval", err, diplo.BadInput)
		b.equal("by polity", must(b.Timeline(b.ctx, store.Filter{Undated: store.Exclude}, store.ByPolity, store.ByYear))(t),
			[]store.Point{point("2025-01-01", condemns, 2, 2, 3)})
	})
}

func withoutStatement(dyads []store.Dyad) []store.Dyad {
	for i := range dyads {
		dyads[i].Statement = ""
	}
	return dyads
}

func point(since diplo.Date, t diplo.Type, count, acts, reports int) store.Point {
	return store.Point{Since: since, Type: t, Count: count, Acts: acts, Reports: reports}
}
