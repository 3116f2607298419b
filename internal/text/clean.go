package text

import (
	"html"
	"strings"
	"unicode/utf8"
)

// Marks that the clean text has in place of longer or ambiguous ones. Control characters of the original become blanks,
// so these bytes can't come from it.
const (
	openDouble  = '\x01' // “ and its kin
	closeDouble = '\x02' // ”
	openSingle  = '\x03' // ‘
	breakBlock  = '\x04' // a block element of HTML begins or ends
)

// run says where a stretch of clean text comes from: the clean bytes from at up to the next run's at stand for the
// original bytes from..to. Stretches of equal length correspond byte by byte.
type run struct{ at, from, to int }

// cursor translates clean offsets to original ones. Offsets must be asked for in ascending order.
type cursor struct {
	runs []run
	n    int // length of the clean text
	k    int // the run that held the last answer
}

// find moves to the run that holds clean byte p and says whether it is a byte for byte copy.
func (c *cursor) find(p int) (r run, verbatim bool) {
	for c.k+1 < len(c.runs) && c.runs[c.k+1].at <= p {
		c.k++
	}
	r = c.runs[c.k]
	end := c.n
	if c.k+1 < len(c.runs) {
		end = c.runs[c.k+1].at
	}
	return r, end-r.at == r.to-r.from
}

// span translates the clean interval start..end, which must not be empty.
func (c *cursor) span(start, end int) (int, int) {
	from, to := 0, 0
	r, verbatim := c.find(start)
	if from = r.from; verbatim {
		from += start - r.at
	}
	r, verbatim = c.find(end - 1)
	if to = r.to; verbatim {
		to = r.from + end - r.at
	}
	return from, to
}

// cleaner copies text and replaces what a reader does not see.
type cleaner struct {
	text string
	out  []byte
	runs []run
	done int // original bytes before it are copied
	// endless are the closing marks that were looked for once and do not occur again: looking again would be quadratic.
	endless map[string]bool
}

// clean returns the text from from on as a reader sees it, and where each part of it comes from.
func clean(text string, from int) (string, []run) {
	c := cleaner{text: text, done: from}
	for i := from; i < len(text); {
		b := text[i]
		if plain[b] {
			i++
			continue
		}
		replacement, width := c.unit(i)
		if width == 0 {
			i++
			continue
		}
		c.copyTo(i)
		if replacement != "" {
			c.runs = append(c.runs, run{len(c.out), i, i + width})
			c.out = append(c.out, replacement...)
		}
		i += width
		c.done = i
	}
	if c.runs == nil && c.done == from {
		return text[from:], []run{{0, from, len(text)}}
	}
	c.copyTo(len(text))
	return string(c.out), c.runs
}

// copyTo copies what stands before original byte i unchanged.
func (c *cleaner) copyTo(i int) {
	if i > c.done {
		c.runs = append(c.runs, run{len(c.out), c.done, i})
		c.out = append(c.out, c.text[c.done:i]...)
	}
}

// plain are the bytes that need no second look.
var plain = func() (t [256]bool) {
	for b := ' '; b < 0x7f; b++ {
		t[b] = true
	}
	t['\n'], t['\t'] = true, true
	t['<'], t['&'], t['['], t[']'], t['*'] = false, false, false, false, false
	return t
}()

// unit returns what the unit that begins at byte i is replaced by, and its width in bytes; width 0 keeps the byte.
func (c *cleaner) unit(i int) (replacement string, width int) {
	rest := c.text[i:]
	switch b := rest[0]; {
	case b == '<':
		return c.markup(rest)
	case b == '&':
		return entity(rest)
	case b == '[':
		if label(rest) {
			return "", 1
		}
	case b == ']':
		return "", target(rest)
	case b == '*':
		if strings.HasPrefix(rest, "**") && !strings.HasPrefix(rest, "***") && (i == 0 || c.text[i-1] != '*') {
			return "", 2
		}
	case b < ' ' || b == 0x7f:
		return " ", 1
	case b >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(rest)
		if s, ok := visible(r); ok {
			return s, n
		}
	}
	return "", 0
}

// visible returns the clean form of a character that has one of its own.
func visible(r rune) (string, bool) {
	switch r {
	case '“', '„', '‟', '«':
		return string(rune(openDouble)), true
	case '”', '»':
		return string(rune(closeDouble)), true
	case '‘', '‚', '‛':
		return string(rune(openSingle)), true
	case '’', '´', 'ʼ', '′':
		return "'", true
	case '\u2010', '\u2011', '−':
		return "-", true
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff':
		return "", true
	case '\u0085', '\u2028':
		return "\n", true
	case '\u2029':
		return string(rune(breakBlock)), true
	case '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000':
		return " ", true
	}
	switch {
	case r >= '\u2000' && r <= '\u200a':
		return " ", true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
		return "", true
	}
	return "", false
}

// maxEntity is the length of the longest named character reference of HTML with its & and ;.
const maxEntity = 33

// entity decodes a character reference of HTML; one that stands for several characters or none stays.
func entity(rest string) (string, int) {
	end := strings.IndexByte(rest[:min(len(rest), maxEntity)], ';')
	if end < 2 {
		return "", 0
	}
	s := html.UnescapeString(rest[:end+1])
	r, n := utf8.DecodeRuneInString(s)
	if n != len(s) || r == utf8.RuneError {
		return "", 0
	}
	if seen, ok := visible(r); ok {
		return seen, end + 1
	}
	if r < ' ' || r == 0x7f {
		s = " "
	}
	return s, end + 1
}

// label reports whether rest begins the label of a Markdown link, "[words](".
func label(rest string) bool {
	end := strings.IndexAny(rest[1:], "[]\n")
	return end > 0 && strings.HasPrefix(rest[1+end:], "](")
}

// target returns the width of what closes a Markdown link, "](address)", 0 if rest does not begin with it.
func target(rest string) int {
	if !strings.HasPrefix(rest, "](") {
		return 0
	}
	end := strings.IndexAny(rest[2:], ")(] \t\n")
	if end < 1 || rest[2+end] != ')' {
		return 0
	}
	return 2 + end + 1
}
