package graph_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestGeneratedCodeIsCurrent writes the generated code anew in a copy of this folder and compares: what is committed is
// what gqlgen makes of schema.graphqls and gqlgen.yml.
func TestGeneratedCodeIsCurrent(t *testing.T) {
	if testing.Short() {
		return // it takes some seconds
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	copied := t.TempDir()
	for _, name := range []string{"go.mod", "go.sum", "schema.graphqls", "gqlgen.yml"} {
		b, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(copied, "graph"), os.DirFS(".")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(root, "internal"), filepath.Join(copied, "internal")); err != nil {
		t.Fatal(err)
	}
	generate := exec.CommandContext(t.Context(), "go", "tool", "gqlgen", "generate")
	generate.Dir = copied
	if out, err := generate.CombinedOutput(); err != nil {
		t.Fatalf("gqlgen: %v\n%s", err, out)
	}
	for _, name := range []string{"generated/generated.go", "model/model.go", "schema.resolvers.go"} {
		want, err := os.ReadFile(filepath.Join(copied, "graph", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("graph/%s is not what gqlgen writes: run `go generate ./graph`", name)
		}
	}
}
