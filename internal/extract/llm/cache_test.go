package llm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCacheAnswersWithoutTheEndpoint(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "made", "here")
	e := always(t, statements(t, condemns(nil), condemns(map[string]any{"type": "BLAMES"})))
	kept := func(o *Options) { o.Cache = folder }
	first := read(t, open(t, e, kept), document(harbour))
	second := read(t, open(t, e, kept, func(o *Options) { o.MaxRequests, o.Key = 1, "another" }), document(harbour))
	if diff := cmp.Diff(first, second); diff != "" || len(e.asked()) != 1 {
		t.Errorf("%d requests; %s", len(e.asked()), diff)
	}
	files := entries(t, folder)
	if len(files) != 1 || strings.Contains(readFile(t, files[0]), "secret") {
		t.Fatalf("kept: %v", files)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the answers: %v %v", info.Mode(), err)
	}
	read(t, open(t, e, kept, func(o *Options) { o.Model = "large" }), document(harbour))
	read(t, open(t, e, kept), document(strings.Replace(harbour, "Jan Novak", "Jan Kral", 1)))
	later := document(harbour)
	later.Published = "2025-06-21"
	read(t, open(t, e, kept), later)
	if n := len(e.asked()); n != 4 {
		t.Errorf("%d requests: another model, text or day must ask again", n)
	}
}

func TestBrokenCacheIsNoCache(t *testing.T) {
	folder := t.TempDir()
	e := always(t, statements(t, condemns(nil)))
	kept := func(o *Options) { o.Cache = folder }
	read(t, open(t, e, kept), document(harbour))
	file := entries(t, folder)[0]
	for _, content := range []string{"", "{", `{"content": "no JSON", "finish": "stop"}`, "\x00\xff"} {
		writeFile(t, file, content)
		if r := read(t, open(t, e, kept), document(harbour)); len(r.Evidence) != 1 {
			t.Errorf("%q: %v", content, r.Dropped)
		}
	}
	if n := len(e.asked()); n != 5 {
		t.Errorf("%d requests", n)
	}
	x := open(t, e, kept)
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if r := read(t, x, document(harbour)); len(r.Evidence) != 1 {
		t.Error("a folder that is gone stops the work")
	}
}

func TestUnreadableAnswersAreNotKept(t *testing.T) {
	folder := t.TempDir()
	x := open(t, always(t, "no JSON"), func(o *Options) { o.Cache = folder })
	if _, err := x.Extract(t.Context(), document(harbour)); err == nil || len(entries(t, folder)) != 0 {
		t.Errorf("%v, kept %v", err, entries(t, folder))
	}
}
