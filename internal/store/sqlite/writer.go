package sqlite

import (
	"context"
	"database/sql"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// writer is one write transaction with its prepared statements.
type writer struct {
	ctx      context.Context
	tx       *sql.Tx
	prepared map[string]*sql.Stmt
}

func (w *writer) stmt(query string) (*sql.Stmt, error) {
	if p := w.prepared[query]; p != nil {
		return p, nil
	}
	p, err := w.tx.PrepareContext(w.ctx, query)
	if err == nil {
		w.prepared[query] = p
	}
	return p, err
}

func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	p, err := w.stmt(query) //nolint:sqlclosecheck // it is kept for the next call, and ends with the transaction
	if err != nil {
		return nil, err
	}
	return p.ExecContext(w.ctx, args...)
}

// number reads the one whole number that a query returns.
func (w *writer) number(query string, args ...any) (n int64, err error) {
	err = w.tx.QueryRowContext(w.ctx, query, args...).Scan(&n)
	return n, err
}

// Apply writes a batch in one transaction that holds the file's write lock from its first read on, which is what makes
// writers of any process wait for each other.
func (s *Store) Apply(ctx context.Context, b store.Batch) (store.Applied, error) {
	now := s.options.Now()
	b, err := store.Prepare(b, now)
	if err != nil {
		return store.Applied{}, err
	}
	var applied store.Applied
	err = s.write(ctx, func(w *writer) error {
		before, err := s.identityIn(ctx, w.tx)
		if err != nil {
			return err
		}
		g := gatherer{w, before.Identity, map[diplo.ID]place{}}
		plan, err := store.MakePlan(b, now, before.Identity, g)
		b = store.Batch{} // of a long document it is large, and the plan has it all
		if err != nil {
			return err
		}
		err = (&application{writer: w, Plan: plan, places: g.places, now: now}).run()
		applied = plan.Applied
		return err
	})
	if err != nil {
		return store.Applied{}, err
	}
	return applied, nil
}

// Restore replaces the change log and the superseded ids.
func (s *Store) Restore(ctx context.Context, h store.History) error {
	if err := h.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(w *writer) error {
		for _, clear := range []string{"DELETE FROM change", "DELETE FROM superseded"} {
			if _, err := w.exec(clear); err != nil {
				return err
			}
		}
		if err := w.log(h.Changes); err != nil {
			return err
		}
		for _, p := range h.Superseded {
			if _, err := w.exec(insert("superseded", "id", "successor"), p[0], p[1]); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) log(changes []diplo.Change) error {
	for _, c := range changes {
		_, err := w.exec("INSERT INTO change (seq, kind, statement, successor, at) VALUES (?, ?, ?, ?, ?)",
			c.Seq, c.Kind, c.Statement, c.Successor, store.TimeKey(c.At))
		if err != nil {
			return err
		}
	}
	return nil
}
