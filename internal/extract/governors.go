package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

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
	s := r.s
	switch s.rel(g.below) {
	case "xcomp", "csubj":
		switch m := s.child(g.below, "mark"); {
		case m >= 0 && lower(s.units[m].form) == "whether":
			st.weaken(diplo.Hypothetical) // "it is not clear whether"
			return true
		case r.predicate(g.at), g.lemma == "about":
			r.governed(g.at, st)
		case r.a.rules.lexicon.In("hypothetical_noun", g.lemma):
			st.weaken(diplo.Hypothetical)
		}
	case "obj", "nsubj", "obl", "nmod":
		return r.argument(g, st)
	case "advcl":
		r.adverbial(g, st)
		return true
	case "acl":
		switch mark := s.child(g.below, "mark"); {
		case s.tree[g.below].XPOS == "VB", s.tree[g.below].XPOS == "VBG" && mark >= 0:
			r.nounComplement(g, st)
		case mark < 0 && !r.claimed(g.below):
		case r.denier(g.at) >= 0, s.negated(g.at): // "denied reports that", "no evidence that"
			st.deny()
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

// governed reads a predicate that takes the deed as infinitive or gerund: "plans to", "refused to", "is unlikely to".
func (r *reader) governed(h int, st *standing) {
	lex, s := r.a.rules.lexicon, r.s
	lemma := s.lemmas[h]
	if st.said && lemma == "like" && !s.negated(h) {
		return // "I would like to thank"
	}
	switch left := r.cancels(h); {
	case left != "":
		st.cancel(left)
	case lemma == "unlikely":
		st.deny()
		st.weaken(diplo.Hypothetical)
	case lex.In("negative_verb", lemma), lex.In("negative_state", lemma), s.yet(h):
		st.deny()
	case lemma == "go" && s.tree[h].XPOS == "VBG":
		st.weaken(diplo.Planned)
	case lemma == "prepare" && s.tree[h].XPOS == "VBN":
		st.weaken(diplo.Hypothetical) // "is prepared to"
	case st.pledged && lemma == "continue" && !s.negated(h):
		return // "will continue to stand by" stands by now
	case lex.In("implicative_verb", lemma), st.tried && (lemma == "try" || lemma == "seek" || lemma == "attempt" || lemma == "work"):
	case lemma == "threaten", lex.In("request_verb", lemma) && !lex.In("hypothetical_verb", lemma):
		st.noDeed = true
	case st.measure && lex.In("enacting_verb", lemma):
	case st.pledged && (lemma == "pledge" || lemma == "commit" || lemma == "vow" || lemma == "promise"):
	case lex.In("planned_verb", lemma), lemma == "be", lemma == "about":
		st.weaken(diplo.Planned)
	case lex.In("hypothetical_verb", lemma), lex.In("hypothetical_state", lemma):
		st.weaken(diplo.Hypothetical)
	}
	if s.negated(h) {
		st.deny()
	}
	r.auxiliaries(h, st)
}

// yet says whether the verb is that of "has yet to".
func (s *sentence) yet(h int) bool {
	l := s.lemmas[h]
	return (l == "have" || l == "be") && slices.ContainsFunc(s.kids[h], func(k int) bool { return k > h && lower(s.units[k].form) == "yet" })
}

// cancels says what the verb at h, which gives up what it governs, leaves of it where it is denied: a plan, or, of what is
// ruled out, a possibility. It is "" for other verbs.
func (r *reader) cancels(h int) diplo.Modality {
	s, lex := r.s, r.a.rules.lexicon
	if !s.isVerb(h) {
		return ""
	}
	switch phrase := s.lemmas[h] + " " + s.particle(h); {
	case phrase == "rule out", s.lemmas[h] == "exclude":
		return diplo.Hypothetical
	case lex.In("cancel_verb", phrase), lex.In("cancel_verb", s.lemmas[h]):
		return diplo.Planned
	}
	return ""
}

// argument reads a governor whose argument the deed is: "postponed the visit", "open to talks", "a call for sanctions".
func (r *reader) argument(g governor, st *standing) bool {
	s, lex := r.s, r.a.rules.lexicon
	rel, preposition := s.rel(g.below), s.preposition(g.below)
	st.consent(r.consents(g.below))
	left := r.cancels(g.at)
	if g.lemma == "suspend" && (g.kind == "MET_WITH" || g.kind == "VISITED") {
		left = diplo.Planned // a meeting can be suspended before it is held
	}
	if left != "" && s.is(g.below, "obj", "nsubj:pass") && !isSpeechNoun(g.kind) {
		st.cancel(left)
		if s.negated(g.at) {
			st.deny()
		}
		r.auxiliaries(g.at, st)
		return st.left == "" // who cancels may be told to plan it, or to refuse it
	}
	if rel == "obl" && strings.HasSuffix(preposition, "out of") && lex.In("cancel_verb", g.lemma+" out") {
		st.cancel(diplo.Planned)
		return true
	}
	if s.aheadOf(g.below) || preposition == "before" && (isTalking(g.kind) || g.kind == "VISITED") {
		st.weaken(diplo.Planned)
	}
	switch {
	case s.isVerb(g.at) && s.is(g.below, "obj", "nsubj:pass"):
		return r.objectOf(g, st)
	case rel == "nsubj" && !isSpeechNoun(g.kind):
		r.happens(g.at, st)
		return true
	case rel == "obl" && (g.lemma == "short" || preposition == "from" && lex.In("negative_verb", g.lemma)):
		st.deny() // "stopped short of", "refrained from"
		return true
	case rel == "obl" && s.tree[g.at].UPOS == "ADJ" && lex.In("hypothetical_state", g.lemma):
		st.weaken(diplo.Hypothetical)
	case s.isVerb(g.at) && rel == "obl" && preposition == "for":
		if o := s.child(g.at, "obj"); o >= 0 && isRequest(s.lemmas[o]) { // "repeated its call for a truce"
			st.noDeed = true
			return true
		}
		if lex.In("request_verb", g.lemma) {
			st.noDeed = true
		}
		if isTalking(g.kind) {
			r.auxiliaries(g.at, st) // "will travel for a summit"
			if lex.In("motion_verb", g.lemma) || lex.In("scheduling_verb", g.lemma) {
				st.weaken(diplo.Planned) // "has arrived for talks"
			}
		}
		return true
	case s.isVerb(g.at) && rel == "obl" && (preposition == "in" || preposition == "into") && lex.In("taking_part_verb", g.lemma):
		if s.negated(g.at) {
			st.deny() // "will not engage in talks"
		}
		r.auxiliaries(g.at, st)
	case s.isVerb(g.at) && rel == "obl":
		return true
	case r.predicate(g.at) || rel != "nmod":
	case g.lemma == "cancellation" || g.lemma == "postponement":
		st.cancel(diplo.Planned)
		return true
	case lex.In("hypothetical_noun", g.lemma), lex.In("talks_noun", g.lemma) && reached(g.kind):
		st.weaken(diplo.Hypothetical)
		st.noDeed = st.noDeed || isRequest(g.lemma)
	case preposition == "for" && isRequest(g.lemma): // "a call for a truce"
		st.noDeed = true
	}
	return false
}

// reached says whether an act is what talks are about before there is one: an agreement, a truce.
func reached(k diplo.Type) bool {
	info, _ := k.Info()
	return info.Family == diplo.Agree || k == "CEASEFIRE_WITH"
}

// aheadOf says whether "ahead of" stands before the noun at u.
func (s *sentence) aheadOf(u int) bool {
	c := s.child(u, "case")
	return s.preposition(u) == "ahead of" || c > 0 && lower(s.units[c].form) == "of" && lower(s.units[c-1].form) == "ahead"
}

// happens reads the predicate of which the deed is the subject: "talks will resume", "the meeting failed to take place".
func (r *reader) happens(h int, st *standing) {
	if left := r.cancels(h); left != "" {
		st.cancel(left) // "fell through"
	} else if x := r.s.child(h, "xcomp"); r.occurs(h) || x >= 0 && r.occurs(x) || r.s.tree[h].UPOS == "ADJ" {
		r.governed(h, st)
	}
}

// occurs says whether the verb at v tells no more of its subject than that it happens, or when.
func (r *reader) occurs(v int) bool {
	s := r.s
	return r.a.rules.lexicon.In("occurrence_verb", s.lemmas[v]) ||
		s.lemmas[v] == "take" && slices.ContainsFunc(s.kids[v], func(k int) bool { return s.lemmas[k] == "place" })
}

// hasDoer says whether a noun names the doers of its deed itself: "Chad's raid", "the deal between Chad and Togo".
func (r *reader) hasDoer(u int) bool {
	return len(r.ownAgents(u)) > 0 || slices.ContainsFunc(r.s.kids[u], func(k int) bool { return r.s.preposition(k) == "between" })
}

// objectOf reads a verb whose object is the deed: "rejected talks", "plans a visit", "ended the meeting". What a verb does
// to mere words leaves them said: "rejected the accusation"; only one that utters them can deny them.
func (r *reader) objectOf(g governor, st *standing) bool {
	s, lex := r.s, r.a.rules.lexicon
	support, below := lex.In("support_verb", g.lemma), *st
	if isSpeechNoun(g.kind) {
		if support && g.below == g.deed && s.negated(g.at) {
			st.deny()
		}
		return false
	}
	info, _ := g.kind.Info()
	switch {
	case !lex.In("ending_verb", g.lemma):
	case info.Family == diplo.Consult: // a visit that is over was one
		*st = standing{modality: diplo.Actual}
		return true
	case info.Family == diplo.Agree || info.Family == diplo.Aid:
		*st = standing{modality: diplo.Actual, negative: true}
		return true
	}
	negative, scheduled := lex.In("negative_verb", g.lemma), lex.In("scheduling_verb", g.lemma)
	hypothetical, planned := lex.In("hypothetical_verb", g.lemma), lex.In("planned_verb", g.lemma)
	topic := lex.In("topic_verb", g.lemma)                           // who discusses the revival of talks holds none by that
	wished := hypothetical && !topic && info.Family == diplo.Consult // "proposed talks", "seeks a meeting"
	if lex.In("no_deed_verb", g.lemma) && !support && !wished && g.lemma != "deny" || (topic || lex.In("judging_verb", g.lemma)) && !r.hasDoer(g.deed) {
		st.noDeed = true
	}
	switch {
	case negative:
		st.deny()
	case wished:
		st.weaken(diplo.Hypothetical)
	case scheduled:
		st.weaken(diplo.Planned)
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
		st.deny()
	}
	r.auxiliaries(g.at, st)
	if !s.isVerb(g.deed) && !support && !planned && !hypothetical && !negative && !scheduled && !st.noDeed {
		*st = standing{modality: below.modality, negative: below.negative} // "to break the deadlock in the talks": there are talks
		return true
	}
	return false
}

// control are the classes of predicates whose infinitive is no purpose, however the parser hangs it.
var control = []string{"negative_verb", "negative_state", "hypothetical_state", "hypothetical_verb", "planned_verb"}

// adverbial reads the clause that an adverbial clause with the deed belongs to: "if", "in order to", "accused of",
// "stopped short of", "refrained from".
func (r *reader) adverbial(g governor, st *standing) {
	s, lex := r.s, r.a.rules.lexicon
	switch {
	case g.lemma == "far":
		st.deny()
		return
	case g.lemma == "short", g.at+1 < len(s.units) && lower(s.units[g.at+1].form) == "short":
		if h := s.head(g.at); !s.negated(g.at) && (h < 0 || !s.negated(h)) {
			st.deny()
		}
		return
	case g.lemma == "accuse" || g.lemma == "blame" || g.lemma == "suspect":
		st.noDeed = true // a charge, not a deed told
	case s.inverted(g.below):
		st.weaken(diplo.Hypothetical)
	}
	m := s.child(g.below, "mark")
	if m < 0 {
		return
	}
	switch lower(s.units[m].form) {
	case "if", "unless", "should", "lest":
		st.weaken(diplo.Hypothetical)
	case "about", "of":
		if o := s.child(g.at, "obj", "nsubj:pass"); o >= 0 && lex.In("accusation", s.lemmas[o]) {
			st.noDeed = true // "rejected reports about selling arms"
		}
	case "from":
		if s.child(g.at, "obj") >= 0 || s.passive(g.at) {
			st.noDeed = st.noDeed || lex.In("preventing_verb", g.lemma)
		} else if lex.In("negative_verb", g.lemma) != s.negated(g.at) {
			st.deny()
		}
	case "against":
		switch {
		case lex.In("planned_verb", g.lemma):
			st.cancel(diplo.Planned) // "decided against"
		case lex.In("request_verb", g.lemma), lex.In("saying_verb", g.lemma):
			st.noDeed = true
		default:
			st.deny()
		}
	case "to":
		if s.tree[g.below].XPOS != "VB" {
			if r.s.tree[g.at].UPOS == "ADJ" {
				r.governed(g.at, st) // "opposed to sending", "close to signing"
			}
			break
		}
		if s.yet(g.at) || slices.ContainsFunc(control, func(class string) bool { return lex.In(class, g.lemma) }) {
			r.governed(g.at, st)
			break
		}
		main := s.tree[g.at]
		present := main.XPOS == "VBZ" || main.XPOS == "VBP" || main.UPOS != "VERB"
		if g.kind == "MET_WITH" || g.kind == "VISITED" || st.modality == diplo.Actual && present {
			st.weaken(diplo.Planned)
		}
		if lex.In("request_verb", g.lemma) {
			st.noDeed = true
		}
	}
}

// nounComplement reads a noun that takes the deed as infinitive or gerund: "a plan to", "no intention of", "calls to".
func (r *reader) nounComplement(g governor, st *standing) {
	s, lex := r.s, r.a.rules.lexicon
	mark := s.child(g.below, "mark")
	switch {
	case lex.In("planned_noun", g.lemma):
		st.weaken(diplo.Planned)
	case lex.In("hypothetical_noun", g.lemma), lex.In("talks_noun", g.lemma) || g.lemma == "discussion":
		st.weaken(diplo.Hypothetical)
	case lex.In("negative_noun", g.lemma), mark >= 0 && lower(s.units[mark].form) == "against":
		st.deny()
	case (g.lemma == "vow" || g.lemma == "swear" || g.lemma == "pledge" || g.lemma == "promise") && st.harm:
		st.noDeed = true // a threat
	case st.pledged && g.lemma == "commitment", g.lemma == "decision", s.tree[g.below].XPOS == "VBG":
	default:
		st.weaken(diplo.Planned)
	}
	if isRequest(g.lemma) {
		st.noDeed = true
	}
	if s.negated(g.at) {
		st.deny()
	}
	if h := s.head(g.at); h >= 0 && s.isVerb(h) && s.is(g.at, "obj", "nsubj:pass") {
		r.intentionUnder(h, g.lemma, st)
	}
	st.consent(r.consents(g.at))
}

// consents says whether a verb approves of what the noun at u tells: "approved the raid", "signed off on a plan".
func (r *reader) consents(u int) bool {
	s, lex := r.s, r.a.rules.lexicon
	h := s.head(u)
	if h < 0 || !s.isVerb(h) || s.negated(h) {
		return false
	}
	if s.rel(u) == "obl" {
		return s.preposition(u) == "on" && lex.In("consent_verb", s.lemmas[h]+" "+s.particle(h))
	}
	return s.is(u, "obj", "nsubj:pass") && lex.In("consent_verb", s.lemmas[h])
}

// intentionUnder reads what the verb at h does to the plan, wish or demand for the deed: "dropped plans to", "rejected
// calls to", "discussed ways to".
func (r *reader) intentionUnder(h int, noun string, st *standing) {
	s, lex := r.s, r.a.rules.lexicon
	verb := s.lemmas[h]
	switch left := r.cancels(h); {
	case left != "":
		st.cancel(left)
	case (isRequest(noun) || noun == "invitation") && (lex.In("rebuff_verb", verb) || lex.In("rebuff_verb", verb+" "+s.particle(h))):
		st.modality, st.negative, st.noDeed = diplo.Actual, !st.negative, false
	case verb == "deny" || verb == "lack":
		st.deny()
	case lex.In("no_deed_verb", verb) && !lex.In("support_verb", verb):
		st.noDeed = true
	}
	if s.negated(h) {
		st.deny()
	}
}

// claimed says whether the clause at v is what the noun above it says, not what is said of the noun: "reports that A had
// attacked B", which the parser often takes for a relative clause.
func (r *reader) claimed(v int) bool {
	s, lex := r.s, r.a.rules.lexicon
	h := s.head(v)
	return h >= 0 && h+1 < len(s.units) && lower(s.units[h+1].form) == "that" && (lex.In("claim_noun", s.lemmas[h]) || lex.In("evidence_noun", s.lemmas[h]))
}

// denier is the verb that denies what the claim at a noun says, nobody's claim in particular: "denied reports that". It
// is -1 for none; a claim of somebody's stays his.
func (r *reader) denier(claim int) int {
	s := r.s
	h := s.head(claim)
	if h < 0 || !s.is(claim, "obj") || len(r.ownAgents(claim)) > 0 {
		return -1
	}
	if denies(s.lemmas[h]) {
		return h
	}
	return -1
}

func denies(lemma string) bool {
	switch lemma {
	case "deny", "reject", "dismiss", "refute", "rebut":
		return true
	}
	return false
}

// contentClause reads a verb that takes the deed as a clause: "demanded that", "denied that", "does not believe that".
func (r *reader) contentClause(g governor, st *standing) {
	lex, s := r.a.rules.lexicon, r.s
	saying := lex.In("saying_verb", g.lemma)
	if lex.In("request_verb", g.lemma) && !saying {
		st.noDeed = true
	}
	if lex.In("hypothetical_verb", g.lemma) && !saying {
		st.weaken(diplo.Hypothetical)
	}
	if m := s.child(g.below, "mark"); m >= 0 && lower(s.units[m].form) == "whether" {
		st.weaken(diplo.Hypothetical)
	}
	if saying && s.is(g.at, "acl:relcl") && r.denier(s.head(g.at)) >= 0 {
		st.noDeed = true // "dismissed a report which said that"
	}
	negated := s.negated(g.at)
	switch up := s.head(g.at); {
	case s.is(g.at, "acl") && s.tree[g.at].XPOS == "VBG" && up >= 0 && !s.commaBetween(up, g.at) && (denies(s.lemmas[up]) || r.denier(up) >= 0):
		st.deny() // "denied reports alleging that"
	case g.lemma == "deny":
		if !negated {
			st.deny()
		}
	case !negated:
	case g.lemma == "think" || g.lemma == "believe" || g.lemma == "expect":
		st.deny()
	case saying:
		st.noDeed = true // nobody said so
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
