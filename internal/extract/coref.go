package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// resolveReferences gives pronouns, titles without names and phrases such as "the two leaders" their referents, reading
// the document from its beginning.
func resolveReferences(a *analysis) {
	d := discourse{a: a, spoken: map[diplo.ID]int{}, things: map[string]thing{}}
	for s := range a.read {
		d.sentence(s)
	}
}

// discourse is what a reader remembers: who was spoken of last, in which function.
type discourse struct {
	a         *analysis
	persons   []salient // latest last
	polity    []salient
	orgs      []salient
	groups    []group          // who was named or acted together
	now, read int              // the sentence being read, and how far for its acts
	spoken    map[diplo.ID]int // how often each actor was spoken of
	things    map[string]thing // whose "plane", "ministry", "forces" were named last
}

// thing is a body or possession and whose it is.
type thing struct {
	refs     []diplo.Ref
	sentence int
}

type salient struct {
	ref      diplo.Ref
	member   *member
	sentence int
	unit     int
	subject  bool
	main     bool // subject of the whole sentence
	speaker  bool
	listed   bool // one of several
	quoted   bool // inside a quotation
}

func (d *discourse) sentence(s *sentence) {
	d.now, d.read = s.index, 0
	d.forget()
	var named []diplo.Ref
	for u := range s.units {
		m := s.units[u].mention
		if m == nil {
			m = d.newReference(s, u, named)
		} else if m.kind == officeNominal {
			d.nominal(s, u, m)
		}
		if m == nil || len(m.refs) == 0 {
			continue
		}
		d.remember(s, u, m)
		if (m.kind == personName || m.kind == officeNominal) && m.refs[0].Kind == diplo.Person {
			for _, r := range m.refs {
				if !slices.ContainsFunc(named, func(x diplo.Ref) bool { return x.ID == r.ID }) {
					named = append(named, r)
				}
			}
		}
	}
	d.acts(s, len(s.units))
	d.opposed(s, named)
}

// forget drops what nothing looks back to: the actors and groups before the last ones, and before the last sentences.
func (d *discourse) forget() {
	const last, sentences = 60, 6
	for _, list := range []*[]salient{&d.persons, &d.polity, &d.orgs} {
		old := 0
		for old < len(*list)-last && d.now-(*list)[old].sentence > sentences {
			old++
		}
		*list = (*list)[old:]
	}
	d.groups = d.groups[max(0, len(d.groups)-last):]
}

func (d *discourse) remember(s *sentence, u int, m *mention) {
	head := s.chainHead(u)
	if m.kind == stateBody {
		d.things[s.lemmas[u]] = thing{m.refs, s.index}
	}
	d.listed(s, u, m)
	subject := s.is(head, "nsubj", "nsubj:pass", "root", "obl:agent") || s.rel(head) == "obl" && s.preposition(head) == "by"
	for _, r := range m.refs {
		d.spoken[r.ID]++
		e := salient{ref: r, member: d.a.member(r.ID), sentence: s.index, unit: u, subject: subject, quoted: s.units[u].quotation >= 0}
		e.main = subject && s.head(head) >= 0 && s.is(s.head(head), "root")
		e.listed = head != u || len(m.refs) > 1 || slices.ContainsFunc(s.kids[u], func(k int) bool { return s.is(k, "conj") && s.units[k].mention != nil })
		if h := s.head(u); subject && h >= 0 {
			e.speaker = d.a.rules.lexicon.In("saying_verb", s.lemmas[h])
		}
		switch r.Kind {
		case diplo.Person:
			d.persons = append(d.persons, e)
		case diplo.State:
			if m.kind != demonym {
				d.polity = append(d.polity, e)
			}
		case diplo.Organization:
			if !s.is(u, "compound") { // "the EU assembly" speaks of the assembly
				d.orgs = append(d.orgs, e)
			}
		}
	}
}

