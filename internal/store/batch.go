package store

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
)

// Version names a version of a document.
type Version struct {
	Document diplo.ID
	Version  string
}

// Prepare checks a batch against every rule that needs no store, stamps what has no RecordedAt with now, brings times
// to UTC and microseconds, joins what stands in it twice and sorts each list by id (documents by id, then version).
// Stores call it before anything else, so that all refuse the same batches with the same words (BadInput).
//
// A judgement without RecordedAt needs no id: it is a new one each time it is applied.
func Prepare(b Batch, now time.Time) (Batch, error) {
	p := Batch{RetractEvidences: sortedIDs(b.RetractEvidences), DeleteDocuments: sortedIDs(b.DeleteDocuments)}
	var err error
	if p.Documents, err = prepareDocuments(b.Documents, now); err != nil {
		return Batch{}, err
	}
	if p.Entities, err = prepareEntities(b.Entities, now); err != nil {
		return Batch{}, err
	}
	if p.Evidences, err = prepareEvidences(b.Evidences, p.Documents, now); err != nil {
		return Batch{}, err
	}
	if p.Judgements, err = prepareJudgements(b.Judgements, now); err != nil {
		return Batch{}, err
	}
	return p, nil
}

func prepareDocuments(in []diplo.Document, now time.Time) ([]diplo.Document, error) {
	return join(in, documentKey, JoinDocuments, func(d *diplo.Document) error {
		stamp(&d.RecordedAt, &d.RetractedAt, now)
		if !d.PublishedAt.IsZero() {
			d.PublishedAt = Instant(d.PublishedAt)
		}
		return d.Validate()
	})
}

func prepareEntities(in []diplo.Entity, now time.Time) ([]diplo.Entity, error) {
	return join(in, func(e diplo.Entity) string { return string(e.ID) }, diplo.MergeProfiles, func(e *diplo.Entity) error {
		stamp(&e.RecordedAt, nil, now)
		*e = diplo.MergeProfiles(*e, *e) // sorts its lists
		return e.Validate()
	})
}

func prepareEvidences(in []diplo.Evidence, documents []diplo.Document, now time.Time) ([]diplo.Evidence, error) {
	text := make(map[Version]string, len(documents))
	for _, d := range documents {
		text[Version{d.ID, d.Version}] = d.Text
	}
	return join(in, func(e diplo.Evidence) string { return string(e.ID) }, JoinEvidences, func(e *diplo.Evidence) error {
		stamp(&e.RecordedAt, &e.RetractedAt, now)
		if err := e.Validate(); err != nil {
			return err
		}
		t, ok := text[Version{e.Document, e.Version}]
		if ok && e.Basis == diplo.FromText && (e.End > len(t) || t[e.Start:e.End] != e.Quote) {
			return diplo.Errorf(diplo.BadInput, "evidence %s: the quote does not stand at %d to %d of document %s", e.ID, e.Start, e.End, e.Document)
		}
		return nil
	})
}

func prepareJudgements(in []diplo.Judgement, now time.Time) ([]diplo.Judgement, error) {
	return join(in, func(j diplo.Judgement) string { return string(j.ID) }, JoinJudgements, func(j *diplo.Judgement) error {
		fresh := j.RecordedAt.IsZero()
		stamp(&j.RecordedAt, &j.RetractedAt, now)
		if fresh {
			j.Identify()
		}
		if !utf8.ValidString(j.By + j.Why) {
			return diplo.Errorf(diplo.BadInput, "judgement %s: the text is not UTF-8", j.ID)
		}
		return j.Validate()
	})
}

