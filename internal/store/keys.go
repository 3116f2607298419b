package store

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/demarche/demarche/internal/diplo"
)

// Instant is a time as stores keep it: UTC, cut to microseconds.
func Instant(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// TimeKey is a time as a string that sorts as the times do: UTC, microseconds, fixed width.
func TimeKey(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// SortKey is the place of a statement in an order, as a string that sorts as the values do.
func SortKey(s diplo.Statement, f OrderField) string {
	switch f {
	case Recorded:
		return TimeKey(s.RecordedAt)
	case Support:
		return fmt.Sprintf("%.9f", s.Support)
	}
	return string(s.Latest())
}

// PlaceOf is where a statement stands in an order.
func PlaceOf(s diplo.Statement, f OrderField) Place { return Place{SortKey(s, f), s.ID} }

// FoldName makes spellings of one name equal: lower case, without accents, letters and digits in words divided by one
// blank, a leading "the" left out.
func FoldName(s string) string { return strings.TrimPrefix(strings.Join(Tokens(s), " "), "the ") }

// Tokens are the words of a text for search: folded as in FoldName, in order, with repeats.
func Tokens(s string) []string {
	return strings.FieldsFunc(strings.ToLower(withoutAccents(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func withoutAccents(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return s
	}
	// A transformer chain keeps state, so each call makes its own.
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	if err != nil {
		return s
	}
	return plain
}

// ParseTimeKey reads what TimeKey wrote.
func ParseTimeKey(key string) (time.Time, error) {
	return time.Parse("2006-01-02T15:04:05.000000Z", key)
}
