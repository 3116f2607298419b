package server

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/query/querytest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/sqlite"
)

// world serves the small world; ping may be replaced.
func world(t testing.TB, logs io.Writer, ping func(context.Context) error) *Server {
	t.Helper()
	s, err := sqlite.Open(t.Context(), sqlite.Memory, store.Options{Clock: querytest.Clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	g, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	querytest.Fill(t, s, g)
	if ping == nil {
		ping = s.Ping
	}
	server, err := New(Config{Service: query.New(s, g, nil), Ping: ping, Logger: slog.New(slog.NewJSONHandler(logs, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return server
}

// do sends one request and returns the answer.
func do(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// TestTransport holds the status, type and code of everything that may come over HTTP.
func TestTransport(t *testing.T) {
	h := world(t, io.Discard, nil)
	const ok = `{"query":"{ stats { statements } }"}`
	tests := []struct {
		name, method, target, body string
		headers                    []string
		status                     int
		contains                   string
	}{
		{"a query", "POST", "/graphql", ok, []string{"Content-Type", "application/json"}, 200, `"statements":12`},
		{"with a charset", "POST", "/graphql", ok, []string{"Content-Type", "application/json; charset=UTF-8"}, 200, `"statements":12`},
		{"by GET", "GET", "/graphql?query=%7Bstats%7Bstatements%7D%7D", "", nil, 200, `"statements":12`},
		{"variables by GET", "GET", `/graphql?query=query(%24i%3AID!)%7Bnode(id%3A%24i)%7Bid%7D%7D&variables=%7B%22i%22%3A%22state%3ARU%22%7D`, "", nil, 200, `"id":"state:RU"`},
		{"another method", "PUT", "/graphql", ok, []string{"Content-Type", "application/json"}, 405, "BAD_USER_INPUT"},
		{"another type", "POST", "/graphql", ok, []string{"Content-Type", "text/plain"}, 415, "BAD_USER_INPUT"},
		{"no type", "POST", "/graphql", ok, nil, 415, "BAD_USER_INPUT"},
		{"a form", "POST", "/graphql", "query=%7Bstats%7D", []string{"Content-Type", "application/x-www-form-urlencoded"}, 415, "BAD_USER_INPUT"},
		{"nothing acceptable", "POST", "/graphql", ok, []string{"Content-Type", "application/json", "Accept", "text/html"}, 406, "BAD_USER_INPUT"},
		{"a huge body", "POST", "/graphql", `{"query":"` + strings.Repeat(" ", maxBody) + `"}`, []string{"Content-Type", "application/json"}, 413, "LIMIT_EXCEEDED"},
		{"a huge URL", "GET", "/graphql?query=" + strings.Repeat("a", maxURL), "", nil, 414, "LIMIT_EXCEEDED"},
		{"no JSON", "POST", "/graphql", `{"query":`, []string{"Content-Type", "application/json"}, 400, "BAD_USER_INPUT"},
		{"a batch", "POST", "/graphql", "[" + ok + "]", []string{"Content-Type", "application/json"}, 400, "BAD_USER_INPUT"},
		{"no query", "POST", "/graphql", `{}`, []string{"Content-Type", "application/json"}, 400, "query is missing"},
		{"query is no string", "POST", "/graphql", `{"query":{}}`, []string{"Content-Type", "application/json"}, 400, "query must be a string"},
		{"variables are no object", "POST", "/graphql", `{"query":"{stats{acts}}","variables":[1]}`, []string{"Content-Type", "application/json"}, 400, "variables must be an object"},
		{"a syntax error", "POST", "/graphql", `{"query":"{"}`, []string{"Content-Type", "application/json", "Accept", responseJSON}, 400, "BAD_USER_INPUT"},
		{"a syntax error told to clients of plain JSON", "POST", "/graphql", `{"query":"{"}`, []string{"Content-Type", "application/json", "Accept", plainJSON}, 200, "BAD_USER_INPUT"},
		{"an unknown field", "POST", "/graphql", `{"query":"{ silent }"}`, []string{"Content-Type", "application/json", "Accept", responseJSON}, 400, "BAD_USER_INPUT"},
		{"a mutation", "GET", "/graphql?query=mutation%7B__typename%7D", "", []string{"Accept", responseJSON}, 400, "BAD_USER_INPUT"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := do(h, test.method, test.target, test.body, test.headers...)
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.contains) {
				t.Errorf("%d %.300s, want %d and %q", w.Code, w.Body, test.status, test.contains)
			}
			if strings.Contains(w.Body.String(), `"data"`) == strings.Contains(w.Body.String(), `"errors"`) {
				t.Errorf("an answer holds data or, if it was refused, errors alone: %.300s", w.Body)
			}
			if w.Code == 405 && w.Header().Get("Allow") != "GET, POST" {
				t.Errorf("Allow is %q", w.Header().Get("Allow"))
			}
		})
	}
}

// TestAccept holds how the type of an answer is chosen.
func TestAccept(t *testing.T) {
	for header, want := range map[string]string{
		"":                    plainJSON,
		"*/*":                 plainJSON,
		"application/*":       plainJSON,
		plainJSON:             plainJSON,
		responseJSON:          responseJSON,
		"text/html":           "",
		plainJSON + ";q=0":    "",
		"text/html, */*;q=.1": plainJSON,
		responseJSON + ", " + plainJSON + ";q=0.9":                responseJSON,
		responseJSON + ";q=0.5, " + plainJSON + ";q=0.9":          plainJSON,
		responseJSON + "; charset=utf-8, " + plainJSON:            responseJSON,
		responseJSON + "; charset=latin1, " + plainJSON + ";q=.2": plainJSON,
	} {
		var headers []string
		if header != "" {
			headers = []string{header}
		}
		if got := acceptable(headers); got != want {
			t.Errorf("Accept %q: %q, want %q", header, got, want)
		}
	}
}

// TestPages holds that the pages and what they load are there, with a policy that lets nothing in from elsewhere.
func TestPages(t *testing.T) {
	h := world(t, io.Discard, nil)
	for target, want := range map[string]string{
		"/":              "Who condemned whom",
		"/page/page.js":  "/graphql",
		"/page/page.css": "mark",
		"/graphiql":      "/graphiql/assets/",
		"/healthz":       "ok",
		"/readyz":        "ok",
		"/metrics":       "demarche_store_up 1",
	} {
		w := do(h, "GET", target, "")
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %.200s, want %q", target, w.Code, w.Body, want)
		}
		if policy := w.Header().Get("Content-Security-Policy"); strings.Contains(w.Header().Get("Content-Type"), "html") && !strings.Contains(policy, "default-src 'self'") {
			t.Errorf("%s: policy %q", target, policy)
		}
	}
	if w := do(h, "GET", "/nowhere", ""); w.Code != 404 {
		t.Errorf("/nowhere: %d", w.Code)
	}
}

// TestReadiness holds that a store that does not answer makes the server not ready, and that strangers aren't told why.
func TestReadiness(t *testing.T) {
	var logs strings.Builder
	h := world(t, &logs, func(context.Context) error { return errors.New("secret path") })
	w := do(h, "GET", "/readyz", "")
	if w.Code != 503 || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(logs.String(), "secret path") {
		t.Errorf("the log does not say why: %s", logs.String())
	}
	if w := do(h, "GET", "/metrics", ""); !strings.Contains(w.Body.String(), "demarche_store_up 0") {
		t.Error("the store counts as up")
	}
}

// TestRequestIDs holds that sound ids are kept, others replaced, and that the log has them.
func TestRequestIDs(t *testing.T) {
	var logs strings.Builder
	h := world(t, &logs, nil)
	if id := do(h, "GET", "/", "", "X-Request-Id", "abc-1").Header().Get("X-Request-Id"); id != "abc-1" {
		t.Errorf("a sound id became %q", id)
	}
	if id := do(h, "GET", "/", "", "X-Request-Id", "a\nb").Header().Get("X-Request-Id"); !soundID.MatchString(id) {
		t.Errorf("an unsound id became %q", id)
	}
	if !strings.Contains(logs.String(), `"requestId":"abc-1"`) {
		t.Errorf("the log lacks the id: %s", logs.String())
	}
}

// TestServeStops holds that Serve answers, lets an answer under way finish when it is told to stop, and leaves nothing
// running.
func TestServeStops(t *testing.T) {
	s := world(t, io.Discard, nil)
	leftover := goleak.IgnoreCurrent()
	began, release := make(chan struct{}), make(chan struct{})
	inner := s.Handler
	s.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		close(began)
		<-release
		inner.ServeHTTP(w, r)
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	status := make(chan int, 1)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	go func() {
		r, err := client.Get("http://" + l.Addr().String() + "/healthz")
		if err != nil {
			status <- 0
			return
		}
		_ = r.Body.Close()
		status <- r.StatusCode
	}()
	<-began
	stop()
	time.Sleep(20 * time.Millisecond) // the stop comes before the answer
	close(release)
	if got := <-status; got != 200 {
		t.Errorf("the answer under way came to %d", got)
	}
	if err := <-served; err != nil {
		t.Errorf("Serve: %v", err)
	}
	if _, err := client.Get("http://" + l.Addr().String() + "/healthz"); err == nil {
		t.Error("it still answers")
	}
	goleak.VerifyNone(t, leftover)
}

// FuzzRequests holds that no body is answered with anything but a JSON object, a status below 500, and no echo.
func FuzzRequests(f *testing.F) {
	h := world(f, io.Discard, nil)
	for _, body := range []string{`{"query":"{ stats { acts } }"}`, `{"query":"query($f: StatementFilter) { statements(filter: $f) { totalCount } }","variables":{"f":{"since":5,"anyOf":[{}]}}}`, `[]`, `{`, "\xff", `{"query":1}`, `{"query":"{a}","variables":null}`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		w := do(h, "POST", "/graphql", body, "Content-Type", "application/json")
		var answer map[string]any
		if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code >= 500 || strings.Contains(w.Body.String(), `"INTERNAL"`) {
			t.Errorf("%q: %d %s", body, w.Code, w.Body)
		}
	})
}
