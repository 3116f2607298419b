package query

import (
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Filter selects statements in a person's terms. All fields must hold; a zero field asks nothing, except that modality,
// polarity and basis have defaults: ACTUAL, POSITIVE, and TEXT or HAND. A default applies once, to the whole filter,
// where the field is named nowhere in its tree. A nil list means any, a non-nil empty one matches nothing.
type Filter struct {
	Types                   []diplo.Type
	Families                []diplo.Family // together with Types: both must hold
	Subject, Object, Either *EntityFilter  // a symmetric statement has its two ends in both places
	Since, Until            diplo.Date     // inclusive; the occasion must overlap them
	Undated                 store.Undated
	Modality                Named[diplo.Modality]
	Polarity                Named[diplo.Polarity]
	Basis                   Named[diplo.EvidenceBasis]
	MinOrigins              int
	MinSupport              float64
	Speaker                 *EntityFilter
	Attributed, Contested   *bool
	Publisher               string
	Document                diplo.ID
	Text                    string // all of its words must stand in one quote
	RecordedSince           time.Time
	IncludeRetracted        bool     // allowed at the top only
	AllOf, NoneOf           []Filter // empty asks nothing
	AnyOf                   []Filter // non-nil and empty matches nothing
}

// EntityFilter selects entities. All fields must hold; a nil list means any, a non-nil empty one matches nothing.
type EntityFilter struct {
	IDs      []diplo.ID
	Names    []string // any name, alias, metonym or code; one that fits several is refused with Ambiguous
	Kinds    []diplo.Kind
	MemberOf diplo.ID
}

// Named is a list field that has a default: the zero value is not named, so that the default applies.
type Named[T comparable] struct {
	Is     bool // the field is named; with nil Values it means any
	Values []T
}

// Only names a field with these values.
func Only[T comparable](values ...T) Named[T] { return Named[T]{Is: true, Values: values} }

// Any names a field to say that every value will do.
func Any[T comparable]() Named[T] { return Named[T]{Is: true} }

// walk visits the filter and all filters within.
func (f *Filter) walk(visit func(f *Filter, depth int) error) error {
	var into func(f *Filter, depth int) error
	into = func(f *Filter, depth int) error {
		if err := visit(f, depth); err != nil {
			return err
		}
		for _, list := range [][]Filter{f.AllOf, f.AnyOf, f.NoneOf} {
			for i := range list {
				if err := into(&list[i], depth+1); err != nil {
					return err
				}
			}
		}
		return nil
	}
	return into(f, 1)
}

// check refuses filters that are too big or contradict themselves, and tells which fields with defaults are named.
func (f *Filter) check() (modality, polarity, basis bool, err error) {
	count := 0
	err = f.walk(func(g *Filter, depth int) error {
		count++
		modality, polarity, basis = modality || g.Modality.Is, polarity || g.Polarity.Is, basis || g.Basis.Is
		switch {
		case depth > maxFilterDeep:
			return tooMuch("levels of filters", depth, maxFilterDeep)
		case count > maxFilters:
			return tooMuch("filters in one", count, maxFilters)
		case g.Since != "" && g.Until != "" && g.Until < g.Since:
			return diplo.Errorf(diplo.BadInput, "filter: until (%s) is before since (%s)", g.Until, g.Since)
		case !(g.MinSupport >= 0 && g.MinSupport <= 1):
			return diplo.Errorf(diplo.BadInput, "filter: minSupport %v is outside 0 to 1", g.MinSupport)
		case g.IncludeRetracted && depth > 1:
			return diplo.Errorf(diplo.BadInput, "filter: includeRetracted stands at the top of the filter only, not within allOf, anyOf or noneOf")
		case g.Text != "" && len(store.Tokens(g.Text)) == 0:
			return diplo.Errorf(diplo.BadInput, "filter: text %q holds no word", g.Text)
		}
		return nil
	})
	return modality, polarity, basis, err
}

// types is the statement types that the filter allows, nil for any.
func (f *Filter) types() []diplo.Type {
	if f.Families == nil {
		return f.Types
	}
	allowed := []diplo.Type{}
	for _, row := range diplo.Types() {
		if slices.Contains(f.Families, row.Family) && (f.Types == nil || slices.Contains(f.Types, row.Code)) {
			allowed = append(allowed, row.Code)
		}
	}
	return allowed
}

// split divides types, nil meaning all, into those whose ends have an order and those that are symmetric.
func split(types []diplo.Type) (directed, symmetric []diplo.Type) {
	directed, symmetric = []diplo.Type{}, []diplo.Type{}
	for _, row := range diplo.Types() {
		switch {
		case types != nil && !slices.Contains(types, row.Code):
		case row.Symmetric:
			symmetric = append(symmetric, row.Code)
		default:
			directed = append(directed, row.Code)
		}
	}
	return directed, symmetric
}
