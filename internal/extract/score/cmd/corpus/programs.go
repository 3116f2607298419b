package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract/score"
)

// repository is a git repository and a temporary folder for what is built of it.
type repository struct {
	top      string // of the working tree
	commit   string // the one to compare with, by its hash
	name     string // as it was asked for, and the short hash
	folder   string
	worktree bool // whether one was added, which is to be removed
}

// open finds the repository that dir lies in, and the commit. Whoever opens it closes it.
func open(ctx context.Context, dir, commit string) (*repository, error) {
	top, err := output(ctx, dir, "git", "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, fmt.Errorf("run this inside the repository: %w", err)
	}
	hash, err := output(ctx, dir, "git", "rev-parse", "--verify", "--quiet", "--end-of-options", commit+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("there is no commit %q here: give --against another one", commit)
	}
	folder, err := os.MkdirTemp("", "demarche-corpus-")
	if err != nil {
		return nil, err
	}
	return &repository{top: top, commit: hash, name: fmt.Sprintf("%s (%.7s)", commit, hash), folder: folder}, nil
}

// close takes away what was built and checked out.
func (r *repository) close(ctx context.Context) error {
	var err error
	if r.worktree {
		if _, err = output(ctx, r.top, "git", "worktree", "remove", "--force", r.checkout()); err != nil {
			err = fmt.Errorf("the temporary worktree stays in the list of worktrees until \"git worktree prune\": %w", err)
		}
	}
	return errors.Join(err, os.RemoveAll(r.folder))
}

func (r *repository) checkout() string { return filepath.Join(r.folder, "checkout") }

// build makes the program of the commit and that of the working tree.
func (r *repository) build(ctx context.Context) (then, now program, err error) {
	if _, err := output(ctx, r.top, "git", "-c", "core.hooksPath="+os.DevNull, "worktree", "add", "--quiet", "--detach", r.checkout(), r.commit); err != nil {
		return then, now, fmt.Errorf("cannot check out %s: %w", r.name, err)
	}
	r.worktree = true
	then = program{r.name, filepath.Join(r.folder, "then")}
	now = program{"the working tree", filepath.Join(r.folder, "now")}
	if err := then.build(ctx, r.checkout()); err != nil {
		return then, now, err
	}
	return then, now, now.build(ctx, r.top)
}

// program is a built demarche.
type program struct{ name, path string }

func (p program) build(ctx context.Context, dir string) error {
	if _, err := output(ctx, dir, "go", "build", "-buildvcs=false", "-o", p.path, "./cmd/demarche"); err != nil {
		return fmt.Errorf("%s does not build: %w", p.name, err)
	}
	return nil
}

// extract returns the records of the files.
func (p program) extract(ctx context.Context, files []string) ([]diplo.Record, error) {
	lines, err := p.run(ctx, files)
	if err != nil {
		return nil, err
	}
	return score.ReadRecords(strings.NewReader(lines), "records of "+p.name)
}

// run prints the statements of the files; of none it reads an empty standard input.
func (p program) run(ctx context.Context, files []string) (string, error) {
	if len(files) == 0 {
		files = []string{"-"}
	}
	lines, err := output(ctx, "", p.path, append([]string{"extract", "--"}, files...)...)
	if err != nil {
		return "", fmt.Errorf("%s cannot extract: %w", p.name, err)
	}
	return lines, nil
}

// seconds says how long run takes, by the clock on the wall.
func (p program) seconds(ctx context.Context, files []string) (float64, error) {
	start := time.Now()
	_, err := p.run(ctx, files)
	return time.Since(start).Seconds(), err
}

// patience is how long an interrupted program may take to end.
const patience = 5 * time.Second

// output runs a program and returns what it prints, without the last line end. Where it fails, the error holds the last
// lines of its standard error.
func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // git takes a half-made worktree away
	cmd.WaitDelay = patience
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return "", ctx.Err()
		}
		lines := strings.Split(strings.TrimSpace(complaints.String()), "\n")
		return "", fmt.Errorf("%s: %w: %s", filepath.Base(name), err, strings.Join(lines[max(0, len(lines)-5):], "; "))
	}
	return strings.TrimSuffix(out.String(), "\n"), nil
}

// A round reads the files as often as it takes to have enough text, but names no more of them than a command line holds.
const (
	enoughText = 256 << 10 // bytes
	mostFiles  = 2000
)

// race times both programs in turn, which begins changing from round to round, and prints the medians.
func race(ctx context.Context, out io.Writer, then, now program, files []string, rounds int) error {
	size := 0
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			return err
		}
		size += int(info.Size())
	}
	times := max(1, min(enoughText/max(size, 1), mostFiles/len(files)))
	for _, lap := range []struct {
		name  string
		files []string
	}{
		{"start-up", nil},
		{fmt.Sprintf("start-up and %d kB", size*times/1000), slices.Repeat(files, times)},
	} {
		var taken [2][]float64
		for round := range rounds {
			for turn := range 2 {
				side := (round + turn) % 2
				seconds, err := [2]program{then, now}[side].seconds(ctx, lap.files)
				if err != nil {
					return err
				}
				taken[side] = append(taken[side], seconds)
			}
		}
		fmt.Fprintf(out, "%-28s %s\n", lap.name, speed(taken[0], taken[1]))
	}
	return nil
}

// speed compares seconds taken before and after, round by round.
func speed(before, after []float64) string {
	ratios := make([]float64, len(before))
	for i := range before {
		ratios[i] = before[i] / after[i]
	}
	return fmt.Sprintf("%.3f s -> %.3f s   %.2f times as fast (%.2f to %.2f in %d rounds)", median(before), median(after), median(ratios), slices.Min(ratios),
		slices.Max(ratios), len(ratios))
}

// median is the middle value, the mean of two where there are two in the middle.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}
