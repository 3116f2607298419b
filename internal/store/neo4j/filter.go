package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// compiler turns filters into conditions on a statement s. Every value becomes a parameter, so that queries of one shape
// are one text, whose plan the server keeps. No condition is ever null: one under NOT would pass nothing either way.
type compiler struct {
	params          row
	subject, object string // the ends as the roll-up reads them
}

// compile returns the MATCH clause that binds s to each statement that the filter selects.
func compile(f store.Filter, r store.RollUp) (match string, params row) {
	c := &compiler{params: row{}, subject: "s.subject", object: "s.object"}
	var all conditions
	if r == store.ByPolity {
		c.subject, c.object = "s.rolledSubject", "s.rolledObject"
		all.add("s.rolledSubject IS NOT NULL")
	}
	if !f.IncludeRetracted {
		all.add("s.retractedAt IS NULL")
	}
	from := "MATCH (s:Statement)"
	if anchored := indexable(f.Text); len(anchored) > 0 {
		from = fmt.Sprintf("CALL () { CALL db.index.fulltext.queryNodes('%s', %s) YIELD node MATCH (s:Statement)-[:EVIDENCED_BY]->(node) RETURN DISTINCT s } WITH s",
			fullTextName("Evidence", "tokens"), c.param("+"+strings.Join(anchored, " +")))
	}
	all.add(c.filter(f))
	return from + " WHERE " + all.and(), c.params
}

// indexable returns tokens to look up in the full-text index: some of those it keeps whole. It only narrows the search;
// the condition on the text decides.
func indexable(tokens []string) []string {
	const longest, most = 255, 16
	var fit []string
	for _, t := range tokens {
		if one := store.Tokens(t); len(one) == 1 && one[0] == t && len(t) < longest && len(fit) < most {
			fit = append(fit, t)
		}
	}
	return fit
}

func (c *compiler) param(value any) string {
	name := fmt.Sprintf("p%d", len(c.params))
	c.params[name] = value
	return "$" + name
}

// conditions are joined by AND or OR; the empty string among them is one that always holds.
type conditions []string

func (all *conditions) add(condition string) {
	if condition != "" {
		*all = append(*all, condition)
	}
}

func (all conditions) and() string {
	if len(all) == 0 {
		return "true"
	}
	return strings.Join(all, " AND ")
}

// filter is the condition of one filter, without what only the top level's says.
func (c *compiler) filter(f store.Filter) string {
	var all conditions
	all.add(oneOf(c, "s.type", f.Types))
	all.add(c.entity(c.subject, f.Subject))
	all.add(c.entity(c.object, f.Object))
	if f.Either != nil {
		all.add(c.either(f.Either))
	}
	all.add(c.dates(f))
	all.add(oneOf(c, "s.modality", f.Modality))
	all.add(oneOf(c, "s.polarity", f.Polarity))
	if f.Basis != nil {
		all.add("any(b IN s.bases WHERE b IN " + c.param(f.Basis) + ")")
	}
	if f.MinOrigins > 0 {
		all.add("s.origins >= " + c.param(f.MinOrigins))
	}
	if f.MinSupport > 0 {
		all.add("s.support >= " + c.param(f.MinSupport))
	}
	if f.Speaker != nil {
		all.add("any(x IN s.claimedBy WHERE " + orTrue(c.entity("x", f.Speaker)) + ")")
	}
	if f.Attributed != nil {
		all.add("s.attributed = " + c.param(*f.Attributed))
	}
	if f.Contested != nil {
		all.add("s.contested = " + c.param(*f.Contested))
	}
	all.add(c.sources(f))
	if !f.RecordedSince.IsZero() {
		all.add("s.sortRecorded >= " + c.param(store.TimeKey(f.RecordedSince)))
	}
	c.combinations(&all, f)
	return all.and()
}

// combinations adds what is combined of other filters.
func (c *compiler) combinations(all *conditions, f store.Filter) {
	each := func(fs []store.Filter) []string {
		var out []string
		for _, g := range fs {
			out = append(out, "("+c.filter(g)+")")
		}
		return out
	}
	for _, of := range [][]store.Filter{f.AllOf, f.AnyOf, f.NoneOf} {
		if of != nil && len(of) == 0 {
			all.add("false")
		}
	}
	*all = append(*all, each(f.AllOf)...)
	if len(f.AnyOf) > 0 {
		all.add("(" + strings.Join(each(f.AnyOf), " OR ") + ")")
	}
	for _, g := range each(f.NoneOf) {
		all.add("NOT " + g)
	}
}

func orTrue(condition string) string {
	if condition == "" {
		return "true"
	}
	return condition
}

