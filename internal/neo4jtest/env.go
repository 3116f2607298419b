//go:build unix

package neo4jtest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// The variables that name a server to tests, which empty its database: never name one that holds anything of value.
const (
	envURI      = "DEMARCHE_TEST_NEO4J_URI"
	envUser     = "DEMARCHE_TEST_NEO4J_USER"
	envPassword = "DEMARCHE_TEST_NEO4J_PASSWORD"
)

// Main runs a package's tests against the server that the environment names, or else against one launched for them, and
// returns the exit code. Packages that share a server take turns; each finds it empty.
func Main(m *testing.M) int {
	if os.Getenv(envURI) == "" {
		server, err := Launch(context.Background(), Config{})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer server.Stop()
		fmt.Fprintln(os.Stderr, "testing against", server.Version, "at", server.URI)
		for _, v := range server.Environment() {
			if err := os.Setenv(v[0], v[1]); err != nil {
				fmt.Fprintln(os.Stderr, err)
				return 1
			}
		}
	}
	release, err := takeTurn(os.Getenv(envURI))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if err := empty(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "emptying the Neo4j under test:", err)
		return 1
	}
	code := m.Run()
	if err := release(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	return code
}

// Environment is the variables that name the server to [Main] in another process.
func (s *Server) Environment() [][2]string {
	return [][2]string{{envURI, s.URI}, {envUser, User}, {envPassword, s.Password}}
}

// Use returns the server under test: URI, user and password. It fails the test where [Main] was not called.
func Use(t testing.TB) (uri, user, password string) {
	t.Helper()
	uri, user, password = named()
	if uri == "" {
		t.Fatalf("no Neo4j to test against: call neo4jtest.Main in TestMain, or set %s", envURI)
	}
	return uri, user, password
}

func named() (uri, user, password string) {
	return os.Getenv(envURI), cmp.Or(os.Getenv(envUser), User), os.Getenv(envPassword)
}

// Empty deletes every node of the server under test; constraints and indexes stay.
func Empty(t testing.TB) {
	t.Helper()
	if err := empty(t.Context()); err != nil {
		t.Fatalf("emptying the Neo4j under test: %v", err)
	}
}

func empty(ctx context.Context) (err error) {
	uri, user, password := named()
	driver, err := neo4j.NewDriverWithContext(uri, neo4j.BasicAuth(user, password, ""))
	if err != nil {
		return err
	}
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: "neo4j"})
	defer func() { err = errors.Join(err, session.Close(ctx), driver.Close(ctx)) }()
	for _, cypher := range []string{ // relationships apart: those of one node could fill a transaction
		"MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS",
		"MATCH (n) CALL (n) { DELETE n } IN TRANSACTIONS OF 2000 ROWS",
	} {
		result, err := session.Run(ctx, cypher, nil)
		if err != nil {
			return err
		}
		if _, err := result.Consume(ctx); err != nil {
			return err
		}
	}
	return nil
}

// takeTurn waits until no other process on this machine tests against the server. Community has a single database.
func takeTurn(uri string) (release func() error, err error) {
	sum := sha256.Sum256([]byte(uri))
	f, err := os.OpenFile(filepath.Join(os.TempDir(), "demarche-neo4j-"+hex.EncodeToString(sum[:8])+".lock"), os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return nil, fmt.Errorf("opening the lock of the Neo4j under test: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		return nil, fmt.Errorf("waiting for the Neo4j under test: %w", errors.Join(err, f.Close()))
	}
	return f.Close, nil
}
