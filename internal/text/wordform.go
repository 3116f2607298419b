package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word takes the word at i, with what is written together but is two words, and returns its end.
func (t *scanner) word(i, end int) int {
	j := t.wordEnd(i, end)
	if j < end && t.s[j] == '$' && j-i <= 3 && isUpper(t.s[i]) { // US$, A$
		t.emit(i, j+1, plainWord)
		return j + 1
	}
	k := plainWord
	stopped := j
	if j < end && t.s[j] == '.' && (j+1 == end || t.s[j+1] != '.') {
		if k = t.shortKind(i, j, end); k != plainWord {
			stopped = j + 1
		}
	}
	for _, cut := range t.cuts(i, j) {
		if cut > i {
			t.emit(i, cut, plainWord)
			i = cut
		}
	}
	t.emit(i, stopped, k)
	return stopped
}

// wordEnd is the end of the word at i: letters and digits, and the marks that may stand between them.
func (t *scanner) wordEnd(i, end int) int {
	s := t.s
	part := i // where the part after the last inner mark begins
	j := i
	if s[j] == '\'' {
		j++
	}
	for j < end {
		b := s[j]
		switch {
		case b >= utf8.RuneSelf:
			if !wordy(s, j) {
				return j
			}
			_, n := utf8.DecodeRuneInString(s[j:])
			j += n
			continue
		case isASCIIAlnum(b) || b == '_':
			j++
			continue
		case j == i || j+1 >= end || !wordy(s, j+1) || !t.inner(i, part, j, end):
			return j
		}
		j++
		part = j
	}
	return j
}

// inner reports whether the mark at j belongs to the word that began at i, with its last part from part.
func (t *scanner) inner(i, part, j, end int) bool {
	s := t.s
	before, after := s[j-1], s[j+1]
	digits := isDigit(before) && isDigit(after)
	switch s[j] {
	case '\'':
		return true
	case '.':
		return digits || !t.glued(part, j, end)
	case ',':
		return digits && digitsAt(s[:end], j+1) == 3
	case ':':
		return digits && digitsAt(s[:end], j+1) == 2
	case '/':
		return digits
	case '&':
		return isUpper(before) && isUpper(after) || j-i == 1
	case '-':
		return t.hyphenated(i, part, j, end)
	}
	return false
}

// glued reports whether the full stop at j ends a sentence though no blank follows: "agreed.The talks".
func (t *scanner) glued(part, j, end int) bool {
	lower := j-part > 1 && t.s[j-1] >= 'a'
	return lower && isUpper(t.s[j+1]) && j+2 < end && t.s[j+2] >= 'a'
}

// digitsAt counts the digits at s[i:].
func digitsAt(s string, i int) int {
	n := 0
	for i+n < len(s) && n < 5 && isDigit(s[i+n]) {
		n++
	}
	return n
}

// hyphenated reports whether the hyphen at j stays inside the word: after prefixes that are no words, and in telephone
// numbers and dates written with digits. Elsewhere hyphens are words of their own.
func (t *scanner) hyphenated(i, part, j, end int) bool {
	s := t.s
	if digitsAt(s[:end], part) == j-part && isDigit(s[j+1]) {
		n := digitsAt(s[:end], j+1)
		next := j + 1 + n
		switch {
		case part > i && s[part-1] == '-': // the third group
			return true
		case next+1 < end && s[next] == '-' && isDigit(s[next+1]): // more groups to come
			return true
		}
		return j-part == 3 && n == 4
	}
	return part == i && j-i <= 7 && prefixes[lowerASCII(s[i:j])]
}

// lowerASCII is s in lower case, without allocation where it is already.
func lowerASCII(s string) string { return strings.ToLower(s) }

// cuts returns where the word s[i:j] is divided: before clitics, inside "cannot", between a number and its unit.
func (t *scanner) cuts(i, j int) []int {
	w := t.s[i:j]
	n := len(w)
	if n < 2 {
		return nil
	}
	if isDigit(w[0]) {
		if isDigit(w[n-1]) {
			return nil
		}
		d := strings.TrimLeft(w, "0123456789.,:")
		if units[d] {
			return []int{j - len(d)}
		}
	}
	if a := strings.LastIndexByte(w, '\''); a > 0 {
		tail := w[a+1:]
		switch {
		case len(tail) == 1 && tail[0]|0x20 == 't' && w[a-1]|0x20 == 'n' && a > 1:
			return []int{i + a - 1}
		case clitics[strings.ToLower(tail)]:
			if a > 3 && w[a-2] == '\'' || strings.HasSuffix(strings.ToLower(w[:a]), "n't") { // wouldn't've
				return []int{i + a - 3, i + a}
			}
			return []int{i + a}
		}
		return nil
	}
	if at, ok := fused[strings.ToLower(w)]; ok && n <= 7 {
		return []int{i + at}
	}
	return nil
}

// shortKind says whether the full stop at j belongs to the word s[i:j], and whether a sentence may end there;
// plainWord if it is a full stop alone.
func (t *scanner) shortKind(i, j, end int) kind {
	w := t.s[i:j]
	if cut := strings.LastIndexByte(w, '-'); cut >= 0 {
		w = w[cut+1:]
	}
	if w == "" || len(w) > 12 {
		return plainWord
	}
	next := t.following(j + 1)
	if isDigit(w[0]) {
		return plainWord
	}
	if strings.IndexByte(w, '.') > 0 {
		if acronym(w) {
			return short
		}
		return plainWord
	}
	if utf8.RuneCountInString(w) == 1 {
		r, _ := utf8.DecodeRuneInString(w)
		n, _ := utf8.DecodeRuneInString(next)
		if unicode.IsUpper(r) && w != "I" && (unicode.IsUpper(n) && !starts(next) || t.followedByMark(j+1)) {
			return short
		}
		return plainWord
	}
	switch c := abbreviations[w]; c {
	case beforeNumber:
		if next != "" && isDigit(next[0]) {
			return title
		}
		return plainWord
	case neverLast:
		return title
	case maybeLast:
		return short
	}
	return plainWord
}

// starts reports whether the text begins with a word that begins sentences.
func starts(text string) bool {
	n := 0
	for n < min(len(text), 10) && isASCIIAlnum(text[n]) {
		n++
	}
	return starters[text[:n]] && (n == len(text) || text[n] != '.')
}

// followedByMark reports whether a comma or the like stands right at p: what precedes was no end of a sentence.
func (t *scanner) followedByMark(p int) bool {
	return p < len(t.s) && strings.IndexByte(",;:'", t.s[p]) >= 0
}

// following is the text after the blanks at p.
func (t *scanner) following(p int) string {
	for p < len(t.s) && isBlank(t.s[p]) {
		p++
	}
	return t.s[p:]
}

func isBlank(b byte) bool { return b == ' ' || b == '\n' || b == '\t' || b == breakBlock }

// acronym reports whether w is letters with full stops between, "U.S", "a.m", "Ph.D".
func acronym(w string) bool {
	for len(w) > 0 {
		n := strings.IndexByte(w, '.')
		if n < 0 {
			n = len(w)
		}
		if n == 0 || utf8.RuneCountInString(w[:n]) > 2 || !wordy(w, 0) || isDigit(w[0]) {
			return false
		}
		w = strings.TrimPrefix(w[n:], ".")
	}
	return true
}
