package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// standing is how a deed is told: done, intended or possible, done or not, or not told as a deed at all.
type standing struct {
	modality  diplo.Modality
	negative  bool
	left      diplo.Modality // what is left of a cancelled deed where the cancelling is denied; "" for one not cancelled
	noDeed    bool           // only asked for, feared, forbidden
	pledged   bool           // a pledge of it is it: support
	measure   bool           // it is done once it is agreed: sanctions
	harm      bool           // a vow of it is a threat
	consented bool           // somebody approved the plan of it
	said      bool           // who would like to say it says it
	tried     bool           // who tries it does it: who tries to mediate mediates
}

// weaken takes the deed from done to planned, from either to hypothetical; never back.
func (st *standing) weaken(m diplo.Modality) {
	if st.modality == diplo.Actual || m == diplo.Hypothetical {
		st.modality = m
	}
}

// deny turns done into not done and back; who denies a cancelling leaves the plan.
func (st *standing) deny() {
	if st.left != "" {
		st.modality, st.negative, st.left = st.left, false, ""
		return
	}
	st.negative = !st.negative
}

// cancel gives up what was intended. Left is what it is for him who does not cancel it.
func (st *standing) cancel(left diplo.Modality) {
	st.modality, st.negative, st.left = diplo.Planned, true, left
}

// consent notes that somebody approves of the deed or of the plan of it: he may yet leave it, but means it earnestly.
func (st *standing) consent(given bool) {
	if given {
		st.consented = true
		st.weaken(diplo.Hypothetical)
	}
}

// standingOf reads how the deed of a kind is told that the word at u triggers: by the auxiliaries and negations of the
// trigger, by each word that governs it up to its clause, by its modifiers, by the conditions of its clause.
func (r *reader) standingOf(u int, k diplo.Type) standing {
	info, _ := k.Info()
	st := standing{modality: diplo.Actual, pledged: k == "SUPPORTS", measure: k == "SANCTIONS" || k == "EASES_SANCTIONS_ON", harm: info.Family == diplo.Force || info.Family == diplo.Measures,
		said: isSpeechNoun(k), tried: info.Family == diplo.Ask || info.Family == diplo.Mediate}
	s := r.s
	if s.tree[u].UPOS == "AUX" {
		st.negative = s.negated(s.head(u))
		r.auxiliaries(s.head(u), &st)
		st.noDeed = false
		return st
	}
	st.negative = s.negated(u) != r.noneDoes(u)
	r.auxiliaries(u, &st)
	if r.howTo(u) {
		st.noDeed = true
		return st
	}
	r.modified(u, k, &st)
	if n := s.child(u, "nsubj"); n >= 0 && s.tree[u].XPOS == "VB" && n+1 < len(s.units) && lower(s.units[n+1].form) == "to" && r.a.rules.lexicon.In("planned_noun", s.lemmas[n]) {
		st.weaken(diplo.Planned) // "his country plans to send", read as the country's plans
	}
	settled := false
	for v, n := u, 0; s.head(v) >= 0 && n < 12 && !settled; n++ {
		g := governor{deed: u, kind: k, below: v, at: s.head(v), lemma: s.lemmas[s.head(v)]}
		settled = r.governs(g, &st)
		if s.rel(v) == "root" {
			break
		}
		v = g.at
	}
	if verb := s.verbOf(u); st.modality == diplo.Planned && !st.negative && s.conditional(verb) {
		st.weaken(diplo.Hypothetical)
	} else if s.asked(verb) {
		st.noDeed = st.noDeed || st.modality == diplo.Actual
		st.weaken(diplo.Hypothetical)
	}
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

// noneDoes says whether the subject or the object denies the verb: "neither A nor B recognised C", "A sent no troops".
func (r *reader) noneDoes(u int) bool {
	s := r.s
	if !s.isVerb(u) {
		return false
	}
	return slices.ContainsFunc(s.kids[u], func(k int) bool {
		return s.is(k, "nsubj", "nsubj:pass", "obj") && slices.ContainsFunc(s.kids[k], func(g int) bool {
			w := lower(s.units[g].form)
			return w == "neither" || w == "no" && s.is(g, "det")
		})
	})
}

// conditional says whether a condition hangs on the verb: "if", "unless", "provided that".
func (s *sentence) conditional(v int) bool {
	return slices.ContainsFunc(s.kids[v], func(k int) bool {
		if !s.is(k, "advcl", "acl") {
			return false
		}
		if w := lower(s.units[k].form); (w == "provided" || w == "providing") && s.child(k, "ccomp") >= 0 {
			return true
		}
		m := s.child(k, "mark")
		return m >= 0 && (lower(s.units[m].form) == "if" || lower(s.units[m].form) == "unless") || s.inverted(k)
	})
}

// inverted says whether the verb before its subject makes a clause a condition: "had it met", "should it leave".
func (s *sentence) inverted(v int) bool {
	a, subject := s.child(v, "aux", "cop"), s.child(v, "nsubj", "nsubj:pass")
	if a < 0 || subject < a || !s.is(v, "advcl") || s.child(v, "mark") >= 0 {
		return false
	}
	w := lower(s.units[a].form)
	return w == "had" || w == "should" || w == "were"
}

// asked says whether the main clause at v asks whether its deed is done: "Will A attack B?"
func (s *sentence) asked(v int) bool {
	last := len(s.units) - 1
	return last > 0 && s.is(v, "root") && s.units[last].form == "?" && s.tree[0].UPOS == "AUX"
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
		case s.is(m, "advmod") && lex.In("hypothetical_adv", lower(s.units[m].form)):
			st.weaken(diplo.Hypothetical)
		case s.is(m, "amod", "compound"):
			switch w := lower(s.units[m].form); {
			case lex.In("hypothetical_adj", w):
				st.weaken(diplo.Hypothetical)
			case lex.In("planned_adj", w):
				st.weaken(diplo.Planned)
			case lex.In("cancelled_adj", w):
				st.cancel(diplo.Planned)
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
	return lemma == "call" || lemma == "demand" || lemma == "request" || lemma == "appeal" || lemma == "pressure"
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
	for s.is(u, "conj") && s.isVerb(s.head(u)) {
		u = s.head(u)
	}
	past := func(h int) bool {
		return r.saying(h) && (s.tree[h].XPOS == "VBD" || s.tree[h].XPOS == "VBN" || s.tree[h].XPOS == "VBG")
	}
	if h := s.head(u); h >= 0 && s.is(u, "ccomp") {
		return past(h)
	}
	return slices.ContainsFunc(s.kids[u], func(k int) bool { return s.is(k, "parataxis") && past(k) && r.trailing(k, u) })
}

func (s *sentence) hasAux(u int, form string) bool {
	for _, k := range s.kids[u] {
		if s.is(k, "aux") && lower(s.units[k].form) == form {
			return true
		}
	}
	return false
}
