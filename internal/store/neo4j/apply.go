package neo4j

import (
	"context"
	"reflect"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Apply writes a batch in one transaction. Where the connection is lost in mid-commit nobody knows whether it was
// written: the error says so, and applying the batch again is safe.
func (s *Store) Apply(ctx context.Context, b store.Batch) (store.Applied, error) {
	now := s.options.Now()
	b, err := store.Prepare(b, now)
	if err != nil {
		return store.Applied{}, err
	}
	var applied store.Applied
	err = s.write(ctx, func(t tx) error {
		a := &application{tx: t, batch: b, now: now}
		err := a.run()
		applied = a.applied
		return err
	})
	if err != nil {
		return store.Applied{}, err
	}
	return applied, nil
}

// application is one Apply under way: it gathers what the batch touches, folds it, and writes what became different.
type application struct {
	tx
	batch   store.Batch
	now     time.Time
	applied store.Applied

	before, after diplo.Identity // at the start, and with the batch's judgements
	moved         map[diplo.ID]bool

	documents map[diplo.ID][]version // all versions of the documents that the batch touches or names
	evidences map[diplo.ID]*evidence
	names     map[diplo.ID]string // of the entities that statements tell of
}

// version is a version of a document, without its text unless it is new.
type version struct {
	diplo.Document
	added, edited, current bool
}

// evidence is an evidence, without its quote unless it is new.
type evidence struct {
	diplo.Evidence
	added, edited bool
	touched       bool // its dossiers must be folded
}

func (a *application) run() error {
	for _, step := range []func() error{
		a.applyDocuments, a.applyEntities, a.applyJudgements, a.gatherEvidences, a.retract, a.gatherMoved, a.fold,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// applyDocuments joins, adds and deletes versions, settles which one counts, and writes what became different.
func (a *application) applyDocuments() error {
	if err := a.readDocuments(); err != nil {
		return err
	}
	for _, d := range a.batch.Documents {
		a.addVersion(d)
	}
	for _, v := range a.batch.Versions() {
		if !slices.ContainsFunc(a.documents[v.Document], func(d version) bool { return d.Version == v.Version }) {
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
		elect(versions)
	}
	return a.writeDocuments()
}

func (a *application) addVersion(d diplo.Document) {
	versions := a.documents[d.ID]
	i := slices.IndexFunc(versions, func(v version) bool { return v.Version == d.Version })
	if i < 0 {
		a.documents[d.ID] = append(versions, version{Document: d, added: true})
		a.applied.Documents++
		return
	}
	old, joined := versions[i].Document, store.JoinDocuments(versions[i].Document, d)
	if !reflect.DeepEqual(old, joined) {
		versions[i].Document, versions[i].edited = joined, true
	}
}

// elect marks the version that counts.
func elect(versions []version) {
	plain := make([]diplo.Document, len(versions))
	for i, v := range versions {
		plain[i] = v.Document
	}
	current := diplo.Current(plain)
	for i := range versions {
		if is := i == current; versions[i].current != is {
			versions[i].current, versions[i].edited = is, true
		}
	}
}

// applyEntities merges the profiles of the batch with those of the store, and refuses a batch that names an entity
// without one.
func (a *application) applyEntities() error {
	stored, err := a.readEntities()
	if err != nil {
		return err
	}
	var changed []diplo.Entity
	for _, e := range a.batch.Entities {
		was, ok := stored[e.ID]
		if !ok {
			a.applied.Entities++
		} else if e = diplo.MergeProfiles(was, e); detail(e) == detail(was) {
			continue
		}
		changed = append(changed, e)
		stored[e.ID] = e
	}
	for _, id := range a.batch.Names() {
		if _, ok := stored[id]; !ok {
			return store.NoProfile(a.batch, id)
		}
	}
	return a.writeEntities(changed)
}

// applyJudgements adds and retracts judgements, and finds the ids that stand for another entity because of it.
func (a *application) applyJudgements() error {
	stored, err := a.readJudgements()
	if err != nil {
		return err
	}
	a.before = diplo.NewIdentity(stored)
	var written []diplo.Judgement
	for _, j := range a.batch.Judgements {
		i := slices.IndexFunc(stored, func(old diplo.Judgement) bool { return old.ID == j.ID })
		if i < 0 {
			a.applied.Judgements++
			i, stored = len(stored), append(stored, j)
		} else if j = store.JoinJudgements(stored[i], j); reflect.DeepEqual(j, stored[i]) {
			continue
		}
		stored[i] = j
		written = append(written, j)
	}
	a.after, a.moved = a.before, map[diplo.ID]bool{}
	if len(written) == 0 {
		return nil
	}
	a.after = diplo.NewIdentity(stored)
	for _, j := range stored {
		for _, id := range []diplo.ID{j.A, j.B} {
			if a.before.Canonical(id) != a.after.Canonical(id) {
				a.moved[id] = true
			}
		}
	}
	return a.writeJudgements(written)
}

// gatherEvidences reads the evidences of the batch that the store has, and joins or adds the rest.
func (a *application) gatherEvidences() error {
	ids := slices.Clone(a.batch.RetractEvidences)
	for _, e := range a.batch.Evidences {
		ids = append(ids, e.ID)
	}
	a.evidences = map[diplo.ID]*evidence{}
	if err := a.readEvidences("id", ids); err != nil {
		return err
	}
	for _, e := range a.batch.Evidences {
		stored, ok := a.evidences[e.ID]
		if !ok {
			a.evidences[e.ID] = &evidence{Evidence: e, added: true, touched: true}
			a.applied.Evidences++
			continue
		}
		joined := store.JoinEvidences(stored.Evidence, e)
		if stored.RetractedAt == nil && joined.RetractedAt != nil {
			a.applied.Retracted++
		}
		if !reflect.DeepEqual(joined, stored.Evidence) {
			stored.Evidence, stored.edited, stored.touched = joined, true, true
		}
	}
	return nil
}

// retract retracts what the batch says, and what stands in a deleted document or in another than its current version.
func (a *application) retract() error {
	for _, id := range a.batch.RetractEvidences {
		e, ok := a.evidences[id]
		if !ok {
			return diplo.Errorf(diplo.NotFound, "there is no evidence %s to retract", id)
		}
		a.retractOne(e)
	}
	var overturned []diplo.ID
	for id, versions := range a.documents {
		if slices.ContainsFunc(versions, func(v version) bool { return v.added || v.edited }) {
			overturned = append(overturned, id)
		}
	}
	if err := a.readEvidences("document", overturned); err != nil {
		return err
	}
	for _, e := range a.evidences {
		if versions := a.documents[e.Document]; versions != nil && !slices.ContainsFunc(versions, func(v version) bool {
			return v.Version == e.Version && v.current && v.RetractedAt == nil
		}) {
			a.retractOne(e)
		}
	}
	return nil
}

func (a *application) retractOne(e *evidence) {
	if e.RetractedAt != nil {
		return
	}
	e.RetractedAt, e.edited, e.touched = &a.now, true, true
	if !e.added {
		a.applied.Retracted++
	}
}

// gatherMoved reads the evidences that name an entity which stands for another one now.
func (a *application) gatherMoved() error {
	if len(a.moved) == 0 {
		return nil
	}
	moved := make([]diplo.ID, 0, len(a.moved))
	for id := range a.moved {
		moved = append(moved, id)
	}
	if err := a.readEvidencesNaming(moved); err != nil {
		return err
	}
	for _, e := range a.evidences {
		names := store.Batch{Evidences: []diplo.Evidence{e.Evidence}}.Names()
		if slices.ContainsFunc(names, func(id diplo.ID) bool { return a.moved[id] }) {
			e.touched = true
		}
	}
	return nil
}

// fold folds every dossier that a touched evidence leaves or enters, and writes what became different.
func (a *application) fold() error {
	folded, told, keys := a.touchedDossiers()
	if err := a.readEvidences("dossier", told); err != nil {
		return err
	}
	before, err := a.readStatements(keys)
	if err != nil {
		return err
	}
	var all []diplo.Evidence
	for _, e := range a.evidences {
		if folded[diplo.DossierOf(e.Evidence, a.after)] {
			all = append(all, e.Evidence)
		}
	}
	after := diplo.Fold(all, a.after)
	if err := a.readNames(after); err != nil {
		return err
	}
	for _, step := range []func() error{
		a.writeEvidences, a.writeActs,
		func() error { return a.writeStatements(before, after) },
		func() error { return a.writeEdges(before, after) },
		func() error { return a.writeSuperseded(after, diplo.Successors(before, after)) },
		func() error { return a.writeChanges(diplo.Changes(before, after)) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// touchedDossiers returns the dossiers to fold; the keys that their evidences have as told, under any ids that stand for
// the same entities; and the keys under which their statements may stand so far.
func (a *application) touchedDossiers() (folded map[diplo.Dossier]bool, told, keys []string) {
	folded = map[diplo.Dossier]bool{}
	formerly := map[diplo.Dossier]bool{}
	for _, e := range a.evidences {
		if !e.touched {
			continue
		}
		folded[diplo.DossierOf(e.Evidence, a.after)] = true
		if !e.added {
			was := diplo.DossierOf(e.Evidence, a.before)
			formerly[was] = true
			folded[canonical(was, a.after)] = true
		}
	}
	for d := range formerly {
		keys = append(keys, d.Key())
	}
	for d := range folded {
		keys = append(keys, d.Key())
		for _, subject := range a.after.Members(d.Subject) {
			for _, object := range a.after.Members(d.Object) {
				told = append(told, ordered(diplo.Dossier{Type: d.Type, Subject: subject, Object: object}).Key())
			}
		}
	}
	slices.Sort(told)
	slices.Sort(keys)
	return folded, slices.Compact(told), slices.Compact(keys)
}

func canonical(d diplo.Dossier, x diplo.Identity) diplo.Dossier {
	return ordered(diplo.Dossier{Type: d.Type, Subject: x.Canonical(d.Subject), Object: x.Canonical(d.Object)})
}

func ordered(d diplo.Dossier) diplo.Dossier {
	if info, _ := d.Type.Info(); info.Symmetric && d.Object < d.Subject {
		d.Subject, d.Object = d.Object, d.Subject
	}
	return d
}
