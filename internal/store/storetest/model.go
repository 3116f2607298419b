package storetest

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Model is the contract implemented the slow, obvious way: it keeps everything in memory, folds all evidence again after
// each batch and looks at every statement for each question. The suite compares real stores with it; nothing else
// should use it.
type Model struct {
	options store.Options
	mu      sync.Mutex
	ready   bool
	closed  bool
	state   state
}

// state is replaced as a whole by each batch, never changed.
type state struct {
	documents  map[store.Version]diplo.Document
	entities   map[diplo.ID]diplo.Entity
	evidences  map[diplo.ID]diplo.Evidence
	judgements map[diplo.ID]diplo.Judgement
	statements []diplo.Statement // folded from the rest
	superseded map[diplo.ID]diplo.ID
	changes    []diplo.Change
}

var _ store.Store = (*Model)(nil)

// NewModel returns an empty model.
func NewModel(o store.Options) *Model { return &Model{options: o} }

func (s state) clone() state {
	return state{
		documents: maps.Clone(s.documents), entities: maps.Clone(s.entities), evidences: maps.Clone(s.evidences),
		judgements: maps.Clone(s.judgements), superseded: maps.Clone(s.superseded),
		statements: s.statements, changes: slices.Clip(s.changes),
	}
}

// view returns the state now.
func (m *Model) view(ctx context.Context) (state, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.state, m.refuse(ctx)
}

func (m *Model) refuse(ctx context.Context) error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded), errors.Is(ctx.Err(), context.Canceled):
		return diplo.Errorf(diplo.Timeout, "%w", ctx.Err())
	case m.closed:
		return diplo.Errorf(diplo.Unavailable, "the store is closed")
	case !m.ready:
		return diplo.Errorf(diplo.Unavailable, "there is no store yet")
	}
	return nil
}

// Apply applies the batch to a copy of the state.
func (m *Model) Apply(ctx context.Context, b store.Batch) (store.Applied, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now := m.options.Now()
	b, err := store.Prepare(b, now)
	if err != nil {
		return store.Applied{}, err
	}
	if err := m.refuse(ctx); err != nil {
		return store.Applied{}, err
	}
	next := m.state.clone()
	applied, err := next.apply(b, now)
	if err != nil {
		return store.Applied{}, err
	}
	m.state = next
	return applied, nil
}

func (s *state) apply(b store.Batch, now time.Time) (store.Applied, error) {
	before, live := s.statements, s.inForce()
	applied := s.add(b)
	for _, id := range b.Names() {
		if _, ok := s.entities[id]; !ok {
			return applied, store.NoProfile(b, id)
		}
	}
	for _, v := range b.Versions() {
		if _, ok := s.documents[v]; !ok {
			return applied, store.NoDocument(b, v)
		}
	}
	if err := s.remove(b, now); err != nil {
		return applied, err
	}
	for id, e := range s.evidences {
		if e.RetractedAt == nil && e.Document != "" && !s.counts(store.Version{Document: e.Document, Version: e.Version}) {
			e.RetractedAt = &now
			s.evidences[id] = e
		}
	}
	for id := range live {
		if s.evidences[id].RetractedAt != nil {
			applied.Retracted++
		}
	}
	s.statements = diplo.Fold(slices.Collect(maps.Values(s.evidences)), s.identity())
	s.point(diplo.Successors(before, s.statements))
	applied.Changes = diplo.Changes(before, s.statements)
	for i := range applied.Changes {
		applied.Changes[i].Seq, applied.Changes[i].At = int64(len(s.changes))+1, now
		s.changes = append(s.changes, applied.Changes[i])
	}
	return applied, nil
}

func (s *state) inForce() map[diplo.ID]bool {
	live := map[diplo.ID]bool{}
	for id, e := range s.evidences {
		if e.RetractedAt == nil {
			live[id] = true
		}
	}
	return live
}

