package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// requirement finds the complement that a frame asks for, -1 for none.
func (r *reader) requirement(u int, need lexicon.Requirement) int {
	s := r.s
	try := func(k int) int {
		for _, c := range s.conjuncts(k) {
			if r.isWord(c, need.Words) {
				return c
			}
			for _, g := range s.kids[c] {
				if s.is(g, "nmod") && s.preposition(g) == "of" && r.isWord(g, need.Words) {
					return g
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
				if info, _ := f.Type.Info(); info.Family == diplo.Approve {
					return nil // "welcomed it": a thing, and nobody says whose
				}
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
		if h := s.head(u); h >= 0 && s.is(u, "obj", "nsubj:pass") && s.isVerb(h) && len(r.ownAgents(u)) > 0 && (s.child(u, "acl", "ccomp") >= 0 || s.child(u, "nmod:poss") < 0) {
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
		if f.Type == "PARTY_TO" {
			return r.atWar(u)
		}
		return r.dispute(u, true)
	case lexicon.Parties:
		return r.dispute(u, false)
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
