package query

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/store"
)

// Resolve returns who may be meant by a name, alias, metonym, code or title ("the French president") on a day, "" for
// the newest known, best first: those of the gazetteer, and those that only the store knows. Empty where nobody is.
func (s *Service) Resolve(ctx context.Context, name string, on diplo.Date) ([]gazetteer.Match, error) {
	if len(name) > maxName {
		return nil, tooMuch("bytes of a name", len(name), maxName)
	}
	return s.withStored(ctx, name, s.names.Resolve(name, on))
}

// withStored adds to matches those that only the store knows by the name.
func (s *Service) withStored(ctx context.Context, name string, matches []gazetteer.Match) ([]gazetteer.Match, error) {
	stored, err := s.store.EntitiesNamed(ctx, name)
	if err != nil {
		return nil, err
	}
	for _, e := range stored {
		if !slices.ContainsFunc(matches, func(m gazetteer.Match) bool { return m.ID == e.ID }) {
			matches = append(matches, gazetteer.Match{Ref: e.Ref, Confidence: 1, Via: gazetteer.ViaName})
		}
	}
	slices.SortStableFunc(matches, func(a, b gazetteer.Match) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return matches, nil
}

// sure is the confidence from which a name is the gazetteer's own: somebody in the news who happens to bear it (the
// store has many such) does not make "Israel" ambiguous.
const sure = 0.9

// theOne resolves a name, or an id, to the one entity it means: NotFound for nobody, Ambiguous where another fits it at
// least half as well as the best. The store's own entities are looked at where the gazetteer is not sure.
func (s *Service) theOne(ctx context.Context, identity diplo.Identity, name string) (diplo.Ref, error) {
	if id := diplo.ID(name); id.Kind() != "" {
		return diplo.Ref{ID: id, Kind: id.Kind()}, nil
	}
	if len(name) > maxName {
		return diplo.Ref{}, tooMuch("bytes of a name", len(name), maxName)
	}
	matches := s.names.Resolve(name, "")
	if len(matches) == 0 || matches[0].Confidence < sure {
		var err error
		if matches, err = s.withStored(ctx, name, matches); err != nil {
			return diplo.Ref{}, err
		}
	}
	if len(matches) == 0 {
		return diplo.Ref{}, diplo.Errorf(diplo.NotFound, "nobody is called %q here: give an id, a code or another name", name)
	}
	best := matches[0]
	var rivals []string
	for _, m := range matches {
		if 2*m.Confidence >= best.Confidence && (m.ID == best.ID || identity.Canonical(m.ID) != identity.Canonical(best.ID)) {
			rivals = append(rivals, m.Name+" ("+string(m.ID)+")")
		}
	}
	if len(rivals) > 1 {
		slices.Sort(rivals)
		return diplo.Ref{}, diplo.Errorf(diplo.Ambiguous, "%q may be %s: give the id", name, strings.Join(rivals, ", "))
	}
	return best.Ref, nil
}

// EntityNamed returns the one entity that a name (or id) means, a zero Entity for nobody; Ambiguous where several fit.
func (s *Service) EntityNamed(ctx context.Context, name string) (diplo.Entity, error) {
	identity, err := s.store.Identity(ctx)
	if err != nil {
		return diplo.Entity{}, err
	}
	ref, err := s.theOne(ctx, identity.Identity, name)
	switch {
	case diplo.CodeOf(err) == diplo.NotFound:
		return diplo.Entity{}, nil
	case err != nil:
		return diplo.Entity{}, err
	}
	found, err := s.Entities(ctx, []diplo.ID{ref.ID})
	if err != nil {
		return diplo.Entity{}, err
	}
	return found[0], nil
}

// Entities returns the entities that the ids stand for, in that order, under their canonical ids: as the store has
// them, else as the gazetteer does; a zero Entity for an id that neither knows. The names of all that were judged to be
// one entity are its aliases.
func (s *Service) Entities(ctx context.Context, ids []diplo.ID) ([]diplo.Entity, error) {
	identity, err := s.store.Identity(ctx)
	if err != nil {
		return nil, err
	}
	var wanted []diplo.ID
	for _, id := range ids {
		wanted = append(wanted, identity.Members(id)...)
	}
	stored, err := s.store.EntitiesByID(ctx, wanted)
	if err != nil {
		return nil, err
	}
	profiles := make(map[diplo.ID]diplo.Entity, len(stored))
	for _, e := range stored {
		profiles[e.ID] = e
	}
	found := make([]diplo.Entity, len(ids))
	for i, id := range ids {
		found[i] = s.joined(identity.Members(id), identity.Canonical(id), profiles)
	}
	return found, nil
}

// joined is the profile of canonical with the names of the other members among its aliases.
func (s *Service) joined(members []diplo.ID, canonical diplo.ID, profiles map[diplo.ID]diplo.Entity) diplo.Entity {
	e, ok := profiles[canonical]
	if !ok {
		if e, ok = s.names.Entity(canonical); !ok {
			return diplo.Entity{}
		}
	}
	if len(members) == 1 {
		return e
	}
	aliases := slices.Clone(e.Aliases)
	for _, m := range members {
		if p := profiles[m]; p.ID != "" && m != canonical {
			aliases = append(append(aliases, p.Name), p.Aliases...)
		}
	}
	slices.Sort(aliases)
	e.Aliases = slices.DeleteFunc(slices.Compact(aliases), func(a string) bool { return a == e.Name })
	return e
}

// Leaders returns the offices of head of state or government, their deputies and foreign minister of a state or
// organization that were held on the day, "" for the newest known, as the gazetteer has them, in that order.
func (s *Service) Leaders(of diplo.ID, on diplo.Date) []diplo.Office {
	var offices []diplo.Office
	for _, kind := range []string{"head_of_state", "vice_head_of_state", "head_of_government", "deputy_head_of_government", "foreign_minister"} {
		offices = append(offices, s.names.Holders(of, kind, on)...)
	}
	return offices
}

// Members returns the states that are members of an organization, as the gazetteer has them, by id.
func (s *Service) Members(of diplo.ID) []diplo.Ref { return s.names.Members(of) }

// Stats counts what is in the store.
func (s *Service) Stats(ctx context.Context) (store.Stats, error) { return s.store.Stats(ctx) }

// OfficesOn returns the offices that are held on the day, all of them for "", in the order given.
func OfficesOn(offices []diplo.Office, on diplo.Date) []diplo.Office {
	if on == "" {
		return offices
	}
	var held []diplo.Office
	for _, o := range offices {
		if o.Covers(on) {
			held = append(held, o)
		}
	}
	return held
}
