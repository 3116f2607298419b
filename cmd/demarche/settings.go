package main

import (
	"bufio"
	"bytes"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/demarche/demarche/internal/diplo"
)

// settle gives the flags that the command line leaves open the values of the environment, then of the configuration
// file.
func settle(cmd *cobra.Command, env func(string) string) error {
	flags := cmd.Flags()
	open := func(f *pflag.Flag) bool { return !f.Changed && f.Name != "help" && f.Name != "version" }
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		if value := env(variable(f.Name)); value != "" && open(f) && failed == nil {
			if err := flags.Set(f.Name, value); err != nil {
				failed = diplo.Errorf(diplo.BadInput, "%s: %w", variable(f.Name), err)
			}
		}
	})
	path := flags.Lookup("config").Value.String()
	if failed != nil || path == "" {
		return failed
	}
	settings, err := readSettings(path, flagNames(cmd.Root()))
	if err != nil {
		return err
	}
	settled := map[string]bool{}
	flags.Visit(func(f *pflag.Flag) { settled[f.Name] = true })
	for _, s := range settings {
		if flags.Lookup(s.flag) == nil || settled[s.flag] {
			continue // another command's, or the command line's or environment's to say
		}
		if err := flags.Set(s.flag, s.value); err != nil {
			return diplo.Errorf(diplo.BadInput, "%s:%d: %w", path, s.line, err)
		}
	}
	return nil
}

// variable is the environment variable of a flag.
func variable(flag string) string {
	return "DEMARCHE_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// setting is a line of a configuration file.
type setting struct {
	flag, value string
	line        int
}

// readSettings reads a configuration file: lines of "flag: value", empty lines, and lines that begin with "#". A value
// may stand in quotes.
func readSettings(path string, known []string) ([]setting, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, diplo.Errorf(diplo.BadInput, "the configuration file cannot be read: %w", err)
	}
	var settings []setting
	lines := bufio.NewScanner(bytes.NewReader(content))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		flag, value, found := strings.Cut(line, ":")
		flag, value = strings.TrimSpace(flag), strings.TrimSpace(value)
		if !found || !slices.Contains(known, flag) {
			return nil, diplo.Errorf(diplo.BadInput, "%s:%d: %q is no setting: write \"flag: value\" with one of %s", path, n, flag, strings.Join(known, ", "))
		}
		if len(value) > 1 && (value[0] == '"' || value[0] == '\'') && value[len(value)-1] == value[0] {
			value = value[1 : len(value)-1]
		}
		settings = append(settings, setting{flag, value, n})
	}
	if err := lines.Err(); err != nil {
		return nil, diplo.Errorf(diplo.BadInput, "%s: %w", path, err)
	}
	return settings, nil
}

// flagNames are the flags of all commands that a configuration file may set, sorted.
func flagNames(root *cobra.Command) []string {
	var names []string
	add := func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != "config" {
			names = append(names, f.Name)
		}
	}
	root.PersistentFlags().VisitAll(add)
	for _, cmd := range root.Commands() {
		if cmd.Name() != "help" && cmd.Name() != "completion" {
			cmd.LocalNonPersistentFlags().VisitAll(add)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
