package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// made returns the path of a migrated store in a new folder, called by a name that a URL would misread.
func made(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "50% of ?it #1.db")
	s, err := Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("the store is not where it should be: %v", err)
	}
	return path
}

// change runs SQL on the file behind the store's back.
func change(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if strings.ContainsAny(path, "?#%") {
		db, err = sql.Open("sqlite", (&Store{file: path, lockWait: time.Second}).dsn(""))
	}
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	write := func(content string) func(t *testing.T) string {
		return func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "x.db")
			if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
			return path
		}
	}
	for name, c := range map[string]struct {
		path func(t *testing.T) string
		code diplo.Code
		says string
	}{
		"a folder":      {func(t *testing.T) string { return t.TempDir() }, diplo.BadInput, "is a folder"},
		"no folder":     {func(t *testing.T) string { return filepath.Join(t.TempDir(), "none", "x.db") }, diplo.BadInput, "there is no folder"},
		"no file":       {func(t *testing.T) string { return filepath.Join(t.TempDir(), "x.db") }, diplo.Unavailable, "demarche migrate"},
		"an empty file": {write(""), diplo.Unavailable, "demarche migrate"},
		"no SQLite":     {write(strings.Repeat("Russia condemned Ukraine. ", 100)), diplo.Unavailable, "damaged"},
		"cut off": {func(t *testing.T) string {
			path := made(t)
			if err := os.Truncate(path, 6000); err != nil {
				t.Fatal(err)
			}
			return path
		}, diplo.Unavailable, "damaged"},
		"another's": {func(t *testing.T) string {
			path := filepath.Join(t.TempDir(), "x.db")
			change(t, path, "CREATE TABLE other (x)")
			return path
		}, diplo.BadInput, "no store of demarche"},
		"a newer schema": {func(t *testing.T) string {
			path := made(t)
			change(t, path, "PRAGMA user_version = 99")
			return path
		}, diplo.Unavailable, "use a newer demarche"},
	} {
		t.Run(name, func(t *testing.T) {
			path := c.path(t)
			s, err := Open(t.Context(), path, store.Options{})
			if err == nil {
				defer s.Close(t.Context())
				err = s.Ping(t.Context())
			}
			if diplo.CodeOf(err) != c.code || err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v (%s), want %s, one line with %q and the path", err, diplo.CodeOf(err), c.code, c.says)
			}
			if info, statErr := os.Stat(path); name == "no file" && statErr == nil {
				t.Errorf("Open made %v", info.Name())
			}
		})
	}
}

func TestFolderThatVanished(t *testing.T) {
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "x.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	if err := os.RemoveAll(filepath.Dir(s.file)); err != nil {
		t.Fatal(err)
	}
	_, _, err = s.Migrate(t.Context())
	if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), s.path) {
		t.Errorf("got %v (%s)", err, diplo.CodeOf(err))
	}
}

// Whoever runs the tests may be allowed to write everywhere, so the connection is made read-only, not the folder.
func TestReadOnlyStoreIsNamed(t *testing.T) {
	s, err := Open(t.Context(), made(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	if _, err := s.writer.Exec("PRAGMA query_only = 1"); err != nil {
		t.Fatal(err)
	}
	russia := diplo.Entity{Ref: diplo.Ref{ID: "state:RU", Kind: diplo.State, Name: "Russia"}}
	_, err = s.Apply(t.Context(), store.Batch{Entities: []diplo.Entity{russia}})
	if diplo.CodeOf(err) != diplo.Unavailable || !strings.Contains(err.Error(), s.path) || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("got %v (%s)", err, diplo.CodeOf(err))
	}
}

func TestLockedStoreIsWaitedForAndThenNamed(t *testing.T) {
	path := made(t)
	s, err := open(t.Context(), path, store.Options{}, 150*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	other, err := open(t.Context(), path, store.Options{}, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close(t.Context())
	tx, err := other.writer.Begin() // takes the write lock
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	_, err = s.Apply(t.Context(), store.Batch{})
	if waited := time.Since(began); waited < 100*time.Millisecond || waited > 5*time.Second {
		t.Errorf("waited %v for a lock, want about 150 ms", waited)
	}
	if diplo.CodeOf(err) != diplo.Unavailable || !strings.Contains(err.Error(), "locked by another process") || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v (%s)", err, diplo.CodeOf(err))
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Errorf("reading while another writes: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Apply(ctx, store.Batch{}); diplo.CodeOf(err) != diplo.Timeout {
		t.Errorf("with a deadline before the lock's: %v (%s), want %s", err, diplo.CodeOf(err), diplo.Timeout)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), store.Batch{}); err != nil {
		t.Errorf("after the lock was gone: %v", err)
	}
}

func TestMemoryLeavesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s, err := Open(t.Context(), Memory, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
}

func TestMigrateIsIdempotent(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	for want := range 2 {
		s, err := Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		before, after, err := s.Migrate(t.Context())
		if before != want || after != newest || err != nil {
			t.Errorf("Migrate: %d, %d, %v; want %d, %d", before, after, err, want, newest)
		}
		if err := s.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// The question that users ask most must not look at every statement.
func TestWhoCondemnedUsesAnIndex(t *testing.T) {
	s, err := Open(t.Context(), made(t), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close(t.Context())
	for roll, index := range map[store.RollUp]string{store.AsStated: "statement_object (object=? AND type=?)", store.ByPolity: "statement_for_object (for_object=? AND type=?)"} {
		c := selected(store.Filter{Types: []diplo.Type{"CONDEMNS"}, Object: &store.EntityFilter{IDs: []diplo.ID{"state:RU"}}}, roll)
		rows, err := s.reader.QueryContext(t.Context(), "EXPLAIN QUERY PLAN SELECT s.seq FROM statement s WHERE "+c.sql+" ORDER BY s.latest DESC, s.id DESC LIMIT 20", c.args...)
		plan, err := collect(rows, err, func(r rowScanner) (detail string, err error) {
			var n int
			err = r.Scan(&n, &n, &n, &detail)
			return detail, err
		})
		if got := strings.Join(plan, "; "); err != nil || !strings.Contains(got, index) || strings.Contains(got, "TEMP B-TREE") {
			t.Errorf("plan %q (%v), want a search by %s without sorting", got, err, index)
		}
	}
}

func TestManyMigrateAtOnce(t *testing.T) {
	for range 10 {
		path := filepath.Join(t.TempDir(), "x.db")
		var errs [6]error
		var all sync.WaitGroup
		for i := range errs {
			all.Go(func() {
				s, err := Open(t.Context(), path, store.Options{})
				if err == nil {
					_, _, err = s.Migrate(t.Context())
					err = errors.Join(err, s.Ping(t.Context()), s.Close(t.Context()))
				}
				errs[i] = err
			})
		}
		all.Wait()
		if err := errors.Join(errs[:]...); err != nil {
			t.Fatal(err)
		}
	}
}
