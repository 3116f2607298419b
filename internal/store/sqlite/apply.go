package sqlite

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// application is the writing of a plan.
type application struct {
	*writer
	*store.Plan
	places   map[diplo.ID]place // of the evidences that the store has, as it has them
	now      time.Time
	dossiers map[string]int64 // seq by key
}

func (a *application) run() error {
	for _, step := range []func() error{
		a.writeDocuments, a.writeEntities, a.writeJudgements, a.placeDossiers, a.writeStatements, a.writeEvidences, a.writeSuperseded, a.writeChanges,
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// home is the dossier of an evidence by the identity that holds from now on.
func (a *application) home(e *store.PlannedEvidence) diplo.Dossier {
	return diplo.DossierOf(e.Evidence, a.Identity)
}

// placeDossiers finds the dossiers that are folded, and makes those that are not there yet.
func (a *application) placeDossiers() error {
	wanted := map[string]diplo.Dossier{}
	for _, e := range a.Evidences {
		if e.Folded {
			d := a.home(e)
			wanted[d.Key()] = d
		}
	}
	sorted := slices.Sorted(maps.Keys(wanted))
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
	a.dossiers = make(map[string]int64, len(sorted))
	for _, p := range found {
		a.dossiers[p.key] = p.seq
	}
	for _, key := range sorted {
		if a.dossiers[key] != 0 {
			continue
		}
		r, err := a.exec("INSERT INTO dossier (key, subject, object) VALUES (?, ?, ?)", key, wanted[key].Subject, wanted[key].Object)
		if err != nil {
			return err
		}
		if a.dossiers[key], err = r.LastInsertId(); err != nil {
			return err
		}
	}
	return nil
}

func (a *application) writeChanges() error {
	last, err := a.number("SELECT coalesce(max(seq), 0) FROM change")
	if err != nil {
		return err
	}
	changes := a.Applied.Changes
	for i := range changes {
		changes[i].Seq, changes[i].At = last+int64(i)+1, a.now
	}
	return a.log(changes)
}

// sortedEvidences are the evidences by id.
func (a *application) sortedEvidences() []*store.PlannedEvidence {
	return slices.SortedFunc(maps.Values(a.Evidences), func(x, y *store.PlannedEvidence) int { return cmp.Compare(x.ID, y.ID) })
}
