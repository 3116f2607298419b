package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/lexicon"
)

// This file finds what a trigger takes: its object, and the words that a frame asks for beside it.

// requirement finds the complement that a frame asks for, -1 for none.
func (r *reader) requirement(u int, need lexicon.Requirement) int {
	s := r.s
	switch need.Slot {
	case lexicon.Content:
		k := s.child(u, "xcomp", "ccomp", "advcl")
		if o := r.object(u); k < 0 && o >= 0 {
			k = s.child(o, "acl") // "gave Chad an hour to decide"
		}
		bare := s.child(u, "obj") < 0 && need.Words[lexicon.Infinitive]
		if k >= 0 && (need.Words[s.lemmas[k]] || (bare || need.Words[lexicon.AnyVerb]) && s.is(k, "xcomp", "acl", "advcl") && s.tree[k].XPOS == "VB") {
			return k
		}
		return -1
	case lexicon.Complement:
		return r.complementWord(u, need.Words)
	case lexicon.ObjectSlot:
		return r.requiredObject(u, need.Words)
	case lexicon.SubjectSlot:
		if k := s.child(u, "nsubj"); k >= 0 {
			return r.oneOf(k, need.Words)
		}
		return -1
	}
	hosts := []int{u}
	if k := r.object(u); k >= 0 {
		hosts = append(hosts, k)
	}
	for _, h := range hosts {
		for _, k := range s.kids[h] {
			if s.preposition(k) == string(need.Slot) {
				if n := r.oneOf(k, need.Words); n >= 0 {
					return n
				}
			}
		}
	}
	return -1
}

// requiredObject is the object of u, the direct one first, that is one of the words, -1 for none.
func (r *reader) requiredObject(u int, words map[string]bool) int {
	s := r.s
	if k := r.object(u); k >= 0 {
		if n := r.oneOf(k, words); n >= 0 {
			return n
		}
	}
	if !s.isVerb(u) || s.passive(u) {
		return -1
	}
	for _, k := range s.kids[u] { // the second object: "gave Egypt a loan"
		if k > u && s.is(k, "obj", "iobj", "obl", "obl:unmarked", "xcomp", "advmod") && s.preposition(k) == "" {
			if n := r.oneOf(k, words); n >= 0 {
				return n
			}
		}
	}
	return -1
}

