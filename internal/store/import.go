package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
)

// Report tells what an import did.
type Report struct {
	Lines      int     // read, the total line among them
	Applied    Applied // the sums over its batches, without Changes
	Statements int     // in the file
	Differ     int     // of these, how many the store tells otherwise: it had more or other evidence, or the file is wrong
	History    bool    // the change log and the superseded ids were restored
}

// importStep is how many records, and importBytes how many bytes of lines, go into one batch.
const (
	importStep  = 1000
	importBytes = 8 << 20
	longestLine = 256 << 20
)

// Import adds what an export holds to the store. It first reads all of it and refuses a file that is cut off, not an
// export or breaks a rule, naming the line (BadInput), before anything is written. Then it applies it batch by batch;
// an import that was interrupted is completed by running it again. Statements are computed anew and compared with the
// file's. A change log in the file is restored if the store was empty, and left out otherwise.
//
// A reader that cannot go back to its beginning, such as a pipe, is copied to a temporary file.
func Import(ctx context.Context, s Store, r io.Reader) (Report, error) {
	file, done, err := seekable(r)
	if err != nil {
		return Report{}, err
	}
	defer done()
	begin, err := file.Seek(0, io.SeekCurrent)
	if err != nil {
		return Report{}, readFailure(err)
	}
	c := &checker{store: s, count: map[string]int{}, entities: map[diplo.ID]bool{}, versions: map[Version]bool{}, entityAt: map[diplo.ID]int{}, versionAt: map[Version]int{}}
	if err := eachLine(ctx, file, c.line); err != nil {
		return Report{}, err
	}
	if err := c.finish(ctx); err != nil {
		return Report{}, err
	}
	empty, err := isEmpty(ctx, s)
	if err != nil {
		return Report{}, err
	}
	if _, err := file.Seek(begin, io.SeekStart); err != nil {
		return Report{}, readFailure(err)
	}
	i := &importer{ctx: ctx, store: s, report: Report{Lines: c.lines}}
	if err := eachLine(ctx, file, i.line); err != nil {
		return i.report, err
	}
	return i.report, i.finish(empty)
}

// seekable returns the reader itself if it can seek, else a temporary copy; done removes it.
func seekable(r io.Reader) (file io.ReadSeeker, done func(), err error) {
	if f, ok := r.(io.ReadSeeker); ok {
		if _, err := f.Seek(0, io.SeekCurrent); err == nil {
			return f, func() {}, nil
		}
	}
	copied, err := os.CreateTemp("", "demarche-import-")
	if err != nil {
		return nil, nil, readFailure(err)
	}
	done = func() {
		copied.Close()
		_ = os.Remove(copied.Name()) // the system's own folder for such files: it may be gone already
	}
	if _, err = io.Copy(copied, r); err == nil {
		_, err = copied.Seek(0, io.SeekStart)
	}
	if err != nil {
		done()
		return nil, nil, readFailure(err)
	}
	return copied, done, nil
}

func readFailure(err error) error {
	return diplo.Errorf(diplo.Unavailable, "the export could not be read: %w", err)
}

