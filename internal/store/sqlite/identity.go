package sqlite

import (
	"context"

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

// writeJudgements writes new and edited judgements.
func (a *application) writeJudgements() error {
	for _, j := range a.Judgements {
		_, err := a.exec("INSERT INTO judgement (id, retracted, body) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET retracted = excluded.retracted, body = excluded.body",
			j.ID, j.RetractedAt != nil, encode(j))
		if err != nil {
			return err
		}
	}
	return nil
}
