package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"time"
)

// soundID is what a caller's X-Request-Id may look like; any other is replaced.
var soundID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

type idKey struct{}

// requestID is the id of the request that ctx belongs to, "" outside of one.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(idKey{}).(string)
	return id
}

// identified gives each request an id, the caller's own if it is sound, and sends it back.
func identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get("X-Request-Id")
		if !soundID.MatchString(id) {
			id = rand.Text()[:16]
		}
		w.Header().Set("X-Request-Id", id)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), idKey{}, id)))
	})
}

// record is what the log says of a request beside its bounds.
type record struct{ notes []any }

type recordKey struct{}

// note adds a key and a value to the log line of the request.
func note(r *http.Request, key string, value any) {
	if rec, ok := r.Context().Value(recordKey{}).(*record); ok {
		rec.notes = append(rec.notes, key, value)
	}
}

// logged writes a line for each request and counts it. Health checks are logged at debug level.
func logged(logger *slog.Logger, m *metrics, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		rec, out := &record{}, &watched{ResponseWriter: w, status: http.StatusOK}
		ctx := context.WithValue(r.Context(), recordKey{}, rec)
		r = r.WithContext(ctx) // the mux notes the route in this one
		next.ServeHTTP(out, r)
		took := time.Since(began)
		m.seen(r, out.status, took)
		level := slog.LevelInfo
		switch {
		case out.status >= 500:
			level = slog.LevelError
		case r.URL.Path == "/healthz", r.URL.Path == "/readyz", r.URL.Path == "/metrics":
			level = slog.LevelDebug
		}
		logger.Log(ctx, level, "request", append([]any{"method", r.Method, "path", r.URL.Path, "status", out.status,
			"bytes", out.bytes, "took", took, "requestId", requestID(ctx)}, rec.notes...)...)
	})
}

// recovered makes a panic a plain 500 and logs where it came from.
func recovered(logger *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		defer func() {
			if p := recover(); p != nil {
				logger.ErrorContext(ctx, "panic", "panic", fmt.Sprint(p), "stack", string(debug.Stack()), "requestId", requestID(ctx))
				say(w, http.StatusInternalServerError, "something went wrong here; the server's log tells more under "+requestID(ctx))
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// watched notes the status and the bytes of an answer.
type watched struct {
	http.ResponseWriter
	status, bytes int
	begun         bool
}

// WriteHeader notes the first status.
func (w *watched) WriteHeader(status int) {
	if !w.begun {
		w.status, w.begun = status, true
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes.
func (w *watched) Write(b []byte) (int, error) {
	w.begun = true
	n, err := w.ResponseWriter.Write(b)
	w.bytes += n
	return n, err
}

// Unwrap lets http.ResponseController find the writer beneath.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }
