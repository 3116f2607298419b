package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// institutional are the acts that belong to the state even where a named person announces them.
var institutional = map[diplo.Type]bool{
	"SANCTIONS": true, "EASES_SANCTIONS_ON": true, "SUMMONS_ENVOY_OF": true, "EXPELS_DIPLOMATS_OF": true, "RECALLS_ENVOY_FROM": true,
	"SEVERS_RELATIONS_WITH": true, "RECOGNIZES": true, "PROVIDES_AID_TO": true, "RELEASES": true, "CEASEFIRE_WITH": true,
	"WITHDRAWS_FROM": true, "DEPLOYS_FORCES_TO": true, "SEIZES": true, "DETAINS": true, "ATTACKS": true, "RETALIATES_AGAINST": true,
	"ESTABLISHES_RELATIONS_WITH": true, "SIGNED_AGREEMENT_WITH": false,
}

// finish completes a candidate: who acts for whom, modality and polarity, quote, attribution. It reports whether there
// is anything left to record.
func (r *reader) finish(c *candidate) bool {
	st := r.standingOf(c.trigger, c.kind)
	info, _ := c.kind.Info()
	if st.noDeed && !(info.Family == diplo.Mediate && r.offered(c.trigger)) { // an offer that is welcomed is one
		return false
	}
	if c.frame.Subjects[0] == lexicon.Speech {
		switch {
		case st.negative && c.frame.Form != lexicon.Modal:
			return false
		case info.Family == diplo.Threaten || info.Family == diplo.Ask:
			st.modality = diplo.Actual // what is said to come is a warning now
		case st.modality != diplo.Actual:
			return false // what is only supposed is no charge
		}
	}
	c.modality, c.negative, c.consented = st.modality, st.negative != c.frame.Negative, st.consented
	if c.kind == "RECOGNIZES" && c.negative && c.modality == diplo.Planned {
		c.modality = diplo.Actual // "will not recognise" refuses now
	}
	if c.frame.Form == lexicon.Modal && c.kind != "VISITED" {
		c.negative, c.modality = false, diplo.Actual // "must not" demands as "must" does
	}
	if c.frame.Negated {
		if !st.negative || r.s.conditioned(c.trigger) {
			return false
		}
		c.negative, c.modality = c.frame.Negative, diplo.Actual
	}
	if c.frame.Modality != diplo.Actual && c.modality == diplo.Actual {
		c.modality = c.frame.Modality
	}
	if c.kind == "PARTY_TO" {
		c.subjects = unique(append(c.subjects, r.prepositional(c.trigger, "with", asDirect, nil)...))
	}
	for i := range c.subjects {
		r.represent(&c.subjects[i], c.trigger, c.kind)
		r.voiced(c.trigger, &c.subjects[i])
		if st.consented {
			c.subjects[i].voice = nil // who approves a plan says nothing of it
		}
	}
	if institutional[c.kind] && c.kind != "SANCTIONS" && c.kind != "DETAINS" && c.kind != "RELEASES" && c.kind != "SEIZES" {
		for i := range c.objects {
			if p := r.a.polityOf(c.objects[i]); c.kind == "CEASEFIRE_WITH" && p.ID != "" {
				c.objects[i].ref = p
			}
		}
	}
	r.speakInPerson(c)
	if c.kind == "SUMMONS_ENVOY_OF" || c.kind == "EXPELS_DIPLOMATS_OF" || c.kind == "RECALLS_ENVOY_FROM" {
		for i := range c.objects {
			if p := r.a.polityOf(c.objects[i]); p.ID != "" {
				c.objects[i].ref = p
			}
		}
	}
	c.subjects = unique(c.subjects)
	if same := func(x, y actor) bool { return x.ref.ID == y.ref.ID }; !c.mutual && (!slices.EqualFunc(c.subjects, c.objects, same) || r.reflexive(c)) {
		c.objects = slices.DeleteFunc(c.objects, func(o actor) bool { return r.same(o, c.subjects) })
		if len(c.objects) == 0 {
			return false
		}
	}
	if len(c.subjects) == 1 && len(c.objects) == 1 && c.subjects[0].ref.ID == c.objects[0].ref.ID {
		return false
	}
	if h := r.s.head(c.trigger); c.kind == "COOPERATES_WITH" && c.modality != diplo.Actual && h >= 0 && r.s.lemmas[h] == "agree" {
		return false // who agree to cooperate have agreed
	}
	r.quote(c)
	r.amongAll(c)
	r.retype(c)
	return true
}

