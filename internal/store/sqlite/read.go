package sqlite

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// byID reads the records that a query selects by a JSON list of ids and puts them in the order of the ids.
func byID[T any](ctx context.Context, s *Store, ids []diplo.ID, query string, scan func(rowScanner) (T, error), id func(T) diplo.ID) ([]T, error) {
	ordered := make([]T, len(ids))
	if len(ids) == 0 {
		return ordered, s.ready(ctx)
	}
	err := s.read(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, query, encode(ids))
		found, err := collect(rows, err, scan)
		index := make(map[diplo.ID]T, len(found))
		for _, v := range found {
			index[id(v)] = v
		}
		for i := range ids {
			ordered[i] = index[ids[i]]
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return ordered, nil
}

// DocumentsByID returns current versions, deleted ones among them.
func (s *Store) DocumentsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Document, error) {
	return byID(ctx, s, ids, "SELECT body, text FROM document WHERE current = 1 AND id IN (SELECT value FROM json_each(?))",
		scanDocument, func(d diplo.Document) diplo.ID { return d.ID })
}

// EntitiesByID returns profiles under the ids asked for.
func (s *Store) EntitiesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Entity, error) {
	return byID(ctx, s, ids, "SELECT body FROM entity WHERE id IN (SELECT value FROM json_each(?))",
		scanBody[diplo.Entity], func(e diplo.Entity) diplo.ID { return e.ID })
}

// StatementsByID follows superseded ids to their successors.
func (s *Store) StatementsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Statement, error) {
	type found struct {
		asked diplo.ID
		diplo.Statement
	}
	all, err := byID(ctx, s, ids, `WITH RECURSIVE trail (asked, id) AS (
			SELECT DISTINCT value, value FROM json_each(?)
			UNION SELECT t.asked, p.successor FROM trail t JOIN superseded p ON p.id = t.id)
		SELECT t.asked, s.body FROM trail t JOIN statement s ON s.id = t.id
		WHERE NOT EXISTS (SELECT 1 FROM superseded p WHERE p.id = t.id)`,
		func(r rowScanner) (f found, err error) {
			var body []byte
			if err = r.Scan(&f.asked, &body); err != nil {
				return f, err
			}
			err = unmarshal(body, &f.Statement)
			return f, err
		}, func(f found) diplo.ID { return f.asked })
	statements := make([]diplo.Statement, len(all))
	for i := range all {
		statements[i] = all[i].Statement
	}
	return statements, err
}

// EvidencesByID finds retracted evidences too.
func (s *Store) EvidencesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Evidence, error) {
	return byID(ctx, s, ids, "SELECT body FROM evidence WHERE id IN (SELECT value FROM json_each(?))",
		scanBody[diplo.Evidence], func(e diplo.Evidence) diplo.ID { return e.ID })
}

// ActsByID joins the parts that the evidences in force tell.
func (s *Store) ActsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Act, error) {
	acts := make([]diplo.Act, len(ids))
	err := s.read(ctx, func(q querier) error {
		identity, err := s.identityIn(ctx, q)
		if err != nil {
			return err
		}
		evidences, err := bodies[diplo.Evidence](ctx, q, "SELECT body FROM evidence WHERE retracted = 0 AND act <> '' AND act IN (SELECT value FROM json_each(?))", encode(ids))
		if err != nil {
			return err
		}
		parts := store.ActParts(evidences, identity.Identity)
		profiles, err := bodies[diplo.Entity](ctx, q, "SELECT body FROM entity WHERE id IN (SELECT value FROM json_each(?))", encode(partIDs(parts)))
		if err != nil {
			return err
		}
		for i, id := range ids {
			if ps, ok := parts[id]; ok {
				acts[i] = diplo.Act{ID: id, Parts: named(ps, profiles)}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return acts, nil
}

func partIDs(acts map[diplo.ID][]diplo.Part) []diplo.ID {
	var ids []diplo.ID
	for _, parts := range acts {
		for _, p := range parts {
			ids = append(ids, p.Entity.ID)
		}
	}
	return ids
}

// named gives each part the name of its entity's profile.
func named(parts []diplo.Part, profiles []diplo.Entity) []diplo.Part {
	for i := range parts {
		j := slices.IndexFunc(profiles, func(e diplo.Entity) bool { return e.ID == parts[i].Entity.ID })
		if j >= 0 {
			parts[i].Entity = profiles[j].Ref
		}
	}
	return parts
}

// Identity returns the identity that the judgements in force make.
func (s *Store) Identity(ctx context.Context) (identity store.Identity, err error) {
	err = s.read(ctx, func(q querier) error {
		identity, err = s.identityIn(ctx, q)
		return err
	})
	return identity, err
}

// VersionSeen reports whether the store has had the version.
func (s *Store) VersionSeen(ctx context.Context, document diplo.ID, version string) (seen bool, err error) {
	err = s.read(ctx, func(q querier) error {
		return q.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM document WHERE id = ? AND version = ?)", document, version).Scan(&seen)
	})
	return seen, err
}

// Changes returns the change log after a sequence number.
func (s *Store) Changes(ctx context.Context, after int64, limit int) (changes []diplo.Change, err error) {
	err = s.read(ctx, func(q querier) error {
		rows, err := q.QueryContext(ctx, "SELECT seq, kind, statement, successor, at FROM change WHERE seq > ? ORDER BY seq LIMIT ?", after, cmp.Or(limit, -1))
		changes, err = collect(rows, err, func(r rowScanner) (c diplo.Change, err error) {
			var at string
			if err = r.Scan(&c.Seq, &c.Kind, &c.Statement, &c.Successor, &at); err == nil {
				c.At, err = store.ParseTimeKey(at)
			}
			return c, err
		})
		return err
	})
	return changes, err
}
