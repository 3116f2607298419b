package sqlite

import (
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// identityIn returns the identity as the transaction sees it. Judgements are only ever added and retracted, so two
// counters tell their revisions apart.
func (s *Store) identityIn(ctx context.Context, q querier) (store.Identity, error) {
	var revision store.Revision
	err := q.QueryRowContext(ctx, `SELECT coalesce((SELECT max(seq) FROM judgement) || '/' ||
		(SELECT count(*) FROM judgement WHERE retracted = 1), '')`).Scan(&revision)
	if err != nil || revision == "" {
		return store.Identity{}, err
	}
	if known := s.identity.Load(); known != nil && known.Revision == revision {
		return *known, nil
	}
	judgements, err := bodies[diplo.Judgement](ctx, q, "SELECT body FROM judgement")
	if err != nil {
		return store.Identity{}, err
	}
	known := &store.Identity{Identity: diplo.NewIdentity(judgements), Revision: revision}
	s.identity.Store(known)
	return *known, nil
}

// writeJudgements adds and retracts judgements and finds the ids that they move.
func (a *application) writeJudgements() error {
	if len(a.batch.Judgements) == 0 {
		return nil
	}
	stored, err := bodies[diplo.Judgement](a.ctx, a.tx, "SELECT body FROM judgement")
	if err != nil {
		return err
	}
	index := make(map[diplo.ID]int, len(stored))
	for i, j := range stored {
		index[j.ID] = i
	}
	for _, j := range a.batch.Judgements {
		i, ok := index[j.ID]
		if !ok {
			a.applied.Judgements++
			stored = append(stored, j)
			if _, err := a.exec("INSERT INTO judgement (id, retracted, body) VALUES (?, ?, ?)", j.ID, j.RetractedAt != nil, encode(j)); err != nil {
				return err
			}
			continue
		}
		j = store.JoinJudgements(stored[i], j)
		if sameInstant(j.RetractedAt, stored[i].RetractedAt) {
			continue
		}
		stored[i] = j
		if _, err := a.exec("UPDATE judgement SET retracted = 1, body = ? WHERE id = ?", encode(j), j.ID); err != nil {
			return err
		}
	}
	a.after = diplo.NewIdentity(stored)
	a.moved = a.movedBy(stored)
	return nil
}

// movedBy returns the judged ids that stand for another entity than before the batch, sorted.
func (a *application) movedBy(js []diplo.Judgement) []diplo.ID {
	var moved []diplo.ID
	for _, j := range js {
		for _, id := range []diplo.ID{j.A, j.B} {
			if a.before.Canonical(id) != a.after.Canonical(id) {
				moved = append(moved, id)
			}
		}
	}
	slices.Sort(moved)
	return slices.Compact(moved)
}