// join prepares each item, joins those of one key, and sorts by key.
func join[T any](in []T, key func(T) string, merge func(a, b T) T, prepare func(*T) error) ([]T, error) {
	if len(in) == 0 {
		return nil, nil
	}
	out := slices.Clone(in)
	for i := range out {
		if err := prepare(&out[i]); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
	n := 1
	for _, x := range out[1:] {
		if key(x) == key(out[n-1]) {
			out[n-1] = merge(out[n-1], x)
			continue
		}
		out[n] = x
		n++
	}
	return slices.Clip(out[:n]), nil
}

func documentKey(d diplo.Document) string { return string(d.ID) + "\x00" + d.Version }

// stamp sets the record times as stores keep them.
func stamp(recorded *time.Time, retracted **time.Time, now time.Time) {
	if recorded.IsZero() {
		*recorded = now
	}
	*recorded = Instant(*recorded)
	if retracted != nil && *retracted != nil {
		t := Instant(**retracted)
		*retracted = &t
	}
}

// JoinDocuments joins two records of one version of a document: the least name, the earlier times; the rest is the
// same, being read from the same bytes.
func JoinDocuments(a, b diplo.Document) diplo.Document {
	a.Name = min(a.Name, b.Name)
	a.RecordedAt, a.RetractedAt = earlier(a.RecordedAt, b.RecordedAt), earlierRetraction(a.RetractedAt, b.RetractedAt)
	return a
}

// JoinEvidences joins two records of one evidence: the earlier times; confidence and rule are a's.
func JoinEvidences(a, b diplo.Evidence) diplo.Evidence {
	a.RecordedAt, a.RetractedAt = earlier(a.RecordedAt, b.RecordedAt), earlierRetraction(a.RetractedAt, b.RetractedAt)
	return a
}

// JoinJudgements joins two records of one judgement: the earlier retraction.
func JoinJudgements(a, b diplo.Judgement) diplo.Judgement {
	a.RetractedAt = earlierRetraction(a.RetractedAt, b.RetractedAt)
	return a
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func earlierRetraction(a, b *time.Time) *time.Time {
	if a == nil || b != nil && b.Before(*a) {
		return b
	}
	return a
}

func sortedIDs(ids []diplo.ID) []diplo.ID {
	out := slices.Clone(ids)
	slices.Sort(out)
	return slices.Compact(out)
}

// Names returns the entities that the evidences and judgements of the batch name: both ends, their polities, the
// attribution chains, the parts of acts, and both ids of a judgement. Sorted, each once.
func (b Batch) Names() []diplo.ID {
	seen := map[diplo.ID]bool{}
	for _, e := range b.Evidences {
		seen[e.Subject.ID], seen[e.Object.ID] = true, true
		seen[e.Subject.Polity.ID], seen[e.Object.Polity.ID] = true, true
		for _, a := range e.Attribution {
			seen[a.Entity] = true
		}
		if e.Act != nil {
			for _, p := range e.Act.Parts {
				seen[p.Entity.ID] = true
			}
		}
	}
	for _, j := range b.Judgements {
		seen[j.A], seen[j.B] = true, true
	}
	delete(seen, "")
	return sortedKeys(seen, cmp.Compare[diplo.ID])
}

// Versions returns the versions of documents that the evidences of the batch name, sorted, each once.
func (b Batch) Versions() []Version {
	seen := map[Version]bool{}
	for _, e := range b.Evidences {
		if e.Document != "" {
			seen[Version{e.Document, e.Version}] = true
		}
	}
	return sortedKeys(seen, func(a, b Version) int {
		return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Version, b.Version))
	})
}

func sortedKeys[K comparable, V any](m map[K]V, compare func(a, b K) int) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compare)
	return keys
}

// NoProfile is the error for an entity that the batch names and of which neither it nor the store has a profile.
func NoProfile(b Batch, entity diplo.ID) error {
	for _, e := range b.Evidences {
		if slices.Contains((Batch{Evidences: []diplo.Evidence{e}}).Names(), entity) {
			return diplo.Errorf(diplo.BadInput, "evidence %s names %s, of whom neither the batch nor the store has a profile", e.ID, entity)
		}
	}
	return diplo.Errorf(diplo.BadInput, "a judgement names %s, of whom neither the batch nor the store has a profile", entity)
}

// NoDocument is the error for a document version that the batch names and that neither it nor the store has.
func NoDocument(b Batch, v Version) error {
	i := slices.IndexFunc(b.Evidences, func(e diplo.Evidence) bool { return e.Document == v.Document && e.Version == v.Version })
	return diplo.Errorf(diplo.BadInput, "evidence %s is in version %q of document %s, which neither the batch nor the store has",
		b.Evidences[i].ID, v.Version, v.Document)
}

// Validate reports the first gap in the change log, and ids that lead nowhere.
func (h History) Validate() error {
	for i, c := range h.Changes {
		if c.Seq != int64(i)+1 {
			return diplo.Errorf(diplo.BadInput, "the change log has entry %d where entry %d belongs", c.Seq, i+1)
		}
	}
	for _, p := range h.Superseded {
		if p[0] == "" || p[1] == "" || p[0] == p[1] {
			return diplo.Errorf(diplo.BadInput, "superseded id %q leads to %q", p[0], p[1])
		}
	}
	return nil
}
