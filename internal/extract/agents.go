package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/lexicon"
)

// agents are those who do what the verb or noun at u says.
func (r *reader) agents(u int) []actor {
	if got := r.agentsDepth(u, 0); len(got) > 0 {
		return got
	}
	if got := r.adjacentAgent(u); len(got) > 0 {
		return got
	}
	if u >= 0 && (r.s.is(u, "advcl") && r.s.tree[u].XPOS == "VBG" || r.s.is(u, "ccomp") && r.s.hasAux(u, "having")) { // ", rebuffing calls": he of the main clause
		for v, n := r.s.head(u), 0; v >= 0 && n < 5; v, n = r.s.head(v), n+1 {
			if got := r.subjectOfPredicate(v, 1); len(got) > 0 {
				return got
			}
			if k := r.s.subject(v); k >= 0 && r.s.tree[k].UPOS == "PROPN" {
				break // somebody else, whom nobody knows
			}
		}
	}
	return r.lastSubject(u)
}

// lastSubject is the subject before a finite verb that the tree gives none, on the same side of a quotation mark.
func (r *reader) lastSubject(u int) []actor {
	s := r.s
	if u < 0 || !s.isVerb(u) || s.passive(u) || s.child(u, "nsubj", "nsubj:pass", "nsubj:outer", "csubj", "expl") >= 0 {
		return nil
	}
	switch s.tree[u].XPOS {
	case "VBD", "VBZ":
	default:
		return nil
	}
	for v := u - 1; v >= 0; v-- {
		if s.is(v, "nsubj", "nsubj:pass") && s.units[v].quotation == s.units[u].quotation {
			return r.actors(v, asAgent)
		}
	}
	return nil
}

// adjacentAgent is the actor just before a finite verb, where the tree gives the verb no subject at all.
func (r *reader) adjacentAgent(u int) []actor {
	s := r.s
	if u < 0 || !s.isVerb(u) || s.passive(u) {
		return nil
	}
	if r.saying(u) && u+1 < len(s.units) && u > 0 { // "..., said President X"
		if m := s.units[u+1].mention; m != nil && (m.kind == personName || m.kind == stateBody || m.kind == officeNominal) && s.preposition(u+1) == "" && (s.units[u-1].form == "," || s.units[u-1].quotation >= 0 && s.units[u].quotation < 0) {
			return r.fromMention(u+1, m)
		}
	}
	if k := s.child(u, "nsubj", "nsubj:pass", "nsubj:outer", "csubj"); k >= 0 && (s.units[k].mention != nil || s.isVerb(k) || k > u || s.tree[k].UPOS == "PRON") {
		return nil
	}
	switch s.tree[u].XPOS {
	case "VBD", "VBZ", "VBP":
	case "VBN", "VB", "VBG":
		if s.child(u, "aux") < 0 {
			return nil
		}
	}
	for v := u - 1; v >= 0 && v >= u-4; v-- {
		if m := s.units[v].mention; m != nil {
			if p := s.preposition(s.chainHead(v)); m.kind == demonym || len(m.refs) == 0 || p != "" && p != "after" && p != "before" && p != "since" && p != "as" && p != "until" {
				return nil
			}
			return r.actors(v, asAgent)
		}
		if t := s.tree[v]; t.UPOS != "ADV" && t.UPOS != "AUX" && t.UPOS != "PART" && !s.units[v].when {
			return nil
		}
	}
	return nil
}

func (r *reader) agentsDepth(u, depth int) []actor {
	if u < 0 || depth > 8 {
		return nil
	}
	if !r.s.predicates(u) {
		return r.nounAgents(u, depth)
	}
	if got := r.verbAgents(u, depth); len(got) > 0 || r.s.tree[u].UPOS != "NOUN" {
		return got
	}
	return r.ownAgents(u) // "it was Chad's first visit to Mali"
}

