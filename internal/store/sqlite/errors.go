package sqlite

import (
	"context"
	"errors"
	"strings"

	driver "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"github.com/demarche/demarche/internal/diplo"
)

// locked reports whether another process held a lock.
func locked(err error) bool {
	var e *driver.Error
	return errors.As(err, &e) && (e.Code()&0xff == codes.SQLITE_BUSY || e.Code()&0xff == codes.SQLITE_LOCKED)
}

// failure tells an error of the driver in the store's words: which file, what is wrong with it, what to do.
func (s *Store) failure(ctx context.Context, err error) error {
	var told *diplo.Error
	if err == nil || errors.As(err, &told) {
		return err
	}
	say := func(code diplo.Code, what string) error {
		return &diplo.Error{Code: code, Message: "the store " + s.path + " " + what, Cause: err}
	}
	cause := ctx.Err()
	if cause == nil {
		cause = err
	}
	switch {
	case errors.Is(cause, context.DeadlineExceeded):
		return &diplo.Error{Code: diplo.Timeout, Message: "the store " + s.path + " did not answer in time", Cause: context.DeadlineExceeded}
	case errors.Is(cause, context.Canceled):
		return &diplo.Error{Code: diplo.Timeout, Message: "the call to the store " + s.path + " was cancelled", Cause: context.Canceled}
	case s.closed.Load() || strings.Contains(err.Error(), "database is closed"):
		return say(diplo.Unavailable, "is closed")
	}
	var e *driver.Error
	if !errors.As(err, &e) {
		return say(diplo.Internal, "failed")
	}
	switch e.Code() & 0xff {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return say(diplo.Unavailable, "has been locked by another process for "+s.lockWait.String()+": end that process or try again")
	case codes.SQLITE_READONLY, codes.SQLITE_PERM, codes.SQLITE_AUTH:
		return say(diplo.Unavailable, "is read-only: make the file and its folder writable")
	case codes.SQLITE_CANTOPEN:
		return say(diplo.Unavailable, "cannot be opened: make the file and its folder readable and writable")
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return say(diplo.Unavailable, "is damaged or no SQLite file: name another file, or restore it from an export")
	case codes.SQLITE_FULL:
		return say(diplo.Unavailable, "is out of disk space")
	case codes.SQLITE_IOERR:
		return say(diplo.Unavailable, "cannot be read or written: "+e.Error())
	}
	return say(diplo.Internal, "failed")
}
