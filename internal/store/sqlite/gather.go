package sqlite

import (
	"database/sql"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// gatherer reads what a batch touches, and notes where the evidences that it read are placed.
type gatherer struct {
	*writer
	before diplo.Identity
	places map[diplo.ID]place
}

var _ store.Gatherer = gatherer{}

// place is where the store has an evidence.
type place struct {
	dossier   int64
	statement diplo.ID
}

// Versions reads documents.
func (g gatherer) Versions(documents []diplo.ID) ([]store.PlannedVersion, error) {
	rows, err := g.tx.QueryContext(g.ctx, "SELECT body, current FROM document WHERE id IN (SELECT value FROM json_each(?))", encode(documents))
	return collect(rows, err, func(r rowScanner) (v store.PlannedVersion, err error) {
		var body sql.RawBytes
		if err = r.Scan(&body, &v.Current); err != nil {
			return v, err
		}
		err = unmarshal(body, &v.Document)
		return v, err
	})
}

// Profiles reads entities.
func (g gatherer) Profiles(entities []diplo.ID) ([]diplo.Entity, error) {
	return bodies[diplo.Entity](g.ctx, g.tx, "SELECT body FROM entity WHERE id IN (SELECT value FROM json_each(?))", encode(entities))
}

// Judgements reads all of them.
func (g gatherer) Judgements() ([]diplo.Judgement, error) {
	return bodies[diplo.Judgement](g.ctx, g.tx, "SELECT body FROM judgement")
}

// evidences reads those that a condition on their ids, documents or dossiers selects.
func (g gatherer) evidences(condition string, values any) ([]diplo.Evidence, error) {
	rows, err := g.tx.QueryContext(g.ctx, "SELECT body, dossier, statement FROM evidence WHERE "+condition, encode(values))
	return collect(rows, err, func(r rowScanner) (e diplo.Evidence, err error) {
		var body sql.RawBytes
		var p place
		if err = r.Scan(&body, &p.dossier, &p.statement); err != nil {
			return e, err
		}
		err = unmarshal(body, &e)
		g.places[e.ID] = p
		return e, err
	})
}

// Evidences reads by id.
func (g gatherer) Evidences(ids []diplo.ID) ([]diplo.Evidence, error) {
	return g.evidences("id IN (SELECT value FROM json_each(?))", ids)
}

// EvidencesIn reads by document.
func (g gatherer) EvidencesIn(documents []diplo.ID) ([]diplo.Evidence, error) {
	return g.evidences("document IN (SELECT value FROM json_each(?))", documents)
}

// EvidencesNaming reads the dossiers in which an entity's former canonical id has a part.
func (g gatherer) EvidencesNaming(entities []diplo.ID) ([]diplo.Evidence, error) {
	former := make([]diplo.ID, len(entities))
	for i, id := range entities {
		former[i] = g.before.Canonical(id)
	}
	return g.evidences(`dossier IN (WITH former AS (SELECT value AS id FROM json_each(?))
		SELECT seq FROM dossier WHERE subject IN (SELECT id FROM former) OR object IN (SELECT id FROM former)
		UNION SELECT dossier FROM statement WHERE for_subject IN (SELECT id FROM former) OR for_object IN (SELECT id FROM former)
		UNION SELECT s.dossier FROM claim c JOIN statement s ON s.id = c.statement WHERE c.entity IN (SELECT id FROM former))`, former)
}

const inDossiers = "dossier IN (SELECT seq FROM dossier WHERE key IN (SELECT value FROM json_each(?)))"

// EvidencesAbout reads the dossiers in which the told ones stand so far.
func (g gatherer) EvidencesAbout(dossiers []diplo.Dossier) ([]diplo.Evidence, error) {
	keys := make([]string, len(dossiers))
	for i, d := range dossiers {
		keys[i] = store.Canonical(d, g.before).Key()
	}
	return g.evidences(inDossiers, keys)
}

// Statements reads by dossier.
func (g gatherer) Statements(dossiers []diplo.Dossier) ([]diplo.Statement, error) {
	keys := make([]string, len(dossiers))
	for i, d := range dossiers {
		keys[i] = d.Key()
	}
	return bodies[diplo.Statement](g.ctx, g.tx, "SELECT body FROM statement WHERE "+inDossiers, encode(keys))
}