// oneOf finds one of the words at k, among what is coordinated with it and in "a package of sanctions"; -1 for none.
func (r *reader) oneOf(k int, words map[string]bool) int {
	s := r.s
	for _, c := range s.conjuncts(k) {
		if r.isWord(c, words) || words[lexicon.AnyWord] {
			return c
		}
		for _, g := range s.kids[c] {
			if s.is(g, "nmod") && s.preposition(g) == "of" && r.isWord(g, words) {
				return g
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
		if h := s.head(k); h > k && h == r.object(u) && s.is(k, "amod") {
			continue // "condemned the hostile remarks"
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
	if m := s.units[u].mention; m != nil {
		switch m.kind {
		case stateBody, officeNominal: // "Greek tankers", "the Greek ambassador", one unit
			return words[r.a.rules.lexicon.Lemma(s.words[m.last], "NOUN")]
		case demonym:
			return words["national"] && s.isNominal(u) && !s.is(u, "amod", "compound") // "two Canadians"
		}
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
		if s.is(u, "acl", "acl:relcl") || s.is(u, "amod") && s.prefixed(u) >= 0 {
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
		case "over", "out", "down", "off", "up", "back", "aside":
			if k := s.head(u + 1); k > u+1 && s.head(k) == u {
				return k
			}
		}
	}
	// "rejected and condemned the motion": coordinated verbs share the object after them
	for _, k := range s.kids[u] {
		if !s.is(k, "conj") || !s.isVerb(k) || s.child(k, "nsubj") >= 0 || s.child(u, "ccomp", "xcomp", "obl") >= 0 {
			continue
		}
		o := s.child(k, "obj")
		if x := s.child(k, "xcomp"); o < 0 && x >= 0 { // "condemned and vowed to answer the raid"
			o = s.child(x, "obj")
		}
		if o > k {
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

// namedBefore is the state whose name stands between a noun and its possessor: "Modi's US visit".
func (r *reader) namedBefore(u int) []actor {
	s := r.s
	if s.child(u, "nmod:poss") < 0 {
		return nil
	}
	k := s.child(u, "compound")
	if k < 0 || s.units[k].mention == nil || s.units[k].mention.kind != stateName {
		return nil
	}
	return r.fromMention(k, s.units[k].mention)
}

// enjoyer is who does something with what the noun names: "with support from X, Y has held on".
func (r *reader) enjoyer(u int) []actor {
	s := r.s
	if h := s.head(u); h >= 0 && s.is(u, "obl") && s.isVerb(h) && s.preposition(u) == "with" && s.followedBy(u, "from") {
		return r.subjectOfPredicate(h, 1)
	}
	return nil
}

// openList says whether the subject of u is a list that ends in "others": they do it to somebody else.
func (r *reader) openList(u int) bool {
	for v, n := u, 0; v >= 0 && n < 4; v, n = r.s.head(v), n+1 {
		if k := r.s.subject(v); k >= 0 {
			return slices.ContainsFunc(r.s.kids[k], func(c int) bool { return r.s.is(c, "conj") && r.s.units[c].form == "others" })
		}
	}
	return false
}

// attendants are those of whom the sentence speaks where a meeting that names but one party is only the occasion of what
// it tells: "X said the road was open after talks with Y".
func (r *reader) attendants(u int) []actor {
	s := r.s
	if h := s.head(u); s.is(u, "nsubj") && h >= 0 && s.is(h, "ccomp") && s.preposition(u) == "" { // "X said talks with Y would go on"
		return r.subjectOfPredicate(s.head(h), 1)
	}
	if !s.is(u, "obl", "nmod") {
		return nil
	}
	switch s.preposition(u) {
	case "after", "following", "during", "in", "at", "before", "ahead of", "on", "since":
	default:
		return nil
	}
	for v, n := s.head(u), 0; v >= 0 && n < 8; v, n = s.head(v), n+1 {
		if !s.predicates(v) {
			continue
		}
		if got := r.subjectOfPredicate(v, 1); len(got) > 0 {
			return got
		}
	}
	return nil
}

// gathered says whether the verb u tells what the subjects of the verb above met for: "met in Rome to sign".
func (s *sentence) gathered(u int) bool {
	h := s.head(u)
	if h < 0 || !s.is(u, "advcl") || s.tree[u].XPOS != "VB" || s.child(h, "obj") >= 0 || s.followedBy(h, "with") {
		return false
	}
	switch s.lemmas[h] {
	case "meet", "gather", "convene", "assemble":
		return true
	}
	return false
}

// thanked is whom the possessive pronoun at k means in the reason for which somebody is praised or blamed: "thanked X for
// his support".
func (r *reader) thanked(u, k int) []actor {
	s := r.s
	h := s.head(u)
	if h < 0 || s.tree[k].UPOS != "PRON" || !s.isVerb(h) || s.passive(h) || s.preposition(u) != "for" && s.preposition(u) != "over" && s.preposition(u) != "on" {
		return nil
	}
	o := s.child(h, "obj", "iobj")
	if o < 0 || o > u || s.units[o].mention == nil {
		return nil
	}
	for _, f := range r.a.rules.lexicon.Frames(lexicon.Verb, s.lemmas[h]) {
		switch f.Type {
		case "WELCOMES", "CONGRATULATES", "CONDEMNS", "CRITICIZES", "ACCUSES", "SANCTIONS":
			return r.actors(o, asDirect)
		}
	}
	return nil
}
