// Command parser trains the parser on a treebank and measures it on one.
//
//	parser train --treebank DIR --out FILE [--epochs N] [--seed N]
//	parser eval [--model FILE] [--sheet FILE] DIR
//
// DIR holds CoNLL-U files of Universal Dependencies: *train*.conllu to train on,
// *dev*.conllu to watch the training, *test*.conllu to measure. The model that ships was
// trained on UD English EWT, https://github.com/UniversalDependencies/UD_English-EWT.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "parser:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) > 0 {
		switch args[0] {
		case "train":
			return runTrain(ctx, args[1:], out)
		case "eval":
			return runEval(args[1:], out)
		}
	}
	return errors.New("say \"train --treebank DIR --out FILE\" or \"eval DIR\"")
}
