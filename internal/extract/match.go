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
	quote     [2]int // tokens, inclusive
	chain     []diplo.Attribution
	occurred  diplo.Occurred
	confident float64
}

// matchFrames finds the frames of every sentence, in text order, so that a later one can look at the acts told before.
func matchFrames(a *analysis) {
	a.deeds = map[string]diplo.Ref{}
	for _, s := range a.sentences {
		if s.source.Caption || len(s.tree) == 0 || s.sports(a) {
			continue
		}
		r := &reader{a: a, s: s}
		a.hits = append(a.hits, r.hits()...)
		r.noteDeeds()
	}
}

// noteDeeds remembers whose the things are that the sentence names with their owner: "Israel's settlements".
func (r *reader) noteDeeds() {
	for u := range r.s.tree {
		if t := r.s.tree[u]; t.UPOS != "NOUN" || r.s.units[u].mention != nil || r.a.rules.lexicon.In("private_noun", r.s.lemmas[u]) {
			continue
		}
		if own := r.ownAgents(u); len(own) == 1 {
			if p := r.a.polityOf(own[0]); p.ID != "" {
				r.a.deeds[r.s.lemmas[u]] = p
			}
		}
	}
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

// visit is the visit that a meeting in the other party's country is: "X held talks in Kyiv with Ukraine's president".
func (r *reader) visit(h *hit) *hit {
	if h.kind != "MET_WITH" && h.kind != "NEGOTIATED_WITH" && h.kind != "HOSTED" || h.negative {
		return nil
	}
	place := r.place(h.trigger)
	if place < 0 {
		return nil
	}
	at := r.s.units[place].mention.refs[0]
	sides := [][]actor{h.subjects, h.objects}
	if h.mutual {
		sides = [][]actor{h.subjects, h.subjects}
	}
	v := *h
	v.kind, v.mutual, v.sides, v.subjects = "VISITED", false, nil, nil
	v.objects = []actor{{ref: at, mention: r.s.units[place].mention, first: r.s.units[place].first, last: r.s.units[place].last, sentence: r.s}}
	home := false
	for _, side := range sides {
		for _, x := range side {
			p := r.a.polityOf(x)
			switch {
			case p.ID == at.ID:
				home = true
			case x.ref.Kind == diplo.Person && p.ID != "":
				v.subjects = append(v.subjects, x)
			}
		}
	}
	if v.subjects = unique(v.subjects); !home || len(v.subjects) == 0 {
		return nil
	}
	v.confident *= 0.7
	return &v
}

// place is the state named as the scene of the deed: "in Kyiv"; -1 for none.
func (r *reader) place(u int) int {
	s := r.s
	hosts := []int{u, s.verbOf(u)}
	if o := r.object(u); o >= 0 && s.isVerb(u) {
		hosts = append(hosts, o)
	}
	for _, h := range hosts {
		for _, k := range s.kids[h] {
			if m := s.units[k].mention; m != nil && m.kind == stateName && len(m.refs) == 1 && s.preposition(k) == "in" {
				return k
			}
			if s.rel(k) == "nmod" || s.rel(k) == "obl" || s.rel(k) == "obj" { // "talks with X in Kyiv"
				for _, g := range s.kids[k] {
					if m := s.units[g].mention; m != nil && m.kind == stateName && len(m.refs) == 1 && s.preposition(g) == "in" {
						return g
					}
				}
			}
		}
	}
	return -1
}

// repeats says whether a noun tells only what the verb of its clause tells by another frame: "provide $1 billion in aid".
func (r *reader) repeats(found []candidate, i int) bool {
	c := &found[i]
	if r.s.isVerb(c.trigger) {
		return false
	}
	for j := range found {
		o := &found[j]
		if j != i && o.kind == c.kind && (r.s.isVerb(o.trigger) || j < i) && sameParties(&o.hit, &c.hit) && (c.kind == "MET_WITH" || c.kind == "SPOKE_WITH") {
			return true
		}
		if j != i && o.kind == c.kind && r.s.isVerb(o.trigger) && r.s.verbOf(c.trigger) == r.s.verbOf(o.trigger) && sameRefs(o.subjects, c.subjects) && sameRefs(o.objects, c.objects) {
			return true
		}
	}
	return false
}

// sameParties says whether two symmetric hits have the same participants.
func sameParties(x, y *hit) bool {
	all := func(h *hit) []actor { return unique(append(slices.Clone(h.subjects), h.objects...)) }
	a, b := all(x), all(y)
	return len(a) == len(b) && len(without(a, b)) == 0
}

func sameRefs(x, y []actor) bool {
	return slices.EqualFunc(x, y, func(a, b actor) bool { return a.ref.ID == b.ref.ID })
}

// at returns the best candidate that u triggers.
func (r *reader) at(u int) []candidate {
	if r.s.units[u].mention != nil && r.s.units[u].mention.kind != genericNominal {
		return nil
	}
	var best []candidate
	for _, f := range r.frames(u) {
		c, ok := r.match(u, f)
		if !ok {
			r.a.trace.missed(r.s, u, f, c)
			continue
		}
		if len(best) > 0 && best[0].needs >= c.needs {
			continue
		}
		best = []candidate{c}
	}
	return best
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
		if s.is(u, "amod") && t.XPOS == "VBN" {
			return nil
		}
		if (t.XPOS == "VBN" || t.XPOS == "JJ") && len(lex.Frames(lexicon.Adjective, form)) > 0 && !s.has(u, "aux:pass") {
			return append(slices.Clone(fs), lex.Frames(lexicon.Adjective, form)...)
		}
		if len(fs) == 0 && t.XPOS == "VBG" {
			return lex.Frames(lexicon.Noun, form)
		}
		return fs
	case t.UPOS == "AUX" && s.is(u, "aux") && s.head(u) >= 0 && s.child(s.head(u), "nsubj", "nsubj:pass") < u:
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
		if s.child(u, "cop") >= 0 || s.preposition(u) == "at" {
			fs = append(fs, lex.Frames(lexicon.Adjective, form)...)
		}
		fs = append(fs, lex.Frames(lexicon.Noun, s.lemmas[u])...)
		// A verb that the tagger took for a noun, with arguments that only verbs have.
		if len(fs) == 0 && s.child(u, "nsubj", "obj", "aux") >= 0 {
			if v := lex.VerbLemma(form); v != "" {
				fs = lex.Frames(lexicon.Verb, v)
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
	if f.Particle != "" {
		if r.s.particle(u) != f.Particle {
			return c, false
		}
		c.needs++
	}
	if f.Particle == "" && len(f.Needs) == 0 && f.Form == lexicon.Verb {
		if k := r.s.child(u, "compound:prt"); k >= 0 && lower(r.s.units[k].form) != "together" {
			return c, false // "worked out" is not "worked"
		}
	}
	for _, need := range f.Needs {
		n := r.requirement(u, need)
		if n < 0 {
			return c, false
		}
		c.consumed = append(c.consumed, n)
	}
	if f.Type == "MEMBER_OF" && r.s.child(u, "advcl") >= 0 {
		return c, false // "joined X in condemning Y"
	}
	info, _ := f.Type.Info()
	if len(f.ObjectKinds) > 0 {
		info.Objects = f.ObjectKinds
	}
	if f.Form == lexicon.Modal {
		u = r.s.head(u)
	}
	for _, slot := range f.Objects {
		got := r.fill(u, f, slot, c.consumed)
		if slot == lexicon.Mutual && info.Symmetric {
			if len(got) >= 2 {
				c.mutual, c.subjects = true, got
				break
			}
			continue
		}
		got = keepKinds(got, info.Objects)
		if len(got) > 0 {
			c.objects = got
			if string(slot) == "between" && info.Symmetric {
				c.mutual, c.subjects, c.objects = true, got, nil
				c.sides = r.sides(u, c.consumed, got)
			}
			break
		}
	}
	if c.mutual {
		c.subjects = keepKinds(c.subjects, info.Subjects)
		return c, len(c.subjects) >= 2 && r.finish(&c)
	}
	for _, slot := range f.Subjects {
		if slot == lexicon.SubjectSlot {
			c.subjects = r.agents(u)
		} else {
			c.subjects = r.fill(u, f, slot, c.consumed)
		}
		if c.subjects = keepKinds(c.subjects, info.Subjects); len(c.subjects) > 0 {
			break
		}
	}
	if len(c.subjects) == 0 || len(c.objects) == 0 {
		return c, false
	}
	return c, r.finish(&c)
}

func keepKinds(in []actor, kinds []diplo.Kind) []actor {
	return slices.DeleteFunc(slices.Clone(in), func(x actor) bool { return !slices.Contains(kinds, x.ref.Kind) })
}

// requirement finds the complement that a frame asks for, -1 for none.
func (r *reader) requirement(u int, need lexicon.Requirement) int {
	s := r.s
	try := func(k int) int {
		for _, c := range s.conjuncts(k) {
			if r.isWord(c, need.Words) {
				return c
			}
			{
				for _, g := range s.kids[c] {
					if s.is(g, "nmod") && s.preposition(g) == "of" && r.isWord(g, need.Words) {
						return g
					}
				}
			}
		}
		return -1
	}
	if need.Slot == lexicon.Content {
		if k := r.s.child(u, "xcomp", "ccomp", "advcl"); k >= 0 && need.Words[r.s.lemmas[k]] {
			return k
		}
		return -1
	}
	if need.Slot == lexicon.Complement {
		return r.complementWord(u, need.Words)
	}
	if need.Slot == lexicon.ObjectSlot {
		if k := r.object(u); k >= 0 {
			if n := try(k); n >= 0 {
				return n
			}
		}
		if s.isVerb(u) && !s.passive(u) {
			for _, k := range s.kids[u] { // the second object: "gave Egypt a loan"
				if k > u && s.is(k, "obj", "iobj", "obl", "obl:unmarked", "xcomp") && s.preposition(k) == "" {
					if n := try(k); n >= 0 {
						return n
					}
				}
			}
		}
		return -1
	}
	for _, k := range s.kids[u] {
		if s.preposition(k) == string(need.Slot) {
			if n := try(k); n >= 0 {
				return n
			}
		}
	}
	if k := r.object(u); k >= 0 {
		for _, g := range s.kids[k] {
			if s.preposition(g) == string(need.Slot) {
				if n := try(g); n >= 0 {
					return n
				}
			}
		}
	}
	return -1
}

// complementWord finds what the object is called: "called the raid a crime", "slammed it as unacceptable", -1 for none.
func (r *reader) complementWord(u int, words map[string]bool) int {
	s := r.s
	for k := u + 1; k < len(s.units) && k <= u+14; k++ {
		if s.isVerb(k) && s.tree[k].XPOS != "VBN" || s.tree[k].UPOS == "CCONJ" && k > u+9 {
			break
		}
		if !r.isWord(k, words) || s.preposition(k) != "" && s.preposition(k) != "as" {
			continue
		}
		if k != s.child(u, "obj") || s.child(u, "iobj", "xcomp") >= 0 {
			return k
		}
	}
	return -1
}

// isWord says whether the head at u, alone or with the word before it, is one of the words.
func (r *reader) isWord(u int, words map[string]bool) bool {
	s := r.s
	if words[s.lemmas[u]] || words[lower(s.units[u].form)] {
		return true
	}
	for _, k := range s.kids[u] {
		if k < u && s.is(k, "compound", "amod") && words[lower(s.units[k].form)+" "+s.lemmas[u]] {
			return true
		}
	}
	return false
}

// object is the direct object of a verb: its obj, the subject of a passive, the noun that a participle or a relative
// clause describes; -1 for none.
func (r *reader) object(u int) int {
	s := r.s
	if s.passive(u) {
		if k := s.child(u, "nsubj:pass", "nsubj"); k >= 0 {
			return r.throughRelative(k)
		}
		if s.is(u, "acl", "acl:relcl") {
			return s.head(u)
		}
		if s.is(u, "conj") && s.head(u) >= 0 {
			return s.child(s.head(u), "nsubj:pass")
		}
		if s.is(u, "xcomp", "advcl") && s.head(u) >= 0 {
			return s.child(s.head(u), "nsubj", "nsubj:pass")
		}
		return -1
	}
	if k := s.child(u, "obj"); k >= 0 {
		return r.throughRelative(k)
	}
	// "handed over two prisoners", the particle read as a preposition
	if u+1 < len(s.units) && s.is(u+1, "case") {
		switch lower(s.units[u+1].form) {
		case "over", "out", "down", "off", "up", "back":
			if k := s.head(u + 1); k > u+1 && s.head(k) == u {
				return k
			}
		}
	}
	// "rejected and condemned the motion": coordinated verbs share the object after them
	for _, k := range s.kids[u] {
		if o := s.child(k, "obj"); s.is(k, "conj") && s.isVerb(k) && o > k && s.child(k, "nsubj") < 0 && s.child(u, "ccomp", "xcomp", "obl") < 0 {
			return r.throughRelative(o)
		}
	}
	if h := s.head(u); h >= 0 && s.is(u, "conj") && s.isVerb(h) && s.child(u, "ccomp", "xcomp", "obl") < 0 {
		if o := s.child(h, "obj"); o > u {
			return r.throughRelative(o)
		}
	}
	// "sanctions that Washington imposed"
	if s.is(u, "acl:relcl") && s.child(u, "nsubj") >= 0 && s.child(u, "obj", "ccomp", "xcomp") < 0 {
		return s.head(u)
	}
	return -1
}

func (r *reader) throughRelative(k int) int {
	switch lower(r.s.units[k].form) {
	case "which", "that", "who", "whom":
		if n := r.antecedent(k); n >= 0 {
			return n
		}
	}
	return k
}

// fill finds the actors of a slot.
func (r *reader) fill(u int, f *lexicon.Frame, slot lexicon.Slot, consumed []int) []actor {
	s := r.s
	as := asOwner
	switch {
	case f.People:
		as = asPeople
	case f.Direct:
		as = asDirect
	}
	switch slot {
	case lexicon.ObjectSlot:
		if k := r.object(u); k >= 0 {
			switch lower(s.units[k].form) {
			case "it", "them":
				if got := r.actors(k, asDirect); len(got) > 0 && !slices.ContainsFunc(f.Needs, func(n lexicon.Requirement) bool { return n.Slot == lexicon.Complement }) {
					return got
				}
				return r.context(u)
			case "this", "that", "these":
				return r.context(u)
			}
			if slices.Contains(consumed, k) && slices.ContainsFunc(f.Needs, func(n lexicon.Requirement) bool { return n.Slot == lexicon.Complement }) {
				return r.context(u)
			}
			if got := r.actors(k, as); len(got) > 0 {
				return got
			}
			if lower(s.units[k].form) == "each" || lower(s.units[k].form) == "other" {
				return r.agents(u)
			}
			if as == asOwner {
				if got := r.deedOwner(k); len(got) > 0 {
					return got
				}
			}
		}
		if s.isVerb(u) && !s.passive(u) {
			if got := r.actors(s.child(u, "iobj"), asDirect); len(got) > 0 {
				return got
			}
			return r.adjacentObject(u)
		}
	case lexicon.IndirectOb:
		if got := r.actors(s.child(u, "iobj"), asDirect); len(got) > 0 {
			return got
		}
		if u+1 < len(s.units) && s.units[u+1].mention != nil && s.units[u+1].mention.kind != demonym && !(u+2 < len(s.units) && s.tree[u+2].XPOS == "POS") {
			return r.actors(u+1, asDirect)
		}
		return nil
	case lexicon.SubjectSlot:
		return r.agents(u)
	case lexicon.Possessor:
		return r.ownAgents(u)
	case lexicon.ObjPoss:
		if k := r.object(u); k >= 0 {
			if m := s.units[k].mention; m != nil && len(m.refs) > 0 {
				return r.actors(k, asOwner)
			}
			return r.owners(k, asOwner, 0)
		}
	case lexicon.Mutual:
		return r.group(u)
	case lexicon.Content:
		return r.contentSubject(u)
	case lexicon.Target:
		return r.contentTarget(u)
	case lexicon.Partner:
		return r.partner(u)
	case lexicon.Addressee:
		return r.governorObject(u)
	case lexicon.Context:
		return r.context(u)
	case lexicon.Owner:
		for _, k := range consumed {
			if m := s.units[k].mention; m != nil && len(m.refs) > 0 {
				return r.actors(k, asOwner)
			}
			if got := r.owners(k, asOwner, 0); len(got) > 0 {
				return got
			}
		}
		return nil
	case lexicon.Within:
		for _, k := range consumed {
			for v := k + 1; v < len(s.units); v++ {
				if m := s.units[v].mention; m != nil && m.kind == stateName && s.contains(k, v) {
					return r.fromMention(v, m)
				}
			}
		}
		return nil
	case lexicon.Told:
		return r.addressee(u)
	case lexicon.Accuser:
		return r.accuser(u)
	case lexicon.Answerer:
		if h := s.head(u); h >= 0 && s.is(u, "obj", "nsubj:pass") && s.isVerb(h) && len(r.ownAgents(u)) > 0 && s.child(u, "acl", "ccomp") >= 0 {
			switch s.lemmas[h] {
			case "reject", "deny", "dismiss", "refute", "rebut", "ignore", "accept", "heed", "spurn", "rebuff", "refuse", "welcome":
				return without(r.agents(h), r.ownAgents(u))
			}
		}
		return nil
	case lexicon.Cause:
		if h := s.head(u); h >= 0 && s.isVerb(h) && s.is(u, "obj") {
			return r.agents(h)
		}
		return nil
	case lexicon.Self:
		if m := s.units[u].mention; m != nil {
			return r.fromMention(u, m)
		}
	case lexicon.Rival:
		return r.rival(u)
	case lexicon.Disputants:
		return r.dispute(u)
	case lexicon.Speech:
		if sp := r.speakerOf(u); sp != nil {
			return []actor{*sp}
		}
	case lexicon.Antecedent:
		if s.rel(u) == "acl" {
			return r.actors(s.head(u), as)
		}
	case lexicon.Any:
		return r.nearest(u)
	default:
		return r.prepositional(u, string(slot), as, consumed)
	}
	return nil
}

// prepositional finds the complement of a preposition on the trigger, on what it consumed, on the verb that governs a
// noun; then, because parsers attach these badly, the nearest one after the trigger in the clause.
func (r *reader) prepositional(u int, prep string, as reading, consumed []int) []actor {
	s := r.s
	hosts := append([]int{u}, consumed...)
	if s.isVerb(u) {
		if k := r.object(u); k >= 0 && !slices.Contains(hosts, k) {
			hosts = append(hosts, k)
		}
	} else {
		for h, n := s.head(u), 0; h >= 0 && n < 2; h, n = s.head(h), n+1 {
			hosts = append(hosts, h)
			if s.isVerb(h) {
				break
			}
		}
	}
	for _, h := range hosts {
		for _, k := range s.kids[h] {
			if k > u && s.preposition(k) == prep {
				if w := lower(s.units[k].form); w == "each" || w == "other" {
					return r.agents(u)
				}
				if got := r.actors(k, as); len(got) > 0 {
					return got
				}
			}
		}
	}
	if s.isVerb(u) && len(consumed) > 0 { // "provide $1 billion in aid to X"
		for _, h := range hosts {
			for _, k := range s.kids[h] {
				if k < u || s.rel(k) != "obl" && s.rel(k) != "nmod" || s.preposition(k) != "in" && s.preposition(k) != "of" && s.preposition(k) != "worth" {
					continue
				}
				for _, g := range s.kids[k] {
					if s.preposition(g) == prep {
						if got := r.actors(g, as); len(got) > 0 {
							return got
						}
					}
				}
			}
		}
	}
	last := u
	for _, k := range consumed {
		last = max(last, k)
	}
	for k := last + 1; k < len(s.units) && k <= last+8; k++ {
		if s.tree[k].UPOS == "PUNCT" && s.units[k].form != "-" || s.isVerb(k) && s.tree[k].XPOS != "VBN" && s.tree[k].XPOS != "VBG" {
			break
		}
		if s.preposition(k) == prep && k > last {
			if s.rel(k) == "nmod" && !slices.Contains(hosts, s.head(k)) && s.tree[s.head(k)].UPOS == "NOUN" && (len(r.frames(s.head(k))) > 0 || r.a.rules.lexicon.In("conflict_noun", s.lemmas[s.head(k)])) {
				return nil // it belongs to a deed of its own
			}
			return r.actors(k, as)
		}
	}
	return nil
}

// sides tells which side of "between X and Y" each actor is on; nil where there are only single actors.
func (r *reader) sides(u int, consumed []int, all []actor) []int {
	s := r.s
	for k := u + 1; k < len(s.units); k++ {
		if s.preposition(k) != "between" {
			continue
		}
		conjuncts := s.conjuncts(k)
		if len(conjuncts) != 2 || len(all) <= 2 {
			return nil
		}
		sides := make([]int, len(all))
		for i, x := range all {
			if first := s.units[conjuncts[1]].first; x.first >= first {
				sides[i] = 1
			} else {
				sides[i] = -1
			}
		}
		return sides
	}
	return nil
}

// adjacentObject is the actor just after a verb that the tree gives no object.
func (r *reader) adjacentObject(u int) []actor {
	s := r.s
	if s.child(u, "obj", "ccomp", "xcomp") >= 0 || u+1 >= len(s.units) {
		return nil
	}
	if m := s.units[u+1].mention; m != nil && m.kind != demonym && len(m.refs) > 0 && s.preposition(u+1) == "" {
		if u+2 < len(s.units) && s.tree[u+2].XPOS == "POS" {
			return nil
		}
		return r.actors(u+1, asDirect)
	}
	return nil
}

// group are the members of a plural subject, where the word says that they act together: "they met", "the leaders held
// talks", "their talks".
func (r *reader) group(u int) []actor {
	s := r.s
	if s.isVerb(u) {
		if s.passive(u) {
			return r.agents(u)
		}
		if s.child(u, "nsubj", "nsubj:outer", "nsubj:pass") < 0 && !s.is(u, "conj", "xcomp", "acl:relcl") {
			return nil
		}
		return r.agents(u)
	}
	if s.lemmas[u] == "call" { // a call is also a request
		switch h := s.head(u); {
		case h >= 0 && s.is(u, "obj") && (s.lemmas[h] == "hold" || s.lemmas[h] == "have" || s.lemmas[h] == "join" || s.lemmas[h] == "conduct"):
		case u > 0 && (lower(s.units[u-1].form) == "phone" || lower(s.units[u-1].form) == "telephone" || lower(s.units[u-1].form) == "video"):
		default:
			return nil
		}
	}
	if own := r.ownAgents(u); len(own) >= 2 {
		return own
	}
	h := s.head(u)
	if h >= 0 && s.is(u, "nmod") && r.quantity(s.lemmas[h]) { // "a round of talks"
		u, h = h, s.head(h)
	}
	if h >= 0 && s.is(u, "obj") && r.a.rules.lexicon.In("support_verb", s.lemmas[h]) || s.child(u, "cop") >= 0 ||
		s.preposition(u) == "at" || s.preposition(u) == "in" || s.tree[u].UPOS == "ADJ" {
		return r.agents(u)
	}
	return nil
}

// governorObject is whom the verb addresses that happens in the act: "in a call, X urged Y" tells of a call with Y.
func (r *reader) governorObject(u int) []actor {
	s := r.s
	switch s.preposition(u) {
	case "in", "during", "by", "over", "via", "on":
	default:
		return nil
	}
	h := s.head(u)
	if h < 0 || !s.isVerb(h) {
		return nil
	}
	return slices.DeleteFunc(r.actors(s.child(h, "obj", "iobj"), asDirect), func(x actor) bool { return x.ref.Kind != diplo.Person })
}

// rival is the other party of the dispute that the document is about, else the other of the two states that it mostly
// speaks of.
func (r *reader) rival(u int) []actor {
	own := r.agents(u)
	if len(own) != 1 {
		return nil
	}
	mine := r.a.polityOf(own[0]).ID
	parties := r.a.protagonists
	if len(r.a.disputes) > 0 {
		if e, ok := r.a.rules.gaz.Entity(r.a.disputes[0].ref.ID); ok && len(e.Parties) == 2 {
			parties = e.Parties
		}
	}
	for i, p := range parties {
		if p.ID == mine {
			return r.contextual(actor{ref: parties[1-i]}, u)
		}
	}
	return nil
}

// deedOwner is whose deed a bare "the move", "the settlements" is: the last owner that the document gave such a thing,
// else the actor of whom the sentences before complain or whose deed they tell.
func (r *reader) deedOwner(u int) []actor {
	s := r.s
	lex := r.a.rules.lexicon
	if d := s.child(u, "det"); d >= 0 {
		switch lower(s.units[d].form) {
		case "a", "an", "any", "all", "some", "no", "every", "each":
			return nil
		}
	} else if lower(s.units[u].form) == s.lemmas[u] {
		return nil
	}
	if lex.In("accusation", s.lemmas[u]) {
		if got := r.accuser(u); len(got) > 0 {
			return got
		}
	}
	if ref, ok := r.a.deeds[s.lemmas[u]]; ok {
		return r.contextual(actor{ref: ref}, u)
	}
	if !lex.In("deed_noun", s.lemmas[u]) && !lex.In("wrong_noun", s.lemmas[u]) || s.child(u, "det") < 0 {
		return nil
	}
	return r.context(u)
}

// told are the latest hits, those of this sentence last.
func (r *reader) told() []*hit {
	out := slices.Clone(r.a.hits[max(0, len(r.a.hits)-60):])
	for i := range r.found {
		out = append(out, &r.found[i].hit)
	}
	return out
}

// context is the actor whose deed the sentences before tell, or of whom they speak well or ill.
func (r *reader) context(u int) []actor {
	before := r.told()
	own := r.agents(u)
	if h := r.s.head(u); len(own) == 0 && h >= 0 {
		own = r.agents(h)
	}
	for _, wanted := range [][]diplo.Family{ // what it is done to counts before what is asked
		{diplo.Disapprove, diplo.Refuse, diplo.Threaten, diplo.Measures, diplo.Force, diplo.Yield, diplo.Aid, diplo.Mediate}, {diplo.Approve, diplo.Ask},
	} {
		for i := len(before) - 1; i >= 0 && r.s.index-before[i].sentence.index <= 5; i-- {
			if x := r.targetOf(before[i], wanted, own, u); len(x) > 0 {
				return x
			}
		}
	}
	return nil
}

// targetOf is the actor of an earlier hit of those families whose deed the hit tells or speaks of.
func (r *reader) targetOf(h *hit, wanted []diplo.Family, own []actor, u int) []actor {
	info, _ := h.kind.Info()
	if h.mutual || !slices.Contains(wanted, info.Family) {
		return nil
	}
	target := h.subjects
	switch info.Family {
	case diplo.Approve, diplo.Disapprove, diplo.Refuse, diplo.Ask, diplo.Threaten:
		target = h.objects
	case diplo.Measures:
		if len(own) == 1 && len(h.subjects) == 1 && r.a.polityOf(own[0]).ID == r.a.polityOf(h.subjects[0]).ID {
			target = h.objects
		}
	}
	if len(target) != 1 || target[0].ref.Kind == diplo.Conflict {
		return nil
	}
	if x := r.contextual(target[0], u); !r.same(x[0], own) {
		return x
	}
	return nil
}

// contextual is an actor of an earlier sentence, or his state, standing for the noun at u.
func (r *reader) contextual(x actor, u int) []actor {
	s := r.s
	x.first, x.last, x.sentence, x.indirect = s.units[u].first, s.units[u].last, s, true
	if p := r.a.polityOf(x); p.ID != "" {
		x.ref = p
	}
	return []actor{x}
}

// contentSubject is the subject of the clause that the trigger governs: "warned that Iran would ...".
func (r *reader) contentSubject(u int) []actor {
	k := r.content(u)
	if k < 0 {
		return nil
	}
	for _, c := range r.s.kids[k] { // "warned that if X did not stop ...": the warning is to X
		if m := r.s.child(c, "mark"); r.s.is(c, "advcl") && m >= 0 && (lower(r.s.units[m].form) == "if" || lower(r.s.units[m].form) == "unless") {
			if got := r.agents(c); len(got) > 0 {
				return got
			}
		}
	}
	if got := r.agents(k); len(got) > 0 {
		return got
	}
	return r.actors(r.s.child(k, "nsubj", "nsubj:pass"), asOwner)
}

// contentTarget is the actor that the clause's deed is done to: "threatened to attack Iran".
func (r *reader) contentTarget(u int) []actor {
	k := r.content(u)
	if o := r.object(u); k < 0 && o >= 0 {
		k = r.s.child(o, "acl")
	}
	if k < 0 {
		return nil
	}
	s := r.s
	if o := r.object(k); o >= 0 {
		if got := r.actors(o, asOwner); len(got) > 0 {
			return got
		}
		for _, g := range s.kids[o] {
			if p := s.preposition(g); p == "on" || p == "against" || p == "from" || p == "with" || p == "to" {
				if got := r.actors(g, asOwner); len(got) > 0 {
					return got
				}
			}
		}
	}
	for _, g := range s.kids[k] {
		if p := s.preposition(g); p == "on" || p == "against" || p == "from" || p == "with" || p == "to" {
			if got := r.actors(g, asOwner); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// nearest is the closest other actor of the sentence before the trigger.
func (r *reader) nearest(u int) []actor {
	own := r.agents(u)
	for v := u - 1; v >= 0; v-- {
		m := r.s.units[v].mention
		if m == nil || len(m.refs) == 0 || m.kind == outletName || m.kind == conflictName {
			continue
		}
		if got := without(r.fromMention(v, m), own); len(got) > 0 {
			return got
		}
	}
	return nil
}

// without drops the actors that have the entity or polity of another list.
func without(in, drop []actor) []actor {
	return slices.DeleteFunc(slices.Clone(in), func(x actor) bool {
		return slices.ContainsFunc(drop, func(y actor) bool { return y.ref.ID == x.ref.ID })
	})
}

// addressee is whom a verb of telling above u names: "X told Y that ...".
func (r *reader) addressee(u int) []actor {
	s := r.s
	for v, n := u, 0; v >= 0 && n < 8; v, n = s.head(v), n+1 {
		if l := s.lemmas[v]; l == "tell" || l == "inform" || l == "assure" || l == "remind" {
			if k := s.child(v, "obj", "iobj"); k >= 0 {
				return r.actors(k, asDirect)
			}
		}
	}
	return nil
}

// accuser is who charged the subject with something in the sentences before: by a charge, or by telling a deed of his.
func (r *reader) accuser(u int) []actor {
	own := r.agents(u)
	if h := r.s.head(u); len(own) == 0 && h >= 0 {
		own = r.agents(h)
	}
	if len(own) == 0 {
		return nil
	}
	mine := r.a.polityOf(own[0]).ID
	told := r.told()
	for i := len(told) - 1; i >= 0; i-- {
		h := told[i]
		if r.s.index-h.sentence.index > 6 {
			return nil
		}
		info, _ := h.kind.Info()
		switch {
		case (info.Family == diplo.Disapprove || info.Family == diplo.Measures || info.Family == diplo.Threaten) && len(h.objects) > 0 && r.a.polityOf(h.objects[0]).ID == mine:
			x := r.contextual(h.subjects[0], u)
			x[0].ref = h.subjects[0].ref
			return x
		case info.Family == diplo.Force && len(h.objects) > 0 && len(h.subjects) > 0 && r.a.polityOf(h.objects[0]).ID == mine:
			return r.contextual(h.subjects[0], u)
		case info.Family == diplo.Force && len(h.subjects) == 1 && r.a.polityOf(h.subjects[0]).ID == mine:
			before := &reader{a: r.a, s: h.sentence}
			if sp := before.speakerOf(h.trigger); sp != nil {
				return r.contextual(*sp, u)
			}
		}
	}
	return nil
}

// partner is whom the subject addresses: the one he tells it, else his counterpart in the last act of talking.
func (r *reader) partner(u int) []actor {
	s := r.s
	own := r.agents(u)
	if len(own) == 0 {
		return nil
	}
	if got := r.addressee(u); len(got) > 0 {
		return without(got, own)
	}
	before := r.told()
	for i := len(before) - 1; i >= 0; i-- {
		h := before[i]
		if s.index-h.sentence.index > 4 {
			break
		}
		if h.kind != "SPOKE_WITH" && h.kind != "MET_WITH" {
			continue
		}
		all := append(slices.Clone(h.subjects), h.objects...)
		if slices.ContainsFunc(all, func(x actor) bool { return x.ref.ID == own[0].ref.ID }) {
			return without(all, own)
		}
	}
	return nil
}
