package storetest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// row is a statement with the ends that a roll-up gives it.
type row struct {
	diplo.Statement
	from, to diplo.ID
}

// matching returns the statements that match, looking at each.
func (m *Model) matching(ctx context.Context, f store.Filter, r store.RollUp) ([]row, error) {
	s, err := m.view(ctx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, statement := range s.statements {
		x := row{statement, statement.Subject, statement.Object}
		if r == store.ByPolity {
			x.from, x.to = acting(x.from, x.SubjectPolity), acting(x.to, x.ObjectPolity)
			if x.from == "" || x.to == "" || x.from == x.to {
				continue
			}
		}
		if (f.IncludeRetracted || x.RetractedAt == nil) && s.matches(x, f) {
			rows = append(rows, x)
		}
	}
	return rows, nil
}

func acting(id, polity diplo.ID) diplo.ID {
	if id.Kind() == diplo.Conflict {
		return id
	}
	return polity
}

// matches follows Filter field by field.
func (s *state) matches(x row, f store.Filter) bool {
	o := x.Occurred
	some := func(is func(diplo.Evidence) bool) bool {
		return slices.ContainsFunc(x.Evidence, func(id diplo.ID) bool { return is(s.evidences[id]) })
	}
	is := func(entity diplo.ID, ef *store.EntityFilter) bool { return s.isOneOf(entity, ef) }
	return among(x.Type, f.Types) && among(x.Modality, f.Modality) && among(x.Polarity, f.Polarity) &&
		(f.Subject == nil || is(x.from, f.Subject)) && (f.Object == nil || is(x.to, f.Object)) &&
		(f.Either == nil || is(x.from, f.Either) || is(x.to, f.Either)) &&
		(f.Since == "" || o.Until == "" || o.Until >= f.Since) && (f.Until == "" || o.Since == "" || o.Since <= f.Until) &&
		(f.Undated != store.Exclude || o.Dated()) && (f.Undated != store.Only || !o.Dated()) &&
		(f.Basis == nil || some(func(e diplo.Evidence) bool { return among(e.Basis, f.Basis) })) &&
		x.Origins >= f.MinOrigins && x.Support >= f.MinSupport &&
		(f.Speaker == nil || slices.ContainsFunc(x.ClaimedBy, func(id diplo.ID) bool { return is(id, f.Speaker) })) &&
		(f.Attributed == nil || x.Attributed == *f.Attributed) && (f.Contested == nil || x.Contested == *f.Contested) &&
		(f.Publisher == "" || some(func(e diplo.Evidence) bool { return s.publishedBy(e, f.Publisher) })) &&
		(f.Document == "" || some(func(e diplo.Evidence) bool { return e.Document == f.Document })) &&
		(f.Text == nil || len(f.Text) > 0 && some(func(e diplo.Evidence) bool { return containsAll(store.Tokens(e.Quote), f.Text) })) &&
		!x.RecordedAt.Before(store.Instant(f.RecordedSince)) &&
		s.matchesNested(x, f)
}

func (s *state) matchesNested(x row, f store.Filter) bool {
	holds := func(g store.Filter) bool { return s.matches(x, g) }
	fails := func(g store.Filter) bool { return !s.matches(x, g) }
	switch {
	case f.AllOf != nil && (len(f.AllOf) == 0 || slices.ContainsFunc(f.AllOf, fails)):
		return false
	case f.AnyOf != nil && !slices.ContainsFunc(f.AnyOf, holds):
		return false
	case f.NoneOf != nil && (len(f.NoneOf) == 0 || slices.ContainsFunc(f.NoneOf, holds)):
		return false
	}
	return true
}

func (s *state) isOneOf(id diplo.ID, f *store.EntityFilter) bool {
	return among(id, f.IDs) && among(id.Kind(), f.Kinds) &&
		(f.MemberOf == "" || slices.ContainsFunc(s.entities[id].MemberOf, func(r diplo.Ref) bool { return r.ID == f.MemberOf }))
}

func (s *state) publishedBy(e diplo.Evidence, publisher string) bool {
	want := store.FoldName(publisher)
	return want != "" && store.FoldName(s.documents[store.Version{Document: e.Document, Version: e.Version}].Publisher) == want
}

func among[T comparable](v T, list []T) bool { return list == nil || slices.Contains(list, v) }

func containsAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(have, w) })
}

// pageOf sorts and cuts a list.
func pageOf[T any](items []T, place func(T) store.Place, ascending bool, p store.Page) []T {
	compare := func(a, b store.Place) int {
		c := cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.ID, b.ID))
		if ascending {
			return c
		}
		return -c
	}
	slices.SortFunc(items, func(a, b T) int { return compare(place(a), place(b)) })
	items = slices.DeleteFunc(items, func(x T) bool {
		return p.After != nil && compare(place(x), *p.After) <= 0 || p.Before != nil && compare(place(x), *p.Before) >= 0
	})
	switch extra := len(items) - p.Limit; {
	case p.Limit == 0 || extra <= 0:
		return items
	case p.Backward:
		return items[extra:]
	default:
		return items[:p.Limit]
	}
}

// Statements returns a page of the statements that match.
func (m *Model) Statements(ctx context.Context, q store.Query) (page store.StatementPage, err error) {
	rows, err := m.matching(ctx, q.Filter, q.RollUp)
	if err != nil {
		return page, err
	}
	var found []diplo.Statement
	for _, x := range rows {
		found = append(found, x.Statement)
	}
	found = pageOf(found, func(s diplo.Statement) store.Place { return store.PlaceOf(s, q.Order.Field) }, q.Order.Ascending, q.Page)
	page, err = separately(ctx, m, q, found)
	if err == nil && q.With.Total {
		page.Total = len(rows)
	}
	return page, err
}

