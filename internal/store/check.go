package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// checker reads an export without writing anything.
type checker struct {
	store    Store
	lines    int
	last     head
	count    map[string]int
	total    *totalLine
	entities map[diplo.ID]bool
	versions map[Version]bool

	entityAt  map[diplo.ID]int // ids named before or without a profile in the file, and the first line that names them
	versionAt map[Version]int
	changes   int64
}

func (c *checker) line(n int, line []byte) error {
	h, err := decodeHead(n, line)
	if err != nil {
		return err
	}
	if c.total != nil {
		return lineError(n, "it stands after the total line")
	}
	if n > 1 && cmp.Or(cmp.Compare(c.last.Kind, h.Kind), cmp.Compare(c.last.ID, h.ID), cmp.Compare(c.last.Version, h.Version)) >= 0 {
		return lineError(n, "%s %s is not in the order of an export, which is sorted by kind, then id", h.Kind, h.ID)
	}
	c.last = h
	c.lines++
	c.count[h.Kind]++
	if err = c.record(n, h.Kind, line); err != nil && !strings.HasPrefix(err.Error(), "line ") {
		err = lineError(n, "%s", err)
	}
	return err
}

// record checks one record by its own rules.
func (c *checker) record(n int, kind string, line []byte) error {
	switch kind {
	case kindChange:
		var l changeLine
		if err := decodeLine(n, line, &l); err != nil {
			return err
		}
		c.changes++
		if l.Seq != c.changes || l.ID != changeID(l.Change) {
			return lineError(n, "change %s (%d) stands where change %d belongs", l.ID, l.Seq, c.changes)
		}
	case kindDocument:
		var l documentLine
		if err := decodeLine(n, line, &l); err != nil {
			return err
		}
		c.versions[Version{l.ID, l.Version}] = true
		return l.Validate()
	case kindEntity:
		e, err := decodeEntity(n, line)
		if err != nil {
			return err
		}
		c.entities[e.ID] = true
		return e.Validate()
	case kindEvidence:
		var l evidenceLine
		if err := decodeLine(n, line, &l); err != nil {
			return err
		}
		c.needs(n, Batch{Evidences: []diplo.Evidence{l.Evidence}})
		return l.Validate()
	case kindJudgement:
		var l judgementLine
		if err := decodeLine(n, line, &l); err != nil {
			return err
		}
		c.needs(n, Batch{Judgements: []diplo.Judgement{l.Judgement}})
		return l.Validate()
	case kindStatement:
		return decodeLine(n, line, &statementLine{})
	case kindSuperseded:
		var l supersededLine
		if err := decodeLine(n, line, &l); err != nil {
			return err
		}
		return History{Superseded: [][2]diplo.ID{{l.ID, l.Successor}}}.Validate()
	case kindTotal:
		return c.checkTotal(n, line)
	default:
		return lineError(n, "%q is no kind of an export's lines: this is no export, or one of a newer demarche", kind)
	}
	return nil
}

// needs notes what the record names and no line before it has.
func (c *checker) needs(n int, b Batch) {
	for _, id := range b.Names() {
		if !c.entities[id] && c.entityAt[id] == 0 {
			c.entityAt[id] = n
		}
	}
	for _, v := range b.Versions() {
		if !c.versions[v] && c.versionAt[v] == 0 {
			c.versionAt[v] = n
		}
	}
}

func (c *checker) checkTotal(n int, line []byte) error {
	var t totalLine
	if err := decodeLine(n, line, &t); err != nil {
		return err
	}
	if t.Format != exportFormat {
		return lineError(n, "the export has format %d and this build reads %d", t.Format, exportFormat)
	}
	for _, kind := range []string{kindChange, kindDocument, kindEntity, kindEvidence, kindJudgement, kindStatement, kindSuperseded} {
		if t.Lines[kind] != c.count[kind] {
			return lineError(n, "the export had %d lines of kind %s and the file has %d: some are lost", t.Lines[kind], kind, c.count[kind])
		}
	}
	c.total = &t
	return nil
}

// finish checks that the file is whole and that the store has what it names and does not hold.
func (c *checker) finish(ctx context.Context) error {
	if c.total == nil {
		return diplo.Errorf(diplo.BadInput, "the file ends after line %d without its total line: it is cut off, or no export", c.lines)
	}
	missing := sortedKeys(c.entityAt, cmp.Compare[diplo.ID])
	for part := range slices.Chunk(missing, importStep) {
		known, err := c.store.EntitiesByID(ctx, part)
		if err != nil {
			return err
		}
		for i, id := range part {
			if known[i].ID == "" {
				return lineError(c.entityAt[id], "it names %s, of whom neither the file nor the store has a profile", id)
			}
		}
	}
	for v, n := range c.versionAt {
		seen, err := c.store.VersionSeen(ctx, v.Document, v.Version)
		if err != nil {
			return err
		}
		if !seen {
			return lineError(n, "it is in version %q of document %s, which neither the file nor the store has", v.Version, v.Document)
		}
	}
	return nil
}
