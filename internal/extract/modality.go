package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// standing is how a deed is told: done, intended or possible, done or not, or not told as a deed at all.
type standing struct {
	modality diplo.Modality
	negative bool
	noDeed   bool // only asked for, feared, forbidden
	pledged  bool // a pledge of it is it: support
	harm     bool // a vow of it is a threat
}

// standingOf reads how the deed of a kind is told that the word at u triggers: by the auxiliaries and negations of the
// trigger, by each word that governs it up to its clause, by its modifiers.
func (r *reader) standingOf(u int, k diplo.Type) standing {
	info, _ := k.Info()
	st := standing{modality: diplo.Actual, pledged: k == "SUPPORTS", harm: info.Family == diplo.Force || info.Family == diplo.Measures}
	s := r.s
	if s.tree[u].UPOS == "AUX" {
		st.negative = s.negated(s.head(u))
		r.auxiliaries(s.head(u), &st)
		st.noDeed = false
		return st
	}
	st.negative = s.negated(u) || r.noneDoes(u)
	r.auxiliaries(u, &st)
	if r.howTo(u) {
		st.noDeed = true
		return st
	}
	for v, n := u, 0; s.head(v) >= 0 && n < 12; n++ {
		g := governor{deed: u, kind: k, below: v, at: s.head(v), lemma: s.lemmas[s.head(v)]}
		if r.governs(g, &st) {
			return st
		}
		if s.rel(v) == "root" {
			break
		}
		v = g.at
	}
	r.modified(u, k, &st)
	return st
}

// howTo says whether u stands in a question with an infinitive: "discussed how to revive the talks".
func (r *reader) howTo(u int) bool {
	s := r.s
	for v, n := u, 0; v >= 0 && n < 6 && !s.is(v, "acl:relcl", "parataxis"); v, n = s.head(v), n+1 {
		if k := s.child(v, "advmod"); k >= 0 && k < v && s.tree[v].XPOS == "VB" {
			switch lower(s.units[k].form) {
			case "how", "whether", "when", "where":
				return true
			}
		}
	}
	return false
}

// noneDoes says whether the subject denies the verb: "neither A nor B recognised C".
func (r *reader) noneDoes(u int) bool {
	s := r.s
	k := s.child(u, "nsubj")
	if k < 0 {
		return false
	}
	return slices.ContainsFunc(s.kids[k], func(g int) bool {
		w := lower(s.units[g].form)
		return w == "neither" || w == "no" && s.is(g, "det")
	})
}

// governor is a word above a deed in the tree.
type governor struct {
	deed  int // the trigger
	kind  diplo.Type
	below int // the word that it governs: the deed, or one above the deed
	at    int // itself
	lemma string
}

// governs reads what one governor says of the deed below it. It reports whether that settles the matter; if not, what
// stands above the governor counts as well.
func (r *reader) governs(g governor, st *standing) bool {
	switch r.s.rel(g.below) {
	case "xcomp", "csubj":
		if r.predicate(g.at) {
			r.governed(g.at, g.lemma, st)
		} else if r.a.rules.lexicon.In("hypothetical_noun", g.lemma) {
			st.weaken(diplo.Hypothetical)
		}
	case "obj", "nsubj", "obl", "nmod":
		return r.argument(g, st)
	case "advcl":
		r.adverbial(g, st)
		return true
	case "acl":
		if r.s.tree[g.below].XPOS == "VB" {
			r.nounInfinitive(g, st)
		} else if r.s.child(g.below, "mark") >= 0 && r.denier(g.at) >= 0 {
			st.negative = !st.negative
		}
		return true
	case "ccomp":
		r.contentClause(g, st)
		return true
	case "parataxis":
		return true
	case "conj":
		return r.coordinated(g, st)
	}
	return false
}

// predicate says whether the word at h can head a clause.
func (r *reader) predicate(h int) bool {
	return r.s.isVerb(h) || r.s.tree[h].UPOS == "AUX" || r.s.tree[h].UPOS == "ADJ"
}