// reflexive says whether the objects are only "their" own: "A and B recalled their ambassadors".
func (r *reader) reflexive(c *candidate) bool {
	return slices.ContainsFunc(c.objects, func(o actor) bool {
		return o.mention != nil && o.mention.kind == pronoun && !slices.ContainsFunc(c.subjects, func(x actor) bool { return x.mention == o.mention })
	})
}

// retype decides between the kinds of talking: talks of states are negotiations, those of persons in a named place a
// meeting.
func (r *reader) retype(c *candidate) {
	if (c.kind == "MEDIATES" || c.kind == "OFFERS_MEDIATION") && r.offered(c.trigger) {
		c.kind, c.modality = "OFFERS_MEDIATION", diplo.Actual
		return
	}
	if (c.kind == "RETALIATES_AGAINST" || c.kind == "ATTACKS") && c.modality != diplo.Actual && !c.negative && r.vowed(c) {
		c.kind, c.modality = "THREATENS", diplo.Actual
		return
	}
	if c.kind == "ATTACKS" && c.modality == diplo.Actual && r.s.isVerb(c.trigger) && r.s.lemmas[c.trigger] == "attack" && r.inWords(c) {
		c.kind = "CONDEMNS"
		return
	}
	if c.kind == "RETALIATES_AGAINST" && r.unprovoked(c) {
		c.kind = "ATTACKS"
		return
	}
	s, lemma := r.s, r.s.lemmas[c.trigger]
	if c.kind != "SPOKE_WITH" || s.isVerb(c.trigger) || lemma != "talk" && lemma != "dialogue" && lemma != "discussion" && lemma != "consultation" {
		return
	}
	persons := 0
	for _, x := range append(slices.Clone(c.subjects), c.objects...) {
		if x.ref.Kind == diplo.Person {
			persons++
		}
	}
	verb := s.verbOf(c.trigger)
	place, purpose := r.place(c.trigger) >= 0, false
	for _, h := range []int{c.trigger, verb} {
		for _, k := range s.kids[h] {
			if l := s.lemmas[k]; (s.is(k, "advcl", "acl", "xcomp")) && (l == "negotiate" || l == "settle" || l == "resolve" || l == "end" || l == "reach") || (l == "deal" || l == "ceasefire" || l == "agreement" || l == "truce") && s.preposition(k) == "on" {
				purpose = true
			}
			if w := lower(s.units[k].form); k < c.trigger && (w == "peace" || w == "nuclear" || w == "trade" || w == "ceasefire" || w == "truce" || w == "direct" || w == "indirect" || w == "trilateral" || w == "tariff") {
				purpose = true
			}
		}
	}
	switch {
	case purpose || persons == 0:
		c.kind = "NEGOTIATED_WITH"
	case place, r.travels(c):
		c.kind = "MET_WITH"
	}
}

// unprovoked says whether "responded with strikes on X" tells of no more than the strikes: nobody tells what X did before.
func (r *reader) unprovoked(c *candidate) bool {
	lemma := r.s.lemmas[c.trigger]
	if lemma != "respond" || len(c.consumed) == 0 {
		return false
	}
	if with := r.s.lemmas[c.consumed[0]]; !r.a.rules.lexicon.In("attack_deed", with) && !r.a.rules.lexicon.In("forces", with) {
		return false
	}
	before := r.accuser(c.trigger)
	return !slices.ContainsFunc(c.objects, func(x actor) bool { return x.indirect || r.same(x, before) })
}

