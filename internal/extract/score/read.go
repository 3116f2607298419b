package score

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// goldRecord is a record of a gold file.
type goldRecord struct {
	diplo.Record
	Optional bool `json:"optional"`
}

// maxLine is the longest line of predictions in bytes.
const maxLine = 16 << 20

// ReadRecords reads predictions, one JSON object a line; empty lines are passed over. Name stands in the messages: errors
// are diplo errors (BAD_USER_INPUT) that name it and the line of a record that is no JSON or lacks document, subject,
// type or object.
func ReadRecords(r io.Reader, name string) ([]diplo.Record, error) {
	var records []diplo.Record
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		var record diplo.Record
		if err := json.Unmarshal(line, &record); err != nil {
			return nil, diplo.Errorf(diplo.BadInput, "%s:%d: %w", name, n, err)
		}
		if record.Document == "" {
			return nil, diplo.Errorf(diplo.BadInput, "%s:%d: no \"document\"", name, n)
		}
		if err := complete(record); err != nil {
			return nil, diplo.Errorf(diplo.BadInput, "%s:%d: %w", name, n, err)
		}
		records = append(records, record)
	}
	if err := lines.Err(); err != nil {
		return nil, diplo.Errorf(diplo.BadInput, "%s:%d: %w", name, n+1, err)
	}
	return records, nil
}

// complete reports what a record lacks to be compared.
func complete(r diplo.Record) error {
	switch {
	case r.Subject.Name == "":
		return errors.New(`no "subject" with a name`)
	case r.Type == "":
		return errors.New(`no "type"`)
	case r.Object.Name == "":
		return errors.New(`no "object" with a name`)
	}
	return nil
}

// readGold reads the statements of a gold file.
func readGold(folder fs.FS, name string) ([]goldRecord, error) {
	data, err := fs.ReadFile(folder, name)
	if err != nil {
		return nil, diplo.Errorf(diplo.BadInput, "%s: %w", name, err)
	}
	fail := func(offset int, err error) ([]goldRecord, error) {
		var syntax *json.SyntaxError
		var mismatch *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			offset += int(syntax.Offset)
		case errors.As(err, &mismatch):
			offset += int(mismatch.Offset)
		}
		line := 1 + bytes.Count(data[:min(offset, len(data))], []byte("\n"))
		return nil, diplo.Errorf(diplo.BadInput, "%s:%d: %w", name, line, err)
	}
	var file struct {
		Statements []json.RawMessage `json:"statements"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return fail(0, err)
	}
	if file.Statements == nil {
		return fail(0, fmt.Errorf(`no "statements"`))
	}
	records := make([]goldRecord, len(file.Statements))
	offset := 0
	for i, raw := range file.Statements {
		offset += bytes.Index(data[offset:], raw)
		if err := json.Unmarshal(raw, &records[i]); err != nil {
			return fail(offset, err)
		}
		if err := complete(records[i].Record); err != nil {
			return fail(offset, err)
		}
		offset += len(raw)
	}
	return records, nil
}

// baseName is what follows the last slash.
func baseName(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// splitExt divides a file name before its last dot, unless only dots stand before that.
func splitExt(name string) (root, ext string) {
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 || strings.Trim(name[:dot], ".") == "" {
		return name, ""
	}
	return name[:dot], name[dot:]
}
