package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

const nothing = `{"statements": []}`

// TestEndpointFailures holds, for each way in which an endpoint can fail, how often it is asked and what is said of it.
func TestEndpointFailures(t *testing.T) {
	status := func(code int, body string) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) {
			w.WriteHeader(code)
			fmt.Fprint(w, body)
		}
	}
	cases := []struct {
		name  string
		reply func(w http.ResponseWriter)
		code  diplo.Code
		says  string
		asked int
	}{
		{"server error", status(500, "oops"), diplo.Unavailable, "answers 500", 3},
		{"overloaded, with a reason", status(503, `{"error":{"message":"model is\n loading"}}`), diplo.Unavailable, "503: model is loading", 3},
		{"too many requests", status(429, `{"error":{"message":"slow down"}}`), diplo.Unavailable, "429: slow down", 3},
		{"too many for an hour", func(w http.ResponseWriter) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(429)
		}, diplo.Unavailable, "429", 1},
		{"wrong key, echoed", status(401, `{"error":{"message":"bad key sk-very-secret"}}`), diplo.BadInput, "refuses the key (401): bad key (secret)", 1},
		{"no such model", status(404, `{"error":"model \"small\" not found"}`), diplo.BadInput, `refuses the request (404): model "small" not found`, 1},
		{"a page instead", status(404, "<html><body>Not Found</body></html>"), diplo.BadInput, "(404)", 1},
		{"sent elsewhere", func(w http.ResponseWriter) {
			w.Header().Set("Location", "http://127.0.0.1:1/")
			w.WriteHeader(307)
		}, diplo.BadInput, "not followed", 1},
		{"a page with status 200", status(200, "<!doctype html><title>Welcome</title>"), diplo.Unavailable, "no chat completion", 1},
		{"an empty body", status(200, ""), diplo.Unavailable, "no chat completion", 1},
		{"no choices", status(200, `{"choices": [], "error": {"message": "upstream failed"}}`), diplo.Unavailable, "gives no answer: upstream failed", 3},
		{"content that is no JSON", func(w http.ResponseWriter) { says(w, "I would rather talk about something else.") }, diplo.Unavailable, "not the JSON", 1},
		{"content that is another object", func(w http.ResponseWriter) { says(w, `{"answer": {"statements": []}}`) }, diplo.Unavailable, "not the JSON", 1},
		{"a huge answer", func(w http.ResponseWriter) { says(w, strings.Repeat("x", maxResponse+1)) }, diplo.Unavailable, "longer than", 1},
		{"a connection that breaks", func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, `{"choices"`)
		}, diplo.Unavailable, "cannot be reached", 3},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			e := serve(t, func(_ int, w http.ResponseWriter, _ request) { c.reply(w) })
			var log logs
			x := open(t, e, func(o *Options) {
				o.Retries = 2
				o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
			})
			r, err := x.Extract(t.Context(), document(harbour))
			if codeOf(err) != c.code || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v (%s), want %s with %q", err, codeOf(err), c.code, c.says)
			}
			if n := len(e.asked()); n != c.asked {
				t.Errorf("asked %d times, want %d", n, c.asked)
			}
			if len(r.Evidence)+len(r.Entities)+len(r.Notes) > 0 {
				t.Errorf("a result comes with the error: %v", r)
			}
			if all := fmt.Sprintf("%v %+v %#v %s", err, err, x, &log); strings.Contains(all, "sk-very-secret") {
				t.Errorf("the key shows in %s", all)
			}
		})
	}
}

func TestComesBackAfterFailures(t *testing.T) {
	e := serve(t, func(n int, w http.ResponseWriter, _ request) {
		if n < 3 {
			w.WriteHeader([]int{500, 429, 502}[n])
			return
		}
		says(w, statements(t, condemns(nil)))
	})
	r := read(t, open(t, e), document(harbour))
	if len(r.Evidence) != 1 || len(e.asked()) != 4 {
		t.Errorf("%d evidences after %d requests", len(r.Evidence), len(e.asked()))
	}
	if q := e.asked()[0]; q.Authorization != "Bearer sk-very-secret" || q.Model != "small" || q.Temperature == nil || q.Format["type"] != "json_schema" {
		t.Errorf("request %+v", q)
	}
}

func TestNoKeyNoHeader(t *testing.T) {
	e := always(t, nothing)
	read(t, open(t, e, func(o *Options) { o.Key = "" }), document(harbour))
	if got := e.asked()[0].Authorization; got != "" {
		t.Errorf("Authorization %q", got)
	}
}

