package query

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Matrix is who acts towards whom, sparse: only pairs with statements have a cell.
type Matrix struct {
	Rows, Columns []Total      // the subjects and objects of the cells, by total descending, then id
	Cells         []store.Dyad // by count descending, then subject, then object
	Total         int          // statements that match, those beyond the limit among them
}

// Total is an entity and the statements of its row or column, as far as the cells tell.
type Total struct {
	Entity diplo.ID
	Count  int
}

// Matrix returns the limit largest cells, 50 for nil.
func (s *Service) Matrix(ctx context.Context, f *Filter, r store.RollUp, limit *int) (Matrix, error) {
	n, err := bounded("cells", limit, 50, 1, MaxCells)
	if err != nil {
		return Matrix{}, err
	}
	filter, err := s.lower(ctx, f)
	if err != nil {
		return Matrix{}, err
	}
	m := Matrix{}
	if m.Cells, err = s.store.Dyads(ctx, filter, r, n); err != nil {
		return Matrix{}, err
	}
	if m.Total, _, err = s.store.Count(ctx, filter, r); err != nil {
		return Matrix{}, err
	}
	m.Rows = totals(m.Cells, func(d store.Dyad) diplo.ID { return d.Subject })
	m.Columns = totals(m.Cells, func(d store.Dyad) diplo.ID { return d.Object })
	return m, nil
}

func totals(cells []store.Dyad, end func(store.Dyad) diplo.ID) []Total {
	counts := map[diplo.ID]int{}
	for _, c := range cells {
		counts[end(c)] += c.Count
	}
	list := make([]Total, 0, len(counts))
	for id, n := range counts {
		list = append(list, Total{id, n})
	}
	slices.SortFunc(list, func(a, b Total) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Entity, b.Entity)) })
	return list
}

// Timeline is how statements spread over time.
type Timeline struct {
	Points  []Point // every interval from the first to the last, empty ones too
	Undated int     // statements that match and that no text dates
}

// Point is an interval of a timeline. An act with statements of several types counts once for each type.
type Point struct {
	Since, Until         diplo.Date
	Count, Acts, Reports int
	Goldstein            *float64 // mean over the statements whose type is on the Goldstein scale; nil where there is none
}

// Timeline counts the statements that match by day, week (from Monday), month or year, from the filter's since to its
// until, or as far as there are statements where it has none.
func (s *Service) Timeline(ctx context.Context, f *Filter, r store.RollUp, interval store.Interval) (Timeline, error) {
	filter, err := s.lower(ctx, f)
	if err != nil {
		return Timeline{}, err
	}
	stored, err := s.store.Timeline(ctx, filter, r, interval)
	if err != nil {
		return Timeline{}, err
	}
	line := Timeline{Points: []Point{}}
	weights := map[diplo.Date]*weighed{}
	for _, p := range stored {
		if p.Since == "" {
			line.Undated += p.Count
			continue
		}
		if weights[p.Since] == nil {
			weights[p.Since] = &weighed{}
		}
		weights[p.Since].add(p)
	}
	first, last := span(stored, filter)
	if first == "" || last == "" {
		return line, nil
	}
	for day := startOf(first, interval); day <= last; {
		next := after(day, interval)
		if len(line.Points) == MaxPoints {
			return Timeline{}, diplo.Errorf(diplo.LimitReached, "from %s to %s is more than %d points: use a longer interval, or since and until", first, last, MaxPoints)
		}
		line.Points = append(line.Points, weights[day].point(day, next.AddDays(-1)))
		day = next
	}
	return line, nil
}

// span is the first and last day that the timeline covers.
func span(points []store.Point, f store.Filter) (first, last diplo.Date) {
	for _, p := range points {
		if p.Since != "" && (first == "" || p.Since < first) {
			first = p.Since
		}
		last = max(last, p.Since)
	}
	// An occasion that began before since still overlaps it, and its interval comes first.
	if f.Since != "" && (first == "" || f.Since < first) {
		first = f.Since
	}
	return first, max(last, f.Until)
}

// weighed sums the points of several types in one interval; nil is an empty one.
type weighed struct {
	count, acts, reports, scaled int
	goldstein                    float64
}

func (w *weighed) add(p store.Point) {
	w.count, w.acts, w.reports = w.count+p.Count, w.acts+p.Acts, w.reports+p.Reports
	if info, _ := p.Type.Info(); info.Family != diplo.Standing {
		w.scaled += p.Count
		w.goldstein += info.Goldstein * float64(p.Count)
	}
}

func (w *weighed) point(since, until diplo.Date) Point {
	p := Point{Since: since, Until: until}
	if w == nil {
		return p
	}
	p.Count, p.Acts, p.Reports = w.count, w.acts, w.reports
	if w.scaled > 0 {
		mean := w.goldstein / float64(w.scaled)
		p.Goldstein = &mean
	}
	return p
}

// startOf is the first day of the interval that holds the day.
func startOf(day diplo.Date, i store.Interval) diplo.Date {
	t := day.Time()
	switch i {
	case store.ByWeek:
		return day.AddDays(-(int(t.Weekday()) + 6) % 7)
	case store.ByMonth:
		return diplo.DateOf(time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC))
	case store.ByYear:
		return diplo.DateOf(time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC))
	}
	return day
}

// after is the first day of the next interval.
func after(start diplo.Date, i store.Interval) diplo.Date {
	t := start.Time()
	switch i {
	case store.ByWeek:
		return start.AddDays(7)
	case store.ByMonth:
		return diplo.DateOf(t.AddDate(0, 1, 0))
	case store.ByYear:
		return diplo.DateOf(t.AddDate(1, 0, 0))
	}
	return start.AddDays(1)
}
