package sqlite

import (
	"database/sql"
	"maps"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// document is a version of a document and what the batch does to it.
type document struct {
	diplo.Document // without its text unless added
	added, edited  bool
	current        bool
}

// writeDocuments joins, adds and deletes versions, and settles which one counts.
func (a *application) writeDocuments() error {
	if err := a.readDocuments(); err != nil {
		return err
	}
	for _, d := range a.batch.Documents {
		a.addVersion(d)
	}
	for _, v := range a.batch.Versions() {
		if !slices.ContainsFunc(a.documents[v.Document], func(d document) bool { return d.Version == v.Version }) {
			return store.NoDocument(a.batch, v)
		}
	}
	for _, id := range a.batch.DeleteDocuments {
		versions := a.documents[id]
		if len(versions) == 0 {
			return diplo.Errorf(diplo.NotFound, "there is no document %s to delete", id)
		}
		for i := range versions {
			if versions[i].RetractedAt == nil {
				versions[i].RetractedAt, versions[i].edited = &a.now, true
			}
		}
	}
	for _, versions := range a.documents {
		if err := a.writeVersions(versions); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) readDocuments() error {
	ids := slices.Clone(a.batch.DeleteDocuments)
	for _, d := range a.batch.Documents {
		ids = append(ids, d.ID)
	}
	for _, v := range a.batch.Versions() {
		ids = append(ids, v.Document)
	}
	rows, err := a.tx.QueryContext(a.ctx, "SELECT body, current FROM document WHERE id IN (SELECT value FROM json_each(?))", encode(ids))
	found, err := collect(rows, err, func(r rowScanner) (d document, err error) {
		var body sql.RawBytes
		if err = r.Scan(&body, &d.current); err != nil {
			return d, err
		}
		err = unmarshal(body, &d.Document)
		return d, err
	})
	a.documents = map[diplo.ID][]document{}
	for _, d := range found {
		a.documents[d.ID] = append(a.documents[d.ID], d)
	}
	return err
}

func (a *application) addVersion(d diplo.Document) {
	versions := a.documents[d.ID]
	i := slices.IndexFunc(versions, func(v document) bool { return v.Version == d.Version })
	if i < 0 {
		a.documents[d.ID] = append(versions, document{Document: d, added: true})
		a.applied.Documents++
		return
	}
	old, joined := versions[i].Document, store.JoinDocuments(versions[i].Document, d)
	if joined.Name != old.Name || !joined.RecordedAt.Equal(old.RecordedAt) || !sameInstant(joined.RetractedAt, old.RetractedAt) {
		versions[i].Document, versions[i].edited = joined, true
	}
}

// writeVersions writes the versions of one document that are new, edited, or begin or cease to count.
func (a *application) writeVersions(versions []document) error {
	plain := make([]diplo.Document, len(versions))
	for i, v := range versions {
		plain[i] = v.Document
	}
	current := diplo.Current(plain)
	for i := range versions {
		v := &versions[i]
		if v.current != (i == current) {
			v.current, v.edited = i == current, true
		}
		row := documentRow(v.Document, v.current)
		var err error
		switch {
		case v.added:
			_, err = a.exec(insert("document", "id", "version", "current", "deleted", "published", "publisher", "text", "body"), row...)
		case v.edited:
			_, err = a.exec("UPDATE document SET current = ?, deleted = ?, body = ? WHERE id = ? AND version = ?", row[2], row[3], row[7], row[0], row[1])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// overturned are the documents of which the batch added, deleted or changed a version.
func (a *application) overturned() []diplo.ID {
	ids := []diplo.ID{}
	for id, versions := range a.documents {
		if slices.ContainsFunc(versions, func(d document) bool { return d.added || d.edited }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// counts reports whether evidence in a version of a document counts.
func (a *application) counts(id diplo.ID, version string) bool {
	return slices.ContainsFunc(a.documents[id], func(d document) bool {
		return d.Version == version && d.current && d.RetractedAt == nil
	})
}

func (a *application) publisher(e *evidence) string {
	for _, d := range a.documents[e.Document] {
		if d.Version == e.Version {
			return store.FoldName(d.Publisher)
		}
	}
	return ""
}

// writeEntities merges the profiles of the batch with those of the store.
func (a *application) writeEntities() error {
	ids := make([]diplo.ID, len(a.batch.Entities))
	for i, e := range a.batch.Entities {
		ids[i] = e.ID
	}
	stored, err := bodies[diplo.Entity](a.ctx, a.tx, "SELECT body FROM entity WHERE id IN (SELECT value FROM json_each(?))", encode(ids))
	if err != nil {
		return err
	}
	old := make(map[diplo.ID]diplo.Entity, len(stored))
	for _, e := range stored {
		old[e.ID] = e
	}
	for _, e := range a.batch.Entities {
		was, ok := old[e.ID]
		if !ok {
			a.applied.Entities++
		} else if e = diplo.MergeProfiles(was, e); encode(e) == encode(was) {
			continue
		}
		if err := a.writeEntity(e); err != nil {
			return err
		}
	}
	return nil
}

// writeEntity writes a profile; names and memberships are only ever added to.
func (a *application) writeEntity(e diplo.Entity) error {
	if _, err := a.exec(insert("entity", "id", "body"), e.ID, encode(e)); err != nil {
		return err
	}
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		if _, err := a.exec(insert("entity_name", "name", "entity"), store.FoldName(name), e.ID); err != nil {
			return err
		}
	}
	for _, m := range e.MemberOf {
		if _, err := a.exec(insert("membership", "organization", "member"), m.ID, e.ID); err != nil {
			return err
		}
	}
	return nil
}

// writeStatements writes the statements that differ from what was written, with their claims and typed edges, and drops
// those that are no more.
func (a *application) writeStatements(written map[diplo.ID]string, after []diplo.Statement) error {
	for _, s := range after {
		old, ok := written[s.ID]
		delete(written, s.ID)
		if ok && old == encode(s) {
			continue
		}
		if ok {
			if err := a.dropStatement(s.ID); err != nil {
				return err
			}
		}
		if err := a.writeStatement(s); err != nil {
			return err
		}
	}
	for id := range written {
		if err := a.dropStatement(id); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) dropStatement(id diplo.ID) error {
	for _, query := range []string{"DELETE FROM statement WHERE id = ?", "DELETE FROM claim WHERE statement = ?", "DELETE FROM edge WHERE statement = ?"} {
		if _, err := a.exec(query, id); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) writeStatement(s diplo.Statement) error {
	bases := 0
	for _, id := range s.Evidence {
		bases |= basisBit(a.evidences[id].Basis)
	}
	home := a.dossiers[diplo.Dossier{Type: s.Type, Subject: s.Subject, Object: s.Object}.Key()]
	_, err := a.exec(insert("statement", "id", "dossier", "retracted", "type", "subject", "object", "for_subject", "for_object", "modality",
		"polarity", "since", "until", "day", "latest", "recorded", "support", "likely", "origins", "reports", "attributed", "contested",
		"bases", "deed", "body"), statementRow(s, home, bases)...)
	if err != nil {
		return err
	}
	for _, id := range s.ClaimedBy {
		if _, err := a.exec(insert("claim", "entity", "statement"), id, s.ID); err != nil {
			return err
		}
	}
	e, ok := diplo.Project(s)
	if !ok {
		return nil
	}
	_, err = a.exec(insert("edge", "statement", "relationship", "source", "target", "since", "until", "reports", "origins", "support", "claimed_by", "contested"),
		e.Statement, e.Relationship, e.From, e.To, e.Since, e.Until, e.Reports, e.Origins, e.Support, encode(e.ClaimedBy), e.Contested)
	return err
}

// writeEvidences writes new and edited evidences, and those that another statement holds now.
func (a *application) writeEvidences(statements []diplo.Statement) error {
	holder := map[diplo.ID]diplo.ID{}
	for _, s := range statements {
		for _, id := range s.Evidence {
			holder[id] = s.ID
		}
	}
	for _, id := range slices.Sorted(maps.Keys(a.evidences)) {
		e := a.evidences[id]
		if !a.touched[e.dossier] {
			continue
		}
		moved := e.statement != holder[e.ID]
		e.statement = holder[e.ID]
		var err error
		switch {
		case e.added:
			err = a.addEvidence(e)
		case e.edited || moved:
			_, err = a.exec("UPDATE evidence SET dossier = ?, statement = ?, retracted = ?, body = ? WHERE id = ?",
				e.dossier, e.statement, e.RetractedAt != nil, encode(e.Evidence), e.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *application) addEvidence(e *evidence) error {
	var act diplo.ID
	if e.Act != nil {
		act = e.Act.ID
	}
	r, err := a.exec("INSERT INTO evidence (id, dossier, statement, document, published, publisher, act, retracted, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e.ID, e.dossier, e.statement, e.Document, e.Published, a.publisher(e), act, e.RetractedAt != nil, encode(e.Evidence))
	if err != nil {
		return err
	}
	tokens := store.Tokens(e.Quote)
	if len(tokens) == 0 {
		return nil
	}
	seq, err := r.LastInsertId()
	if err != nil {
		return err
	}
	_, err = a.exec("INSERT INTO quote (rowid, tokens) VALUES (?, ?)", seq, strings.Join(tokens, " "))
	return err
}

// writeSuperseded points the ids that no longer stand for themselves to their heirs.
func (a *application) writeSuperseded(after []diplo.Statement, heirs map[diplo.ID]diplo.ID) error {
	standing := []diplo.ID{}
	for _, s := range after {
		if s.RetractedAt == nil {
			standing = append(standing, s.ID)
		}
	}
	for _, heir := range heirs {
		standing = append(standing, heir)
	}
	if _, err := a.exec("DELETE FROM superseded WHERE id IN (SELECT value FROM json_each(?))", encode(standing)); err != nil {
		return err
	}
	for id, heir := range heirs {
		if _, err := a.exec(insert("superseded", "id", "successor"), id, heir); err != nil {
			return err
		}
	}
	return nil
}
