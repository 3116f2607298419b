package neo4j

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// byID reads values by id and puts them in the order asked for.
func byID[T any](ctx context.Context, s *Store, cypher string, ids []diplo.ID, of func(row) T) ([]T, error) {
	values := make([]T, len(ids))
	if len(ids) == 0 {
		return values, nil
	}
	rows, err := query(ctx, s, cypher, row{"ids": ids}, itself)
	if err != nil {
		return nil, err
	}
	found := make(map[diplo.ID]T, len(rows))
	for _, r := range rows {
		found[str[diplo.ID](r, "id")] = of(properties(r, "x"))
	}
	for i, id := range ids {
		values[i] = found[id]
	}
	return values, nil
}

// DocumentsByID reads current versions.
func (s *Store) DocumentsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Document, error) {
	return byID(ctx, s, "MATCH (d:Document) WHERE d.id IN $ids AND d.version IS NOT NULL AND d.current RETURN d.id AS id, d {"+documentProperties+"} AS x", ids, documentOf)
}

// EntitiesByID reads profiles.
func (s *Store) EntitiesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Entity, error) {
	return byID(ctx, s, "MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id, e {"+entityProperties+"} AS x", ids, entityOf)
}

// EvidencesByID reads evidences.
func (s *Store) EvidencesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Evidence, error) {
	return byID(ctx, s, "MATCH (e:Evidence) WHERE e.id IN $ids RETURN e.id AS id, e {"+evidenceProperties+"} AS x", ids, evidenceOf)
}

// StatementsByID follows superseded ids first.
func (s *Store) StatementsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Statement, error) {
	if len(ids) == 0 {
		return []diplo.Statement{}, nil
	}
	leads := map[diplo.ID]diplo.ID{}
	found := map[diplo.ID]diplo.Statement{}
	err := s.read(ctx, func(t tx) error {
		for next := ids; len(next) > 0; {
			rows, err := t.rows("MATCH (x:Superseded) WHERE x.id IN $ids RETURN x.id AS id, x.successor AS successor", row{"ids": next})
			if err != nil {
				return err
			}
			next = nil
			for _, r := range rows {
				id, successor := str[diplo.ID](r, "id"), str[diplo.ID](r, "successor")
				if leads[id] == "" {
					leads[id] = successor
					next = append(next, successor)
				}
			}
		}
		last := make([]diplo.ID, len(ids))
		for i, id := range ids {
			last[i] = follow(leads, id)
		}
		rows, err := t.rows("MATCH (s:Statement) WHERE s.id IN $ids RETURN s {"+statementProperties+"} AS s", row{"ids": last})
		for _, r := range rows {
			statement := statementOf(properties(r, "s"))
			found[statement.ID] = statement
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	statements := make([]diplo.Statement, len(ids))
	for i, id := range ids {
		statements[i] = found[follow(leads, id)]
	}
	return statements, nil
}

// follow goes to the end of a chain; one that leads in a circle, as only a spoilt store has, ends somewhere in it.
func follow(leads map[diplo.ID]diplo.ID, id diplo.ID) diplo.ID {
	for range len(leads) {
		next := leads[id]
		if next == "" {
			break
		}
		id = next
	}
	return id
}

// ActsByID reads acts as their relationships tell them.
func (s *Store) ActsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Act, error) {
	return byID(ctx, s, "MATCH (a:Act) WHERE a.id IN $ids RETURN a.id AS id, {id: a.id, "+
		"parts: COLLECT { MATCH (a)-[h:HAS]->(e:Entity) RETURN {role: h.role, id: e.id, name: e.name} }} AS x", ids, actOf)
}

func actOf(r row) diplo.Act {
	act := diplo.Act{ID: str[diplo.ID](r, "id")}
	parts, _ := r["parts"].([]any)
	for _, p := range parts {
		part := p.(row)
		id := str[diplo.ID](part, "id")
		act.Parts = append(act.Parts, diplo.Part{Role: str[diplo.ActRole](part, "role"),
			Entity: diplo.Ref{ID: id, Kind: id.Kind(), Name: str[string](part, "name")}})
	}
	slices.SortFunc(act.Parts, func(a, b diplo.Part) int {
		return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Entity.ID, b.Entity.ID))
	})
	return act
}

// judgementsNow is the revision of the judgements, null for none.
const judgementsNow = "COLLECT { MATCH (d:Demarche) RETURN d.judgements }[0]"

// Identity reads the judgements each time: another process may have added to them. Their revision is read first, so that
// they are never older than it: that costs whoever holds them a question more, not a wrong answer.
func (s *Store) Identity(ctx context.Context) (store.Identity, error) {
	rows, err := query(ctx, s, "WITH "+judgementsNow+" AS revision RETURN revision, COLLECT { MATCH (j:Judgement) RETURN properties(j) ORDER BY j.id } AS judgements", nil, itself)
	if err != nil {
		return store.Identity{}, err
	}
	return store.Identity{Identity: diplo.NewIdentity(values(rows[0], "judgements", judgementOf)), Revision: str[store.Revision](rows[0], "revision")}, nil
}

// VersionSeen looks a version up.
func (s *Store) VersionSeen(ctx context.Context, document diplo.ID, version string) (bool, error) {
	rows, err := query(ctx, s, "RETURN EXISTS { (:Document {id: $id, version: $version}) } AS seen", row{"id": document, "version": version}, itself)
	return err == nil && truth(rows[0], "seen"), err
}

// Changes reads the log; limit 0 means all.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]diplo.Change, error) {
	if limit <= 0 {
		limit = math.MaxInt
	}
	return query(ctx, s, "MATCH (c:Change) WHERE c.seq > $after WITH c ORDER BY c.seq LIMIT $limit RETURN properties(c) AS c",
		row{"after": after, "limit": limit}, in("c", changeOf))
}

// Restore replaces the change log and the superseded ids.
func (s *Store) Restore(ctx context.Context, h store.History) error {
	if err := h.Validate(); err != nil {
		return err
	}
	var superseded []row
	for _, p := range h.Superseded {
		superseded = append(superseded, supersededRow(p[0], p[1]))
	}
	return s.write(ctx, func(t tx) error {
		if err := t.run("MATCH (x:Change|Superseded) DELETE x", nil); err != nil {
			return err
		}
		if err := t.each(superseded, "UNWIND $rows AS row CREATE (x:Superseded) SET x = row"); err != nil {
			return err
		}
		if err := t.run("MATCH (d:Demarche) SET d.lastChange = $last", row{"last": len(h.Changes)}); err != nil {
			return err
		}
		return t.log(h.Changes)
	})
}
