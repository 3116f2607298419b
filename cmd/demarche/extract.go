package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
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
			failed := false
			for _, file := range files {
				read := a.extractFile
				if explain {
					read = a.explainFile
				}
				err := a.alone(file, func() error { return read(cmd.Context(), e, file, options) })
				if cmd.Context().Err() != nil {
					return cmd.Context().Err()
				}
				if err != nil {
					a.complain("%s", err)
					failed = true
				}
			}
			if failed {
				return errReported
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "fail a document whose header has a line that cannot be used, such as a malformed date")
	cmd.Flags().BoolVar(&explain, "explain", false, "print how the rules found each statement, for people, instead of JSON")
	a.choice.flags(cmd)
	return cmd
}

// alone reads one document, so that one which breaks the extractor fails by itself.
func (a *app) alone(file string, read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			a.log.Debug("a document broke the extractor", "document", file, "panic", r, "stack", string(debug.Stack()))
			err = diplo.Errorf(diplo.Internal, "%s could not be read: internal error, please report it with the document (--log-level debug shows where)", source.Show(file))
		}
	}()
	return read()
}

// extractFile prints the records of one document.
func (a *app) extractFile(ctx context.Context, e engine, file string, o source.Options) error {
	doc, notes, err := source.Read(ctx, file, o)
	if err != nil {
		return err
	}
	result, err := e.extractor.Extract(ctx, doc)
	if err != nil {
		return err
	}
	for _, n := range notes {
		a.note(n.String())
	}
	for _, n := range result.Notes {
		a.note(source.Show(file) + ": " + n)
	}
	if len(result.Evidence) == 0 && len(result.Notes) == 0 && !source.Empty(doc) {
		a.note(source.Show(file) + ": no statements found")
	}
	lines := json.NewEncoder(a.stdout)
	lines.SetEscapeHTML(false)
	for _, evidence := range result.Evidence {
		if err := lines.Encode(evidence.Record(doc.Name)); err != nil {
			return err
		}
	}
	return a.stdout.Flush()
}

// explainFile prints how the statements of one document were found.
func (a *app) explainFile(ctx context.Context, e engine, file string, o source.Options) error {
	doc, _, err := source.Read(ctx, file, o)
	if err != nil {
		return err
	}
	account, err := e.rules.Explain(ctx, doc)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout, account)
	return a.stdout.Flush()
}