// argument reads a governor whose argument the deed is: "postponed the visit", "open to talks", "a call for sanctions".
func (r *reader) argument(g governor, st *standing) bool {
	s, lex := r.s, r.a.rules.lexicon
	rel, preposition := s.rel(g.below), s.preposition(g.below)
	if rel == "nmod" && (g.lemma == "cancellation" || g.lemma == "postponement") || r.calledOff(g.below, g.at) {
		*st = standing{modality: diplo.Planned, negative: true}
		return true
	}
	if rel == "obl" && s.tree[g.at].UPOS == "ADJ" && (g.lemma == "open" || g.lemma == "willing" || g.lemma == "ready") {
		st.weaken(diplo.Hypothetical)
	}
	if preposition == "ahead of" {
		st.weaken(diplo.Planned)
	}
	switch {
	case s.isVerb(g.at) && s.is(g.below, "obj", "nsubj:pass") && !isSpeechNoun(g.kind):
		return r.objectOf(g, st)
	case s.isVerb(g.at) && rel == "obl":
		if preposition == "for" && lex.In("request_verb", g.lemma) {
			st.noDeed = true
		}
		if preposition == "for" && isTalking(g.kind) {
			r.auxiliaries(g.at, st) // "will travel for a summit"
		}
		return true
	case !r.predicate(g.at) && rel == "nmod" && lex.In("hypothetical_noun", g.lemma):
		st.weaken(diplo.Hypothetical)
		if isRequest(g.lemma) {
			st.noDeed = true
		}
	}
	return false
}

// objectOf reads a verb whose object is the deed: "rejected talks", "plans a visit", "ended the meeting".
func (r *reader) objectOf(g governor, st *standing) bool {
	s, lex := r.s, r.a.rules.lexicon
	if info, _ := g.kind.Info(); info.Family == diplo.Consult || info.Family == diplo.Agree {
		switch g.lemma {
		case "end", "stop", "halt", "cease":
			*st = standing{modality: diplo.Actual, negative: info.Family == diplo.Agree} // a visit that is over was one
			return true
		}
	}
	support, negative := lex.In("support_verb", g.lemma), lex.In("negative_verb", g.lemma)
	hypothetical, planned := lex.In("hypothetical_verb", g.lemma), lex.In("planned_verb", g.lemma)
	if lex.In("no_deed_verb", g.lemma) && !support {
		st.noDeed = true
	}
	switch {
	case negative:
		st.negative = !st.negative
	case support:
	case hypothetical:
		st.weaken(diplo.Hypothetical)
	case planned:
		st.weaken(diplo.Planned)
	}
	if s.negated(g.at) {
		if lex.In("saying_verb", g.lemma) {
			st.noDeed = true
		}
		st.negative = !st.negative
	}
	r.auxiliaries(g.at, st)
	if !s.isVerb(g.deed) && !support && !planned && !hypothetical && !negative && !st.noDeed {
		*st = standing{modality: diplo.Actual} // "to break the deadlock in the talks": there are talks
		return true
	}
	return false
}

// adverbial reads the clause that an adverbial clause with the deed belongs to: "if", "in order to", "accused of".
func (r *reader) adverbial(g governor, st *standing) {
	s := r.s
	switch g.lemma {
	case "stop":
		if g.at+1 < len(s.units) && lower(s.units[g.at+1].form) == "short" {
			st.negative = true // "stopped short of"
		}
	case "accuse", "blame", "suspect":
		st.noDeed = true // a charge, not a deed told
	}
	m := s.child(g.below, "mark")
	if m < 0 {
		return
	}
	switch lower(s.units[m].form) {
	case "if", "unless", "should", "lest":
		st.weaken(diplo.Hypothetical)
	case "to":
		if s.tree[g.below].XPOS == "VB" {
			main := s.tree[g.at]
			present := main.XPOS == "VBZ" || main.XPOS == "VBP" || main.UPOS != "VERB"
			if g.kind == "MET_WITH" || g.kind == "VISITED" || st.modality == diplo.Actual && present {
				st.weaken(diplo.Planned)
			}
		}
		if r.a.rules.lexicon.In("request_verb", g.lemma) {
			st.noDeed = true
		}
	}
}