// nominal resolves a title without a name: the person whom the document names so, else the state.
func (d *discourse) nominal(s *sentence, u int, m *mention) {
	o := m.office
	if o.former {
		return
	}
	ofs := o.list
	if len(ofs) == 0 {
		ofs = []diplo.Ref{o.of}
	}
	others := s.demonymsBefore(u)
	if o.plural() && o.of.ID != "" && len(o.list) == 0 {
		for _, x := range others {
			ofs = join(ofs, x.refs)
		}
	}
	for _, of := range ofs {
		want := *o
		want.of = of
		want.title = singular(o.title)
		if !o.plural() {
			want.title = o.title
		}
		p := d.holder(&want)
		if p == nil && o.counterpart && of.ID != "" {
			if i := slices.IndexFunc(d.a.cast.members, func(x *member) bool {
				own := x.officeOf(d.a)
				return x.state.ID == of.ID && (own == nil || own.kind == "" || own.kind == o.kind || isCounterpart(o.title))
			}); i >= 0 {
				p = d.a.cast.members[i]
			}
		}
		if p == nil && of.Kind == diplo.Organization {
			p = d.onlyMemberOf(of)
		}
		if o.plural() && len(ofs) == 1 && of.ID != "" {
			p = nil // "Turkish ministers": no one of them
		}
		if p != nil {
			m.refs = append(m.refs, p.ref)
			m.why = "title of " + p.ref.Name
			if len(ofs) == 1 {
				m.member = p
			}
		} else if of.ID != "" {
			m.refs = append(m.refs, of)
			m.why = "unnamed holder of an office"
		}
	}
	if len(ofs) == len(others)+1 && len(m.refs) == len(ofs) && len(o.list) == 0 {
		for i, x := range others { // each stands for the holder of its office, the first, which governs the list, for all
			if x.refs = m.refs[i+1 : i+2]; i == len(others)-1 {
				x.refs = m.refs
			}
			m.first = min(m.first, x.first)
		}
	}
}

// demonymsBefore are those coordinated with a nominal: "the Russian and Ukrainian ministers".
func (s *sentence) demonymsBefore(u int) []*mention {
	var out []*mention
	for v := u - 1; v >= 0; v-- {
		switch m := s.units[v].mention; {
		case m != nil && m.kind == demonym && len(m.refs) > 0 && v < u-1:
			out = append(out, m)
		case m == nil && (s.units[v].form == "," || v == u-1 && s.units[v].form == "and"):
		default:
			return out
		}
	}
	return out
}

// holder is the person of the document who holds an office; where no state is told, the most salient of those who may.
func (d *discourse) holder(o *office) *member {
	var found *member
	for _, p := range d.a.cast.members[:min(len(d.a.cast.members), maxCast)] {
		if p.holds(d.a, o) {
			if o.of.ID != "" {
				return p
			}
			if found == nil {
				found = p
			}
		}
	}
	if o.of.ID != "" {
		return found
	}
	best := -1000
	for i := len(d.persons) - 1; i >= 0 && i >= len(d.persons)-60; i-- {
		p := d.persons[i]
		if p.member == nil || !p.member.holds(d.a, o) {
			continue
		}
		points := -10 * (d.now - p.sentence)
		if p.subject {
			points += 30
		}
		if p.main {
			points += 8
		}
		if points > best {
			best, found = points, p.member
		}
	}
	return found
}

// onlyMemberOf is the one person of the document who serves an organization, nil if there are none or several.
func (d *discourse) onlyMemberOf(of diplo.Ref) *member {
	var found *member
	for _, m := range d.a.cast.members[:min(len(d.a.cast.members), maxCast)] {
		if m.state.ID == of.ID {
			if found != nil {
				return nil
			}
			found = m
		}
	}
	return found
}

// maxCast bounds the search for the holder of an office in documents that name very many people.
const maxCast = 400

