// Package source brings documents in: text and Markdown files, alone or in folders, and standard input.
//
// A document may begin with header lines, in any order, ended by the first line that is none of them:
//
//	title: Envoys meet in Oman
//	source: Example Wire
//	url: https://example.org/envoys
//	published: 2025-06-19
//
// The bytes are kept as they are, header and byte order mark included: offsets count in them. What is no document (a
// folder, binary data, text in another encoding, a file beyond the limit) is refused with a *diplo.Error that names the
// file, what is wrong with it and what to do.
package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
)

// Stdin is the path that stands for standard input; the document is called "stdin".
const Stdin = "-"

// DefaultMaxBytes is the size of the largest document that is read where [Options] set none.
const DefaultMaxBytes = 10 << 20

// Options say how documents are read. The zero value is what a user expects without any flag.
type Options struct {
	Strict   bool      // a header line that cannot be used fails the document instead of being warned of and left out
	MaxBytes int64     // larger documents are refused; 0 means DefaultMaxBytes
	Stdin    io.Reader // what [Stdin] reads; nil means os.Stdin
}

// Note is a remark about a document that did not fail: a header line left out, nothing to read.
type Note struct {
	Path string // as the caller named it
	Text string // one line, without the path
}

// String is the note as one line, the path first.
func (n Note) String() string { return Show(n.Path) + ": " + n.Text }

// Show returns a path fit for a message: quoted where it holds anything that would break the line or the terminal.
func Show(path string) string {
	if path == Stdin {
		return "standard input"
	}
	if quoted := strconv.Quote(path); quoted[1:len(quoted)-1] != path || path == "" {
		return quoted
	}
	return path
}

// Read reads one document from a file, or from standard input for [Stdin]. It never reads more than the limit. Errors
// are the context's, or *diplo.Error with code BadInput. RecordedAt of the document is zero: the store sets it.
func Read(ctx context.Context, path string, o Options) (diplo.Document, []Note, error) {
	content, err := content(ctx, path, o)
	if err != nil {
		return diplo.Document{}, nil, err
	}
	return Parse(path, content, o)
}

// Parse makes a document of bytes that were read elsewhere; path names it as in [Read].
func Parse(path string, content []byte, o Options) (diplo.Document, []Note, error) {
	if limit := o.limit(); int64(len(content)) > limit {
		return diplo.Document{}, nil, tooLarge(path, limit)
	}
	if wrong := notText(content); wrong != "" {
		return diplo.Document{}, nil, diplo.Errorf(diplo.BadInput, "%s %s", Show(path), wrong)
	}
	text := string(content)
	h := diplo.ParseHeader(text)
	doc := diplo.Document{Name: name(path), Title: h.Title, Publisher: h.Source, Version: diplo.ContentHash(text), Text: text}
	var complaints []string
	complain := func(err error) {
		if err != nil {
			complaints = append(complaints, err.Error())
		}
	}
	if len(h.Repeated) > 0 {
		complaints = append(complaints, "the header repeats "+strings.Join(h.Repeated, ", "))
	}
	var err error
	doc.Published, doc.PublishedAt, err = parsePublished(h.Published)
	complain(err)
	doc.URL, err = canonicalURL(h.URL)
	complain(err)
	if o.Strict && len(complaints) > 0 {
		return diplo.Document{}, nil, diplo.Errorf(diplo.BadInput, "%s: %s", Show(path), strings.Join(complaints, "; "))
	}
	key := doc.URL
	if key == "" {
		key = text
	}
	doc.ID = diplo.DocumentID(key)
	var notes []Note
	for _, c := range complaints {
		notes = append(notes, Note{path, c + "; the line is left out"})
	}
	if Empty(doc) {
		notes = append(notes, Note{path, "the document is empty"})
	}
	return doc, notes, nil
}

// Empty reports whether a document holds nothing but a header and blanks.
func Empty(doc diplo.Document) bool {
	return strings.TrimSpace(doc.Text[diplo.ParseHeader(doc.Text).Body:]) == ""
}

