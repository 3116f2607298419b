package sqlite

import (
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// writeDocuments writes new and edited versions.
func (a *application) writeDocuments() error {
	for _, v := range a.Documents {
		row := documentRow(v.Document, v.Current)
		var err error
		if v.Added {
			_, err = a.exec(insert("document", "id", "version", "current", "deleted", "published", "publisher", "text", "body"), row...)
		} else {
			_, err = a.exec("UPDATE document SET current = ?, deleted = ?, body = ? WHERE id = ? AND version = ?", row[2], row[3], row[7], row[0], row[1])
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *application) publisher(e *store.PlannedEvidence) string {
	if v := a.Version(e.Document, e.Version); v != nil {
		return store.FoldName(v.Publisher)
	}
	return ""
}

func (a *application) writeEntities() error {
	for _, e := range a.Entities {
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
func (a *application) writeStatements() error {
	for _, c := range a.Statements {
		if c.Was.ID != "" {
			if err := a.dropStatement(c.Was.ID); err != nil {
				return err
			}
		}
		if c.Is.ID != "" {
			if err := a.writeStatement(c.Is); err != nil {
				return err
			}
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
		bases |= basisBit(a.Evidences[id].Basis)
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

// writeEvidences writes the evidences of the folded dossiers that are new, edited, or held by another dossier or
// statement than before.
func (a *application) writeEvidences() error {
	for _, e := range a.sortedEvidences() {
		if !e.Folded {
			continue
		}
		was := a.places[e.ID]
		is := place{a.dossiers[a.home(e).Key()], e.Statement}
		var err error
		switch {
		case e.Added:
			err = a.addEvidence(e, is)
		case e.Edited || is != was:
			_, err = a.exec("UPDATE evidence SET dossier = ?, statement = ?, retracted = ?, body = ? WHERE id = ?",
				is.dossier, is.statement, e.RetractedAt != nil, encode(e.Evidence), e.ID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (a *application) addEvidence(e *store.PlannedEvidence, at place) error {
	var act diplo.ID
	if e.Act != nil {
		act = e.Act.ID
	}
	r, err := a.exec("INSERT INTO evidence (id, dossier, statement, document, published, publisher, act, retracted, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		e.ID, at.dossier, at.statement, e.Document, e.Published, a.publisher(e), act, e.RetractedAt != nil, encode(e.Evidence))
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
func (a *application) writeSuperseded() error {
	if _, err := a.exec("DELETE FROM superseded WHERE id IN (SELECT value FROM json_each(?))", encode(a.Standing)); err != nil {
		return err
	}
	for id, heir := range a.Superseded {
		if _, err := a.exec(insert("superseded", "id", "successor"), id, heir); err != nil {
			return err
		}
	}
	return nil
}
