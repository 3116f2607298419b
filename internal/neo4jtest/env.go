//go:build unix

package neo4jtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// The variables that name a server to tests, which empty its database: never name one that holds anything of value.
const (
	envURI      = "DEMARCHE_TEST_NEO4J_URI"
	envUser     = "DEMARCHE_TEST_NEO4J_USER"
	envPassword = "DEMARCHE_TEST_NEO4J_PASSWORD"
)

// Main runs a package's tests against the server that the environment names, or else against one launched for them, and
// returns the exit code. Packages that share a server take turns.
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
	if uri = os.Getenv(envURI); uri == "" {
		t.Fatalf("no Neo4j to test against: call neo4jtest.Main in TestMain, or set %s", envURI)
	}
	if user = os.Getenv(envUser); user == "" {
		user = User
	}
	return uri, user, os.Getenv(envPassword)
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
