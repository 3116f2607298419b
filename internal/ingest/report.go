package ingest

import (
	"fmt"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Report tells what an ingest has done, document by document in the order of the inputs.
type Report struct {
	Documents int // inputs of the run
	Read      int // of these, read and extracted so far
	New       int // versions that the store had not seen
	Seen      int // versions that it had, or that came earlier in the run
	Empty     int // nothing but a header or blanks: not stored
	Failed    []Failure

	Evidences int // new ones
	Added     int // statements that are new
	Folded    int // new evidences that joined a statement instead of making one
	Replaced  int // statements that gave way to another, or that no evidence in force supports any more
	Retracted int // evidences of older versions that no longer count

	Dropped []Failure // evidences left out because they break a rule
	Notes   []string  // remarks about documents that did not fail, one line each
}

// Failure is something that was left out and why.
type Failure struct {
	Name string // the document
	Err  error  // its message is one line and names the document
}

// String is the summary of a finished run in one line.
func (r Report) String() string {
	parts := []string{count(r.New, "new document", "new documents")}
	for _, p := range []struct {
		n         int
		one, many string
	}{{r.Seen, "seen before", "seen before"}, {r.Empty, "empty", "empty"}, {len(r.Failed), "failed", "failed"}} {
		if p.n > 0 {
			parts = append(parts, count(p.n, p.one, p.many))
		}
	}
	s := strings.Join(parts, ", ")
	s += fmt.Sprintf("; %s: %s added, %d folded into statements already there",
		count(r.Evidences, "piece of evidence", "pieces of evidence"), count(r.Added, "statement", "statements"), r.Folded)
	if r.Replaced > 0 {
		s += fmt.Sprintf(", %d replaced", r.Replaced)
	}
	if r.Retracted > 0 {
		s += fmt.Sprintf("; %s of older versions retracted", count(r.Retracted, "piece of evidence", "pieces of evidence"))
	}
	if len(r.Dropped) > 0 {
		s += fmt.Sprintf("; %s dropped for breaking a rule", count(len(r.Dropped), "piece of evidence", "pieces of evidence"))
	}
	return s
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// fail reports a document that could not be taken, by a message that names it.
func (r *run) fail(name string, err error) {
	if !strings.Contains(err.Error(), name) {
		err = &diplo.Error{Code: diplo.CodeOf(err), Message: name + ": " + err.Error(), Cause: err}
	}
	r.report.Failed = append(r.report.Failed, Failure{name, err})
}

// count adds what one Apply changed to the report.
func (r *run) count(a store.Applied, documents []extracted) {
	r.report.Evidences += a.Evidences
	r.report.Retracted += a.Retracted
	added := 0
	for _, c := range a.Changes {
		switch c.Kind {
		case diplo.Added:
			added++
		case diplo.Superseded, diplo.RetractedBy:
			r.report.Replaced++
		}
	}
	r.report.Added += added
	r.report.Folded += max(0, a.Evidences-added)
	for _, x := range documents {
		if x.seen {
			r.report.Seen++
		} else {
			r.report.New++
		}
	}
}
