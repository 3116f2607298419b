package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// hit is a frame found in a sentence: one record for each pair of subject and object.
type hit struct {
	frame     *lexicon.Frame
	kind      diplo.Type
	sentence  *sentence
	trigger   int // unit
	subjects  []actor
	objects   []actor
	mutual    bool  // subjects are the participants of a symmetric act; no objects
	sides     []int // where mutual: the side that each is on; nobody acts with his own side
	modality  diplo.Modality
	negative  bool
	consented bool   // hypothetical, but somebody approved the plan of it
	quote     [2]int // tokens, inclusive
	occurred  diplo.Occurred
	confident float64
}

// matchFrames finds the dated hits of a sentence. It looks at those of the sentences before, so the order matters.
func (a *analysis) matchFrames(s *sentence) []*hit {
	if s.source.Caption || len(s.tree) == 0 || s.sports(a) {
		return nil
	}
	r := &reader{a: a, s: s}
	found := r.hits()
	for _, h := range found {
		h.occurred = r.when(h)
		if h.modality == diplo.Actual && h.occurred.Since > a.doc.Published && a.doc.Published != "" {
			h.modality = diplo.Planned // "announced his visit on 3 May"
		}
		if h.occurred.Basis == "" && h.kind != "SPOKE_WITH" {
			h.occurred = a.inherit(h)
		}
		a.hits = append(a.hits, h)
	}
	r.noteDeeds(len(s.units))
	r.noteHits(found)
	return found
}

// sports says whether a sentence is about a game: nations that meet on a field don't meet.
func (s *sentence) sports(a *analysis) bool {
	for i, l := range s.lemmas {
		if a.rules.lexicon.In("sports", l) || i+1 < len(s.lemmas) && a.rules.lexicon.In("sports", l+" "+s.lemmas[i+1]) {
			return true
		}
		if lower(s.units[i].form) == "world" && i+1 < len(s.units) && lower(s.units[i+1].form) == "cup" {
			return true
		}
	}
	return false
}

// candidate is a frame that fits a trigger, with what it consumed.
type candidate struct {
	hit
	needs    int
	consumed []int // units that are part of the frame's words: they trigger nothing themselves
}

