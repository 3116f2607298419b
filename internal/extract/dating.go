package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract/dates"
)

// when dates the hit by its sentence, whose bare weekdays and months are past or to come as its deed is. Of what was to
// come when it was told, the nearer is meant.
func (r *reader) when(h *hit) diplo.Occurred {
	past := r.date(h, r.s.dates)
	if h.modality == diplo.Actual && !r.progressive(h.trigger) {
		return past
	}
	to, published := r.date(h, r.s.ahead), r.a.doc.Published
	switch {
	case published == "" || past == to:
	case h.modality == diplo.Actual && to.Since == published, r.wasToBe(h.trigger) && past.Dated() && published.Time().Sub(past.Until.Time()) < to.Since.Time().Sub(published.Time()):
		return past
	}
	return to
}

// wasToBe says whether the deed at u was planned in the past: "would visit", "was due to meet", "arrived to meet".
func (r *reader) wasToBe(u int) bool {
	s := r.s
	v := s.verbOf(u)
	return s.hasAux(v, "would") || s.tree[v].XPOS == "VBD" || slices.ContainsFunc(s.kids[v], func(k int) bool {
		w := lower(s.units[k].form)
		return s.is(k, "aux", "aux:pass", "cop") && (w == "was" || w == "were" || w == "had")
	})
}

// progressive says whether the verb at u is told as going on, or arranged: "is meeting".
func (r *reader) progressive(u int) bool {
	s := r.s
	return s.tree[u].XPOS == "VBG" && slices.ContainsFunc(s.kids[u], func(k int) bool {
		w := lower(s.units[k].form)
		return s.is(k, "aux") && (w == "is" || w == "are" || w == "'s" || w == "'re")
	})
}

// unitOf is the unit that holds a token, -1 for one left out of the parse.
func (s *sentence) unitOf(token int) int {
	i, found := slices.BinarySearchFunc(s.units, token, func(u unit, t int) int {
		switch {
		case u.last < t:
			return -1
		case u.first > t:
			return 1
		}
		return 0
	})
	if !found {
		return -1
	}
	return i
}

// date picks the time expression that belongs to the hit's own act, that of its clause.
func (r *reader) date(h *hit, found []dates.Expression) diplo.Occurred {
	best, score := diplo.Occurred{}, 100
	for _, e := range found {
		if e.Occurred.Basis == diplo.Unknown || e.Kind == dates.Until {
			continue
		}
		if h.modality == diplo.Actual && isSpeechNoun(h.kind) && r.a.doc.Published != "" && (e.Occurred.Since > r.a.doc.Published || strings.HasPrefix(e.Occurred.Words, "by ")) {
			continue // what is asked for, not when
		}
		if n := r.distance(h, e, len(found) == 1); n < score {
			best, score = e.Occurred, n
			if e.Kind == dates.Since && h.modality == diplo.Actual && best.Since <= r.a.doc.Published {
				best.Until = r.a.doc.Published // what has been so since then is so
			}
		}
	}
	if score >= 10 {
		return diplo.Occurred{}
	}
	return best
}

// distance says how far a time expression stands from the trigger in the tree; 10 and more is too far.
func (r *reader) distance(h *hit, e dates.Expression, only bool) int {
	s := r.s
	u := s.unitOf(e.Last - 1)
	if u < 0 { // in a parenthesis, which dates what it follows
		if u = slices.IndexFunc(s.units, func(x unit) bool { return x.first > e.Last }) - 1; u < 0 {
			return 10
		}
	}
	g := u
	for g >= 0 && s.units[g].first >= e.First && s.units[g].last < e.Last {
		g = s.head(g)
	}
	if g < 0 {
		g = s.tree.Root()
	}
	if e.Kind == dates.Attribute {
		if isSpeechNoun(h.kind) && s.isVerb(h.trigger) {
			return 10 // "criticised Thursday's vote"
		}
		if g == h.trigger || s.contains(h.trigger, u) && abs(u-h.trigger) <= 4 {
			return 0
		}
		if s.head(h.trigger) == g || g == s.clause(h.trigger) && !s.isVerb(g) {
			return 2
		}
		return 10
	}
	clause := s.verbOf(h.trigger)
	if up := s.head(clause); up >= 0 && s.tree[clause].XPOS == "VB" && institutional[h.kind] && h.modality == diplo.Actual && r.a.rules.lexicon.In("enacting_verb", s.lemmas[up]) {
		clause = s.verbOf(up) // "agreed on Thursday to impose"
	}
	switch {
	case g == h.trigger:
		return 0
	case s.verbOf(g) == clause && !s.separated(g, clause):
		return 1
	case s.contains(h.trigger, g) && !s.hasVerbBetween(g, h.trigger):
		return 1
	}
	if info, _ := h.kind.Info(); isSpeechNoun(h.kind) || (info.Family == diplo.Measures || h.kind == "EASES_SANCTIONS_ON") && s.lemmas[s.verbOf(g)] == "announce" || h.kind == "BRIEFED" || h.kind == "AGREED_WITH" || h.kind == "OFFERS_MEDIATION" {
		for v, n := h.trigger, 0; v >= 0 && n < 10; v, n = s.head(v), n+1 {
			if v == s.verbOf(g) && (r.saying(v) || s.is(v, "root")) {
				return 3
			}
			for _, k := range s.kids[v] {
				if k == s.verbOf(g) && r.saying(k) && s.is(k, "parataxis") {
					return 3
				}
			}
			if s.is(v, "acl:relcl") && !s.commaBetween(s.head(v), v) {
				break // "denounced on Friday the pact in which they agreed"
			}
		}
	}
	if only && s.rel(s.verbOf(g)) == "advcl" && s.head(s.verbOf(g)) == clause && abs(u-h.trigger) < 25 {
		return 5 // the sentence's only date, in a clause that goes with the act
	}
	if only && u > h.trigger && !s.verbBetween(h.trigger, u) {
		return 6
	}
	return 10
}

