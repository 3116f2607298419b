package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// speech reads the verb of saying at u.
func (r *reader) speech(u int) speech {
	s := r.s
	x := speech{unit: u, speakers: r.sayer(u)}
	if k := s.child(u, "nsubj", "nsubj:pass"); k >= 0 && len(x.speakers) == 0 {
		x = r.teller(u, k)
	}
	if k := r.cited(u); k >= 0 {
		if c := r.source(k); c.outlet != nil || len(c.speakers) > 0 {
			return c
		}
	}
	if k := s.child(u, "nsubj:pass"); k >= 0 && (s.lemmas[u] == "quote" || s.lemmas[u] == "cite") {
		if got := r.actors(k, asAgent); len(got) > 0 {
			x.speakers = got // "A was quoted by B as saying"
		}
	}
	if k := s.child(u, "nsubj"); k >= 0 {
		if m := s.units[k].mention; m != nil && m.kind == outletName {
			x.outlet = m
		}
	}
	if len(x.speakers) == 0 && x.outlet == nil { // "a source told Reuters"
		for _, k := range s.kids[u] {
			if m := s.units[k].mention; m != nil && m.kind == outletName && k > u {
				x.outlet = m
			}
		}
	}
	return x
}

// cited is whom the one who says u cites: "A reported, citing B", "A, quoting B, said"; -1 for none.
func (r *reader) cited(u int) int {
	s := r.s
	for _, h := range []int{u, s.child(u, "nsubj")} {
		if h < 0 {
			continue
		}
		for _, k := range s.kids[h] {
			if w := lower(s.units[k].form); s.is(k, "advcl", "acl") && (w == "citing" || w == "quoting") {
				return s.child(k, "obj")
			}
		}
	}
	return -1
}

// source reads "according to X".
func (r *reader) source(k int) speech {
	s := r.s
	x := speech{unit: k}
	if m := s.units[k].mention; m != nil && m.kind == outletName {
		x.outlet = m
		return x
	}
	x.speakers = r.actors(k, asAgent)
	if len(x.speakers) == 0 && !r.anyOf(k, "media_noun") {
		x.speakers = r.owners(k, asOwner, 0)
	}
	if len(x.speakers) == 0 {
		return r.teller(-1, k)
	}
	return x
}

// teller reads a noun that says something at u, or is the source of it, without being an actor itself: "Chad's state
// media", "Chadian diplomatic sources", and "police", whose country is that of the doer of what they tell.
func (r *reader) teller(u, k int) speech {
	s, x := r.s, speech{unit: max(u, k)}
	switch {
	case s.units[k].mention != nil:
	case r.anyOf(k, "media_noun"):
		if got := r.owners(k, asOwner, 0); len(got) == 1 && s.child(k, "nmod:poss") < 0 {
			x.outlet = &mention{kind: outletName, first: s.units[s.outermost(k)].first, last: s.units[k].last, head: s.units[k].last}
		}
	case r.anyOf(k, "source_noun"):
		x.speakers = r.owners(k, asOwner, 0)
	}
	if len(x.speakers) > 0 || x.outlet != nil || u < 0 || !s.is(u, "parataxis") || !r.ofBody(k) {
		return x
	}
	if by := r.agents(s.head(u)); len(by) == 1 && s.head(u) < u {
		if p := r.a.polityOf(by[0]); p.Kind == diplo.State {
			by[0].ref = p
			x.speakers = by
		}
	}
	return x
}

func (r *reader) anyOf(k int, class string) bool {
	return r.a.rules.lexicon.In(class, r.s.lemmas[k])
}

// ofBody says whether a bare noun is a body of some state or speaks for one: "police", "a military spokesman".
func (r *reader) ofBody(k int) bool {
	s := r.s
	if s.units[k].mention != nil || s.child(k, "nmod", "nmod:poss") >= 0 {
		return false
	}
	if s.lemmas[k] == "police" {
		return true
	}
	return (r.anyOf(k, "spokes_title") || s.lemmas[k] == "official") && slices.ContainsFunc(s.kids[k], func(c int) bool {
		return s.is(c, "compound", "amod") && (r.anyOf(c, "body_noun") || lower(s.units[c].form) == "military")
	})
}

// outermost is the first word before the noun at k that belongs to its name.
func (s *sentence) outermost(k int) int {
	first := k
	for v := k - 1; v >= 0 && s.head(v) == k && s.is(v, "compound", "amod"); v-- {
		first = v
	}
	return first
}

// charger is the verb that charges somebody with the deed of the clause at v: "accused A of shelling B"; -1 for none.
func (r *reader) charger(v int) int {
	s := r.s
	m := s.child(v, "mark")
	if !s.isVerb(v) || m < 0 || !s.is(v, "acl", "advcl", "xcomp") {
		return -1
	}
	if w := lower(s.units[m].form); w != "of" && w != "for" {
		return -1
	}
	h := s.head(v)
	if h >= 0 && s.is(h, "obj", "nsubj:pass") {
		h = s.head(h)
	}
	if h >= 0 && (s.lemmas[h] == "accuse" || s.lemmas[h] == "blame") {
		return h
	}
	return -1
}

// gratified says whether the deed that u tells is what somebody gives thanks for or welcomes, in the phrase at v: "thanked A
// for its support of B", "welcomed the talks between A and B".
func (r *reader) gratified(v, u int) bool {
	s := r.s
	h := s.head(v)
	if h < 0 || s.isVerb(u) && v == u && s.child(v, "mark") < 0 {
		return false
	}
	switch s.lemmas[h] {
	case "thank":
		m := s.child(v, "mark", "case")
		return s.is(v, "obl", "advcl") && m >= 0 && lower(s.units[m].form) == "for"
	case "welcome", "hail", "praise", "commend":
		return s.is(v, "obj") && !s.isVerb(u)
	}
	return false
}

// backdrop says whether the noun at u only tells when something else happens, which nobody has to report: "ahead of
// A's visit", "since the war with B".
func (r *reader) backdrop(u int) bool {
	s := r.s
	if s.isVerb(u) || s.units[u].quotation >= 0 || !s.is(u, "obl", "nmod") {
		return false
	}
	switch s.preposition(u) {
	case "before", "after", "since", "during", "following":
		return true
	}
	return s.aheadOf(u)
}

// claimsDeed says whether the verb at u claims the deed for its subject: "claimed responsibility for".
func (r *reader) claimsDeed(u int) bool {
	s := r.s
	k := s.child(u, "obj")
	return s.isVerb(u) && k >= 0 && s.lemmas[k] == "responsibility" && slices.Contains([]string{"claim", "take", "accept", "admit", "assume"}, s.lemmas[u])
}

// joint says whether the noun at k is told as that of several: "in a joint statement".
func (s *sentence) joint(k int) bool {
	return slices.ContainsFunc(s.kids[k], func(c int) bool { return lower(s.units[c].form) == "joint" })
}
