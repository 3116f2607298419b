package gazetteer

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// Class is what a name in a text is read as.
type Class = facts.Class

// The classes of readings.
const (
	StateName    = facts.ClassStateName    // a state's name or alias
	Demonym      = facts.ClassDemonym      // "Russian", "Russians"
	Metonym      = facts.ClassMetonym      // a place that stands for a government and is no capital: "Tel Aviv"
	Capital      = facts.ClassCapital      // a capital city: "Moscow"; Weak where it is more often only a venue: "Brussels"
	Body         = facts.ClassBody         // a seat or body; Ref is who acts when it acts: "Kremlin", "IDF", "State Department"
	Organization = facts.ClassOrganization // an organization in its own right; Kind is igo, alliance, armed_group, media ...
	Person       = facts.ClassPerson       // a full name
	Surname      = facts.ClassSurname      // no Ref: ask Persons
	Conflict     = facts.ClassConflict     // a named conflict
	Title        = facts.ClassTitle        // Kind is the kind of office
	Honorific    = facts.ClassHonorific    // "Mr", "Sheikh"
	Modifier     = facts.ClassModifier     // Kind is acting, former, designate, deputy, visiting or rank
	BodyNoun     = facts.ClassBodyNoun     // Kind is government, ministry, military, parliament, opposition or mission
	Place        = facts.ClassPlace        // a name that holds an actor's name and is none: "Latin America"; no Ref
	code         = facts.ClassCode
)

// Entry is one reading of a phrase.
type Entry struct {
	Words     int       // length in the words given, without a dash at the end
	Class     Class     //
	Ref       diplo.Ref // zero for words without an entity
	Weak      bool      // more often a venue, an ordinary word or a given name: needs another sign
	Ambiguous bool      // several bearers, or also a person, place or thing: "Georgia", "Jordan", "Washington", "RSF"
	Kind      string    // see the classes
}

// Longest is all readings of the longest phrase that begins with words[0], nil if none does. Words are tokens of a
// text; hyphens and brackets may be tokens of their own or stand in a word, and "'s" is a token. Phrases end where words
// end. Case counts as far as names have it: "us" is no state, "turkey" neither, "TURKEY" is.
//
// A demonym or state with a body noun is a Body for as long as both: "the Israeli military", "Russia 's Foreign
// Ministry"; but not where the noun begins a longer title ("Iranian foreign ministry spokesman"), nor with parliaments,
// oppositions and embassies, which are no government. Two parties with a noun are a Conflict: "Iran - Israel war",
// "conflict between Ethiopia and Somalia".
func (g *Gazetteer) Longest(words []string) []Entry {
	p := phrase{words: words}
	if !p.reach(0) || p.first != 1 {
		return nil
	}
	best := g.longestName(&p)
	if people := g.longestPerson(&p); len(people) > 0 {
		switch {
		case len(best) == 0 || people[0].Words > best[0].Words:
			best = people
		case people[0].Words == best[0].Words:
			best = append(best, people...)
		}
	}
	if conflict, n := g.betweenTwo(words); n > 0 && (len(best) == 0 || n > best[0].Words) {
		return []Entry{{Words: n, Class: Conflict, Ref: conflict}}
	}
	if len(best) == 0 {
		return nil
	}
	if composed := g.compose(words, best); composed != nil {
		best = composed
	}
	if best[0].Class == Body {
		if at := g.titleAcross(words, best[0].Words); at > 0 {
			return g.Longest(words[:at])
		}
	}
	return best
}

// titleAcross finds where a title begins inside a phrase of n words and ends beyond it, so that the phrase is none:
// "Israeli army" in "Israeli army chief". 0 if nowhere.
func (g *Gazetteer) titleAcross(words []string, n int) int {
	for at := 1; at < n; at++ {
		for _, e := range g.longestNameOf(words[at:]) {
			if e.Class == Title && at+e.Words > n {
				if words[at-1] == "'s" || words[at-1] == "’s" {
					at--
				}
				return at
			}
		}
	}
	return 0
}

// longestName finds the longest name that is no person's.
func (g *Gazetteer) longestName(p *phrase) []Entry {
	var best []Entry
	for _, x := range g.names {
		at, key := x.all(), ""
		for i := 0; p.reach(i); i++ {
			if i > 0 {
				key += " "
			}
			key += p.pieces[i].Key
			if at = x.narrow(at, key); at.lo == at.hi {
				break
			}
			if p.ends[i] == 0 || len(best) > 0 && best[0].Words > p.ends[i] {
				continue
			}
			x.exact(at, key, func(rest string) {
				e, ok := g.entry(rest, p.pieces[:i+1])
				if !ok {
					return
				}
				if e.Words = p.ends[i]; len(best) > 0 && best[0].Words < e.Words {
					best = best[:0]
				}
				if !slices.Contains(best, e) {
					best = append(best, e)
				}
			})
		}
	}
	return best
}

// longestNameOf finds the longest name that begins with words[0] and is no person's.
func (g *Gazetteer) longestNameOf(words []string) []Entry {
	return g.longestName(&phrase{words: words})
}

