package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// fill finds the actors of a slot. A slot that is no place in the tree or the text is a preposition.
func (r *reader) fill(u int, f *lexicon.Frame, slot lexicon.Slot, consumed []int) []actor {
	as := asOwner
	switch {
	case f.People:
		as = asPeople
	case f.Direct:
		as = asDirect
	}
	switch slot {
	case lexicon.ObjectSlot:
		return r.objectActors(u, f, as, consumed)
	case lexicon.Content:
		got := r.contentSubject(u, as)
		if info, _ := f.Type.Info(); info.Family == diplo.Threaten && r.acts(u, got) {
			return r.befallen(u)
		}
		return without(got, r.agents(u))
	case lexicon.Antecedent:
		if r.s.rel(u) != "acl" {
			return nil
		}
		return r.actors(r.s.head(u), as)
	case lexicon.Disputants:
		if f.Type == "PARTY_TO" {
			return r.atWar(u)
		}
		return r.dispute(u, true)
	case lexicon.Owner:
		return r.ownersOf(consumed)
	case lexicon.Within:
		return r.stateWithin(consumed)
	}
	if slot == lexicon.SubjectSlot && !r.s.isVerb(u) && r.s.preposition(u) == "as" {
		return nil // "acts that they regard as a breach": not theirs
	}
	if find, ok := fillers[slot]; ok {
		return find(r, u)
	}
	if slot == "of" && f.Form == lexicon.Noun && r.s.preposition(u) == "with" {
		return nil // "with the support of X": X gives it
	}
	if f.Bound {
		if got := r.bound(u, string(slot), as, consumed); len(got) > 0 {
			return got
		}
	}
	got := r.prepositional(u, string(slot), as, consumed)
	if slot == "for" && f.Type == "URGES" {
		got = slices.DeleteFunc(got, func(x actor) bool { return x.indirect && !r.infinitiveAfter(x) })
	}
	if len(got) > 0 || as != asOwner || !judges(f.Type) {
		return got
	}
	return r.pointsBack(u, f.Type, string(slot), consumed)
}

// infinitiveAfter says whether a "to" with its verb follows an actor: "called for the will of X's people to be respected"
// asks X for it, "called for an end to X's war" may ask anybody.
func (r *reader) infinitiveAfter(x actor) bool {
	for u := range r.s.units {
		if r.s.units[u].first > x.last && r.s.tree[u].XPOS == "TO" && u+1 < len(r.s.units) && r.s.tree[u+1].XPOS == "VB" {
			return true
		}
	}
	return false
}

// bound is the first complement of a preposition after the words of the frame, whatever it hangs on: "laid the blame for
// the raid on Chad".
func (r *reader) bound(u int, prep string, as reading, consumed []int) []actor {
	s := r.s
	last := u
	for _, k := range consumed {
		last = max(last, k)
	}
	for k := last + 1; k < len(s.units) && k <= last+12; k++ {
		if s.tree[k].UPOS == "PUNCT" && s.units[k].form != "-" {
			break
		}
		if s.preposition(k) == prep {
			if got := r.actors(k, as); len(got) > 0 {
				return got
			}
		}
	}
	return nil
}

// fillers find the actors of the slots for which the trigger is enough to know.
var fillers = map[lexicon.Slot]func(r *reader, u int) []actor{
	lexicon.SubjectSlot:    (*reader).agents,
	lexicon.Possessor:      (*reader).ownAgents,
	lexicon.IndirectObject: (*reader).indirectObject,
	lexicon.ObjPoss:        (*reader).objectOwners,
	lexicon.Mutual:         (*reader).group,
	lexicon.Bidden:         (*reader).bidden,
	lexicon.Target:         (*reader).contentTarget,
	lexicon.Partner:        (*reader).partner,
	lexicon.Addressee:      (*reader).governorObject,
	lexicon.Told:           (*reader).addressee,
	lexicon.Context:        (*reader).context,
	lexicon.Accuser:        (*reader).accuser,
	lexicon.Answerer:       (*reader).answerer,
	lexicon.Cause:          (*reader).cause,
	lexicon.Self:           (*reader).self,
	lexicon.Named:          (*reader).namedBefore,
	lexicon.Enjoyer:        (*reader).enjoyer,
	lexicon.Rival:          (*reader).rival,
	lexicon.Parties:        func(r *reader, u int) []actor { return r.dispute(u, false) },
	lexicon.Speech:         (*reader).judges,
	lexicon.Any:            (*reader).nearest,
}

