package extract

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
)

// member is a person whom the document names.
type member struct {
	ref     diplo.Ref // set by settle
	words   []string  // the longest form of the name
	known   []diplo.Ref
	offices []*office
	state   diplo.Ref // whom he serves, as far as text and gazetteer tell
	female  bool
	male    bool
}

// cast holds the persons and acronyms of one document.
type cast struct {
	members  []*member
	byWord   map[string][]*member // every word of a name, lower case
	byID     map[diplo.ID]*member // set by settle
	acronyms map[string]diplo.Ref
	koreas   [2]bool // the northern and the southern are named in full
}

func newCast() *cast {
	return &cast{byWord: map[string][]*member{}, byID: map[diplo.ID]*member{}, acronyms: map[string]diplo.Ref{}}
}

func (c *cast) define(acronym string, ref diplo.Ref) { c.acronyms[acronym] = ref }

// named says whether the document has named this person before by these words or more.
func (c *cast) named(n nameWords) bool { return c.find(n) != nil }

// find is the member whom a shorter or equal form of a name means: the latest whose name ends in its last word and has
// all its words, else the latest that has all its words.
func (c *cast) find(n nameWords) *member {
	if len(n.words) == 0 {
		return nil
	}
	last := strings.ToLower(n.words[len(n.words)-1])
	var found *member
	for _, m := range slices.Backward(c.byWord[last]) {
		if !m.has(n.words) {
			continue
		}
		if strings.EqualFold(m.words[len(m.words)-1], last) {
			return m
		}
		if found == nil {
			found = m
		}
	}
	return found
}

// has says whether all words of a form occur in the member's name, initials and middle names aside.
func (m *member) has(words []string) bool {
	for _, w := range words {
		if len(w) <= 2 && strings.HasSuffix(w, ".") {
			continue
		}
		if !slices.ContainsFunc(m.words, func(x string) bool { return strings.EqualFold(x, w) }) {
			return false
		}
	}
	return true
}

// add finds or makes the member of a name, and gives him the office.
func (c *cast) add(a *analysis, n nameWords, o *office) *member {
	m := c.find(n)
	if m == nil {
		// The longer form may come later: "Putin" in the first line, "Vladimir Putin" in the second.
		for _, x := range slices.Backward(c.byWord[strings.ToLower(n.words[len(n.words)-1])]) {
			if len(x.words) == 1 && len(n.words) > 1 {
				m = x
				break
			}
		}
	}
	if m != nil && m.clashes(n) {
		m = nil
	}
	if m == nil {
		m = &member{}
		c.members = append(c.members, m)
	}
	if len(n.words) > len(m.words) {
		m.words = slices.Clone(n.words) // n's are a part of the sentence's
		for _, w := range n.words {
			key := strings.ToLower(w)
			if !slices.Contains(c.byWord[key], m) {
				c.byWord[key] = append(c.byWord[key], m)
			}
		}
	}
	if n.known && len(n.refs) > 0 && (len(m.words) == 1 || len(n.words) > 1) {
		m.known = n.refs
	}
	if o != nil {
		m.serves(o)
	}
	return m
}

// clashes says whether a full name is another person's than the member's full name.
func (m *member) clashes(n nameWords) bool {
	return len(n.words) > 1 && len(m.words) > 1 && !m.has(n.words) && !slices.ContainsFunc(m.words[:1], func(w string) bool { return strings.EqualFold(w, n.words[0]) })
}

// serves notes an office of the member, once however often the document names him by it.
func (m *member) serves(o *office) {
	if o != nil && !slices.ContainsFunc(m.offices, func(t *office) bool { return t == o || t.equal(o) }) {
		m.offices = append(m.offices, o)
	}
}

// equal says whether two titles tell the same; a counterpart's tells nothing yet.
func (o *office) equal(t *office) bool {
	return o.title == t.title && o.kind == t.kind && o.of.ID == t.of.ID && o.former == t.former && !isCounterpart(o.title)
}