// predicates says whether u is a predicate: a verb, an adjective, a noun with a copula or (mistagged) with a subject.
func (s *sentence) predicates(u int) bool {
	return s.isVerb(u) || s.child(u, "cop", "nsubj") >= 0 || s.tree[u].UPOS == "AUX" || s.tree[u].UPOS == "ADJ"
}

// subject is the active subject of a predicate, where the parser gave it several the one nearest before it; -1 for none.
func (s *sentence) subject(u int) int {
	k := s.child(u, "nsubj", "nsubj:outer")
	for _, c := range s.kids[u] {
		if k >= 0 && c > k && c < u && s.is(c, "nsubj") && s.isVerb(u) {
			k = c
		}
	}
	return k
}

func (r *reader) verbAgents(u, depth int) []actor {
	s := r.s
	if k := s.prefixed(u); k >= 0 {
		return r.fromMention(k, s.units[k].mention)
	}
	if s.passive(u) {
		if k := r.byPhrase(u); k >= 0 {
			return r.actors(k, asAgent)
		}
		if s.is(u, "conj") && s.child(u, "nsubj:pass") < 0 && !s.passive(s.head(u)) {
			return r.agentsDepth(s.head(u), depth+1)
		}
		return nil
	}
	if k := s.subject(u); k >= 0 {
		return r.actorsDepth(k, asAgent, depth)
	}
	if k := s.child(u, "nsubj:pass"); k >= 0 && s.tree[u].XPOS != "VBN" {
		return r.actorsDepth(k, asAgent, depth)
	}
	if k := s.child(u, "expl"); k >= 0 && s.units[k].mention != nil { // "it was ready to", where "it" is someone
		return r.actorsDepth(k, asAgent, depth)
	}
	h := s.head(u)
	if h < 0 {
		return nil
	}
	switch s.rel(u) {
	case "conj":
		if s.predicates(h) {
			return r.subjectOfPredicate(h, depth+1)
		}
	case "xcomp", "ccomp", "csubj":
		if r.objectControl(h) {
			return r.actorsDepth(s.bidden(h), asAgent, depth+1)
		}
		if s.is(u, "ccomp") && s.tree[u].XPOS != "VB" && s.tree[u].XPOS != "VBG" && s.child(u, "mark") < 0 {
			return nil
		}
		if s.predicates(h) {
			return r.subjectOfPredicate(h, depth+1)
		}
		return r.agentsDepth(h, depth+1)
	case "advcl", "parataxis":
		return r.adverbialAgents(u, h, depth)
	case "acl":
		return r.attributeAgents(u, h, depth)
	case "obl", "nmod", "obj":
		if s.tree[u].XPOS == "VBG" {
			return r.agentsDepth(h, depth+1)
		}
	}
	return nil
}

// adverbialAgents are who does the verb at u, the head of an adverbial or loose clause of h.
func (r *reader) adverbialAgents(u, h, depth int) []actor {
	s := r.s
	if m := s.child(u, "mark", "case"); s.lemmas[h] == "join" && m >= 0 && lower(s.units[m].form) == "in" { // "joined X in condemning"
		return unique(append(r.subjectOfPredicate(h, depth+1), r.actorsDepth(s.child(h, "obj"), asAgent, depth+1)...))
	}
	if m := s.child(u, "mark", "case"); s.tree[u].XPOS == "VBG" && m >= 0 && s.isVerb(h) { // "blacklisted X for supplying"
		if w := lower(s.units[m].form); w == "for" || w == "of" || w == "over" || w == "from" || w == "as" && s.lemmas[u] == "say" {
			if k := s.child(h, "obj", "nsubj:pass"); k >= 0 {
				if got := r.actorsDepth(k, asAgent, depth+1); len(got) > 0 {
					return got
				}
				for _, g := range s.kids[h] { // "expressed gratitude to Chad for hosting"
					if s.preposition(g) == "to" || s.preposition(g) == "with" {
						return r.actorsDepth(g, asAgent, depth+1)
					}
				}
				return nil
			}
		}
	}
	if s.tree[h].UPOS == "ADJ" && s.is(h, "amod") && s.head(h) < h && s.isNominal(h-1) { // "the group responsible for attacking"
		return r.actorsDepth(h-1, asAgent, depth+1)
	}
	if s.tree[u].XPOS == "VB" && s.passive(h) && s.lemmas[h] == "summon" { // "was summoned to the ministry to protest"
		if by := r.verbAgents(h, depth+1); len(by) > 0 {
			return by
		}
		return r.prepositional(h, "to", asAgent, nil)
	}
	if s.predicates(h) {
		return r.subjectOfPredicate(h, depth+1)
	}
	return r.agentsDepth(h, depth+1)
}