// oneOf is the condition that x is one of the values: nil any, empty none.
func oneOf[T any](c *compiler, x string, values []T) string {
	switch {
	case values == nil:
		return ""
	case len(values) == 0:
		return "false"
	case len(values) == 1: // an index gives these in order
		return x + " = " + c.param(values[0])
	}
	return x + " IN " + c.param(values)
}

func (c *compiler) entity(x string, f *store.EntityFilter) string {
	if f == nil {
		return ""
	}
	var all conditions
	all.add(oneOf(c, x, f.IDs))
	if f.Kinds != nil {
		all.add("any(prefix IN " + c.param(prefixes(f.Kinds)) + " WHERE " + x + " STARTS WITH prefix)")
	}
	if f.MemberOf != "" {
		all.add("EXISTS { MATCH (:State {id: " + x + "})-[:MEMBER]->(:Organization {id: " + c.param(f.MemberOf) + "}) }")
	}
	return strings.Join(all, " AND ")
}

func prefixes(kinds []diplo.Kind) []string {
	prefix := map[diplo.Kind]string{diplo.Person: "person:", diplo.State: "state:", diplo.Organization: "org:", diplo.Conflict: "conflict:"}
	out := []string{}
	for _, k := range kinds {
		if p := prefix[k]; p != "" {
			out = append(out, p)
		}
	}
	return out
}

func (c *compiler) either(f *store.EntityFilter) string {
	return "(" + orTrue(c.entity(c.subject, f)) + " OR " + orTrue(c.entity(c.object, f)) + ")"
}

// dates is the condition that the occasion overlaps the filter's days, an unknown end being open.
func (c *compiler) dates(f store.Filter) string {
	var all conditions
	if f.Until != "" {
		all.add("(s.since IS NULL OR s.since <= " + c.param(date(f.Until)) + ")")
	}
	if f.Since != "" {
		all.add("(s.until IS NULL OR s.until >= " + c.param(date(f.Since)) + ")")
	}
	switch f.Undated {
	case store.Exclude:
		all.add("s.day IS NOT NULL")
	case store.Only:
		all.add("s.day IS NULL")
	}
	return strings.Join(all, " AND ")
}

// sources is the condition on the evidence and its documents: publisher, document and text each of some evidence.
func (c *compiler) sources(f store.Filter) string {
	var all conditions
	if f.Publisher != "" {
		all.add("EXISTS { (s)-[:EVIDENCED_BY]->(:Evidence)-[:IN]->(:Document {publisherKey: " + c.param(store.FoldName(f.Publisher)) + "}) }")
	}
	if f.Document != "" {
		all.add("EXISTS { (s)-[:EVIDENCED_BY]->(:Evidence {document: " + c.param(f.Document) + "}) }")
	}
	if f.Text != nil && len(f.Text) == 0 {
		all.add("false")
	}
	if len(f.Text) > 0 {
		all.add("EXISTS { MATCH (s)-[:EVIDENCED_BY]->(e:Evidence) WHERE all(token IN " + c.param(f.Text) + " WHERE token IN e.tokens) }")
	}
	return strings.Join(all, " AND ")
}

// sortProperty holds store.SortKey of each statement.
func sortProperty(f store.OrderField) string {
	switch f {
	case store.Recorded:
		return "sortRecorded"
	case store.Support:
		return "sortSupport"
	}
	return "sortOccurred"
}

// paging is a keyset page over x, sorted by the property key and then by id.
type paging struct {
	where, order string // conditions that begin with AND, and an ORDER BY with LIMIT
	direction    string // of the ORDER BY
	reversed     bool   // what comes must be turned round
}

func (c *compiler) page(x, key string, p store.Page, ascending bool) paging {
	var out paging
	bound := func(place *store.Place, beyond string) {
		if place == nil {
			return
		}
		k, id := c.param(place.Key), c.param(place.ID)
		out.where += fmt.Sprintf(" AND %[1]s.%[2]s %[3]s= %[4]s AND (%[1]s.%[2]s %[3]s %[4]s OR %[1]s.id %[3]s %[5]s)", x, key, beyond, k, id)
	}
	forth, back := "<", ">"
	if ascending {
		forth, back = back, forth
	}
	bound(p.After, forth)
	bound(p.Before, back)
	out.direction = "DESC"
	if ascending != p.Backward {
		out.direction = "ASC"
	}
	out.order = fmt.Sprintf(" ORDER BY %[1]s.%[2]s %[3]s, %[1]s.id %[3]s", x, key, out.direction)
	if p.Limit > 0 {
		out.order += " LIMIT " + c.param(p.Limit)
	}
	out.reversed = p.Backward
	return out
}

// inOrder turns round what was read backward.
func inOrder[T any](items []T, p paging) []T {
	if p.reversed {
		slices.Reverse(items)
	}
	return items
}
