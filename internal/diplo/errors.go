package diplo

import (
	"errors"
	"fmt"
)

// Code classifies an [Error]. The values are those of extensions.code in the GraphQL answers; every other surface
// (command line, HTTP) maps from them.
type Code string

// The codes, each with who can mend it.
const (
	BadInput     Code = "BAD_USER_INPUT" // the caller: a value, file, flag or date is wrong
	Ambiguous    Code = "AMBIGUOUS"      // the caller: a name has several bearers, which the message lists
	NotFound     Code = "NOT_FOUND"      // the caller: what was asked for by id is not there
	LimitReached Code = "LIMIT_EXCEEDED" // the caller: too much was asked for at once
	Timeout      Code = "TIMEOUT"        // nobody at once: the deadline passed
	Unavailable  Code = "UNAVAILABLE"    // the operator: a store or server is away, locked or read-only
	Internal     Code = "INTERNAL"       // us: a bug; the message shown is general, the cause goes to the log
)

// Error is a failure that a user may be shown: what is wrong, where (file, line, field), and what to do. Cause, if any,
// is for logs and errors.Is; it is not part of the message.
type Error struct {
	Code    Code
	Message string
	Cause   error
}

// Error returns the message alone; the cause is reached by Unwrap.
func (e *Error) Error() string { return e.Message }

// Unwrap returns the cause, nil where there is none.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error with a formatted message. If args hold an error for a %w verb it becomes the cause and its text
// stands in the message.
func Errorf(code Code, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Code: code, Message: err.Error(), Cause: errors.Unwrap(err)}
}

// CodeOf returns the code of the first Error in err's chain, Internal for any other error, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}
