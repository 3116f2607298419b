package main

import (
	"context"
	"errors"
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
		m, err := readModel(path)
		teachers = append(teachers, m)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *treebank == "" || *file == "" {
		return errors.New("train needs --treebank DIR and --out FILE")
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
	_, err = train.Train(ctx, cfg, trees, teachers, func(p train.Progress) error {
		fmt.Fprintf(out, "epoch %2d: loss %.3f tags, %.3f decisions, train tags %.1f; ", p.Epoch, p.TagLoss, p.DecisionLoss, 100*p.Tags)
		if err := watch(out, p.Model, dev); err != nil {
			return err
		}
		fmt.Fprintf(out, "; %v\n", time.Since(start).Round(time.Second))
		return os.WriteFile(*file, p.Model.Encode(), 0o644)
	})
	return err
}

// watch prints what a model in training reaches on the trees.
func watch(out io.Writer, m *model.Model, trees []syntax.Tree) error {
	parser, err := syntax.New(m)
	if err != nil {
		return err
	}
	var s score.Score
	for _, tree := range trees {
		s.Add(tree, parser.Parse(score.Words(tree)))
	}
	fmt.Fprintf(out, "dev UPOS %.2f XPOS %.2f UAS %.2f LAS %.2f", s.UPOS(), s.XPOS(), s.UAS(), s.LAS())
	return nil
}

func readModel(path string) (*model.Model, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return model.Decode(data)
}

// readTrees reads all files of a folder that match a pattern, of which there must be one.
func readTrees(folder, pattern string) ([]syntax.Tree, error) {
	files, err := match(folder, pattern)
	if err != nil {
		return nil, err
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

// match lists the files of a folder that match a pattern, of which there must be one.
func match(folder, pattern string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, pattern))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("%s: no %s in this folder", folder, pattern)
	}
	return files, err
}
