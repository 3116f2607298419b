package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// reader reads the frames of one sentence.
type reader struct {
	a     *analysis
	s     *sentence
	found []candidate // so far, in this sentence
	noted int         // units whose deeds are noted
	asked bool        // for the speaker: who asks again meanwhile gets none
}

// reading says which nominals count as actors in a slot.
type reading int

const (
	asAgent  reading = iota // he who acts: the actor or a body, organ or deed of his
	asOwner                 // he whose deed or thing it is, too: "Israel's actions"
	asDirect                // only the actor or a body of his
	asPeople                // people stand for their state or organization
)

// actors are the entities that the nominal at u denotes, with those coordinated with it.
func (r *reader) actors(u int, as reading) []actor { return r.actorsDepth(u, as, 0) }

func (r *reader) actorsDepth(u int, as reading, depth int) []actor {
	if u < 0 || depth > 6 {
		return nil
	}
	var out []actor
	for _, c := range r.s.conjuncts(u) {
		out = append(out, r.one(c, as, depth)...)
	}
	return unique(out)
}

func unique(in []actor) []actor {
	var out []actor
	for _, x := range in {
		if !slices.ContainsFunc(out, func(y actor) bool { return y.ref.ID == x.ref.ID }) {
			out = append(out, x)
		}
	}
	return out
}

// one reads a single nominal.
func (r *reader) one(u int, as reading, depth int) []actor {
	s := r.s
	for _, k := range s.kids[u] {
		if s.preposition(k) == "of" && isRelative(s.units[k].form) { // "operators, two of whom"
			return r.actorsDepth(r.antecedent(k), as, depth+1)
		}
	}
	if k := s.child(u, "appos"); k > u && isCollective(s.lemmas[u]) && s.enclosed(k) != nil {
		return r.actorsDepth(k, as, depth+1) // "both states, Chad and Mali,"
	}
	if m := s.units[u].mention; m != nil && len(m.refs) > 0 && m.kind != outletName && m.kind != conflictName {
		if m.weak && m.kind == stateName && !s.is(u, "nsubj") {
			return nil // "in Vienna": the place, not Austria
		}
		if m.kind != demonym || s.isNominal(u) && !s.is(u, "amod", "compound") {
			return r.fromMention(u, m)
		}
	}
	lemma := s.lemmas[u]
	switch strings.ToLower(s.units[u].form) {
	case "who", "which", "that", "whom":
		n := r.antecedent(u)
		if got := r.actorsDepth(n, as, depth+1); len(got) > 0 || n < 0 {
			return got
		}
		for s.is(n, "nmod") {
			n = s.head(n)
		}
		if s.child(n, "cop") < 0 {
			return nil
		}
		return r.actorsDepth(s.child(n, "nsubj"), as, depth+1) // "A is the only nation in the region that"
	case "we", "us", "our", "i", "my", "me":
		return r.firstPerson(u)
	case "each", "both":
		return nil
	}
	if k := r.named(u); k >= 0 {
		return r.fromMention(k, s.units[k].mention)
	}
	if r.quantity(lemma) {
		for _, k := range s.kids[u] {
			if s.is(k, "nmod") && s.preposition(k) == "of" {
				return r.actorsDepth(k, as, depth+1)
			}
		}
	}
	for _, k := range s.kids[u] { // "leftist countries, including A and B": the members that are named count
		switch s.preposition(k) {
		case "including", "such as", "like":
			if k > u && (isCollective(lemma)) {
				return r.actorsDepth(k, as, depth+1)
			}
		}
	}
	if k := s.child(u, "appos", "flat", "nmod:desc"); k >= 0 {
		if m := s.units[k].mention; m != nil && len(m.refs) > 0 && (m.kind == personName || m.kind == officeNominal || isCollective(lemma) && (m.kind == stateName || m.kind == organization)) {
			return r.actorsDepth(k, as, depth+1)
		}
	}
	return r.owners(u, as, depth)
}

