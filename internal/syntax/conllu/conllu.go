// Package conllu reads treebanks in the CoNLL-U format of Universal Dependencies.
package conllu

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/demarche/demarche/internal/syntax"
)

const (
	columns  = 10
	maxBytes = 1 << 20 // of one line
)

// ReadFile reads the sentences of one file.
func ReadFile(path string) ([]syntax.Tree, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the treebank: %w", err)
	}
	defer file.Close()
	return Read(filepath.Base(path), file)
}

// Read reads sentences. Comments, the lines of multi-word tokens (1-2) and of empty nodes
// (1.1) are passed over. Every tree has one root and no cycle; what is not so is an error
// that names the file as name, the line, and what is wrong.
func Read(name string, r io.Reader) ([]syntax.Tree, error) {
	var trees []syntax.Tree
	var tree syntax.Tree
	line, start := 0, 1
	finish := func() error {
		if len(tree) > 0 {
			if err := check(tree); err != nil {
				return fmt.Errorf("%s:%d: sentence %w", name, start, err)
			}
			trees = append(trees, tree)
		}
		tree, start = nil, line+1
		return nil
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxBytes)
	for lines.Scan() {
		line++
		text := strings.TrimSuffix(lines.Text(), "\r")
		switch {
		case text == "":
			if err := finish(); err != nil {
				return nil, err
			}
		case text[0] == '#':
		default:
			token, ok, err := word(text, len(tree)+1)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, err)
			}
			if ok {
				tree = append(tree, token)
			}
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, line+1, err)
	}
	if err := finish(); err != nil {
		return nil, err
	}
	return trees, nil
}

// word reads the line of the token with number want; ok is false for lines that are no token.
func word(text string, want int) (token syntax.Token, ok bool, err error) {
	fields := strings.Split(text, "\t")
	if len(fields) != columns {
		return token, false, fmt.Errorf("%d columns separated by tabs, want %d", len(fields), columns)
	}
	if strings.ContainsAny(fields[0], "-.") {
		return token, false, nil
	}
	if id, err := strconv.Atoi(fields[0]); err != nil || id != want {
		return token, false, fmt.Errorf("token number %q, want %d", fields[0], want)
	}
	head, err := strconv.Atoi(fields[6])
	if err != nil || head < 0 {
		return token, false, fmt.Errorf("head %q is not a token number or 0", fields[6])
	}
	token = syntax.Token{Form: fields[1], UPOS: fields[3], XPOS: fields[4], Deprel: fields[7], Head: head - 1}
	return token, true, nil
}

func check(tree syntax.Tree) error {
	roots := 0
	for i, token := range tree {
		if token.Head >= len(tree) {
			return fmt.Errorf("has a token %d whose head is %d, beyond its %d tokens", i+1, token.Head+1, len(tree))
		}
		if token.Head < 0 {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("has %d roots, want 1", roots)
	}
	if i := cyclic(tree); i >= 0 {
		return fmt.Errorf("has a cycle through token %d", i+1)
	}
	return nil
}

// cyclic gives a token from which the root is not reached, or -1. The heads are in range.
func cyclic(tree syntax.Tree) int {
	reached := make([]int, len(tree)) // 0 not seen, else the walk that saw it first
	for i := range tree {
		for j := i; j >= 0 && reached[j] == 0; j = tree[j].Head {
			reached[j] = i + 1
			if head := tree[j].Head; head >= 0 && reached[head] == i+1 {
				return head
			}
		}
	}
	return -1
}
