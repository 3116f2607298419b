package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"os"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	// newest is the schema version that this build works with, and the number of its last migration.
	newest = 1
	// applicationID marks a SQLite file as a store of demarche: "dema".
	applicationID = 0x64656d61
)

// schema returns the store's schema version, 0 for an empty file, and refuses files that this build cannot work with.
func (s *Store) schema(ctx context.Context, q querier) (version int, err error) {
	var application, tables int
	err = q.QueryRowContext(ctx, `SELECT
		(SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),
		(SELECT count(*) FROM sqlite_schema)`).Scan(&version, &application, &tables)
	switch {
	case err != nil:
		return 0, s.failure(ctx, err)
	case tables > 0 && application != applicationID:
		return 0, diplo.Errorf(diplo.BadInput, "%s is a SQLite file, but no store of demarche: name another file", s.path)
	case version > newest:
		return 0, diplo.Errorf(diplo.Unavailable, "the store %s has schema version %d and this build knows %d: use a newer demarche", s.path, version, newest)
	}
	return version, nil
}

// Migrate brings the schema to the newest version, one transaction a step, and makes the file if it is not there.
func (s *Store) Migrate(ctx context.Context) (before, after int, err error) {
	if s.closed.Load() {
		return 0, 0, diplo.Errorf(diplo.Unavailable, "the store %s is closed", s.path)
	}
	there, err := s.look()
	if err != nil {
		return 0, 0, err
	}
	if !there {
		f, err := os.OpenFile(s.file, os.O_RDWR|os.O_CREATE, 0o644)
		if err != nil {
			return 0, 0, diplo.Errorf(diplo.Unavailable, "the store %s cannot be made: %w", s.path, err)
		}
		if err := f.Close(); err != nil {
			return 0, 0, s.failure(ctx, err)
		}
	}
	if before, err = s.schema(ctx, s.reader); err != nil {
		return 0, 0, err
	}
	if before < newest { // a store of the newest schema is not written to
		if err := s.useWAL(ctx); err != nil {
			return 0, 0, err
		}
	}
	for v := before; v < newest; v++ {
		if err := s.step(ctx, v); err != nil {
			return 0, 0, err
		}
	}
	return before, newest, nil
}

// useWAL lets readers and a writer work side by side. SQLite does not wait for a lock to change this as it does elsewhere.
func (s *Store) useWAL(ctx context.Context) error {
	for begun := time.Now(); ; {
		_, err := s.writer.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		if !locked(err) || ctx.Err() != nil || time.Since(begun) > s.lockWait {
			return s.failure(ctx, err)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// step brings the schema from version v to the next, unless another process has done so.
func (s *Store) step(ctx context.Context, v int) error {
	script, err := migrations.ReadFile(fmt.Sprintf("migrations/%04d.sql", v+1))
	if err != nil {
		return s.failure(ctx, err)
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.failure(ctx, err)
	}
	defer tx.Rollback() // does nothing after Commit
	now, err := s.schema(ctx, tx)
	if err != nil || now != v {
		return err
	}
	for _, statement := range []string{
		string(script),
		fmt.Sprintf("PRAGMA user_version = %d", v+1),
		fmt.Sprintf("PRAGMA application_id = %d", applicationID),
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return s.failure(ctx, err)
		}
	}
	return s.failure(ctx, tx.Commit())
}

// querier is what a database, a connection and a transaction have in common.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