// separately is what a page of statements brings with it but the total, asked for by calls of their own.
func separately(ctx context.Context, s store.Store, q store.Query, found []diplo.Statement) (store.StatementPage, error) {
	page := store.StatementPage{Statements: found}
	identity, err := s.Identity(ctx)
	if err != nil {
		return page, err
	}
	page.Judgements = identity.Revision
	var ids []diplo.ID
	for _, x := range found {
		ids = append(ids, x.ID)
	}
	if q.With.Evidence > 0 {
		if page.Evidence, err = s.EvidenceOf(ctx, ids, store.Page{Limit: q.With.Evidence}); err != nil {
			return page, err
		}
	}
	versions := map[diplo.ID][]string{}
	for _, p := range page.Evidence {
		for _, e := range p.Evidence {
			versions[e.Document] = append(versions[e.Document], e.Version)
		}
	}
	if q.With.Documents > store.Nothing {
		documents, err := s.DocumentsByID(ctx, slices.Sorted(maps.Keys(versions)))
		if err != nil {
			return page, err
		}
		page.Documents = slices.DeleteFunc(documents, func(d diplo.Document) bool { return d.ID == "" || !slices.Contains(versions[d.ID], d.Version) })
	}
	if q.With.Entities > store.Nothing {
		page.Entities, err = s.EntitiesByID(ctx, store.NamedBy(found))
	}
	for i := range page.Documents {
		if q.With.Documents == store.Head {
			page.Documents[i].Text = ""
		}
	}
	for i, e := range page.Entities {
		if q.With.Entities == store.Head {
			page.Entities[i] = diplo.Entity{Ref: e.Ref}
		}
	}
	return page, err
}

// deed is what counts as one act.
func deed(s diplo.Statement) diplo.ID { return cmp.Or(s.Act, s.ID) }

// Count returns how many statements and acts match.
func (m *Model) Count(ctx context.Context, f store.Filter, r store.RollUp) (statements, acts int, err error) {
	rows, err := m.matching(ctx, f, r)
	deeds := map[diplo.ID]bool{}
	for _, x := range rows {
		deeds[deed(x.Statement)] = true
	}
	return len(rows), len(deeds), err
}

// group puts rows together by key, in the order of the keys.
func group[K comparable](rows []row, key func(row) K, compare func(a, b K) int) (keys []K, groups map[K][]row) {
	groups = map[K][]row{}
	for _, x := range rows {
		groups[key(x)] = append(groups[key(x)], x)
	}
	return slices.SortedFunc(maps.Keys(groups), compare), groups
}

func sums(rows []row) (count, acts, reports int) {
	deeds := map[diplo.ID]bool{}
	for _, x := range rows {
		deeds[deed(x.Statement)] = true
		reports += x.Reports
	}
	return len(rows), len(deeds), reports
}

// Dyads groups the matching statements by their ends.
func (m *Model) Dyads(ctx context.Context, f store.Filter, r store.RollUp, limit int) ([]store.Dyad, error) {
	rows, err := m.matching(ctx, f, r)
	if err != nil {
		return nil, err
	}
	keys, groups := group(rows, func(x row) [2]diplo.ID { return [2]diplo.ID{x.from, x.to} }, func(a, b [2]diplo.ID) int {
		return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1]))
	})
	var dyads []store.Dyad
	for _, k := range keys {
		d := store.Dyad{Subject: k[0], Object: k[1]}
		d.Count, d.Acts, d.Reports = sums(groups[k])
		for _, x := range groups[k] {
			day := x.Occurred.Day()
			if day != "" && (d.First == "" || day < d.First) {
				d.First = day
			}
			d.Last = max(d.Last, day)
			if d.Statement == "" || x.ID < d.Statement {
				d.Statement = x.ID
			}
		}
		dyads = append(dyads, d)
	}
	slices.SortStableFunc(dyads, func(a, b store.Dyad) int { return b.Count - a.Count })
	if limit > 0 && len(dyads) > limit {
		dyads = dyads[:limit]
	}
	return dyads, nil
}

// Timeline groups the matching statements by interval and type.
func (m *Model) Timeline(ctx context.Context, f store.Filter, r store.RollUp, i store.Interval) ([]store.Point, error) {
	rows, err := m.matching(ctx, f, r)
	if err != nil {
		return nil, err
	}
	if !slices.Contains([]store.Interval{store.ByDay, store.ByWeek, store.ByMonth, store.ByYear}, i) {
		return nil, diplo.Errorf(diplo.BadInput, "%q is no interval", i)
	}
	type key struct {
		since diplo.Date
		t     diplo.Type
	}
	keys, groups := group(rows, func(x row) key { return key{begin(x.Occurred.Day(), i), x.Type} }, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.since, b.since), cmp.Compare(a.t, b.t))
	})
	var points []store.Point
	for _, k := range keys {
		p := store.Point{Since: k.since, Type: k.t}
		p.Count, p.Acts, p.Reports = sums(groups[k])
		points = append(points, p)
	}
	return points, nil
}

// begin is the first day of the interval that holds the day.
func begin(day diplo.Date, i store.Interval) diplo.Date {
	t := day.Time()
	switch {
	case day == "":
		return ""
	case i == store.ByWeek:
		return day.AddDays(-int(t.Weekday()+6) % 7)
	case i == store.ByMonth:
		return diplo.DateOf(time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC))
	case i == store.ByYear:
		return diplo.DateOf(time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC))
	}
	return day
}
