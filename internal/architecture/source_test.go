package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

const (
	module = "github.com/demarche/demarche"
	root   = "../.."
)

// file is a hand-written Go file of the project.
type file struct {
	path   string // from the root, "internal/diplo/fold.go"
	test   bool
	lines  int
	syntax *ast.File
	fset   *token.FileSet
}

func (f file) dir() string { return path.Dir(f.path) }

// in reports whether the file's package lies in the folder or below it.
func (f file) in(folder string) bool { return within(f.dir(), folder) }

// imports are the paths that the file imports, those of the project without the module's name.
func (f file) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		paths = append(paths, strings.TrimPrefix(strings.Trim(spec.Path.Value, `"`), module+"/"))
	}
	return paths
}

func within(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }

// sources parses every hand-written Go file; machine-written ones are told by their first comment.
func sources(t *testing.T) []file {
	t.Helper()
	var files []file
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || name == "testdata" || p != root && strings.HasPrefix(name, ".")) {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		if ast.IsGenerated(syntax) {
			return nil
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		files = append(files, file{filepath.ToSlash(rel), strings.HasSuffix(name, "_test.go"), fset.File(syntax.Pos()).LineCount(), syntax, fset})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("only %d Go files found under %s", len(files), root)
	}
	return files
}
