package facts

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Shape is how a word is written, as far as names care.
type Shape byte

// The shapes, from the least to the most demanding.
const (
	Lower   Shape = 'l' // no capital that matters: "ministry", "12"
	Capital Shape = 'C' // capital first: "Turkey"
	Mixed   Shape = 'M' // several capitals among small letters: "CoE"
	Upper   Shape = 'U' // capitals only: "US", "U.N.", "G7"
)

// Satisfies reports whether a word written in shape s may be read as a name that is written in shape want. All-capital
// text (headlines) satisfies every shape; a small letter never satisfies a capital.
func (s Shape) Satisfies(want Shape) bool {
	switch want {
	case Lower:
		return true
	case Capital:
		return s != Lower
	case Mixed:
		return s == Mixed || s == Upper
	}
	return s == Upper
}

// Piece is a folded word or part of a word.
type Piece struct {
	Key   string // small letters and digits, without accents, apostrophes and full stops; or one punctuation mark
	Shape Shape
}

// Fold appends the pieces of one word or phrase to dst. Spaces, hyphens, slashes, brackets and en dashes part pieces and
// vanish; the possessive "'s" is a piece of its own, "s"; "&" is "and"; a comma or any other mark is a piece, so that no
// name reaches across it.
func Fold(dst []Piece, phrase string) []Piece {
	phrase = plain(phrase)
	for start := 0; start < len(phrase); {
		c := phrase[start]
		switch {
		case partsPieces(c):
			start++
			continue
		case c == '&':
			dst = append(dst, Piece{"and", Lower})
			start++
			continue
		case !inPiece(c):
			_, width := utf8.DecodeRuneInString(phrase[start:])
			dst = append(dst, Piece{phrase[start : start+width], Lower})
			start += width
			continue
		}
		end := start
		for end < len(phrase) && inPiece(phrase[end]) {
			end++
		}
		dst = appendWord(dst, phrase[start:end])
		start = end
	}
	return dst
}

// Key is the folded form of a phrase: its pieces joined by a space.
func Key(phrase string) string {
	var b strings.Builder
	for i, p := range Fold(nil, phrase) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.Key)
	}
	return b.String()
}

func partsPieces(c byte) bool {
	return c == ' ' || c == '-' || c == '/' || c == '(' || c == ')' || c == '\t' || c == '\n'
}

func inPiece(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '\'' || c == '+'
}

// appendWord appends a run of letters, digits, full stops and apostrophes: one piece, and "s" after it for "'s".
func appendWord(dst []Piece, w string) []Piece {
	possessive := false
	if n := len(w); n >= 2 && w[n-2] == '\'' && (w[n-1] == 's' || w[n-1] == 'S') {
		w, possessive = w[:n-2], true
	}
	if p, ok := fromASCII(w); ok {
		dst = append(dst, p)
	}
	if possessive {
		dst = append(dst, Piece{"s", Lower})
	}
	return dst
}

func fromASCII(w string) (Piece, bool) {
	upper, lower, digits, first, simple := 0, 0, 0, false, true
	for i := range len(w) {
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			upper++
			first = first || lower == 0
			simple = false
		case c >= 'a' && c <= 'z':
			lower++
		case c == '.' || c == '\'':
			simple = false
		default:
			digits++
		}
	}
	if upper+lower+digits == 0 {
		return Piece{}, false
	}
	shape := Lower
	switch {
	case upper > 0 && lower == 0:
		shape = Upper
	case upper > 1 && first && lower < 4:
		shape = Mixed
	case upper > 0:
		shape = Capital
	}
	if simple {
		return Piece{w, shape}, true
	}
	b := make([]byte, 0, len(w))
	for i := range len(w) {
		switch c := w[i]; {
		case c >= 'A' && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c != '.' && c != '\'':
			b = append(b, c)
		}
	}
	return Piece{string(b), shape}, true
}

// plain reduces a phrase to ASCII where that is possible: accents are dropped, dashes and quotes made plain, letters
// without a decomposition written out. What remains foreign stays as it is.
func plain(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch r {
		case '‘', '’', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '`', '´', '′':
			r = '\''
		case '‐', '‑', '‒', '–', '−':
			r = '-'
		}
		if out, ok := letters[r]; ok {
			b.WriteString(out)
		} else if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// letters are those that Unicode does not decompose, as English news writes them.
var letters = map[rune]string{
	'ø': "o", 'Ø': "O", 'ł': "l", 'Ł': "L", 'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D", 'þ': "th", 'Þ': "Th", 'ß': "ss",
	'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe", 'ı': "i", 'ə': "a", 'Ə': "A", 'ħ': "h", 'Ħ': "H", 'ŋ': "ng",
}
