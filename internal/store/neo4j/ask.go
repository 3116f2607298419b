package neo4j

import (
	"context"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// query reads all rows of one query and makes a value of each. Such a transaction needs fewer exchanges with the server
// than one whose end is not known from the start.
func query[T any](ctx context.Context, s *Store, cypher string, params row, of func(row) T) ([]T, error) {
	if err := s.fit(ctx); err != nil {
		return nil, err
	}
	values, err := neo4j.ExecuteQuery(ctx, s.driver, cypher, params, func() neo4j.ResultTransformer[[]T] { return &gathering[T]{of: of} },
		neo4j.ExecuteQueryWithReadersRouting(), neo4j.ExecuteQueryWithDatabase(s.database), neo4j.ExecuteQueryWithBookmarkManager(s.bookmarks),
		neo4j.ExecuteQueryWithTransactionConfig(limits(ctx)...))
	if err != nil {
		return nil, s.failed(ctx, err)
	}
	return values, nil
}

// gathering makes a value of each record.
type gathering[T any] struct {
	of     func(row) T
	values []T
}

// Accept takes a record.
func (g *gathering[T]) Accept(r *neo4j.Record) error {
	g.values = append(g.values, g.of(r.AsMap()))
	return nil
}

// Complete returns the values.
func (g *gathering[T]) Complete([]string, neo4j.ResultSummary) ([]T, error) { return g.values, nil }

// in makes a value of the properties that a column holds.
func in[T any](column string, of func(row) T) func(row) T {
	return func(r row) T { return of(properties(r, column)) }
}

// Statements answers with one query, whatever is asked for beside them.
func (s *Store) Statements(ctx context.Context, q store.Query) (store.StatementPage, error) {
	cypher, params, page := pageQuery(q)
	rows, err := query(ctx, s, cypher, params, itself)
	if err != nil {
		return store.StatementPage{}, err
	}
	r := rows[0]
	found := store.StatementPage{Statements: inOrder(values(r, "statements", statementOf), page), Total: integer(r, "total"),
		Documents: values(r, "documents", documentOf), Entities: values(r, "entities", entityOf), Judgements: str[store.Revision](r, "judgements")}
	lists, _ := r["evidence"].([]any)
	for i, list := range inOrder(lists, page) {
		found.Evidence = append(found.Evidence, store.EvidencePage{
			Evidence: values(row{"evidence": list}, "evidence", evidenceOf), Total: found.Statements[i].Reports})
	}
	return found, nil
}

// pageQuery is the query that returns a page of statements, and what is asked for beside them, in one row.
func pageQuery(q store.Query) (cypher string, params row, page paging) {
	match, params := compile(q.Filter, q.RollUp)
	c := &compiler{params: params}
	key := sortProperty(q.Order.Field)
	page = c.page("s", key, q.Page, q.Order.Ascending)
	if len(q.Filter.Types) == 1 && key == "sortOccurred" {
		page.order = strings.Replace(page.order, "ORDER BY ", "ORDER BY "+oneEnd(q, page.direction)+"s.type "+page.direction+", ", 1)
	}
	// That the keys are there is always so. Said, and with the one type, and the one end, named as what to sort by first,
	// it lets an index find the statements and give the order, so that no more is read than the page holds.
	match += " AND s." + key + " >= '' AND s.id IS NOT NULL"
	cypher = "CALL () { " + match + page.where + " WITH s" + page.order + " RETURN collect(s) AS page }"
	returned := " RETURN [s IN page | s {" + statementProperties + "}] AS statements, " + judgementsNow + " AS judgements"
	if q.With.Total {
		cypher += " CALL () { " + match + " RETURN count(s) AS total }"
		returned += ", total"
	}
	if q.With.Evidence > 0 {
		cypher += " CALL (page) { UNWIND range(0, size(page) - 1) AS i WITH i, page[i] AS s" +
			" CALL (s) { MATCH (s)-[:EVIDENCED_BY]->(e:Evidence) WITH e" + c.page("e", "sortPublished", store.Page{Limit: q.With.Evidence}, false).order +
			" RETURN collect(e) AS list } WITH list ORDER BY i RETURN collect(list) AS evidence }"
		returned += ", [list IN evidence | [e IN list | e {" + evidenceProperties + "}]] AS evidence"
		if q.With.Documents > store.Nothing {
			cypher += " CALL (evidence) { UNWIND evidence AS list UNWIND list AS e MATCH (e)-[:IN]->(d:Document) WHERE d.current" +
				" WITH DISTINCT d ORDER BY d.id RETURN collect(d {" + detailed(q.With.Documents, headProperties, documentProperties) + "}) AS documents }"
			returned += ", documents"
		}
	}
	if q.With.Entities > store.Nothing {
		cypher += " CALL (page) { UNWIND page AS s UNWIND [s.subject, s.object, s.subjectPolity, s.objectPolity] + s.claimedBy AS id" +
			" WITH DISTINCT id MATCH (n:Entity {id: id}) WITH n ORDER BY n.id RETURN collect(n {" + detailed(q.With.Entities, ".id, .name", entityProperties) + "}) AS entities }"
		returned += ", entities"
	}
	return cypher + returned, c.params, page
}

func detailed(d store.Detail, head, whole string) string {
	if d == store.Head {
		return head
	}
	return whole
}

// oneEnd is the end that a filter by polity holds to be one entity, as what to sort by first, "" for none.
func oneEnd(q store.Query, direction string) string {
	one := func(f *store.EntityFilter) bool { return f != nil && len(f.IDs) == 1 }
	switch {
	case q.RollUp != store.ByPolity:
		return ""
	case one(q.Filter.Object):
		return "s.rolledObject " + direction + ", "
	case one(q.Filter.Subject):
		return "s.rolledSubject " + direction + ", "
	}
	return ""
}

// Count answers with one query.
func (s *Store) Count(ctx context.Context, f store.Filter, r store.RollUp) (statements, acts int, err error) {
	match, params := compile(f, r)
	rows, err := query(ctx, s, match+" RETURN count(s) AS statements, count(DISTINCT coalesce(s.act, s.id)) AS acts", params, itself)
	if err != nil {
		return 0, 0, err
	}
	return integer(rows[0], "statements"), integer(rows[0], "acts"), nil
}

func itself(r row) row { return r }

// Dyads answers with one query.
func (s *Store) Dyads(ctx context.Context, f store.Filter, r store.RollUp, limit int) ([]store.Dyad, error) {
	match, params := compile(f, r)
	subject, object := "s.subject", "s.object"
	if r == store.ByPolity {
		subject, object = "s.rolledSubject", "s.rolledObject"
	}
	cypher := match + " WITH " + subject + " AS subject, " + object + " AS object, count(s) AS count, count(DISTINCT coalesce(s.act, s.id)) AS acts, " +
		"sum(s.reports) AS reports, min(s.day) AS first, max(s.day) AS last, min(s.id) AS statement " +
		"ORDER BY count DESC, subject, object"
	if limit > 0 {
		c := &compiler{params: params}
		cypher += " LIMIT " + c.param(limit)
	}
	return query(ctx, s, cypher+" RETURN *", params, func(r row) store.Dyad {
		return store.Dyad{Subject: str[diplo.ID](r, "subject"), Object: str[diplo.ID](r, "object"), Count: integer(r, "count"),
			Acts: integer(r, "acts"), Reports: integer(r, "reports"), First: day(r, "first"), Last: day(r, "last"), Statement: str[diplo.ID](r, "statement")}
	})
}

// Timeline answers with one query. Neo4j's weeks begin on Monday too.
func (s *Store) Timeline(ctx context.Context, f store.Filter, r store.RollUp, i store.Interval) ([]store.Point, error) {
	switch i {
	case store.ByDay, store.ByWeek, store.ByMonth, store.ByYear:
	default:
		return nil, diplo.Errorf(diplo.BadInput, "%q is no interval: DAY, WEEK, MONTH and YEAR are", i)
	}
	match, params := compile(f, r)
	c := &compiler{params: params}
	unit := c.param(strings.ToLower(string(i)))
	cypher := match + " WITH CASE WHEN s.day IS NULL THEN null ELSE date.truncate(" + unit + ", s.day) END AS since, s.type AS type, " +
		"count(s) AS count, count(DISTINCT coalesce(s.act, s.id)) AS acts, sum(s.reports) AS reports " +
		"RETURN * ORDER BY coalesce(toString(since), ''), type"
	return query(ctx, s, cypher, params, func(r row) store.Point {
		return store.Point{Since: day(r, "since"), Type: str[diplo.Type](r, "type"), Count: integer(r, "count"),
			Acts: integer(r, "acts"), Reports: integer(r, "reports")}
	})
}

// EvidenceOf answers with one query for all the statements.
func (s *Store) EvidenceOf(ctx context.Context, statements []diplo.ID, p store.Page) ([]store.EvidencePage, error) {
	pages := make([]store.EvidencePage, len(statements))
	if len(statements) == 0 {
		return pages, nil
	}
	c := &compiler{params: row{"ids": statements}}
	page := c.page("e", "sortPublished", p, false)
	cypher := "UNWIND range(0, size($ids) - 1) AS i MATCH (s:Statement {id: $ids[i]}) " +
		"RETURN i, s.reports AS total, COLLECT { MATCH (s)-[:EVIDENCED_BY]->(e:Evidence) WHERE true" + page.where +
		" WITH e" + page.order + " RETURN e {" + evidenceProperties + "} } AS evidence"
	rows, err := query(ctx, s, cypher, c.params, itself)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		pages[integer(r, "i")] = store.EvidencePage{Evidence: inOrder(values(r, "evidence", evidenceOf), page), Total: integer(r, "total")}
	}
	return pages, nil
}