// named is the organization whose name stands before a word for what it is: "the Hezbollah militant group"; -1 for none.
func (r *reader) named(u int) int {
	s := r.s
	switch s.lemmas[u] {
	case "group", "movement", "organization", "organisation", "militia", "party", "network":
	case "militant", "fighter", "rebel", "insurgent":
		if s.has(u, "acl:relcl") {
			return -1 // "Taliban fighters who oppose it": not all of them
		}
	default:
		return -1
	}
	for _, k := range s.kids[u] {
		if m := s.units[k].mention; k < u && s.is(k, "compound", "nmod:desc") && m != nil && m.kind == organization && len(m.refs) > 0 {
			return k
		}
	}
	return -1
}

// isCollective says whether a plural noun stands for states or bodies that the phrase may name.
func isCollective(lemma string) bool {
	switch lemma {
	case "country", "state", "nation", "government", "power", "member", "ally", "leader", "organization", "organisation", "group", "capital", "neighbour", "neighbor", "minister", "partner":
		return true
	}
	return false
}

// quantity says whether a noun only measures the one that it governs: "a series of raids", "the bulk of the attacks".
func (r *reader) quantity(lemma string) bool { return r.a.rules.lexicon.In("quantity_noun", lemma) }

func (r *reader) fromMention(u int, m *mention) []actor {
	var out []actor
	for _, ref := range m.refs {
		out = append(out, actor{ref: ref, mention: m, first: m.first, last: m.last, sentence: r.s})
	}
	return out
}

// owners reads "Israel's actions", "Turkish jets", "an attack by Hamas", as far as the reading allows.
func (r *reader) owners(u int, as reading, depth int) []actor {
	s, lex := r.s, r.a.rules.lexicon
	lemma := s.lemmas[u]
	if lemma == "team" || lemma == "delegation" || lemma == "mission" {
		if got := r.leaders(u, depth); len(got) > 0 {
			return got
		}
	}
	if !r.ownable(u, as) {
		return nil
	}
	if as == asOwner && lex.In("consult_noun", lemma) && !lex.In("deed_noun", lemma) {
		for _, k := range s.kids[u] { // "hailed the talks between A and B"
			if k > u && s.preposition(k) == "between" {
				return r.actorsDepth(k, asDirect, depth+1)
			}
		}
	}
	out := r.ownersBefore(u, depth)
	if len(out) == 0 && as == asAgent {
		for _, k := range s.kids[u] { // "officials in Tokyo", "the presidency in La Paz"
			if m := s.units[k].mention; k > u && s.preposition(k) == "in" && m != nil && m.kind == stateName {
				out = append(out, r.fromMention(k, m)...)
			}
		}
	}
	if len(out) == 0 {
		out = r.ownersAfter(u, as, depth)
	}
	if h := s.head(u); h >= 0 && s.is(u, "obj") && s.isVerb(h) && !s.passive(h) {
		for _, k := range s.kids[h] { // "opposes the sale by X": an active verb has no "by" of its own
			if k > u && s.preposition(k) == "by" && (s.rel(k) == "obl") && !s.units[k].when {
				if by := r.actorsDepth(k, asDirect, depth+1); len(by) > 0 {
					out = by
				}
			}
		}
	}
	if lemma == "government" || lemma == "administration" || lemma == "regime" || lemma == "cabinet" || lemma == "office" || lemma == "country" || lemma == "nation" {
		for i := range out { // "Trump's administration" is the state
			if p := r.a.polityOf(out[i]); p.ID != "" {
				out[i].ref = p
			}
		}
	}
	for i := range out {
		out[i].indirect = !lex.In("body_noun", lemma)
		out[i].first, out[i].last = min(out[i].first, s.units[u].first), max(out[i].last, s.units[u].last)
	}
	return out
}

