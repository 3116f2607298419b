package extract

import (
	"github.com/demarche/demarche/internal/diplo"
)

// standing is how a deed is told: done, intended or possible, done or not, or not told as a deed at all.
type standing struct {
	modality diplo.Modality
	negative bool
	noDeed   bool // only asked for, feared, forbidden
	pledged  bool // a pledge of it is it: support
	harm     bool // a vow of it is a threat
	why      string
}

// standingOf climbs from the trigger through what governs it.
func (r *reader) standingOf(u int, k diplo.Type) standing {
	info, _ := k.Info()
	st := standing{modality: diplo.Actual, pledged: k == "SUPPORTS", harm: info.Family == diplo.Force || info.Family == diplo.Measures}
	s, lex := r.s, r.a.rules.lexicon
	if s.tree[u].UPOS == "AUX" {
		st.negative = s.negated(s.head(u))
		r.auxiliaries(s.head(u), &st)
		st.noDeed = false
		return st
	}
	if s.negated(u) {
		st.negative = true
	}
	if k := s.child(u, "nsubj"); k >= 0 { // "neither A nor B recognised C"
		for _, g := range s.kids[k] {
			if w := lower(s.units[g].form); w == "neither" || w == "no" && s.is(g, "det") {
				st.negative = true
			}
		}
	}
	r.auxiliaries(u, &st)
	for v, n := u, 0; s.head(v) >= 0 && n < 12; n++ {
		h := s.head(v)
		lemma := s.lemmas[h]
		verbal := s.isVerb(h) || s.tree[h].UPOS == "AUX" || s.tree[h].UPOS == "ADJ"
		switch s.rel(v) {
		case "xcomp", "csubj":
			if verbal {
				r.governed(h, lemma, &st)
			} else if lex.In("hypothetical_noun", lemma) {
				st.weaken(diplo.Hypothetical)
			}
		case "obj", "nsubj", "obl", "nmod":
			if s.tree[h].UPOS == "ADJ" && s.rel(v) == "obl" && (lemma == "open" || lemma == "willing" || lemma == "ready") {
				st.weaken(diplo.Hypothetical)
			}
			if s.rel(v) == "nmod" && (lemma == "cancellation" || lemma == "postponement") {
				return standing{modality: diplo.Planned, negative: true}
			}
			if r.calledOff(v, h) {
				return standing{modality: diplo.Planned, negative: true}
			}
			if s.preposition(v) == "ahead of" {
				st.weaken(diplo.Planned)
			}
			switch {
			case s.isVerb(h) && (s.is(v, "obj", "nsubj:pass")) && !isSpeechNoun(k):
				if info, _ := k.Info(); (info.Family == diplo.Consult || info.Family == diplo.Agree) && (lemma == "end" || lemma == "stop" || lemma == "halt" || lemma == "cease") {
					return standing{modality: diplo.Actual, negative: info.Family == diplo.Agree} // a visit that is over was one
				}
				if lex.In("no_deed_verb", lemma) && !lex.In("support_verb", lemma) {
					st.noDeed, st.why = true, lemma
				}
				if lex.In("negative_verb", lemma) {
					st.negative = !st.negative
				} else if lex.In("hypothetical_verb", lemma) && !lex.In("support_verb", lemma) {
					st.weaken(diplo.Hypothetical)
				} else if lex.In("planned_verb", lemma) && !lex.In("support_verb", lemma) {
					st.weaken(diplo.Planned)
				}
				if s.negated(h) {
					if lex.In("saying_verb", lemma) {
						st.noDeed, st.why = true, "not "+lemma
					}
					st.negative = !st.negative
				}
				r.auxiliaries(h, &st)
				if !s.isVerb(u) && !lex.In("support_verb", lemma) && !lex.In("planned_verb", lemma) && !lex.In("hypothetical_verb", lemma) && !lex.In("negative_verb", lemma) && !st.noDeed {
					return standing{modality: diplo.Actual, negative: false} // "to break the deadlock in the talks": there are talks
				}
			case s.isVerb(h) && s.rel(v) == "obl" && s.preposition(v) == "for" && lex.In("request_verb", lemma):
				st.noDeed, st.why = true, lemma+" for"
			case !verbal && s.rel(v) == "nmod" && lex.In("hypothetical_noun", lemma):
				st.weaken(diplo.Hypothetical)
				if lemma == "call" || lemma == "demand" || lemma == "request" || lemma == "appeal" {
					st.noDeed, st.why = true, lemma
				}
			}
			if s.isVerb(h) && s.rel(v) == "obl" {
				if s.preposition(v) == "for" && (k == "MET_WITH" || k == "SPOKE_WITH" || k == "NEGOTIATED_WITH") {
					r.auxiliaries(h, &st) // "will travel for a summit"
				}
				return r.limit(st)
			}
		case "advcl":
			if lemma == "stop" && h+1 < len(s.units) && lower(s.units[h+1].form) == "short" {
				st.negative = true // "stopped short of"
			}
			if lemma == "accuse" || lemma == "blame" || lemma == "suspect" {
				st.noDeed, st.why = true, lemma // a charge, not a deed told
			}
			if m := s.child(v, "mark"); m >= 0 {
				switch lower(s.units[m].form) {
				case "if", "unless", "should", "lest":
					st.weaken(diplo.Hypothetical)
				case "to":
					if s.tree[v].XPOS == "VB" && (k == "MET_WITH" || k == "VISITED" || st.modality == diplo.Actual && (s.tree[h].XPOS == "VBZ" || s.tree[h].XPOS == "VBP" || s.tree[h].UPOS != "VERB")) {
						st.weaken(diplo.Planned)
					}
					if lex.In("request_verb", lemma) {
						st.noDeed, st.why = true, lemma
					}
				}
			}
			return r.limit(st)
		case "acl":
			if s.tree[v].XPOS == "VB" {
				switch {
				case lemma == "plan" || lemma == "intention":
					st.weaken(diplo.Planned)
				case lex.In("hypothetical_noun", lemma):
					st.weaken(diplo.Hypothetical)
				case lemma == "refusal" || lemma == "failure":
					st.negative = !st.negative
				case (lemma == "vow" || lemma == "swear" || lemma == "pledge" || lemma == "promise") && st.harm:
					st.noDeed, st.why = true, lemma // a threat
				case st.pledged && lemma == "commitment", lemma == "decision":
				default:
					st.weaken(diplo.Planned)
				}
				if lemma == "call" || lemma == "demand" || lemma == "request" || lemma == "appeal" {
					st.noDeed, st.why = true, lemma
				}
				if g := s.head(h); g >= 0 && s.is(h, "obj") && lex.In("no_deed_verb", s.lemmas[g]) && !lex.In("support_verb", s.lemmas[g]) {
					st.noDeed, st.why = true, s.lemmas[g] // "discussed ways to"
				}
			}
			return r.limit(st)
		case "ccomp", "parataxis":
			if lex.In("request_verb", lemma) && !lex.In("saying_verb", lemma) && s.rel(v) == "ccomp" {
				st.noDeed, st.why = true, lemma
			}
			if lex.In("hypothetical_verb", lemma) && s.rel(v) == "ccomp" && !lex.In("saying_verb", lemma) {
				st.weaken(diplo.Hypothetical)
			}
			if lemma == "deny" && s.rel(v) == "ccomp" {
				st.negative = !st.negative
			}
			if s.negated(h) && s.rel(v) == "ccomp" && (lemma == "think" || lemma == "believe" || lemma == "expect") {
				st.negative = !st.negative
			}
			return r.limit(st)
		case "conj":
			if s.isVerb(v) && s.child(v, "aux", "nsubj", "cop") < 0 && s.isVerb(h) && s.tree[v].XPOS == s.tree[h].XPOS {
				r.auxiliaries(h, &st)
			} else if s.isVerb(v) && s.child(v, "nsubj") >= 0 {
				return r.limit(st)
			}
		}
		if s.rel(v) == "root" {
			break
		}
		v = h
	}
	for _, m := range s.kids[u] {
		if s.is(m, "acl:relcl") && (k == "VISITED" || k == "MET_WITH" || k == "SPOKE_WITH" || k == "NEGOTIATED_WITH") {
			switch s.lemmas[m] {
			case "expect", "schedule", "plan", "due", "set", "slate":
				st.weaken(diplo.Planned)
			case "fail", "collapse", "cancel":
				return standing{modality: diplo.Actual, negative: true}
			}
		}
		if s.is(m, "amod", "compound") {
			switch w := lower(s.units[m].form); {
			case lex.In("hypothetical_adj", w):
				st.weaken(diplo.Hypothetical)
			case lex.In("planned_adj", w):
				st.weaken(diplo.Planned)
			}
		}
	}
	return r.limit(st)
}

func isSpeechNoun(k diplo.Type) bool {
	info, _ := k.Info()
	switch info.Family {
	case diplo.Disapprove, diplo.Approve, diplo.Refuse, diplo.Ask, diplo.Threaten:
		return true
	}
	return false
}

func (r *reader) limit(st standing) standing { return st }

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
			st.noDeed, st.why = true, "should"
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
		st.noDeed, st.why = true, lemma
	case st.pledged && (lemma == "pledge" || lemma == "commit" || lemma == "vow" || lemma == "promise"):
	case lex.In("planned_verb", lemma), lemma == "be":
		st.weaken(diplo.Planned)
	case lex.In("hypothetical_verb", lemma), lemma == "able", lemma == "ready", lemma == "open", lemma == "willing", lemma == "likely":
		st.weaken(diplo.Hypothetical)
	}
}
