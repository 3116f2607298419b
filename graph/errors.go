package graph

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/internal/diplo"
)

// present is the one place where an error becomes one of GraphQL: its code in extensions.code, its message if it is
// meant for users, else a general one with the correlation id under which the log has the cause.
func (e *Engine) present(ctx context.Context, err error) *gqlerror.Error {
	shown := *graphql.DefaultErrorPresenter(ctx, err) // a copy: a cached document's errors are shared
	code, message := classify(ctx, err)
	if code == diplo.Internal {
		id := e.config.CorrelationID(ctx)
		e.config.Logger.ErrorContext(ctx, "graphql field failed", "path", shown.Path.String(), "correlationId", id, "error", cause(err))
		shown.Message = "something went wrong here; the server's log tells more"
		shown.Extensions = map[string]any{"code": diplo.Internal, "correlationId": id}
		return &shown
	}
	shown.Message = message
	shown.Extensions = map[string]any{"code": code}
	return &shown
}

// classify returns the code of an error and the message that a user may see.
func classify(ctx context.Context, err error) (diplo.Code, string) {
	var known *diplo.Error
	var own *gqlerror.Error
	var overflow *graphql.IntegerError
	var number *strconv.NumError
	switch {
	case errors.As(err, &known):
		return known.Code, known.Message
	case errors.Is(err, context.DeadlineExceeded), ctx.Err() != nil:
		return diplo.Timeout, "this took too long: ask for less at once"
	case errors.As(err, &overflow), errors.As(err, &number):
		return diplo.BadInput, "an Int holds 32 bits: " + cause(err).Error()
	case errors.As(err, &own) && own.Err == nil: // of the parser or the validator
		return diplo.BadInput, own.Message
	}
	return diplo.Internal, ""
}

// cause is what a GraphQL error was made of.
func cause(err error) error {
	var own *gqlerror.Error
	if errors.As(err, &own) && own.Err != nil {
		return own.Err
	}
	return err
}

// recovered makes a panic an internal error and logs where it came from.
func (e *Engine) recovered(ctx context.Context, panicked any) error {
	e.config.Logger.ErrorContext(ctx, "panic in a graphql field", "correlationId", e.config.CorrelationID(ctx),
		"panic", fmt.Sprint(panicked), "stack", string(debug.Stack()))
	return diplo.Errorf(diplo.Internal, "panic: %v", panicked)
}

func timedOut() gqlerror.List {
	return gqlerror.List{gqlerror.Wrap(context.DeadlineExceeded)}
}
