package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// governorObject is whom the verb addresses that happens in the act: "in a call, X urged Y" tells of a call with Y.
func (r *reader) governorObject(u int) []actor {
	s := r.s
	h := s.head(u)
	if h < 0 || !s.isVerb(h) {
		return nil
	}
	switch s.preposition(u) {
	case "in", "during":
	case "by", "over", "via", "on":
		if l := s.lemmas[u]; l == "talk" || l == "meeting" || l == "discussion" || l == "consultation" || l == "dialogue" || l == "summit" {
			return nil // what is spoken of
		}
	case "for": // "hosted X for talks"
		if l := s.lemmas[h]; l != "host" && l != "receive" && l != "welcome" && l != "join" {
			return nil
		}
	default:
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

// maxTold is how many hits a sentence looks back to.
const maxTold = 60

// told are the latest hits, those of this sentence last.
func (r *reader) told() []*hit {
	out := slices.Clone(r.a.hits[max(0, len(r.a.hits)-maxTold):])
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

// judges are who calls u what it is: those who condemn or criticize the thing whose clause it stands in, else the speaker.
func (r *reader) judges(u int) []actor {
	clause := false
	for v, n := u, 0; v >= 0 && n < 6 && !r.saying(v); v, n = r.s.head(v), n+1 {
		for i := range r.found {
			c := &r.found[i]
			if info, _ := c.kind.Info(); clause && c.trigger == v && info.Family == diplo.Disapprove {
				return slices.Clone(c.subjects)
			}
		}
		clause = clause || r.s.is(v, "acl", "acl:relcl")
	}
	if x := r.speakerOf(u); x != nil {
		return []actor{*x}
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