func (m *member) noteGender(a *analysis, honorific string) {
	m.female = m.female || a.rules.lexicon.In("female_title", honorific)
	m.male = m.male || a.rules.lexicon.In("male_title", honorific)
}

// keepKnown forgets the persons whom the gazetteer does not know: in a headline any word may be capitalized.
func (c *cast) keepKnown() {
	unknown := func(m *member) bool { return len(m.known) == 0 }
	c.members = slices.DeleteFunc(c.members, unknown)
	for word, list := range c.byWord {
		c.byWord[word] = slices.DeleteFunc(list, unknown)
	}
}

// settle decides who everyone is, once the whole document is read.
func (c *cast) settle(a *analysis) {
	lex := a.rules.lexicon
	for _, m := range c.members {
		c.identify(a, m)
		if c.byID[m.ref.ID] == nil {
			c.byID[m.ref.ID] = m
		} else if first := c.byID[m.ref.ID]; first.state.ID == "" {
			first.state = m.state
		}
		for _, w := range m.words[:1] {
			m.female = m.female || lex.In("female", strings.ToLower(w))
		}
		for _, o := range m.offices {
			head := lastWord(strings.Split(o.title, " of ")[0])
			m.female = m.female || lex.In("female_title", head)
			m.male = m.male || lex.In("male_title", head)
		}
		if m.known != nil && len(m.words) == 1 {
			first, _, _ := strings.Cut(m.ref.Name, " ")
			m.female = m.female || lex.In("female", strings.ToLower(first))
		}
	}
	a.nameCounterparts()
	union, belgium := false, false
	for _, s := range a.sentences {
		for _, m := range s.mentions {
			for _, r := range m.refs {
				union = union || r.ID == "org:EU"
				belgium = belgium || r.ID == "state:BE" && s.tokens[m.head].Text != "Brussels"
			}
		}
	}
	for _, s := range a.sentences {
		for _, m := range s.mentions {
			if m.kind == stateName && s.tokens[m.head].Text == "Brussels" && union && !belgium {
				if eu, ok := a.rules.gaz.Entity("org:EU"); ok {
					m.refs, m.weak, m.why = []diplo.Ref{eu.Ref}, false, "seat of the European Union"
				}
			}
			if m.member != nil {
				m.refs = []diplo.Ref{m.member.ref}
			}
			if m.office != nil && m.office.adviserTo != nil && m.office.adviserTo.member != nil {
				m.office.adviserTo.refs = []diplo.Ref{m.office.adviserTo.member.ref}
			}
		}
	}
}

// identify resolves a member against the gazetteer by name, title, state and date.
func (c *cast) identify(a *analysis, m *member) {
	gaz, on := a.rules.gaz, a.doc.Published
	for _, o := range m.offices {
		if o.of.ID != "" && !o.former {
			m.state = o.of
			break
		}
	}
	candidates := m.known
	if len(candidates) == 0 && len(m.words) == 1 {
		for _, p := range gaz.Persons(m.words[0], on) {
			candidates = append(candidates, p.Ref)
		}
	}
	if len(candidates) == 0 && len(m.words) > 1 {
		for _, x := range gaz.Resolve(spell(m.words), on) {
			if x.Kind == diplo.Person && (x.Via == gazetteer.ViaName || x.Via == gazetteer.ViaAlias) {
				candidates = append(candidates, x.Ref)
			}
		}
	}
	if len(candidates) == 0 && len(m.words) > 1 {
		for _, o := range m.offices {
			if ref := gaz.HolderNamed(spell(m.words), o.of.ID, o.kind, on); ref.ID != "" && !o.former && o.kind != "" {
				candidates = append(candidates, ref)
			}
		}
	}
	best, score := diplo.Ref{}, -1
	for i, ref := range candidates {
		if s := c.fit(a, m, ref) - i/3; s > score {
			best, score = ref, s
		}
	}
	if best.ID != "" && (len(m.words) > 1 || score >= 2) {
		m.ref = best
		if form := spell(m.words); len(m.words) > 1 && form == withoutInitials(best.Name) {
			m.ref.Name = form // the document writes the name without its initials
		}
	} else {
		key := ""
		if m.state.Kind == diplo.State {
			key = strings.TrimPrefix(string(m.state.ID), "state:")
		}
		m.ref = gazetteer.UnknownPerson(spell(m.words), key)
	}
	if m.state.ID == "" {
		if p, _ := gaz.Polity(m.ref.ID, on); p.ID != "" {
			m.state = p
		}
	}
}

