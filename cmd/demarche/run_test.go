package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/dispatches"
	"github.com/demarche/demarche/internal/source"
)

// runVariable makes the test binary run the program instead of the tests, for tests that kill it.
const runVariable = "DEMARCHE_TEST_RUN"

func TestMain(m *testing.M) {
	if os.Getenv(runVariable) != "" {
		os.Exit(Run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// outcome is what a run of the program gave.
type outcome struct {
	code        int
	out, errors string
}

// world is what surrounds a run: its zero value is an empty environment and standard input.
type world struct {
	env   map[string]string
	stdin io.Reader
}

func (w world) run(t *testing.T, args ...string) outcome {
	t.Helper()
	if w.stdin == nil {
		w.stdin = strings.NewReader("")
	}
	var out, errors bytes.Buffer
	code := Run(t.Context(), args, func(name string) string { return w.env[name] }, w.stdin, &out, &errors)
	if s := errors.String(); strings.Contains(s, "goroutine ") || strings.Contains(s, "Usage:") {
		t.Errorf("%v prints more than a clear line:\n%s", args, s)
	}
	return outcome{code, out.String(), errors.String()}
}

func run(t *testing.T, args ...string) outcome {
	t.Helper()
	return world{}.run(t, args...)
}

// ok runs a command line that must succeed and returns what it prints.
func ok(t *testing.T, args ...string) string {
	t.Helper()
	o := run(t, args...)
	if o.code != exitOK {
		t.Fatalf("%v: exit %d\n%s", args, o.code, o.errors)
	}
	return o.out
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const condemnation = `title: Moscow reacts
source: Example Wire
published: 2025-06-19

Russia condemned Israel on Thursday. China supported Iran.
`

// bundled writes the bundled dispatches to a folder.
func bundled(t *testing.T) string {
	t.Helper()
	all, err := dispatches.All()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, d := range all {
		write(t, filepath.Join(dir, d.Name), string(d.Text))
	}
	return dir
}

// TestBadDocuments gives each bad input together with a good one, to extract and to ingest: the bad one gets one clear
// line, the good one goes on.
func TestBadDocuments(t *testing.T) {
	dir := t.TempDir()
	good := write(t, filepath.Join(dir, "good.txt"), condemnation)
	large := write(t, filepath.Join(dir, "large.txt"), "")
	if err := os.Truncate(large, 50<<20); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, path string
		args       []string
		code       int
		says       string
	}{
		{name: "empty", path: write(t, filepath.Join(dir, "empty.txt"), ""), says: "empty.txt: the document is empty"},
		{name: "header only", path: write(t, filepath.Join(dir, "header.txt"), "title: A\n\n"), says: "header.txt: the document is empty"},
		{name: "no statement", path: write(t, filepath.Join(dir, "none.txt"), "The weather was fine.\n"), says: "none.txt: no statements"},
		{name: "binary", path: write(t, filepath.Join(dir, "binary.txt"), "a\x00b"), code: 1, says: "binary.txt is binary"},
		{name: "not UTF-8", path: write(t, filepath.Join(dir, "latin.txt"), "Conf\xe9rence"), code: 1, says: "latin.txt is not UTF-8 (byte 0xe9 at offset 4)"},
		{name: "50 MB", path: large, code: 1, says: "large.txt is larger than 10 MiB"},
		{name: "wrong date", path: write(t, filepath.Join(dir, "date.txt"), "published: soon\n\nIran thanked Oman."), says: `date.txt: published: "soon" is no date`},
		{name: "wrong date, strict", path: filepath.Join(dir, "date.txt"), args: []string{"--strict"}, code: 1, says: `date.txt: published: "soon" is no date`},
		{name: "not there", path: filepath.Join(dir, "gone.txt"), code: 1, says: "gone.txt cannot be read"},
		{name: "below a file", path: filepath.Join(good, "x.txt"), code: 1, says: "x.txt cannot be read"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			check := func(o outcome) {
				t.Helper()
				if o.code != tt.code || !strings.Contains(o.errors, tt.says) {
					t.Errorf("exit %d, want %d; it says\n%s\nwant %q", o.code, tt.code, o.errors, tt.says)
				}
				for line := range strings.Lines(o.errors) {
					if !strings.HasPrefix(line, "demarche: ") {
						t.Errorf("a line of another form: %q", line)
					}
				}
			}
			extracted := run(t, append([]string{"extract", tt.path, good}, tt.args...)...)
			check(extracted)
			if !strings.Contains(extracted.out, `"type":"CONDEMNS"`) {
				t.Errorf("the good document was not extracted:\n%s", extracted.out)
			}
			store := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
			check(run(t, append([]string{"ingest", "--store", store, tt.path, good}, tt.args...)...))
			if out := ok(t, "who", "condemned", "--store", store); !strings.Contains(out, "Israel") {
				t.Errorf("the good document was not ingested:\n%s", out)
			}
		})
	}
}

func TestFolderWhereAFileIsExpected(t *testing.T) {
	dir := t.TempDir()
	if o := run(t, "extract", dir); o.code != exitFailed || !strings.Contains(o.errors, "is a folder where a file is expected") {
		t.Errorf("exit %d: %s", o.code, o.errors)
	}
	store := "sqlite:" + filepath.Join(dir, "graph.db")
	if o := run(t, "ingest", "--store", store, dir); o.code != exitOK || !strings.Contains(o.out, "0 new documents") {
		t.Errorf("an empty folder: exit %d: %s%s", o.code, o.out, o.errors)
	}
}

func TestBadStores(t *testing.T) {
	dir := t.TempDir()
	good := write(t, filepath.Join(dir, "good.txt"), condemnation)
	corrupt := write(t, filepath.Join(dir, "corrupt.db"), strings.Repeat("this is no database", 1000))
	for name, tt := range map[string]struct{ url, says string }{
		"unknown kind":    {"mongodb://localhost", `no store of the kind "mongodb`},
		"no kind":         {"graph.db", "no store of the kind"},
		"no path":         {"sqlite:", "names no file"},
		"below a file":    {"sqlite:" + filepath.Join(good, "graph.db"), "good.txt/graph.db"},
		"not writable":    {"sqlite:/proc/graph.db", "/proc/graph.db"},
		"a folder":        {"sqlite:" + dir, "is a folder"},
		"corrupt":         {"sqlite:" + corrupt, "corrupt.db is damaged"},
		"a text document": {"sqlite:" + good, "good.txt is damaged or no SQLite file"},
	} {
		for _, command := range [][]string{{"ingest", good}, {"who", "condemned"}, {"export"}, {"import"}, {"migrate"}} {
			o := run(t, append(command, "--store", tt.url)...)
			if o.code != exitFailed || strings.Count(o.errors, "\n") != 1 || !strings.HasPrefix(o.errors, "demarche: ") {
				t.Errorf("%s, %s: exit %d, want one line:\n%s", name, command[0], o.code, o.errors)
			}
			if (command[0] == "ingest" || command[0] == "migrate") && !strings.Contains(o.errors, tt.says) {
				t.Errorf("%s, %s: %q, want %q", name, command[0], o.errors, tt.says)
			}
		}
	}
	if content, err := os.ReadFile(good); err != nil || string(content) != condemnation {
		t.Errorf("the document named as store was changed: %q %v", content, err)
	}
	absent := filepath.Join(dir, "absent.db")
	if o := run(t, "who", "condemned", "--store", "sqlite:"+absent); o.code != exitFailed || !strings.Contains(o.errors, "demarche ingest") {
		t.Errorf("no store yet: exit %d: %s", o.code, o.errors)
	}
	if _, err := os.Stat(absent); err == nil {
		t.Error("a question made a store")
	}
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{
		{"nonsense"}, {"whoo"}, {"who"}, {"who", "condemned", "a", "b", "c"}, {"who", "embraced"}, {"extract"}, {"ingest"}, {"evaluate"},
		{"export", "x"}, {"demo", "--twice"}, {"who", "condemned", "--log-level", "loud"}, {"--store"}, {"serve", "x"}, {"version", "x"},
		{"who", "condemned", "--config", "/none"},
	} {
		o := run(t, args...)
		if o.code != exitUsage || o.out != "" || strings.Count(o.errors, "\n") != 1 || !strings.Contains(o.errors, "--help') ") && !strings.HasSuffix(o.errors, "--help')\n") {
			t.Errorf("%v: exit %d, %q %q, want one line with a hint", args, o.code, o.out, o.errors)
		}
	}
	if o := run(t, "whoo"); !strings.Contains(o.errors, "did you mean who") {
		t.Errorf("no suggestion: %s", o.errors)
	}
}

func TestHelpAndVersion(t *testing.T) {
	help := ok(t, "--help")
	for _, command := range []string{"demo", "extract", "ingest", "serve", "who", "evaluate", "export", "import", "migrate", "version"} {
		if !strings.Contains(help, "\n  "+command+" ") {
			t.Errorf("help does not list %s", command)
		}
		if out := ok(t, command, "--help"); !strings.Contains(out, "Usage:") {
			t.Errorf("%s --help:\n%s", command, out)
		}
	}
	if out := ok(t, "version"); !strings.HasPrefix(out, "demarche ") || !strings.Contains(out, "go1.") {
		t.Errorf("version: %q", out)
	}
}

func TestPanicIsOneLine(t *testing.T) {
	var out, errors bytes.Buffer
	code := Run(t.Context(), []string{"version"}, func(string) string { panic("a bug") }, nil, &out, &errors)
	if want := "demarche: internal error: a bug; please report it (--log-level debug shows where)\n"; code != exitFailed || errors.String() != want {
		t.Errorf("exit %d, %q, want %q", code, errors.String(), want)
	}
}

func TestDocumentThatBreaksTheExtractor(t *testing.T) {
	a := &app{log: slog.New(slog.DiscardHandler)}
	err := a.alone("talks.txt", func(*reading) error { panic("a tree without a root") }).err
	if diplo.CodeOf(err) != diplo.Internal || !strings.Contains(err.Error(), "talks.txt") {
		t.Errorf("it failed with %v", err)
	}
}

func TestAnswerThatCannotBeWritten(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "a.txt"), condemnation)
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = full.Close() }()
	for _, args := range [][]string{{"extract", file}, {"version"}, {"--help"}} {
		var errors bytes.Buffer
		if code := Run(t.Context(), args, func(string) string { return "" }, nil, full, &errors); code != exitFailed || !strings.Contains(errors.String(), "no space left") {
			t.Errorf("%v: exit %d, %q", args, code, errors.String())
		}
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := write(t, filepath.Join(t.TempDir(), "a.txt"), condemnation)
	for _, args := range [][]string{{"extract", file}, {"ingest", "--store", "sqlite::memory:", file}} {
		var out, errors bytes.Buffer
		if code := Run(ctx, args, func(string) string { return "" }, nil, &out, &errors); code != exitFailed || out.Len() > 0 || strings.Count(errors.String(), "\n") != 1 {
			t.Errorf("%v: exit %d, %q %q", args, code, out.String(), errors.String())
		}
	}
}