// attributeAgents are who does the verb at u, the head of a clause that describes the noun h.
func (r *reader) attributeAgents(u, h, depth int) []actor {
	s := r.s
	switch s.tree[u].XPOS {
	case "VBG":
		lex := r.a.rules.lexicon
		if got := r.actorsDepth(h, asAgent, depth+1); len(got) > 0 || lex.In("group_noun", s.lemmas[h]) || lex.In("private_noun", s.lemmas[h]) {
			return got // "rebels threatening both": they do it
		}
		return r.nounAgents(h, depth+1)
	case "VB": // "a decision to withdraw", "Moscow's willingness to mediate"
		if v := s.head(h); v >= 0 && s.is(h, "obj", "iobj") && s.isVerb(v) && r.objectControl(v) { // "invited the two to talk"
			return r.actorsDepth(h, asAgent, depth+1)
		}
		return r.nounAgents(h, depth+1)
	}
	if s.tree[u].XPOS == "VBN" && s.child(u, "mark") >= 0 { // "the only states to have recognised"
		if k := s.child(h, "appos"); k > h && s.enclosed(k) != nil {
			return r.actorsDepth(h, asAgent, depth+1)
		}
		return r.nounAgents(h, depth+1)
	}
	if s.is(u, "acl:relcl") {
		return r.actorsDepth(h, asAgent, depth+1)
	}
	return nil
}

// subjectOfPredicate is the grammatical subject of a verb or predicate, active or passive: that of a coordinated or
// dependent verb without its own.
func (r *reader) subjectOfPredicate(u, depth int) []actor {
	if r.s.passive(u) {
		if k := r.s.child(u, "nsubj:pass", "nsubj"); k >= 0 {
			return r.actorsDepth(k, asAgent, depth)
		}
	}
	return r.verbAgents(u, depth)
}

// objectControl says whether the infinitive after this verb is to be done by its object: "urged Iran to stop".
func (r *reader) objectControl(h int) bool {
	return r.a.rules.lexicon.In("request_verb", r.s.lemmas[h]) && (r.s.child(h, "obj", "iobj") >= 0 || r.s.lemmas[h] != "want" && r.s.lemmas[h] != "ask" && r.s.lemmas[h] != "demand" && r.s.lemmas[h] != "request" && r.s.lemmas[h] != "require") || r.s.lemmas[h] == "allow" || r.s.lemmas[h] == "prompt" || r.s.lemmas[h] == "force"
}

// bidden is who is asked by the verb at h: its object, or "called on X", "appealed to X"; -1 for none.
func (s *sentence) bidden(h int) int {
	if k := s.child(h, "obj", "iobj"); k >= 0 {
		return k
	}
	for _, k := range s.kids[h] {
		if p := s.preposition(k); s.rel(k) == "obl" && (p == "on" || p == "upon" || p == "to") {
			return k
		}
	}
	return -1
}

func (r *reader) byPhrase(u int) int {
	for _, k := range r.s.kids[u] {
		if k > u && (r.s.is(k, "obl:agent") || r.s.rel(k) == "obl" && r.s.preposition(k) == "by") {
			return k
		}
	}
	for k := u + 1; k < len(r.s.units) && k <= u+25; k++ { // hung elsewhere
		if m := r.s.units[k].mention; m != nil && m.kind != demonym && r.s.preposition(k) == "by" && !r.s.isVerb(r.s.head(k)) {
			return k
		}
		if r.s.tree[k].UPOS == "VERB" && r.s.tree[k].XPOS != "VBN" && r.s.tree[k].XPOS != "VBG" {
			break
		}
	}
	return -1
}