// objectActors are the actors of the direct object; where it is only a deed or points back, those behind it.
func (r *reader) objectActors(u int, f *lexicon.Frame, as reading, consumed []int) []actor {
	s := r.s
	if k := r.object(u); k >= 0 {
		named := slices.ContainsFunc(f.Needs, func(n lexicon.Requirement) bool { return n.Slot == lexicon.Complement })
		switch lower(s.units[k].form) {
		case "it", "them":
			switch info, _ := f.Type.Info(); info.Family {
			case diplo.Approve:
				return nil // "welcomed it": a thing, and nobody says whose
			case diplo.Refuse:
				return r.deedOwner(k, u, f.Type)
			}
			if got := r.actors(k, asDirect); len(got) > 0 && !named {
				return got
			}
			return r.context(u)
		case "this", "that", "these":
			if f.Type == "DENIES" {
				return r.accuser(u)
			}
			return r.context(u)
		}
		if named && r.a.rules.lexicon.In("consult_noun", s.lemmas[k]) {
			return nil // "called the talks constructive" praises nobody
		}
		if named && slices.Contains(consumed, k) {
			if got := r.actors(s.child(u, "iobj"), as); len(got) > 0 {
				return got // "called Chad an aggressor"
			}
			return r.context(u)
		}
		if as == asOwner && judges(f.Type) && r.jointDeed(k) >= 0 {
			if got := r.deedOwner(k, u, f.Type); len(got) > 0 {
				return got
			}
		}
		if got := r.actors(k, as); len(got) > 0 {
			return got
		}
		if isReciprocal(s.units[k].form) {
			return r.agents(u)
		}
		if as == asOwner {
			if got := r.deedOwner(k, u, f.Type); len(got) > 0 {
				return got
			}
		}
	}
	if !s.isVerb(u) || s.passive(u) {
		return nil
	}
	if got := r.actors(s.child(u, "iobj"), asDirect); len(got) > 0 {
		return got
	}
	return r.adjacentObject(u)
}

// isReciprocal says whether a word begins or ends "each other".
func isReciprocal(form string) bool { return lower(form) == "each" || lower(form) == "other" }

// indirectObject is who is given something: "offered Chad a loan", also where the tree has it otherwise.
func (r *reader) indirectObject(u int) []actor {
	s := r.s
	if got := r.actors(s.child(u, "iobj"), asDirect); len(got) > 0 {
		return got
	}
	if u+1 >= len(s.units) || u+2 < len(s.units) && s.tree[u+2].XPOS == "POS" {
		return nil
	}
	if m := s.units[u+1].mention; m == nil || m.kind == demonym {
		return nil
	}
	return r.actors(u+1, asDirect)
}

// objectOwners are those whose the object is: "seized the ship of X".
func (r *reader) objectOwners(u int) []actor {
	if k := r.object(u); k >= 0 {
		return r.ownersOf([]int{k})
	}
	return nil
}

// ownersOf are the owners of the first of the nouns that is an actor itself or has any.
func (r *reader) ownersOf(nouns []int) []actor {
	for _, k := range nouns {
		if m := r.s.units[k].mention; m != nil && len(m.refs) > 0 {
			return r.actors(k, asOwner)
		}
		if got := r.owners(k, asOwner, 0); len(got) > 0 {
			return got
		}
	}
	return nil
}

// stateWithin is the state named in the phrase of one of the nouns: "strikes on targets in Syria".
func (r *reader) stateWithin(nouns []int) []actor {
	s := r.s
	for _, k := range nouns {
		if r.ofGroup(k) {
			continue
		}
		for v := k + 1; v < len(s.units); v++ {
			if m := s.units[v].mention; m != nil && m.kind == stateName && (s.contains(k, v) || v-k <= 3 && placing[s.preposition(v)]) {
				return r.fromMention(v, m)
			}
		}
	}
	return nil
}

// placing are the prepositions that tell in which state a thing is.
var placing = map[string]bool{"in": true, "inside": true, "across": true, "throughout": true}

// ofGroup says whether a thing is that of a group or of another actor than a state: "a rebel camp in Chad".
func (r *reader) ofGroup(u int) bool {
	return slices.ContainsFunc(r.s.kids[u], func(k int) bool {
		m := r.s.units[k].mention
		return r.a.rules.lexicon.In("group_noun", r.s.lemmas[k]) || m != nil && m.kind != stateName && r.s.preposition(k) != "in"
	})
}

// answerer is who takes up another's request or charge: "X rejected Y's call".
func (r *reader) answerer(u int) []actor {
	s := r.s
	h := s.head(u)
	if h < 0 || !s.is(u, "obj", "nsubj:pass") || !s.isVerb(h) {
		return nil
	}
	own := r.ownAgents(u)
	if len(own) == 0 || s.child(u, "acl", "ccomp") < 0 && s.child(u, "nmod:poss") >= 0 {
		return nil
	}
	switch s.lemmas[h] {
	case "reject", "deny", "dismiss", "refute", "rebut", "ignore", "accept", "heed", "spurn", "rebuff", "refuse", "welcome":
		return without(r.agents(h), own)
	}
	return nil
}

// cause is who does the verb whose object the noun is: "drew condemnation from".
func (r *reader) cause(u int) []actor {
	s := r.s
	if h := s.head(u); h >= 0 && s.isVerb(h) && s.is(u, "obj") {
		return r.agents(h)
	}
	return nil
}

// self is the trigger, where it names an actor, else whose it is: "is against Chad's plan".
func (r *reader) self(u int) []actor {
	if m := r.s.units[u].mention; m != nil {
		return r.fromMention(u, m)
	}
	return r.actors(u, asOwner)
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
			if prep == "on" && r.a.rules.lexicon.In("blaming_verb", s.lemmas[h]) {
				return nil // "blamed the attack on Chad"
			}
			hosts = append(hosts, h)
			if s.isVerb(h) {
				break
			}
		}
	}
	for _, h := range hosts {
		for _, k := range s.kids[h] {
			own := h != u && k > h && slices.Contains(consumed, h)                         // "sanctions on X were lifted"
			if (k > u || own || isRelative(s.units[k].form)) && s.preposition(k) == prep { // "with whom X spoke"
				if isReciprocal(s.units[k].form) {
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
	reach := 8
	if !s.isVerb(u) && prep == "with" { // "talks in Khartoum on the dam and on border trade with X"
		reach = 14
	}
	for k := last + 1; k < len(s.units) && k <= last+reach; k++ {
		if s.isVerb(k) {
			reach = 8
			if prep == "on" && r.a.rules.lexicon.In("blaming_verb", s.lemmas[k]) {
				return nil
			}
		}
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
			if by := r.agents(u); len(by) > 0 {
				return by
			}
			if k := r.object(u); k >= 0 { // "the US-Israeli deal, signed on Monday"
				return r.ownAgents(k)
			}
			return nil
		}
		if s.child(u, "nsubj", "nsubj:outer", "nsubj:pass") < 0 && !s.is(u, "conj", "xcomp", "acl:relcl") && !s.gathered(u) {
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

// contentTarget is the actor that the clause's deed is done to: "threatened to attack Iran".
func (r *reader) contentTarget(u int) []actor {
	k := r.content(u)
	if o := r.object(u); k < 0 && o >= 0 {
		k = r.s.child(o, "acl")
	}
	if k < 0 {
		return nil
	}
	hosts := []int{k}
	if o := r.object(k); o >= 0 {
		for n := o; n >= 0; n = r.s.child(n, "nmod") { // "the end of most sanctions on Chad"
			for _, g := range r.s.kids[n] {
				if p := r.s.preposition(g); p == "on" || p == "against" {
					if got := r.actors(g, asOwner); len(got) > 0 {
						return got
					}
				}
			}
		}
		if got := r.actors(o, asOwner); len(got) > 0 {
			return got
		}
		hosts = []int{o, k}
	}
	for _, h := range hosts {
		for _, g := range r.s.kids[h] {
			switch r.s.preposition(g) {
			case "on", "against", "from", "with", "to":
				if got := r.actors(g, asOwner); len(got) > 0 {
					return got
				}
			}
		}
	}
	if c := r.s.child(k, "xcomp", "advcl"); c >= 0 && r.s.tree[c].XPOS == "VB" { // "threatened to use missiles to sink X"
		return r.actors(r.object(c), asDirect)
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