// TestRecords holds that every record's quote is what stands in the file at its offsets, under any header and line ends.
func TestRecords(t *testing.T) {
	all, err := dispatches.All()
	if err != nil {
		t.Fatal(err)
	}
	variants := map[string]func(text string) string{
		"as it is":  func(text string) string { return text },
		"mark":      func(text string) string { return "\ufeff" + text },
		"CRLF":      func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"no header": func(text string) string { _, body, _ := strings.Cut(text, "\n\n"); return body },
		"markdown":  func(text string) string { return strings.ReplaceAll(text, "\n\n", "\n\n* ") },
	}
	for n, name := range slices.Sorted(maps.Keys(variants)) {
		variant, dir := variants[name], t.TempDir()
		args, contents := []string{"extract"}, map[string]string{}
		for i, d := range all {
			if i%len(variants) != n {
				continue // each dispatch in one form
			}
			content := variant(string(d.Text))
			contents[strings.TrimSuffix(d.Name, ".txt")] = content
			args = append(args, write(t, filepath.Join(dir, d.Name), content))
		}
		if records := checkRecords(t, ok(t, args...), contents); records < 5*len(contents) {
			t.Errorf("%s: %d records of %d dispatches", name, records, len(contents))
		}
	}
	o := world{stdin: strings.NewReader(condemnation)}.run(t, "extract", "-")
	if n := checkRecords(t, o.out, map[string]string{"stdin": condemnation}); n == 0 || o.code != exitOK {
		t.Errorf("standard input: exit %d, %d records", o.code, n)
	}
}

