package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract/score"
	"github.com/demarche/demarche/internal/source"
)

func (a *app) evaluateCommand() *cobra.Command {
	var asJSON, show, calibration bool
	var samples int
	cmd := &cobra.Command{
		Use:   "evaluate DIR",
		Short: "measure extraction against a gold standard",
		Long: `evaluate extracts the documents in DIR/articles and compares the statements with those in DIR/gold, one file NAME.json for
each article: precision, recall and F1. --calibration adds how far the confidence of the statements is the chance that they
are right: the Brier score and a reliability table, with 95 % intervals where --bootstrap is given.`,
		Args: arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if asJSON && show {
				return usageError{errors.New("--json and --show are both given: use one of them")}
			}
			gold := filepath.Join(args[0], "gold")
			if info, err := os.Stat(gold); err != nil || !info.IsDir() {
				return diplo.Errorf(diplo.BadInput, "there is no folder %s: name one that holds articles and gold", source.Show(gold))
			}
			records, failed, err := a.extractFolder(cmd.Context(), filepath.Join(args[0], "articles"))
			if err != nil {
				return err
			}
			report, err := score.Options{Bootstrap: samples, Seed: 1, Calibration: calibration}.Evaluate(os.DirFS(gold), records)
			if err != nil {
				return err
			}
			if asJSON {
				err = report.WriteJSON(a.stdout)
			} else {
				err = report.WriteText(a.stdout)
			}
			if show {
				for _, d := range report.Differences {
					fmt.Fprintln(a.stdout, d)
				}
			}
			if err == nil && failed {
				err = errReported
			}
			return err
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().BoolVar(&show, "show", false, "list what was missed and what is spurious")
	cmd.Flags().BoolVar(&calibration, "calibration", false, "add the Brier score and reliability table of the confidences")
	a.choice.flags(cmd)
	cmd.Flags().IntVar(&samples, "bootstrap", 0, "samples of articles for 95 % confidence intervals; 0 for none")
	return cmd
}

// extractFolder returns the records of all documents in a folder. Those that fail are told and left out.
func (a *app) extractFolder(ctx context.Context, folder string) (records []diplo.Record, failed bool, err error) {
	e, err := a.engine()
	if err != nil {
		return nil, false, err
	}
	files, failures := source.Find(ctx, []string{folder})
	for _, file := range files {
		doc, _, err := source.Read(ctx, file, source.Options{})
		if err == nil {
			result, extractErr := e.extractor.Extract(ctx, doc)
			err = extractErr
			for _, evidence := range result.Evidence {
				records = append(records, evidence.Record(doc.Name))
			}
		}
		if ctx.Err() != nil {
			return nil, false, ctx.Err()
		}
		if err != nil {
			failures = append(failures, source.Failure{Path: file, Err: err})
		}
	}
	for _, f := range failures {
		a.complain("%s", f.Err)
	}
	return records, len(failures) > 0, nil
}
