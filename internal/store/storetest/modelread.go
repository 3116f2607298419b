package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// lookUp finds each id in turn, zero for those not there.
func lookUp[T any](m *Model, ctx context.Context, ids []diplo.ID, find func(s *state, id diplo.ID) (T, bool)) ([]T, error) {
	s, err := m.view(ctx)
	if err != nil {
		return nil, err
	}
	found := make([]T, len(ids))
	for i, id := range ids {
		if v, ok := find(&s, id); ok {
			found[i] = v
		}
	}
	return found, nil
}

// DocumentsByID returns current versions.
func (m *Model) DocumentsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Document, error) {
	return lookUp(m, ctx, ids, (*state).current)
}

// EntitiesByID returns profiles under the ids asked for.
func (m *Model) EntitiesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Entity, error) {
	return lookUp(m, ctx, ids, func(s *state, id diplo.ID) (diplo.Entity, bool) { e, ok := s.entities[id]; return e, ok })
}

// EvidencesByID finds retracted evidences too.
func (m *Model) EvidencesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Evidence, error) {
	return lookUp(m, ctx, ids, func(s *state, id diplo.ID) (diplo.Evidence, bool) { e, ok := s.evidences[id]; return e, ok })
}

func (s *state) statement(id diplo.ID) (diplo.Statement, bool) {
	i := slices.IndexFunc(s.statements, func(x diplo.Statement) bool { return x.ID == id })
	if i < 0 {
		return diplo.Statement{}, false
	}
	return s.statements[i], true
}

// StatementsByID follows superseded ids.
func (m *Model) StatementsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Statement, error) {
	return lookUp(m, ctx, ids, func(s *state, id diplo.ID) (diplo.Statement, bool) {
		for s.superseded[id] != "" {
			id = s.superseded[id]
		}
		return s.statement(id)
	})
}

// ActsByID joins the parts that the evidences in force tell.
func (m *Model) ActsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Act, error) {
	return lookUp(m, ctx, ids, func(s *state, id diplo.ID) (diplo.Act, bool) {
		var telling []diplo.Evidence
		for _, e := range s.evidences {
			if e.RetractedAt == nil && e.Act != nil && e.Act.ID == id {
				telling = append(telling, e)
			}
		}
		act := diplo.Act{ID: id, Parts: store.ActParts(telling, s.identity())[id]}
		for i, p := range act.Parts {
			act.Parts[i].Entity = s.entities[p.Entity.ID].Ref
		}
		return act, len(telling) > 0
	})
}

// Identity returns the identity that the judgements in force make.
func (m *Model) Identity(ctx context.Context) (store.Identity, error) {
	s, err := m.view(ctx)
	return store.Identity{Identity: s.identity(), Revision: s.revision()}, err
}

// revision is the judgements themselves.
func (s *state) revision() store.Revision {
	var all []string
	for id, j := range s.judgements {
		all = append(all, fmt.Sprint(id, j.RetractedAt != nil))
	}
	slices.Sort(all)
	return store.Revision(strings.Join(all, " "))
}

// VersionSeen reports whether the version was ever added.
func (m *Model) VersionSeen(ctx context.Context, document diplo.ID, version string) (bool, error) {
	s, err := m.view(ctx)
	_, seen := s.documents[store.Version{Document: document, Version: version}]
	return seen, err
}

// EvidenceOf returns a page of the evidence of each statement.
func (m *Model) EvidenceOf(ctx context.Context, statements []diplo.ID, p store.Page) ([]store.EvidencePage, error) {
	return lookUp(m, ctx, statements, func(s *state, id diplo.ID) (store.EvidencePage, bool) {
		statement, _ := s.statement(id)
		var all []diplo.Evidence
		for _, e := range statement.Evidence {
			all = append(all, s.evidences[e])
		}
		place := func(e diplo.Evidence) store.Place { return store.Place{Key: string(e.Published), ID: e.ID} }
		return store.EvidencePage{Total: len(all), Evidence: pageOf(all, place, false, p)}, true
	})
}

// EntitiesNamed returns the entities with that name or alias.
func (m *Model) EntitiesNamed(ctx context.Context, name string) ([]diplo.Entity, error) {
	s, err := m.view(ctx)
	var found []diplo.Entity
	for _, id := range slices.Sorted(maps.Keys(s.entities)) {
		e := s.entities[id]
		if slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool {
			return store.FoldName(n) != "" && store.FoldName(n) == store.FoldName(name)
		}) {
			found = append(found, e)
		}
	}
	return found, err
}

// Documents returns a page of the current, undeleted documents.
func (m *Model) Documents(ctx context.Context, publisher string, p store.Page) ([]diplo.Document, error) {
	s, err := m.view(ctx)
	var found []diplo.Document
	for v, d := range s.documents {
		want := store.FoldName(publisher)
		if s.counts(v) && (publisher == "" || want != "" && store.FoldName(d.Publisher) == want) {
			found = append(found, d)
		}
	}
	return pageOf(found, func(d diplo.Document) store.Place { return store.Place{Key: string(d.Published), ID: d.ID} }, false, p), err
}

// Stats counts what is in the model.
func (m *Model) Stats(ctx context.Context) (store.Stats, error) {
	s, err := m.view(ctx)
	n := store.Stats{Entities: len(s.entities), LastChange: int64(len(s.changes))}
	acts := map[diplo.ID]bool{}
	for v := range s.documents {
		if s.counts(v) {
			n.Documents++
		}
	}
	for _, e := range s.evidences {
		if e.RetractedAt == nil {
			n.Evidences++
			if e.Act != nil {
				acts[e.Act.ID] = true
			}
		}
	}
	for _, x := range s.statements {
		if x.RetractedAt == nil {
			n.Statements++
		}
	}
	n.Acts = len(acts)
	return n, err
}
