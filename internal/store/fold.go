package store

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// gatherEvidences reads the evidences of the batch that the store has, and joins or adds the rest.
func (p *planner) gatherEvidences() error {
	ids := slices.Clone(p.batch.RetractEvidences)
	for _, e := range p.batch.Evidences {
		ids = append(ids, e.ID)
	}
	p.Evidences = map[diplo.ID]*PlannedEvidence{}
	if err := p.take(p.read.Evidences(ids)); err != nil {
		return err
	}
	for _, e := range p.batch.Evidences {
		stored, ok := p.Evidences[e.ID]
		if !ok {
			p.Evidences[e.ID] = &PlannedEvidence{Evidence: e, Added: true, Touched: true}
			p.Applied.Evidences++
			continue
		}
		joined := JoinEvidences(stored.Evidence, e)
		if stored.RetractedAt == nil && joined.RetractedAt != nil {
			p.Applied.Retracted++
		}
		if !reflect.DeepEqual(joined, stored.Evidence) {
			stored.Evidence, stored.Edited, stored.Touched = joined, true, true
		}
	}
	p.batch.Evidences = nil // the plan has them: a long document's are many
	return nil
}

// take adds evidences; those that are there already stay as they are.
func (p *planner) take(found []diplo.Evidence, err error) error {
	for _, e := range found {
		if p.Evidences[e.ID] == nil {
			p.Evidences[e.ID] = &PlannedEvidence{Evidence: e}
		}
	}
	return err
}

// retract retracts what the batch says, and what stands in a deleted document or in another than its current version.
func (p *planner) retract() error {
	for _, id := range p.batch.RetractEvidences {
		e, ok := p.Evidences[id]
		if !ok {
			return diplo.Errorf(diplo.NotFound, "there is no evidence %s to retract", id)
		}
		p.retractOne(e)
	}
	var overturned []diplo.ID
	for _, v := range p.Documents {
		overturned = append(overturned, v.ID)
	}
	if err := p.take(p.read.EvidencesIn(slices.Compact(overturned))); err != nil {
		return err
	}
	for _, e := range p.Evidences {
		if p.versions[e.Document] == nil {
			continue
		}
		if v := p.Version(e.Document, e.Version); v == nil || !v.Current || v.RetractedAt != nil {
			p.retractOne(e)
		}
	}
	return nil
}

func (p *planner) retractOne(e *PlannedEvidence) {
	if e.RetractedAt != nil {
		return
	}
	e.RetractedAt, e.Edited, e.Touched = &p.now, true, true
	if !e.Added {
		p.Applied.Retracted++
	}
}

// gatherMoved reads the evidences that name an entity which stands for another one now.
func (p *planner) gatherMoved() error {
	if len(p.moved) == 0 {
		return nil
	}
	if err := p.take(p.read.EvidencesNaming(sortedKeys(p.moved, cmp.Compare[diplo.ID]))); err != nil {
		return err
	}
	for _, e := range p.Evidences {
		names := Batch{Evidences: []diplo.Evidence{e.Evidence}}.Names()
		e.Touched = e.Touched || slices.ContainsFunc(names, func(id diplo.ID) bool { return p.moved[id] })
	}
	return nil
}

// fold folds every dossier that a touched evidence leaves or enters.
func (p *planner) fold() error {
	folded, told, standing := p.touchedDossiers()
	if err := p.take(p.read.EvidencesAbout(told)); err != nil {
		return err
	}
	before, err := p.read.Statements(standing)
	if err != nil {
		return err
	}
	all := make([]diplo.Evidence, 0, len(p.Evidences))
	for _, e := range p.Evidences {
		if e.Folded = folded[diplo.DossierOf(e.Evidence, p.Identity)]; e.Folded {
			all = append(all, e.Evidence)
		}
	}
	after := diplo.Fold(all, p.Identity)
	p.Superseded = diplo.Successors(before, after)
	for _, s := range after {
		if s.RetractedAt == nil {
			p.Standing = append(p.Standing, s.ID)
		}
		for _, id := range s.Evidence {
			p.Evidences[id].Statement = s.ID
		}
	}
	for _, heir := range p.Superseded {
		p.Standing = append(p.Standing, heir)
	}
	p.Applied.Changes = diplo.Changes(before, after)
	p.Statements = changed(before, after)
	return nil
}

// changed are the statements that differ.
func changed(before, after []diplo.Statement) []StatementChange {
	was := make(map[diplo.ID]diplo.Statement, len(before))
	for _, s := range before {
		was[s.ID] = s
	}
	changes := make([]StatementChange, 0, len(after))
	for _, s := range after {
		old := was[s.ID]
		delete(was, s.ID)
		if !reflect.DeepEqual(old, s) {
			changes = append(changes, StatementChange{old, s})
		}
	}
	for _, id := range sortedKeys(was, cmp.Compare[diplo.ID]) {
		changes = append(changes, StatementChange{Was: was[id]})
	}
	return changes
}

// touchedDossiers returns the dossiers to fold; those in which their evidences are told, under any ids that stand for the
// same entities; and those in which their statements may stand so far.
func (p *planner) touchedDossiers() (folded map[diplo.Dossier]bool, told, standing []diplo.Dossier) {
	folded = map[diplo.Dossier]bool{}
	formerly := map[diplo.Dossier]bool{}
	for _, e := range p.Evidences {
		if !e.Touched {
			continue
		}
		folded[diplo.DossierOf(e.Evidence, p.Identity)] = true
		if !e.Added {
			was := diplo.DossierOf(e.Evidence, p.before)
			formerly[was] = true
			folded[Canonical(was, p.Identity)] = true
		}
	}
	for d := range folded {
		formerly[d] = true
		for _, subject := range p.Identity.Members(d.Subject) {
			for _, object := range p.Identity.Members(d.Object) {
				told = append(told, ordered(diplo.Dossier{Type: d.Type, Subject: subject, Object: object}))
			}
		}
	}
	compare := func(a, b diplo.Dossier) int { return cmp.Compare(a.Key(), b.Key()) }
	slices.SortFunc(told, compare)
	return folded, slices.Compact(told), sortedKeys(formerly, compare)
}

// Canonical is a dossier with the ids that its ends stand for.
func Canonical(d diplo.Dossier, x diplo.Identity) diplo.Dossier {
	return ordered(diplo.Dossier{Type: d.Type, Subject: x.Canonical(d.Subject), Object: x.Canonical(d.Object)})
}

func ordered(d diplo.Dossier) diplo.Dossier {
	if info, _ := d.Type.Info(); info.Symmetric && d.Object < d.Subject {
		d.Subject, d.Object = d.Object, d.Subject
	}
	return d
}