// verbOf is the verb or predicate of the clause that u stands in.
func (s *sentence) verbOf(u int) int {
	for s.head(u) >= 0 {
		if s.isVerb(u) && !s.is(u, "amod", "compound", "case") {
			if s.is(u, "xcomp") || s.is(u, "conj") && s.child(u, "nsubj", "nsubj:pass") < 0 && s.isVerb(s.head(u)) {
				u = s.head(u)
				continue
			}
			return u
		}
		if s.rel(u) == "ccomp" || s.rel(u) == "advcl" || s.rel(u) == "parataxis" || s.is(u, "acl:relcl") {
			return u
		}
		u = s.head(u)
	}
	return u
}

// separated says whether the date hangs on a noun with a deed of its own: "a deal signed in 2024".
func (s *sentence) separated(g, clause int) bool {
	return !s.isVerb(g) && g != clause && s.is(g, "nmod")
}

// commaBetween says whether a comma stands between two units.
func (s *sentence) commaBetween(from, to int) bool {
	return slices.ContainsFunc(s.units[min(from, to):max(from, to)], func(u unit) bool { return u.form == "," })
}

// verbBetween says whether a verb stands between two units.
func (s *sentence) verbBetween(from, to int) bool {
	for u := from + 1; u < to; u++ {
		if s.isVerb(u) {
			return true
		}
	}
	return false
}

func (s *sentence) hasVerbBetween(g, top int) bool {
	for n := 0; g >= 0 && g != top && n < 40; n++ {
		if s.isVerb(g) {
			return true
		}
		g = s.head(g)
	}
	return false
}

// inherit dates what a participant of a dated meeting, visit or call, told before, said there, and what its participants
// agreed.
func (a *analysis) inherit(h *hit) diplo.Occurred {
	signed := h.kind == "SIGNED_AGREEMENT_WITH"
	if !isSpeechNoun(h.kind) && !signed && h.kind != "AGREED_WITH" && h.kind != "BRIEFED" && h.kind != "PROMISES" || h.modality != diplo.Actual {
		return diplo.Occurred{}
	}
	for _, act := range slices.Backward(a.hits) {
		if h.sentence.index-act.sentence.index > lookBack {
			break
		}
		if !isTalking(act.kind) && act.kind != "HOSTED" && act.kind != "VISITED" || act.modality != diplo.Actual || act.negative || act.occurred.Precision != diplo.Day || !act.occurred.Dated() {
			continue
		}
		if s := act.sentence; s == h.sentence && s.is(s.verbOf(act.trigger), "acl:relcl") {
			continue // "who met him in June, thanked": another day
		}
		there := func(x actor) bool {
			return slices.ContainsFunc(slices.Concat(act.subjects, act.objects), func(y actor) bool { return y.ref.ID == x.ref.ID || x.doer != nil && x.doer.ID == y.ref.ID })
		}
		if all := slices.Concat(h.subjects, h.objects); slices.ContainsFunc(h.subjects, there) && (!signed || !slices.ContainsFunc(all, func(x actor) bool { return !there(x) })) {
			return act.occurred
		}
	}
	return diplo.Occurred{}
}