// nounAgents reads the doer of a deed told by a noun.
func (r *reader) nounAgents(u, depth int) []actor {
	if depth > 8 {
		return nil
	}
	if h := r.s.head(u); h >= 0 && r.s.is(u, "appos") && !r.a.rules.lexicon.In("accusation", r.s.lemmas[u]) { // "Turkey, a critic of the pact"
		if got := r.actorsDepth(h, asDirect, depth+1); len(got) > 0 {
			return got
		}
	}
	if h := r.s.child(u, "nsubj"); h >= 0 && r.s.child(u, "cop") >= 0 {
		return r.actorsDepth(h, asDirect, depth+1)
	}
	if got := r.ownAgents(u); len(got) > 0 {
		return got
	}
	return r.governingAgents(u, depth)
}

// ownAgents are told with the noun itself: "Israel's strikes", "US sanctions", "an attack by Hamas".
func (r *reader) ownAgents(u int) []actor {
	s := r.s
	for _, k := range s.kids[u] {
		if s.is(k, "nmod:poss") {
			if got := r.thanked(u, k); len(got) > 0 {
				return got
			}
			return r.actors(k, asAgent)
		}
	}
	for _, k := range s.kids[u] {
		if k < u && s.is(k, "amod", "compound", "nmod", "nmod:unmarked", "nmod:desc", "flat") {
			var out []actor
			for _, c := range s.conjuncts(k) {
				if m := s.units[c].mention; m != nil && len(m.refs) > 0 && m.kind != outletName && m.kind != conflictName && !r.site(c, u) {
					out = append(out, r.fromMention(c, m)...)
				}
			}
			if len(out) > 0 {
				return out
			}
		}
	}
	for _, k := range s.kids[u] {
		if n := s.subject(k); k > u && n >= 0 && s.is(k, "acl:relcl") && !s.passive(k) && !isRelative(s.units[n].form) && r.a.rules.lexicon.In("support_verb", s.lemmas[k]) {
			return r.actors(n, asAgent) // "the talks that he has held"
		}
		if k > u && s.rel(k) == "nmod" || s.is(k, "obl:agent") {
			if p := s.preposition(k); p == "by" || p == "of" && r.a.rules.lexicon.In("consult_noun", s.lemmas[u]) || p == "from" && s.lemmas[u] != "purchase" && s.lemmas[u] != "withdrawal" {
				return r.actors(k, asAgent)
			}
			for _, g := range s.kids[k] { // "a visit to Israel by X"
				if s.preposition(g) == "by" && s.units[g].mention != nil {
					return r.actors(g, asAgent)
				}
			}
		}
	}
	return nil
}

// site says whether the capital named at k only tells where the attack at u was: "the Damascus strike".
func (r *reader) site(k, u int) bool {
	m := r.s.units[k].mention
	return m != nil && m.why == string(gazetteer.Capital) && r.a.rules.lexicon.In("attack_deed", r.s.lemmas[u])
}

