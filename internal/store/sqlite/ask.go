package sqlite

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Statements returns a page of the statements that match.
func (s *Store) Statements(ctx context.Context, q store.Query) (page store.StatementPage, err error) {
	key := map[store.OrderField]string{store.Recorded: "s.recorded", store.Support: "s.support"}[q.Order.Field]
	l := list{key: cmp.Or(key, "s.latest"), id: "s.id", ascending: q.Order.Ascending}
	c, order := l.page(selected(q.Filter, q.RollUp), q.Page)
	query := "SELECT s.body FROM statement s WHERE " + c.sql + order
	if q.Page.Limit > 0 { // sorts keys alone, then reads the bodies of the page
		query = "SELECT s.body FROM statement s WHERE s.seq IN (SELECT s.seq FROM statement s WHERE " + c.sql + order + ")" + l.order(q.Page.Backward)
	}
	err = s.read(ctx, func(r querier) error {
		found, err := bodies[diplo.Statement](ctx, r, query, c.args...)
		if err != nil {
			return err
		}
		page.Statements = inListOrder(found, q.Page)
		identity, err := s.identityIn(ctx, r)
		if err != nil {
			return err
		}
		page.Judgements = identity.Revision
		return addTo(ctx, r, q, &page)
	})
	return page, err
}

// addTo adds to a page of statements what is asked for beside them.
func addTo(ctx context.Context, r querier, q store.Query, page *store.StatementPage) (err error) {
	if q.With.Total {
		if page.Total, _, err = count(ctx, r, q.Filter, q.RollUp); err != nil {
			return err
		}
	}
	if q.With.Evidence > 0 {
		ids := make([]diplo.ID, len(page.Statements))
		for i, statement := range page.Statements {
			ids[i] = statement.ID
		}
		if page.Evidence, err = evidenceOf(ctx, r, ids, store.Page{Limit: q.With.Evidence}); err != nil {
			return err
		}
	}
	if q.With.Documents > store.Nothing {
		rows, err := r.QueryContext(ctx, `SELECT body, CASE WHEN ? THEN text ELSE '' END FROM document WHERE current = 1
			AND (id, version) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) ORDER BY id`, q.With.Documents == store.Whole, encode(versionsOf(page.Evidence)))
		if page.Documents, err = collect(rows, err, scanDocument); err != nil {
			return err
		}
	}
	if q.With.Entities > store.Nothing {
		rows, err := r.QueryContext(ctx, "SELECT body FROM entity WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
			encode(store.NamedBy(page.Statements)))
		scan := scanBody[diplo.Entity]
		if q.With.Entities == store.Head {
			scan = scanHead
		}
		if page.Entities, err = collect(rows, err, scan); err != nil {
			return err
		}
	}
	return nil
}

// scanHead reads of an entity the Ref alone.
func scanHead(r rowScanner) (diplo.Entity, error) {
	e, err := scanBody[struct{ diplo.Ref }](r)
	return diplo.Entity{Ref: e.Ref}, err
}

// versionsOf are the document versions that evidence lies in, as pairs of id and version.
func versionsOf(pages []store.EvidencePage) [][2]string {
	versions := [][2]string{}
	for _, p := range pages {
		for _, e := range p.Evidence {
			versions = append(versions, [2]string{string(e.Document), e.Version})
		}
	}
	return versions
}

// list is a sorted list that is read in pages.
type list struct {
	key, id   string // columns
	ascending bool
}

// page adds the bounds of a page to a condition and returns its ORDER BY and LIMIT, which reads a backward page from
// its end.
func (l list) page(c cond, p store.Page) (cond, string) {
	after, before := " < ", " > "
	if l.ascending {
		after, before = before, after
	}
	place := "(" + l.key + ", " + l.id + ")"
	if p.After != nil {
		c = all(c, where(place+after+"(?, ?)", p.After.Key, p.After.ID))
	}
	if p.Before != nil {
		c = all(c, where(place+before+"(?, ?)", p.Before.Key, p.Before.ID))
	}
	order := l.order(p.Backward)
	if p.Limit > 0 {
		order += " LIMIT ?"
		c.args = append(slices.Clip(c.args), p.Limit)
	}
	return c, order
}

func (l list) order(backward bool) string {
	direction := " DESC"
	if l.ascending != backward {
		direction = " ASC"
	}
	return " ORDER BY " + l.key + direction + ", " + l.id + direction
}

func inListOrder[T any](page []T, p store.Page) []T {
	if p.Backward {
		slices.Reverse(page)
	}
	return page
}

// Count returns how many statements and acts match.
func (s *Store) Count(ctx context.Context, f store.Filter, r store.RollUp) (statements, acts int, err error) {
	err = s.read(ctx, func(q querier) error {
		statements, acts, err = count(ctx, q, f, r)
		return err
	})
	return statements, acts, err
}

func count(ctx context.Context, q querier, f store.Filter, r store.RollUp) (statements, acts int, err error) {
	c := selected(f, r)
	err = q.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT s.deed) FROM statement s WHERE "+c.sql, c.args...).Scan(&statements, &acts)
	return statements, acts, err
}

