// Package features turns a word into the numbers that the parser's network looks up: the
// ids of its normalised form, of its affixes and of its shape.
package features

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The kinds of feature, in the order in which Vocabulary and Ids hold them.
const (
	Word = iota
	Suffix2
	Suffix3
	Suffix4
	Prefix3
	Shape
	Kinds
)

// Ids holds one id for every kind of feature. Id 0 is "not in the vocabulary".
type Ids [Kinds]int32

// Vocabulary knows the values of each kind of feature. It is immutable once built.
type Vocabulary struct {
	values [Kinds][]string
	ids    [Kinds]map[string]int32
}

// New builds a vocabulary from the values of each kind; the first value gets id 1.
func New(values [Kinds][]string) *Vocabulary {
	v := &Vocabulary{values: values}
	for kind, list := range values {
		v.ids[kind] = make(map[string]int32, len(list))
		for i, value := range list {
			v.ids[kind][value] = int32(i + 1)
		}
	}
	return v
}

// Count collects the values that occur at least least[kind] times among the words of
// sentences: the most frequent first, equally frequent ones in alphabetical order.
func Count(sentences [][]string, least [Kinds]int) *Vocabulary {
	var counts [Kinds]map[string]int
	for kind := range counts {
		counts[kind] = make(map[string]int)
	}
	for _, words := range sentences {
		for _, word := range words {
			for kind, value := range split(word) {
				counts[kind][value]++
			}
		}
	}
	var values [Kinds][]string
	for kind, count := range counts {
		for value, n := range count {
			if n >= least[kind] {
				values[kind] = append(values[kind], value)
			}
		}
		slices.SortFunc(values[kind], func(a, b string) int {
			if count[a] != count[b] {
				return count[b] - count[a]
			}
			return strings.Compare(a, b)
		})
	}
	return New(values)
}

// Values lists the values of one kind; the first has id 1. Callers must not change it.
func (v *Vocabulary) Values(kind int) []string { return v.values[kind] }

// Size is the number of ids of one kind, the unknown one included.
func (v *Vocabulary) Size(kind int) int { return len(v.values[kind]) + 1 }

// Ids looks up a word, which may be any bytes.
func (v *Vocabulary) Ids(word string) Ids {
	var ids Ids
	for kind, value := range split(word) {
		ids[kind] = v.ids[kind][value]
	}
	return ids
}

// split gives a word's value for every kind of feature.
func split(word string) [Kinds]string {
	form := normalise(word)
	lower := strings.ToLower(form)
	return [Kinds]string{
		Word:    lower,
		Suffix2: last(lower, 2),
		Suffix3: last(lower, 3),
		Suffix4: last(lower, 4),
		Prefix3: first(lower, 3),
		Shape:   shape(form),
	}
}

// normalise makes one of the ways to write the same thing: curly and straight quotes,
// dashes of all lengths, the digits.
func normalise(word string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return '0'
		case r < utf8.RuneSelf:
			return r
		case r == '‘' || r == '’' || r == '`' || r == '´':
			return '\''
		case r == '“' || r == '”' || r == '„' || r == '«' || r == '»':
			return '"'
		case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '−':
			return '-'
		case unicode.IsDigit(r):
			return '0'
		}
		return r
	}, word)
}

func first(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func last(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// maxShape bounds a shape in bytes: what follows tells nothing more.
const maxShape = 8

// shape writes X, x and 0 for upper case, other letters and digits, at most twice in a row.
func shape(form string) string {
	var b strings.Builder
	var before, last rune
	for _, r := range form {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		}
		if before == r && last == r { // two of a kind stand for any number
			continue
		}
		if b.Len() >= maxShape {
			break
		}
		b.WriteRune(r)
		before, last = last, r
	}
	return b.String()
}
