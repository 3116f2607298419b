package query

import (
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// lower turns a person's filter (nil for none) into a store's: defaults set, families spelt out, names resolved, ids
// made canonical, conflicts joined by their episodes, and symmetric types found from both ends. Who is who it asks the
// store only where the filter names somebody.
func (s *Service) lower(ctx context.Context, f *Filter) (store.Filter, error) {
	return s.lowerBy(ctx, f, func() (diplo.Identity, error) {
		x, err := s.store.Identity(ctx)
		return x.Identity, err
	})
}

// lowerBy is lower by the identity that who tells.
func (s *Service) lowerBy(ctx context.Context, f *Filter, who func() (diplo.Identity, error)) (store.Filter, error) {
	if f == nil {
		f = &Filter{}
	}
	modality, polarity, basis, err := f.check()
	if err != nil {
		return store.Filter{}, err
	}
	l := lowering{service: s, identity: who}
	low, err := l.filter(ctx, f)
	if err != nil {
		return store.Filter{}, err
	}
	if !modality {
		low.Modality = []diplo.Modality{diplo.Actual}
	}
	if !polarity {
		low.Polarity = []diplo.Polarity{diplo.Positive}
	}
	if !basis {
		low.Basis = []diplo.EvidenceBasis{diplo.FromText, diplo.FromHand}
	}
	return low, nil
}

// lowering is the work on one filter tree.
type lowering struct {
	service  *Service
	identity func() (diplo.Identity, error)
}

func (l *lowering) filter(ctx context.Context, f *Filter) (store.Filter, error) {
	low := store.Filter{
		Types: f.types(), Since: f.Since, Until: f.Until, Undated: f.Undated,
		Modality: f.Modality.Values, Polarity: f.Polarity.Values, Basis: f.Basis.Values,
		MinOrigins: f.MinOrigins, MinSupport: f.MinSupport, Attributed: f.Attributed, Contested: f.Contested,
		Publisher: f.Publisher, Document: f.Document, RecordedSince: f.RecordedSince, IncludeRetracted: f.IncludeRetracted,
	}
	if f.Text != "" {
		low.Text = store.Tokens(f.Text)
	}
	var subject, object *store.EntityFilter
	for _, who := range []struct {
		from *EntityFilter
		to   **store.EntityFilter
	}{{f.Subject, &subject}, {f.Object, &object}, {f.Either, &low.Either}, {f.Speaker, &low.Speaker}} {
		lowered, err := l.entities(ctx, who.from)
		if err != nil {
			return store.Filter{}, err
		}
		*who.to = lowered
	}
	var err error
	if low.AllOf, err = l.filters(ctx, f.AllOf); err != nil {
		return store.Filter{}, err
	}
	if low.NoneOf, err = l.filters(ctx, f.NoneOf); err != nil {
		return store.Filter{}, err
	}
	if low.AnyOf, err = l.filters(ctx, f.AnyOf); err != nil {
		return store.Filter{}, err
	}
	if f.AnyOf != nil && low.AnyOf == nil {
		low.AnyOf = []store.Filter{}
	}
	return between(low, subject, object), nil
}

func (l *lowering) filters(ctx context.Context, list []Filter) ([]store.Filter, error) {
	var lowered []store.Filter
	for i := range list {
		f, err := l.filter(ctx, &list[i])
		if err != nil {
			return nil, err
		}
		lowered = append(lowered, f)
	}
	return lowered, nil
}

func (l *lowering) entities(ctx context.Context, f *EntityFilter) (*store.EntityFilter, error) {
	if f == nil {
		return nil, nil
	}
	if n := max(len(f.IDs), len(f.Names)); n > MaxIDs {
		return nil, tooMuch("ids or names in one list", n, MaxIDs)
	}
	low := &store.EntityFilter{IDs: f.IDs, Kinds: f.Kinds, MemberOf: f.MemberOf}
	if f.Names == nil && f.IDs == nil && f.MemberOf == "" {
		return low, nil
	}
	identity, err := l.identity()
	if err != nil {
		return nil, err
	}
	if f.Names != nil {
		named := make([]diplo.ID, 0, len(f.Names))
		for _, name := range f.Names {
			ref, err := l.service.theOne(ctx, identity, name)
			if err != nil {
				return nil, err
			}
			if f.IDs == nil || slices.Contains(f.IDs, ref.ID) {
				named = append(named, ref.ID)
			}
		}
		low.IDs = named
	}
	low.MemberOf = identity.Canonical(low.MemberOf)
	if low.IDs != nil {
		low.IDs = l.service.standFor(identity, low.IDs)
	}
	return low, nil
}

// standFor returns the canonical ids under which statements about the entities stand, sorted: of a conflict those of
// its episodes too. The result is never nil.
func (s *Service) standFor(x diplo.Identity, ids []diplo.ID) []diplo.ID {
	all := make([]diplo.ID, 0, len(ids))
	for _, id := range ids {
		id = x.Canonical(id)
		all = append(all, id)
		if id.Kind() == diplo.Conflict {
			for _, episode := range s.names.Episodes(id) {
				all = append(all, x.Canonical(episode.ID))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// between adds to f that the statements go from subject to object (nil: anyone); of the symmetric types among them
// either end may be either.
func between(f store.Filter, subject, object *store.EntityFilter) store.Filter {
	if subject == nil && object == nil {
		return f
	}
	directed, symmetric := split(f.Types)
	switch {
	case len(symmetric) == 0:
		f.Subject, f.Object = subject, object
	case len(directed) == 0 && f.Either == nil && (subject == nil || object == nil):
		f.Either = subject
		if subject == nil {
			f.Either = object
		}
	default:
		f.AllOf = append(f.AllOf, store.Filter{AnyOf: []store.Filter{
			{Subject: subject, Object: object},
			{Types: symmetric, Subject: object, Object: subject},
		}})
	}
	return f
}

// both is the filter that holds where f and all of the others hold; the top level stays f's.
func both(f store.Filter, others ...store.Filter) store.Filter {
	f.AllOf = append(slices.Clip(f.AllOf), others...)
	return f
}
