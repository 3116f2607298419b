package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/demarche/demarche/internal/syntax/conllu"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/demarche/demarche/internal/syntax/score"
	"github.com/demarche/demarche/internal/syntax/train"
)

func runTrain(ctx context.Context, args []string, out io.Writer) error {
	cfg := train.Default()
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	treebank := flags.String("treebank", "", "`folder` with *train*.conllu and *dev*.conllu")
	file := flags.String("out", "", "`file` to write the model to, anew after every epoch")
	flags.IntVar(&cfg.Epochs, "epochs", cfg.Epochs, "passes over the treebank")
	flags.Uint64Var(&cfg.Seed, "seed", cfg.Seed, "of the random numbers")
	flags.IntVar(&cfg.State, "state", cfg.State, "cells of one direction of a layer")
	flags.IntVar(&cfg.Batch, "batch", cfg.Batch, "sentences to an update")
	flags.Float64Var(&cfg.Dropout, "dropout", cfg.Dropout, "of the states of both layers")
	var teachers []*model.Model
	flags.Func("teacher", "model `file` trained before on the same treebank, to learn from; may be given again", func(path string) error {
		bytes, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m, err := model.Decode(bytes)
		teachers = append(teachers, m)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *treebank == "" || *file == "" {
		return fmt.Errorf("train needs --treebank DIR and --out FILE")
	}
	trees, err := readTrees(*treebank, "*train*.conllu")
	if err != nil {
		return err
	}
	dev, err := readTrees(*treebank, "*dev*.conllu")
	if err != nil {
		return err
	}
	start := time.Now()
	var failed error
	_, err = train.Train(ctx, cfg, trees, teachers, func(p train.Progress) {
		m := p.Model()
		parser, err := syntax.New(m)
		if err != nil {
			failed = err
			return
		}
		if err := os.WriteFile(*file, m.Encode(), 0o644); err != nil {
			failed = err
		}
		var s score.Score
		for _, tree := range dev {
			s.Add(tree, parser.Parse(score.Words(tree)))
		}
		fmt.Fprintf(out, "epoch %2d: loss %.3f tags, %.3f decisions, train tags %.1f; dev UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f; %v\n",
			p.Epoch, p.TagLoss, p.DecisionLoss, 100*p.Tags, s.UPOS(), s.XPOS(), s.UAS(), s.LAS(), time.Since(start).Round(time.Second))
	})
	if err == nil {
		err = failed
	}
	return err
}

// readTrees reads all files of a folder that match a pattern, of which there must be one.
func readTrees(folder, pattern string) ([]syntax.Tree, error) {
	files, err := filepath.Glob(filepath.Join(folder, pattern))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("%s: no %s in this folder", folder, pattern)
	}
	var trees []syntax.Tree
	for _, file := range files {
		more, err := conllu.ReadFile(file)
		if err != nil {
			return nil, err
		}
		trees = append(trees, more...)
	}
	return trees, nil
}
