// Command corpus tells what the extractor says of a corpus that it did not say at another commit, and how much faster or
// slower it has become.
//
//	corpus [--against COMMIT] [--rounds N] [--examples N] [FILE|DIR...]
//
// It builds demarche from the working tree as it is, and at COMMIT (the one before HEAD, unless told) in a temporary git
// worktree, which it takes away again. Both extract the same files, of a folder those that end in .txt or .md; the
// dispatches that come with demarche where none are named. A record that says the same actors or the same words otherwise
// counts as changed, not as one removed and one added.
//
// Speed is taken in rounds, both programs in turn, over the files as often as it takes to have enough text; start-up is
// measured apart.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, ".", os.Args[1:], os.Stdout)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

// dispatches is where the bundled texts lie in the repository.
const dispatches = "internal/dispatches/texts"

// run compares the repository that dir lies in with another commit of it.
func run(ctx context.Context, dir string, args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("corpus", flag.ContinueOnError)
	against := flags.String("against", "HEAD~1", "the `commit` to compare with")
	rounds := flags.Int("rounds", 5, "how often each program is timed; 0 for not at all")
	examples := flags.Int("examples", 3, "how many records to show of each type and kind of change")
	if err := flags.Parse(args); err != nil {
		return err
	}
	repository, err := open(ctx, dir, *against)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, repository.close(context.WithoutCancel(ctx))) }()
	paths := flags.Args()
	if len(paths) == 0 {
		paths = []string{filepath.Join(repository.top, filepath.FromSlash(dispatches))}
	}
	files, err := list(paths)
	if err != nil {
		return err
	}
	then, now, err := repository.build(ctx)
	if err != nil {
		return err
	}
	before, err := then.extract(ctx, files)
	if err != nil {
		return err
	}
	after, err := now.extract(ctx, files)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d files, at %s and in the working tree\n", len(files), then.name)
	writeChanges(out, compare(before, after), *examples)
	if *rounds <= 0 {
		return nil
	}
	return race(ctx, out, then, now, files, *rounds)
}

// list names the files, and those below folders that hold text, in order.
func list(paths []string) ([]string, error) {
	var files []string
	for _, root := range paths {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			text := slices.Contains([]string{".txt", ".md"}, strings.ToLower(filepath.Ext(path)))
			if err == nil && !entry.IsDir() && (text || path == root) {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("cannot read %s: %w", root, err)
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no text in %s: name files, or folders with files that end in .txt or .md", strings.Join(paths, ", "))
	}
	return files, nil
}
