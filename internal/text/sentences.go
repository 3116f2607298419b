package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// builder collects the parts of a Doc.
type builder struct {
	s      string
	places cursor
	doc    Doc
	scan   scanner // its words are those of the paragraph at hand
	quote  quotation
}

// paragraph cuts one paragraph and adds it to the Doc.
func (b *builder) paragraph(p block) {
	b.scan = scanner{s: b.s[:p.end], words: b.scan.words[:0]}
	tabs := b.chunks(p)
	ws := b.scan.words
	if len(ws) == 0 {
		return
	}
	par := Paragraph{First: len(b.doc.Sentences)}
	index := len(b.doc.Paragraphs)
	tokens := make([]Token, 0, len(ws))
	lead := b.lead(ws)
	b.quote.enter(ws[0].kind, &b.doc)
	for i := 0; i < len(ws); {
		end := b.sentenceEnd(ws, i, i+lead+1)
		s := Sentence{Paragraph: index, InQuote: b.quote.open()}
		first := len(tokens)
		for k := i; k < end; k++ {
			tokens = append(tokens, b.token(ws[k]))
			b.quote.take(ws[k].kind, tokens[k], &b.doc)
		}
		s.Tokens = tokens[first:len(tokens):len(tokens)]
		s.Start, s.End = s.Tokens[0].Start, s.Tokens[len(s.Tokens)-1].End
		s.Lead = min(lead, len(s.Tokens)-1)
		s.Table = tabs
		b.doc.Sentences = append(b.doc.Sentences, s)
		if i = end; i < len(ws) {
			lead = b.itemMark(ws[i:])
		}
	}
	par.Last = len(b.doc.Sentences)
	par.Start, par.End = b.doc.Sentences[par.First].Start, b.doc.Sentences[par.Last-1].End
	b.doc.Paragraphs = append(b.doc.Paragraphs, par)
	b.classify(par)
}

// chunks scans the words of a paragraph and reports whether it looks like a table: columns divided by tabs or bars.
func (b *builder) chunks(p block) (table bool) {
	s := b.s[:p.end]
	columns := 0
	for i := p.start; i < p.end; {
		if isBlank(s[i]) {
			b.scan.gap = max(b.scan.gap, blank)
			if s[i] == '\n' && len(b.scan.words) > 0 && p.divides(s, i) {
				b.scan.gap = edge
			}
			if s[i] == '\t' && len(b.scan.words) > 0 {
				columns++
			}
			i++
			continue
		}
		if s[i] == '|' {
			columns++
		}
		n := strings.IndexAny(s[i:], " \n\t")
		if n < 0 {
			n = p.end - i
		}
		b.scan.scan(i, i+n)
		i += n
	}
	return columns >= 3
}

// token translates a word to its place in the original.
func (b *builder) token(w word) Token {
	from, to := b.places.span(w.start, w.end)
	t := b.s[w.start:w.end]
	if t[0] <= openSingle {
		t = plainQuote[t[0]]
	}
	return Token{t, from, to}
}

// plainQuote spells the marks of the clean text.
var plainQuote = [...]string{"", `"`, `"`, "'"}

// sentenceEnd returns where the sentence of ws that begins at i ends; it does not end before word from.
func (b *builder) sentenceEnd(ws []word, i, from int) int {
	for k := i; k < len(ws)-1; k++ {
		if ws[k+1].gap == edge {
			return k + 1
		}
		switch ws[k].kind {
		case stop, terminal, ellipsis, short:
			end := k + 1
			for end < len(ws) && ws[end].gap != edge && b.closes(ws, end) {
				end++
			}
			if end == len(ws) || end >= from && b.begins(ws, k, end) {
				return end
			}
		}
	}
	return len(ws)
}

// closes reports whether word k, after the end of a sentence, still belongs to it.
func (b *builder) closes(ws []word, k int) bool {
	switch ws[k].kind {
	case closer, closerSingle, unbracket:
		return true
	case stop, terminal, ellipsis:
		return ws[k].gap == joined
	}
	return false
}

// begins reports whether a sentence begins at word n, after the mark at word k and what closes it.
func (b *builder) begins(ws []word, k, n int) bool {
	next := ws[n]
	if next.gap == edge {
		return true
	}
	text := b.s[next.start:next.end]
	first, _ := utf8.DecodeRuneInString(text)
	if next.gap == joined {
		ideographic := b.s[ws[k].start] >= utf8.RuneSelf
		return ws[k].kind == stop && n == k+1 && (ideographic || unicode.IsUpper(first) && len(text) > 1)
	}
	if quoted := next.kind == opener || next.kind == openerSingle; quoted || next.kind == bracket {
		if n+1 == len(ws) {
			return true
		}
		first, _ = utf8.DecodeRuneInString(b.s[ws[n+1].start:ws[n+1].end])
		if !quoted && !unicode.IsUpper(first) {
			return ws[k].kind == stop
		}
	}
	switch ws[k].kind {
	case stop:
		return !unicode.IsLower(first) || n == k+1 || next.kind == opener
	case terminal:
		if n == k+1 {
			return next.kind != punct && next.kind != dash
		}
		return !unicode.IsLower(first) && next.kind != punct && next.kind != dash && !b.reported(ws[n:])
	case ellipsis:
		return unicode.IsUpper(first) && text != "I"
	}
	return next.kind == opener || starters[text] && !b.initial(ws[k])
}

// initial reports whether w is a single letter with its full stop.
func (b *builder) initial(w word) bool { return w.end-w.start == 2 }

// reported reports whether ws begins with who says: a name or pronoun and a verb of saying.
func (b *builder) reported(ws []word) bool {
	for k := range min(len(ws), 8) {
		text := b.s[ws[k].start:ws[k].end]
		if reporting[text] {
			return k > 0
		}
		if first, _ := utf8.DecodeRuneInString(text); !unicode.IsUpper(first) && !particles[text] {
			return false
		}
	}
	return false
}