// newReference makes a mention of a pronoun or a definite phrase that points back.
func (d *discourse) newReference(s *sentence, u int, named []diplo.Ref) *mention {
	w := strings.ToLower(s.units[u].form)
	m := &mention{first: s.units[u].first, last: s.units[u].last, head: s.units[u].last}
	switch w {
	case "he", "she", "his", "her", "him", "himself", "herself":
		m.kind, m.refs, m.member = d.personPronoun(s, u, w == "she" || w == "her" || w == "herself")
	case "themselves":
		return nil
	case "them":
		m.kind, m.refs = pronoun, d.they(s, u, nil)
	case "they", "their":
		m.kind, m.refs = pronoun, d.they(s, u, named)
	case "it", "its", "itself":
		m.kind, m.refs = pronoun, d.it(s, u)
	case "both", "two", "three", "pair", "duo", "trio":
		if !s.isNominal(u) || s.tree[u].Deprel == "nummod" || s.is(u, "det", "det:predet", "cc:preconj") {
			return nil
		}
		m.kind, m.refs = groupNominal, d.together(s, u, numbers[w], named)
	default:
		m.kind, m.refs, m.member = d.definite(s, u, named)
	}
	if len(m.refs) == 0 {
		return nil
	}
	if m.why == "" {
		m.why = "refers back"
	}
	s.units[u].mention = m
	s.mentions = append(s.mentions, m)
	return m
}

func (d *discourse) polityOf(r diplo.Ref) diplo.Ref {
	if r.Kind != diplo.Person {
		return r
	}
	if m := d.a.member(r.ID); m != nil {
		return m.state
	}
	return diplo.Ref{}
}

// definite resolves a definite noun phrase: "the two leaders", "the ministry", "his Chinese counterpart", "the country".
func (d *discourse) definite(s *sentence, u int, named []diplo.Ref) (mentionKind, []diplo.Ref, *member) {
	lex := d.a.rules.lexicon
	l := s.lemmas[u]
	if s.tree[u].UPOS != "NOUN" && s.tree[u].UPOS != "PROPN" {
		return genericNominal, nil, nil
	}
	definite, size := false, s.number(u)
	for _, k := range s.kids[u] {
		switch strings.ToLower(s.units[k].form) {
		case "the", "this", "that":
			definite = true
		}
	}
	plural := strings.ToLower(s.units[u].form) != l
	if plural && lex.In("leader_noun", l) && (size > 0 || definite && companions[l]) && !d.described(s, u) {
		d.acts(s, u)
		return groupNominal, d.together(s, u, size, named), nil
	}
	if !definite || plural {
		return genericNominal, nil, nil
	}
	if s.child(u, "nmod", "nmod:poss") >= 0 || d.modifiedByName(s, u) {
		return genericNominal, nil, nil
	}
	if lex.In("head_title", l) {
		if p := d.holder(&office{title: s.phraseBefore(u), kind: d.kindOf(s, u)}); p != nil {
			return officeNominal, []diplo.Ref{p.ref}, p
		}
		if p := d.official(s, l); p != nil {
			return officeNominal, []diplo.Ref{p.ref}, p
		}
		return genericNominal, nil, nil
	}
	if t, ok := d.things[l]; ok && (s.index-t.sentence <= 6 || l != "government" && l != "ministry") {
		return genericNominal, t.refs, nil
	}
	switch l {
	case "ministry", "government", "regime", "kingdom", "embassy", "army", "military", "administration":
		if p := d.doerTold(s, u); p.ID != "" {
			return genericNominal, []diplo.Ref{p}, nil
		}
		if n := len(d.polity); n > 0 && d.polity[n-1].sentence == s.index && !d.polity[n-1].quoted {
			return genericNominal, []diplo.Ref{d.polity[n-1].ref}, nil
		}
		for i := len(d.polity) - 1; i >= 0 && s.index-d.polity[i].sentence <= 3; i-- {
			if d.polity[i].subject && d.polity[i].speaker {
				return genericNominal, []diplo.Ref{d.polity[i].ref}, nil
			}
		}
		for i := len(d.polity) - 1; i >= 0; i-- {
			if s.index-d.polity[i].sentence > 5 {
				break
			}
			if d.polity[i].subject || s.index-d.polity[i].sentence > 2 {
				return genericNominal, []diplo.Ref{d.polity[i].ref}, nil
			}
		}
	case "country", "nation", "state", "republic":
		bound := d.clauseSubject(s, u)
		for i := len(d.polity) - 1; i >= 0 && i >= len(d.polity)-6; i-- {
			if p := d.polity[i]; !d.shares([]diplo.Ref{p.ref}, bound) {
				return genericNominal, []diplo.Ref{p.ref}, nil
			}
		}
	case "group", "bloc", "alliance", "movement", "organization", "organisation", "union", "council", "militia":
		if n := len(d.orgs); n > 0 && s.index-d.orgs[n-1].sentence <= 3 {
			return genericNominal, []diplo.Ref{d.orgs[n-1].ref}, nil
		}
	}
	return genericNominal, nil, nil
}

