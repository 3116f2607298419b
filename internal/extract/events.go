package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// This file remembers the deeds that the document tells, and finds the doer behind a noun that points back to one:
// "condemned the attack", "opposes the deal", "welcomed the move".

// deed is something that was done.
type deed struct {
	doers, others []actor // others: to whom or with what
	joint         bool    // an agreement: the doers are its parties
	many          bool    // told in the plural: "attacks"
	sentence, at  int     // at: the place in the order of telling
}

// deedKinds are the kinds of deeds, each with a class of nouns, "attack_deed", and one of verbs, "attack_deed_verb".
var deedKinds = []string{"attack_deed", "agreement_deed", "measure_deed", "proposal_deed", "request_deed", "visit_deed", "words_deed"}

// deedKind is the kind of deed that statements of a type tell; "" for none.
func deedKind(k diplo.Type) string {
	info, _ := k.Info()
	switch {
	case k == "VISITED":
		return "visit_deed"
	case k == "OFFERS_MEDIATION" || k == "PROMISES":
		return "proposal_deed"
	case k == "CEASEFIRE_WITH" || info.Family == diplo.Agree && info.Symmetric && k != "COOPERATES_WITH":
		return "agreement_deed"
	case info.Family == diplo.Force:
		return "attack_deed"
	case info.Family == diplo.Measures || info.Family == diplo.Yield || info.Family == diplo.Aid || k == "RECOGNIZES":
		return "measure_deed"
	case info.Family == diplo.Ask:
		return "request_deed"
	case k == "ACCUSES" || info.Family == diplo.Threaten:
		return "words_deed"
	}
	return ""
}

// tell remembers a deed under a key: a kind, or a noun.
func (r *reader) tell(key string, d deed) {
	r.a.told++
	d.sentence, d.at = r.s.index, r.a.told
	r.a.deeds[key] = d
	if _, told := r.a.topics[key]; !told && len(d.doers) > 0 && d.sentence < 3 {
		r.a.topics[key] = d
	}
}

// noteHits remembers the deeds that statements tell.
func (r *reader) noteHits(hits []*hit) {
	for _, h := range hits {
		kind := deedKind(h.kind)
		if kind == "" || h.negative || h.modality == diplo.Hypothetical {
			continue
		}
		d := deed{doers: h.subjects, others: h.objects, joint: kind == "agreement_deed", many: h.sentence.severalOf(h.trigger)}
		if d.joint {
			d.doers = append(slices.Clone(h.subjects), h.objects...)
		}
		r.tell(kind, d)
	}
}

// noteDeeds remembers the deeds that the words of the sentence tell before a unit, also those that are no statements.
func (r *reader) noteDeeds(before int) {
	for ; r.noted < before; r.noted++ {
		switch u := r.noted; {
		case r.s.units[u].mention != nil || r.s.negated(u):
		case r.s.isVerb(u):
			r.noteVerb(u)
		case r.s.tree[u].UPOS == "NOUN":
			r.noteNoun(u)
		}
	}
}

func (r *reader) noteVerb(u int) {
	for _, kind := range deedKinds {
		if !r.a.rules.lexicon.In(kind+"_verb", r.s.lemmas[u]) {
			continue
		}
		d := deed{doers: r.agents(u), others: r.actors(r.object(u), asOwner), joint: kind == "agreement_deed"}
		if d.joint {
			d.doers = unique(append(d.doers, r.prepositional(u, "with", asDirect, nil)...))
		}
		if kind == "words_deed" && len(d.doers) == 0 {
			continue
		}
		r.tell(kind, d)
	}
}

