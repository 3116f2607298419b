package extract

import "slices"

// This file finds who is to do, or does, what a clause under a trigger says: "demanded that X sign", "its call for X to go".

// contentSubject is the subject of the clause that the trigger governs: "warned that Iran would ...".
func (r *reader) contentSubject(u int, as reading) []actor {
	if got := r.forInfinitive(u); len(got) > 0 {
		return got
	}
	k := r.contentOf(u)
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
	if as == asDirect {
		return nil
	}
	return r.actors(r.s.child(k, "nsubj", "nsubj:pass"), as)
}

// contentOf is the clause under a verb, or the one that says what a noun is about: "the demand that X sign". It is -1
// for none.
func (r *reader) contentOf(u int) int {
	s := r.s
	if s.isVerb(u) || s.tree[u].UPOS == "ADJ" {
		if k := r.content(u); k >= 0 {
			return k
		}
		u = r.object(u) // "expressed concern that ..."
		if u < 0 {
			return -1
		}
	}
	for _, k := range s.kids[u] {
		if k > u && s.is(k, "acl", "acl:relcl", "ccomp") && u+1 < len(s.units) && lower(s.units[u+1].form) == "that" && !s.relativeObject(u+1, k) && s.child(k, "nsubj", "nsubj:pass") >= 0 {
			return k
		}
	}
	return -1
}

// relativeObject says whether "that" at u is the object of the verb v, which has no other: "a charge that X denied".
func (s *sentence) relativeObject(u, v int) bool {
	return s.is(u, "obj") && s.head(u) == v && !slices.ContainsFunc(s.kids[v], func(k int) bool { return k > v && s.is(k, "obj", "ccomp", "xcomp") })
}

// bidden is the subject of a clause that says what is to be done: "insisted that X withdraw", "said it was time X
// withdrew" not.
func (r *reader) bidden(u int) []actor {
	s := r.s
	if got := r.forInfinitive(u); len(got) > 0 {
		return got
	}
	k := r.contentOf(u)
	if k < u || s.is(k, "parataxis", "advcl") {
		return nil
	}
	obliged := s.hasAux(k, "must") || s.hasAux(k, "should")
	bare := (s.tree[k].XPOS == "VB" || r.a.rules.lexicon.VerbLemma(s.units[k].form) == lower(s.units[k].form)) && s.child(k, "aux") < 0
	if !obliged && !bare {
		return nil
	}
	subject := s.child(k, "nsubj", "nsubj:pass")
	if subject < 0 || bare && !obliged && s.tree[subject].XPOS == "NNS" {
		return nil // "insisted that the states agree" says that they do
	}
	return r.actors(subject, asAgent)
}

// forInfinitive is who is to do what the trigger asks, wherever the tree hangs him: "called for X to withdraw".
func (r *reader) forInfinitive(u int) []actor {
	s := r.s
	for k := u + 2; k < len(s.units) && k <= u+7; k++ {
		if lower(s.units[k-1].form) == "for" || s.preposition(k) == "for" {
			if next := s.end(k, func(g int) bool { return s.rel(g) != "acl" }) + 1; next < len(s.units) && lower(s.units[next].form) == "to" {
				if got := r.actors(k, asDirect); len(got) > 0 {
					return got
				}
			}
		}
		if s.isVerb(k) {
			break
		}
	}
	return nil
}

// acts says whether those who do what the content of u says are the speaker himself or his state.
func (r *reader) acts(u int, doers []actor) bool {
	own := r.agents(u)
	return len(doers) > 0 && len(own) > 0 && !slices.ContainsFunc(doers, func(x actor) bool { return !r.same(x, own) })
}

// befallen is whom the deed hits that the speaker announces: "warned that Uganda would close its border with Rwanda"; where
// the clause names nobody, he of whom the sentences before complain.
func (r *reader) befallen(u int) []actor {
	s := r.s
	own := r.agents(u)
	for v := r.contentOf(u); v >= 0 && v < len(s.units) && s.contains(r.contentOf(u), v); v++ {
		if m := s.units[v].mention; m != nil && len(m.refs) > 0 && m.kind != outletName && m.kind != conflictName {
			if x := r.fromMention(v, m); !r.same(x[0], own) {
				return x
			}
		}
	}
	return r.context(u)
}
