package sqlite

import (
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// cond is a condition in SQL with the values of its parameters.
type cond struct {
	sql  string
	args []any
}

func where(sql string, args ...any) cond { return cond{sql, args} }

// never holds for no row.
func never() cond { return where("0") }

// all holds where every condition does, any where one does.
func all(cs ...cond) cond    { return joined(cs, " AND ", "1") }
func either(cs ...cond) cond { return joined(cs, " OR ", "0") }

func joined(cs []cond, operator, none string) cond {
	if len(cs) == 0 {
		return where(none)
	}
	var c cond
	parts := make([]string, len(cs))
	for i, each := range cs {
		parts[i] = each.sql
		c.args = append(c.args, each.args...)
	}
	c.sql = "(" + strings.Join(parts, operator) + ")"
	return c
}

func not(c cond) cond { return cond{"NOT " + c.sql, c.args} }

// in holds where the column is one of the values; never for none.
func in[T any](column string, values []T) cond {
	switch len(values) {
	case 0:
		return never()
	case 1:
		return where(column+" = ?", values[0])
	}
	return where(column+" IN (SELECT value FROM json_each(?))", encode(values))
}

// ends names the columns of statement s that a roll-up reads as subject and object.
type ends struct{ subject, object string }

// rolled returns the ends under a roll-up and the condition for statements that do not fall out.
func rolled(r store.RollUp) (ends, cond) {
	if r == store.ByPolity {
		return ends{"s.for_subject", "s.for_object"}, where("(s.for_subject <> '' AND s.for_object <> '' AND s.for_subject <> s.for_object)")
	}
	return ends{"s.subject", "s.object"}, where("1")
}

// selected is the condition of a whole question: the filter, the roll-up, and what is retracted.
func selected(f store.Filter, r store.RollUp) cond {
	e, stays := rolled(r)
	c := all(stays, e.filter(f))
	if !f.IncludeRetracted {
		c = all(where("s.retracted = 0"), c)
	}
	return c
}

// filter compiles a filter but for IncludeRetracted.
func (e ends) filter(f store.Filter) cond {
	var cs []cond
	add := func(given bool, c cond) {
		if given {
			cs = append(cs, c)
		}
	}
	add(f.Types != nil, in("s.type", f.Types))
	add(f.Modality != nil, in("s.modality", f.Modality))
	add(f.Polarity != nil, in("s.polarity", f.Polarity))
	add(f.Basis != nil, basis(f.Basis))
	add(f.Subject != nil, entity(f.Subject, e.subject))
	add(f.Object != nil, entity(f.Object, e.object))
	add(f.Either != nil, either(entity(f.Either, e.subject), entity(f.Either, e.object)))
	add(f.Speaker != nil, claimant(f.Speaker))
	add(f.Since != "", where("(s.until = '' OR s.until >= ?)", f.Since))
	add(f.Until != "", where("s.since <= ?", f.Until)) // '' is the least
	add(f.Undated == store.Exclude, where("s.day <> ''"))
	add(f.Undated == store.Only, where("s.day = ''"))
	add(f.MinOrigins > 0, where("s.origins >= ?", f.MinOrigins))
	add(f.MinSupport > 0, where("s.likely >= ?", f.MinSupport))
	add(f.Attributed != nil, flag("s.attributed", f.Attributed))
	add(f.Contested != nil, flag("s.contested", f.Contested))
	add(!f.RecordedSince.IsZero(), where("s.recorded >= ?", store.TimeKey(f.RecordedSince)))
	add(f.Publisher != "", publisher(f.Publisher))
	add(f.Document != "", where("s.id IN (SELECT e.statement FROM evidence e WHERE e.document = ?)", f.Document))
	add(f.Text != nil, text(f.Text))
	add(f.AllOf != nil, e.allOf(f.AllOf))
	add(f.AnyOf != nil, either(e.each(f.AnyOf)...))
	add(f.NoneOf != nil, e.noneOf(f.NoneOf))
	return all(cs...)
}

func (e ends) each(fs []store.Filter) []cond {
	cs := make([]cond, len(fs))
	for i, f := range fs {
		cs[i] = e.filter(f)
	}
	return cs
}

func (e ends) allOf(fs []store.Filter) cond {
	if len(fs) == 0 {
		return never()
	}
	return all(e.each(fs)...)
}

func (e ends) noneOf(fs []store.Filter) cond {
	if len(fs) == 0 {
		return never()
	}
	return not(either(e.each(fs)...))
}

func flag(column string, want *bool) cond {
	return where(column+" = ?", want != nil && *want)
}

func basis(bases []diplo.EvidenceBasis) cond {
	bits := 0
	for _, b := range bases {
		bits |= basisBit(b)
	}
	return where("s.bases & ? <> 0", bits)
}

// entity is a filter of entities on a column that holds their ids.
func entity(f *store.EntityFilter, column string) cond {
	if f == nil {
		return never()
	}
	var cs []cond
	if f.IDs != nil {
		cs = append(cs, in(column, f.IDs))
	}
	if f.Kinds != nil {
		var kinds []cond
		for _, k := range f.Kinds {
			kinds = append(kinds, ofKind(column, k))
		}
		cs = append(cs, either(kinds...))
	}
	if f.MemberOf != "" {
		cs = append(cs, where(column+" IN (SELECT member FROM membership WHERE organization = ?)", f.MemberOf))
	}
	return all(cs...)
}

// ofKind holds for the ids with the kind's prefix.
func ofKind(column string, k diplo.Kind) cond {
	prefix := k.Lower()
	if k == diplo.Organization {
		prefix = "org"
	}
	return where("("+column+" >= ? AND "+column+" < ?)", prefix+":", prefix+";")
}

func claimant(f *store.EntityFilter) cond {
	c := entity(f, "c.entity")
	return cond{"s.id IN (SELECT c.statement FROM claim c WHERE " + c.sql + ")", c.args}
}

func publisher(name string) cond {
	folded := store.FoldName(name)
	if folded == "" {
		return never()
	}
	return where("EXISTS (SELECT 1 FROM evidence e WHERE e.statement = s.id AND e.publisher = ?)", folded)
}

// text finds the evidences whose quote has all tokens. What is no single token stands in no quote.
func text(tokens []string) cond {
	if len(tokens) == 0 {
		return never()
	}
	quoted := make([]string, len(tokens))
	for i, t := range tokens {
		if words := store.Tokens(t); len(words) != 1 || words[0] != t {
			return never()
		}
		quoted[i] = `"` + t + `"`
	}
	return where("s.id IN (SELECT e.statement FROM evidence e WHERE e.seq IN (SELECT rowid FROM quote WHERE quote MATCH ?))",
		strings.Join(quoted, " AND "))
}