// EntitiesNamed looks the folded name up in the full-text index, which narrows, and compares.
func (s *Store) EntitiesNamed(ctx context.Context, name string) ([]diplo.Entity, error) {
	folded := store.FoldName(name)
	if folded == "" {
		return nil, nil
	}
	return query(ctx, s, "CALL db.index.fulltext.queryNodes($index, $phrase) YIELD node AS e WHERE $name IN e.names "+
		"RETURN e {"+entityProperties+"} AS e ORDER BY e.id",
		row{"index": fullTextName("Entity", "names"), "phrase": `"` + folded + `"`, "name": folded}, in("e", entityOf))
}

// Documents answers with one query.
func (s *Store) Documents(ctx context.Context, publisher string, p store.Page) ([]diplo.Document, error) {
	c := &compiler{params: row{}}
	where := "d.current AND d.retractedAt IS NULL AND d.sortPublished >= '' AND d.id IS NOT NULL"
	if publisher != "" {
		where += " AND d.publisherKey = " + c.param(store.FoldName(publisher))
	}
	page := c.page("d", "sortPublished", p, false)
	found, err := query(ctx, s, "MATCH (d:Document) WHERE "+where+page.where+" WITH d"+page.order+" RETURN d {"+documentProperties+"} AS d", c.params, in("d", documentOf))
	return inOrder(found, page), err
}

// Stats counts each kind apart.
func (s *Store) Stats(ctx context.Context) (store.Stats, error) {
	rows, err := query(ctx, s, "RETURN COUNT { MATCH (d:Document) WHERE d.current AND d.retractedAt IS NULL } AS documents, "+
		"COUNT { (:Entity) } AS entities, COUNT { MATCH (e:Evidence) WHERE e.retractedAt IS NULL } AS evidences, "+
		"COUNT { MATCH (s:Statement) WHERE s.retractedAt IS NULL } AS statements, COUNT { (:Act) } AS acts, "+
		"COLLECT { MATCH (d:Demarche) RETURN d.lastChange }[0] AS last", nil, itself)
	if err != nil {
		return store.Stats{}, err
	}
	r := rows[0]
	return store.Stats{Documents: integer(r, "documents"), Entities: integer(r, "entities"), Evidences: integer(r, "evidences"),
		Statements: integer(r, "statements"), Acts: integer(r, "acts"), LastChange: int64(integer(r, "last"))}, nil
}
