package source

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Failure is a document, or a folder of them, that could not be read.
type Failure struct {
	Path string
	Err  error // its message names the path
}

// Find lists the files that paths name: a file (or [Stdin]) itself, whatever its name; of a folder the files below it
// that end in .txt, .text, .md or .markdown, hidden ones and linked folders left out, in sorted order. A path that is
// named twice stands once, at its first place. Folders that cannot be read are failures; the rest is listed all the
// same. A file that is not there is listed: reading it tells.
func Find(ctx context.Context, paths []string) ([]string, []Failure) {
	var found []string
	var failed []Failure
	seen := map[string]bool{}
	add := func(path string) {
		if key := filepath.Clean(path); !seen[key] {
			seen[key] = true
			found = append(found, path)
		}
	}
	for _, root := range paths {
		if info, err := os.Stat(root); root == Stdin || err != nil || !info.IsDir() {
			add(root)
			continue
		}
		// WalkDir goes in lexical order; a root that is a link to a folder is walked only with the separator behind it.
		err := filepath.WalkDir(filepath.Clean(root)+string(filepath.Separator), func(path string, entry fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				failed = append(failed, Failure{path, unreadable(path, err)})
			case strings.HasPrefix(entry.Name(), "."):
				if entry.IsDir() && filepath.Clean(path) != filepath.Clean(root) {
					return fs.SkipDir
				}
			case !entry.IsDir() && isText(path):
				add(path)
			}
			return nil
		})
		if err != nil {
			failed = append(failed, Failure{root, err})
		}
	}
	return found, failed
}

func isText(path string) bool {
	return slices.Contains([]string{".txt", ".text", ".md", ".markdown"}, strings.ToLower(filepath.Ext(path)))
}
