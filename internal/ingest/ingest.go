// Package ingest brings documents into a store: source -> extract -> Apply.
//
// Documents are read and extracted in parallel and applied in batches, in the order they were given, so that the store
// ends up the same however many workers there are. A document goes in with all its evidence in one transaction: after a
// crash or a cancelled run the next run takes up what is missing, and a run over what is there already changes nothing.
package ingest

import (
	"context"
	"log/slog"
	"runtime/debug"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/source"
	"github.com/demarche/demarche/internal/store"
)

// Store is what a pipeline needs of a store.Store.
type Store interface {
	// Apply writes a batch, all of it or nothing, as store.Writer promises.
	Apply(ctx context.Context, b store.Batch) (store.Applied, error)
	// VersionSeen reports whether the store has had this version of the document, as store.Reader promises.
	VersionSeen(ctx context.Context, document diplo.ID, version string) (bool, error)
}

// Input is a document on its way in.
type Input struct {
	Name string // what messages call it: a path, "standard input"
	// Read returns the document, and remarks about it. It is called once, by any worker.
	Read func(ctx context.Context) (diplo.Document, []source.Note, error)
}

// Files returns the inputs for files found by source.Find.
func Files(paths []string, o source.Options) []Input {
	inputs := make([]Input, len(paths))
	for i, path := range paths {
		inputs[i] = Input{source.Show(path), func(ctx context.Context) (diplo.Document, []source.Note, error) {
			return source.Read(ctx, path, o)
		}}
	}
	return inputs
}

// Pipeline takes documents to a store.
type Pipeline struct {
	Extractor extract.Extractor
	Store     Store

	Workers  int          // documents extracted at once; 0 means as many as there are processors
	Log      *slog.Logger // more about what the report tells in a line, at level debug; nil means nowhere
	Progress func(Report) // called after every document that is read and extracted, in order, by one goroutine; may be nil
}

// A batch is applied as soon as it holds this many documents or evidences.
const (
	batchDocuments = 32
	batchEvidences = 2000
)

// Run ingests the inputs in order. A document that fails is reported and the others go on. The error is that of the run
// as a whole: the context's, or the store's when it takes no more; what was applied before stays, the report tells what,
// and the same run again takes up the rest.
func (p Pipeline) Run(ctx context.Context, inputs []Input) (Report, error) {
	r := run{Pipeline: p, report: Report{Documents: len(inputs)}, taken: map[version]bool{}}
	read := func(ctx context.Context, i int) extracted { return p.extract(ctx, inputs[i]) }
	for x := range InOrder(ctx, len(inputs), p.Workers, read) {
		if err := r.take(ctx, x); err != nil {
			return r.report, err
		}
	}
	if ctx.Err() != nil {
		return r.report, ctx.Err()
	}
	return r.report, r.flush(ctx)
}

// extracted is what became of one input before the store.
type extracted struct {
	name     string
	document diplo.Document
	result   extract.Result
	notes    []source.Note
	seen     bool  // the store has this version already; nothing was extracted
	err      error // about the document: another one may fare better
	storeErr error // about the store: no other document will fare better
}

// extract reads one document and finds its evidence, unless the store has seen it. A panic in a reader or extractor
// fails the document alone.
func (p Pipeline) extract(ctx context.Context, in Input) (out extracted) {
	out.name = in.Name
	defer func() {
		if r := recover(); r != nil {
			p.log().Debug("a document broke the extractor", "document", in.Name, "panic", r, "stack", string(debug.Stack()))
			out.err = diplo.Errorf(diplo.Internal, "%s could not be read: internal error, please report it with the document", in.Name)
		}
	}()
	out.document, out.notes, out.err = in.Read(ctx)
	if out.err != nil || source.Empty(out.document) {
		return out
	}
	out.seen, out.storeErr = p.Store.VersionSeen(ctx, out.document.ID, out.document.Version)
	if out.storeErr != nil || out.seen {
		return out
	}
	out.result, out.err = p.Extractor.Extract(ctx, out.document)
	return out
}