func (r *reader) hits() []*hit {
	r.found = nil
	for u := range r.s.tree {
		r.found = append(r.found, r.at(u)...)
	}
	found := r.found
	consumed := map[int]bool{}
	for _, c := range found {
		if c.kind == "MEDIATES" || c.kind == "BRIEFED" {
			continue // who brokers a ceasefire tells of the ceasefire too, who tells about his talks of the talks
		}
		for _, u := range c.consumed {
			consumed[u] = true
		}
	}
	var out []*hit
	for i := range found {
		c := &found[i]
		if consumed[c.trigger] || r.repeats(found, i) {
			continue
		}
		h := c.hit
		out = append(out, &h)
		if v := r.visit(&h); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// at returns the best candidate that u triggers.
func (r *reader) at(u int) []candidate {
	if r.s.units[u].mention != nil && r.s.units[u].mention.kind != genericNominal {
		return nil
	}
	var best, beside []candidate
	for _, f := range r.frames(u) {
		c, ok := r.match(u, f)
		if !ok {
			r.a.trace.missed(r.s, u, f, c)
			continue
		}
		switch {
		case f.Beside:
			beside = append(beside, c)
		case len(best) == 0 || best[0].needs < c.needs:
			best = []candidate{c}
		}
	}
	return append(best, beside...)
}

// frames are those that the word at u may trigger.
func (r *reader) frames(u int) []*lexicon.Frame {
	s, lex := r.s, r.a.rules.lexicon
	t := s.tree[u]
	form := strings.ToLower(s.units[u].form)
	switch {
	case t.UPOS == "VERB":
		lemma := s.lemmas[u]
		fs := lex.Frames(lexicon.Verb, lemma)
		if s.is(u, "amod") && t.XPOS == "VBN" && s.prefixed(u) < 0 {
			return nil
		}
		if (t.XPOS == "VBN" || t.XPOS == "JJ") && len(lex.Frames(lexicon.Adjective, form)) > 0 && !s.has(u, "aux:pass") {
			return append(slices.Clone(fs), lex.Frames(lexicon.Adjective, form)...)
		}
		if len(fs) == 0 && t.XPOS == "VBG" {
			return append(slices.Clone(lex.Frames(lexicon.Noun, form)), lex.Frames(lexicon.Adjective, form)...)
		}
		return fs
	case t.UPOS == "AUX" && s.is(u, "aux") && s.head(u) >= 0 && max(s.subject(s.head(u)), s.child(s.head(u), "nsubj:pass")) < u:
		return lex.Frames(lexicon.Modal, form)
	case t.UPOS == "AUX" && s.is(u, "cop") && s.head(u) >= 0:
		if m := s.units[s.head(u)].mention; m != nil && m.kind == stateName && s.preposition(s.head(u)) == "in" {
			return lex.Frames(lexicon.Modal, "be in")
		}
		return nil
	case t.UPOS == "ADJ":
		if v := lex.VerbLemma(form); v != "" && v != form && s.child(u, "nsubj", "cop", "aux") >= 0 && len(lex.Frames(lexicon.Adjective, form)) == 0 {
			return lex.Frames(lexicon.Verb, v)
		}
		return lex.Frames(lexicon.Adjective, form)
	case (t.UPOS == "NOUN" || t.UPOS == "PROPN") && s.is(u, "compound"):
		return nil
	case t.UPOS == "NOUN" || t.UPOS == "PROPN":
		var fs []*lexicon.Frame
		if u > 0 && s.is(u-1, "compound", "amod") && s.head(u-1) == u {
			fs = append(fs, lex.Frames(lexicon.Noun, strings.ToLower(s.units[u-1].form)+" "+s.lemmas[u])...)
		}
		if p := s.preposition(u); s.child(u, "cop") >= 0 || p == "at" {
			fs = append(fs, lex.Frames(lexicon.Adjective, form)...)
			if p != "" { // "is behind the attack"
				fs = append(fs, lex.Frames(lexicon.Adjective, p+" "+s.lemmas[u])...)
				fs = append(fs, lex.Frames(lexicon.Adjective, p+" *")...)
			}
		}
		fs = append(fs, lex.Frames(lexicon.Noun, s.lemmas[u])...)
		// A verb that the tagger took for a noun, with arguments that only verbs have.
		if s.has(u, "obj") || len(fs) == 0 && s.child(u, "nsubj", "aux") >= 0 {
			if v := lex.VerbLemma(form); v != "" {
				fs = append(fs, lex.Frames(lexicon.Verb, v)...)
			}
		}
		return fs
	}
	return nil
}

func (s *sentence) has(u int, rel string) bool { return s.child(u, rel) >= 0 }

// match tries one frame at one trigger. A candidate that fails still tells what it found, for the trace.
func (r *reader) match(u int, f *lexicon.Frame) (candidate, bool) {
	c := candidate{hit: hit{frame: f, kind: f.Type, sentence: r.s, trigger: u, confident: f.Confidence}, needs: len(f.Needs)}
	if !r.matchWords(u, &c) || r.meansOther(u, f) {
		return c, false
	}
	info, _ := f.Type.Info()
	if len(f.ObjectKinds) > 0 {
		info.Objects = f.ObjectKinds
	}
	if f.Form == lexicon.Modal {
		u = r.s.head(u)
	}
	r.matchObjects(u, info, &c)
	if c.mutual {
		c.subjects = keepKinds(c.subjects, info.Subjects)
		return c, len(c.subjects) >= 2 && r.finish(&c)
	}
	r.matchSubjects(u, info, &c)
	if len(c.subjects) == 0 || len(c.objects) == 0 {
		return c, false
	}
	return c, r.finish(&c)
}

// matchWords says whether the words that a frame asks for stand at the trigger, and notes those that it consumes.
func (r *reader) matchWords(u int, c *candidate) bool {
	f := c.frame
	if f.Negated {
		c.needs += 2 // "will not accept" rejects, whatever "accept" does
	}
	if f.Particle != "" {
		if r.s.particle(u) != f.Particle {
			return false
		}
		c.needs++
	}
	if f.Particle == "" && len(f.Needs) == 0 && f.Form == lexicon.Verb {
		if k := r.s.child(u, "compound:prt"); k >= 0 && lower(r.s.units[k].form) != "together" {
			return false // "worked out" is not "worked"
		}
	}
	if len(f.Needs) > 0 && r.s.prefixed(u) >= 0 {
		return false
	}
	for _, need := range f.Needs {
		n := r.requirement(u, need)
		if n < 0 {
			return false
		}
		c.consumed = append(c.consumed, n)
	}
	return true
}

// forces says whether the verb at h is one of force.
func (r *reader) forces(h int) bool {
	return slices.ContainsFunc(r.a.rules.lexicon.Frames(lexicon.Verb, r.s.lemmas[h]), func(f *lexicon.Frame) bool {
		info, _ := f.Type.Info()
		return info.Family == diplo.Force && len(f.Needs) == 0
	})
}

// meansOther says whether the trigger is used in a sense that the frame does not have.
func (r *reader) meansOther(u int, f *lexicon.Frame) bool {
	info, _ := f.Type.Info()
	noun, infinitive := f.Form == lexicon.Noun, r.s.child(u, "acl")
	switch {
	case noun && info.Family == diplo.Consult && r.s.lemmas[u] == "call" && r.s.preposes(u, "for"):
		return true // "his call for a truce"
	case f.Type == "SPOKE_WITH" && r.s.lemmas[u] == "call":
		return r.s.has(u, "iobj") && r.s.has(u, "obj") || r.s.has(u, "xcomp") // "called X a liar"
	case f.Type == "MEMBER_OF":
		return r.s.has(u, "advcl") || noun && r.s.is(u, "obj") && r.forces(r.s.head(u)) // "joined X in condemning Y", "killed a member of it"
	case noun && info.Family == diplo.Refuse && infinitive >= 0 && r.s.tree[infinitive].XPOS == "VB":
		return true // "refusal to condemn": the condemning is what is not done
	case noun && info.Family == diplo.Mediate:
		return r.a.rules.lexicon.In("stance_verb", r.s.lemmas[r.s.verbOf(u)]) && len(r.ownAgents(u)) == 0 // "backed the offer": somebody else's
	case f.Type == "ATTACKS" && f.Form == lexicon.Verb && r.s.head(u) >= 0 && r.s.is(u, "advcl", "acl"):
		return r.measures(r.s.head(u)) // "sanctioned X, hitting its banks"
	}
	return noun && isSpeechNoun(f.Type) && r.denier(u) >= 0 // "dismissed the allegation that": somebody else's
}

// measures says whether the verb at u may tell a diplomatic measure by itself: "sanctioned".
func (r *reader) measures(u int) bool {
	return slices.ContainsFunc(r.a.rules.lexicon.Frames(lexicon.Verb, r.s.lemmas[u]), func(f *lexicon.Frame) bool {
		return f.Type == "SANCTIONS" && len(f.Needs) == 0
	})
}

// matchObjects fills the first object slot that holds actors.
func (r *reader) matchObjects(u int, info diplo.TypeInfo, c *candidate) {
	f := c.frame
	for _, slot := range f.Objects {
		got := r.fill(u, f, slot, c.consumed)
		if f.Subjects[0] == lexicon.Speech { // "told Nepal that it must": "it" is no speaker
			got = without(got, r.judges(u))
		}
		if slot == lexicon.Mutual && info.Symmetric {
			if len(got) >= 2 {
				c.mutual, c.subjects = true, got
				return
			}
			continue
		}
		if slot == lexicon.Mutual && r.openList(u) {
			continue
		}
		got = keepKinds(got, info.Objects)
		if f.Named {
			got = slices.DeleteFunc(got, func(x actor) bool { return x.mention == nil || x.mention.kind == pronoun })
		}
		if len(got) > 0 {
			c.objects = got
			if string(slot) == "between" && info.Symmetric {
				c.mutual, c.subjects, c.objects = true, got, nil
				c.sides = r.sides(u, c.consumed, got)
			}
			return
		}
	}
}

// matchSubjects fills the first subject slot that holds actors.
func (r *reader) matchSubjects(u int, info diplo.TypeInfo, c *candidate) {
	f := c.frame
	for _, slot := range f.Subjects {
		if slot == lexicon.SubjectSlot && f.Form == lexicon.Noun && info.Family == diplo.Force {
			c.subjects = r.perpetrators(u)
		} else if slot == lexicon.SubjectSlot {
			c.subjects = r.agents(u)
		} else {
			c.subjects = r.fill(u, f, slot, c.consumed)
		}
		if f.Type == "VISITED" { // soldiers are sent
			c.subjects = slices.DeleteFunc(slices.Clone(c.subjects), func(x actor) bool { return r.soldiers(x) })
		}
		if c.subjects = keepKinds(c.subjects, info.Subjects); len(c.subjects) > 0 {
			return
		}
	}
	if k := r.object(u); len(c.subjects) == 0 && info.Symmetric && k >= 0 && r.s.passive(u) { // "a U.S. deal signed with X"
		c.subjects = keepKinds(without(r.ownAgents(k), c.objects), info.Subjects)
	}
	if len(c.subjects) == 0 && info.Family == diplo.Consult && f.Form == lexicon.Noun {
		c.subjects = keepKinds(without(r.attendants(u), c.objects), info.Subjects)
		c.confident *= 0.8
	}
}

// soldiers says whether an actor is told as forces of his state.
func (r *reader) soldiers(x actor) bool {
	return x.mention != nil && x.mention.kind == stateBody && x.sentence == r.s &&
		r.a.rules.lexicon.In("forces", r.a.rules.lexicon.Lemma(r.s.words[x.mention.head], "NOUN"))
}

// preposes says whether a noun has a complement of a preposition: "a call for".
func (s *sentence) preposes(u int, prep string) bool {
	return slices.ContainsFunc(s.kids[u], func(k int) bool { return k > u && s.preposition(k) == prep })
}

func keepKinds(in []actor, kinds []diplo.Kind) []actor {
	return slices.DeleteFunc(slices.Clone(in), func(x actor) bool { return !slices.Contains(kinds, x.ref.Kind) })
}
