package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

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
		if len(h.subjects) > 2 {
			return nil // who comes to a meeting of many visits none of them
		}
		sides = [][]actor{h.subjects, h.subjects}
	}
	v := *h
	v.kind, v.mutual, v.sides, v.subjects = "VISITED", false, nil, nil
	v.objects = []actor{{ref: at, mention: r.s.units[place].mention, first: r.s.units[place].first, last: r.s.units[place].last, sentence: r.s}}
	atHome := func(x actor) bool { return r.a.polityOf(x).ID == at.ID }
	for i, side := range sides {
		if !slices.ContainsFunc(sides[1-i], atHome) {
			continue // both are abroad
		}
		for _, x := range side {
			if p := r.a.polityOf(x); p.ID != at.ID && p.ID != "" && x.ref.Kind == diplo.Person {
				v.subjects = append(v.subjects, x)
			}
		}
	}
	if v.subjects = unique(v.subjects); len(v.subjects) == 0 {
		return nil
	}
	if slices.ContainsFunc(r.found, func(o candidate) bool {
		return o.kind == v.kind && sameRefs(o.subjects, v.subjects) && sameRefs(o.objects, v.objects)
	}) {
		return nil // said in so many words: "arrived in Kyiv for talks"
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
			if n := s.townIn(k); n >= 0 {
				return n
			}
			if p := s.preposition(k); p != "" && p != "with" && p != "between" && p != "of" && p != "at" {
				continue // "talks on the war in X"
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

// townIn is the state or capital by which the town at k is told: "in the Turkish city of Adana", "in a town near Doha";
// -1 for none.
func (s *sentence) townIn(k int) int {
	if s.preposition(k) != "in" {
		return -1
	}
	switch s.lemmas[k] {
	case "city", "town", "capital", "resort", "port", "province", "village":
	default:
		return -1
	}
	for n := k - 1; n < len(s.units) && n <= k+4; n++ {
		m := s.units[n].mention
		if n != k && m != nil && (m.kind == stateName || m.kind == demonym && n < k) && len(m.refs) == 1 && s.contains(k, n) {
			return n
		}
	}
	return -1
}

// repeats says whether a noun tells only what the verb of its clause tells by another frame: "provide $1 billion in aid".
func (r *reader) repeats(found []candidate, i int) bool {
	c := &found[i]
	if r.s.isVerb(c.trigger) {
		return r.means(found, i)
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

// means says whether a verb tells only how another deed of the same actors is done: "retaliated by firing missiles at".
func (r *reader) means(found []candidate, i int) bool {
	s, c := r.s, &found[i]
	m := s.child(c.trigger, "mark")
	if c.kind != "ATTACKS" || m < 0 || lower(s.units[m].form) != "by" {
		return false
	}
	return slices.ContainsFunc(found, func(o candidate) bool {
		return o.kind == "RETALIATES_AGAINST" && o.trigger == s.head(c.trigger) && sameRefs(o.subjects, c.subjects) && sameRefs(o.objects, c.objects)
	})
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