// TestLeavesOutWhatTheEndpointRefuses holds that an endpoint without some parameter is asked without it, and from then
// on at once.
func TestLeavesOutWhatTheEndpointRefuses(t *testing.T) {
	e := serve(t, func(_ int, w http.ResponseWriter, r request) {
		for _, name := range []string{"temperature", "response_format"} {
			if strings.Contains(r.Body, `"`+name+`"`) {
				w.WriteHeader(http.StatusBadRequest)
				writeJSON(w, map[string]any{"error": map[string]any{"message": "Unsupported parameter: '" + name + "'"}})
				return
			}
		}
		says(w, nothing)
	})
	x := open(t, e)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if _, err := x.Extract(t.Context(), document(harbour)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	before := len(e.asked())
	read(t, x, document(harbour))
	if n := len(e.asked()) - before; n != 1 {
		t.Errorf("%d requests once the endpoint is known", n)
	}

	stubborn := serve(t, func(_ int, w http.ResponseWriter, _ request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error": "temperature seed max_completion_tokens response_format"}`)
	})
	_, err := open(t, stubborn).Extract(t.Context(), document(harbour))
	if n := len(stubborn.asked()); codeOf(err) != diplo.BadInput || n != len(optional)+1 {
		t.Errorf("%v after %d requests", err, n)
	}
}

func TestSlowEndpoints(t *testing.T) {
	release := make(chan struct{})
	slow := serve(t, func(_ int, _ http.ResponseWriter, _ request) { <-release })
	stream := serve(t, func(_ int, w http.ResponseWriter, _ request) {
		for {
			select {
			case <-release:
				return
			case <-time.After(time.Millisecond):
				if _, err := fmt.Fprint(w, " "); err != nil {
					return
				}
				w.(http.Flusher).Flush()
			}
		}
	})
	t.Cleanup(func() { close(release) }) // before the servers close, which waits for the replies
	for name, e := range map[string]*endpoint{"silent": slow, "endless": stream} {
		t.Run(name, func(t *testing.T) {
			x := open(t, e, func(o *Options) { o.Timeout, o.Retries = 30*time.Millisecond, 1 })
			if _, err := x.Extract(t.Context(), document(harbour)); codeOf(err) != diplo.Timeout || len(e.asked()) != 2 {
				t.Errorf("%v after %d requests", err, len(e.asked()))
			}
			x = open(t, e)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			if _, err := x.Extract(ctx, document(harbour)); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("deadline: %v", err)
			}
			ctx, cancel = context.WithCancel(t.Context())
			time.AfterFunc(20*time.Millisecond, cancel)
			if _, err := x.Extract(ctx, document(harbour)); !errors.Is(err, context.Canceled) {
				t.Errorf("cancelled: %v", err)
			}
		})
	}
}

// TestWaiting measures the waits of retries and pacing on a clock that jumps.
func TestWaiting(t *testing.T) {
	g, err := names()
	if err != nil {
		t.Fatal(err)
	}
	envelope, err := json.Marshal(map[string]any{"choices": []any{map[string]any{"message": map[string]any{"content": nothing}}}})
	if err != nil {
		t.Fatal(err)
	}
	run := func(t *testing.T, documents int, o Options, reply func(n int, at time.Time) *http.Response) time.Duration {
		var elapsed time.Duration
		synctest.Test(t, func(t *testing.T) {
			n := 0
			o.URL, o.Model = "http://127.0.0.1/v1", "m"
			o.Client = &http.Client{Transport: transport(func(*http.Request) *http.Response {
				n++
				return reply(n-1, time.Now())
			})}
			x, err := New(g, o)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			for range documents {
				if _, err := x.Extract(t.Context(), document(harbour)); err != nil {
					t.Error(err)
				}
			}
			elapsed = time.Since(start)
		})
		return elapsed
	}
	good := func() *http.Response { return respond(200, string(envelope)) }
	cases := []struct {
		name        string
		documents   int
		options     Options
		reply       func(n int, at time.Time) *http.Response
		least, most time.Duration
	}{
		{"backoff doubles: 1+2+4 seconds, less up to a quarter", 1, Options{}, func(n int, _ time.Time) *http.Response {
			if n < 3 {
				return respond(500, "")
			}
			return good()
		}, 5250 * time.Millisecond, 7 * time.Second},
		{"Retry-After in seconds", 1, Options{}, func(n int, _ time.Time) *http.Response {
			if n == 0 {
				r := respond(429, "")
				r.Header.Set("Retry-After", "30")
				return r
			}
			return good()
		}, 30 * time.Second, 30 * time.Second},
		{"Retry-After as a date", 1, Options{}, func(n int, at time.Time) *http.Response {
			if n == 0 {
				r := respond(503, "")
				r.Header.Set("Retry-After", at.UTC().Add(40*time.Second).Format(http.TimeFormat))
				return r
			}
			return good()
		}, 39 * time.Second, 40 * time.Second},
		{"twelve in a minute are five seconds apart", 4, Options{PerMinute: 12}, func(int, time.Time) *http.Response { return good() }, 15 * time.Second, 15 * time.Second},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if d := run(t, c.documents, c.options, c.reply); d < c.least || d > c.most {
				t.Errorf("took %s, want %s to %s", d, c.least, c.most)
			}
		})
	}
}