// add puts what the batch brings to what is there.
func (s *state) add(b store.Batch) (n store.Applied) {
	for _, d := range b.Documents {
		n.Documents += put(s.documents, store.Version{Document: d.ID, Version: d.Version}, d, store.JoinDocuments)
	}
	for _, e := range b.Entities {
		n.Entities += put(s.entities, e.ID, e, diplo.MergeProfiles)
	}
	for _, e := range b.Evidences {
		n.Evidences += put(s.evidences, e.ID, e, store.JoinEvidences)
	}
	for _, j := range b.Judgements {
		n.Judgements += put(s.judgements, j.ID, j, store.JoinJudgements)
	}
	return n
}

func put[K comparable, V any](m map[K]V, k K, v V, join func(a, b V) V) int {
	if old, ok := m[k]; ok {
		m[k] = join(old, v)
		return 0
	}
	m[k] = v
	return 1
}

// remove retracts evidences and deletes documents.
func (s *state) remove(b store.Batch, now time.Time) error {
	for _, id := range b.RetractEvidences {
		e, ok := s.evidences[id]
		if !ok {
			return diplo.Errorf(diplo.NotFound, "there is no evidence %s", id)
		}
		if e.RetractedAt == nil {
			e.RetractedAt = &now
		}
		s.evidences[id] = e
	}
	for _, id := range b.DeleteDocuments {
		if len(s.versions(id)) == 0 {
			return diplo.Errorf(diplo.NotFound, "there is no document %s", id)
		}
		for _, d := range s.versions(id) {
			if d.RetractedAt == nil {
				d.RetractedAt = &now
				s.documents[store.Version{Document: d.ID, Version: d.Version}] = d
			}
		}
	}
	return nil
}

// point writes superseded ids: who stands, or is an heir, stands for itself.
func (s *state) point(heirs map[diplo.ID]diplo.ID) {
	for _, statement := range s.statements {
		if statement.RetractedAt == nil {
			delete(s.superseded, statement.ID)
		}
	}
	for _, heir := range heirs {
		delete(s.superseded, heir)
	}
	maps.Copy(s.superseded, heirs)
}

func (s *state) versions(id diplo.ID) []diplo.Document {
	var vs []diplo.Document
	for v, d := range s.documents {
		if v.Document == id {
			vs = append(vs, d)
		}
	}
	return vs
}

func (s *state) current(id diplo.ID) (diplo.Document, bool) {
	vs := s.versions(id)
	i := diplo.Current(vs)
	if i < 0 {
		return diplo.Document{}, false
	}
	return vs[i], true
}

func (s *state) counts(v store.Version) bool {
	d, _ := s.current(v.Document)
	return d.Version == v.Version && d.RetractedAt == nil
}

func (s *state) identity() diplo.Identity {
	return diplo.NewIdentity(slices.Collect(maps.Values(s.judgements)))
}

// Restore replaces the change log and the superseded ids.
func (m *Model) Restore(ctx context.Context, h store.History) error {
	if err := h.Validate(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.refuse(ctx); err != nil {
		return err
	}
	m.state = m.state.clone()
	m.state.changes = slices.Clone(h.Changes)
	m.state.superseded = map[diplo.ID]diplo.ID{}
	for _, p := range h.Superseded {
		m.state.superseded[p[0]] = p[1]
	}
	return nil
}

// Changes returns the change log after a sequence number.
func (m *Model) Changes(ctx context.Context, after int64, limit int) ([]diplo.Change, error) {
	s, err := m.view(ctx)
	if err != nil {
		return nil, err
	}
	rest := s.changes[min(max(after, 0), int64(len(s.changes))):]
	if limit > 0 && len(rest) > limit {
		rest = rest[:limit]
	}
	return slices.Clone(rest), nil
}

// Migrate makes the model usable.
func (m *Model) Migrate(context.Context) (before, after int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return 0, 0, diplo.Errorf(diplo.Unavailable, "the store is closed")
	}
	if m.ready {
		return 1, 1, nil
	}
	m.ready = true
	m.state = state{
		documents: map[store.Version]diplo.Document{}, entities: map[diplo.ID]diplo.Entity{}, evidences: map[diplo.ID]diplo.Evidence{},
		judgements: map[diplo.ID]diplo.Judgement{}, superseded: map[diplo.ID]diplo.ID{},
	}
	return 0, 1, nil
}