// ownable says whether a noun stands for the actor that it belongs to, as far as the reading allows.
func (r *reader) ownable(u int, as reading) bool {
	s, lex, lemma := r.s, r.a.rules.lexicon, r.s.lemmas[u]
	private := lex.In("private_noun", lemma) || lex.In("group_noun", lemma)
	if as != asPeople && !lex.In("forces", lemma) && slices.ContainsFunc(s.kids[u], func(k int) bool {
		return k < u && s.units[k].mention == nil && s.is(k, "amod", "compound") && lex.In("group_noun", s.lemmas[k])
	}) {
		return false // "Chad's largest rebel group"
	}
	switch as {
	case asAgent:
		if private || !lex.In("body_noun", lemma) && !lex.In("forces", lemma) && !lex.In("deed_noun", lemma) && !lex.In("claim_noun", lemma) && lemma != "country" && lemma != "nation" {
			return false
		}
	case asDirect:
		if private || !lex.In("body_noun", lemma) && !lex.In("leader_noun", lemma) {
			return false
		}
	case asOwner:
		if lex.In("group_noun", lemma) {
			return false
		}
	}
	return true
}

// ownersBefore are the possessors and modifiers of a noun: "Israel's", "Turkish", "British-flagged".
func (r *reader) ownersBefore(u, depth int) []actor {
	s := r.s
	victim := r.a.rules.lexicon.In("victim_noun", s.lemmas[u])
	var out []actor
	for _, k := range s.kids[u] {
		switch {
		case s.is(k, "nmod:poss") && victim && !s.followedBy(u, "of"): // "Navalny's poisoning", but "Iran's seizure of a ship"
		case s.is(k, "nmod:poss"):
			out = append(out, r.actorsDepth(k, asAgent, depth+1)...)
		case k < u && s.is(k, "amod", "compound", "nmod", "nmod:unmarked", "flat", "nmod:desc"):
			for _, c := range s.conjuncts(k) {
				if m := s.units[c].mention; m != nil && m.kind != outletName && m.kind != conflictName && len(m.refs) > 0 && !r.site(c, u) {
					out = append(out, r.fromMention(c, m)...)
				}
			}
			for _, g := range s.kids[k] { // "British-flagged tanker"
				if m := s.units[g].mention; m != nil && m.kind == demonym && len(m.refs) > 0 && s.units[k].mention == nil && !patronage[lower(s.units[k].form)] {
					out = append(out, r.fromMention(g, m)...)
				}
			}
		}
	}
	return out
}

// ownersAfter are whose a noun is by what follows it: "by Hamas", "carried out by Hamas", "that Chad has played".
func (r *reader) ownersAfter(u int, as reading, depth int) []actor {
	s, lex, lemma := r.s, r.a.rules.lexicon, r.s.lemmas[u]
	victim := lex.In("victim_noun", lemma)
	var out []actor
	for _, k := range s.kids[u] {
		if k > u && s.is(k, "nmod", "obl", "obl:agent") && slices.Contains(ownerPrepositions, s.preposition(k)) && !(s.preposition(k) == "of" && (victim || lemma == "criticism")) {
			out = append(out, r.actorsDepth(k, as, depth+1)...)
		}
		if k > u && s.is(k, "acl") && s.tree[k].XPOS == "VBN" { // "the attack carried out by Hamas", "persons linked to it"
			linked := s.lemmas[k] == "link" || s.lemmas[k] == "linked" || s.lemmas[k] == "connected" || s.lemmas[k] == "tied" || s.lemmas[k] == "close"
			for _, g := range s.kids[k] {
				if p := s.preposition(g); p == "by" || p == "to" && linked {
					out = append(out, r.actorsDepth(g, as, depth+1)...)
				}
			}
		}
		if k > u && as == asOwner && s.is(k, "acl:relcl") && lex.In("doing_verb", s.lemmas[k]) && !s.passive(k) { // "the role Chad has played"
			if n := s.subject(k); n >= 0 && !isRelative(s.units[n].form) {
				out = append(out, r.actorsDepth(n, asAgent, depth+1)...)
			}
		}
	}
	return out
}

