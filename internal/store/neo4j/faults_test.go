//go:build neo4j

package neo4j_test

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/neo4jtest"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/neo4j"
	"github.com/demarche/demarche/internal/store/storetest"
)

// failsAs fails the test unless err has the code and its message holds every word.
func failsAs(t *testing.T, err error, code diplo.Code, words ...string) {
	t.Helper()
	if diplo.CodeOf(err) != code {
		t.Fatalf("got %v (%s), want code %s", err, diplo.CodeOf(err), code)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the message %q does not tell %q", err, w)
		}
	}
}

func TestOpenExplains(t *testing.T) {
	uri, user, password := neo4jtest.Use(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "bolt://" + l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, uri string
		neo4j.Credentials
		code  diplo.Code
		words []string
	}{
		{"wrong password", uri, neo4j.Credentials{User: user, Password: "not " + password}, diplo.Unavailable, []string{uri, "password", "DEMARCHE_NEO4J_PASSWORD"}},
		{"no password", uri, neo4j.Credentials{}, diplo.Unavailable, []string{"DEMARCHE_NEO4J_USER"}},
		{"wrong database", uri, neo4j.Credentials{User: user, Password: password, Database: "archive"}, diplo.Unavailable, []string{`"archive"`, "DEMARCHE_NEO4J_DATABASE"}},
		{"nobody there", nobody, neo4j.Credentials{User: user, Password: password}, diplo.Unavailable, []string{nobody, "is it running"}},
		{"another scheme", "http://localhost:7474", neo4j.Credentials{User: user, Password: password}, diplo.BadInput, []string{"neo4j://host:7687"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			_, err := neo4j.Open(ctx, c.uri, c.Credentials, store.Options{})
			failsAs(t, err, c.code, c.words...)
			if strings.Contains(err.Error(), password) {
				t.Errorf("the message shows the password: %v", err)
			}
		})
	}
}

// A server that is just starting is waited for.
func TestOpenWaitsForAServerThatStarts(t *testing.T) {
	open(t, store.Options{})
	uri, user, password := neo4jtest.Use(t)
	_, behind, _ := strings.Cut(uri, "://")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	time.AfterFunc(time.Second, func() {
		l, err := net.Listen("tcp", address)
		if err != nil {
			t.Error(err)
			return
		}
		t.Cleanup(func() { _ = l.Close() })
		for {
			one, err := l.Accept()
			if err != nil {
				return
			}
			other, err := net.Dial("tcp", behind)
			if err != nil {
				t.Error(err)
				return
			}
			for _, c := range [][2]net.Conn{{one, other}, {other, one}} {
				go func() {
					_, _ = io.Copy(c[0], c[1])
					_ = c[0].Close()
				}()
			}
		}
	})
	s, err := neo4j.Open(t.Context(), "bolt://"+address, neo4j.Credentials{User: user, Password: password}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	if waited := time.Since(begun); waited < time.Second {
		t.Errorf("it opened after %s, when nobody answered yet", waited)
	}
}

// A URL with routing leads to the same store.
func TestOpenRouted(t *testing.T) {
	open(t, store.Options{})
	uri, user, password := neo4jtest.Use(t)
	_, address, _ := strings.Cut(uri, "://")
	s, err := neo4j.Open(t.Context(), "neo4j://"+address, neo4j.Credentials{User: user, Password: password}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	if _, err := s.Apply(t.Context(), storetest.NewWorld(1).Batch(1)); err != nil {
		t.Fatal(err)
	}
	if stats, err := s.Stats(t.Context()); err != nil || stats.Documents != 1 {
		t.Errorf("it read %d documents (%v) after writing one", stats.Documents, err)
	}
}

// cypher runs a query past the store.
func cypher(t *testing.T, query string) []*driver.Record {
	t.Helper()
	uri, user, password := neo4jtest.Use(t)
	d, err := driver.NewDriverWithContext(uri, driver.BasicAuth(user, password, ""))
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, d)
	result, err := driver.ExecuteQuery(t.Context(), d, query, nil, driver.EagerResultTransformer, driver.ExecuteQueryWithDatabase(neo4j.DefaultDatabase))
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	return result.Records
}

func TestSchemaOfAnotherVersion(t *testing.T) {
	s := open(t, store.Options{})
	defer cypher(t, "MATCH (d:Demarche) SET d.schema = 1")
	for _, c := range []struct{ change, word string }{
		{"MATCH (d:Demarche) SET d.schema = 99", "newer build"},
		{"MATCH (d:Demarche) SET d.schema = 0", "demarche migrate"},
	} {
		cypher(t, c.change)
		failsAs(t, s.Ping(t.Context()), diplo.Unavailable, c.word)
		_, err := s.Apply(t.Context(), storetest.NewWorld(1).Batch(1))
		failsAs(t, err, diplo.Unavailable, c.word)
		_, err = s.Stats(t.Context())
		failsAs(t, err, diplo.Unavailable, c.word)
	}
	before, after, err := s.Migrate(t.Context())
	if before != 0 || after != 1 || err != nil {
		t.Fatalf("Migrate answered %d, %d, %v; want 0, 1", before, after, err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestForeignNodes(t *testing.T) {
	s := open(t, store.Options{})
	cypher(t, "MATCH (d:Demarche) DELETE d")
	cypher(t, "CREATE (:Person {name: 'somebody'}), (:Recipe {name: 'soup'})")
	defer cypher(t, "MATCH (n:Recipe) DELETE n")
	_, _, err := s.Migrate(t.Context())
	failsAs(t, err, diplo.Unavailable, ":Person", "another database")

	cypher(t, "MATCH (n:Person) DELETE n")
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), storetest.NewWorld(1).Batch(1)); err != nil {
		t.Fatal(err)
	}
	if n := len(cypher(t, "MATCH (n:Recipe {name: 'soup'}) RETURN n")); n != 1 {
		t.Errorf("%d recipes are left, want the one that was there", n)
	}
}

func TestMigrateFromSeveralProcesses(t *testing.T) {
	open(t, store.Options{})
	cypher(t, "MATCH (d:Demarche) DELETE d")
	for _, c := range cypher(t, "SHOW CONSTRAINTS YIELD name WHERE name STARTS WITH 'demarche_' RETURN name LIMIT 5") {
		cypher(t, "DROP CONSTRAINT "+c.Values[0].(string))
	}
	errs := make(chan error)
	for range 3 {
		s := connect(t, store.Options{})
		go func() {
			_, _, err := s.Migrate(t.Context())
			errs <- err
		}()
	}
	for range 3 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := cypher(t, "MATCH (d:Demarche) RETURN count(d)")[0].Values[0]; n != int64(1) {
		t.Errorf("%v schema nodes, want 1", n)
	}
}

// A writer that waits for another gives up when its time is up, and reading goes on meanwhile.
func TestDeadlineWhileAnotherWrites(t *testing.T) {
	s := open(t, store.Options{})
	uri, user, password := neo4jtest.Use(t)
	d, err := driver.NewDriverWithContext(uri, driver.BasicAuth(user, password, ""))
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, d)
	session := d.NewSession(t.Context(), driver.SessionConfig{DatabaseName: neo4j.DefaultDatabase})
	closeAtEnd(t, session)
	other, err := session.BeginTransaction(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Run(t.Context(), "MATCH (d:Demarche) SET d.locked = true", nil); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err = s.Apply(ctx, storetest.NewWorld(1).Batch(1))
	failsAs(t, err, diplo.Timeout)
	if waited := time.Since(begun); waited > 5*time.Second {
		t.Errorf("it gave up after %s, half a second was allowed", waited)
	}
	if _, err := s.Stats(t.Context()); err != nil {
		t.Errorf("reading while another writes: %v", err)
	}
	if err := other.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), storetest.NewWorld(1).Batch(1)); err != nil {
		t.Errorf("writing once the other has ended: %v", err)
	}
}