func (o Options) limit() int64 {
	if o.MaxBytes > 0 {
		return o.MaxBytes
	}
	return DefaultMaxBytes
}

// content reads a whole file, as far as the limit allows.
func content(ctx context.Context, path string, o Options) ([]byte, error) {
	in := o.Stdin
	switch {
	case path != Stdin:
		file, err := os.Open(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		defer func() { _ = file.Close() }() // it was only read
		info, err := file.Stat()
		if err != nil {
			return nil, unreadable(path, err)
		}
		if info.IsDir() {
			return nil, diplo.Errorf(diplo.BadInput, "%s is a folder where a file is expected: name the files in it, or ingest the folder", Show(path))
		}
		if info.Size() > o.limit() {
			return nil, tooLarge(path, o.limit())
		}
		in = file
	case in == nil:
		in = os.Stdin
	}
	content, err := readAll(ctx, io.LimitReader(in, o.limit()+1))
	if err != nil && ctx.Err() == nil {
		err = unreadable(path, err)
	}
	return content, err
}

// readAll reads to the end, or until the context is done: even where a read hangs, as on a terminal.
func readAll(ctx context.Context, in io.Reader) ([]byte, error) {
	type result struct {
		content []byte
		err     error
	}
	done := make(chan result, 1)
	go func() {
		content, err := io.ReadAll(untilDone{ctx, in})
		done <- result{content, err}
	}()
	select {
	case r := <-done:
		return r.content, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// untilDone reads until its context is done.
type untilDone struct {
	ctx context.Context
	in  io.Reader
}

func (r untilDone) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}

func tooLarge(path string, limit int64) error {
	size := fmt.Sprintf("%d bytes", limit)
	if limit%(1<<20) == 0 {
		size = fmt.Sprintf("%d MiB", limit>>20)
	}
	return diplo.Errorf(diplo.BadInput, "%s is larger than %s, the limit for one document: split it", Show(path), size)
}

func unreadable(path string, err error) error {
	why := err
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		why = pathError.Err
	}
	advice := "check that it is there and may be read"
	switch {
	case errors.Is(err, fs.ErrPermission):
		advice = "ask for the right to read it"
	case strings.Contains(path, "://"):
		advice = "only files and folders are read; save the page as text"
	}
	return &diplo.Error{Code: diplo.BadInput, Message: fmt.Sprintf("%s cannot be read (%s): %s", Show(path), why, advice), Cause: err}
}

// formats are the beginnings of files that are taken for text by mistake.
var formats = []struct{ start, name string }{
	{"\xff\xfe", "UTF-16 text"}, {"\xfe\xff", "UTF-16 text"}, {"%PDF-", "a PDF"}, {"PK\x03\x04", "a zip archive or office document"},
	{"\x1f\x8b", "gzip-compressed"}, {"\x89PNG", "an image"}, {"\xff\xd8\xff", "an image"},
}

// notText tells why content is no text in UTF-8 and what to do; "" where it is.
func notText(content []byte) string {
	for _, f := range formats {
		if bytes.HasPrefix(content, []byte(f.start)) {
			return fmt.Sprintf("is %s: save it as plain text in UTF-8", f.name)
		}
	}
	if at := bytes.IndexByte(content, 0); at >= 0 {
		return fmt.Sprintf("is binary (a zero byte at offset %d): only text in UTF-8 is read", at)
	}
	for at := 0; at < len(content); {
		r, size := utf8.DecodeRune(content[at:])
		if r == utf8.RuneError && size == 1 {
			return fmt.Sprintf("is not UTF-8 (byte 0x%02x at offset %d): save it in UTF-8", content[at], at)
		}
		at += size
	}
	return ""
}

// name is what a document is called: the file's name without extension.
func name(path string) string {
	if path == Stdin {
		return "stdin"
	}
	base := filepath.Base(path)
	if stem := strings.TrimSuffix(base, filepath.Ext(base)); stem != "" {
		base = stem
	}
	return strings.ToValidUTF8(base, "\ufffd")
}