// leaders are who heads a delegation: "a team led by X".
func (r *reader) leaders(u, depth int) []actor {
	s := r.s
	for _, k := range s.kids[u] {
		if l := s.lemmas[k]; !s.is(k, "acl") || l != "lead" && l != "head" && l != "chair" && lower(s.units[k].form) != "led" && lower(s.units[k].form) != "headed" {
			continue
		}
		for _, g := range s.kids[k] {
			if s.preposition(g) == "by" {
				return r.actorsDepth(g, asDirect, depth+1)
			}
		}
	}
	return nil
}

// patronage are the participles of "Iranian-backed militia": whoever stands behind it is not who acts.
var patronage = map[string]bool{"backed": true, "supported": true, "funded": true, "financed": true, "trained": true, "armed": true, "linked": true, "aligned": true,
	"allied": true, "sponsored": true, "made": true, "built": true, "born": true, "brokered": true, "mediated": true, "held": true, "occupied": true, "speaking": true, "friendly": true}

var ownerPrepositions = []string{"of", "by", "from"}

// antecedent is the noun that a relative pronoun stands for.
func (r *reader) antecedent(u int) int {
	s := r.s
	if n := r.sceneOf(u - 1); n >= 0 { // "an attack in Lebanon which killed"
		return n
	}
	for v := u - 1; v >= 0 && v >= u-2; v-- { // "Washington, which"
		if m := s.units[v].mention; m != nil && m.kind != demonym {
			return v
		}
		if s.units[v].form != "," {
			break
		}
	}
	for v, n := u, 0; v >= 0 && n < 8; v, n = s.head(v), n+1 {
		if s.is(v, "acl:relcl", "advcl:relcl") && s.head(v) < u {
			return s.head(v)
		}
	}
	// A clause that the parser hung elsewhere: the nearest nominal to the left.
	for v := u - 1; v >= 0 && v >= u-3; v-- {
		if s.units[v].mention != nil || s.tree[v].UPOS == "NOUN" || s.tree[v].UPOS == "PROPN" {
			return v
		}
	}
	return -1
}

// sceneOf is the noun that the place named at u is the scene of, "an attack in Lebanon"; -1 for none.
func (r *reader) sceneOf(u int) int {
	s := r.s
	if u < 2 || s.units[u].mention == nil || s.units[u].mention.kind != stateName || s.preposition(u) != "in" {
		return -1
	}
	n := u - 1
	for n > 0 && s.tree[n].Head == u {
		n--
	}
	if s.units[n].mention == nil && r.a.rules.lexicon.In("deed_noun", s.lemmas[n]) {
		return n
	}
	return -1
}

// firstPerson is whom the speaker's "we" means: his state, or himself where he has none.
func (r *reader) firstPerson(u int) []actor {
	if r.asked {
		return nil
	}
	r.asked = true
	sp := r.speakerOf(u)
	r.asked = false
	if sp == nil && r.s.units[u].quotation < 0 && r.a.voice.ID != "" { // a statement: the author speaks himself
		return []actor{{ref: r.a.voice, first: r.s.units[u].first, last: r.s.units[u].last, sentence: r.s}}
	}
	if sp == nil {
		return nil
	}
	out := *sp
	out.first, out.last, out.sentence = r.s.units[u].first, r.s.units[u].last, r.s
	w := strings.ToLower(r.s.units[u].form)
	if w == "we" || w == "us" || w == "our" {
		if p := r.a.polityOf(out); p.ID != "" {
			out.ref = p
		}
	}
	return []actor{out}
}

// polityOf is the state or organization that an actor acts for, as text and gazetteer tell.
func (a *analysis) polityOf(x actor) diplo.Ref {
	if x.ref.Kind != diplo.Person {
		return x.ref
	}
	if m := a.member(x.ref.ID); m != nil {
		return m.state
	}
	p, _ := a.rules.gaz.Polity(x.ref.ID, a.doc.Published)
	return p
}

// member is the person of that id, nil if the document does not name him.
func (a *analysis) member(id diplo.ID) *member { return a.cast.byID[id] }