// Dyads groups the matching statements by their ends.
func (s *Store) Dyads(ctx context.Context, f store.Filter, r store.RollUp, limit int) (dyads []store.Dyad, err error) {
	c := selected(f, r)
	e, _ := rolled(r)
	query := "SELECT " + e.subject + ", " + e.object + `, count(*) AS n, count(DISTINCT s.deed), sum(s.reports),
		coalesce(min(nullif(s.day, '')), ''), max(s.day), min(s.id) FROM statement s WHERE ` + c.sql +
		" GROUP BY " + e.subject + ", " + e.object + " ORDER BY n DESC, " + e.subject + ", " + e.object + " LIMIT ?"
	err = s.read(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, query, append(slices.Clip(c.args), cmp.Or(limit, -1))...)
		dyads, err = collect(rows, err, func(r rowScanner) (d store.Dyad, err error) {
			err = r.Scan(&d.Subject, &d.Object, &d.Count, &d.Acts, &d.Reports, &d.First, &d.Last, &d.Statement)
			return d, err
		})
		return err
	})
	return dyads, err
}

// Timeline groups the matching statements by interval and type.
func (s *Store) Timeline(ctx context.Context, f store.Filter, r store.RollUp, i store.Interval) (points []store.Point, err error) {
	since := map[store.Interval]string{
		store.ByDay:   "s.day",
		store.ByWeek:  "date(s.day, '-6 days', 'weekday 1')",
		store.ByMonth: "substr(s.day, 1, 7) || '-01'",
		store.ByYear:  "substr(s.day, 1, 4) || '-01-01'",
	}[i]
	if since == "" {
		return nil, diplo.Errorf(diplo.BadInput, "%q is no interval: DAY, WEEK, MONTH and YEAR are", i)
	}
	c := selected(f, r)
	query := "SELECT iif(s.day = '', '', " + since + `) AS since, s.type, count(*), count(DISTINCT s.deed), sum(s.reports)
		FROM statement s WHERE ` + c.sql + " GROUP BY 1, 2 ORDER BY 1, 2"
	err = s.read(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, query, c.args...)
		points, err = collect(rows, err, func(r rowScanner) (p store.Point, err error) {
			err = r.Scan(&p.Since, &p.Type, &p.Count, &p.Acts, &p.Reports)
			return p, err
		})
		return err
	})
	return points, err
}

// EvidenceOf returns a page of the evidence of each statement.
func (s *Store) EvidenceOf(ctx context.Context, statements []diplo.ID, p store.Page) (pages []store.EvidencePage, err error) {
	err = s.read(ctx, func(q querier) error {
		pages, err = evidenceOf(ctx, q, statements, p)
		return err
	})
	return pages, err
}

func evidenceOf(ctx context.Context, q querier, statements []diplo.ID, p store.Page) ([]store.EvidencePage, error) {
	pages := make([]store.EvidencePage, len(statements))
	for i, id := range statements { // one seek each in an index of this file
		if id == "" {
			continue
		}
		held := where("e.statement = ?", id)
		if err := q.QueryRowContext(ctx, "SELECT count(*) FROM evidence e WHERE "+held.sql, held.args...).Scan(&pages[i].Total); err != nil {
			return nil, err
		}
		c, order := list{key: "e.published", id: "e.id"}.page(held, p)
		page, err := bodies[diplo.Evidence](ctx, q, "SELECT e.body FROM evidence e WHERE "+c.sql+order, c.args...)
		if err != nil {
			return nil, err
		}
		pages[i].Evidence = inListOrder(page, p)
	}
	return pages, nil
}

// EntitiesNamed returns the entities with that name or alias.
func (s *Store) EntitiesNamed(ctx context.Context, name string) (entities []diplo.Entity, err error) {
	folded := store.FoldName(name)
	err = s.read(ctx, func(q querier) error {
		entities, err = bodies[diplo.Entity](ctx, q, `SELECT e.body FROM entity_name n JOIN entity e ON e.id = n.entity
			WHERE n.name = ? AND n.name <> '' ORDER BY e.id`, folded)
		return err
	})
	return entities, err
}

// Documents returns a page of the current, undeleted documents.
func (s *Store) Documents(ctx context.Context, publisher string, p store.Page) (documents []diplo.Document, err error) {
	listed := where("d.current = 1 AND d.deleted = 0")
	if publisher != "" {
		listed = all(listed, where("d.publisher = ? AND d.publisher <> ''", store.FoldName(publisher)))
	}
	c, order := list{key: "d.published", id: "d.id"}.page(listed, p)
	err = s.read(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, "SELECT d.body, d.text FROM document d WHERE "+c.sql+order, c.args...)
		documents, err = collect(rows, err, scanDocument)
		return err
	})
	return inListOrder(documents, p), err
}

// Stats counts what is in the store.
func (s *Store) Stats(ctx context.Context) (n store.Stats, err error) {
	err = s.read(ctx, func(q querier) error {
		return q.QueryRowContext(ctx, `SELECT
			(SELECT count(*) FROM document WHERE current = 1 AND deleted = 0),
			(SELECT count(*) FROM entity),
			(SELECT count(*) FROM evidence WHERE retracted = 0),
			(SELECT count(*) FROM statement WHERE retracted = 0),
			(SELECT count(DISTINCT act) FROM evidence WHERE retracted = 0 AND act <> ''),
			(SELECT coalesce(max(seq), 0) FROM change)`).
			Scan(&n.Documents, &n.Entities, &n.Evidences, &n.Statements, &n.Acts, &n.LastChange)
	})
	return n, err
}
