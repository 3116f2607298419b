package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// group is several actors whom the document names together: a list, or the participants of one act.
type group struct {
	refs           []diplo.Ref
	sentence, head int  // head: the unit of the first of a list, or of the act's verb or noun
	act            bool // they deal with each other
	persons        bool // named, or by their offices
	subject        bool // of a clause
	apart          bool // a list of those with whom another deals, each by himself
}

// company says which group a plural expression means.
type company struct {
	size   int         // 0 where the text tells no number: two or more
	polity bool        // states or bodies: for persons, those that they act for
	states bool        // states alone
	person bool        // persons alone
	reach  int         // how many sentences back
	act    bool        // one that acts together alone
	called string      // the title that all of its persons bear, "" for none: "presidents"
	bound  []diplo.Ref // the subject of the clause, who is none of them
}

// note remembers a group; one told again at the same place grows.
func (d *discourse) note(g group) {
	if len(g.refs) < 2 {
		return
	}
	for i := len(d.groups) - 1; i >= 0 && d.groups[i].sentence == g.sentence; i-- {
		if d.groups[i].head == g.head && d.groups[i].act == g.act {
			d.groups = slices.Delete(d.groups, i, i+1)
			break
		}
	}
	d.groups = append(d.groups, g)
}

// listed notes the list that ends in the mention at u.
func (d *discourse) listed(s *sentence, u int, m *mention) {
	if m.kind == pronoun || m.kind == genericNominal {
		return
	}
	d.note(group{refs: m.refs, sentence: s.index, head: u, act: m.why == "pair of states" || m.kind == groupNominal, persons: m.inPerson(), subject: s.is(s.chainHead(u), "nsubj", "nsubj:pass")})
	person := m.refs[0].Kind == diplo.Person
	refs := m.refs
	head, closed := u, false
	for v := u - 1; v >= 0; v-- {
		x := s.units[v].mention
		switch w := strings.ToLower(s.units[v].form); {
		case x != nil && len(x.refs) > 0 && x.kind != pronoun && (x.refs[0].Kind == diplo.Person) == person && (x.kind != demonym || m.kind == demonym || m.kind == officeNominal || m.kind == stateBody):
			refs, head = join(slices.Clone(x.refs), refs), v
			continue
		case x == nil && (w == "and" || w == "&") && !closed:
			closed = true
			continue
		case x == nil && (w == "," || w == "the"):
			continue
		}
		break
	}
	if closed && (len(refs) > 2 || s.is(u, "conj") || head == u-2) || len(refs) > 2 && s.is(u, "conj") {
		p := s.preposition(head)
		d.note(group{refs: refs, sentence: s.index, head: head, act: p == "between", apart: p == "with" || p == "to" || p == "from", persons: m.inPerson(), subject: s.is(s.chainHead(head), "nsubj", "nsubj:pass")})
	}
}

// acts notes the participants of the acts of talking and agreeing that the sentence tells before a unit.
func (d *discourse) acts(s *sentence, before int) {
	r := &reader{a: d.a, s: s}
	for ; d.read < before; d.read++ {
		if u := d.read; d.consults(s, u) {
			var refs []diplo.Ref
			persons := true
			parts := r.agents(u)
			if s.isVerb(u) {
				parts = append(parts, r.actors(r.object(u), asDirect)...)
			}
			for _, x := range append(parts, r.prepositional(u, "with", asDirect, nil)...) {
				refs = join(refs, []diplo.Ref{x.ref})
				persons = persons && x.mention != nil && x.mention.inPerson()
			}
			d.note(group{refs: refs, sentence: s.index, head: u, act: true, persons: persons})
		}
	}
}

// opposed notes the two persons, and the two states or bodies, of a sentence that names no third.
func (d *discourse) opposed(s *sentence, persons []diplo.Ref) {
	var polities []diplo.Ref
	for _, m := range s.mentions {
		if m.kind == stateName && !m.weak || m.kind == stateBody || m.kind == organization || m.kind == pronoun {
			polities = join(polities, m.refs)
		}
	}
	for i, refs := range [][]diplo.Ref{persons, polities} {
		if len(refs) == 2 && !d.shares(refs[:1], refs[1:]) {
			d.note(group{refs: refs, sentence: s.index, head: -1 - i, persons: i == 0})
		}
	}
}

