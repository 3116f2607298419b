package source_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/source"
)

func TestParseHeader(t *testing.T) {
	at := time.Date(2025, 6, 19, 11, 30, 0, 0, time.UTC)
	tests := []struct {
		name, text                  string
		title, publisher, url, body string
		published                   diplo.Date
		publishedAt                 time.Time
	}{
		{name: "none", text: "Envoys met.\n", body: "Envoys met.\n"},
		{name: "all", text: "title: Envoys meet\nsource: Example Wire\nurl: https://example.org/a\npublished: 2025-06-19\n\nEnvoys met.",
			title: "Envoys meet", publisher: "Example Wire", url: "https://example.org/a", published: "2025-06-19", body: "\nEnvoys met."},
		{name: "any case and order, mark, CRLF, blanks", text: "\ufeffPUBLISHED :  2025-06-19\r\nTitle:\tEnvoys: a meeting \r\n\r\nText.",
			title: "Envoys: a meeting", published: "2025-06-19", body: "\r\nText."},
		{name: "a colon in a paragraph is none", text: "Minister: no comment\ntitle: not here", body: "Minister: no comment\ntitle: not here"},
		{name: "ends at the first other line", text: "title: A\nauthor: B\nsource: C\n", title: "A", body: "author: B\nsource: C\n"},
		{name: "header alone, no line end", text: "title: A", title: "A", body: ""},
		{name: "time with zone: the day there", text: "published: 2025-06-19T00:30:00+13:00\nx", published: "2025-06-19",
			publishedAt: at.AddDate(0, 0, -1), body: "x"},
		{name: "time with a blank, minutes only", text: "published: 2025-06-19 14:30+03:00\nx", published: "2025-06-19", publishedAt: at, body: "x"},
		{name: "unknown date", text: "published: unknown\nx", body: "x"},
		{name: "empty fields", text: "title:\nsource:\nurl:\npublished:\nx", body: "x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, notes, err := source.Parse("news/a.txt", []byte(tt.text), source.Options{Strict: true})
			if err != nil {
				t.Fatal(err)
			}
			want := diplo.Document{ID: doc.ID, Version: diplo.ContentHash(tt.text), Name: "a", Title: tt.title, Publisher: tt.publisher,
				URL: tt.url, Published: tt.published, PublishedAt: tt.publishedAt, Text: tt.text}
			if diff := cmp.Diff(want, doc); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
			if got, want := source.Empty(doc), strings.TrimSpace(tt.body) == ""; got != want {
				t.Errorf("Empty = %v, want %v", got, want)
			}
			if got, want := len(notes) > 0, strings.TrimSpace(tt.body) == ""; got != want {
				t.Errorf("notes %v", notes)
			}
		})
	}
}

func TestHeaderLinesThatCannotBeUsed(t *testing.T) {
	for text, want := range map[string]string{
		"published: last Friday\nx":                 "last Friday",
		"published: 2025-02-30\nx":                  "2025-02-30",
		"published: 19.06.2025\nx":                  "2025-06-19", // shows how to write it
		"published: 2025-06\nx":                     "no date",
		"published: 2025-06-19T14:30:00\nx":         "+03:00", // without zone
		"published: 0000-01-01T00:00:00Z\nx":        "no date",
		"published: 9999-12-31T23:00:00-05:00\nx":   "no date", // year 10000 elsewhere
		"url: example.org/a\nx":                     "https://",
		"url: ftp://example.org/a\nx":               "web address",
		"url: https://exa mple.org/\nx":             "web address",
		"title: a\ntitle: b\nx":                     "repeats title",
		"published: 2025-06-19\npublished: 2025\nx": "repeats published",
	} {
		doc, notes, err := source.Parse("a.txt", []byte(text), source.Options{})
		if err != nil {
			t.Errorf("%q failed: %v", text, err)
		}
		if len(notes) != 1 || !strings.Contains(notes[0].String(), want) || !strings.HasPrefix(notes[0].String(), "a.txt: ") {
			t.Errorf("%q: notes %q, want one of %q", text, notes, want)
		}
		if !strings.Contains(want, "repeats") && (doc.Published != "" || !doc.PublishedAt.IsZero() || doc.URL != "") {
			t.Errorf("%q: the bad value was used: %+v", text, doc)
		}
		_, _, err = source.Parse("a.txt", []byte(text), source.Options{Strict: true})
		if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "a.txt: ") {
			t.Errorf("%q, strict: %v, want a failure that says %q", text, err, want)
		}
	}
}