// official is the office-holder of whom the sentences before speak, whom "the official" or "the diplomat" means where
// they speak of no unnamed one; nil for none.
func (d *discourse) official(s *sentence, noun string) *member {
	if noun != "official" && noun != "diplomat" {
		return nil
	}
	for i := len(d.persons) - 1; i >= 0 && s.index-d.persons[i].sentence <= 2; i-- {
		p := d.persons[i]
		if !p.subject || p.member == nil || len(p.member.offices) == 0 {
			continue
		}
		for _, t := range d.a.sentences[p.sentence:s.index] {
			for u, l := range t.lemmas {
				if k := t.child(u, "det"); l == noun && k >= 0 && lower(t.units[k].form) != "the" {
					return nil
				}
			}
		}
		return p.member
	}
	return nil
}

// doerTold is the state of the doer of the clause after which the body at u is said to tell it: "Chad's jets bombed rebel
// camps in Niger, the army said".
func (d *discourse) doerTold(s *sentence, u int) diplo.Ref {
	v := s.head(u)
	if v < 0 || !s.is(u, "nsubj") || !s.is(v, "parataxis") {
		return diplo.Ref{}
	}
	k := s.child(s.head(v), "nsubj")
	if k < 0 || k > u || s.units[k].mention == nil || len(s.units[k].mention.refs) != 1 {
		return diplo.Ref{}
	}
	return d.polityOf(s.units[k].mention.refs[0])
}

// companions are the plural nouns that mean a group of the document without a number: "the leaders".
var companions = map[string]bool{"leader": true, "side": true, "president": true, "minister": true, "counterpart": true, "party": true}

// described says whether a plural noun has a complement that tells whose they are: "the leaders of the protest".
func (d *discourse) described(s *sentence, u int) bool {
	k := s.child(u, "nmod", "nmod:poss")
	return k >= 0 && s.units[k].mention == nil && s.number(k) == 0
}

func (d *discourse) modifiedByName(s *sentence, u int) bool {
	for _, k := range s.kids[u] {
		if m := s.units[k].mention; m != nil && k < u {
			return true
		}
	}
	return false
}

// phraseBefore is a noun with the nouns and adjectives before it: "foreign secretary".
func (s *sentence) phraseBefore(u int) string {
	words := []string{strings.ToLower(s.units[u].form)}
	for k := u - 1; k >= 0 && s.is(k, "compound", "amod") && s.head(k) == u; k-- {
		words = append([]string{strings.ToLower(s.units[k].form)}, words...)
	}
	return strings.Join(words, " ")
}

func (d *discourse) kindOf(s *sentence, u int) string {
	kind, _, _ := d.a.rules.gaz.Title(strings.Fields(s.phraseBefore(u)))
	return kind
}
