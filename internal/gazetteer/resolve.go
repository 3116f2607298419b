package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// Via tells what a name was taken for.
type Via string

// The ways to a match.
const (
	ViaName    Via = "NAME"    // the canonical name, or the id itself
	ViaAlias   Via = "ALIAS"   // another name, a surname among them
	ViaCode    Via = "CODE"    // ISO, CAMEO or COW code, or the key of an id
	ViaMetonym Via = "METONYM" // a capital or seat: "Moscow", "the Kremlin"
	ViaDemonym Via = "DEMONYM" // "Russian", "the Russians"
	ViaBody    Via = "BODY"    // a body that acts for it: "the Russian Foreign Ministry", "IDF"
	ViaOffice  Via = "OFFICE"  // by the office held: "the French president"
)

// Match is an entity that a name may mean.
type Match struct {
	diplo.Ref
	Confidence float64       // (0, 1]
	Via        Via           //
	Office     *diplo.Office // by which a person was found, or the highest on the day; nil for others
}

// Resolve is whom a name may mean on a day, the likeliest first, each entity once; nil if nobody. It takes names,
// aliases, metonyms, codes, ids, demonyms, surnames, bodies ("Russian Foreign Ministry", "the government of Japan") and
// offices ("the French president", "prime minister of Japan"), with or without "the", in any case where no other word
// is meant ("us" is not "US"). Day "" asks for the newest known. A person found by an office past its asof comes with
// lowered confidence.
func (g *Gazetteer) Resolve(name string, on diplo.Date) []Match {
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > maxPieces {
		return nil
	}
	var m matches
	if r, ok := g.ref(diplo.ID(strings.TrimSpace(name))); ok {
		m.add(Match{Ref: r, Confidence: 1, Via: ViaName})
	}
	full := fold(words)
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		g.resolveName(&m, full, on)
		full = full[1:]
		words = words[1:]
	}
	g.resolveName(&m, full, on)
	g.resolvePerson(&m, full, on)
	words = separate(words)
	if len(m) == 0 {
		g.resolveTitled(&m, words, on)
	}
	if conflict, n := g.betweenTwo(words); n > 0 && n == len(words) {
		m.add(Match{Ref: conflict, Confidence: 0.95, Via: ViaAlias})
	}
	g.resolveHeld(&m, words, on)
	slices.SortStableFunc(m, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.ID, b.ID))
	})
	return m
}

// separate makes the possessive "'s" a word of its own, and parts words at en dashes.
func separate(words []string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ReplaceAll(strings.Join(words, " "), "–", " – ")) {
		if stem, ok := strings.CutSuffix(strings.ReplaceAll(w, "’", "'"), "'s"); ok && stem != "" {
			out = append(out, stem, "'s")
			continue
		}
		out = append(out, w)
	}
	return out
}

type matches []Match

// add keeps the surest match of an entity.
func (m *matches) add(x Match) {
	for i, have := range *m {
		if have.ID == x.ID {
			if x.Confidence > have.Confidence {
				(*m)[i] = x
			}
			return
		}
	}
	*m = append(*m, x)
}

// resolveName adds the readings of a whole name that is no person's.
func (g *Gazetteer) resolveName(m *matches, pieces []facts.Piece, on diplo.Date) {
	key := join(pieces)
	for _, x := range g.names {
		x.find(key, func(rest string) {
			var shape, class, id, kind, flags string
			fields(rest, &shape, &class, &id, &kind, &flags)
			ref, ok := g.ref(diplo.ID(id))
			if !ok || Class(class) == Title {
				return
			}
			match := Match{Ref: ref, Confidence: 1, Via: via(Class(class))}
			if match.Via == ViaCode && g.acting(ref) != ref {
				match.Confidence = 0.6 // the key of a body that acts for another
			}
			if !shaped(pieces, shape) {
				if demandsShape(shape, key) {
					return
				}
				match.Confidence = 0.95
			}
			if match.Via == ViaAlias && facts.Key(ref.Name) == key {
				match.Via = ViaName
			} else if match.Via != ViaCode && strings.Contains(flags, "a") {
				match.Confidence *= 0.7
			}
			if strings.Contains(flags, "w") {
				match.Confidence *= 0.5
			}
			m.add(match)
		})
	}
}

