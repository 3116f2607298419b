package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/ingest"
	"github.com/demarche/demarche/internal/source"
)

func (a *app) extractCommand() *cobra.Command {
	var strict, explain bool
	cmd := &cobra.Command{
		Use:   "extract FILE...",
		Short: "print the statements of documents, one JSON object a line, and store nothing",
		Long: `extract prints the statements that documents make, one JSON object a line, in the order of the text. "-" is standard
input. start and end are byte offsets into the file as it is: file[start:end] is the quote. Nothing is stored.`,
		Example: "  demarche extract talks.txt | jq -r .quote",
		Args:    arguments(1, -1),
		RunE: func(cmd *cobra.Command, files []string) error {
			a.lean()
			e, err := a.engine()
			if err != nil {
				return err
			}
			options := source.Options{Strict: strict, Stdin: a.stdin}
			read := func(ctx context.Context, i int) reading {
				return a.alone(files[i], func(r *reading) error {
					return r.read(ctx, e, explain, options)
				})
			}
			failed := false
			for r := range ingest.InOrder(cmd.Context(), len(files), 0, read) {
				if cmd.Context().Err() != nil {
					break
				}
				if r.err == nil {
					r.err = a.printReading(r)
				}
				if r.err != nil {
					a.complain("%s", r.err)
					failed = true
				}
			}
			if failed && cmd.Context().Err() == nil {
				return errReported
			}
			return cmd.Context().Err()
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "fail a document whose header has a line that cannot be used, such as a malformed date")
	cmd.Flags().BoolVar(&explain, "explain", false, "print how the rules found each statement, for people, instead of JSON")
	a.choice.flags(cmd)
	return cmd
}

// reading is what became of one document.
type reading struct {
	file    string
	doc     diplo.Document
	notes   []source.Note
	result  extract.Result
	account string // how it was read, if that was asked for
	err     error
}

// read reads the document.
func (r *reading) read(ctx context.Context, e engine, explain bool, o source.Options) (err error) {
	if r.doc, r.notes, err = source.Read(ctx, r.file, o); err != nil {
		return err
	}
	if explain {
		r.account, err = e.rules.Explain(ctx, r.doc)
	} else {
		r.result, err = e.extractor.Extract(ctx, r.doc)
	}
	return err
}

// alone does the reading of one document, so that one which breaks the extractor fails by itself.
func (a *app) alone(file string, read func(*reading) error) (out reading) {
	out.file = file
	defer func() {
		if r := recover(); r != nil {
			a.log.Debug("a document broke the extractor", "document", file, "panic", r, "stack", string(debug.Stack()))
			out.err = diplo.Errorf(diplo.Internal, "%s could not be read: internal error, please report it with the document (--log-level debug shows where)", source.Show(file))
		}
	}()
	out.err = read(&out)
	return out
}

// printReading prints the records of a document, or the account of its reading.
func (a *app) printReading(r reading) error {
	if r.account != "" {
		fmt.Fprintln(a.stdout, r.account)
		return a.stdout.Flush()
	}
	for _, n := range r.notes {
		a.note(n.String())
	}
	for _, n := range r.result.Notes {
		a.note(source.Show(r.file) + ": " + n)
	}
	if len(r.result.Evidence) == 0 && len(r.result.Notes) == 0 && !source.Empty(r.doc) {
		a.note(source.Show(r.file) + ": no statements found")
	}
	lines := json.NewEncoder(a.stdout)
	lines.SetEscapeHTML(false)
	for _, evidence := range r.result.Evidence {
		if err := lines.Encode(evidence.Record(r.doc.Name)); err != nil {
			return err
		}
	}
	return a.stdout.Flush()
}