// nounInfinitive reads a noun that takes the deed as infinitive: "a plan to", "the refusal to", "calls to".
func (r *reader) nounInfinitive(g governor, st *standing) {
	s, lex := r.s, r.a.rules.lexicon
	switch {
	case g.lemma == "plan" || g.lemma == "intention":
		st.weaken(diplo.Planned)
	case lex.In("hypothetical_noun", g.lemma):
		st.weaken(diplo.Hypothetical)
	case g.lemma == "refusal" || g.lemma == "failure":
		st.negative = !st.negative
	case (g.lemma == "vow" || g.lemma == "swear" || g.lemma == "pledge" || g.lemma == "promise") && st.harm:
		st.noDeed = true // a threat
	case st.pledged && g.lemma == "commitment", g.lemma == "decision":
	default:
		st.weaken(diplo.Planned)
	}
	if isRequest(g.lemma) {
		st.noDeed = true
	}
	if h := s.head(g.at); h >= 0 && s.is(g.at, "obj") && lex.In("no_deed_verb", s.lemmas[h]) && !lex.In("support_verb", s.lemmas[h]) {
		st.noDeed = true // "discussed ways to"
	}
}

// denier is the verb that denies what the claim at a noun says, nobody's claim in particular: "denied reports that". It
// is -1 for none; a claim of somebody's stays his.
func (r *reader) denier(claim int) int {
	s := r.s
	h := s.head(claim)
	if h < 0 || !s.is(claim, "obj") || len(r.ownAgents(claim)) > 0 {
		return -1
	}
	switch s.lemmas[h] {
	case "deny", "reject", "dismiss", "refute", "rebut":
		return h
	}
	return -1
}

// contentClause reads a verb that takes the deed as a clause: "demanded that", "denied that", "does not believe that".
func (r *reader) contentClause(g governor, st *standing) {
	lex := r.a.rules.lexicon
	saying := lex.In("saying_verb", g.lemma)
	if lex.In("request_verb", g.lemma) && !saying {
		st.noDeed = true
	}
	if lex.In("hypothetical_verb", g.lemma) && !saying {
		st.weaken(diplo.Hypothetical)
	}
	switch g.lemma {
	case "deny":
		st.negative = !st.negative
	case "think", "believe", "expect":
		if r.s.negated(g.at) {
			st.negative = !st.negative
		}
	}
}

// coordinated reads a verb before a coordinated one, whose auxiliaries may hold for both: "will meet and sign". A verb
// with a subject of its own stands for itself.
func (r *reader) coordinated(g governor, st *standing) bool {
	s, v := r.s, g.below
	switch {
	case !s.isVerb(v):
	case s.child(v, "aux", "nsubj", "cop") < 0 && s.isVerb(g.at) && s.tree[v].XPOS == s.tree[g.at].XPOS:
		r.auxiliaries(g.at, st)
	case s.child(v, "nsubj") >= 0:
		return true
	}
	return false
}

// modified reads what depends on the trigger: "planned talks", "a possible deal", "a meeting that is expected to".
func (r *reader) modified(u int, k diplo.Type, st *standing) {
	s, lex := r.s, r.a.rules.lexicon
	for _, m := range s.kids[u] {
		switch {
		case s.is(m, "acl:relcl") && (k == "VISITED" || isTalking(k)):
			switch s.lemmas[m] {
			case "expect", "schedule", "plan", "due", "set", "slate":
				st.weaken(diplo.Planned)
			case "fail", "collapse", "cancel":
				*st = standing{modality: diplo.Actual, negative: true}
				return
			}
		case s.is(m, "amod", "compound"):
			switch w := lower(s.units[m].form); {
			case lex.In("hypothetical_adj", w):
				st.weaken(diplo.Hypothetical)
			case lex.In("planned_adj", w):
				st.weaken(diplo.Planned)
			}
		}
	}
}

