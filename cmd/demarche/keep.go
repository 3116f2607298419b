package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/source"
	"github.com/demarche/demarche/internal/store"
)

func (a *app) exportCommand() *cobra.Command {
	var history bool
	cmd := &cobra.Command{
		Use:   "export",
		Short: "print the whole store as JSON lines",
		Long: `export prints everything in the store, one JSON object a line, sorted by kind, then id: for backups, and for moving to
another store with import. Two stores with the same content print the same lines.`,
		Example: "  demarche export | demarche import --store neo4j://localhost:7687",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(cmd.Context(), a.store, func(s store.Store) error {
				return store.Export(cmd.Context(), s, a.stdout, history)
			})
		},
	}
	cmd.Flags().BoolVar(&history, "history", false, "the change log and superseded ids too")
	return cmd
}

func (a *app) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import [FILE]",
		Short: "read what export printed into the store",
		Long: `import reads what export printed, from a file or standard input, and adds it to the store. Statements are computed
anew from their evidence. What is there already is left alone.`,
		Args: arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			in := a.stdin
			if len(args) > 0 && args[0] != source.Stdin {
				file, err := os.Open(args[0])
				if err != nil {
					return diplo.Errorf(diplo.BadInput, "the export cannot be read: %w", err)
				}
				defer func() { _ = file.Close() }() // it was only read
				in = file
			}
			return a.withNewest(cmd.Context(), a.store, func(s store.Store) error { return a.restore(cmd, s, in) })
		},
	}
}

func (a *app) restore(cmd *cobra.Command, s store.Store, in io.Reader) error {
	report, err := store.Import(cmd.Context(), s, in)
	if err != nil {
		return err
	}
	added := report.Applied
	fmt.Fprintf(a.stdout, "%d lines read; added: %d documents, %d entities, %d pieces of evidence, %d judgements\n",
		report.Lines, added.Documents, added.Entities, added.Evidences, added.Judgements)
	if report.Differ > 0 {
		a.note(fmt.Sprintf("%d of the %d statements in the file are told otherwise here, because the store has other evidence too", report.Differ, report.Statements))
	}
	return nil
}

func (a *app) migrateCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "migrate",
		Short: "bring the store's schema to the newest version, making the store if it is not there",
		Args:  arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.withStore(cmd.Context(), a.store, func(s store.Store) error {
				before, after, err := s.Migrate(cmd.Context())
				switch {
				case err != nil:
					return err
				case before == after:
					fmt.Fprintf(a.stdout, "the schema is at version %d already\n", after)
				default:
					fmt.Fprintf(a.stdout, "the schema went from version %d to %d\n", before, after)
				}
				return nil
			})
		},
	}
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print which build this is",
		Args:  arguments(0, 0),
		Run: func(*cobra.Command, []string) {
			fmt.Fprintln(a.stdout, version())
		},
	}
}

// version is the build as Go recorded it: "demarche (devel) revision 0123456 of 2025-06-19T12:00:00Z, go1.26".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "demarche, of unknown build"
	}
	text := "demarche " + info.Main.Version
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if revision := settings["vcs.revision"]; revision != "" {
		text += fmt.Sprintf(" revision %.12s of %s", revision, settings["vcs.time"])
	}
	if settings["vcs.modified"] == "true" {
		text += ", modified"
	}
	return text + ", " + info.GoVersion
}
