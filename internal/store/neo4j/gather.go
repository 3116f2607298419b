package neo4j

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// gatherer reads what a batch touches, evidences without their quotes.
type gatherer struct{ tx }

var _ store.Gatherer = gatherer{}

// gather makes a value of each x that a query for some values returns; none are none.
func gather[K, T any](t tx, cypher string, values []K, of func(row) T) ([]T, error) {
	if len(values) == 0 {
		return nil, nil
	}
	return collect(t, cypher, row{"values": values}, in("x", of))
}

// Versions reads documents.
func (g gatherer) Versions(documents []diplo.ID) ([]store.PlannedVersion, error) {
	return gather(g.tx, "MATCH (d:Document) WHERE d.id IN $values AND d.version IS NOT NULL RETURN d {"+headProperties+", .current} AS x", documents,
		func(r row) store.PlannedVersion {
			return store.PlannedVersion{Document: documentOf(r), Current: truth(r, "current")}
		})
}

// Profiles reads entities.
func (g gatherer) Profiles(entities []diplo.ID) ([]diplo.Entity, error) {
	return gather(g.tx, "MATCH (e:Entity) WHERE e.id IN $values RETURN e {"+entityProperties+"} AS x", entities, entityOf)
}

// Judgements reads all of them.
func (g gatherer) Judgements() ([]diplo.Judgement, error) {
	return collect(g.tx, "MATCH (j:Judgement) RETURN properties(j) AS j ORDER BY j.id", nil, in("j", judgementOf))
}

const foldable = " RETURN e {" + foldProperties + "} AS x"

// Evidences reads by id.
func (g gatherer) Evidences(ids []diplo.ID) ([]diplo.Evidence, error) {
	return gather(g.tx, "MATCH (e:Evidence) WHERE e.id IN $values"+foldable, ids, evidenceOf)
}

// EvidencesIn reads by document.
func (g gatherer) EvidencesIn(documents []diplo.ID) ([]diplo.Evidence, error) {
	return gather(g.tx, "MATCH (e:Evidence) WHERE e.document IN $values"+foldable, documents, evidenceOf)
}

// EvidencesNaming looks at every evidence. Only a judgement asks for it.
func (g gatherer) EvidencesNaming(entities []diplo.ID) ([]diplo.Evidence, error) {
	return gather(g.tx, "MATCH (e:Evidence) WHERE any(name IN e.names WHERE name IN $values)"+foldable, entities, evidenceOf)
}

// EvidencesAbout reads by dossier.
func (g gatherer) EvidencesAbout(dossiers []diplo.Dossier) ([]diplo.Evidence, error) {
	return gather(g.tx, "MATCH (e:Evidence) WHERE e.dossier IN $values"+foldable, keysOf(dossiers), evidenceOf)
}

// evidencesOfActs reads by act.
func (g gatherer) evidencesOfActs(acts []diplo.ID) ([]diplo.Evidence, error) {
	return gather(g.tx, "MATCH (e:Evidence) WHERE e.act IN $values"+foldable, acts, evidenceOf)
}

// Statements reads by dossier.
func (g gatherer) Statements(dossiers []diplo.Dossier) ([]diplo.Statement, error) {
	return gather(g.tx, "MATCH (s:Statement) WHERE s.dossier IN $values RETURN s {"+statementProperties+"} AS x", keysOf(dossiers), statementOf)
}

func keysOf(dossiers []diplo.Dossier) []string {
	keys := make([]string, len(dossiers))
	for i, d := range dossiers {
		keys[i] = d.Key()
	}
	return keys
}

// readNames reads what the entities of the statements are called.
func (a *application) readNames() error {
	var ids []diplo.ID
	for _, c := range a.Statements {
		ids = append(ids, c.Is.Subject, c.Is.Object)
	}
	slices.Sort(ids)
	found, err := gather(a.tx, "MATCH (e:Entity) WHERE e.id IN $values RETURN e {.id, .name} AS x", slices.Compact(ids), entityOf)
	a.names = make(map[diplo.ID]string, len(found))
	for _, e := range found {
		a.names[e.ID] = e.Name
	}
	return err
}
