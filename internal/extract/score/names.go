package score

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

//go:embed spellings.tsv
var spellingsFile string

// spellings leads from a folded name to the folded name that stands for it.
type spellings map[string]string

// loadSpellings reads the frozen table: a name a line, then its other spellings, divided by tabs.
func loadSpellings() spellings {
	table := spellings{}
	for line := range strings.Lines(spellingsFile) {
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for _, s := range fields[1:] {
			table[s] = fields[0]
		}
	}
	return table
}

// caseFold is the full case folding of Unicode.
func caseFold(s string) string { return cases.Fold().String(s) }

// fold takes accents, case, kinds of hyphen and apostrophe, surplus blanks and a leading article from a name.
func fold(name string) string {
	var b strings.Builder
	decomposed := norm.NFKD.String(name)
	for i, r := range decomposed {
		if norm.NFKD.PropertiesString(decomposed[i:]).CCC() == 0 {
			b.WriteRune(r)
		}
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case r >= '\u2010' && r <= '\u2015':
			return '-'
		case r == '‘' || r == '’' || r == '`':
			return '\''
		}
		return r
	}, caseFold(b.String()))
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f }), " ")
	return strings.TrimPrefix(s, "the ")
}

// same is the name that stands for s, s itself if none does.
func (n spellings) same(s string) string {
	if t, ok := n[s]; ok {
		return t
	}
	return s
}

// A conflict is named by two parties, whatever it is called.
var conflictName = regexp.MustCompile(`^(.+?)-(.+?) (?:conflict|war|dispute|crisis)$`)

// normal is the one form of all spellings of a name. The parties of a conflict are put in order.
func (n spellings) normal(name string) string {
	s := n.same(n.same(fold(name)))
	for _, r := range respellings {
		s = r.apply(s)
	}
	if m := conflictName.FindStringSubmatch(s); m != nil {
		parties := []string{n.same(m[1]), n.same(m[2])}
		slices.Sort(parties)
		return strings.Join(parties, "-") + " conflict"
	}
	return s
}

// respelling replaces parts of words that are transliterated in several ways.
type respelling struct {
	from               []string
	to                 string
	inside, start, end bool // after a letter a to z; at the start, at the end of a word
}

var respellings = []respelling{
	{from: []string{"iy", "yy", "ij"}, to: "y", inside: true, end: true},
	{from: []string{"ei"}, to: "ey", inside: true, end: true},
	{from: []string{"yury"}, to: "yuri", start: true, end: true},
	{from: []string{"aleks"}, to: "alex", start: true},
	{from: []string{"dmitri"}, to: "dmitry", start: true, end: true},
	{from: []string{"mohamed", "muhammad", "mohammad", "muhammed"}, to: "mohammed", start: true, end: true},
	{from: []string{"al-", "el-"}, to: "al ", start: true},
}

// apply replaces every occurrence in s, from the left.
func (r respelling) apply(s string) string {
	var b strings.Builder
	done, before := 0, rune(0)
	for i, c := range s {
		if n := r.at(s, i, before); i >= done && n > 0 {
			b.WriteString(r.to)
			done = i + n
		}
		if i >= done {
			b.WriteRune(c)
		}
		before = c
	}
	return b.String()
}

// at is the width of the part of s at i that is to be replaced, 0 if none; before is the character before it.
func (r respelling) at(s string, i int, before rune) int {
	if r.inside && (before < 'a' || before > 'z') || r.start && isWord(before) {
		return 0
	}
	for _, f := range r.from {
		if !strings.HasPrefix(s[i:], f) {
			continue
		}
		next, _ := firstRune(s[i+len(f):])
		if !r.end || !isWord(next) {
			return len(f)
		}
	}
	return 0
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}
