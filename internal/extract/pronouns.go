package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// This file finds whom "he", "it" and "its" mean.

// personPronoun prefers the subject of the clause or sentence before.
func (d *discourse) personPronoun(s *sentence, u int, female bool) (mentionKind, []diplo.Ref, *member) {
	if refs := d.objectBefore(s, u, true); len(refs) > 0 {
		return pronoun, refs, d.a.member(refs[0].ID)
	}
	if m := d.talker(s, u); m != nil && m.member != nil && !(female && m.member.male) && !(!female && m.member.female) {
		return pronoun, m.refs, m.member
	}
	best, score := -1, -1
	bound := d.clauseSubject(s, u)
	for i := len(d.persons) - 1; i >= 0 && i >= len(d.persons)-30; i-- {
		p := d.persons[i]
		if p.member != nil && (female && p.member.male || !female && p.member.female) {
			continue
		}
		if female && p.member == nil || slices.ContainsFunc(bound, func(r diplo.Ref) bool { return r.ID == p.ref.ID }) {
			continue
		}
		points := 100 - 20*(s.index-p.sentence)
		if female && p.member.female {
			points += 60
		}
		if p.subject {
			points += 15
		}
		if p.main && p.sentence < s.index {
			points += 3
		}
		if p.speaker {
			points += 10
		}
		if p.quoted && p.sentence == s.index && s.units[u].quotation < 0 {
			points -= 40 // "... X ...", she said
		}
		if p.sentence == s.index && !p.subject || p.listed && p.unit > 0 && i > 0 && d.persons[i-1].sentence == p.sentence && d.persons[i-1].listed {
			points--
		}
		if s.index-p.sentence > 6 {
			continue
		}
		if points > score {
			best, score = i, points
		}
	}
	if best < 0 {
		return pronoun, nil, nil
	}
	return pronoun, []diplo.Ref{d.persons[best].ref}, d.persons[best].member
}

// objectBefore is whom "its" or "his" means in "thanked Kenya for its help": the object of the verb.
func (d *discourse) objectBefore(s *sentence, u int, person bool) []diplo.Ref {
	if !s.is(u, "nmod:poss") || s.head(u) < 0 {
		return nil
	}
	n := s.head(u)
	switch p := s.preposition(n); {
	case p == "for", !person && (p == "of" || p == "over" || p == "about" || p == "on"):
	default:
		return nil
	}
	h := s.head(n)
	if h < 0 || !s.isVerb(h) {
		return nil
	}
	if k := s.child(h, "obj", "iobj"); k >= 0 && k < u {
		if m := s.units[k].mention; m != nil && len(m.refs) == 1 && (m.refs[0].Kind == diplo.Person) == person {
			return m.refs
		}
	}
	return nil
}

// talker is the subject of the clause in which somebody speaks of "his" talks, where another says so: "X said that Y had
// briefed Z on his talks"; nil for none.
func (d *discourse) talker(s *sentence, u int) *mention {
	n := s.head(u)
	if !s.is(u, "nmod:poss") || n < 0 || !s.is(n, "obl") || !d.a.rules.lexicon.In("consult_noun", s.lemmas[n]) {
		return nil
	}
	h := s.head(n)
	if k := s.child(h, "nsubj"); s.isVerb(h) && s.is(h, "ccomp") && k >= 0 && k < u {
		if m := s.units[k].mention; m != nil && m.kind == personName && len(m.refs) == 1 {
			return m
		}
	}
	return nil
}

// clauseSubject are the referents of the subject of u's clause, where u is an object there and so somebody else.
func (d *discourse) clauseSubject(s *sentence, u int) []diplo.Ref {
	h := s.head(u)
	if h < 0 || !s.is(u, "obj", "iobj", "obl") || !s.isVerb(h) {
		return nil
	}
	for n := 0; n < 4 && s.child(h, "nsubj") < 0 && s.head(h) >= 0 && s.isVerb(s.head(h)) && s.is(h, "advcl", "conj", "xcomp"); n++ {
		h = s.head(h)
	}
	if k := s.child(h, "nsubj"); k >= 0 && s.units[k].mention != nil {
		return s.units[k].mention.refs
	}
	return nil
}