func TestOnePageHasOneID(t *testing.T) {
	page := func(url, body string) diplo.Document {
		doc, notes, err := source.Parse("a.txt", []byte("url: "+url+"\n\n"+body), source.Options{})
		if err != nil || len(notes) > 0 {
			t.Fatalf("%s: %v %v", url, notes, err)
		}
		return doc
	}
	first := page("https://example.org/a?id=7", "Text.")
	for _, url := range []string{"HTTPS://Example.ORG/a?id=7", "https://example.org:443/a/?id=7", "https://example.org/a?utm_source=x&id=7&UTM_medium=y#top",
		"https://reader:secret@example.org/a//?id=7"} {
		if got := page(url, "Text, corrected."); got.ID != first.ID || got.URL != first.URL || got.Version == first.Version {
			t.Errorf("%s: %s %s, want a new version of %s %s", url, got.ID, got.URL, first.ID, first.URL)
		}
	}
	for _, url := range []string{"http://example.org/a?id=7", "https://example.org/A?id=7", "https://example.org/a?id=8", "https://example.org:8443/a?id=7"} {
		if got := page(url, "Text."); got.ID == first.ID {
			t.Errorf("%s is taken for %s", url, first.URL)
		}
	}
	a, _, _ := source.Parse("a.txt", []byte("Text."), source.Options{})
	b, _, _ := source.Parse("b.txt", []byte("Text."), source.Options{})
	c, _, _ := source.Parse("a.txt", []byte("Text!"), source.Options{})
	if a.ID != b.ID || a.ID == c.ID {
		t.Errorf("without url the bytes decide: %s %s %s", a.ID, b.ID, c.ID)
	}
}

func TestWhatIsNoDocument(t *testing.T) {
	for content, want := range map[string]string{
		"Envoys \xffmet":                "not UTF-8 (byte 0xff at offset 7)",
		"caf\xc3":                       "offset 3",
		"surrogate \xed\xa0\x80":        "offset 10",
		"Envoys\x00met":                 "zero byte at offset 6",
		"\xff\xfeE\x00":                 "UTF-16",
		"%PDF-1.7 and so on":            "PDF",
		"PK\x03\x04word/document.xml":   "office document",
		"\x89PNG\r\n\x1a\n":             "image",
		strings.Repeat("long ", 21<<10): "larger than 65536 bytes",
	} {
		_, _, err := source.Parse("news/a.txt", []byte(content), source.Options{MaxBytes: 64 << 10})
		if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "news/a.txt ") {
			t.Errorf("%.20q: %v, want %q", content, err, want)
		}
	}
}

func TestRead(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	file := filepath.Join(dir, "envoys.meet.txt")
	write(t, file, "Envoys met.")
	if doc, notes, err := source.Read(ctx, file, source.Options{}); err != nil || len(notes) > 0 || doc.Name != "envoys.meet" || doc.Text != "Envoys met." {
		t.Errorf("file: %+v %v %v", doc, notes, err)
	}
	doc, _, err := source.Read(ctx, source.Stdin, source.Options{Stdin: strings.NewReader("Envoys met.")})
	if err != nil || doc.Name != "stdin" || doc.Text != "Envoys met." {
		t.Errorf("standard input: %+v %v", doc, err)
	}
	for path, want := range map[string]string{
		dir:                              "is a folder",
		filepath.Join(dir, "none.txt"):   "no such file",
		filepath.Join(file, "inner.txt"): "not a directory",
		filepath.Join(dir, "a\nb.txt"):   `a\nb.txt"`,
		"":                               `""`,
		"https://example.org/a":          "only files and folders are read",
	} {
		_, _, err := source.Read(ctx, path, source.Options{})
		if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, want one line with %q", path, err, want)
		}
	}
	broken := errors.New("the disk is on fire")
	_, _, err = source.Read(ctx, source.Stdin, source.Options{Stdin: io.MultiReader(strings.NewReader("Envoys"), failing{broken})})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "standard input cannot be read (the disk is on fire)") {
		t.Errorf("failing reader: %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, _, err := source.Read(cancelled, file, source.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestReadUnreadable(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("no /proc here")
		return
	}
	_, _, err := source.Read(t.Context(), "/proc/self/mem", source.Options{}) // opens, but reading at 0 fails for everyone
	if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), "/proc/self/mem cannot be read") {
		t.Errorf("%v", err)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func TestTooLargeIsNotRead(t *testing.T) {
	large := filepath.Join(t.TempDir(), "large.txt")
	write(t, large, "")
	if err := os.Truncate(large, 50<<20); err != nil {
		t.Fatal(err)
	}
	_, _, err := source.Read(t.Context(), large, source.Options{})
	if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), "large.txt is larger than 10 MiB") {
		t.Errorf("file: %v", err)
	}
	endless := &counting{}
	_, _, err = source.Read(t.Context(), source.Stdin, source.Options{Stdin: endless})
	if err == nil || !strings.Contains(err.Error(), "larger than 10 MiB") || endless.bytes > source.DefaultMaxBytes+1 {
		t.Errorf("standard input: %v after %d bytes", err, endless.bytes)
	}
	if _, _, err := source.Read(t.Context(), large, source.Options{MaxBytes: 60 << 20}); err == nil || !strings.Contains(err.Error(), "binary") {
		t.Errorf("a raised limit: %v, want it read and found binary", err)
	}
}

