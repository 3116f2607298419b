package graph

import (
	"unicode/utf8"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/graph/model"
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// filterOf turns the schema's filter into that of the questions; nil for none.
func filterOf(f *model.StatementFilter) *query.Filter {
	if f == nil {
		return nil
	}
	return &query.Filter{
		Types: f.Types, Families: f.Families,
		Subject: entityFilterOf(f.Subject), Object: entityFilterOf(f.Object), Either: entityFilterOf(f.Either),
		Since: value(f.Since), Until: value(f.Until), Undated: value(f.Undated),
		Modality: namedOf(f.Modality), Polarity: namedOf(f.Polarity), Basis: namedOf(f.Basis),
		MinOrigins: int(value(f.MinOrigins)), MinSupport: value(f.MinSupport),
		Speaker: entityFilterOf(f.Speaker), Attributed: f.Attributed, Contested: f.Contested,
		Publisher: value(f.Publisher), Document: value(f.Document), Text: value(f.Text),
		RecordedSince: value(f.RecordedSince), IncludeRetracted: value(f.IncludeRetracted),
		AllOf: filtersOf(f.AllOf), AnyOf: filtersOf(f.AnyOf), NoneOf: filtersOf(f.NoneOf),
	}
}

func filtersOf(list []model.StatementFilter) []query.Filter {
	if list == nil {
		return nil
	}
	filters := make([]query.Filter, len(list))
	for i := range list {
		filters[i] = *filterOf(&list[i])
	}
	return filters
}

func entityFilterOf(f *model.EntityFilter) *query.EntityFilter {
	if f == nil {
		return nil
	}
	return &query.EntityFilter{IDs: f.Ids, Names: f.Names, Kinds: f.Kinds, MemberOf: value(f.MemberOf)}
}

// namedOf tells a field that is null (any) from one that is absent (the default).
func namedOf[T comparable](o graphql.Omittable[[]T]) query.Named[T] {
	values, is := o.ValueOK()
	return query.Named[T]{Is: is, Values: values}
}

func orderOf(o *model.StatementOrder) store.Order {
	if o == nil {
		return store.Order{Field: store.Occurred}
	}
	return store.Order{Field: o.Field, Ascending: o.Direction == model.SortDirectionAsc}
}

func pageOf(first *int32, after *string, last *int32, before *string) query.PageAsk {
	return query.PageAsk{First: number(first), After: value(after), Last: number(last), Before: value(before)}
}

func number(n *int32) *int {
	if n == nil {
		return nil
	}
	i := int(*n)
	return &i
}

// quotation is a quote in its paragraph; start and end count code points.
type quotation struct {
	paragraph  string
	start, end int
}

func quotationOf(d diplo.Document, e diplo.Evidence) quotation {
	paragraph, offset := d.Paragraph(e.Start, e.End)
	if paragraph == "" {
		return quotation{}
	}
	start := utf8.RuneCountInString(paragraph[:e.Start-offset])
	return quotation{paragraph, start, start + utf8.RuneCountInString(e.Quote)}
}

// at is n, nil where there is no paragraph.
func (q quotation) at(n int) *int32 {
	if q.paragraph == "" {
		return nil
	}
	i := int32(n)
	return &i
}

// entitiesOf are the entities of a matrix's rows or columns, countsOf their totals.
func entitiesOf(totals []query.Total) []diplo.ID {
	ids := make([]diplo.ID, len(totals))
	for i, t := range totals {
		ids[i] = t.Entity
	}
	return ids
}

func countsOf(totals []query.Total) []int32 {
	counts := make([]int32, len(totals))
	for i, t := range totals {
		counts[i] = int32(t.Count)
	}
	return counts
}
