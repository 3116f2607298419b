package neo4j

import (
	"context"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// DefaultDatabase is the database used where Credentials name none. Naming it saves the driver a question each time.
const DefaultDatabase = "neo4j"

const (
	startPatience  = 30 * time.Second // for a server that starts together with us
	retryPatience  = 15 * time.Second // for one that goes away in mid-work, as in a restart
	connectTimeout = 5 * time.Second
	rowsAtOnce     = 5000 // rows of one UNWIND
)

// Credentials say who asks and for which database. An empty User asks without authentication.
type Credentials struct {
	User, Password string
	Database       string // "" means DefaultDatabase
}

// Store is a store.Store in a Neo4j database.
type Store struct {
	driver    neo4j.DriverWithContext
	address   string
	database  string
	bookmarks neo4j.BookmarkManager // what we wrote, we read, from any member of a cluster
	options   store.Options
	fits      atomic.Bool // the schema's version was seen to be ours
}

var _ store.Store = (*Store)(nil)

// Open connects to the server that url names ("neo4j://host:7687", "bolt://", "neo4j+s://" ...), waiting up to half a
// minute for one that is just starting. It fails at once where waiting cannot help: a wrong URL (BadInput), wrong
// credentials or an unknown database (Unavailable). It creates nothing; see [Store.Migrate].
func Open(ctx context.Context, url string, c Credentials, o store.Options) (*Store, error) {
	auth := neo4j.NoAuth()
	if c.User != "" {
		auth = neo4j.BasicAuth(c.User, c.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(url, auth, func(conf *config.Config) {
		conf.MaxTransactionRetryTime = retryPatience
		conf.ConnectionAcquisitionTimeout = connectTimeout
		conf.SocketConnectTimeout = connectTimeout
		conf.UserAgent = "demarche"
		conf.TelemetryDisabled = true
	})
	if err != nil {
		return nil, &diplo.Error{Code: diplo.BadInput, Cause: err,
			Message: fmt.Sprintf("%q is no address of a Neo4j server: write it as neo4j://host:7687, and user and password apart", url)}
	}
	target := driver.Target()
	s := &Store{driver: driver, address: target.String(), database: c.Database, options: o,
		bookmarks: neo4j.NewBookmarkManager(neo4j.BookmarkManagerConfig{})}
	if s.database == "" {
		s.database = DefaultDatabase
	}
	if err := s.awaitServer(ctx); err != nil {
		if err := driver.Close(ctx); err != nil {
			slog.DebugContext(ctx, "closing a driver", "address", s.address, "error", err)
		}
		return nil, err
	}
	return s, nil
}

// awaitServer waits until the server answers.
func (s *Store) awaitServer(ctx context.Context) error {
	begun := time.Now()
	for told := false; ; told = true {
		err := s.hello(ctx)
		if err == nil || !away(err) {
			return s.explain(err)
		}
		if !told {
			slog.WarnContext(ctx, "waiting for Neo4j", "address", s.address, "upTo", startPatience)
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
		}
		if waited := time.Since(begun); ctx.Err() != nil || waited > startPatience {
			return diplo.Errorf(diplo.Unavailable, "Neo4j at %s did not answer within %s: is it running, and is the address right? (%w)",
				s.address, waited.Round(100*time.Millisecond), err)
		}
	}
}

// hello asks the database the least there is, without the driver's retries.
func (s *Store) hello(ctx context.Context) error {
	session := s.session(ctx, neo4j.AccessModeRead)
	defer s.end(ctx, session)
	result, err := session.Run(ctx, "RETURN 1", nil)
	if err != nil {
		return err
	}
	_, err = result.Consume(ctx)
	return err
}

// Close releases the connections. Calls after it fail.
func (s *Store) Close(ctx context.Context) error { return s.explain(s.driver.Close(ctx)) }

func (s *Store) session(ctx context.Context, mode neo4j.AccessMode) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: mode, DatabaseName: s.database, BookmarkManager: s.bookmarks})
}

// end gives the session's connection back. What goes wrong with that hurts nobody: the work is done, or has failed.
func (s *Store) end(ctx context.Context, session neo4j.SessionWithContext) {
	if err := session.Close(ctx); err != nil {
		slog.DebugContext(ctx, "closing a session", "address", s.address, "error", err)
	}
}

// tx is a transaction. Its context's deadline is the transaction's own on the server too.
type tx struct {
	neo4j.ManagedTransaction
	ctx context.Context
}

// row is a record by column name, or the parameters of a query.
type row = map[string]any

// rows runs a query and returns all it yields.
func (t tx) rows(cypher string, params row) ([]row, error) { return collect(t, cypher, params, itself) }

// collect runs a query and makes a value of each row that it yields, as it comes.
func collect[T any](t tx, cypher string, params row, of func(row) T) ([]T, error) {
	result, err := t.Run(t.ctx, cypher, params)
	if err != nil {
		return nil, err
	}
	var values []T
	for result.Next(t.ctx) {
		values = append(values, of(result.Record().AsMap()))
	}
	return values, result.Err()
}

// run runs a query for its effect.
func (t tx) run(cypher string, params row) error {
	_, err := t.rows(cypher, params)
	return err
}

// each runs a query that begins with UNWIND $rows over the rows, some thousands at a time; not at all over none.
func (t tx) each(rows []row, cypher string) error {
	for len(rows) > 0 {
		n := min(len(rows), rowsAtOnce)
		if err := t.run(cypher, row{"rows": rows[:n]}); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// read runs work in a transaction on a reader, again where that is safe and may help.
func (s *Store) read(ctx context.Context, work func(tx) error) error {
	if err := s.fit(ctx); err != nil {
		return err
	}
	return s.transact(ctx, neo4j.AccessModeRead, work)
}

// fit checks the schema's version until it is seen to be ours.
func (s *Store) fit(ctx context.Context) error {
	if s.fits.Load() {
		return nil
	}
	return s.Ping(ctx)
}

// write runs work in a transaction on the leader while no other writer works, again where that is safe and may help.
func (s *Store) write(ctx context.Context, work func(tx) error) error {
	return s.transact(ctx, neo4j.AccessModeWrite, func(t tx) error {
		if err := t.run("MATCH (d:Demarche) SET d.locked = true", nil); err != nil {
			return err
		}
		if err := s.checkSchema(t); err != nil {
			return err
		}
		return work(t)
	})
}

func (s *Store) transact(ctx context.Context, mode neo4j.AccessMode, work func(tx) error) error {
	session := s.session(ctx, mode)
	defer s.end(ctx, session)
	run := session.ExecuteRead
	if mode == neo4j.AccessModeWrite {
		run = session.ExecuteWrite
	}
	_, err := run(ctx, func(t neo4j.ManagedTransaction) (any, error) { return nil, work(tx{t, ctx}) }, limits(ctx)...)
	return s.failed(ctx, err)
}

// limits gives a transaction the deadline of its context, so that the server does not work on for nobody.
func limits(ctx context.Context) []func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(max(time.Until(deadline), time.Millisecond))}
}

// failed explains the failure of a transaction, nil for none.
func (s *Store) failed(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && !unanswered(err) {
		return diplo.Errorf(diplo.Timeout, "Neo4j at %s: the request was given up before the answer came (%w)", s.address, ctx.Err())
	}
	return s.explain(err)
}
