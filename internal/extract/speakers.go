package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// findSpeakers finds who speaks each quotation, also where it runs over several sentences.
func findSpeakers(a *analysis) {
	byQuotation := map[int]*actor{}
	for s := range a.read {
		r := &reader{a: a, s: s}
		sp := r.mainSpeaker()
		if sp == nil {
			continue
		}
		for i := range s.units {
			if q := s.units[i].quotation; q >= 0 && byQuotation[q] == nil {
				byQuotation[q] = sp
			}
		}
	}
	var last *actor
	for s := range a.read {
		r := &reader{a: a, s: s}
		if s.speaker = r.label(); s.speaker != nil {
			continue
		}
		if sp := r.mainSpeaker(); sp != nil {
			last = sp
			continue
		}
		quoted := 0
		q := -1
		for i := range s.units {
			if s.units[i].quotation >= 0 {
				quoted++
				q = s.units[i].quotation
			}
		}
		if quoted*10 < len(s.units)*8 {
			if quoted == 0 {
				last = nil
			}
			continue
		}
		s.speaker = byQuotation[q]
		if s.speaker == nil {
			s.speaker = last
		}
	}
}

// label is the speaker whom a headline sets before or after what he says, with a colon: "A: B has attacked C". A state
// before a colon is as often the topic.
func (r *reader) label() *actor {
	s := r.s
	last := len(s.units) - 1
	for last > 0 && s.tree[last].UPOS == "PUNCT" {
		last--
	}
	for _, at := range [][2]int{{0, 1}, {last, last - 1}} {
		if last < 4 || s.units[at[1]].form != ":" {
			continue
		}
		m := s.units[at[0]].mention
		if m == nil || m.kind != personName && m.kind != stateBody && m.kind != organization {
			continue
		}
		if got := r.fromMention(at[0], m); len(got) == 1 {
			return &got[0]
		}
	}
	return nil
}

// mainSpeaker is the subject of the sentence's verb of saying that stands outside quotation marks, nil for none.
func (r *reader) mainSpeaker() *actor {
	s := r.s
	for u := range s.tree {
		if s.units[u].quotation >= 0 || !r.saying(u) {
			continue
		}
		if sp := r.sayer(u); len(sp) > 0 {
			return &sp[0]
		}
	}
	return nil
}

func (r *reader) saying(u int) bool {
	s := r.s
	if s.isVerb(u) && s.lemmas[u] == "put" && u+1 < len(s.units) && lower(s.units[u+1].form) == "it" {
		return true // "as A put it"
	}
	return (s.isVerb(u) || s.tree[u].UPOS == "AUX") && r.a.rules.lexicon.In("saying_verb", s.lemmas[u])
}

// sayer are the subjects of a verb of saying; a person, state or organization.
func (r *reader) sayer(u int) []actor {
	got := r.agents(u)
	if len(got) == 0 {
		// "..., said Turkish President X on Saturday" with the subject hung as something else
		for _, k := range r.s.kids[u] {
			if m := r.s.units[k].mention; m != nil && m.kind == personName && len(m.refs) > 0 && (k == u+1 || k == u-1) {
				return r.fromMention(k, m)
			}
		}
	}
	return got
}

// speakerOf is who says what u stands in: the subject of the nearest verb of saying above it, else the speaker of the
// quotation.
func (r *reader) speakerOf(u int) *actor {
	for _, step := range r.speeches(u) {
		if len(step.speakers) > 0 {
			return &step.speakers[0]
		}
	}
	return r.s.speaker
}

// speech is a verb or phrase by which someone says the clause.
type speech struct {
	unit     int
	speakers []actor
	outlet   *mention
}

// speeches are the layers of reported speech around u, innermost first.
func (r *reader) speeches(u int) []speech {
	s := r.s
	var out []speech
	seen := map[int]bool{}
	add := func(x speech) {
		if !seen[x.unit] && (len(x.speakers) > 0 || x.outlet != nil) {
			seen[x.unit] = true
			out = append(out, x)
		}
	}
	below := -1
	for v, n := u, 0; v >= 0 && n < 24; n++ {
		for _, k := range s.kids[v] {
			switch {
			case s.is(k, "parataxis", "ccomp", "advcl", "acl:relcl") && k != u && r.saying(k) && !s.contains(k, u) && r.trailing(k, u):
				if below < k || !s.circumstance(below) {
					add(r.speech(k)) // what follows the tag is the document's: ", the army said, after C had warned D"
				}
			case s.preposition(k) == "according to":
				add(r.source(k))
			}
		}
		h := s.head(v)
		if v == u && r.backdrop(u) {
			return out
		}
		if h >= 0 && (r.ownVoice(v) || s.is(v, "acl:relcl") && s.units[u].quotation < 0 && !r.claimed(v)) {
			return out
		}
		if h < 0 {
			break
		}
		switch s.rel(v) {
		case "ccomp", "xcomp", "parataxis", "obj", "csubj", "obl", "advcl":
			if r.saying(h) && (s.is(v, "ccomp", "parataxis", "csubj") || s.is(v, "xcomp") && s.tree[v].XPOS != "VB" || s.is(v, "advcl") && s.tree[v].XPOS != "VB" && s.tree[v].XPOS != "VBG" && !s.circumstance(v)) {
				add(r.speech(h))
			}
			lex := r.a.rules.lexicon
			if s.is(v, "obj") && !s.isVerb(u) && (lex.In("relating_verb", s.lemmas[h]) || s.lemmas[h] == "deny" && !lex.In("accusation", s.lemmas[u])) {
				if x := r.speech(h); len(x.speakers) < 2 {
					add(x) // "underlined the cooperation between A and B"
				}
			}
			if up := s.head(h); s.is(v, "ccomp") && s.lemmas[h] == "clear" && up >= 0 && s.lemmas[up] == "make" {
				add(r.speech(up)) // "made clear that"
			}
		case "acl":
			if s.tree[v].XPOS == "VBG" && denies(s.lemmas[h]) && !s.commaBetween(h, v) {
				add(r.speech(h)) // "denied information alleging that"
			}
			if r.a.rules.lexicon.In("claim_noun", s.lemmas[h]) && s.isVerb(v) {
				add(speech{unit: h, speakers: r.ownAgents(h)})
				if d := r.denier(h); d >= 0 {
					add(r.speech(d))
				}
				if x := r.speech(max(s.head(h), 0)); s.is(h, "obl") && r.saying(x.unit) && !s.joint(h) {
					add(x) // "said in an interview that"
				}
			}
		}
		if c := r.charger(v); c >= 0 {
			add(r.speech(c))
		}
		if r.gratified(v, u) {
			add(r.speech(h))
		}
		below, v = v, h
	}
	if k := s.sourceOfAll(); k >= 0 {
		add(r.source(k))
	}
	return out
}