// TestKilledUnderLoad kills a server of its own between and in the middle of batches. What the store holds afterwards is
// what some number of whole batches makes, no fewer than were acknowledged; the same store goes on by itself; and
// applying everything again gives what one undisturbed run gives.
func TestKilledUnderLoad(t *testing.T) {
	server, err := neo4jtest.Launch(t.Context(), neo4jtest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	s := migrated(t, server)
	const batches = 40
	world, model := storetest.NewWorld(7), newModel(t)
	var wire []store.Batch
	exports := []string{storetest.Timeless(t, storetest.Export(t, model, false))}
	for range batches {
		b := world.Batch(3)
		wire = append(wire, b)
		if _, err := model.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		exports = append(exports, storetest.Timeless(t, storetest.Export(t, model, false)))
	}

	acknowledged := 0
	for round, killAfter := range []int{8, 20} {
		var failure error
		for failure == nil && acknowledged < batches {
			patience := time.Minute // a cold server is slow
			if acknowledged >= killAfter {
				time.AfterFunc(15*time.Millisecond, server.Kill)
				patience = 3 * time.Second
			}
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			if _, failure = s.Apply(ctx, wire[acknowledged]); failure == nil {
				acknowledged++
			}
			cancel()
		}
		if failure == nil {
			t.Fatalf("round %d: all %d batches were written before the server was killed", round, batches)
		}
		if code := diplo.CodeOf(failure); code != diplo.Unavailable && code != diplo.Timeout {
			t.Errorf("round %d: %v (%s), want UNAVAILABLE or TIMEOUT", round, failure, code)
		}
		server.Kill() // or wait until it is killed
		away, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		_, err := s.Stats(away)
		failsAs(t, err, diplo.Unavailable, "is it running")
		cancel()
		if err := server.Start(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := storetest.Timeless(t, storetest.Export(t, s, false))
		switch {
		case got == exports[acknowledged]:
		case acknowledged < batches && got == exports[acknowledged+1]:
			t.Logf("round %d: batch %d was written and not acknowledged", round, acknowledged+1)
		default:
			t.Fatalf("round %d: after %d acknowledged batches the store holds something else than whole batches", round, acknowledged)
		}
		checkEdges(t, s)
		t.Logf("round %d: killed after %d batches: %v", round, acknowledged, failure)
	}
	for _, b := range wire {
		if _, err := s.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	if got := storetest.Timeless(t, storetest.Export(t, s, false)); got != exports[batches] {
		t.Error("after everything was applied again the store differs from one that was never disturbed")
	}
	checkEdges(t, s)
	readOnly(t, server, s)
}

func migrated(t *testing.T, server *neo4jtest.Server) *neo4j.Store {
	t.Helper()
	s, err := neo4j.Open(t.Context(), server.URI, neo4j.Credentials{User: neo4jtest.User, Password: server.Password}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAtEnd(t, s)
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// readOnly restarts the server with its database read-only: writing is refused in plain words, all reading goes on.
func readOnly(t *testing.T, server *neo4jtest.Server, s *neo4j.Store) {
	before := storetest.Export(t, s, true)
	server.Kill()
	if err := server.Set("server.databases.read_only", neo4j.DefaultDatabase); err != nil {
		t.Fatal(err)
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := s.Apply(t.Context(), storetest.NewWorld(8).Batch(1))
	failsAs(t, err, diplo.Unavailable, "read-only")
	if storetest.Export(t, s, true) != before {
		t.Error("a read-only database exports something else than before")
	}
}