func via(c Class) Via {
	switch c {
	case code:
		return ViaCode
	case Capital, Metonym:
		return ViaMetonym
	case Demonym:
		return ViaDemonym
	case Body:
		return ViaBody
	}
	return ViaAlias
}

// demandsShape reports whether a name in another shape is another word: short codes and acronyms.
func demandsShape(shape, key string) bool { return strings.Contains(shape, "U") && len(key) <= 4 }

func join(pieces []facts.Piece) string {
	parts := make([]string, len(pieces))
	for i, p := range pieces {
		parts[i] = p.Key
	}
	return strings.Join(parts, " ")
}

// resolvePerson adds the bearers of a full name, or those of a surname.
func (g *Gazetteer) resolvePerson(m *matches, pieces []facts.Piece, on diplo.Date) {
	if len(pieces) == 0 {
		return
	}
	key := spelling(pieces)
	for _, x := range g.people {
		x.find(key, func(rest string) {
			ids, isName := strings.CutPrefix(rest, "P\t")
			if !isName {
				return
			}
			all := strings.Split(ids, " ")
			for _, id := range all {
				g.addPerson(m, id, pieces, on, len(all))
			}
		})
	}
	for _, p := range g.Persons(join(pieces), on) {
		c := p.Confidence
		if p.Weak {
			c *= 0.5
		}
		m.add(Match{Ref: p.Ref, Confidence: max(0.01, 0.9*c), Via: ViaAlias, Office: p.Office})
	}
}

// resolveTitled adds the persons that a name with a title or honorific before it means: "President Putin", "Mr Lavrov",
// "French President Emmanuel Macron". Who has the title on the day comes first.
func (g *Gazetteer) resolveTitled(m *matches, words []string, on diplo.Date) {
	var kinds []string
	start := 0
	for next := true; next && start < len(words); {
		next = false
		for _, e := range g.longestNameOf(words[start:]) {
			switch {
			case e.Class == Title || e.Class == Honorific || e.Class == Modifier:
				kinds = append(kinds, e.Kind)
			case start == 0 && (e.Class == Demonym || e.Class == StateName || e.Class == Organization):
			default:
				continue
			}
			start, next = start+e.Words, true
			break
		}
	}
	if len(kinds) == 0 || start >= len(words) {
		return
	}
	var named matches
	g.resolvePerson(&named, fold(words[start:]), on)
	var holders int
	fits := func(x Match) bool {
		return slices.ContainsFunc(g.career(x.ID), func(o office) bool {
			return near(&o.Office, on) > 0.3 && slices.ContainsFunc(kinds, o.is)
		})
	}
	for _, x := range named {
		if fits(x) {
			holders++
		}
	}
	for _, x := range named {
		if fits(x) {
			x.Confidence = max(x.Confidence, 0.9/float64(holders))
		} else {
			x.Confidence *= 0.9
		}
		m.add(x)
	}
}

func (g *Gazetteer) addPerson(m *matches, id string, pieces []facts.Piece, on diplo.Date, bearers int) {
	ref, ok := g.ref(diplo.ID("person:" + id))
	if !ok {
		return
	}
	match := Match{Ref: ref, Confidence: 0.97, Via: ViaAlias}
	if facts.Key(ref.Name) == join(pieces) {
		match.Confidence, match.Via = 1, ViaName
	}
	best := g.weigh(id, pieces, on)
	match.Office = best.Office
	if bearers > 1 { // namesakes: who holds a high office near the day
		match.Confidence *= 0.5 + 0.5*min(1, best.weight)
	}
	m.add(match)
}

// resolveHeld adds bodies and office-holders: "Russian Foreign Ministry", "France 's president", "president of France",
// "Kremlin spokesman".
func (g *Gazetteer) resolveHeld(m *matches, words []string, on diplo.Date) {
	for _, e := range g.longestNameOf(words) {
		if e.Class == Title && e.Words == len(words) && e.Ref.ID != "" {
			g.addHolders(m, e.Ref.ID, e.Kind, g.normalTitle(words, e.Ref.ID), 1, on)
		}
	}
	for n := 1; n < len(words); n++ {
		rest := words[n:]
		if rest[0] == "'s" {
			rest = rest[1:]
		}
		g.addHeld(m, g.owners(words[:n]), rest, on)
		if of := strings.ToLower(words[n]); of == "of" || of == "for" {
			owner := words[n+1:]
			if len(owner) > 1 && strings.EqualFold(owner[0], "the") {
				owner = owner[1:]
			}
			g.addHeld(m, g.owners(owner), words[:n], on)
		}
	}
}

