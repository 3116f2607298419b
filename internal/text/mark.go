package text

import (
	"strings"
	"unicode/utf8"
)

// mark takes the punctuation or symbol at i and returns its end. Repeated marks are one.
func (t *scanner) mark(i, end int) int {
	s := t.s
	b := s[i]
	if b >= utf8.RuneSelf {
		return t.wideMark(i)
	}
	j := i + 1
	for j < end && s[j] == b && strings.IndexByte(".-*=_#~!?", b) >= 0 {
		j++
	}
	k := punct
	switch b {
	case '.':
		if k = stop; j-i > 1 {
			k = ellipsis
		}
	case '!', '?':
		k = terminal
		for j < end && (s[j] == '!' || s[j] == '?') {
			j++
		}
	case openDouble:
		k = opener
	case closeDouble:
		k = closer
	case '"':
		k = t.direction(i, end)
	case '\'', '`':
		if j < end && s[j] == b {
			j++
			k = t.direction(i, end)
			break
		}
		k = t.direction(i, end)
		if k == opener || k == closer {
			k = quoteOf[k]
		}
	case openSingle:
		k = bracket
	case '(', '[', '{':
		k = bracket
	case ')', ']', '}':
		k = unbracket
	case '-':
		if j-i > 1 || t.gap != joined && j == end {
			k = dash
		} else if t.gap != joined && j < end && isDigit(s[j]) {
			return t.word1(i, end)
		}
	case '+':
		if j < end && isDigit(s[j]) && t.gap != joined {
			return t.word1(i, end)
		}
	case ':', ';':
		j = i + face(s[i:end])
	}
	t.emit(i, j, k)
	return j
}

// quoteOf maps directions of a single quotation mark to what brackets do: they don't open quotations.
var quoteOf = map[kind]kind{opener: bracket, closer: unbracket}

// word1 takes a signed number.
func (t *scanner) word1(i, end int) int {
	j := t.wordEnd(i+1, end)
	t.emit(i, j, plainWord)
	return j
}

// face is the width of a typed face such as :-) or of the colon alone.
func face(s string) int {
	n := 1
	if n < len(s) && s[n] == '-' {
		n++
	}
	if n < len(s) && (s[n] == ')' || s[n] == '(') && n+1 == len(s) {
		return n + 1
	}
	return 1
}

// direction says whether the straight quotation mark at i opens or closes: blanks and brackets stand outside.
func (t *scanner) direction(i, end int) kind {
	before := t.gap != joined
	if !before && len(t.words) > 0 {
		switch t.words[len(t.words)-1].kind {
		case bracket, opener, dash:
			before = true
		}
	}
	if after := i+1 >= end; before && !after {
		return opener
	}
	return closer
}

// wideMark takes a mark outside ASCII.
func (t *scanner) wideMark(i int) int {
	r, n := utf8.DecodeRuneInString(t.s[i:])
	k := punct
	switch {
	case r == '…':
		k = ellipsis
		for strings.HasPrefix(t.s[i+n:], "…") || strings.HasPrefix(t.s[i+n:], ".") {
			_, w := utf8.DecodeRuneInString(t.s[i+n:])
			n += w
		}
	case r >= '\u2012' && r <= '\u2015':
		k = dash
	case r == '。' || r == '！' || r == '？' || r == '؟' || r == '۔' || r == '।':
		k = stop
	}
	t.emit(i, i+n, k)
	return i + n
}
