package query_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// TestMatrix counts who condemned whom, by state, and what a limit leaves out.
func TestMatrix(t *testing.T) {
	s := world(t)
	filter := &query.Filter{Types: []diplo.Type{"CONDEMNS", "ATTACKS"}}
	m, err := s.Matrix(t.Context(), filter, store.ByPolity, nil)
	if err != nil {
		t.Fatal(err)
	}
	type cell struct {
		subject, object diplo.ID
		count, reports  int
	}
	var got []cell
	for _, c := range m.Cells {
		got = append(got, cell{c.Subject, c.Object, c.Count, c.Reports})
	}
	want := []cell{{"state:RU", "state:IL", 3, 4}, {"state:CN", "state:IL", 1, 1}, {"state:IL", "state:IR", 1, 2}, {"state:TR", "state:IL", 1, 1}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(cell{})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]query.Total{{Entity: "state:IL", Count: 5}, {Entity: "state:IR", Count: 1}}, m.Columns); diff != "" {
		t.Error(diff)
	}
	one := 1
	m, err = s.Matrix(t.Context(), filter, store.ByPolity, &one)
	if err != nil || len(m.Cells) != 1 || m.Total != 6 {
		t.Errorf("one cell of 6 statements: %+v, %v", m, err)
	}
}

// TestTimeline holds that months without a statement are there with a count of 0 and no mean, that the ends are those
// of the filter, and that undated statements are counted apart.
func TestTimeline(t *testing.T) {
	s := world(t)
	line, err := s.Timeline(t.Context(), &query.Filter{Since: "2025-03-10", Until: "2025-07-01"}, store.AsStated, store.ByMonth)
	if err != nil {
		t.Fatal(err)
	}
	mean := func(sum float64, n int) *float64 { m := sum / float64(n); return &m }
	// June: two Russian and Chinese condemnations of the 19th and a Russian one of the 13th (-2 each), one call (1), an attack (-10).
	want := []query.Point{
		{Since: "2025-03-01", Until: "2025-03-31"},
		{Since: "2025-04-01", Until: "2025-04-30"},
		{Since: "2025-05-01", Until: "2025-05-31", Count: 1, Acts: 1, Reports: 1, Goldstein: mean(1, 1)},
		{Since: "2025-06-01", Until: "2025-06-30", Count: 5, Acts: 5, Reports: 7, Goldstein: mean(-15, 5)},
		{Since: "2025-07-01", Until: "2025-07-31"},
	}
	if diff := cmp.Diff(want, line.Points); diff != "" {
		t.Error(diff)
	}
	if line.Undated != 4 {
		t.Errorf("%d undated, want 4: Zakharova, Turkey, and the two mediations", line.Undated)
	}
	if _, err := s.Timeline(t.Context(), &query.Filter{Since: "2020-01-01", Until: "2025-07-01"}, store.AsStated, store.ByDay); diplo.CodeOf(err) != diplo.LimitReached {
		t.Errorf("2,000 days: %v", err)
	}
	weeks, err := s.Timeline(t.Context(), nil, store.AsStated, store.ByWeek)
	if err != nil || len(weeks.Points) != 8 || weeks.Points[0].Since != "2025-04-28" || weeks.Points[7].Until != "2025-06-22" {
		t.Errorf("weeks from Monday 28 April to Sunday 22 June: %+v, %v", weeks.Points, err)
	}
	none, err := s.Timeline(t.Context(), &query.Filter{Types: []diplo.Type{}}, store.AsStated, store.ByYear)
	if err != nil || len(none.Points) != 0 || none.Points == nil {
		t.Errorf("nothing: %+v, %v", none, err)
	}
}

// TestNeighborhood holds who is kept, in which order, and that those left out are counted.
func TestNeighborhood(t *testing.T) {
	s := world(t)
	n := func(i int) *int { return &i }
	g, err := s.Neighborhood(t.Context(), query.NeighborhoodAsk{Center: "state:IL", RollUp: store.ByPolity, Limit: n(2)})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]diplo.ID{"state:IL", "state:RU", "state:CN"}, g.Nodes); diff != "" || g.Omitted != 2 {
		t.Errorf("%s; %d omitted, want 2: Iran and Turkey", diff, g.Omitted)
	}
	// Russia and China are joined by their leaders' call.
	var edges []string
	for _, e := range g.Edges {
		edges = append(edges, string(e.Subject+" "+e.Object))
	}
	if diff := cmp.Diff([]string{"state:RU state:IL", "state:CN state:IL", "state:RU state:CN"}, edges); diff != "" {
		t.Error(diff)
	}
	two, err := s.Neighborhood(t.Context(), query.NeighborhoodAsk{Center: "state:TR", Hops: n(2)})
	if err != nil || len(two.Nodes) != 7 {
		t.Errorf("two hops from Turkey: %+v, %v", two, err)
	}
	unknown, err := s.Neighborhood(t.Context(), query.NeighborhoodAsk{Center: "state:ZZ"})
	if err != nil || unknown != nil {
		t.Errorf("around nobody: %+v, %v", unknown, err)
	}
	if _, err := s.Neighborhood(t.Context(), query.NeighborhoodAsk{Center: "state:TR", Hops: n(4)}); diplo.CodeOf(err) != diplo.LimitReached {
		t.Errorf("four hops: %v", err)
	}
}
