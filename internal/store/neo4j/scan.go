package neo4j

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// Neo4j reads what is committed at each moment, so a scan that must see one state holds the writers' lock while it
// reads. It reads everything into memory at once and only then yields, so that nobody waits for the reader and the
// reader may write; of documents the texts, which never change, follow by portions. The condition on the id, which always
// holds, makes an index give the order, so that the server sorts nothing.

const textsAtOnce = 100

// scan yields what a query returns under the lock.
func scan[T any](ctx context.Context, s *Store, cypher string, of func(row) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		values, err := snapshot(ctx, s, cypher, of)
		deliver(values, err, yield)
	}
}

func deliver[T any](values []T, err error, yield func(T, error) bool) {
	for _, v := range values {
		if !yield(v, nil) {
			return
		}
	}
	if err != nil {
		var none T
		yield(none, err)
	}
}

func snapshot[T any](ctx context.Context, s *Store, cypher string, of func(row) T) ([]T, error) {
	var values []T
	err := s.alone(ctx, func(t tx) error {
		rows, err := t.rows(cypher, nil)
		values = make([]T, len(rows))
		for i, r := range rows {
			values[i] = of(r)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}

// alone reads while nobody writes. A database that takes no writes has no writers.
func (s *Store) alone(ctx context.Context, work func(tx) error) error {
	err := s.write(ctx, work)
	if readOnly(err) {
		return s.read(ctx, work)
	}
	return err
}

// ScanDocuments streams every version.
func (s *Store) ScanDocuments(ctx context.Context) iter.Seq2[diplo.Document, error] {
	return func(yield func(diplo.Document, error) bool) {
		all, err := snapshot(ctx, s, "MATCH (d:Document) WHERE d.id >= '' AND d.version >= '' WITH d ORDER BY d.id, d.version RETURN d {"+headProperties+"} AS d", in("d", documentOf))
		for len(all) > 0 && err == nil {
			portion := all[:min(len(all), textsAtOnce)]
			all = all[len(portion):]
			if err = s.fillTexts(ctx, portion); err != nil {
				break
			}
			for _, d := range portion {
				if !yield(d, nil) {
					return
				}
			}
		}
		if err != nil {
			yield(diplo.Document{}, err)
		}
	}
}

func (s *Store) fillTexts(ctx context.Context, documents []diplo.Document) error {
	versions := make([]row, len(documents))
	for i, d := range documents {
		versions[i] = row{"i": i, "id": d.ID, "version": d.Version}
	}
	return s.read(ctx, func(t tx) error {
		rows, err := t.rows("UNWIND $versions AS v MATCH (d:Document {id: v.id, version: v.version}) RETURN v.i AS i, d.text AS text", row{"versions": versions})
		for _, r := range rows {
			documents[integer(r, "i")].Text = str[string](r, "text")
		}
		return err
	})
}

// ScanEntities streams profiles.
func (s *Store) ScanEntities(ctx context.Context) iter.Seq2[diplo.Entity, error] {
	return scan(ctx, s, "MATCH (e:Entity) WHERE e.id >= '' WITH e ORDER BY e.id RETURN e {"+entityProperties+"} AS e", in("e", entityOf))
}

// ScanEvidences streams evidences.
func (s *Store) ScanEvidences(ctx context.Context) iter.Seq2[diplo.Evidence, error] {
	return scan(ctx, s, "MATCH (e:Evidence) WHERE e.id >= '' WITH e ORDER BY e.id RETURN e {"+evidenceProperties+"} AS e", in("e", evidenceOf))
}

// ScanJudgements streams judgements.
func (s *Store) ScanJudgements(ctx context.Context) iter.Seq2[diplo.Judgement, error] {
	return scan(ctx, s, "MATCH (j:Judgement) WHERE j.id >= '' WITH j ORDER BY j.id RETURN properties(j) AS j", in("j", judgementOf))
}

// ScanStatements streams statements.
func (s *Store) ScanStatements(ctx context.Context) iter.Seq2[diplo.Statement, error] {
	return scan(ctx, s, "MATCH (s:Statement) WHERE s.id >= '' WITH s ORDER BY s.id RETURN s {"+statementProperties+"} AS s", in("s", statementOf))
}

// ScanEdges streams the relationships of every type that the type table has. No index spans the types, so they are
// sorted here.
func (s *Store) ScanEdges(ctx context.Context) iter.Seq2[diplo.Edge, error] {
	var types []string
	for _, t := range diplo.Types() {
		types = append(types, t.Relationship())
	}
	return func(yield func(diplo.Edge, error) bool) {
		edges, err := snapshot(ctx, s, "MATCH (from:Entity)-[r:"+strings.Join(types, "|")+"]->(to:Entity) "+
			"RETURN type(r) AS type, from.id AS from, to.id AS to, properties(r) AS properties", edgeOf)
		slices.SortFunc(edges, func(a, b diplo.Edge) int { return cmp.Compare(a.Statement, b.Statement) })
		deliver(edges, err, yield)
	}
}

// ScanSuperseded streams superseded ids.
func (s *Store) ScanSuperseded(ctx context.Context) iter.Seq2[[2]diplo.ID, error] {
	return scan(ctx, s, "MATCH (x:Superseded) WHERE x.id >= '' WITH x ORDER BY x.id RETURN x.id AS id, x.successor AS successor", func(r row) [2]diplo.ID {
		return [2]diplo.ID{str[diplo.ID](r, "id"), str[diplo.ID](r, "successor")}
	})
}
