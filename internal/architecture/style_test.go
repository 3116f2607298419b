package architecture

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

const longestFile = 600 // lines

// TestEveryExportedNameIsDocumented asks for a doc comment on every package and every exported name.
func TestEveryExportedNameIsDocumented(t *testing.T) {
	packages := map[string]bool{}
	for _, f := range sources(t) {
		if f.test {
			continue
		}
		packages[f.dir()] = packages[f.dir()] || f.syntax.Doc != nil
		for _, decl := range f.syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Name.IsExported() && exportedReceiver(d) && d.Doc == nil {
					t.Errorf("%s: %s has no doc comment", f.path, d.Name.Name)
				}
			case *ast.GenDecl:
				checkSpecs(t, f, d)
			}
		}
	}
	for dir, documented := range packages {
		if !documented {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

func checkSpecs(t *testing.T, f file, d *ast.GenDecl) {
	t.Helper()
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Name.IsExported() && d.Doc == nil && s.Doc == nil {
				t.Errorf("%s: type %s has no doc comment", f.path, s.Name.Name)
			}
			checkMethods(t, f, s)
		case *ast.ValueSpec:
			for _, name := range s.Names {
				if name.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
					t.Errorf("%s: %s has no doc comment", f.path, name.Name)
				}
			}
		}
	}
}

// checkMethods asks that an exported interface explains itself, as a whole or method by method.
func checkMethods(t *testing.T, f file, s *ast.TypeSpec) {
	t.Helper()
	i, ok := s.Type.(*ast.InterfaceType)
	if !ok || !s.Name.IsExported() || len(i.Methods.List) == 1 {
		return
	}
	documented := slices.ContainsFunc(i.Methods.List, func(m *ast.Field) bool { return m.Doc != nil })
	embedsOnly := !slices.ContainsFunc(i.Methods.List, func(m *ast.Field) bool { return len(m.Names) > 0 })
	if len(i.Methods.List) > 0 && !documented && !embedsOnly {
		t.Errorf("%s: no method of interface %s says what it promises", f.path, s.Name.Name)
	}
}

func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	typ := d.Recv.List[0].Type
	if star, ok := typ.(*ast.StarExpr); ok {
		typ = star.X
	}
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	id, ok := typ.(*ast.Ident)
	return ok && id.IsExported()
}

// TestNoInitNoGlobals forbids init functions, exported package variables and packages named after nothing.
func TestNoInitNoGlobals(t *testing.T) {
	for _, f := range sources(t) {
		if base := path.Base(f.dir()); base == "util" || base == "utils" || base == "common" || base == "helpers" {
			t.Errorf("%s: a package is named after what it is for, not %q", f.path, base)
		}
		if f.test {
			continue
		}
		for _, decl := range f.syntax.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					t.Errorf("%s: init function", f.path)
				}
			case *ast.GenDecl:
				if d.Tok != token.VAR {
					continue
				}
				for _, spec := range d.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						if name.IsExported() {
							t.Errorf("%s: exported variable %s: pass it, or make it a function", f.path, name.Name)
						}
					}
				}
			}
		}
	}
}

// TestFilesStayShort keeps a file to what a reader can hold.
func TestFilesStayShort(t *testing.T) {
	for _, f := range sources(t) {
		if f.lines > longestFile {
			t.Errorf("%s has %d lines; %d is the most", f.path, f.lines, longestFile)
		}
	}
}

// TestNothingIsLeftForLater finds marks of unfinished work, and tests that skip themselves.
func TestNothingIsLeftForLater(t *testing.T) {
	marks := []string{"TO" + "DO", "FIX" + "ME", "XX" + "X"}
	for _, f := range sources(t) {
		for _, group := range f.syntax.Comments {
			for _, mark := range marks {
				if strings.Contains(group.Text(), mark) {
					t.Errorf("%s: %s in a comment", f.fset.Position(group.Pos()), mark)
				}
			}
		}
	}
}