// entry reads the row of a name; false if it is a code, or the words are not shaped like the name.
func (g *Gazetteer) entry(rest string, pieces []facts.Piece) (Entry, bool) {
	var shape, class, id, kind, flags string
	fields(rest, &shape, &class, &id, &kind, &flags)
	e := Entry{Class: Class(class), Kind: kind, Weak: strings.Contains(flags, "w"), Ambiguous: strings.Contains(flags, "a")}
	if e.Class == code || !shaped(pieces, shape) {
		return e, false
	}
	if id != "" {
		e.Ref, _ = g.ref(diplo.ID(id))
	}
	return e, true
}

// shaped reports whether pieces are written as a name of the shape may be.
func shaped(pieces []facts.Piece, shape string) bool {
	for i, p := range pieces {
		if !p.Shape.Satisfies(facts.Shape(shape[i])) {
			return false
		}
	}
	return true
}

// longestPerson finds the longest full name or surname. Initials in the text may be missing from the name.
func (g *Gazetteer) longestPerson(p *phrase) []Entry {
	var best []Entry
	for _, x := range g.people {
		at, key := x.all(), ""
		for i := 0; p.reach(i); i++ {
			piece := p.pieces[i]
			if i > 0 && len(piece.Key) == 1 && piece.Shape == facts.Upper {
				if next := x.narrow(at, key+" "+piece.Key); next.lo == next.hi {
					continue // an initial that the name lacks
				}
			}
			if !nameLike(piece) && !p.joined[i] { // "Kim Jong-un"
				break
			}
			if i > 0 {
				key += " "
			}
			key += facts.Spelling(piece.Key)
			if at = x.narrow(at, key); at.lo == at.hi {
				break
			}
			if p.ends[i] == 0 || facts.Particle(piece.Key) || len(best) > 0 && best[0].Words > p.ends[i] {
				continue
			}
			x.exact(at, key, func(rest string) {
				if len(best) > 0 && best[0].Words < p.ends[i] {
					best = best[:0]
				}
				best = g.appendPeople(best, rest, key, p.ends[i])
			})
		}
	}
	return best
}

func (g *Gazetteer) appendPeople(best []Entry, rest, key string, words int) []Entry {
	class, ids, _ := strings.Cut(rest, "\t")
	many := strings.Contains(ids, " ")
	if class == "S" {
		return append(best, Entry{Words: words, Class: Surname, Weak: facts.OrdinaryName(key), Ambiguous: many})
	}
	for id := range strings.SplitSeq(ids, " ") {
		ref, _ := g.ref(diplo.ID("person:" + id))
		if e := (Entry{Words: words, Class: Person, Ref: ref, Ambiguous: many}); !slices.Contains(best, e) {
			best = append(best, e)
		}
	}
	return best
}

// nameLike reports whether a piece may be part of a personal name in running text: capitalized, or a particle.
func nameLike(p facts.Piece) bool { return p.Shape != facts.Lower || facts.Particle(p.Key) }

// compose reads a demonym or state name with the body noun after it; nil if there is none.
func (g *Gazetteer) compose(words []string, best []Entry) []Entry {
	var out []Entry
	for _, owner := range best {
		if owner.Class != Demonym && owner.Class != StateName {
			continue
		}
		n := owner.Words
		if n < len(words) && (words[n] == "'s" || words[n] == "’s") {
			n++
		}
		if n >= len(words) {
			continue
		}
		for _, noun := range g.longestNameOf(words[n:]) {
			if noun.Class == BodyNoun && acts(noun.Kind) {
				out = append(out, Entry{Words: n + noun.Words, Class: Body, Ref: owner.Ref, Kind: noun.Kind, Ambiguous: owner.Ambiguous})
			}
		}
	}
	return out
}

// acts reports whether a body of the kind acts for its state.
func acts(kind string) bool { return kind == "government" || kind == "ministry" || kind == "military" }

// Title is the longest title phrase at words[0]: its kind of office, how it is recorded (small letters but for acronyms and
// the name of a body), and its length in words. Acting and former are modifiers and no part of it. n is 0 if there is
// none.
func (g *Gazetteer) Title(words []string) (kind, normal string, n int) {
	for _, e := range g.longestNameOf(words) {
		if e.Class == Title {
			return e.Kind, g.normalTitle(words[:e.Words], e.Ref.ID), e.Words
		}
	}
	return "", "", 0
}

// normalTitle writes a title with small letters, but for acronyms and the name of the body that it begins with.
func (g *Gazetteer) normalTitle(words []string, body diplo.ID) string {
	from := 0
	if body != "" {
		for n := len(words) - 1; n > 0 && from == 0; n-- {
			if slices.ContainsFunc(g.owners(words[:n]), func(e Entry) bool { return e.Ref.ID == body }) {
				from = n
			}
		}
	}
	out := slices.Clone(words)
	for i := from; i < len(out); i++ {
		if p := facts.Fold(nil, out[i]); len(p) != 1 || p[0].Shape != facts.Upper || len(p[0].Key) > 4 {
			out[i] = strings.ToLower(out[i])
		}
	}
	return strings.Join(out, " ")
}
