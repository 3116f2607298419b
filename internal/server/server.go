// Package server is demarche over HTTP: GraphQL at /graphql, GraphiQL at /graphiql, a page that asks who condemned whom
// at /, and what an operator needs at /healthz, /readyz and /metrics.
package server

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/query"
)

// assets are the start page and the built GraphiQL (see web/graphiql).
//
//go:embed assets
var assets embed.FS

const (
	operationTime = 5 * time.Second
	stopTime      = 10 * time.Second // for answers under way when the server stops
	pingTime      = 2 * time.Second
	maxHeader     = 32 << 10 // bytes; the URL has a limit of its own
)

// Config makes a [Server].
type Config struct {
	Service *query.Service
	Ping    func(context.Context) error // whether the store answers; its Ping
	Logger  *slog.Logger                // one line for each request; nil discards
	Timeout time.Duration               // of one operation; 0 means 5 s
}

// Server is an http.Handler over everything, and serves itself. It is safe for concurrent use.
type Server struct {
	http.Handler
	logger  *slog.Logger
	timeout time.Duration
}

// New makes a server. It holds nothing that must be closed; the store stays the caller's.
func New(c Config) (*Server, error) {
	if c.Service == nil || c.Ping == nil {
		return nil, errors.New("server: Service and Ping are needed")
	}
	c.Logger = cmp.Or(c.Logger, slog.New(slog.DiscardHandler))
	c.Timeout = cmp.Or(c.Timeout, operationTime)
	files, err := fs.Sub(assets, "assets")
	if err != nil {
		return nil, err
	}
	engine := graph.New(graph.Config{Service: c.Service, Logger: c.Logger, Timeout: c.Timeout, CorrelationID: requestID})
	watch := newMetrics(c.Ping)
	mux := http.NewServeMux()
	mux.Handle("/graphql", endpoint{engine})
	mux.Handle("GET /graphiql", page(files, "graphiql/index.html", graphiqlPolicy))
	mux.Handle("GET /graphiql/", withPolicy(graphiqlPolicy, cached(http.FileServerFS(files))))
	mux.Handle("GET /{$}", page(files, "index.html", pagePolicy))
	mux.Handle("GET /page/", withPolicy(pagePolicy, http.FileServerFS(files)))
	mux.HandleFunc("GET /healthz", healthy)
	mux.Handle("GET /readyz", ready(c.Ping))
	mux.Handle("GET /metrics", watch.handler())
	return &Server{identified(logged(c.Logger, watch, recovered(c.Logger, mux))), c.Logger, c.Timeout}, nil
}

// Serve answers requests on the listener until ctx is done, then lets answers under way finish, 10 s at most. It closes
// the listener and returns nil after a clean stop.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	web := &http.Server{
		Handler: s, MaxHeaderBytes: maxHeader, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second,
		WriteTimeout: s.timeout + 15*time.Second, IdleTimeout: time.Minute,
		ErrorLog: slog.NewLogLogger(s.logger.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := web.Shutdown(stop); err != nil {
		return errors.Join(err, web.Close())
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func healthy(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok") }

// ready tells whether the store answers; why it does not goes to the log of the store, not to strangers.
func ready(ping func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), pingTime)
		defer cancel()
		if err := ping(ctx); err != nil {
			note(r, "error", err)
			say(w, http.StatusServiceUnavailable, "the store does not answer")
			return
		}
		say(w, http.StatusOK, "ok")
	}
}

func say(w http.ResponseWriter, status int, line string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(line + "\n")) // whoever asked may be gone
}

// Content security policies: everything comes from this server. GraphiQL styles elements by script and runs workers.
const (
	pagePolicy     = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
	graphiqlPolicy = "default-src 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; frame-ancestors 'none'"
)

func withPolicy(policy string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		next.ServeHTTP(w, r)
	})
}

// cached lets browsers keep what the build names by its content.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "public, max-age=86400")
		next.ServeHTTP(w, r)
	})
}

// page serves one embedded file.
func page(files fs.FS, name, policy string) http.Handler {
	return withPolicy(policy, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, files, name)
	}))
}
