package neo4j

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// Neo4j reads what is committed at each moment, so a scan that must see one state holds the writers' lock while it
// reads. It reads into memory at once and only then yields, so that nobody waits for the reader and the reader may write.
// Of documents and evidences, which are the most, that is little: what can change. The rest never does, and follows by
// portions. The condition on the id, which always holds, makes an index give the order, so that the server sorts nothing.

const portion = 100 // evidences, or documents, whose unchanging part is read at once

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

func snapshot[T any](ctx context.Context, s *Store, cypher string, of func(row) T) (values []T, err error) {
	err = s.alone(ctx, func(t tx) error {
		values, err = collect(t, cypher, nil, of)
		return err
	})
	if err != nil {
		return nil, err
	}
	return values, nil
}

// filled yields what fill makes of what a query returns under the lock, a portion after the other.
func filled[H, T any](ctx context.Context, s *Store, cypher string, of func(row) H, fill func([]H) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		heads, err := snapshot(ctx, s, cypher, of)
		for part := range slices.Chunk(heads, portion) {
			var values []T
			if values, err = fill(part); err != nil {
				break
			}
			for _, v := range values {
				if !yield(v, nil) {
					return
				}
			}
		}
		if err != nil {
			yield(*new(T), err)
		}
	}
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
	return filled(ctx, s, "MATCH (d:Document) WHERE d.id >= '' AND d.version >= '' WITH d ORDER BY d.id, d.version RETURN d {"+headProperties+"} AS d", in("d", documentOf),
		func(documents []diplo.Document) ([]diplo.Document, error) {
			versions := make([]row, len(documents))
			for i, d := range documents {
				versions[i] = row{"i": i, "id": d.ID, "version": d.Version}
			}
			texts, err := query(ctx, s, "UNWIND $versions AS v MATCH (d:Document {id: v.id, version: v.version}) RETURN v.i AS i, d.text AS text", row{"versions": versions}, itself)
			for _, r := range texts {
				documents[integer(r, "i")].Text = str[string](r, "text")
			}
			return documents, err
		})
}

// ScanEntities streams profiles.
func (s *Store) ScanEntities(ctx context.Context) iter.Seq2[diplo.Entity, error] {
	return scan(ctx, s, "MATCH (e:Entity) WHERE e.id >= '' WITH e ORDER BY e.id RETURN e {"+entityProperties+"} AS e", in("e", entityOf))
}

// stamp is what can change of an evidence.
type stamp struct {
	id          diplo.ID
	recordedAt  time.Time
	retractedAt *time.Time
}

// ScanEvidences streams evidences.
func (s *Store) ScanEvidences(ctx context.Context) iter.Seq2[diplo.Evidence, error] {
	return filled(ctx, s, "MATCH (e:Evidence) WHERE e.id >= '' WITH e ORDER BY e.id RETURN e.id AS id, e.recordedAt AS recordedAt, e.retractedAt AS retractedAt",
		func(r row) stamp { return stamp{str[diplo.ID](r, "id"), at(r, "recordedAt"), retractedAt(r)} },
		func(stamps []stamp) ([]diplo.Evidence, error) {
			ids := make([]diplo.ID, len(stamps))
			for i, st := range stamps {
				ids[i] = st.id
			}
			evidences, err := s.EvidencesByID(ctx, ids)
			for i := range evidences {
				evidences[i].RecordedAt, evidences[i].RetractedAt = stamps[i].recordedAt, stamps[i].retractedAt
			}
			return evidences, err
		})
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
