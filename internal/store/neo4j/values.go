package neo4j

import (
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
)

// What is empty is not stored: nil removes a property. Times are stored as datetimes in UTC, days as dates.

func text[T ~string](s T) any {
	if s == "" {
		return nil
	}
	return string(s)
}

func date(d diplo.Date) any {
	if d == "" {
		return nil
	}
	return neo4j.DateOf(d.Time())
}

func instant(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC()
}

func retraction(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.UTC()
}

// list is never nil, so that conditions on lists are never null.
func list[T any](in []T) []T {
	if in == nil {
		return []T{}
	}
	return in
}

func str[T ~string](r row, key string) T {
	s, _ := r[key].(string)
	return T(s)
}

func integer(r row, key string) int {
	n, _ := r[key].(int64)
	return int(n)
}

func number(r row, key string) float64 {
	f, _ := r[key].(float64)
	return f
}

func truth(r row, key string) bool {
	b, _ := r[key].(bool)
	return b
}

func day(r row, key string) diplo.Date {
	d, ok := r[key].(neo4j.Date)
	if !ok {
		return ""
	}
	return diplo.DateOf(d.Time())
}

func at(r row, key string) time.Time {
	t, ok := r[key].(time.Time)
	if !ok {
		return time.Time{}
	}
	return t.UTC()
}

func retractedAt(r row) *time.Time {
	if t := at(r, "retractedAt"); !t.IsZero() {
		return &t
	}
	return nil
}

// strs is nil for an empty list.
func strs[T ~string](r row, key string) []T {
	values, _ := r[key].([]any)
	var out []T
	for _, v := range values {
		if s, ok := v.(string); ok {
			out = append(out, T(s))
		}
	}
	return out
}

// values makes a value of each of a list of properties, nil of none.
func values[T any](r row, key string, of func(row) T) []T {
	list, _ := r[key].([]any)
	var out []T
	for _, v := range list {
		if p, ok := v.(row); ok {
			out = append(out, of(p))
		}
	}
	return out
}

func properties(r row, key string) row {
	m, _ := r[key].(row)
	return m
}