// isSpeechNoun says whether a noun that tells such an act is itself speech: "rejected the accusation" keeps the accusation.
func isSpeechNoun(k diplo.Type) bool {
	info, _ := k.Info()
	switch info.Family {
	case diplo.Disapprove, diplo.Approve, diplo.Refuse, diplo.Ask, diplo.Threaten:
		return true
	}
	return false
}

// isTalking says whether an act brings the two sides into one conversation.
func isTalking(k diplo.Type) bool {
	return k == "MET_WITH" || k == "SPOKE_WITH" || k == "NEGOTIATED_WITH"
}

// isRequest says whether a noun asks for what it governs: "a call for", "the demand to".
func isRequest(lemma string) bool {
	return lemma == "call" || lemma == "demand" || lemma == "request" || lemma == "appeal"
}

// weaken takes the deed from done to planned, from either to hypothetical; never back.
func (st *standing) weaken(m diplo.Modality) {
	if st.modality == diplo.Actual || m == diplo.Hypothetical {
		st.modality = m
	}
}

// auxiliaries reads "will", "may" and the like before a verb.
func (r *reader) auxiliaries(u int, st *standing) {
	s := r.s
	for _, k := range s.kids[u] {
		if !s.is(k, "aux", "cop", "aux:pass") {
			continue
		}
		if w := lower(s.units[k].form); (w == "is" || w == "are" || w == "was" || w == "were") && s.tree[u].XPOS == "VB" && k+1 < len(s.units) && lower(s.units[k+1].form) == "to" {
			st.weaken(diplo.Planned) // "are to meet"
		}
		switch lower(s.units[k].form) {
		case "will", "shall", "'ll", "wo":
			st.weaken(diplo.Planned)
		case "would", "'d":
			if r.reported(u) && !s.hasAux(u, "have") {
				st.weaken(diplo.Planned)
			} else {
				st.weaken(diplo.Hypothetical)
			}
		case "may", "might", "could", "can", "ca":
			st.weaken(diplo.Hypothetical)
		case "should", "must", "ought":
			st.noDeed = true
		}
	}
}

// reported says whether u is the content of a verb of saying in the past, where "would" stands for "will".
func (r *reader) reported(u int) bool {
	s := r.s
	h := s.head(u)
	return h >= 0 && s.is(u, "ccomp") && r.saying(h) && (s.tree[h].XPOS == "VBD" || s.tree[h].XPOS == "VBN" || s.tree[h].XPOS == "VBG")
}

func (s *sentence) hasAux(u int, form string) bool {
	for _, k := range s.kids[u] {
		if s.is(k, "aux") && lower(s.units[k].form) == form {
			return true
		}
	}
	return false
}

// calledOff says whether the noun v is cancelled by the verb h: "the meeting has been called off", "postponed his visit".
func (r *reader) calledOff(v, h int) bool {
	s := r.s
	if !s.isVerb(h) || !s.is(v, "obj", "nsubj:pass") {
		return false
	}
	switch s.lemmas[h] {
	case "cancel", "postpone", "scrap", "shelve", "abandon":
		return true
	case "call", "put":
		return s.particle(h) == "off"
	}
	return false
}

// governed reads a verb that takes the deed as infinitive or complement: "plans to", "refused to", "threatened to".
func (r *reader) governed(h int, lemma string, st *standing) {
	lex, s := r.a.rules.lexicon, r.s
	if s.negated(h) {
		st.negative = !st.negative
	}
	r.auxiliaries(h, st)
	switch {
	case lex.In("negative_verb", lemma), lemma == "unwilling", lemma == "reluctant", lemma == "unable":
		st.negative = !st.negative
	case lex.In("implicative_verb", lemma):
	case lemma == "threaten", lex.In("request_verb", lemma) && !lex.In("hypothetical_verb", lemma):
		st.noDeed = true
	case st.pledged && (lemma == "pledge" || lemma == "commit" || lemma == "vow" || lemma == "promise"):
	case lex.In("planned_verb", lemma), lemma == "be":
		st.weaken(diplo.Planned)
	case lex.In("hypothetical_verb", lemma), lemma == "able", lemma == "ready", lemma == "open", lemma == "willing", lemma == "likely":
		st.weaken(diplo.Hypothetical)
	}
}