// Ping reports whether the model is usable.
func (m *Model) Ping(ctx context.Context) error {
	_, err := m.view(ctx)
	return err
}

// Close ends the model.
func (m *Model) Close(context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

// stream yields the values in the order of their keys.
func stream[V any](m *Model, ctx context.Context, values func(s state) []V, compare func(a, b V) int) iter.Seq2[V, error] {
	return func(yield func(V, error) bool) {
		s, err := m.view(ctx)
		if err != nil {
			var none V
			yield(none, err)
			return
		}
		for _, v := range slices.SortedFunc(slices.Values(values(s)), compare) {
			if !yield(v, nil) {
				return
			}
		}
	}
}

// ScanDocuments streams every version.
func (m *Model) ScanDocuments(ctx context.Context) iter.Seq2[diplo.Document, error] {
	return stream(m, ctx, func(s state) []diplo.Document { return slices.Collect(maps.Values(s.documents)) }, func(a, b diplo.Document) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Version, b.Version))
	})
}

// ScanEntities streams every profile.
func (m *Model) ScanEntities(ctx context.Context) iter.Seq2[diplo.Entity, error] {
	return stream(m, ctx, func(s state) []diplo.Entity { return slices.Collect(maps.Values(s.entities)) }, func(a, b diplo.Entity) int {
		return cmp.Compare(a.ID, b.ID)
	})
}

// ScanEvidences streams every evidence.
func (m *Model) ScanEvidences(ctx context.Context) iter.Seq2[diplo.Evidence, error] {
	return stream(m, ctx, func(s state) []diplo.Evidence { return slices.Collect(maps.Values(s.evidences)) }, func(a, b diplo.Evidence) int {
		return cmp.Compare(a.ID, b.ID)
	})
}

// ScanJudgements streams every judgement.
func (m *Model) ScanJudgements(ctx context.Context) iter.Seq2[diplo.Judgement, error] {
	return stream(m, ctx, func(s state) []diplo.Judgement { return slices.Collect(maps.Values(s.judgements)) }, func(a, b diplo.Judgement) int {
		return cmp.Compare(a.ID, b.ID)
	})
}

// ScanStatements streams every statement.
func (m *Model) ScanStatements(ctx context.Context) iter.Seq2[diplo.Statement, error] {
	return stream(m, ctx, func(s state) []diplo.Statement { return s.statements }, func(a, b diplo.Statement) int {
		return cmp.Compare(a.ID, b.ID)
	})
}

// ScanEdges streams what Project makes of the statements.
func (m *Model) ScanEdges(ctx context.Context) iter.Seq2[diplo.Edge, error] {
	return stream(m, ctx, func(s state) []diplo.Edge {
		var edges []diplo.Edge
		for _, statement := range s.statements {
			if e, ok := diplo.Project(statement); ok {
				edges = append(edges, e)
			}
		}
		return edges
	}, func(a, b diplo.Edge) int { return cmp.Compare(a.Statement, b.Statement) })
}

// ScanSuperseded streams superseded ids.
func (m *Model) ScanSuperseded(ctx context.Context) iter.Seq2[[2]diplo.ID, error] {
	return stream(m, ctx, func(s state) [][2]diplo.ID {
		var pairs [][2]diplo.ID
		for id, heir := range s.superseded {
			pairs = append(pairs, [2]diplo.ID{id, heir})
		}
		return pairs
	}, func(a, b [2]diplo.ID) int { return cmp.Compare(a[0], b[0]) })
}
