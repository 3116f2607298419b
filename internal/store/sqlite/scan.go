package sqlite

import (
	"context"
	"encoding/json"
	"iter"

	"github.com/demarche/demarche/internal/diplo"
)

// scan streams what a query returns. One query sees one state of the store, in WAL mode without holding up writers.
func scan[T any](ctx context.Context, s *Store, query string, scan func(rowScanner) (T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		if err := s.ready(ctx); err != nil {
			yield(none, err)
			return
		}
		rows, err := s.reader.QueryContext(ctx, query)
		if err != nil {
			yield(none, s.failure(ctx, err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			v, err := scan(rows)
			if err != nil {
				yield(none, s.failure(ctx, err))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, s.failure(ctx, err))
		}
	}
}

// ScanDocuments streams every version.
func (s *Store) ScanDocuments(ctx context.Context) iter.Seq2[diplo.Document, error] {
	return scan(ctx, s, "SELECT body, text FROM document ORDER BY id, version", scanDocument)
}

// ScanEntities streams every profile.
func (s *Store) ScanEntities(ctx context.Context) iter.Seq2[diplo.Entity, error] {
	return scan(ctx, s, "SELECT body FROM entity ORDER BY id", scanBody[diplo.Entity])
}

// ScanEvidences streams every evidence.
func (s *Store) ScanEvidences(ctx context.Context) iter.Seq2[diplo.Evidence, error] {
	return scan(ctx, s, "SELECT body FROM evidence ORDER BY id", scanBody[diplo.Evidence])
}

// ScanJudgements streams every judgement.
func (s *Store) ScanJudgements(ctx context.Context) iter.Seq2[diplo.Judgement, error] {
	return scan(ctx, s, "SELECT body FROM judgement ORDER BY id", scanBody[diplo.Judgement])
}

// ScanStatements streams every statement.
func (s *Store) ScanStatements(ctx context.Context) iter.Seq2[diplo.Statement, error] {
	return scan(ctx, s, "SELECT body FROM statement ORDER BY id", scanBody[diplo.Statement])
}

// ScanEdges streams the typed edges.
func (s *Store) ScanEdges(ctx context.Context) iter.Seq2[diplo.Edge, error] {
	return scan(ctx, s, `SELECT statement, relationship, source, target, since, until, reports, origins, support, claimed_by, contested
		FROM edge ORDER BY statement`, func(r rowScanner) (e diplo.Edge, err error) {
		var claimed []byte
		err = r.Scan(&e.Statement, &e.Relationship, &e.From, &e.To, &e.Since, &e.Until, &e.Reports, &e.Origins, &e.Support, &claimed, &e.Contested)
		if err != nil {
			return e, err
		}
		err = json.Unmarshal(claimed, &e.ClaimedBy)
		return e, err
	})
}

// ScanSuperseded streams superseded ids.
func (s *Store) ScanSuperseded(ctx context.Context) iter.Seq2[[2]diplo.ID, error] {
	return scan(ctx, s, "SELECT id, successor FROM superseded ORDER BY id", func(r rowScanner) (p [2]diplo.ID, err error) {
		err = r.Scan(&p[0], &p[1])
		return p, err
	})
}