// governingAgents are the agents of the verb that the noun completes: "launched strikes", "said in a call with".
func (r *reader) governingAgents(u, depth int) []actor {
	s := r.s
	h := s.head(u)
	if h < 0 || depth > 8 {
		return nil
	}
	switch s.rel(u) {
	case "obj", "obl", "iobj", "xcomp", "advcl", "acl":
		if s.isVerb(h) || s.tree[h].UPOS == "ADJ" || s.child(h, "cop") >= 0 {
			if s.is(u, "obj") && s.lemmas[u] == "criticism" && r.refuses(h) {
				return nil // "rejected criticism": somebody else's
			}
			if s.rel(u) == "obl" {
				switch p := s.preposition(u); {
				case p == "over" && r.a.rules.lexicon.In("call_noun", s.lemmas[u]): // "over the phone"
				case slices.Contains(spokenOf, p):
					return nil
				case p == "to":
					if d := s.child(u, "det"); d >= 0 && lower(s.units[d].form) == "the" && r.a.rules.lexicon.In("attack_deed", s.lemmas[u]) {
						return nil // "linked them to the attack"
					}
				}
			}
			if s.rel(u) == "obl" && s.passive(h) {
				return r.actors(s.child(h, "nsubj:pass", "nsubj"), asAgent)
			}
			return r.agentsDepth(h, depth+1)
		}
		if r.a.rules.lexicon.In("claim_noun", s.lemmas[h]) {
			return r.governingAgents(h, depth+1)
		}
		return r.nounAgents(h, depth+1)
	case "nsubj":
		if s.is(u, "nsubj:pass") {
			return r.agentsDepth(h, depth+1)
		}
	case "nmod", "conj", "appos", "compound":
		if p := s.preposition(s.chainHead(u)); p == "to" && r.a.rules.lexicon.In("reply_noun", s.lemmas[s.head(s.chainHead(u))]) {
			return nil // "the response to the attack"
		}
		if s.isVerb(h) {
			return r.agentsDepth(h, depth+1)
		}
		if r.a.rules.lexicon.In("claim_noun", s.lemmas[h]) {
			return r.governingAgents(h, depth+1)
		}
		return r.nounAgents(h, depth+1)
	}
	return nil
}

// perpetrators are who do the deed of force that a noun tells: who is told with it, or does a verb that only carries it
// ("launched a wave of strikes"). Whoever else the clause is about speaks of the deed, foils it or suffers from it.
func (r *reader) perpetrators(u int) []actor {
	s := r.s
	if own := r.ownAgents(u); len(own) > 0 {
		return own
	}
	v := u
	for h := s.head(v); h >= 0 && s.is(v, "nmod", "conj") && (s.is(v, "conj") || r.quantity(s.lemmas[h]) || r.a.rules.lexicon.In("planned_noun", s.lemmas[h])); h = s.head(v) {
		v = h
	}
	if s.is(v, "nmod") && s.preposition(v) == "in" && s.is(s.head(v), "obj") {
		v = s.head(v) // "used drones in strikes"
	}
	h := s.head(v)
	lex := r.a.rules.lexicon
	if p := s.preposition(v); v == u && (p == "in" || p == "as") && s.is(v, "obl") && lex.In("reprisal", s.lemmas[u]) {
		return r.agents(u) // "shelled Y in retaliation"
	}
	if h < 0 || s.is(v, "appos") || (s.lemmas[h] == "use" || s.lemmas[h] == "employ") && !s.passive(h) || r.consents(v) || s.is(v, "obj", "nsubj:pass") && (lex.In("support_verb", s.lemmas[h]) || lex.In("own_deed_verb", s.lemmas[h])) {
		return r.agents(u)
	}
	return nil
}

// refuses says whether a verb turns down what its object tells.
func (r *reader) refuses(h int) bool {
	return slices.ContainsFunc(r.a.rules.lexicon.Frames(lexicon.Verb, r.s.lemmas[h]), func(f *lexicon.Frame) bool {
		return f.Type == "REJECTS" && len(f.Needs) == 0 && !f.Negated && f.Objects[0] == lexicon.ObjectSlot
	})
}

// spokenOf are the prepositions of what somebody only speaks of or does something else about.
var spokenOf = []string{"about", "of", "over", "regarding", "concerning", "despite", "since", "ahead of", "amid", "before", "against", "because of", "due to", "under"}

// content is the clause that a verb of saying or asking governs, -1 for none.
func (r *reader) content(u int) int {
	return r.s.child(u, "ccomp", "xcomp", "advcl", "parataxis")
}

func lower(s string) string { return strings.ToLower(s) }