// noteNoun remembers whose the thing or deed is that a noun names with its owner, "Israel's settlements"; a new deed
// without one, "an attack", makes that of before forgotten.
func (r *reader) noteNoun(u int) {
	s, lex := r.s, r.a.rules.lexicon
	lemma := s.lemmas[u]
	if lex.In("private_noun", lemma) {
		return
	}
	d := deed{doers: r.ownAgents(u), many: s.severalOf(u)}
	for _, kind := range deedKinds {
		if !lex.In(kind, lemma) {
			continue
		}
		if d.joint = kind == "agreement_deed"; d.joint {
			d.doers = r.partiesOf(u)
		}
		if h := s.head(u); len(d.doers) == 0 && h >= 0 && s.is(u, "obj", "nsubj:pass") && (lex.In("support_verb", s.lemmas[h]) || lex.In("measure_deed_verb", s.lemmas[h])) {
			d.doers = r.agents(h) // "launched a raid", "passed a law"
		}
		if len(d.doers) > 0 || r.indefinite(u) {
			r.tell(kind, d)
		}
	}
	if len(d.doers) == 1 || d.joint && len(d.doers) > 1 || r.indefinite(u) {
		r.tell(lemma, d)
	}
}

// severalOf says whether the word at u is a noun in the plural.
func (s *sentence) severalOf(u int) bool { return s.tree[u].XPOS == "NNS" }

func (r *reader) indefinite(u int) bool {
	d := r.s.child(u, "det")
	return d >= 0 && (lower(r.s.units[d].form) == "a" || lower(r.s.units[d].form) == "an")
}

// jointDeed is the agreement or the talks that the noun at u is, or is the beginning or end of: "the signing of the pact";
// -1 for none.
func (r *reader) jointDeed(u int) int {
	s, lex := r.s, r.a.rules.lexicon
	for n := 0; n < 3 && u >= 0; n++ {
		if lex.In("agreement_deed", s.lemmas[u]) || lex.In("consult_noun", s.lemmas[u]) {
			return u
		}
		next := -1
		for _, k := range s.kids[u] {
			if k > u && s.preposition(k) == "of" && s.units[k].mention == nil {
				next = k
			}
		}
		u = next
	}
	return -1
}

// partiesOf are the parties that are told with an agreement: "the pact between A and B", "A's deal with B".
func (r *reader) partiesOf(u int) []actor {
	s := r.s
	for _, k := range s.kids[u] {
		if k > u && s.preposition(k) == "between" {
			return r.actors(k, asDirect)
		}
	}
	if !r.a.rules.lexicon.In("agreement_deed", s.lemmas[u]) {
		return nil
	}
	out := r.ownAgents(u)
	for _, k := range s.kids[u] {
		if k > u && s.preposition(k) == "with" {
			out = append(out, r.actors(k, asDirect)...)
		}
	}
	return unique(out)
}

// deedOwner is who is behind the noun at u, about which the trigger says something: the doer of the deed that it points
// back to, else he of whom the sentences before complain.
func (r *reader) deedOwner(u, trigger int, k diplo.Type) []actor {
	got, settled := r.pointedAt(u, trigger, k)
	lex, lemma := r.a.rules.lexicon, r.s.lemmas[u]
	if settled || r.s.child(u, "det") < 0 || !lex.In("deed_noun", lemma) && !lex.In("wrong_noun", lemma) {
		return got
	}
	return r.context(u)
}

// pointedAt is the owner that the document gave such a thing as the noun at u last, or the doer of the deed that it points
// back to. It reports whether the matter is settled, though it be by nobody.
func (r *reader) pointedAt(u, trigger int, k diplo.Type) ([]actor, bool) {
	s, lex := r.s, r.a.rules.lexicon
	lemma := s.lemmas[u]
	own := r.agents(trigger)
	info, _ := k.Info()
	approved := info.Family == diplo.Approve
	if n := r.jointDeed(u); n >= 0 && judges(k) {
		if got := r.partiesOf(n); len(got) > 0 {
			return r.counterparties(got, own, approved), true
		}
	}
	if s.tree[u].UPOS == "PRON" {
		d, _ := r.deedAt(u, true)
		return r.behind(d, u, own, approved), true
	}
	det := s.child(u, "det")
	if det >= 0 {
		switch lower(s.units[det].form) {
		case "a", "an", "any", "all", "some", "no", "every", "each":
			return nil, true
		}
	} else if lower(s.units[u].form) == lemma {
		return nil, true
	}
	if lex.In("accusation", lemma) {
		return r.accuser(u), true
	}
	d, found := r.deedAt(u, det >= 0)
	if !found {
		return nil, false
	}
	return r.behind(d, u, own, approved), true
}

