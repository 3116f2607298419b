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
	for j < end && s[j] == b && strings.IndexByte(".-*=_#~!?$<>", b) >= 0 {
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
		if j+1 == end && s[j] == '.' {
			j++
		}
	case openDouble:
		k = opener
	case closeDouble:
		k = closer
	case '"':
		k = t.direction(i, j, end)
	case '\'', '`':
		if j < end && s[j] == b { // two for a double one
			j++
			k = t.direction(i, j, end)
			break
		}
		if k = openerSingle; t.direction(i, j, end) == closer {
			k = t.apostrophe(j)
		}
	case openSingle:
		k = openerSingle
	case '(', '[', '{':
		k = bracket
	case ')', ']', '}':
		k = unbracket
	case '-':
		if j-i > 1 || t.gap != joined && j == end {
			k = dash
		} else if t.gap != joined && j < end && isDigit(s[j]) {
			return t.signed(i, end)
		}
	case '+':
		if j < end && isDigit(s[j]) && t.gap != joined {
			return t.signed(i, end)
		}
	case ':', ';':
		j = i + face(s[i:end])
	}
	t.emit(i, j, k)
	return j
}

// signed takes a number with its sign.
func (t *scanner) signed(i, end int) int {
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

// direction says whether the straight quotation mark s[i:j] opens or closes: blanks and brackets stand outside.
func (t *scanner) direction(i, j, end int) kind {
	outside := t.gap != joined || len(t.words) == 0
	if !outside {
		switch t.words[len(t.words)-1].kind {
		case bracket, opener, openerSingle, dash:
			outside = true
		}
	}
	if outside && j < end {
		return opener
	}
	return closer
}

// apostrophe says whether the mark that ends at j closes a quotation or makes the plural before it a possessive, as it
// does when a word in lower case follows.
func (t *scanner) apostrophe(j int) kind {
	if t.gap != joined || len(t.words) == 0 {
		return closerSingle
	}
	last := t.s[t.words[len(t.words)-1].end-1]
	if next := t.following(j); (last == 's' || last == 'S') && next != "" && 'a' <= next[0] && next[0] <= 'z' {
		return punct
	}
	return closerSingle
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
