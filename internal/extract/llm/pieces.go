package llm

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/text"
)

const (
	maxPassage = 4000  // bytes of a paragraph; a longer one is cut between sentences
	maxPiece   = 12000 // bytes of the paragraphs sent at once
	maxBefore  = 1500  // bytes of what stands before them, sent for its names
)

// passage is a paragraph, or a part of an overlong one. Passages are numbered from 1 in the order of the text.
type passage struct {
	number     int
	start, end int // bytes of the document
}

// passages cuts a text into its passages, which cover every sentence.
func passages(d text.Doc) []passage {
	var out []passage
	add := func(start, end int) {
		if end > start && end-start <= 2*maxPassage { // a single word longer than that is no language
			out = append(out, passage{len(out) + 1, start, end})
		}
	}
	for _, p := range d.Paragraphs {
		start, end := p.Start, p.Start
		grow := func(from, to int) {
			if to-start > maxPassage && end > start {
				add(start, end)
				start = from
			}
			end = to
		}
		for _, s := range d.Sentences[p.First:p.Last] {
			if s.End-s.Start <= maxPassage {
				grow(s.Start, s.End)
				continue
			}
			for _, t := range s.Tokens {
				grow(t.Start, t.End)
			}
		}
		add(start, end)
	}
	return out
}

// piece is a run of passages that is sent at once, never empty.
type piece []passage

// cut puts passages together to pieces.
func cut(all []passage) []piece {
	var out []piece
	size := maxPiece
	for _, p := range all {
		if size += p.end - p.start; size > maxPiece {
			out, size = append(out, nil), p.end-p.start
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// lead is the end of a text, as far as it serves: whole words, not too many.
func lead(content string) string {
	if len(content) > maxBefore {
		content = content[len(content)-maxBefore:]
		content = content[max(strings.IndexFunc(content, unicode.IsSpace), 0):]
	}
	return strings.ToValidUTF8(strings.TrimSpace(content), "")
}

// halve divides a piece in two; false if it is one passage.
func (p piece) halve() (first, second piece, ok bool) {
	if len(p) < 2 {
		return p, nil, false
	}
	return p[:len(p)/2], p[len(p)/2:], true
}

// flat is a stretch of a document in which every run of blanks is one space, so that words are found however their lines
// are broken.
type flat struct {
	text string
	at   []int // where in the document each byte of text stands
}

func flatten(document string, start, end int) flat {
	var b strings.Builder
	at := make([]int, 0, end-start)
	blank := true // none at the start
	for i := start; i < end; {
		r, n := utf8.DecodeRuneInString(document[i:end])
		if !unicode.IsSpace(r) {
			b.WriteString(document[i : i+n])
			for k := range n {
				at = append(at, i+k)
			}
		} else if !blank {
			b.WriteByte(' ')
			at = append(at, i)
		}
		blank = unicode.IsSpace(r)
		i += n
	}
	return flat{b.String(), at}
}

// find is where in the document words first stand, whole words and in this spelling; blanks don't count.
func (f flat) find(words string) (start, end int, ok bool) {
	words = squeeze(words)
	i := f.index(words, 0)
	if i < 0 {
		return 0, 0, false
	}
	return f.at[i], f.at[i+len(words)-1] + 1, true
}

// has reports whether words stand in the text.
func (f flat) has(words string) bool { return f.index(squeeze(words), 0) >= 0 }

// once reports whether words stand in the text exactly once.
func (f flat) once(words string) bool {
	words = squeeze(words)
	i := f.index(words, 0)
	return i >= 0 && f.index(words, i+len(words)) < 0
}

// index is the first byte of f.text from which squeezed words stand as whole words, not before from; -1 if none.
func (f flat) index(words string, from int) int {
	if words == "" {
		return -1
	}
	for {
		i := strings.Index(f.text[from:], words)
		if i < 0 {
			return -1
		}
		i += from
		if !inWord(f.text, i) && !inWord(f.text, i+len(words)) {
			return i
		}
		_, n := utf8.DecodeRuneInString(f.text[i:])
		from = i + n
	}
}

// inWord reports whether byte i of s stands between two letters or digits.
func inWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return wordRune(before) && wordRune(after)
}

func wordRune(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// squeeze makes every run of blanks one space, and takes those at the ends away.
func squeeze(s string) string { return strings.Join(strings.FieldsFunc(s, unicode.IsSpace), " ") }

// lowered is a text in small letters; only good for asking what it has.
func lowered(f flat) flat { return flat{text: strings.ToLower(f.text)} }