// vowed says whether the doer himself says that he will do it: "said it would strike back".
func (r *reader) vowed(c *candidate) bool {
	h := r.s.head(c.trigger)
	if h < 0 || !r.s.is(c.trigger, "ccomp") || !r.saying(h) || !r.s.hasAux(c.trigger, "would") && !r.s.hasAux(c.trigger, "will") {
		return false
	}
	by := r.agents(h)
	return len(by) > 0 && len(without(by, c.subjects)) == 0
}

// inWords says whether it is a civilian who attacks: he does it by words. He becomes the subject himself.
func (r *reader) inWords(c *candidate) bool {
	if slices.ContainsFunc(c.subjects, func(x actor) bool { return x.doer == nil }) {
		return false
	}
	if own := r.ownAgents(c.trigger); !r.s.isVerb(c.trigger) && len(own) > 0 && own[0].ref.Kind != diplo.Person {
		return false // "Israel's attacks", whoever is near
	}
	for i := range c.subjects {
		c.subjects[i].ref, c.subjects[i].voice, c.subjects[i].doer = *c.subjects[i].doer, nil, nil
	}
	return len(c.subjects) > 0
}

// speakInPerson puts the office-holder who is the subject of the sentence in place of his state, where the other party
// to a call or meeting is a person: "Putin voiced Moscow's will after a call with Xi".
func (r *reader) speakInPerson(c *candidate) {
	if c.kind != "SPOKE_WITH" && c.kind != "MET_WITH" || r.s.isVerb(c.trigger) || len(c.subjects) != 1 || c.subjects[0].ref.Kind != diplo.State {
		return
	}
	for _, o := range c.objects {
		if o.ref.Kind != diplo.Person {
			return
		}
	}
	for v, n := c.trigger, 0; v >= 0 && n < 12; v, n = r.s.head(v), n+1 {
		if !r.s.isVerb(v) {
			continue
		}
		if by := r.agents(v); len(by) == 1 && by[0].ref.Kind == diplo.Person && r.a.polityOf(by[0]).ID == c.subjects[0].ref.ID {
			c.subjects = by
			return
		}
	}
}

// same says whether an object is one of the subjects, or acts for the only one: nobody sanctions himself.
func (r *reader) same(o actor, subjects []actor) bool {
	p := r.a.polityOf(o)
	for _, x := range subjects {
		if x.ref.ID == o.ref.ID || len(subjects) == 1 && p.ID != "" && p.ID == r.a.polityOf(x).ID {
			return true
		}
	}
	return false
}

// represent makes the state the subject where a spokesperson speaks, or where the act that the word at u triggers is the
// state's. Who announces it voices it; who does it doesn't.
func (r *reader) represent(x *actor, u int, k diplo.Type) {
	if x.ref.Kind != diplo.Person {
		return
	}
	m := r.a.member(x.ref.ID)
	spokes := m != nil && m.isSpokes(r.a)
	if !spokes && !institutional[k] {
		return
	}
	p := r.a.polityOf(*x)
	if p.ID == "" {
		return
	}
	if info, _ := k.Info(); spokes && (info.Symmetric || k == "VISITED") && !institutional[k] {
		return // he takes part himself
	}
	person := x.ref
	x.doer, x.ref = &person, p
	if spokes || r.saying(r.s.verbOf(u)) {
		x.voice = &person
	}
}

// voiced notes who voices what belongs to his state: "Sunak reaffirmed Britain's support".
func (r *reader) voiced(u int, x *actor) {
	s := r.s
	if s.isVerb(u) || x.ref.Kind == diplo.Person || x.voice != nil {
		return
	}
	for v, n := u, 0; n < 3 && s.head(v) >= 0; n++ {
		h := s.head(v)
		if s.isVerb(h) {
			if !s.is(v, "obj", "nsubj:pass", "xcomp") || s.is(h, "acl:relcl") {
				return
			}
			if by := r.agents(h); len(by) == 1 && by[0].ref.Kind == diplo.Person && r.a.polityOf(by[0]).ID == x.ref.ID {
				voice := by[0].ref
				x.voice, x.doer = &voice, &voice
			}
			return
		}
		v = h
	}
}

