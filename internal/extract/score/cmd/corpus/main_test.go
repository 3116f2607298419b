package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// stand is a program in demarche's place: it says of each file named that Russia did something to Israel.
const stand = `package main

import (
	"fmt"
	"os"
)

func main() {
	for _, file := range os.Args[3:] {
		if file == "-" {
			continue
		}
		if _, err := os.Stat(file); err != nil {
			fmt.Fprintln(os.Stderr, "no such file")
			os.Exit(1)
		}
		fmt.Println(` + "`" + `{"document": "a", "subject": {"name": "Russia"}, "type": "CONDEMNS", "object": {"name": "Israel"}, "quote": "q", "start": 1, "end": 2}` + "`" + `)
	}
}
`

// git is a repository whose first commit condemns, whose second one does not build, and whose third one criticizes. Its
// working tree denounces.
func git(t *testing.T) string {
	t.Helper()
	for _, setting := range os.Environ() {
		if name, _, _ := strings.Cut(setting, "="); strings.HasPrefix(name, "GIT_") { // as within a git hook
			t.Setenv(name, "")
			if err := os.Unsetenv(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_SYSTEM", os.DevNull)
	t.Setenv("TMPDIR", t.TempDir())
	dir := t.TempDir()
	do := func(args ...string) {
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.org", "-C", dir}, args...)...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	put := func(name, text string) {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	do("init", "--quiet")
	put("go.mod", "module example.org/stand\n\ngo 1.21\n")
	put(dispatches+"/a.txt", "Russia.")
	put(dispatches+"/notes.json", "{}")
	for _, program := range []string{stand, "package main\n\nfunc main() { nonsense }\n", strings.ReplaceAll(stand, "CONDEMNS", "CRITICIZES")} {
		put("cmd/demarche/main.go", program)
		do("add", "-A")
		do("commit", "--quiet", "-m", "program")
	}
	put("cmd/demarche/main.go", strings.ReplaceAll(stand, "CONDEMNS", "DENOUNCES"))
	return dir
}

func TestRun(t *testing.T) {
	dir := git(t)
	compared := func(args ...string) (string, error) {
		t.Helper()
		var out bytes.Buffer
		err := run(t.Context(), dir, args, &out)
		left, readErr := os.ReadDir(os.Getenv("TMPDIR"))
		trees, listErr := output(t.Context(), dir, "git", "worktree", "list", "--porcelain")
		if readErr != nil || listErr != nil {
			t.Fatal(readErr, listErr)
		}
		for _, entry := range left {
			if strings.HasPrefix(entry.Name(), "demarche-corpus-") {
				t.Errorf("%v leaves %s behind", args, entry.Name())
			}
		}
		if strings.Count(trees, "worktree ") != 1 {
			t.Errorf("%v leaves worktrees behind:\n%s", args, trees)
		}
		return out.String(), err
	}
	out, err := compared("--against", "HEAD", "--rounds", "1")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"1 files, at HEAD (", "records    1 ->    1   added   0   removed   0   changed   1", `type was "CRITICIZES", is "DENOUNCES"`,
		"start-up   ", "start-up and 14 kB", " times as fast (",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in:\n%s", want, out)
		}
	}
	if out, err := compared("--against", "HEAD~2", "--rounds", "0", filepath.Join(dir, "go.mod")); err != nil || !strings.Contains(out, `was "CONDEMNS"`) || strings.Contains(out, "as fast") {
		t.Errorf("%v\n%s", err, out)
	}
	for _, c := range []struct {
		want string
		args []string
	}{
		{"HEAD~1", nil}, // which does not build
		{"undefined: nonsense", nil},
		{`there is no commit "nowhere" here`, []string{"--against", "nowhere"}},
		{`there is no commit "--all" here`, []string{"--against", "--all"}},
		{"cannot read missing.txt", []string{"--against", "HEAD", "missing.txt"}},
		{"no text in " + filepath.Join(dir, "cmd"), []string{"--against", "HEAD", filepath.Join(dir, "cmd")}},
	} {
		if out, err := compared(c.args...); err == nil || !strings.Contains(err.Error(), c.want) || out != "" {
			t.Errorf("%v: %v, want %s\n%s", c.args, err, c.want, out)
		}
	}
	if err := run(t.Context(), t.TempDir(), nil, &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "inside the repository") {
		t.Errorf("outside a repository: %v", err)
	}
	if err := run(t.Context(), dir, []string{"-h"}, &bytes.Buffer{}); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("help: %v", err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := run(ended, dir, nil, &bytes.Buffer{}); err == nil {
		t.Error("runs after it was interrupted")
	}
}

// TestList holds which files of a folder are text.
func TestList(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a.MD", "c.json"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := list([]string{filepath.Join(dir, "c.json"), dir})
	want := []string{filepath.Join(dir, "c.json"), filepath.Join(dir, "a.MD"), filepath.Join(dir, "b.txt")}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
