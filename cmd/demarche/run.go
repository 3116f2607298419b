package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store/open"
)

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // something failed; standard error says what
	exitUsage  = 2 // the command line, environment or configuration file is wrong; nothing was done
)

// errReported ends a command whose failures have been told already.
var errReported = errors.New("reported")

// Run is the whole program but for the process around it: it runs one command line and returns the exit code. env
// answers for environment variables, "" for those not set. Results go to stdout; errors, notes and progress go to stderr.
func Run(ctx context.Context, args []string, env func(string) string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	a := &app{env: env, stdin: stdin, stdout: bufio.NewWriter(stdout), terminal: stdout, stderr: stderr, log: slog.New(slog.DiscardHandler)}
	defer func() {
		if r := recover(); r != nil {
			a.log.Debug("panic", "value", r, "stack", string(debug.Stack()))
			a.complain("internal error: %v; please report it (--log-level debug shows where)", r)
			code = exitFailed
		}
	}()
	root := a.root() //nolint:contextcheck // commands take the context that ExecuteContext gives them
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(a.stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	flushErr := a.stdout.Flush()
	var usage usageError
	switch {
	case err == nil && flushErr == nil:
		return exitOK
	case flushErr != nil:
		a.complain("the answer could not be written: %s", flushErr)
		return exitFailed
	case errors.Is(err, errReported):
		return exitFailed
	case !a.started || errors.As(err, &usage):
		a.complain("%s", withHint(err, root, args))
		return exitUsage
	case errors.Is(err, context.Canceled):
		a.complain("interrupted")
		return exitFailed
	}
	a.log.Debug("failed", "code", diplo.CodeOf(err), "cause", errors.Unwrap(err))
	a.complain("%s", err)
	return exitFailed
}

// app is one run of the program: the world around it, and the common flags.
type app struct {
	env      func(string) string
	stdin    io.Reader
	stdout   *bufio.Writer
	terminal io.Writer // what stdout buffers, to ask whether it is a terminal
	stderr   io.Writer
	log      *slog.Logger
	started  bool // the command line was understood and the command has begun

	store     string
	overlays  []string
	logLevel  string
	configure string
	choice    choice
}

// usageError is a mistake in the command line that a command finds itself.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// root is the command that holds all others.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "demarche",
		Short: "who did what to whom in diplomacy, with the sentence that says so",
		Long: `demarche reads news and dispatches, keeps who did what to whom, when and according to whom, and answers with the
sentence that proves it.

Every flag may also be set in the environment (DEMARCHE_STORE, DEMARCHE_LOG_LEVEL ...) or in the file that --config
names, one "flag: value" a line; the command line comes first, then the environment, then the file. User, password and
database of a Neo4j store stand in DEMARCHE_NEO4J_USER, DEMARCHE_NEO4J_PASSWORD and DEMARCHE_NEO4J_DATABASE.`,
		Example: `  demarche demo
  demarche ingest news/ && demarche who condemned - Israel`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.start(cmd) },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.store, "store", open.Default, "where the graph is kept: sqlite:PATH, sqlite::memory: or neo4j://HOST:7687")
	flags.StringArrayVar(&a.overlays, "gazetteer", nil, "`file` with more names, offices and aliases; may be given several times")
	flags.StringVar(&a.logLevel, "log-level", "warn", "what is logged to standard error: debug, info, warn or error")
	flags.StringVar(&a.configure, "config", "", "`file` with settings, one \"flag: value\" a line")
	root.AddCommand(a.demoCommand(), a.extractCommand(), a.ingestCommand(), a.serveCommand(), a.whoCommand(), a.evaluateCommand(),
		a.exportCommand(), a.importCommand(), a.migrateCommand(), a.versionCommand())
	return root
}

// start settles the flags before a command runs.
func (a *app) start(cmd *cobra.Command) error {
	if err := settle(cmd, a.env); err != nil {
		return err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(a.logLevel)); err != nil {
		return diplo.Errorf(diplo.BadInput, "--log-level %q: use debug, info, warn or error", a.logLevel)
	}
	a.log = slog.New(slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level}))
	a.started = true
	return nil
}

// complain prints one line on standard error.
func (a *app) complain(format string, args ...any) {
	line := strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " ")
	fmt.Fprintf(a.stderr, "demarche: %s\n", line)
}

// note prints a remark on standard error.
func (a *app) note(text string) { a.complain("note: %s", text) }

// arguments allows from least to most arguments, any number for most -1.
func arguments(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return fmt.Errorf("an argument is missing: demarche %s", cmd.Use)
		case most >= 0 && len(args) > most:
			return fmt.Errorf("one argument too many, %q: demarche %s; names of several words stand in quotes", args[most], cmd.Use)
		}
		return nil
	}
}

// withHint is the message of a wrong command line, with where to look it up.
func withHint(err error, root *cobra.Command, args []string) string {
	message := strings.NewReplacer("\n\nDid you mean this?\n\t", ": did you mean ", "\n", " ").Replace(err.Error())
	path := root.CommandPath()
	if cmd, _, found := root.Find(args); found == nil {
		path = cmd.CommandPath()
	}
	return fmt.Sprintf("%s (see '%s --help')", strings.TrimSpace(message), path)
}
