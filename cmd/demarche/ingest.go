package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-isatty"
	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/ingest"
	"github.com/demarche/demarche/internal/source"
	"github.com/demarche/demarche/internal/store"
)

func (a *app) ingestCommand() *cobra.Command {
	var strict bool
	cmd := &cobra.Command{
		Use:   "ingest PATH...",
		Short: "read documents and keep what they say",
		Long: `ingest reads text and Markdown files, and folders of them, and stores their statements. "-" is standard input. What
is stored already is left alone, so a run that was interrupted is taken up by running it again.`,
		Example: "  demarche ingest news/ talks.txt",
		Args:    arguments(1, -1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			a.lean()
			e, err := a.engine()
			if err != nil {
				return err
			}
			found, failed := source.Find(cmd.Context(), paths)
			for _, f := range failed {
				a.complain("%s", f.Err)
			}
			return a.withNewest(cmd.Context(), a.store, func(s store.Store) error {
				report, err := a.ingest(cmd.Context(), e, s, ingest.Files(found, source.Options{Strict: strict, Stdin: a.stdin}))
				if err == nil && len(failed)+len(report.Failed) > 0 {
					return errReported
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&strict, "strict", false, "fail a document whose header has a line that cannot be used, such as a malformed date")
	a.choice.flags(cmd)
	return cmd
}

// ingest runs the pipeline with a progress bar, tells what went wrong, and prints the summary.
func (a *app) ingest(ctx context.Context, e engine, s store.Store, inputs []ingest.Input) (ingest.Report, error) {
	progress, finish := a.progress(len(inputs))
	report, err := ingest.Pipeline{Extractor: e.extractor, Store: s, Log: a.log, Progress: progress}.Run(ctx, inputs)
	finish()
	for _, n := range report.Notes {
		a.note(n)
	}
	for _, f := range append(report.Failed, report.Dropped...) {
		a.complain("%s", f.Err)
	}
	if err != nil && report.New == 0 {
		return report, err
	}
	fmt.Fprintln(a.stdout, report)
	if flushErr := a.stdout.Flush(); err == nil {
		err = flushErr
	}
	return report, err
}

// progress shows how many documents are read on standard error if it is a terminal; finish removes it.
func (a *app) progress(documents int) (show func(ingest.Report), finish func()) {
	if !isTerminal(a.stderr) {
		return nil, func() {}
	}
	bar := progressbar.NewOptions(documents, progressbar.OptionSetWriter(a.stderr), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(50*time.Millisecond), progressbar.OptionClearOnFinish())
	show = func(r ingest.Report) { _ = bar.Set(r.Read) } // a bar that cannot be drawn is no failure
	return show, func() { _ = bar.Finish() }
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(file.Fd())
}
