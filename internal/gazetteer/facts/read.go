package facts

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// Rows are facts as read, before persons are told apart.
type Rows struct {
	States        []State
	Organizations []Organization
	Conflicts     []Conflict
	Offices       []OfficeRow
	Titles        Titles
}

// maxLine bounds a row; longer ones are an error and not memory.
const maxLine = 1 << 20

// Read adds the rows of one source file to r. Each line is a JSON object whose "record" tells what it is: state,
// organization, conflict, office or person (names alone). kind is what all rows of a file are that
// has no "record"; "" demands it in every row. Unknown fields are ignored, so that sources may carry more. Empty lines and lines
// that begin with # are skipped. Errors are of code BAD_USER_INPUT and name the file and line.
func (r *Rows) Read(in io.Reader, file, kind string) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		where := fmt.Sprintf("%s:%d", file, n)
		if err := r.add(line, kind, where); err != nil {
			return diplo.Errorf(diplo.BadInput, "%s: %w", where, err)
		}
	}
	if err := lines.Err(); err != nil {
		return diplo.Errorf(diplo.BadInput, "%s:%d: %w", file, n+1, err)
	}
	return nil
}

func (r *Rows) add(line []byte, kind, where string) error {
	head := struct {
		Record string `json:"record"`
	}{kind}
	if kind == "" {
		if err := json.Unmarshal(line, &head); err != nil {
			return fmt.Errorf("not a JSON object: %w", err)
		}
	}
	switch head.Record {
	case "state":
		return appendRow(&r.States, line, State.check, func(*State) {})
	case "organization":
		return appendRow(&r.Organizations, line, Organization.check, func(o *Organization) { o.Where = where })
	case "conflict":
		return appendRow(&r.Conflicts, line, Conflict.check, func(c *Conflict) { c.Where = where })
	case "office":
		return appendRow(&r.Offices, line, OfficeRow.check, func(o *OfficeRow) { o.Where = where })
	case "person":
		return appendRow(&r.Offices, line, OfficeRow.checkPerson, func(o *OfficeRow) { o.Where = where })
	}
	return fmt.Errorf(`"record" is %q: write "state", "organization", "conflict", "office" or "person"`, head.Record)
}

func appendRow[T any](rows *[]T, line []byte, check func(T) error, mark func(*T)) error {
	var row T
	if err := json.Unmarshal(line, &row); err != nil {
		return err
	}
	if err := check(row); err != nil {
		return err
	}
	mark(&row)
	*rows = append(*rows, row)
	return nil
}

func (s State) check() error {
	return needs("id", s.ID, "name", s.Name, s.Aliases, s.Demonyms, s.Metonyms, s.MetonymsWeak)
}

func (o Organization) check() error {
	if o.EntityKind != "" && o.EntityKind != "state" {
		return fmt.Errorf(`"entity_kind" is %q: write "state" or leave it out`, o.EntityKind)
	}
	return needs("id", o.ID, "name", o.Name, o.Aliases, o.Metonyms)
}

func (c Conflict) check() error {
	if len(c.Parties) < 2 {
		return fmt.Errorf(`"parties" has %d ids: a conflict has two or more`, len(c.Parties))
	}
	return firstError(needs("id", c.ID, "name", c.Name, c.Aliases), periods("from", c.From, "to", c.To))
}

func (o OfficeRow) check() error {
	if o.From != "" && o.To != "" {
		from, _, _, _ := diplo.ParsePeriod(o.From)
		if _, to, _, err := diplo.ParsePeriod(o.To); err == nil && to < from {
			return fmt.Errorf(`"to" %s lies before "from" %s`, o.To, o.From)
		}
	}
	return firstError(needs("person", o.Person, "office", o.Office, o.Aliases), needs("kind", o.Kind, "of", o.Of),
		periods("from", o.From, "to", o.To, "asof", o.AsOf, "left_by", o.LeftBy), checkID("person_id", o.PersonID))
}

// checkPerson checks a row that tells of a person's names alone.
func (o OfficeRow) checkPerson() error {
	if o.Office != "" || o.Of != "" {
		return fmt.Errorf(`a "person" has no "office": write "record":"office"`)
	}
	return firstError(needs("person", o.Person, "person", o.Person, o.Aliases), checkID("person_id", o.PersonID))
}

// needs checks that two fields are there and that no name is empty or breaks the tables.
func needs(field1, value1, field2, value2 string, names ...[]string) error {
	for _, f := range [][2]string{{field1, value1}, {field2, value2}} {
		if strings.TrimSpace(f[1]) == "" {
			return fmt.Errorf("%q is missing", f[0])
		}
		if strings.ContainsAny(f[1], "\t\n\r|") {
			return fmt.Errorf("%q holds a tab, a line break or |", f[0])
		}
	}
	for _, list := range names {
		for _, n := range list {
			if strings.ContainsAny(n, "\t\n\r|") {
				return fmt.Errorf("the name %q holds a tab, a line break or |", n)
			}
		}
	}
	if field1 == "id" {
		return checkID(field1, value1)
	}
	return nil
}

func checkID(field, id string) error {
	if strings.ContainsAny(id, " \t:~+|") {
		return fmt.Errorf("%q is %q: write letters, digits and hyphens", field, id)
	}
	return nil
}

// periods checks pairs of field name and value.
func periods(fields ...string) error {
	for i := 0; i < len(fields); i += 2 {
		if fields[i+1] == "" {
			continue
		}
		if _, _, _, err := diplo.ParsePeriod(fields[i+1]); err != nil {
			return fmt.Errorf("%q: %w", fields[i], err)
		}
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
