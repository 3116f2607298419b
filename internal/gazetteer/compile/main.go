// Command compile makes the tables that the gazetteer embeds from a folder of sources.
//
//	go run ./internal/gazetteer/compile DIR
//
// DIR holds states.jsonl, organizations.jsonl, conflicts.jsonl, offices.jsonl and titles.json. Rows of share-alike
// sources are left out, the facts of corrections.jsonl (beside this file) are laid over, persons are cleaned with the
// verdicts of review.tsv, and the aliases that the rules of cleaning dropped are printed on standard error. The tables go to internal/gazetteer/data.
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

//go:embed review.tsv
var review string

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
	verdicts, err := readReview(review)
	if err != nil {
		return err
	}
	f := rows.WithoutShareAlike().WithoutBorrowedHeads().Assemble(func(r facts.OfficeRow) string { return facts.Slug(r.Person) })
	f.Words = facts.CommonWords()
	f.NameConflicts()
	for _, line := range f.Clean(verdicts) {
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
	rows = rows.Overlay(fixes)
	rows.Offices = append(fixes.Offices, rows.Offices...) // the first row of a person sets the name
	return rows, nil
}

// readReview reads lines of "keep", "drop" (person id, alias) or "same" (person id, the id that is another spelling).
func readReview(text string) (facts.Review, error) {
	r := facts.Review{Keep: make(map[[2]string]bool), Drop: make(map[[2]string]bool), Same: make(map[string]string)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 {
			return r, fmt.Errorf("review.tsv:%d: %d fields, want verdict, id and alias or id", n, len(f))
		}
		switch f[0] {
		case "keep":
			r.Keep[[2]string{f[1], f[2]}] = true
		case "drop":
			r.Drop[[2]string{f[1], f[2]}] = true
		case "same":
			r.Same[f[2]] = f[1]
		default:
			return r, fmt.Errorf("review.tsv:%d: verdict %q, want keep, drop or same", n, f[0])
		}
	}
	return r, nil
}