// eachLine calls f for each line with its number, without its end.
func eachLine(ctx context.Context, r io.Reader, f func(n int, line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	n := 0
	for lines.Scan() {
		n++
		if err := ctx.Err(); err != nil {
			return &diplo.Error{Code: diplo.Timeout, Message: fmt.Sprintf("the import was stopped at line %d", n), Cause: err}
		}
		if err := f(n, lines.Bytes()); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return lineError(n+1, "is longer than %d bytes: this is no export", longestLine)
	}
	if lines.Err() != nil {
		return readFailure(lines.Err())
	}
	return nil
}

func lineError(n int, format string, args ...any) error {
	return diplo.Errorf(diplo.BadInput, "line %d: %s", n, fmt.Sprintf(format, args...))
}

// decodeLine reads the line's fields into one of the line types and refuses fields that it does not know.
func decodeLine(n int, line []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return lineError(n, "%s", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return lineError(n, "something follows the record")
	}
	return nil
}

// head is what every line has.
type head struct {
	Kind    string `json:"kind"`
	ID      string `json:"id"`
	Version string `json:"version"`
}

// decodeHead reads the head of a line: documents have a version in their place in the order.
func decodeHead(n int, line []byte) (h head, err error) {
	if !utf8.Valid(line) {
		return h, lineError(n, "it is not UTF-8")
	}
	if err := json.Unmarshal(line, &h); err != nil {
		return h, lineError(n, "it is no line of an export: %s", err)
	}
	if h.Kind != kindDocument {
		h.Version = ""
	}
	return h, nil
}

// decodeEntity reads an entity line; the entity's own kind is that of its id.
func decodeEntity(n int, line []byte) (diplo.Entity, error) {
	var l entityLine
	err := decodeLine(n, line, &l)
	l.Entity.Kind = l.Entity.ID.Kind()
	return l.Entity, err
}

func isEmpty(ctx context.Context, s Store) (bool, error) {
	n, err := s.Stats(ctx)
	if err != nil || n.LastChange > 0 || n.Entities > 0 {
		return false, err
	}
	for _, err := range s.ScanDocuments(ctx) {
		return false, err
	}
	return true, nil
}

// importer applies an export that was checked.
type importer struct {
	ctx     context.Context
	store   Store
	report  Report
	batch   Batch
	records int
	bytes   int
	told    []diplo.Statement // statements of the file to be compared
	history History
}

func (i *importer) line(n int, line []byte) error {
	h, err := decodeHead(n, line)
	if err != nil {
		return err
	}
	switch h.Kind {
	case kindChange:
		var l changeLine
		err = decodeLine(n, line, &l)
		i.history.Changes = append(i.history.Changes, l.Change)
	case kindDocument:
		var l documentLine
		err = decodeLine(n, line, &l)
		i.batch.Documents = append(i.batch.Documents, l.Document)
	case kindEntity:
		var e diplo.Entity
		e, err = decodeEntity(n, line)
		i.batch.Entities = append(i.batch.Entities, e)
	case kindEvidence:
		var l evidenceLine
		err = decodeLine(n, line, &l)
		i.batch.Evidences = append(i.batch.Evidences, l.Evidence)
	case kindJudgement:
		var l judgementLine
		err = decodeLine(n, line, &l)
		i.batch.Judgements = append(i.batch.Judgements, l.Judgement)
	case kindStatement:
		var l statementLine
		err = decodeLine(n, line, &l)
		i.told = append(i.told, l.Statement)
	case kindSuperseded:
		var l supersededLine
		err = decodeLine(n, line, &l)
		i.history.Superseded = append(i.history.Superseded, [2]diplo.ID{l.ID, l.Successor})
	}
	if err != nil {
		return err
	}
	if i.records, i.bytes = i.records+1, i.bytes+len(line); i.records < importStep && i.bytes < importBytes {
		return nil
	}
	return i.flush()
}

// flush applies the records gathered so far, then compares the statements gathered so far.
func (i *importer) flush() error {
	a, err := i.store.Apply(i.ctx, i.batch)
	if err != nil {
		return err
	}
	sum := &i.report.Applied
	sum.Documents += a.Documents
	sum.Entities += a.Entities
	sum.Evidences += a.Evidences
	sum.Judgements += a.Judgements
	sum.Retracted += a.Retracted
	i.batch, i.records, i.bytes = Batch{}, 0, 0
	return i.compare()
}

func (i *importer) compare() error {
	ids := make([]diplo.ID, len(i.told))
	for n, s := range i.told {
		ids[n] = s.ID
	}
	stored, err := i.store.StatementsByID(i.ctx, ids)
	if err != nil {
		return err
	}
	for n := range stored {
		// When a store heard of it is its own affair: one that had the evidence already keeps the earlier time.
		told, own := i.told[n], stored[n]
		told.RecordedAt = own.RecordedAt
		if told.RetractedAt != nil && own.RetractedAt != nil {
			told.RetractedAt = own.RetractedAt
		}
		a, err := json.Marshal(told)
		if err != nil {
			return diplo.Errorf(diplo.Internal, "a statement cannot be compared: %w", err)
		}
		if b, err := json.Marshal(own); err != nil || !bytes.Equal(a, b) {
			i.report.Differ++
		}
	}
	i.report.Statements += len(i.told)
	i.told = nil
	return nil
}

func (i *importer) finish(empty bool) error {
	if err := i.flush(); err != nil {
		return err
	}
	if !empty || len(i.history.Changes) == 0 {
		return nil
	}
	i.report.History = true
	return i.store.Restore(i.ctx, i.history)
}