type transport func(*http.Request) *http.Response

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

func respond(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

func TestRetryAfterSaysNothing(t *testing.T) {
	now := time.Date(2025, 6, 20, 0, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{"": 0, "soon": 0, "-5": 0, "7": 7 * time.Second, "99999999999": 1e6 * time.Second, "Thu, 19 Jun 2025 00:00:00 GMT": 0} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func TestBudget(t *testing.T) {
	e := always(t, statements(t, condemns(nil)))
	x := open(t, e, func(o *Options) { o.MaxRequests = 2 })
	read(t, x, document(harbour))
	read(t, x, document(harbour))
	if _, err := x.Extract(t.Context(), document(harbour)); codeOf(err) != diplo.LimitReached || len(e.asked()) != 2 {
		t.Errorf("third request: %v after %d", err, len(e.asked()))
	}

	e = always(t, nothing)
	prompt := 0
	x = open(t, e, func(o *Options) { o.MaxTokens = 1 })
	if _, err := x.Extract(t.Context(), document(harbour)); codeOf(err) != diplo.LimitReached || len(e.asked()) != 0 {
		t.Errorf("a budget smaller than a prompt: %v after %d", err, len(e.asked()))
	}
	read(t, open(t, e), document(harbour))
	prompt = len(e.asked()[0].Body)/4 + 1
	x = open(t, e, func(o *Options) { o.MaxTokens = 2*prompt - 1 })
	read(t, x, document(harbour)) // an answer that says it cost 1000 is less than half the prompt, and not believed
	if _, err := x.Extract(t.Context(), document(harbour)); prompt > 2000 && codeOf(err) != diplo.LimitReached {
		t.Errorf("prompts of %d tokens fit twice into %d: %v", prompt, 2*prompt-1, err)
	}

	failing := serve(t, func(_ int, w http.ResponseWriter, _ request) { w.WriteHeader(500) })
	x = open(t, failing, func(o *Options) { o.MaxRequests = 3 })
	if _, err := x.Extract(t.Context(), document(harbour)); codeOf(err) != diplo.LimitReached || len(failing.asked()) != 3 {
		t.Errorf("retries past the budget: %v after %d", err, len(failing.asked()))
	}
}

func TestSettle(t *testing.T) {
	for _, c := range []struct{ reported, answer, want int }{
		{0, 400, 200}, {1500, 400, 1500}, {-1 << 40, 400, 200}, {1 << 60, 400, maxResponse}, {10, 0, 100}, {60, 0, 60},
	} {
		b := budget{tokens: 100}
		b.settle(100, c.reported, c.answer)
		if b.tokens != c.want {
			t.Errorf("reported %d, answer of %d bytes: %d tokens, want %d", c.reported, c.answer, b.tokens, c.want)
		}
	}
}

func TestOptionsThatCannotWork(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	writeFile(t, file, "")
	for name, o := range map[string]Options{
		"no address":      {Model: "m"},
		"no scheme":       {URL: "api.example.org/v1", Model: "m"},
		"another scheme":  {URL: "ftp://api.example.org/v1", Model: "m"},
		"no host":         {URL: "http:///v1", Model: "m"},
		"not an address":  {URL: "http://user:sk-very-secret@host:port/v1", Model: "m"},
		"a user":          {URL: "https://me:sk-very-secret@api.example.org/v1", Model: "m"},
		"no model":        {URL: "https://api.example.org/v1"},
		"cache in a file": {URL: "https://api.example.org/v1", Model: "m", Cache: filepath.Join(file, "cache")},
	} {
		if _, err := New(nil, o); codeOf(err) != diplo.BadInput || strings.Contains(err.Error(), "sk-very-secret") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestKeyNeverPrints(t *testing.T) {
	o := Options{Key: "sk-very-secret"}
	js, err := json.Marshal(o.Key)
	if err != nil {
		t.Fatal(err)
	}
	var log logs
	slog.New(slog.NewJSONHandler(&log, nil)).Info("options", "key", o.Key)
	slog.New(slog.NewTextHandler(&log, nil)).Info("options", "key", o.Key)
	if all := fmt.Sprintf("%v %+v %#v %s %q %s %s", o.Key, o, o, o.Key, o.Key, js, &log); strings.Contains(all, "very") || !strings.Contains(all, "(secret)") {
		t.Error(all)
	}
	if Key("").String() != "" {
		t.Error("no key prints as a secret")
	}
}
