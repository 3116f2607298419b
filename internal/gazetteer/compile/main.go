// Command compile makes the tables that the gazetteer embeds from a folder of sources.
//
//	go run ./internal/gazetteer/compile DIR
//
// DIR holds states.jsonl, organizations.jsonl, conflicts.jsonl, offices.jsonl and titles.json. Rows of share-alike
// sources are left out, the facts of corrections.jsonl (beside this file) are laid over, and what the cleaning dropped
// is printed on standard error. The tables go to internal/gazetteer/data.
package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/demarche/demarche/internal/gazetteer/facts"
)

//go:embed corrections.jsonl
var corrections string

//go:embed keep.tsv
var keep string

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: go run ./internal/gazetteer/compile DIR")
		os.Exit(2)
	}
	if err := run(os.Args[1], filepath.Join("internal", "gazetteer", "data")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run compiles the sources of dir into the tables of out.
func run(dir, out string) error {
	rows, err := read(dir)
	if err != nil {
		return err
	}
	f := rows.WithoutShareAlike().Assemble(func(r facts.OfficeRow) string { return facts.Slug(r.Person) })
	f.Words = facts.CommonWords()
	f.NameConflicts()
	for _, line := range f.Clean(lines(keep)) {
		fmt.Fprintln(os.Stderr, "dropped alias:", line)
	}
	tables, err := facts.Encode(f)
	if err != nil {
		return err
	}
	for name, text := range tables.Files() {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func read(dir string) (facts.Rows, error) {
	var rows facts.Rows
	for _, kind := range []string{"state", "organization", "conflict", "office"} {
		path := filepath.Join(dir, kind+"s.jsonl")
		in, err := os.Open(path)
		if err != nil {
			return rows, err
		}
		err = rows.Read(in, path, kind)
		in.Close()
		if err != nil {
			return rows, err
		}
	}
	path := filepath.Join(dir, "titles.json")
	text, err := os.ReadFile(path)
	if err != nil {
		return rows, err
	}
	if err := json.Unmarshal(text, &rows.Titles); err != nil {
		return rows, fmt.Errorf("%s: %w", path, err)
	}
	var fixes facts.Rows
	if err := fixes.Read(strings.NewReader(corrections), "corrections.jsonl", ""); err != nil {
		return rows, err
	}
	return rows.Overlay(fixes), nil
}

func lines(text string) map[string]bool {
	m := make(map[string]bool)
	for line := range strings.Lines(text) {
		m[strings.TrimSpace(line)] = true
	}
	return m
}
