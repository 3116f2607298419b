package neo4j

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

func (a *application) readDocuments() error {
	ids := slices.Clone(a.batch.DeleteDocuments)
	for _, d := range a.batch.Documents {
		ids = append(ids, d.ID)
	}
	for _, v := range a.batch.Versions() {
		ids = append(ids, v.Document)
	}
	a.documents = map[diplo.ID][]version{}
	if len(ids) == 0 {
		return nil
	}
	rows, err := a.rows("MATCH (d:Document) WHERE d.id IN $ids AND d.version IS NOT NULL "+
		"RETURN d {"+headProperties+", .current} AS d", row{"ids": ids})
	for _, r := range rows {
		v := version{Document: documentOf(properties(r, "d")), current: truth(properties(r, "d"), "current")}
		a.documents[v.ID] = append(a.documents[v.ID], v)
	}
	return err
}

// readEntities returns the stored profiles of the batch's entities, and of those it only names the ids.
func (a *application) readEntities() (map[diplo.ID]diplo.Entity, error) {
	stored := map[diplo.ID]diplo.Entity{}
	ids := a.batch.Names()
	for _, e := range a.batch.Entities {
		ids = append(ids, e.ID)
	}
	if len(ids) == 0 {
		return stored, nil
	}
	slices.Sort(ids)
	rows, err := a.rows("MATCH (e:Entity) WHERE e.id IN $ids RETURN e {"+entityProperties+"} AS e", row{"ids": slices.Compact(ids)})
	for _, r := range rows {
		e := entityOf(properties(r, "e"))
		stored[e.ID] = e
	}
	return stored, err
}

func (t tx) readJudgements() ([]diplo.Judgement, error) {
	rows, err := t.rows("MATCH (j:Judgement) RETURN properties(j) AS j ORDER BY j.id", nil)
	js := make([]diplo.Judgement, 0, len(rows))
	for _, r := range rows {
		js = append(js, judgementOf(properties(r, "j")))
	}
	return js, err
}

// readEvidences adds the evidences of which a property, "id", "document", "dossier" or "act", has one of the values;
// those that are there already stay as they are.
func (a *application) readEvidences(property string, values any) error {
	switch v := values.(type) {
	case []diplo.ID:
		if len(v) == 0 {
			return nil
		}
	case []string:
		if len(v) == 0 {
			return nil
		}
	}
	return a.addEvidences("MATCH (e:Evidence) WHERE e."+property+" IN $values", row{"values": values})
}

// readEvidencesNaming adds the evidences that name one of the entities in any part. Only a judgement asks for it.
func (a *application) readEvidencesNaming(ids []diplo.ID) error {
	return a.addEvidences("MATCH (e:Evidence) WHERE any(name IN e.names WHERE name IN $ids)", row{"ids": ids})
}

func (a *application) addEvidences(match string, params row) error {
	rows, err := a.rows(match+" RETURN e {"+foldProperties+"} AS e", params)
	for _, r := range rows {
		if e := evidenceOf(properties(r, "e")); a.evidences[e.ID] == nil {
			a.evidences[e.ID] = &evidence{Evidence: e}
		}
	}
	return err
}

func (a *application) readStatements(dossiers []string) ([]diplo.Statement, error) {
	if len(dossiers) == 0 {
		return nil, nil
	}
	rows, err := a.rows("MATCH (s:Statement) WHERE s.dossier IN $dossiers RETURN s {"+statementProperties+"} AS s", row{"dossiers": dossiers})
	statements := make([]diplo.Statement, 0, len(rows))
	for _, r := range rows {
		statements = append(statements, statementOf(properties(r, "s")))
	}
	return statements, err
}

// readNames reads what the entities of the statements are called.
func (a *application) readNames(statements []diplo.Statement) error {
	a.names = map[diplo.ID]string{}
	if len(statements) == 0 {
		return nil
	}
	var ids []diplo.ID
	for _, s := range statements {
		ids = append(ids, s.Subject, s.Object)
	}
	slices.Sort(ids)
	rows, err := a.rows("MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id AS id, e.name AS name", row{"ids": slices.Compact(ids)})
	for _, r := range rows {
		a.names[str[diplo.ID](r, "id")] = str[string](r, "name")
	}
	return err
}
