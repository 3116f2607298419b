package graph

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/99designs/gqlgen/graphql/handler/extension"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/graph/generated"
	"github.com/demarche/demarche/internal/query"
)

const (
	maxTokens      = 5000                   // of one document; the introspection query has some 200
	maxErrors      = 20                     // told in one answer
	defaultTimeout = 5 * time.Second        // of one operation
	batchWait      = 200 * time.Microsecond // that a loader waits for others to join
)

// Config makes an [Engine].
type Config struct {
	Service *query.Service
	Logger  *slog.Logger  // for failures that the caller is not told of; nil discards
	Timeout time.Duration // of one operation; 0 means 5 s
	Wait    time.Duration // that a loader waits for others to join its batch; 0 means 0.2 ms
	// CorrelationID names the request in answers and logs; nil means that nothing does.
	CorrelationID func(context.Context) string
}

// Engine answers GraphQL operations. It is safe for concurrent use.
type Engine struct {
	config   Config
	executor *executor.Executor
}

// Answer is what an operation came to. Data is nil where it was refused before it began: such an answer has no data
// entry at all.
type Answer = graphql.Response

// Request is an operation to answer.
type Request = graphql.RawParams

// New makes an engine over the whole schema, with introspection, limits and a cache of parsed documents.
func New(c Config) *Engine {
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	if c.Wait == 0 {
		c.Wait = batchWait
	}
	if c.CorrelationID == nil {
		c.CorrelationID = func(context.Context) string { return "" }
	}
	e := &Engine{config: c, executor: executor.New(generated.NewExecutableSchema(generated.Config{Resolvers: &resolver{}}))}
	e.executor.SetParserTokenLimit(maxTokens)
	e.executor.SetQueryCache(&documents{})
	e.executor.SetErrorPresenter(e.present)
	e.executor.SetRecoverFunc(e.recovered)
	e.executor.Use(extension.Introspection{})
	e.executor.Use(guard{})
	return e
}

// Do answers one operation, within the engine's timeout. It never fails but through the answer's errors.
func (e *Engine) Do(ctx context.Context, r *Request) *Answer {
	ctx, cancel := context.WithTimeout(ctx, e.config.Timeout)
	defer cancel()
	ctx = withLoaders(graphql.StartOperationTrace(ctx), newLoaders(e.config.Service, e.config.Wait))
	r.ReadTime = graphql.TraceTiming{Start: graphql.Now(), End: graphql.Now()}
	operation, refused := e.executor.CreateOperationContext(ctx, r)
	if refused != nil {
		if len(refused) > maxErrors {
			refused = refused[:maxErrors]
		}
		answer := e.executor.DispatchError(graphql.WithOperationContext(ctx, operation), refused)
		answer.Data = nil
		return answer
	}
	answers, ctx := e.executor.DispatchOperation(ctx, operation)
	answer := answers(ctx)
	if answer == nil { // the deadline passed before it began
		answer = e.executor.DispatchError(ctx, timedOut())
	}
	if len(answer.Errors) > maxErrors {
		answer.Errors = answer.Errors[:maxErrors]
	}
	return answer
}

const (
	cachedDocuments = 256
	cachedBytes     = 8 << 10 // a longer document is parsed each time
)

// documents remembers parsed and validated documents by their text. It forgets them all when it is full, so what an
// attacker can make it hold is bounded.
type documents struct {
	mu     sync.RWMutex
	parsed map[string]*ast.QueryDocument
}

// Get looks a document up.
func (d *documents) Get(_ context.Context, text string) (*ast.QueryDocument, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	doc, ok := d.parsed[text]
	return doc, ok
}

// Add remembers a document.
func (d *documents) Add(_ context.Context, text string, doc *ast.QueryDocument) {
	if len(text) > cachedBytes {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.parsed == nil || len(d.parsed) >= cachedDocuments {
		d.parsed = make(map[string]*ast.QueryDocument, cachedDocuments)
	}
	d.parsed[text] = doc
}
