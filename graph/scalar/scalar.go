// Package scalar writes and reads the schema's own scalars.
package scalar

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"github.com/demarche/demarche/internal/diplo"
)

// MarshalDate writes a day as "2025-06-19", an unknown one as null.
func MarshalDate(d diplo.Date) graphql.Marshaler {
	if d == "" {
		return graphql.Null
	}
	return quoted(string(d))
}

// UnmarshalDate reads a day; months, years and times are refused with BadInput.
func UnmarshalDate(v any) (diplo.Date, error) {
	s, ok := v.(string)
	if !ok {
		return "", diplo.Errorf(diplo.BadInput, "%v is no date: write it as \"2025-06-19\"", v)
	}
	return diplo.ParseDate(s)
}

// MarshalDateTime writes an instant in UTC with as many decimals as it has, as RFC 3339 does.
func MarshalDateTime(t time.Time) graphql.Marshaler {
	if t.IsZero() {
		return graphql.Null
	}
	return quoted(t.UTC().Format(time.RFC3339Nano))
}

// UnmarshalDateTime reads an instant with its zone; anything else is refused with BadInput.
func UnmarshalDateTime(v any) (time.Time, error) {
	s, _ := v.(string)
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return time.Time{}, diplo.Errorf(diplo.BadInput, "%v is no instant: write it as \"2025-06-19T14:03:00Z\"", v)
	}
	return t, nil
}

func quoted(s string) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		// An answer that cannot be written is found out where it is sent.
		_, _ = fmt.Fprint(w, strconv.Quote(s))
	})
}
