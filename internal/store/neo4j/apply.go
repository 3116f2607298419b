package neo4j

import (
	"context"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Apply writes a batch in one transaction. Where the connection is lost in mid-commit nobody knows whether it was
// written: the error says so, and applying the batch again is safe.
func (s *Store) Apply(ctx context.Context, b store.Batch) (store.Applied, error) {
	now := s.options.Now()
	b, err := store.Prepare(b, now)
	if err != nil {
		return store.Applied{}, err
	}
	var applied store.Applied
	err = s.write(ctx, func(t tx) error {
		g := gatherer{tx: t}
		judgements, err := g.Judgements()
		if err != nil {
			return err
		}
		plan, err := store.MakePlan(b, now, diplo.NewIdentity(judgements), g)
		if err != nil {
			return err
		}
		err = (&application{tx: t, Plan: plan, now: now}).run()
		applied = plan.Applied
		return err
	})
	if err != nil {
		return store.Applied{}, err
	}
	return applied, nil
}

// application is the writing of a plan.
type application struct {
	tx
	*store.Plan
	now   time.Time
	names map[diplo.ID]string // of the entities that statements tell of
}

func (a *application) run() error {
	for _, step := range []func() error{
		a.writeDocuments, a.writeEntities, a.writeJudgements, a.writeEvidences, a.writeActs, a.readNames, a.writeStatements, a.writeEdges,
		a.writeSuperseded, a.writeChanges,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}
