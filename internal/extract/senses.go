package extract

import (
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
)

// otherSense says whether a gazetteer name at token i stands for something else here: the U.S. state of Georgia, Michael
// Jordan, the Washington Post, a Turkey sandwich.
func (f finder) otherSense(i int, e gazetteer.Entry) bool {
	prev, next := f.word(i-1), f.word(i+e.Words)
	if prev == "of" && isCapital(f.word(i-2)) && notStates[strings.ToLower(f.word(i-2))] {
		return true
	}
	if e.Class == gazetteer.Demonym && e.Words == 1 && f.word(i) == "American" && (prev == "South" || prev == "Latin" || prev == "Central" || prev == "North") {
		return true
	}
	lower := strings.ToLower(next)
	lex := f.a.rules.lexicon
	if e.Class == gazetteer.StateName || e.Class == gazetteer.Capital || e.Class == gazetteer.Metonym {
		if isCapital(next) && lex.In("media_word", lower) || lower == "post" || lower == "university" {
			return true
		}
		if isCapital(next) && waters[lower] {
			return true // the South China Sea
		}
		if e.Class == gazetteer.Capital && placed[lower] {
			return true // the Minsk agreements
		}
		if e.Words == 1 && isCapital(prev) && isNameWord(prev) && i > 0 && f.isGivenName(prev) {
			return true
		}
	}
	if e.Words > 1 {
		return false
	}
	switch f.word(i) {
	case "Georgia":
		switch prev {
		case ",", "South", "North":
			if prev != "," || isCapital(f.word(i-2)) && !f.isState(i-2) {
				return true
			}
		}
		return lex.In("us_state_word", lower) || lower == "republican" || lower == "democrat"
	case "Jordan", "Chad", "Israel", "Kenya", "Holland", "Paris", "Sydney", "Brooklyn", "Cuba", "Lima", "Jersey", "Victoria", "Georgetown", "Kingston", "Malabo", "Santiago":
		return isNameWord(next) && !f.possessive(i+1) && f.word(i) != "Israel" && f.word(i) != "Kenya" && f.isSurnameLike(next, i+1)
	case "May", "Turkey":
		return false
	}
	return false
}

// waters are what carries the name of a state without being its own: the Taiwan Strait.
var waters = map[string]bool{"sea": true, "strait": true, "straits": true, "ocean": true, "peninsula": true, "gulf": true, "canal": true, "river": true}

// placed are what is named after the city where it was made.
var placed = map[string]bool{"agreement": true, "agreements": true, "accord": true, "accords": true, "protocol": true, "protocols": true, "process": true,
	"declaration": true, "treaty": true, "convention": true, "summit": true, "conference": true, "pact": true, "airport": true, "communique": true, "format": true}

// notStates are what is named after a state without being its own: "the Sea of Japan".
var notStates = map[string]bool{"sea": true, "gulf": true, "strait": true, "straits": true, "bay": true, "university": true}

// divided reads the short names of the two Koreas where the document makes them clear: "both Koreas", "the North's
// launches", and "Korea" where the northern one is not spoken of.
func (f finder) divided(i int) *mention {
	named := f.a.cast.koreas
	m := &mention{kind: stateName, first: i, last: i, head: i, why: "short name"}
	after := f.word(i + 1)
	var ids []diplo.ID
	switch w := f.word(i); w {
	case "Koreas":
		ids, m.why = koreas, "pair of states"
	case "North", "South":
		if (named[0] || named[1]) && strings.EqualFold(f.word(i-1), "the") && !isCapital(after) {
			ids = koreas[:1]
			if w == "South" {
				ids = koreas[1:]
			}
		}
	case "Korea", "Korean":
		if named[0] || isCapital(after) && f.bodyNoun(i+1) == 0 && !f.startsTitle(i+1) {
			return nil
		}
		ids = koreas[1:]
		if w == "Korean" {
			m.kind = demonym
		}
	}
	for _, id := range ids {
		if e, ok := f.a.rules.gaz.Entity(id); ok {
			m.refs = append(m.refs, e.Ref)
		}
	}
	switch len(m.refs) {
	case 0:
		return nil
	case 1:
		return f.body(m)
	}
	return m
}

var koreas = []diplo.ID{"state:KP", "state:KR"}

func (f finder) startsTitle(i int) bool {
	_, n := f.title(i)
	return n > 0
}

// isGivenName says whether a capitalized word before a place name makes a person of it: it is no state, title, demonym
// or beginning of a sentence.
func (f finder) isGivenName(w string) bool {
	return givenNames[strings.ToLower(w)]
}

// givenNames are given names that stand before surnames which are also names of places.
var givenNames = map[string]bool{"michael": true, "george": true, "denzel": true, "vernon": true, "hamilton": true, "kerry": true, "jim": true, "martha": true,
	"booker": true, "barbara": true, "bill": true, "john": true, "robert": true, "david": true, "paul": true, "mary": true, "dinah": true, "peter": true, "jack": true, "irving": true, "neil": true}

func (f finder) isState(i int) bool {
	_, ok := f.entry(i, gazetteer.StateName)
	return ok
}

func (f finder) isSurnameLike(w string, i int) bool {
	es := f.entries(i)
	for _, e := range es {
		if e.Class != gazetteer.Surname && e.Class != gazetteer.Person {
			return false
		}
	}
	return !f.a.rules.lexicon.In("body_noun", strings.ToLower(w)) && f.a.rules.lexicon.VerbLemma(w) == ""
}

// outlet reads a medium's name.
func (f finder) outlet(i int) *mention {
	lex := f.a.rules.lexicon
	if !isCapital(f.word(i)) {
		return nil
	}
	for n := min(4, len(f.s.words)-i); n >= 1; n-- {
		name := strings.ToLower(strings.Join(f.s.words[i:i+n], " "))
		if lex.In("media", name) && (n > 1 || !strings.EqualFold(f.word(i), "fox") && !strings.EqualFold(f.word(i), "dawn") && f.word(i) != "Spa") {
			last := i + n - 1
			for isCapital(f.word(last+1)) && lex.In("media_word", strings.ToLower(f.word(last+1))) {
				last++
			}
			end := last
			for strings.EqualFold(f.word(last+1), "news") || f.word(last+1) == "agency" || f.word(last+1) == "newspaper" {
				last++
			}
			return &mention{kind: outletName, first: i, last: last, head: end, why: "medium"}
		}
	}
	// "the Daily Planet", "Kommersant newspaper", "Washington Post"
	if n := f.namedMedium(i); n > 0 {
		return &mention{kind: outletName, first: i, last: i + n - 1, head: i + n - 1, why: "medium's name"}
	}
	return nil
}

// namedMedium is the length of a capitalized run at i that ends in a word for media, at least two words.
func (f finder) namedMedium(i int) int {
	j := i
	for j < len(f.s.words) && j-i < 4 && isCapital(f.word(j)) {
		j++
	}
	if j-i >= 2 && f.a.rules.lexicon.In("media_word", strings.ToLower(f.word(j-1))) {
		switch strings.ToLower(f.word(j - 1)) {
		case "agency", "press", "post", "radio", "times", "journal":
			if strings.EqualFold(f.word(j-1), "agency") && !strings.EqualFold(f.word(j-2), "news") {
				return 0
			}
			if strings.EqualFold(f.word(j-1), "press") && !strings.EqualFold(f.word(j-2), "associated") {
				return 0
			}
		}
		return j - i
	}
	return 0
}