func (p Pipeline) log() *slog.Logger {
	if p.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return p.Log
}

// version is one version of a document.
type version struct {
	id   diplo.ID
	hash string
}

// run is a pipeline at work: the documents that wait for the next Apply, and what has happened so far.
type run struct {
	Pipeline
	report    Report
	waiting   []extracted
	evidences int              // in waiting
	taken     map[version]bool // by this run
}

// take accounts for one document and lets it wait for the store. Documents seen before go to the store too, without
// evidence: of several names of one text it keeps the least, whatever came first.
func (r *run) take(ctx context.Context, x extracted) error {
	for _, n := range x.notes {
		r.report.Notes = append(r.report.Notes, n.String())
	}
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case x.storeErr != nil:
		return x.storeErr
	}
	r.report.Read++
	if r.Progress != nil {
		defer func() { r.Progress(r.report) }()
	}
	switch {
	case x.err != nil:
		r.fail(x.name, x.err)
		return nil
	case source.Empty(x.document):
		r.report.Empty++
		return nil
	}
	for _, n := range x.result.Notes {
		r.report.Notes = append(r.report.Notes, x.name+": "+n)
	}
	if len(x.result.Evidence) == 0 && len(x.result.Notes) == 0 && !x.seen {
		r.report.Notes = append(r.report.Notes, x.name+": no statements found")
	}
	v := version{x.document.ID, x.document.Version}
	x.seen = x.seen || r.taken[v]
	r.taken[v] = true
	x.result.Evidence = r.sound(x)
	r.waiting = append(r.waiting, x)
	r.evidences += len(x.result.Evidence)
	if len(r.waiting) >= batchDocuments || r.evidences >= batchEvidences {
		return r.flush(ctx)
	}
	return nil
}

// sound leaves out the evidence that breaks a rule, which no store would take.
func (r *run) sound(x extracted) []diplo.Evidence {
	return slices.DeleteFunc(x.result.Evidence, func(e diplo.Evidence) bool {
		err := e.Validate()
		switch {
		case err != nil:
		case e.Document != x.document.ID || e.Version != x.document.Version:
			err = diplo.Errorf(diplo.Internal, "evidence %s is about another document", e.ID)
		case e.End > len(x.document.Text) || x.document.Text[e.Start:e.End] != e.Quote:
			err = diplo.Errorf(diplo.Internal, "the quote of evidence %s is not what stands in the document", e.ID)
		}
		if err != nil {
			r.log().Debug("an evidence was dropped", "document", x.name, "why", err)
			r.report.Dropped = append(r.report.Dropped, Failure{x.name, err})
		}
		return err != nil
	})
}

// flush applies what waits. If the store refuses the batch for what it holds, each document is tried alone.
func (r *run) flush(ctx context.Context) error {
	waiting := r.waiting
	r.waiting, r.evidences = nil, 0
	if len(waiting) == 0 {
		return nil
	}
	applied, err := r.Store.Apply(ctx, batch(waiting))
	switch {
	case err == nil:
		r.count(applied, waiting)
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case diplo.CodeOf(err) != diplo.BadInput:
		return err
	case len(waiting) == 1:
		r.fail(waiting[0].name, err)
		return nil
	}
	for _, x := range waiting {
		r.waiting = []extracted{x}
		if err := r.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

func batch(documents []extracted) store.Batch {
	if len(documents) == 1 { // it may be a long one: it is handed on, not copied
		x := documents[0]
		documents[0] = extracted{name: x.name, seen: x.seen}
		return store.Batch{Documents: []diplo.Document{x.document}, Entities: x.result.Entities, Evidences: x.result.Evidence}
	}
	var b store.Batch
	for _, x := range documents {
		b.Documents = append(b.Documents, x.document)
		b.Entities = append(b.Entities, x.result.Entities...)
		b.Evidences = append(b.Evidences, x.result.Evidence...)
	}
	return b
}