// sourceOfAll is the source that a sentence names at its end or beginning, set off by a comma; -1 for none.
func (s *sentence) sourceOfAll() int {
	for k := range s.units {
		if s.preposition(k) != "according to" {
			continue
		}
		if c := s.child(k, "case"); c == 0 || s.units[c-1].form == "," {
			return k
		}
	}
	return -1
}

// ownVoice says whether the document itself goes on at the verb v, beside what somebody said: "A said B had attacked C,
// while D condemned B". Its tense gives it away: what was said in the past stands further back.
func (r *reader) ownVoice(v int) bool {
	s := r.s
	h := s.head(v)
	if h < 0 || h > v || s.child(v, "nsubj", "nsubj:pass") < 0 || s.backshifted(v) {
		return false
	}
	switch s.rel(v) {
	case "parataxis":
		said := s.child(h, "ccomp")
		return r.saying(h) && said >= 0 && said < v && s.backshifted(said)
	case "conj", "advcl":
		mark := s.child(v, "cc", "mark")
		return mark >= 0 && s.is(h, "ccomp") && s.backshifted(h) && slices.Contains([]string{"while", "whereas", "although", "though", "but", "and"}, lower(s.units[mark].form)) &&
			s.units[mark-1].form == ","
	}
	return false
}

// backshifted says whether a clause is in the tense of what was said in the past.
func (s *sentence) backshifted(v int) bool {
	return s.hasAux(v, "had") || s.hasAux(v, "would") || s.hasAux(v, "could") || s.hasAux(v, "might")
}

// trailing says whether a verb of saying is a mere tag of the clause: ", officials said".
func (r *reader) trailing(k, u int) bool {
	s := r.s
	if s.is(k, "acl:relcl") {
		return false
	}
	return s.child(k, "ccomp") < 0 && (s.is(k, "parataxis") || s.child(k, "mark") >= 0 && lower(s.units[s.child(k, "mark")].form) == "as")
}

// circumstance says whether an adverbial clause tells when or why something is said, not what.
func (s *sentence) circumstance(v int) bool {
	m := s.child(v, "mark")
	if m < 0 {
		return false
	}
	switch lower(s.units[m].form) {
	case "after", "before", "since", "until", "because", "when", "while", "although", "though", "whereas", "once", "as":
		return true
	}
	return false
}

func (s *sentence) contains(k, u int) bool {
	for n := 0; u >= 0 && n < 60; n++ {
		if u == k {
			return true
		}
		u = s.head(u)
	}
	return false
}

// chain is the attribution of what u says of subject, outermost first.
func (r *reader) chain(u int, k diplo.Type, subject actor) []diplo.Attribution {
	var out []diplo.Attribution
	steps := r.speeches(u)
	if r.claimsDeed(u) {
		steps = append([]speech{r.speech(u)}, steps...)
	}
	if len(steps) == 0 && r.s.speaker != nil {
		steps = append(steps, speech{speakers: []actor{*r.s.speaker}})
	}
	slices.Reverse(steps)
	for _, x := range steps {
		if x.outlet != nil {
			out = append(out, diplo.Attribution{Role: diplo.Outlet, Name: r.text(x.outlet)})
			continue
		}
		own := func(sp actor) bool { return sp.ref.ID == subject.ref.ID }
		if (isSpeechNoun(k) || k == "BRIEFED") && slices.ContainsFunc(x.speakers, own) {
			continue
		}
		out = append(out, r.spoken(x.speakers[0])...)
	}
	if subject.voice != nil && !slices.ContainsFunc(out, func(x diplo.Attribution) bool { return x.Entity == subject.voice.ID }) {
		out = append(out, diplo.Attribution{Role: diplo.Speaker, Name: subject.voice.Name, Entity: subject.voice.ID})
	}
	return out
}

// spoken is a speaker's step of a chain, with the one he speaks for.
func (r *reader) spoken(sp actor) []diplo.Attribution {
	out := []diplo.Attribution{{Role: diplo.Speaker, Name: sp.ref.Name, Entity: sp.ref.ID}}
	if p := r.a.polityOf(sp); p.ID != "" && p.ID != sp.ref.ID {
		out = append(out, diplo.Attribution{Role: diplo.OnBehalfOf, Name: p.Name, Entity: p.ID})
	}
	return out
}

// text is the original text of a mention, "The" left out.
func (r *reader) text(m *mention) string {
	start, end := r.s.span(m.first, m.head)
	return r.a.doc.Text[start:end]
}
