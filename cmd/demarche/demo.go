package main

import (
	"context"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/dispatches"
	"github.com/demarche/demarche/internal/ingest"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/source"
	"github.com/demarche/demarche/internal/store"
)

func (a *app) demoCommand() *cobra.Command {
	var once bool
	var address string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "try everything on the bundled dispatches, in a temporary store",
		Long: `demo ingests the dispatches that come with demarche into a temporary store, prints what they say and who condemned
whom, each with the quote, and serves it until it is interrupted. Nothing is left behind.`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := a.engine()
			if err != nil {
				return err
			}
			return a.withNewest(cmd.Context(), "sqlite::memory:", func(s store.Store) error {
				if err := a.showDispatches(cmd.Context(), e, s); err != nil || once {
					return err
				}
				return a.serve(cmd.Context(), e, s, func(ctx context.Context) (net.Listener, error) {
					listener, err := listen(ctx, address)
					if err != nil && !cmd.Flags().Changed("listen") {
						return listen(ctx, "127.0.0.1:0") // the usual port is taken
					}
					return listener, err
				})
			})
		},
	}
	cmd.Flags().BoolVar(&once, "once", false, "end after printing instead of serving")
	cmd.Flags().StringVar(&address, "listen", defaultListen, "`address` to listen on; port 0 takes a free one")
	return cmd
}

// showDispatches ingests the bundled dispatches and prints what they say.
func (a *app) showDispatches(ctx context.Context, e engine, s store.Store) error {
	bundled, err := dispatches.All()
	if err != nil {
		return err
	}
	inputs := make([]ingest.Input, len(bundled))
	for i, d := range bundled {
		inputs[i] = ingest.Input{Name: d.Name, Read: func(context.Context) (diplo.Document, []source.Note, error) {
			return source.Parse(d.Name, d.Text, source.Options{})
		}}
	}
	report, err := a.ingest(ctx, e, s, inputs)
	if err != nil {
		return err
	}
	if len(report.Failed) > 0 {
		return errReported
	}
	service := query.New(s, e.names, e.extractor)
	fmt.Fprint(a.stdout, "\nWHAT THE DISPATCHES SAY\n\n")
	if err := a.printSentences(ctx, who{service, query.StatementAsk{Filter: &query.Filter{}}}); err != nil {
		return err
	}
	fmt.Fprint(a.stdout, "\nWHO CONDEMNED WHOM (demarche who condemned)\n\n")
	condemned := query.StatementAsk{Filter: &query.Filter{Types: []diplo.Type{"CONDEMNS"}}, RollUp: store.ByPolity}
	if _, err := a.printTable(ctx, who{service, condemned}); err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	return a.stdout.Flush()
}
