package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
)

// TestExplain holds what a user is told of every failure that a server may answer with, those among them that the
// Community edition of the other tests cannot be brought to.
func TestExplain(t *testing.T) {
	s := &Store{address: "neo4j://db:7687", database: "graph"}
	for _, c := range []struct {
		server string // the server's code
		code   diplo.Code
		tells  string
	}{
		{"Neo.ClientError.Security.Forbidden", diplo.Unavailable, `one who may read, write and create constraints and indexes in database "graph"`},
		{"Neo.ClientError.Security.Unauthorized", diplo.Unavailable, "DEMARCHE_NEO4J_USER and DEMARCHE_NEO4J_PASSWORD"},
		{"Neo.ClientError.Security.AuthenticationRateLimit", diplo.Unavailable, "user or password refused"},
		{"Neo.ClientError.Database.DatabaseNotFound", diplo.Unavailable, `no database "graph": see DEMARCHE_NEO4J_DATABASE`},
		{"Neo.ClientError.General.WriteOnReadOnlyAccessDatabase", diplo.Unavailable, "read-only"},
		{"Neo.ClientError.Cluster.NotALeader", diplo.Unavailable, "use neo4j:// rather than bolt://"},
		{"Neo.ClientError.Transaction.TransactionTimedOut", diplo.Timeout, "its time was up"},
		{"Neo.TransientError.General.MemoryPoolOutOfMemoryError", diplo.Unavailable, "apply smaller batches"},
		{"Neo.TransientError.Transaction.DeadlockDetected", diplo.Unavailable, "not able to answer now"},
		{"Neo.ClientError.Statement.SyntaxError", diplo.Internal, "SyntaxError"},
	} {
		failure := &neo4j.Neo4jError{Code: c.server, Msg: "the server's words"}
		for _, err := range []error{failure, &neo4j.TransactionExecutionLimit{Cause: "timeout", Errors: []error{errors.New("earlier"), failure}}} {
			told := s.explain(err)
			if diplo.CodeOf(told) != c.code || !strings.Contains(told.Error(), c.tells) || !strings.Contains(told.Error(), s.address) {
				t.Errorf("%s is told as %v (%s), want %s and %q", c.server, told, diplo.CodeOf(told), c.code, c.tells)
			}
		}
	}
	ours := diplo.Errorf(diplo.BadInput, "as it is")
	for err, want := range map[error]string{
		fmt.Errorf("reading: %w", context.Canceled): "given up before the answer came",
		errors.New("connection lost during commit"): "apply it again, that is safe",
		errors.New("EOF"): "is it running",
		ours:              "as it is",
	} {
		if told := s.explain(err); !strings.Contains(told.Error(), want) {
			t.Errorf("%v is told as %v, want %q", err, told, want)
		}
	}
	if s.explain(nil) != nil {
		t.Error("no failure is told as one")
	}
}
