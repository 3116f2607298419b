package neo4j

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
)

// explain turns a failure of the driver or the server into one that a user can act on. Errors of ours pass as they are.
func (s *Store) explain(err error) error {
	var ours *diplo.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		return ours
	}
	cause := lastCause(err)
	fail := func(code diplo.Code, format string, args ...any) error {
		return &diplo.Error{Code: code, Cause: err, Message: fmt.Sprintf("Neo4j at %s: ", s.address) + fmt.Sprintf(format, args...)}
	}
	if errors.Is(cause, context.DeadlineExceeded) || errors.Is(cause, context.Canceled) {
		return fail(diplo.Timeout, "the request was given up before the answer came (%v)", cause)
	}
	var server *neo4j.Neo4jError
	if !errors.As(cause, &server) {
		if neo4j.IsUsageError(cause) {
			return fail(diplo.Unavailable, "the store is closed (%v)", cause)
		}
		if strings.Contains(cause.Error(), "CommitFailed") || strings.Contains(cause.Error(), "during commit") {
			return fail(diplo.Unavailable, "the connection was lost while committing, so the batch may or may not be written: apply it again, that is safe")
		}
		return fail(diplo.Unavailable, "no answer: is it running, and is the address right? (%v)", cause)
	}
	switch code := server.Code; {
	case strings.HasPrefix(code, "Neo.ClientError.Security.Forbidden"):
		return fail(diplo.Unavailable, "this user may not do that: the store needs one who may read, write and create constraints and indexes in database %q", s.database)
	case strings.HasPrefix(code, "Neo.ClientError.Security."):
		return fail(diplo.Unavailable, "user or password refused: see DEMARCHE_NEO4J_USER and DEMARCHE_NEO4J_PASSWORD (%s)", server.Msg)
	case code == "Neo.ClientError.Database.DatabaseNotFound":
		return fail(diplo.Unavailable, "there is no database %q: see DEMARCHE_NEO4J_DATABASE", s.database)
	case strings.Contains(code, "ReadOnly"), code == "Neo.ClientError.Cluster.NotALeader":
		return fail(diplo.Unavailable, "database %q takes no writes: it is set read-only, or the server is not the leader (use neo4j:// rather than bolt://)", s.database)
	case strings.Contains(code, "TransactionTimedOut"):
		return fail(diplo.Timeout, "the server ended the transaction because its time was up")
	case strings.HasSuffix(code, "OutOfMemoryError"):
		return fail(diplo.Unavailable, "not enough memory for one transaction: apply smaller batches, or give the server more heap (%s)", server.Msg)
	case strings.HasPrefix(code, "Neo.TransientError.") || strings.HasPrefix(code, "Neo.ClientError.Database."):
		return fail(diplo.Unavailable, "not able to answer now: %s", server.Msg)
	}
	return fail(diplo.Internal, "%s: %s", server.Code, server.Msg)
}

// lastCause is the failure behind the driver's account of its retries.
func lastCause(err error) error {
	var limit *neo4j.TransactionExecutionLimit
	if errors.As(err, &limit) && len(limit.Errors) > 0 {
		return lastCause(limit.Errors[len(limit.Errors)-1])
	}
	return err
}

// unanswered reports whether the driver found nobody there, rather than that the answer took too long.
func unanswered(err error) bool {
	var limit *neo4j.TransactionExecutionLimit
	if !errors.As(err, &limit) {
		return false
	}
	return slices.ContainsFunc(limit.Errors, func(e error) bool {
		return neo4j.IsConnectivityError(e) && !errors.Is(e, context.DeadlineExceeded) && !errors.Is(e, context.Canceled)
	})
}

// away reports whether the failure is one that passes when the server comes up.
func away(err error) bool {
	var server *neo4j.Neo4jError
	if !errors.As(err, &server) {
		return true
	}
	return strings.HasPrefix(server.Code, "Neo.TransientError.") || server.Code == "Neo.ClientError.Database.DatabaseUnavailable"
}

// readOnly reports whether an explained failure is that of a database that takes no writes.
func readOnly(err error) bool {
	var server *neo4j.Neo4jError
	return errors.As(lastCause(err), &server) && strings.Contains(server.Code, "ReadOnly")
}
