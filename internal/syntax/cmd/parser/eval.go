package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/demarche/demarche/internal/syntax/conllu"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/demarche/demarche/internal/syntax/score"
)

func runEval(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	file := flags.String("model", "", "model `file` instead of the one that ships")
	sheetFile := flags.String("sheet", "", "`file` to write the figures to, as JSON with the model's hash")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("eval needs a folder with *test*.conllu files")
	}
	data := model.Embedded()
	if *file != "" {
		var err error
		if data, err = os.ReadFile(*file); err != nil {
			return err
		}
	}
	m, err := model.Decode(data)
	if err != nil {
		return err
	}
	parser, err := syntax.New(m)
	if err != nil {
		return err
	}
	files, err := match(flags.Arg(0), "*test*.conllu")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	sheet := model.Sheet{SHA256: hex.EncodeToString(sum[:]), Treebanks: map[string]model.Figures{}}
	for _, file := range files {
		trees, err := conllu.ReadFile(file)
		if err != nil {
			return err
		}
		name := filepath.Base(file)
		sheet.Treebanks[name] = figures(evaluate(out, name, parser, trees))
	}
	if *sheetFile == "" {
		return nil
	}
	return writeSheet(*sheetFile, sheet)
}

func writeSheet(path string, sheet model.Sheet) error {
	text, err := json.MarshalIndent(sheet, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// figures rounds a score to two places for the sheet.
func figures(s *score.Score) model.Figures {
	f := model.Figures{
		Sentences: s.Sentences, Tokens: s.Tokens,
		UPOS: places(s.UPOS()), XPOS: places(s.XPOS()), UAS: places(s.UAS()), LAS: places(s.LAS()),
		F1: map[string]float64{},
	}
	for _, r := range s.Relations() {
		if r.Gold > 0 {
			f.F1[r.Name] = places(r.F1())
		}
	}
	return f
}

func places(v float64) float64 { return math.Round(100*v) / 100 }

// evaluate parses the words of the trees and prints the scores.
func evaluate(out io.Writer, name string, parser *syntax.Parser, trees []syntax.Tree) *score.Score {
	parsed := make([]syntax.Tree, len(trees))
	start := time.Now()
	for i, tree := range trees {
		parsed[i] = parser.Parse(score.Words(tree))
	}
	took := time.Since(start)
	s := new(score.Score)
	for i, tree := range trees {
		s.Add(tree, parsed[i])
	}
	fmt.Fprintf(out, "%s: %d sentences, %d tokens, %.0f tokens/s\n", name, s.Sentences, s.Tokens, float64(s.Tokens)/took.Seconds())
	fmt.Fprintf(out, "  UPOS %.2f  XPOS %.2f  UAS %.2f  LAS %.2f\n", s.UPOS(), s.XPOS(), s.UAS(), s.LAS())
	for _, r := range s.Relations() {
		if r.Gold > 0 {
			fmt.Fprintf(out, "  %-14s %5d  F1 %5.1f\n", r.Name, r.Gold, r.F1())
		}
	}
	return s
}
