package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
)

// names is the gazetteer, opened once for all tests.
var names = sync.OnceValues(func() (*gazetteer.Gazetteer, error) { return gazetteer.Open() })

// endpoint is a model's endpoint: it answers the n-th request (from 0) by reply, and remembers what it was sent.
type endpoint struct {
	*httptest.Server
	mu       sync.Mutex
	requests []request
}

type request struct {
	Authorization string
	Body          string
	Model         string         `json:"model"`
	Messages      []message      `json:"messages"`
	Format        map[string]any `json:"response_format"`
	Temperature   *float64       `json:"temperature"`
}

func serve(t *testing.T, reply func(n int, w http.ResponseWriter, r request)) *endpoint {
	t.Helper()
	e := &endpoint{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		content, err := io.ReadAll(r.Body)
		var got request
		if err == nil {
			err = json.Unmarshal(content, &got)
		}
		if err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" {
			t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
		}
		got.Authorization, got.Body = r.Header.Get("Authorization"), string(content)
		e.mu.Lock()
		n := len(e.requests)
		e.requests = append(e.requests, got)
		e.mu.Unlock()
		reply(n, w, got)
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *endpoint) asked() []request {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.requests)
}

// says answers with a completion of that content.
func says(w http.ResponseWriter, content string) { finishes(w, content, "stop") }

func finishes(w http.ResponseWriter, content, reason string) {
	writeJSON(w, map[string]any{
		"id": "chatcmpl-1", "object": "chat.completion",
		"choices": []any{map[string]any{"index": 0, "finish_reason": reason, "message": map[string]any{"role": "assistant", "content": content}}},
		"usage":   map[string]any{"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
	})
}

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // a client that is gone is what some tests are about
}

// always is an endpoint that says the same to everyone.
func always(t *testing.T, content string) *endpoint {
	t.Helper()
	return serve(t, func(_ int, w http.ResponseWriter, _ request) { says(w, content) })
}

// statements is an answer that holds the claims.
func statements(t *testing.T, claims ...any) string {
	t.Helper()
	content, err := json.Marshal(map[string]any{"statements": claims})
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// open makes an extractor for an endpoint, quick to retry.
func open(t *testing.T, e *endpoint, with ...func(*Options)) *Extractor {
	t.Helper()
	g, err := names()
	if err != nil {
		t.Fatal(err)
	}
	o := Options{URL: e.URL + "/v1", Model: "small", Key: "sk-very-secret", Timeout: 5 * time.Second, Backoff: time.Millisecond}
	for _, set := range with {
		set(&o)
	}
	x, err := New(g, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// document makes a document the way a file becomes one.
func document(content string) diplo.Document {
	h := diplo.ParseHeader(content)
	return diplo.Document{
		ID: diplo.DocumentID(content), Version: diplo.ContentHash(content), Name: "test", Publisher: h.Source,
		Published: diplo.Date(h.Published), Text: content,
	}
}

// harbour is the document that most tests read: published on a Friday.
const harbour = `title: Moscow condemns strikes
source: Demarche Test Wire
published: 2025-06-20

Russia on Thursday condemned Israel over strikes on a harbour, Kremlin
spokesman Dmitry Peskov said.

Vladimir Putin spoke by phone with Xi Jinping and Narendra Modi. The Russian president offered to mediate between Iran and Israel.

Jan Novak, foreign minister of Czechia, urged Moscow to show restraint. Novak also met members of the Harbour Workers Front, CBS News reported.
`

// condemns is a sound claim about harbour, with changes laid over it.
func condemns(changes map[string]any) map[string]any {
	c := map[string]any{
		"paragraph": 1, "quote": "Russia on Thursday condemned Israel over strikes on a harbour", "type": "CONDEMNS",
		"subject":  actor("state", "Russia", "Russia"),
		"object":   actor("state", "Israel", "Israel"),
		"modality": "actual", "polarity": "positive", "attribution": []any{map[string]any{"role": "SPEAKER", "name": "Dmitry Peskov"}},
		"date": "2025-06-19", "date_words": "on Thursday", "title": "",
	}
	for k, v := range changes {
		c[k] = v
	}
	return c
}

func actor(kind, name, mention string, actsFor ...string) map[string]any {
	return map[string]any{"kind": kind, "name": name, "mention": mention, "acts_for": strings.Join(actsFor, "")}
}

func read(t *testing.T, x *Extractor, doc diplo.Document) Reading {
	t.Helper()
	r, err := x.Read(t.Context(), doc)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, doc, r)
	return r
}

// sound holds a reading to the contract of extract.Result.
func sound(t *testing.T, doc diplo.Document, r Reading) {
	t.Helper()
	listed := map[diplo.ID]bool{}
	for i, e := range r.Entities {
		if err := e.Validate(); err != nil {
			t.Error(err)
		}
		if listed[e.ID] || i > 0 && e.ID < r.Entities[i-1].ID {
			t.Errorf("entity %s is not in order or stands twice", e.ID)
		}
		listed[e.ID] = true
	}
	for i, e := range r.Evidence {
		if err := e.Validate(); err != nil {
			t.Error(err)
		}
		if doc.Text[e.Start:e.End] != e.Quote {
			t.Errorf("%q is not the text from %d to %d", e.Quote, e.Start, e.End)
		}
		if i > 0 && e.Start < r.Evidence[i-1].Start {
			t.Error("the evidence is not in the order of the text")
		}
		for _, id := range []diplo.ID{e.Subject.ID, e.Object.ID, e.Subject.Polity.ID, e.Object.Polity.ID} {
			if id != "" && !listed[id] {
				t.Errorf("%s has no profile", id)
			}
		}
	}
}

// logs is a place for log lines that many may write to.
type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func entries(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func codeOf(err error) diplo.Code {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return "CONTEXT"
	}
	return diplo.CodeOf(err)
}