// consults says whether the word at u tells of actors dealing with each other.
func (d *discourse) consults(s *sentence, u int) bool {
	lex := d.a.rules.lexicon
	if s.isVerb(u) {
		return slices.ContainsFunc(lex.Frames(lexicon.Verb, s.lemmas[u]), func(f *lexicon.Frame) bool {
			info, _ := f.Type.Info()
			return info.Symmetric || f.Type == "HOSTED"
		})
	}
	return s.tree[u].UPOS == "NOUN" && (lex.In("consult_noun", s.lemmas[u]) || lex.In("agreement", s.lemmas[u]))
}

// inPerson says whether a mention is of persons: by name, by pronoun or by office.
func (m *mention) inPerson() bool {
	return m.kind == officeNominal || m.kind == personName || all(m.refs, diplo.Person)
}

func all(refs []diplo.Ref, k diplo.Kind) bool {
	return !slices.ContainsFunc(refs, func(r diplo.Ref) bool { return r.Kind != k })
}

func join(list, more []diplo.Ref) []diplo.Ref {
	for _, r := range more {
		if !slices.ContainsFunc(list, func(x diplo.Ref) bool { return x.ID == r.ID }) {
			list = append(list, r)
		}
	}
	return list
}

// find is the group that suits best: near, of whom the document says much, and rather one that acts together than a mere
// list.
func (d *discourse) find(c company) []diplo.Ref {
	var best []diplo.Ref
	score := -1
	for i := len(d.groups) - 1; i >= 0 && i >= len(d.groups)-30; i-- {
		g := d.groups[i]
		if d.now-g.sentence > c.reach {
			break
		}
		refs := g.refs
		if c.act && !g.act {
			continue
		}
		if c.polity {
			refs = d.polities(refs)
		}
		if c.states && !all(refs, diplo.State) || c.person && !g.persons {
			continue
		}
		if len(refs) < 2 || c.size > 0 && len(refs) != c.size || d.shares(refs, c.bound) {
			continue
		}
		if c.called != "" && slices.ContainsFunc(refs, func(r diplo.Ref) bool { return !d.bears(r, c.called) }) {
			continue
		}
		points := 100 - 6*(d.now-g.sentence) + 3*d.prominence(refs)
		switch {
		case g.act && g.sentence == d.now:
			points += 25
		case g.act:
			points += 5
		case g.apart:
			points -= 10
		}
		if points > score {
			best, score = refs, points
		}
	}
	return best
}

// prominence is how often the document has spoken of that member of a group of whom it has spoken least, at most 6.
func (d *discourse) prominence(refs []diplo.Ref) int {
	least := 6
	for _, r := range refs {
		least = min(least, d.spoken[r.ID])
	}
	return least
}

// bears says whether the office that is known of a person may go by a title: a foreign minister is no leader and no president.
func (d *discourse) bears(r diplo.Ref, title string) bool {
	m := d.a.member(r.ID)
	if m == nil {
		return true
	}
	o := m.officeOf(d.a)
	switch {
	case o == nil || strings.Contains(o.title, title):
		return true
	case title == "leader":
		return o.kind == "" || strings.Contains(o.kind, "head") || strings.Contains(o.kind, "leader") || strings.Contains(o.kind, "secretary")
	}
	return title == "premier" && o.kind == "head_of_government"
}

// shares says whether a group has an actor of another, or his state.
func (d *discourse) shares(refs, others []diplo.Ref) bool {
	return slices.ContainsFunc(refs, func(r diplo.Ref) bool {
		return slices.ContainsFunc(others, func(o diplo.Ref) bool { return o.ID == r.ID || d.polityOf(o).ID == d.polityOf(r).ID })
	})
}

// polities are the states and bodies that the members of a group act for, nil where that of one is not known.
func (d *discourse) polities(refs []diplo.Ref) []diplo.Ref {
	var out []diplo.Ref
	for _, r := range refs {
		p := d.polityOf(r)
		if p.ID == "" {
			return nil
		}
		out = join(out, []diplo.Ref{p})
	}
	return out
}