// checkRecords checks the lines that extract printed for documents, given by name, and returns how many there are.
func checkRecords(t *testing.T, lines string, contents map[string]string) int {
	t.Helper()
	n := 0
	for line := range strings.Lines(lines) {
		n++
		var r diplo.Record
		decoder := json.NewDecoder(strings.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&r); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		content := contents[r.Document]
		if r.Start < 0 || r.End > len(content) || r.Start >= r.End || content[r.Start:r.End] != r.Quote {
			t.Errorf("%s, %d:%d is not the quote %q", r.Document, r.Start, r.End, r.Quote)
		}
		if _, known := r.Type.Info(); !known || r.Subject.ID == "" || r.Object.ID == "" || r.Subject.ID == r.Object.ID {
			t.Errorf("record %s", line)
		}
	}
	return n
}

// FuzzExtract holds that any bytes give sound records or one clear failure. It goes below Run, so that the names and the
// parser are loaded once.
func FuzzExtract(f *testing.F) {
	f.Add([]byte(condemnation))
	f.Add([]byte("\ufeffpublished: 2025-06-19\r\n\r\n“Russia,” he said, condemned Israel\u2019s “attacks”."))
	f.Add([]byte("a\x00"))
	f.Add([]byte("caf\xe9"))
	f.Add([]byte("The French president met his Chinese counterpart.\n\n\n* Iran\u00a0and\u2009Oman\u200b signed \xf0\x9f\x95\x8a a pact"))
	e, err := new(app).engine()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		doc, _, err := source.Parse("a.txt", content, source.Options{})
		if err != nil {
			if diplo.CodeOf(err) != diplo.BadInput || !strings.HasPrefix(err.Error(), "a.txt ") {
				t.Errorf("unclear: %v", err)
			}
			return
		}
		result, err := e.extractor.Extract(t.Context(), doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range result.Evidence {
			if err := x.Validate(); err != nil {
				t.Error(err)
			}
			if r := x.Record(doc.Name); string(content[r.Start:r.End]) != r.Quote {
				t.Errorf("%d:%d is not %q", r.Start, r.End, r.Quote)
			}
		}
	})
}

