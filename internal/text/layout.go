package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of what is taken for a dateline and a headline, in tokens.
const (
	maxDateline = 16
	maxHeadline = 24
	maxCaption  = 60
)

// lead is how many words at the start of a paragraph are no part of its first sentence.
func (b *builder) lead(ws []word) int {
	if n := b.itemMark(ws); n > 0 {
		return n
	}
	return b.dateline(ws)
}

// itemMark is how many words mark the line as an item of a list or a heading.
func (b *builder) itemMark(ws []word) int {
	n := bullet(b.s[ws[0].start:])
	k := 0
	for n > 0 && k < len(ws) && ws[k].end <= ws[0].start+n {
		k++
	}
	return k
}

// dateline is how many words are the place, date and agency before the dash that opens a report.
func (b *builder) dateline(ws []word) int {
	named := false
	for k := 0; k < min(len(ws), maxDateline); k++ {
		w := ws[k]
		text := b.s[w.start:w.end]
		if k > 0 && (w.kind == dash || text == "-") && w.gap != joined {
			follows := k+1 < len(ws) && ws[k+1].gap == blank
			first, _ := utf8.DecodeRuneInString(b.s[ws[min(k+1, len(ws)-1)].start:])
			if follows && !unicode.IsLower(first) && (named || k <= 3 && len(b.doc.Sentences) <= 1 && len(ws) > 12 && b.place(ws[:k])) {
				return k + 1
			}
			return 0
		}
		first, _ := utf8.DecodeRuneInString(text)
		switch {
		case w.kind == bracket:
			named = named || b.agency(ws[k+1:])
		case months[text], k == 0 && capitals(text), text == "Reuters", text == "AFP":
			named = true
		case unicode.IsUpper(first), isDigit(text[0]), w.kind == unbracket, len(text) <= 3 && w.kind != terminal && w.kind != opener:
		default:
			return 0
		}
	}
	return 0
}

// place reports whether ws could name a place: capitalised words and commas.
func (b *builder) place(ws []word) bool {
	for _, w := range ws {
		first, _ := utf8.DecodeRuneInString(b.s[w.start:w.end])
		if !unicode.IsUpper(first) && first != ',' {
			return false
		}
	}
	return true
}

// agency reports whether ws begins with one or two capitalised words and a closing bracket.
func (b *builder) agency(ws []word) bool {
	for k := range min(len(ws), 4) {
		if ws[k].kind == unbracket {
			return k > 0
		}
		if first, _ := utf8.DecodeRuneInString(b.s[ws[k].start:ws[k].end]); !unicode.IsUpper(first) && ws[k].end-ws[k].start > 1 {
			return false
		}
	}
	return false
}

// capitals reports whether w is a word of three or more capital letters.
func capitals(w string) bool {
	for i := range len(w) {
		if w[i] < utf8.RuneSelf && !isUpper(w[i]) {
			return false
		}
	}
	return len(w) >= 3
}

// months as datelines have them.
var months = words(`January February March April May June July August September October November December Jan. Feb. Mar.
	Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. JANUARY FEBRUARY MARCH APRIL JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER
	DECEMBER`)

// classify marks the headlines and captions among the sentences of the paragraph.
func (b *builder) classify(p Paragraph) {
	for k := p.First; k < p.Last; k++ {
		s := &b.doc.Sentences[k]
		last := s.Tokens[len(s.Tokens)-1].Text
		heading := s.Lead > 0 && s.Tokens[0].Text[0] == '#'
		alone := p.Last == p.First+1 && s.Lead == 0 && len(s.Tokens) <= maxHeadline && !s.Table && !s.InQuote
		s.Headline = heading || alone && hasLetter(last) && s.Tokens[0].Text != `"`
	}
	if first := b.doc.Sentences[p.First]; p.Last-p.First <= 3 && b.caption(p, first.Tokens) {
		for k := p.First; k < p.Last; k++ {
			b.doc.Sentences[k].Caption, b.doc.Sentences[k].Headline = true, false
		}
	}
}

// caption reports whether a paragraph is the caption or credit of a picture.
func (b *builder) caption(p Paragraph, first []Token) bool {
	n := 0
	for _, s := range b.doc.Sentences[p.First:p.Last] {
		n += len(s.Tokens)
	}
	if n > maxCaption {
		return false
	}
	head := strings.ToLower(first[0].Text)
	if second := first[min(1, len(first)-1)].Text; creditWords[head] && (second == ":" || second == "by") ||
		head == "file" && (second == "photo" || second == "picture") {
		return true
	}
	last := b.doc.Sentences[p.Last-1].Tokens
	for k := max(0, len(last)-8); k+1 < len(last); k++ {
		next := last[k+1].Text
		if creditWords[strings.ToLower(last[k].Text)] && (next == ":" || next == "by" || next == "/" || next == "courtesy") && k > 0 {
			return true
		}
		if last[k].Text == "Getty" && next == "Images" || last[k].Text == "/" && (next == "AFP" || next == "Reuters" || next == "AP") {
			return true
		}
	}
	return false
}

// creditWords stand before the maker of a picture.
var creditWords = words(`photo photos photograph picture image images credit caption pic video`)

func hasLetter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}
