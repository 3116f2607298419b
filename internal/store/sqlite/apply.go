package sqlite

import (
	"maps"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// application is one Apply under way.
type application struct {
	*writer
	batch   store.Batch
	now     time.Time
	applied store.Applied

	before, after diplo.Identity // the identities at the start and with the batch's judgements
	moved         []diplo.ID     // ids that stand for another entity than at the start

	documents map[diplo.ID][]document // all versions of the documents that the batch touches or names
	evidences map[diplo.ID]*evidence  // read or made so far
	dossiers  map[string]int64        // seq by key
	touched   map[int64]bool          // dossiers to fold
}

// evidence is an evidence with its place in the store.
type evidence struct {
	diplo.Evidence
	dossier   int64
	statement diplo.ID
	added     bool // not in the store yet
	edited    bool // its record times differ from the store's
}

func (a *application) run() error {
	for _, step := range []func() error{
		a.writeDocuments, a.writeEntities, a.writeJudgements, a.checkNames, a.gatherEvidences, a.retract, a.home, a.fold,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checkNames refuses a batch that names an entity without a profile.
func (a *application) checkNames() error {
	names := a.batch.Names()
	known, err := a.idsIn("SELECT id FROM entity WHERE id IN (SELECT value FROM json_each(?))", names)
	if err != nil {
		return err
	}
	if missing := slices.IndexFunc(names, func(id diplo.ID) bool { return !known[id] }); missing >= 0 {
		return store.NoProfile(a.batch, names[missing])
	}
	return nil
}

func (a *application) idsIn(query string, ids []diplo.ID) (map[diplo.ID]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := a.tx.QueryContext(a.ctx, query, encode(ids))
	found, err := collect(rows, err, scanID)
	set := make(map[diplo.ID]bool, len(found))
	for _, id := range found {
		set[id] = true
	}
	return set, err
}

// gatherEvidences reads the evidences of the batch that the store has and joins or adds the rest.
func (a *application) gatherEvidences() error {
	ids := make([]diplo.ID, 0, len(a.batch.Evidences)+len(a.batch.RetractEvidences))
	for _, e := range a.batch.Evidences {
		ids = append(ids, e.ID)
	}
	a.evidences, a.touched = map[diplo.ID]*evidence{}, map[int64]bool{}
	if err := a.readEvidences("id IN (SELECT value FROM json_each(?))", encode(append(ids, a.batch.RetractEvidences...))); err != nil {
		return err
	}
	for _, e := range a.batch.Evidences {
		stored, ok := a.evidences[e.ID]
		if !ok {
			a.evidences[e.ID] = &evidence{Evidence: e, added: true}
			a.applied.Evidences++
			continue
		}
		joined := store.JoinEvidences(stored.Evidence, e)
		counted := stored.RetractedAt == nil
		if !joined.RecordedAt.Equal(stored.RecordedAt) || !sameInstant(joined.RetractedAt, stored.RetractedAt) {
			stored.Evidence, stored.edited = joined, true
		}
		if counted && joined.RetractedAt != nil {
			a.applied.Retracted++
		}
	}
	return nil
}

// readEvidences adds the evidences that the condition selects, except those that are there already.
func (a *application) readEvidences(condition string, args ...any) error {
	rows, err := a.tx.QueryContext(a.ctx, "SELECT body, dossier, statement FROM evidence WHERE "+condition, args...)
	found, err := collect(rows, err, scanEvidence)
	for _, e := range found {
		if a.evidences[e.ID] == nil {
			a.evidences[e.ID] = e
		}
	}
	return err
}

// retract retracts what the batch says, and what stands in a deleted document or another than its current version.
func (a *application) retract() error {
	for _, id := range a.batch.RetractEvidences {
		e, ok := a.evidences[id]
		if !ok {
			return diplo.Errorf(diplo.NotFound, "there is no evidence %s to retract", id)
		}
		a.retractOne(e)
	}
	if err := a.readEvidences("document IN (SELECT value FROM json_each(?)) AND retracted = 0", encode(a.overturned())); err != nil {
		return err
	}
	for _, e := range a.evidences {
		if e.Document != "" && e.RetractedAt == nil && !a.counts(e.Document, e.Version) {
			a.retractOne(e)
		}
	}
	return nil
}

func (a *application) retractOne(e *evidence) {
	if e.RetractedAt != nil {
		return
	}
	e.RetractedAt, e.edited = &a.now, true
	if !e.added {
		a.applied.Retracted++
	}
}

// home finds the dossier of each evidence that is new, edited or stands in a dossier of a moved entity, and reads the
// rest of all these dossiers.
func (a *application) home() error {
	if len(a.moved) > 0 {
		if err := a.readMoved(); err != nil {
			return err
		}
	}
	var homeless []*evidence
	keys := map[string]diplo.Dossier{}
	for _, e := range a.evidences {
		if e.added || e.edited || a.touched[e.dossier] {
			d := diplo.DossierOf(e.Evidence, a.after)
			keys[d.Key()] = d
			homeless = append(homeless, e)
		}
	}
	if err := a.placeDossiers(keys); err != nil {
		return err
	}
	for _, e := range homeless {
		home := a.dossiers[diplo.DossierOf(e.Evidence, a.after).Key()]
		if e.dossier != 0 {
			a.touched[e.dossier] = true
		}
		if e.dossier != home {
			e.dossier, e.edited = home, true
		}
		a.touched[home] = true
	}
	return a.readEvidences("dossier IN (SELECT value FROM json_each(?))", encode(slices.Collect(maps.Keys(a.touched))))
}

// readMoved reads the dossiers that a moved entity's former canonical id has a part in, as an end, polity or claimant.
func (a *application) readMoved() error {
	var former []diplo.ID
	for _, id := range a.moved {
		former = append(former, a.before.Canonical(id))
	}
	rows, err := a.tx.QueryContext(a.ctx, `WITH former AS (SELECT value AS id FROM json_each(?))
		SELECT seq FROM dossier WHERE subject IN (SELECT id FROM former) OR object IN (SELECT id FROM former)
		UNION SELECT dossier FROM statement WHERE for_subject IN (SELECT id FROM former) OR for_object IN (SELECT id FROM former)
		UNION SELECT s.dossier FROM claim c JOIN statement s ON s.id = c.statement WHERE c.entity IN (SELECT id FROM former)`, encode(former))
	seqs, err := collect(rows, err, scanNumber)
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		a.touched[seq] = true
	}
	return a.readEvidences("dossier IN (SELECT value FROM json_each(?))", encode(seqs))
}

// placeDossiers makes the dossiers that are not there yet and notes the seq of each.
func (a *application) placeDossiers(keys map[string]diplo.Dossier) error {
	sorted := slices.Sorted(maps.Keys(keys))
	rows, err := a.tx.QueryContext(a.ctx, "SELECT key, seq FROM dossier WHERE key IN (SELECT value FROM json_each(?))", encode(sorted))
	type place struct {
		key string
		seq int64
	}
	found, err := collect(rows, err, func(r rowScanner) (p place, err error) {
		err = r.Scan(&p.key, &p.seq)
		return p, err
	})
	if err != nil {
		return err
	}
	for _, p := range found {
		a.dossiers[p.key] = p.seq
	}
	for _, key := range sorted {
		if a.dossiers[key] != 0 {
			continue
		}
		r, err := a.exec("INSERT INTO dossier (key, subject, object) VALUES (?, ?, ?)", key, keys[key].Subject, keys[key].Object)
		if err != nil {
			return err
		}
		if a.dossiers[key], err = r.LastInsertId(); err != nil {
			return err
		}
	}
	return nil
}

// fold folds the touched dossiers and writes what became different.
func (a *application) fold() error {
	var all []diplo.Evidence
	for _, e := range a.evidences {
		if a.touched[e.dossier] {
			all = append(all, e.Evidence)
		}
	}
	before, written, err := a.readStatements()
	if err != nil {
		return err
	}
	after := diplo.Fold(all, a.after)
	if err := a.writeStatements(written, after); err != nil {
		return err
	}
	if err := a.writeEvidences(after); err != nil {
		return err
	}
	if err := a.writeSuperseded(after, diplo.Successors(before, after)); err != nil {
		return err
	}
	return a.writeChanges(diplo.Changes(before, after))
}

// readStatements reads the statements of the touched dossiers, and as they are written in the store.
func (a *application) readStatements() (before []diplo.Statement, written map[diplo.ID]string, err error) {
	rows, err := a.tx.QueryContext(a.ctx, "SELECT id, body FROM statement WHERE dossier IN (SELECT value FROM json_each(?))",
		encode(slices.Collect(maps.Keys(a.touched))))
	written = map[diplo.ID]string{}
	before, err = collect(rows, err, func(r rowScanner) (s diplo.Statement, err error) {
		var id diplo.ID
		var body string
		if err = r.Scan(&id, &body); err != nil {
			return s, err
		}
		written[id] = body
		err = unmarshal([]byte(body), &s)
		return s, err
	})
	return before, written, err
}

func (a *application) writeChanges(changes []diplo.Change) error {
	last, err := a.number("SELECT coalesce(max(seq), 0) FROM change")
	if err != nil {
		return err
	}
	for i := range changes {
		changes[i].Seq, changes[i].At = last+int64(i)+1, a.now
	}
	a.applied.Changes = changes
	return a.log(changes)
}

func sameInstant(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
