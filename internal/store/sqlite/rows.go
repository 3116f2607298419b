package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// encode is the JSON of a record or list. The types stored cannot fail to encode: Prepare refused what JSON cannot hold.
func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(data)
}

func unmarshal(body []byte, into any) error {
	if err := json.Unmarshal(body, into); err != nil {
		return fmt.Errorf("a stored record cannot be read as %T: %w", into, err)
	}
	return nil
}

// rowScanner is a row to read from.
type rowScanner interface{ Scan(dest ...any) error }

// collect reads all rows of a query.
func collect[T any](rows *sql.Rows, err error, scan func(rowScanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// bodies reads the records that a query with one column returns.
func bodies[T any](ctx context.Context, q querier, query string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	return collect(rows, err, scanBody[T])
}

func scanBody[T any](r rowScanner) (v T, err error) {
	var body sql.RawBytes
	if err = r.Scan(&body); err != nil {
		return v, err
	}
	err = unmarshal(body, &v)
	return v, err
}

// scanDocument reads body and text.
func scanDocument(r rowScanner) (d diplo.Document, err error) {
	var body sql.RawBytes
	var text string
	if err = r.Scan(&body, &text); err != nil {
		return d, err
	}
	err = unmarshal(body, &d)
	d.Text = text
	return d, err
}

func documentRow(d diplo.Document, current bool) []any {
	text := d.Text
	d.Text = ""
	return []any{d.ID, d.Version, current, d.RetractedAt != nil, d.Published, store.FoldName(d.Publisher), text, encode(d)}
}

// statementRow holds the values of a statement's columns in the order of the table, from id on.
func statementRow(s diplo.Statement, dossier int64, bases int) []any {
	side := func(id, polity diplo.ID) diplo.ID {
		if id.Kind() == diplo.Conflict {
			return id
		}
		return polity
	}
	deed := s.Act
	if deed == "" {
		deed = s.ID
	}
	return []any{
		s.ID, dossier, s.RetractedAt != nil, s.Type, s.Subject, s.Object, side(s.Subject, s.SubjectPolity), side(s.Object, s.ObjectPolity),
		s.Modality, s.Polarity, s.Occurred.Since, s.Occurred.Until, s.Occurred.Day(),
		store.SortKey(s, store.Occurred), store.SortKey(s, store.Recorded), store.SortKey(s, store.Support), s.Support,
		s.Origins, s.Reports, s.Attributed, s.Contested, bases, deed, encode(s),
	}
}

// basisBit is a basis of evidence as a bit of the column bases, 0 for none.
func basisBit(b diplo.EvidenceBasis) int {
	switch b {
	case diplo.FromText:
		return 1
	case diplo.FromRow:
		return 2
	case diplo.FromHand:
		return 4
	}
	return 0
}

// insert is the statement that inserts or replaces a row of the columns.
func insert(table string, columns ...string) string {
	return "INSERT OR REPLACE INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"
}