// withoutInitials drops middle initials: "Keith J. Krach" becomes "Keith Krach".
func withoutInitials(name string) string {
	words := strings.Fields(name)
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return len(w) <= 2 && strings.HasSuffix(w, ".") }), " ")
}

// fit scores how well a gazetteer person suits what the text says of a member.
func (c *cast) fit(a *analysis, m *member, ref diplo.Ref) int {
	score := 0
	held := a.rules.gaz.Offices(ref.ID, a.doc.Published)
	for _, o := range held {
		if o.Leads() {
			score = max(score, 2)
		}
		for _, t := range m.offices {
			if t.of.ID == o.Of.ID && o.Of.ID != "" {
				if len(m.words) > 1 {
					score = max(score, 4)
				}
				if sameKind(t.kind, o.Kind) {
					score = max(score, 8)
				}
			} else if t.of.ID == "" && sameKind(t.kind, o.Kind) && t.kind != "" {
				score = max(score, 5)
			}
		}
	}
	if len(held) > 0 {
		score = max(score, 1)
	}
	return score
}

// isSpokes says whether a member speaks for others by the text, or, where it tells no office of his, by the gazetteer.
func (m *member) isSpokes(a *analysis) bool {
	for _, o := range m.offices {
		if o.kind == "spokesperson" || strings.Contains(o.title, "spokes") {
			return true
		}
	}
	return len(m.offices) == 0 && slices.ContainsFunc(a.rules.gaz.Offices(m.ref.ID, a.doc.Published), func(o diplo.Office) bool { return o.Kind == "spokesperson" })
}

// holds says whether a member holds an office of that kind or title for a state by the text or the gazetteer.
func (m *member) holds(a *analysis, o *office) bool {
	if lastWord(o.title) == "leader" && o.of.Kind == diplo.State && m.state.ID == o.of.ID {
		return slices.ContainsFunc(m.offices, func(t *office) bool { return leads(t.kind) }) ||
			slices.ContainsFunc(a.rules.gaz.Offices(m.ref.ID, a.doc.Published), func(t diplo.Office) bool { return leads(t.Kind) })
	}
	for _, t := range m.offices {
		sameKind := t.kind == o.kind
		if o.kind == "" || t.kind == "" {
			sameKind = lastWord(t.title) == lastWord(singular(o.title))
		}
		if sameKind && (t.of.ID == o.of.ID || t.of.ID == "" || o.of.ID == "") && !t.former {
			if t.of.ID != o.of.ID && o.of.ID != "" && m.state.ID != o.of.ID {
				continue
			}
			return true
		}
	}
	for _, t := range a.rules.gaz.Offices(m.ref.ID, a.doc.Published) {
		if sameKind(o.kind, t.Kind) && o.kind != "" && (t.Of.ID == o.of.ID || o.of.ID == "") {
			return true
		}
		if o.kind == "" && lastWord(o.title) == "leader" && t.Leads() && t.Of.ID == o.of.ID {
			return true
		}
	}
	return false
}

// sameKind says whether a title of a kind may tell an office of the gazetteer: a secretary general heads an organization.
func sameKind(title, office string) bool {
	return title == office || title == "organisation_head" && office == "un_secretary_general"
}

// leads says whether a kind of office makes its holder "the leader" of a state.
func leads(kind string) bool { return kind == "head_of_state" || kind == "head_of_government" }

func singular(title string) string { return strings.TrimSuffix(title, "s") }
