package store

import (
	"cmp"
	"encoding/json"
	"reflect"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// Gatherer reads what a batch touches, in the transaction that will write it. What it returns may hold more than was
// asked for, in any order; asked for nothing, it need not ask the store.
type Gatherer interface {
	// Versions returns every version of the documents, without texts; Current is set as the store has it.
	Versions(documents []diplo.ID) ([]PlannedVersion, error)
	// Profiles returns the profiles that the store has of the entities.
	Profiles(entities []diplo.ID) ([]diplo.Entity, error)
	Judgements() ([]diplo.Judgement, error)
	// Evidences and the three below it return evidences, with or without their quotes.
	Evidences(ids []diplo.ID) ([]diplo.Evidence, error)
	EvidencesIn(documents []diplo.ID) ([]diplo.Evidence, error)
	// EvidencesNaming returns those that name one of the entities as an end, polity or claimant.
	EvidencesNaming(entities []diplo.ID) ([]diplo.Evidence, error)
	// EvidencesAbout returns those of the dossiers, which are as told: before any two entities are judged the same.
	EvidencesAbout(dossiers []diplo.Dossier) ([]diplo.Evidence, error)
	// Statements returns those of the dossiers, which are those that the statements tell themselves.
	Statements(dossiers []diplo.Dossier) ([]diplo.Statement, error)
}

// Plan is what a batch makes different in a store. A store writes it and thinks no more about it, so that all stores end
// up the same.
type Plan struct {
	Applied    Applied // of Changes neither Seq nor At are set
	Identity   diplo.Identity
	Documents  []PlannedVersion  // those added or edited
	Entities   []diplo.Entity    // those added or edited
	Judgements []diplo.Judgement // those added or edited
	Evidences  map[diplo.ID]*PlannedEvidence
	Statements []StatementChange
	Standing   []diplo.ID            // statement ids that stand for themselves from now on
	Superseded map[diplo.ID]diplo.ID // and those that lead to another one
	versions   map[diplo.ID][]PlannedVersion
}

// PlannedVersion is a version of a document, without its text unless it is added.
type PlannedVersion struct {
	diplo.Document
	Added, Edited bool
	Current       bool // it is the one that counts
}

// PlannedEvidence is an evidence that the plan is about, as it is from now on.
type PlannedEvidence struct {
	diplo.Evidence
	Added, Edited bool     // Edited: RecordedAt or RetractedAt differ from the store's
	Touched       bool     // its dossier is folded because of it
	Folded        bool     // its dossier is folded
	Statement     diplo.ID // that it is evidence of, where its dossier is folded; "" for none
}

// StatementChange is a statement that is added (Was has no ID), edited or removed (Is has none).
type StatementChange struct{ Was, Is diplo.Statement }

// planner is a plan under way.
type planner struct {
	Plan
	read   Gatherer
	batch  Batch
	now    time.Time
	before diplo.Identity
	moved  map[diplo.ID]bool // ids that stand for another entity than before
}

// MakePlan plans a batch that Prepare returned, for a store in which who is who is as before. It refuses what the batch
// names and nobody has (BadInput, NotFound).
func MakePlan(b Batch, now time.Time, before diplo.Identity, g Gatherer) (*Plan, error) {
	p := &planner{read: g, batch: b, now: now, before: before}
	p.Identity = before
	for _, step := range []func() error{
		p.planDocuments, p.planEntities, p.planJudgements, p.gatherEvidences, p.retract, p.gatherMoved, p.fold,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &p.Plan, nil
}

// planDocuments joins, adds and deletes versions, and settles which one counts.
func (p *planner) planDocuments() error {
	ids := slices.Clone(p.batch.DeleteDocuments)
	for _, d := range p.batch.Documents {
		ids = append(ids, d.ID)
	}
	for _, v := range p.batch.Versions() {
		ids = append(ids, v.Document)
	}
	stored, err := p.read.Versions(sortedIDs(ids))
	if err != nil {
		return err
	}
	p.versions = map[diplo.ID][]PlannedVersion{}
	for _, v := range stored {
		p.versions[v.ID] = append(p.versions[v.ID], v)
	}
	for _, d := range p.batch.Documents {
		p.addVersion(d)
	}
	for _, v := range p.batch.Versions() {
		if p.Version(v.Document, v.Version) == nil {
			return NoDocument(p.batch, v)
		}
	}
	for _, id := range p.batch.DeleteDocuments {
		versions := p.versions[id]
		if len(versions) == 0 {
			return diplo.Errorf(diplo.NotFound, "there is no document %s to delete", id)
		}
		for i := range versions {
			if versions[i].RetractedAt == nil {
				versions[i].RetractedAt, versions[i].Edited = &p.now, true
			}
		}
	}
	for _, id := range sortedKeys(p.versions, cmp.Compare[diplo.ID]) {
		elect(p.versions[id])
		for _, v := range p.versions[id] {
			if v.Added || v.Edited {
				p.Documents = append(p.Documents, v)
			}
		}
	}
	return nil
}

func (p *planner) addVersion(d diplo.Document) {
	v := p.Version(d.ID, d.Version)
	if v == nil {
		p.versions[d.ID] = append(p.versions[d.ID], PlannedVersion{Document: d, Added: true})
		p.Applied.Documents++
		return
	}
	if joined := JoinDocuments(v.Document, d); !reflect.DeepEqual(v.Document, joined) {
		v.Document, v.Edited = joined, true
	}
}

// elect marks the version that counts.
func elect(versions []PlannedVersion) {
	plain := make([]diplo.Document, len(versions))
	for i, v := range versions {
		plain[i] = v.Document
	}
	current := diplo.Current(plain)
	for i := range versions {
		if is := i == current; versions[i].Current != is {
			versions[i].Current, versions[i].Edited = is, true
		}
	}
}

// Version returns a version of a document that the plan adds, edits or looked at, nil for others.
func (p *Plan) Version(document diplo.ID, version string) *PlannedVersion {
	versions := p.versions[document]
	i := slices.IndexFunc(versions, func(v PlannedVersion) bool { return v.Version == version })
	if i < 0 {
		return nil
	}
	return &versions[i]
}

// planEntities merges the profiles of the batch with those of the store, and refuses a batch that names an entity without
// one.
func (p *planner) planEntities() error {
	ids := p.batch.Names()
	for _, e := range p.batch.Entities {
		ids = append(ids, e.ID)
	}
	profiles, err := p.read.Profiles(sortedIDs(ids))
	if err != nil {
		return err
	}
	known := make(map[diplo.ID]diplo.Entity, len(profiles))
	for _, e := range profiles {
		known[e.ID] = e
	}
	for _, e := range p.batch.Entities {
		was, ok := known[e.ID]
		if !ok {
			p.Applied.Entities++
		} else if e = diplo.MergeProfiles(was, e); encoded(e) == encoded(was) {
			continue
		}
		p.Entities = append(p.Entities, e)
		known[e.ID] = e
	}
	for _, id := range p.batch.Names() {
		if _, ok := known[id]; !ok {
			return NoProfile(p.batch, id)
		}
	}
	return nil
}

// encoded tells profiles apart; they are plain data, which JSON holds.
func encoded(e diplo.Entity) string {
	text, _ := json.Marshal(e)
	return string(text)
}

// planJudgements adds and retracts judgements, and finds the ids that stand for another entity because of it.
func (p *planner) planJudgements() error {
	if len(p.batch.Judgements) == 0 {
		return nil
	}
	all, err := p.read.Judgements()
	if err != nil {
		return err
	}
	for _, j := range p.batch.Judgements {
		i := slices.IndexFunc(all, func(old diplo.Judgement) bool { return old.ID == j.ID })
		if i < 0 {
			p.Applied.Judgements++
			i, all = len(all), append(all, j)
		} else if j = JoinJudgements(all[i], j); reflect.DeepEqual(j, all[i]) {
			continue
		}
		all[i] = j
		p.Judgements = append(p.Judgements, j)
	}
	p.Identity, p.moved = diplo.NewIdentity(all), map[diplo.ID]bool{}
	for _, j := range all {
		for _, id := range []diplo.ID{j.A, j.B} {
			if p.before.Canonical(id) != p.Identity.Canonical(id) {
				p.moved[id] = true
			}
		}
	}
	return nil
}