type counting struct{ bytes int64 }

func (c *counting) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	c.bytes += int64(len(p))
	return len(p), nil
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, f := range []string{"b.txt", "a.md", "c.TXT", "d.json", ".hidden.txt", ".git/x.txt", "sub/z.markdown", "sub/a.text", "other.dat"} {
		if err := os.MkdirAll(filepath.Dir(f), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, f, "Text.")
	}
	if err := os.Symlink(dir, "link"); err != nil {
		t.Fatal(err)
	}
	all := []string{"a.md", "b.txt", "c.TXT", "sub/a.text", "sub/z.markdown"}
	tests := []struct{ paths, want []string }{
		{[]string{"."}, all},
		{[]string{"./"}, all},
		{[]string{"link/sub"}, []string{"link/sub/a.text", "link/sub/z.markdown"}},
		{[]string{"sub", "b.txt", "./b.txt", "sub/a.text"}, []string{"sub/a.text", "sub/z.markdown", "b.txt"}},
		{[]string{"other.dat", "-", "none.txt"}, []string{"other.dat", "-", "none.txt"}},
		{nil, nil},
	}
	for _, tt := range tests {
		got, failed := source.Find(t.Context(), tt.paths)
		if diff := cmp.Diff(tt.want, got); diff != "" || len(failed) > 0 {
			t.Errorf("%v: %v (-want +got):\n%s", tt.paths, failed, diff)
		}
	}
	got, failed := source.Find(t.Context(), []string{"link"})
	if len(got) != len(all) || len(failed) > 0 {
		t.Errorf("a link to a folder: %v %v", got, failed)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, failed := source.Find(cancelled, []string{"sub"}); len(failed) != 1 || !errors.Is(failed[0].Err, context.Canceled) {
		t.Errorf("cancelled: %v", failed)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "\ufeff", "title: A\r\npublished: 2025-06-19\r\n\r\nText.", "url: https://a.org:443/%2f/?utm_x=1&b#c\nText",
		"published: 0001-01-01T00:00:00+14:00\nx", "a\xffb", "url: http://[::1]:80//\n", "title: \u2028"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		doc, notes, err := source.Parse("dir/a.txt", content, source.Options{})
		if err != nil {
			if diplo.CodeOf(err) != diplo.BadInput || !strings.HasPrefix(err.Error(), "dir/a.txt") || strings.Contains(err.Error(), "\n") {
				t.Fatalf("unclear: %v", err)
			}
			return
		}
		if doc.Text != string(content) || !utf8.ValidString(doc.Text) || doc.ID == "" || doc.Version != diplo.ContentHash(string(content)) {
			t.Fatalf("document %+v", doc)
		}
		for _, n := range notes {
			if strings.Contains(n.String(), "\n") {
				t.Fatalf("note of several lines: %q", n)
			}
		}
		if doc.Published != "" {
			if _, err := diplo.ParseDate(string(doc.Published)); err != nil {
				t.Fatalf("published: %v", err)
			}
		}
		if doc.URL != "" {
			again, notes, err := source.Parse("a.txt", []byte("url: "+doc.URL), source.Options{})
			if err != nil || again.URL != doc.URL || again.ID != doc.ID || len(notes) > 1 {
				t.Fatalf("url %q is not canonical: %q %v %v", doc.URL, again.URL, notes, err)
			}
		}
		line, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		var back diplo.Document
		if err := json.Unmarshal(line, &back); err != nil || !cmp.Equal(doc, back) {
			t.Fatalf("JSON changes it: %v\n%s", err, cmp.Diff(doc, back))
		}
	})
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}
