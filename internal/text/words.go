package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// gap is what stands before a word.
type gap uint8

const (
	joined gap = iota // nothing
	blank             // blanks, among them line ends inside a sentence
	edge              // a line end that no sentence goes across
)

// kind is what the splitter needs to know of a word.
type kind uint8

const (
	plainWord kind = iota
	stop           // the full stop of a sentence
	terminal       // ? or !, repeated or mixed
	ellipsis
	short        // a word with its own full stop, which may end a sentence as well
	title        // a word with its own full stop, which never ends one
	opener       // a double quotation mark that opens
	closer       // one that closes
	openerSingle // a single one
	closerSingle
	bracket
	unbracket
	dash
	punct
)

// word is a token in the clean text.
type word struct {
	start, end int
	gap        gap
	kind       kind
}

// scanner cuts clean text into words.
type scanner struct {
	s     string
	words []word
	gap   gap // before the next word
}

// emit adds the word s[start:end].
func (t *scanner) emit(start, end int, k kind) {
	t.words = append(t.words, word{start, end, t.gap, k})
	t.gap = joined
}

// scan cuts s[i:end], which holds no blank.
func (t *scanner) scan(i, end int) {
	mail := strings.IndexByte(t.s[i:end], '@') > 0
	for i < end {
		if next := t.address(i, end, mail); next > i {
			i = next
			continue
		}
		if wordy(t.s, i) || t.abridged(i, end) {
			i = t.word(i, end)
		} else {
			i = t.mark(i, end)
		}
	}
}

// wordy reports whether a letter, a digit or a broken byte is at i.
func wordy(s string, i int) bool {
	if b := s[i]; b < utf8.RuneSelf {
		return isASCIIAlnum(b)
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return r == utf8.RuneError || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

func isASCIIAlnum(b byte) bool { return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z' }
func isDigit(b byte) bool      { return '0' <= b && b <= '9' }
func isUpper(b byte) bool      { return 'A' <= b && b <= 'Z' }

// abridged reports whether an apostrophe at i stands for left-out letters or digits: '90s, 'em, or a clitic that stands
// alone.
func (t *scanner) abridged(i, end int) bool {
	if t.s[i] != '\'' || i+1 == end {
		return false
	}
	j := i + 1
	for j < end && isASCIIAlnum(t.s[j]) {
		j++
	}
	if rest := t.s[i+1 : j]; rest != "" {
		return isDigit(rest[0]) && len(rest) <= 3 && (j == end || t.s[j] != '\'') || elisions[strings.ToLower(rest)]
	}
	return false
}

// address takes an Internet address, a mail address or a handle at i and returns its end, i if there is none. Mail says
// whether an @ is about.
func (t *scanner) address(i, end int, mail bool) int {
	s := t.s[i:end]
	switch {
	case hasPrefixFold(s, "http://"), hasPrefixFold(s, "https://"), hasPrefixFold(s, "www."):
	case (s[0] == '@' || s[0] == '#') && len(s) > 1 && (s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z' || s[1] == '_'):
		n := 1
		for n < len(s) && (isASCIIAlnum(s[n]) || s[n] == '_') {
			n++
		}
		t.emit(i, i+n, plainWord)
		return i + n
	case mail:
		n := mailAddress(s)
		if n > 0 {
			t.emit(i, i+n, plainWord)
		}
		return i + n
	default:
		return i
	}
	n := strings.IndexAny(s, "\x01\x02\"<>|")
	if n < 0 {
		n = len(s)
	}
	n = len(strings.TrimRight(s[:n], ".,;:!?)]}'*"))
	t.emit(i, i+n, plainWord)
	return i + n
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) > len(prefix) && s[0]|0x20 == prefix[0] && strings.EqualFold(s[:len(prefix)], prefix)
}

// mailAddress is the width of the mail address that begins s, 0 if there is none.
func mailAddress(s string) int {
	at := 0
	for at < min(len(s), 64) && (isASCIIAlnum(s[at]) || strings.IndexByte("._-+%", s[at]) >= 0) {
		at++
	}
	if at == 0 || at == len(s) || s[at] != '@' {
		return 0
	}
	n := at + 1
	for n < len(s) && (isASCIIAlnum(s[n]) || s[n] == '.' || s[n] == '-') {
		n++
	}
	host := strings.TrimRight(s[at+1:n], ".-")
	if host == "" {
		return 0
	}
	return at + 1 + len(host)
}