func TestSettings(t *testing.T) {
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "a.txt"), condemnation)
	url := func(name string) string { return "sqlite:" + filepath.Join(dir, name) }
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(dir, name))
		return err == nil
	}
	config := write(t, filepath.Join(dir, "demarche.yaml"), "# where\nstore: \""+url("config.db")+"\"\n\nlisten: 127.0.0.1:0\nonce: true\n")
	world{}.run(t, "ingest", file, "--config", config)
	world{env: map[string]string{"DEMARCHE_STORE": url("env.db"), "DEMARCHE_CONFIG": config}}.run(t, "ingest", file)
	world{env: map[string]string{"DEMARCHE_STORE": url("other.db"), "DEMARCHE_CONFIG": config}}.run(t, "ingest", file, "--store", url("flag.db"))
	got := []bool{there("config.db"), there("env.db"), there("flag.db"), there("other.db")}
	if diff := cmp.Diff([]bool{true, true, true, false}, got); diff != "" {
		t.Errorf("command line before environment before file: %s", diff)
	}
	for content, says := range map[string]string{
		"stroe: x\n":                      `bad.yaml:1: "stroe" is no setting`,
		"\n# comment\njust words\n":       `bad.yaml:3: "just words" is no setting`,
		"strict: perhaps\n":               `bad.yaml:1: invalid argument "perhaps"`,
		"log-level: loud\n":               "use debug, info, warn or error",
		"config: x\n":                     `"config" is no setting`,
		strings.Repeat("x", 100000) + ":": "bad.yaml",
	} {
		o := run(t, "extract", file, "--config", write(t, filepath.Join(dir, "bad.yaml"), content))
		if o.code != exitUsage || !strings.Contains(o.errors, says) || strings.Count(o.errors, "\n") != 1 {
			t.Errorf("%.30q: exit %d, %.300q, want %q", content, o.code, o.errors, says)
		}
	}
	o := world{env: map[string]string{"DEMARCHE_STRICT": "perhaps"}}.run(t, "extract", file)
	if o.code != exitUsage || !strings.Contains(o.errors, "DEMARCHE_STRICT") {
		t.Errorf("exit %d, %q", o.code, o.errors)
	}
}