// owners are the states and organizations that words as a whole name.
func (g *Gazetteer) owners(words []string) []Entry {
	if len(words) == 0 {
		return nil
	}
	return slices.DeleteFunc(g.longestNameOf(words), func(e Entry) bool {
		return e.Words != len(words) || e.Ref.ID == "" || e.Class == Conflict
	})
}

// addHeld adds what the owners have that the words name: a body, or the holders of an office.
func (g *Gazetteer) addHeld(m *matches, owners []Entry, words []string, on diplo.Date) {
	if len(owners) == 0 || len(words) == 0 {
		return
	}
	for len(words) > 1 && slices.Contains([]string{"acting", "interim", "current", "new"}, strings.ToLower(words[0])) {
		words = words[1:]
	}
	for _, e := range g.longestNameOf(words) {
		if e.Words != len(words) {
			continue
		}
		for _, owner := range owners {
			trust := 1.0
			if owner.Ambiguous || owner.Weak {
				trust = 0.8
			}
			switch {
			case e.Class == BodyNoun && acts(e.Kind):
				m.add(Match{Ref: g.acting(owner.Ref), Confidence: 0.95 * trust, Via: ViaBody})
			case e.Class == Title:
				g.addHolders(m, owner.Ref.ID, e.Kind, g.normalTitle(words, e.Ref.ID), trust, on)
			}
		}
	}
}

// addHolders adds the holders of an office: by the title itself if anyone has it, else by its kind.
func (g *Gazetteer) addHolders(m *matches, of diplo.ID, kind, title string, trust float64, on diplo.Date) {
	var byTitle, byKind []diplo.Office
	for _, o := range g.Holders(of, "", on) {
		switch {
		case o.Title == title || strings.HasSuffix(o.Title, " "+title) && o.Kind == kind:
			byTitle = append(byTitle, o)
		case g.isKind(&o, kind):
			byKind = append(byKind, o)
		}
	}
	found, likeness := byTitle, 0.97
	if len(found) == 0 {
		found, likeness = byKind, 0.9
	}
	for i := range found {
		ref, ok := g.ref(found[i].Holder)
		if !ok {
			continue
		}
		c := held(&found[i], on) * trust * likeness
		switch {
		case kind == leader:
			c *= g.leads(&found[i], on)
		case i > 0: // a predecessor on the day of the change, or one of several
			c *= 0.6
		}
		m.add(Match{Ref: ref, Confidence: c, Via: ViaOffice, Office: &found[i]})
	}
}

// isKind reports whether an office is of a kind, its further kind included.
func (g *Gazetteer) isKind(o *diplo.Office, kind string) bool {
	if kind == leader {
		return leading[o.Kind]
	}
	return o.Kind == kind || slices.ContainsFunc(g.career(o.Holder), func(c office) bool { return c.Office == *o && c.is(kind) })
}

// leader is the kind of the title "leader", which is no office: whoever holds one of those that lead.
const leader = "leader"

var leading = map[string]bool{"head_of_state": true, "head_of_government": true, "armed_group_leader": true, "organisation_head": true,
	"un_secretary_general": true, "party_leader": true}

// leads is how likely "leader" means who holds an office: an executive president, who is head of state and of the party,
// or a supreme leader before a prime minister, he before a president or monarch who reigns.
func (g *Gazetteer) leads(o *diplo.Office, on diplo.Date) float64 {
	count := 0
	for _, other := range g.Offices(o.Holder, on) {
		if leading[other.Kind] && other.Of == o.Of {
			count++
		}
	}
	switch {
	case o.Kind != "head_of_state" && o.Kind != "head_of_government":
		return 0.95
	case count > 1, o.Kind == "head_of_state" && (g.isKind(o, "head_of_government") || o.Title == "supreme leader"):
		return 1
	case o.Kind == "head_of_government":
		return 0.9
	}
	return 0.6
}