func (d *discourse) it(s *sentence, u int) []diplo.Ref {
	if h := s.head(u); s.is(u, "expl") && h >= 0 {
		switch s.lemmas[h] {
		case "ready", "willing", "prepared", "able", "open", "determined", "committed":
		default:
			return nil
		}
	}
	if s.is(u, "nsubj") && d.isThing(s, s.head(u)) {
		return nil
	}
	bound := append(d.clauseSubject(s, u), d.refuser(s, u)...)
	if refs := d.objectBefore(s, u, false); len(refs) > 0 {
		return refs
	}
	if refs := d.doerOf(s, u, bound); len(refs) > 0 {
		return refs
	}
	quoted := s.units[u].quotation >= 0
	best, score := diplo.Ref{}, 0
	for _, list := range [][]salient{d.polity, d.orgs} {
		for i := len(list) - 1; i >= 0 && i >= len(list)-20; i-- {
			p := list[i]
			if slices.ContainsFunc(bound, func(r diplo.Ref) bool { return r.ID == p.ref.ID }) {
				continue
			}
			if p.listed || quoted && p.sentence < s.index && (!p.quoted || p.sentence < s.index-1) {
				continue
			}
			points := 60 - 20*(s.index-p.sentence)
			if p.subject {
				points += 15
			}
			if p.speaker {
				points += 8
			}
			if points > score {
				best, score = p.ref, points
			}
		}
	}
	if best.ID == "" {
		return nil
	}
	return []diplo.Ref{best}
}

// isThing says whether h is the predicate of a thing: "it was the first visit".
func (d *discourse) isThing(s *sentence, h int) bool {
	lex := d.a.rules.lexicon
	return h >= 0 && s.tree[h].UPOS == "NOUN" && s.child(h, "cop") >= 0 && !lex.In("leader_noun", s.lemmas[h]) && !lex.In("body_noun", s.lemmas[h]) && s.lemmas[h] != "member"
}

// doerOf is who does the deed whose object has u as its owner: "urged Manila to stop its patrols".
func (d *discourse) doerOf(s *sentence, u int, bound []diplo.Ref) []diplo.Ref {
	n := s.head(u)
	if n < 0 || !s.is(u, "nmod:poss") || !s.is(n, "obj") || s.head(n) < 0 || !s.isVerb(s.head(n)) || d.hostile(s.lemmas[s.head(n)]) {
		return nil
	}
	r := &reader{a: d.a, s: s}
	by := r.agents(s.head(n))
	if len(by) != 1 || by[0].ref.Kind == diplo.Person || by[0].ref.Kind == diplo.Conflict || slices.ContainsFunc(bound, func(b diplo.Ref) bool { return b.ID == by[0].ref.ID }) {
		return nil
	}
	return []diplo.Ref{by[0].ref}
}

// refuser is the subject of a verb of refusing, blaming or attacking whose object has u as its owner: nobody rejects his
// own plan.
func (d *discourse) refuser(s *sentence, u int) []diplo.Ref {
	n := s.head(u)
	if n < 0 || !s.is(u, "nmod:poss") || !s.is(n, "obj") || s.head(n) < 0 {
		return nil
	}
	if !d.hostile(s.lemmas[s.head(n)]) {
		return nil
	}
	var out []diplo.Ref
	r := &reader{a: d.a, s: s}
	for _, x := range r.agents(s.head(n)) {
		out = append(out, x.ref)
	}
	return out
}

// hostile says whether a verb is done to what is another's.
func (d *discourse) hostile(verb string) bool {
	lex := d.a.rules.lexicon
	return lex.In("wrong_verb", verb) || verb == "enter" || slices.ContainsFunc(lex.Frames(lexicon.Verb, verb), func(f *lexicon.Frame) bool {
		info, _ := f.Type.Info()
		return len(f.Needs) == 0 && f.Objects[0] == lexicon.ObjectSlot && (info.Family == diplo.Refuse || info.Family == diplo.Disapprove || f.Type == "ATTACKS" || f.Type == "SEIZES" || f.Type == "DETAINS")
	})
}
