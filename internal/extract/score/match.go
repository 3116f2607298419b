package score

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/demarche/demarche/internal/diplo"
)

// statement is a record made ready for comparing.
type statement struct {
	goldRecord
	subject, object string // normalised names
	symmetric       bool
	standing        bool
	family          string
	attributes      [attributes]string
	words           map[string]int // of the quote
}

// statement prepares a record. A type that the vocabulary does not know is its own family.
func (n spellings) statement(r goldRecord) statement {
	s := statement{goldRecord: r, subject: n.normal(r.Subject.Name), object: n.normal(r.Object.Name),
		family: string(r.Type), words: bag(r.Quote)}
	if info, ok := r.Type.Info(); ok {
		s.symmetric, s.standing = info.Symmetric, info.Family == diplo.Standing
		if !s.standing {
			s.family = "family " + string(info.Family)
		}
	}
	s.attributes = [attributes]string{cmp.Or(r.Modality, defaults[modality]), cmp.Or(r.Polarity, defaults[polarity]),
		n.normal(r.Attribution), r.Date}
	return s
}

// key is what two statements must have in common to match.
type key struct{ subject, what, object, modality, polarity string }

// ordered is the key with the ends of a symmetric type in a fixed order.
func (s statement) ordered(subject, what, object string) key {
	if s.symmetric && object < subject {
		subject, object = object, subject
	}
	return key{subject: subject, what: what, object: object}
}

func (s statement) triple() key { return s.ordered(s.subject, string(s.Type), s.object) }

func (s statement) strict() key {
	k := s.triple()
	k.modality, k.polarity = s.attributes[modality], s.attributes[polarity]
	return k
}

func (s statement) relaxed(offices map[string]string) key {
	roll := func(name string) string {
		if state, ok := offices[name]; ok {
			return state
		}
		return name
	}
	return s.ordered(roll(s.subject), s.family, roll(s.object))
}

// matching is what became of the statements of an article.
type matching struct {
	pairs            [][2]statement // required gold and prediction
	missed, spurious []statement
	free             int // predictions that match optional gold alone
}

// match pairs gold with predictions of the same key, one to one.
func match(gold, predicted []statement, keyOf func(statement) key) matching {
	left := map[key][]int{} // indices of predictions not yet taken, in order
	for i, p := range predicted {
		k := keyOf(p)
		left[k] = append(left[k], i)
	}
	var m matching
	taken := make([]bool, len(predicted))
	required := func(s statement) int { return bit(s.Optional) }
	gold = slices.Clone(gold)
	slices.SortStableFunc(gold, func(a, b statement) int { return required(a) - required(b) })
	for _, g := range gold {
		best, most := -1, -1.0
		for _, i := range left[keyOf(g)] {
			if o := overlap(g.words, predicted[i].words); !taken[i] && o > most {
				best, most = i, o
			}
		}
		switch {
		case best < 0 && !g.Optional:
			m.missed = append(m.missed, g)
		case best < 0:
		case g.Optional:
			taken[best] = true
			m.free++
		default:
			taken[best] = true
			m.pairs = append(m.pairs, [2]statement{g, predicted[best]})
		}
	}
	for i, p := range predicted {
		if !taken[i] {
			m.spurious = append(m.spurious, p)
		}
	}
	return m
}

// bag counts the words of a text, in folded case.
func bag(s string) map[string]int {
	words := map[string]int{}
	for _, w := range strings.FieldsFunc(caseFold(s), func(r rune) bool { return !isWord(r) }) {
		words[w]++
	}
	return words
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// overlap is the F1 of two bags of words.
func overlap(a, b map[string]int) float64 {
	common, total := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		total += n
	}
	for _, n := range b {
		total += n
	}
	if common == 0 {
		return 0
	}
	return float64(2*common) / float64(total)
}
