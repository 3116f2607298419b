package store

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"

	"github.com/demarche/demarche/internal/diplo"
)

// The kinds of export lines, in the order in which they stand in an export. That order is also one in which they can be
// imported.
const (
	kindChange     = "change"
	kindDocument   = "document"
	kindEntity     = "entity"
	kindEvidence   = "evidence"
	kindJudgement  = "judgement"
	kindStatement  = "statement"
	kindSuperseded = "superseded"
	kindTotal      = "total"
)

// exportFormat is the version of the format, told in the total line.
const exportFormat = 1

// The lines of an export: the record's own fields after the kind. An entity's own kind is told by its id.
type (
	changeLine struct {
		Kind string `json:"kind"`
		ID   string `json:"id"` // Seq in twelve digits
		diplo.Change
	}
	documentLine struct {
		Kind string `json:"kind"`
		diplo.Document
	}
	entityLine struct {
		Kind string `json:"kind"`
		diplo.Entity
	}
	evidenceLine struct {
		Kind string `json:"kind"`
		diplo.Evidence
	}
	judgementLine struct {
		Kind string `json:"kind"`
		diplo.Judgement
	}
	statementLine struct {
		Kind string `json:"kind"`
		diplo.Statement
	}
	supersededLine struct {
		Kind      string   `json:"kind"`
		ID        diplo.ID `json:"id"`
		Successor diplo.ID `json:"successor"`
	}
	// The last line: a file without it is cut off.
	totalLine struct {
		Kind   string         `json:"kind"`
		ID     string         `json:"id"`
		Format int            `json:"format"`
		Lines  map[string]int `json:"lines"` // how many of each kind
	}
)

func lineOfChange(c diplo.Change) any { return changeLine{kindChange, changeID(c), c} }

func changeID(c diplo.Change) string { return fmt.Sprintf("%012d", c.Seq) }

// Export writes everything in the store as JSON lines: {"kind": "document", "id": ..., and the record's other fields},
// sorted by kind, then id (documents by id, then version), and a last line of kind "total" with the number of lines of
// each kind. With history, the change log ("change") and the superseded ids too. Each kind is read in one consistent
// state; whoever wants one state of all lets nobody write meanwhile.
func Export(ctx context.Context, s Store, w io.Writer, history bool) error {
	x := &exporter{w: bufio.NewWriterSize(w, 1<<16), lines: map[string]int{}}
	steps := []func() error{
		func() error {
			return export(x, kindDocument, s.ScanDocuments(ctx), func(d diplo.Document) any { return documentLine{kindDocument, d} })
		},
		func() error {
			return export(x, kindEntity, s.ScanEntities(ctx), func(e diplo.Entity) any { return entityLine{kindEntity, e} })
		},
		func() error {
			return export(x, kindEvidence, s.ScanEvidences(ctx), func(e diplo.Evidence) any { return evidenceLine{kindEvidence, e} })
		},
		func() error {
			return export(x, kindJudgement, s.ScanJudgements(ctx), func(j diplo.Judgement) any { return judgementLine{kindJudgement, j} })
		},
		func() error {
			return export(x, kindStatement, s.ScanStatements(ctx), func(t diplo.Statement) any { return statementLine{kindStatement, t} })
		},
	}
	if history {
		first := func() error { return export(x, kindChange, allChanges(ctx, s), lineOfChange) }
		last := func() error {
			return export(x, kindSuperseded, s.ScanSuperseded(ctx), func(p [2]diplo.ID) any { return supersededLine{kindSuperseded, p[0], p[1]} })
		}
		steps = append(append([]func() error{first}, steps...), last)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	if err := x.line(totalLine{kindTotal, kindTotal, exportFormat, x.lines}); err != nil {
		return err
	}
	return exportFailure(x.w.Flush())
}

type exporter struct {
	w     *bufio.Writer
	lines map[string]int
}

func export[T any](x *exporter, kind string, scan iter.Seq2[T, error], line func(T) any) error {
	for record, err := range scan {
		if err != nil {
			return err
		}
		if err := x.line(line(record)); err != nil {
			return err
		}
		x.lines[kind]++
	}
	return nil
}

func (x *exporter) line(line any) error {
	data, err := json.Marshal(line)
	if err == nil {
		_, err = x.w.Write(append(data, '\n'))
	}
	return exportFailure(err)
}

func exportFailure(err error) error {
	if err == nil {
		return nil
	}
	return diplo.Errorf(diplo.Unavailable, "the export could not be written: %w", err)
}

// allChanges streams the change log.
func allChanges(ctx context.Context, l Log) iter.Seq2[diplo.Change, error] {
	const step = 1000
	return func(yield func(diplo.Change, error) bool) {
		for after := int64(0); ; {
			changes, err := l.Changes(ctx, after, step)
			if err != nil {
				yield(diplo.Change{}, err)
				return
			}
			for _, c := range changes {
				if !yield(c, nil) {
					return
				}
				after = c.Seq
			}
			if len(changes) < step {
				return
			}
		}
	}
}