// deedAt is the deed that the noun at u points back to.
func (r *reader) deedAt(u int, definite bool) (deed, bool) {
	lex := r.a.rules.lexicon
	lemma := r.s.lemmas[u]
	r.noteDeeds(u)
	for i := range r.found {
		r.noteHits([]*hit{&r.found[i].hit})
	}
	d, found := r.a.deeds[lemma]
	if !definite {
		return d, found
	}
	one := !r.s.severalOf(u)
	for _, deeds := range []map[string]deed{r.a.deeds, r.a.topics} {
		for _, kind := range deedKinds {
			x, ok := deeds[kind]
			anyDeed := lex.In("any_deed", lemma) && kind != "words_deed" && kind != "request_deed" || r.s.tree[u].UPOS == "PRON"
			near := r.s.index-x.sentence <= 4 || x.sentence < 3
			if ok && near && (anyDeed || lex.In(kind, lemma)) && !(one && x.many) && (!found || x.at > d.at) {
				d, found = x, true
			}
		}
		if found {
			break
		}
	}
	return d, found
}

// behind are the doers of a deed, as the noun at u stands for them: none where the noun tells of other actors or own did
// it himself.
func (r *reader) behind(d deed, u int, own []actor, approved bool) []actor {
	s := r.s
	this := slices.ContainsFunc(s.kids[u], func(k int) bool { return s.is(k, "det") && lower(s.units[k].form) != "the" })
	for v := u + 1; v < len(s.units) && !this && !s.isVerb(v) && s.units[v].form != "," && s.units[v].form != "as"; v++ {
		if m := s.units[v].mention; m != nil && len(m.refs) > 0 && m.kind != demonym && m.kind != outletName && s.preposition(v) != "by" {
			if x := r.fromMention(v, m); !r.same(x[0], d.doers) && !r.same(x[0], d.others) {
				return nil
			}
		}
	}
	doers := d.doers
	switch {
	case d.joint:
		doers = r.counterparties(doers, own, approved)
	case slices.ContainsFunc(doers, func(x actor) bool { return r.same(x, own) }):
		return nil
	}
	var out []actor
	for _, x := range doers {
		if x.ref.Kind != diplo.Conflict {
			out = append(out, r.contextual(x, u)...)
		}
	}
	return unique(out)
}

// counterparties are the parties of an agreement other than own; none where he approves of what he is a party to.
func (r *reader) counterparties(parties, own []actor, approved bool) []actor {
	others := slices.DeleteFunc(slices.Clone(parties), func(x actor) bool { return r.same(x, own) })
	if approved && len(others) < len(parties) {
		return nil
	}
	return others
}

// pointsBack are the doers behind the bare deed that is the complement of a preposition: "opposed to the move".
func (r *reader) pointsBack(u int, k diplo.Type, prep string, consumed []int) []actor {
	s := r.s
	for _, h := range append([]int{u}, consumed...) {
		for _, n := range s.kids[h] {
			if n > u && s.preposition(n) == prep && s.units[n].mention == nil {
				got, _ := r.pointedAt(n, u, k)
				return got
			}
		}
	}
	return nil
}

// judges says whether statements of a type are about what another did or proposed.
func judges(k diplo.Type) bool {
	info, _ := k.Info()
	return info.Family == diplo.Disapprove || info.Family == diplo.Refuse || k == "WELCOMES" || k == "SUPPORTS"
}
