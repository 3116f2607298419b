// Package sqlite is the embedded store: one SQLite file in WAL mode, written by one connection at a time and read by
// many, from any number of processes. It survives a kill at any moment: what Apply returned from is on disk.
//
// Every record is kept whole as JSON beside the columns that questions look for; see migrations. Lists go to SQL as one
// JSON parameter, and every value is a parameter.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the database/sql driver "sqlite"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Memory is the path of a store that nobody else sees: a file in a temporary folder, removed by Close.
const Memory = ":memory:"

// lockWait is how long a call waits for another process's lock before it fails with Unavailable.
const lockWait = 10 * time.Second

// Store is a SQLite store. It implements store.Store.
type Store struct {
	path     string // as messages show it
	file     string
	temp     string // folder to remove on Close, "" for none
	options  store.Options
	lockWait time.Duration

	writer *sql.DB // one connection; its transactions take the write lock at once
	reader *sql.DB // many; they cannot write

	usable   atomic.Bool // the schema was found to be the right one
	closed   atomic.Bool
	identity atomic.Pointer[store.Identity]
}

var _ store.Store = (*Store)(nil)

// Open opens the store in the file at path, or a temporary one for [Memory]. It creates nothing: a file that is not
// there is made by Migrate, and until then every other call fails with Unavailable. BadInput means that there can be no
// store at the path; Unavailable that the one there cannot be used, because it is damaged, locked, or of a newer schema.
func Open(ctx context.Context, path string, o store.Options) (*Store, error) {
	return open(ctx, path, o, lockWait)
}

func open(ctx context.Context, path string, o store.Options, wait time.Duration) (*Store, error) {
	s := &Store{path: path, file: path, options: o, lockWait: wait}
	durability := "FULL"
	if path == Memory {
		dir, err := os.MkdirTemp("", "demarche-")
		if err != nil {
			return nil, diplo.Errorf(diplo.Unavailable, "no temporary folder for the store: %w", err)
		}
		s.temp, s.file, durability = dir, filepath.Join(dir, "store.db"), "OFF"
	}
	there, err := s.look()
	if err != nil {
		return nil, err
	}
	if s.writer, err = sql.Open("sqlite", s.dsn("_txlock=immediate&_pragma=synchronous("+durability+")")); err == nil {
		s.reader, err = sql.Open("sqlite", s.dsn("_pragma=query_only(1)"))
	}
	if err != nil {
		return nil, s.failure(ctx, err)
	}
	s.writer.SetMaxOpenConns(1)
	s.reader.SetMaxOpenConns(32)
	s.reader.SetMaxIdleConns(4)
	if there {
		if _, err := s.schema(ctx, s.reader); err != nil {
			return nil, errors.Join(err, s.Close(ctx))
		}
	}
	return s, nil
}

// look reports whether the file is there, and refuses places where no store can be.
func (s *Store) look() (there bool, err error) {
	info, err := os.Stat(s.file)
	switch {
	case err == nil && info.IsDir():
		return false, diplo.Errorf(diplo.BadInput, "%s is a folder: name the store's file, such as %s", s.path, filepath.Join(s.path, "demarche.db"))
	case err == nil:
		return true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return false, diplo.Errorf(diplo.Unavailable, "the store %s cannot be opened: %w", s.path, err)
	}
	if dir := filepath.Dir(s.file); !isFolder(dir) {
		return false, diplo.Errorf(diplo.BadInput, "the store %s cannot be made: there is no folder %s", s.path, dir)
	}
	return false, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// dsn names the file to the driver, which must be there already.
func (s *Store) dsn(more string) string {
	file := url.URL{Scheme: "file", Opaque: (&url.URL{Path: s.file}).EscapedPath()}
	return fmt.Sprintf("%s?mode=rw&_pragma=busy_timeout(%d)&_pragma=cache_size(-32000)&_pragma=mmap_size(268435456)&%s",
		file.String(), s.lockWait.Milliseconds(), more)
}

// ready fails if the store is closed, or its file or schema is not there.
func (s *Store) ready(ctx context.Context) error {
	if s.closed.Load() {
		return diplo.Errorf(diplo.Unavailable, "the store %s is closed", s.path)
	}
	if s.usable.Load() {
		return nil
	}
	if there, err := s.look(); err != nil {
		return err
	} else if !there {
		return diplo.Errorf(diplo.Unavailable, "there is no store at %s: `demarche migrate` or `demarche ingest` makes one", s.path)
	}
	version, err := s.schema(ctx, s.reader)
	if err != nil {
		return err
	}
	if version < newest {
		return diplo.Errorf(diplo.Unavailable, "the store %s has schema version %d and this build needs %d: run `demarche migrate`", s.path, version, newest)
	}
	s.usable.Store(true)
	return nil
}

// read runs f on one consistent state of the store.
func (s *Store) read(ctx context.Context, f func(q querier) error) error {
	if err := s.ready(ctx); err != nil {
		return err
	}
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return s.failure(ctx, err)
	}
	defer tx.Rollback() // nothing was written: there is nothing to lose
	return s.failure(ctx, f(tx))
}

// write runs f in a transaction that holds the write lock.
func (s *Store) write(ctx context.Context, f func(w *writer) error) error {
	if err := s.ready(ctx); err != nil {
		return err
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer tx.Rollback() // does nothing after Commit
	if err := f(&writer{ctx: ctx, tx: tx, prepared: map[string]*sql.Stmt{}}); err != nil {
		return s.failure(ctx, err)
	}
	return s.failure(ctx, tx.Commit())
}

// Ping reports whether the store can be read and has this build's schema.
func (s *Store) Ping(ctx context.Context) error {
	if err := s.ready(ctx); err != nil {
		return err
	}
	var one int
	return s.failure(ctx, s.reader.QueryRowContext(ctx, "SELECT count(*) FROM superseded WHERE id = ''").Scan(&one))
}

// Close ends the store; later calls fail with Unavailable. A second Close does nothing.
func (s *Store) Close(ctx context.Context) error {
	if s.closed.Swap(true) {
		return nil
	}
	err := errors.Join(s.reader.Close(), s.writer.Close())
	if s.temp != "" {
		err = errors.Join(err, os.RemoveAll(s.temp))
	}
	return s.failure(ctx, err)
}