// together resolves "the two leaders", "both sides", "the three countries": a plural noun and the number with it.
func (d *discourse) together(s *sentence, u, size int, named []diplo.Ref) []diplo.Ref {
	noun := s.lemmas[u]
	if noun == "man" && len(named) < 2 {
		return nil // any two men
	}
	if size == 2 {
		d.acts(s, u) // "X talked with Y, when the two agreed"
	}
	c := company{size: size, reach: 12, bound: d.clauseSubject(s, u)}
	switch noun {
	case "country", "state", "nation", "neighbour", "neighbor", "government", "capital":
		c.polity, c.states = true, true
	case "side", "party", "power", "delegation", "ally":
		c.polity = true
	default:
		persons := c
		persons.person = true
		switch noun {
		case "leader", "president", "minister", "premier", "chancellor", "king":
			persons.called = noun
		}
		if refs := d.find(persons); len(refs) > 0 {
			return refs
		}
	}
	if refs := d.find(c); len(refs) > 0 {
		return refs
	}
	if !c.polity && len(named) >= 2 && (size == 0 || size == len(named)) {
		return named
	}
	if size != 2 {
		return nil
	}
	if c.polity {
		return d.lastTwo(d.polity)
	}
	return d.lastTwo(d.persons)
}

// number is the number that goes with a plural noun: 2 for "both" and "the two", 0 for none.
func (s *sentence) number(u int) int {
	for _, k := range s.kids[u] {
		if n := numbers[strings.ToLower(s.units[k].form)]; n > 0 && k < u {
			return n
		}
	}
	return 0
}

var numbers = map[string]int{"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "pair": 2, "duo": 2, "trio": 3}

// they are the group that "they" means: those of this sentence or the subjects of the one before, else the last that acted
// together; none where other people were spoken of since.
func (d *discourse) they(s *sentence, u int, named []diplo.Ref) []diplo.Ref {
	if len(named) == 2 {
		return named
	}
	c := company{bound: d.clauseSubject(s, u), act: true}
	if refs := d.find(c); len(refs) > 0 {
		return refs
	}
	if s.units[u].quotation >= 0 || d.people(s, u) || d.reported(s, u) {
		return nil
	}
	for i := len(d.groups) - 1; i >= 0 && d.groups[i].sentence >= s.index-1; i-- {
		if g := d.groups[i]; g.subject && !d.shares(g.refs, c.bound) {
			return g.refs
		}
	}
	if s.index > 0 {
		if before := d.a.sentences[s.index-1]; d.people(before, len(before.units)) {
			return nil
		}
	}
	c.reach = 6
	persons := c
	persons.person = true
	if refs := d.find(persons); len(refs) > 0 {
		return refs
	}
	return d.find(c)
}

// reported says whether one person says what u is the subject of: "X said they would go" is about his own side.
func (d *discourse) reported(s *sentence, u int) bool {
	h := s.head(u)
	if h < 0 || !s.is(u, "nsubj") || !s.is(h, "ccomp") || s.head(h) < 0 || !d.a.rules.lexicon.In("saying_verb", s.lemmas[s.head(h)]) {
		return false
	}
	k := s.child(s.head(h), "nsubj")
	return k >= 0 && s.units[k].mention != nil && len(s.units[k].mention.refs) == 1 && s.units[k].mention.refs[0].Kind == diplo.Person && s.child(k, "conj") < 0
}

// people says whether a plural noun before u that names no actor is a subject or stands for people: "protesters".
func (d *discourse) people(s *sentence, u int) bool {
	for v := range u {
		if m := s.units[v].mention; m != nil {
			if m.kind == demonym && strings.HasPrefix(s.tree[v].XPOS, "NN") && strings.HasSuffix(s.units[v].form, "s") {
				return true // "Afghans"
			}
			continue
		}
		if s.tree[v].XPOS != "NNS" {
			continue
		}
		if lex := d.a.rules.lexicon; s.is(v, "nsubj", "nsubj:pass") || lex.In("private_noun", s.lemmas[v]) || lex.In("group_noun", s.lemmas[v]) || lex.In("national_noun", s.lemmas[v]) {
			return true
		}
	}
	return false
}

// lastTwo are the last two different entities spoken of.
func (d *discourse) lastTwo(list []salient) []diplo.Ref {
	var out []diplo.Ref
	for i := len(list) - 1; i >= 0 && len(out) < 2 && d.now-list[i].sentence <= 5; i-- {
		out = join(out, []diplo.Ref{list[i].ref})
	}
	if len(out) < 2 {
		return nil
	}
	slices.Reverse(out)
	return out
}