// quote sets the shortest stretch of the sentence that carries the statement: subject, trigger, object and what the
// trigger governs.
func (r *reader) quote(c *candidate) {
	s := r.s
	first, last := s.units[c.trigger].first, s.units[c.trigger].last
	grow := func(from, to int) { first, last = min(first, from), max(last, to) }
	clause := c.trigger
	if !s.isVerb(clause) {
		for n := 0; n < 3 && !s.isVerb(clause) && s.head(clause) >= 0 && s.rel(clause) != "nmod"; n++ {
			clause = s.head(clause)
		}
		end := s.end(c.trigger, r.inQuote)
		grow(first, s.units[end].last)
	}
	near := func(x actor) bool {
		return x.sentence == s && x.mention != nil && abs(x.first-first) < 22
	}
	for _, x := range c.subjects {
		if near(x) {
			grow(x.first, x.last)
		}
	}
	for _, x := range c.objects {
		if x.sentence == s && abs(x.first-last) < 30 {
			grow(x.first, x.last)
		}
	}
	if s.isVerb(c.trigger) {
		grow(first, s.units[s.end(c.trigger, r.inQuote)].last)
	}
	first, last = max(first, 0), min(last, len(s.tokens)-1)
	for last > first && (s.words[last] == "," || s.words[last] == "\"" || s.words[last] == "'") {
		last--
	}
	c.hit.quote = [2]int{first, last}
}

// inQuote says whether a dependent belongs to the shortest quote: arguments do, loose clauses do not.
func (r *reader) inQuote(k int) bool {
	switch r.s.rel(k) {
	case "parataxis", "punct", "cc", "appos", "discourse", "list", "vocative":
		return false
	case "conj":
		return r.s.isNominal(k) && !r.s.isVerb(k)
	case "advcl":
		return r.s.child(k, "mark") >= 0 && r.s.tree[k].XPOS == "VB"
	case "acl":
		return r.s.tree[k].Deprel == "acl"
	}
	return true
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// travels says whether one of the participants is told, here or just before, to visit the state of another.
func (r *reader) travels(c *candidate) bool {
	parties := append(slices.Clone(c.subjects), c.objects...)
	return slices.ContainsFunc(r.told(), func(o *hit) bool {
		if o.kind != "VISITED" || len(o.subjects) == 0 || len(o.objects) == 0 || r.s.index-o.sentence.index > 4 {
			return false
		}
		guest := slices.ContainsFunc(parties, func(x actor) bool { return x.ref.ID == o.subjects[0].ref.ID })
		return guest && (o.sentence == r.s || slices.ContainsFunc(parties, func(x actor) bool { return r.a.polityOf(x).ID == o.objects[0].ref.ID }))
	})
}

// amongAll makes a trilateral meeting one of all with all.
func (r *reader) amongAll(c *candidate) {
	info, _ := c.kind.Info()
	if info.Family != diplo.Consult || !info.Symmetric || r.s.isVerb(c.trigger) || len(c.objects) < 2 {
		return
	}
	for _, k := range r.s.kids[c.trigger] {
		switch lower(r.s.units[k].form) {
		case "trilateral", "three-way", "four-way", "quadrilateral", "tripartite", "joint":
			c.mutual, c.subjects, c.objects = true, unique(append(c.subjects, c.objects...)), nil
			return
		}
	}
}

// offered says whether the deed at u is only offered: "willingness to mediate", "offered to host talks".
func (r *reader) offered(u int) bool {
	s := r.s
	for v, n := u, 0; v >= 0 && n < 5; v, n = s.head(v), n+1 {
		if r.a.rules.lexicon.In("offering_word", s.lemmas[v]) || r.a.rules.lexicon.In("offering_word", lower(s.units[v].form)) {
			return true
		}
		if v != u && s.is(v, "ccomp", "parataxis", "root") {
			return false
		}
	}
	return false
}
