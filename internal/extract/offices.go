package extract

import (
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/lexicon"
)

// office reads a title with the state or body it belongs to, from token i: "Russian President", "Ukraine's deputy
// foreign minister", "leader of the AFC", "US Marines exercise representative Colonel". It returns the index after it;
// nil where there is none.
func (f finder) office(i int) (*office, int) {
	o := &office{first: i}
	j := f.modifiers(o, i)
	j = f.origin(o, j)
	j = f.modifiers(o, j)
	from := j
	kind, n := f.title(j)
	for n == 0 && j-from < 6 && f.middle(j) && (o.of.ID != "" || o.adviserTo != nil || !f.before(j)) {
		j++
		kind, n = f.title(j)
	}
	if n == 0 || j > from && o.of.ID == "" && o.adviserTo == nil && !f.namedAfter(j+n) {
		return nil, i
	}
	o.kind = kind
	j += n
	o.title = strings.ToLower(strings.Join(f.s.words[from:j], " "))
	for {
		if k, n := f.title(j); n > 0 && f.s.words[j] != "," && isCapital(f.word(j)) {
			if o.kind == "military_rank" && k != o.kind {
				o.kind, o.title = k, strings.ToLower(strings.Join(f.s.words[j:j+n], " "))
			}
			j += n
			continue
		}
		if n := f.honorific(j); n > 0 {
			j += n
			continue
		}
		if f.a.rules.lexicon.In("rank", strings.ToLower(strings.Trim(f.word(j), "."))) && isCapital(f.word(j)) {
			j++
			continue
		}
		break
	}
	o.head = j - 1
	return o, f.complement(o, j)
}

// title is the office kind of the title phrase at i and its length, plural titles included.
func (f finder) title(i int) (string, int) {
	if i >= len(f.s.words) || !hasLetter(f.word(i)) {
		return "", 0
	}
	words := f.s.words[i:min(len(f.s.words), i+8)]
	if words[0] == "Assistant" && len(words) > 3 && words[1] == "to" && words[3] == "President" {
		return "adviser", 1
	}
	lex := f.a.rules.lexicon
	w := strings.ToLower(f.word(i))
	if lemma := lex.NounLemma(w); lemma != w && lex.In("head_title", lemma) && f.word(i+1) == "of" { // "Ministers of Foreign Affairs"
		if kind, _, n := f.a.rules.gaz.Title(append([]string{lemma}, words[1:]...)); n > 2 {
			return kind, n
		}
	}
	kind, _, n := f.a.rules.gaz.Title(words)
	if n == 1 && len(words) > 1 {
		switch strings.ToLower(words[0]) {
		case "deputy", "vice", "assistant", "chief", "senior", "special", "first":
			if k, _, m := f.a.rules.gaz.Title(words[1:]); m > 0 {
				return k, 1 + m
			}
		}
	}
	if n > 0 {
		return kind, n
	}
	for k := 0; k < 3 && k < len(words); k++ {
		last := strings.ToLower(words[k])
		if lemma := lex.NounLemma(last); lemma != "" && lemma != last && lex.In("head_title", lemma) {
			single := append(append([]string{}, words[:k]...), lemma)
			if kind, _, n := f.a.rules.gaz.Title(single); n == len(single) {
				return kind, n
			}
		}
	}
	if lex.In("head_title", w) {
		return "", 1
	}
	return "", 0
}

// plural says whether the title names several offices: "foreign ministers".
func (o *office) plural() bool {
	head := o.title
	for _, prep := range []string{" of ", " for ", " to "} { // "Secretary of State for African Affairs" is one
		head, _, _ = strings.Cut(head, prep)
	}
	last := head[strings.LastIndexByte(head, ' ')+1:]
	return strings.HasSuffix(last, "s") && last != "boss" && last != "chargé d'affaires"
}

// modifiers skips "visiting", "acting" and the like and notes "former".
func (f finder) modifiers(o *office, i int) int {
	for {
		switch w := strings.ToLower(f.word(i)); w {
		case "former", "ex", "then", "ousted", "deposed", "late":
			o.former = true
		case "visiting", "acting", "new", "newly", "elected", "outgoing", "incoming", "interim", "current", "longtime", "veteran", "top", "senior", "hardline", "embattled":
		case "-":
			if !o.former {
				return i
			}
		default:
			return i
		}
		i++
	}
}

// origin takes the state, body or person that a title belongs to.
func (f finder) origin(o *office, i int) int {
	first := i
	if e, ok := f.entry(i, gazetteer.Honorific); ok && e.Words == 1 {
		first++
		if f.word(first) == "." {
			first++
		}
	}
	if name, end := f.name(first, false); end > first && f.possessive(end) && (name.known || f.a.cast.named(name)) {
		if _, isState := f.entry(i, gazetteer.StateName, gazetteer.Metonym, gazetteer.Organization); !isState {
			o.adviserTo = &mention{kind: personName, first: i, last: end - 1, head: end - 1, member: f.a.cast.add(f.a, name, nil), why: "possessor of a title"}
			i = end + 1
		}
	}
	e, ok := f.entry(i, gazetteer.StateName, gazetteer.Demonym, gazetteer.Body, gazetteer.Organization, gazetteer.Metonym, gazetteer.Capital)
	if t, isTitle := f.entry(i, gazetteer.Title); !ok && isTitle && t.Ref.ID != "" { // "Russian ambassador", one phrase to the gazetteer
		for n := 1; n < t.Words; n++ {
			for _, x := range f.a.rules.gaz.Longest(f.s.words[i : i+n]) {
				if x.Class == gazetteer.Demonym || x.Class == gazetteer.StateName || x.Class == gazetteer.Body || x.Class == gazetteer.Organization {
					o.of = t.Ref
					return i + n
				}
			}
		}
	}
	if !ok || f.otherSense(i, e) {
		return i
	}
	j := i + e.Words
	if f.possessive(j) {
		j++
	}
	o.of = e.Ref
	return j
}

func (f finder) possessive(i int) bool {
	return f.word(i) == "'s" || f.word(i) == "'" || f.word(i) == "’s"
}

// middle says whether token i may stand between the country and the head of a title: "fisheries bureau" spokesman.
func (f finder) middle(i int) bool {
	w := f.word(i)
	lower := strings.ToLower(w)
	if !hasLetter(w) && w != "-" && w != "&" || notMiddle[lower] || f.possessive(i) {
		return false
	}
	if v := f.a.rules.lexicon.VerbLemma(w); v != "" && !isCapital(w) && f.a.rules.lexicon.NounLemma(w) == "" {
		return false
	}
	return true
}

// before says whether the word at i stands before a title that belongs to nobody yet rather than in it: a verb, or any
// word before the state the title belongs to, "to meet Indian Prime Minister X".
func (f finder) before(i int) bool {
	if _, ok := f.entry(i+1, gazetteer.StateName, gazetteer.Demonym); ok && isCapital(f.word(i+1)) {
		return true
	}
	w, lex := f.word(i), f.a.rules.lexicon
	return !isCapital(w) && len(lex.Frames(lexicon.Verb, lex.VerbLemma(w))) > 0
}

var notMiddle = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`the a an in on at by for from with after before as but and or if when while since until during over under he she it they we you i
		his her its their our my this that these those there here what which who whom how why where both either neither not no to of is are was were be been has have
		had will would can could may might must should do does did said told also than then so such against between about into through yesterday today tomorrow
		monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december`) {
		set[w] = true
	}
	return set
}()

// namedAfter says whether a name follows a title that ends before i, ranks and honorifics between.
func (f finder) namedAfter(i int) bool {
	for k := 0; k < 3; k++ {
		if _, n := f.title(i); n > 0 && isCapital(f.word(i)) {
			i += n
		} else if f.a.rules.lexicon.In("rank", strings.ToLower(strings.Trim(f.word(i), "."))) {
			i++
		}
	}
	_, end := f.name(i, true)
	return end > i
}

// complement takes what a title governs: "of Japan", "to Türkiye", "of the Armed Forces". It returns the index after it,
// i itself for none.
func (f finder) complement(o *office, i int) int {
	if end := f.secondField(o, i); end > i {
		o.title += " and " + f.lowered(i+1, end)
		i = end
	}
	if f.word(i) == "of" && f.word(i+1) == "State" {
		o.title += " of state"
		i += 2
	}
	prep := f.word(i)
	if prep != "of" && prep != "to" && prep != "for" || o.plural() && prep != "of" {
		return i
	}
	j := f.afterThe(i + 1)
	e, ok := f.entry(j, gazetteer.StateName, gazetteer.Organization, gazetteer.Body, gazetteer.Capital)
	if !ok && prep == "of" {
		if m := f.definedOrganization(j); m != nil && m.first == j {
			o.of = m.refs[0]
			return m.last + 1
		}
	}
	if !ok && prep != "to" && isCapital(f.word(j)) {
		if end := f.portfolio(j); end > j {
			o.title += " " + prep + " " + f.lowered(j, end)
			return end
		}
	}
	if prep == "to" && lastWord(o.title) == "assistant" && f.word(j) == "President" { // of the United States, in its own papers
		o.title, o.kind = o.title+" to the president", "adviser"
		if end := f.portfolio(j + 2); f.word(j+1) == "for" && end > j+2 {
			o.title += " for " + f.lowered(j+2, end)
			return end
		}
		return j + 1
	}
	adviser := o.kind == "adviser"
	switch {
	case ok && prep == "of":
		return f.polities(o, j, e)
	case ok && prep == "for" && o.of.ID == "" && f.a.rules.lexicon.In("spokes_title", lastWord(o.title)):
		o.of = e.Ref
		return j + e.Words
	case ok && prep == "to" && (adviser || o.kind == "ambassador" || o.kind == "envoy" || o.kind == "un_ambassador"):
		o.title += " to " + e.Ref.Name
		if adviser {
			o.of = e.Ref
		}
		return j + e.Words
	case prep == "to" && (adviser || f.a.rules.lexicon.In("adviser_title", lastWord(o.title))):
		if m := f.within(j); m != nil && m.kind == personName {
			o.adviserTo = m
			return m.last + 1
		}
	case prep == "of":
		if end := f.field(j); end > j {
			o.title += " of " + f.lowered(j, end)
			return end
		}
	}
	return i
}

// afterThe is the index after "the" at i, i itself where it is another word.
func (f finder) afterThe(i int) int {
	if strings.EqualFold(f.word(i), "the") {
		return i + 1
	}
	return i
}

// lowered are the words from i to before end in lower case.
func (f finder) lowered(i, end int) string {
	return strings.ToLower(strings.Join(f.s.words[i:end], " "))
}

// portfolio is the index after the capitalized words at i that belong to a title although a name follows them directly:
// "Minister of State for Water Nana Adu"; i itself for none.
func (f finder) portfolio(i int) int {
	for k := i + 1; k < i+6 && (isCapital(f.word(k)) || f.word(k) == "and" || f.word(k) == "of"); k++ {
		if es := f.entries(k); len(es) > 0 && es[0].Class == gazetteer.Person && es[0].Words > 1 {
			return k
		}
	}
	k := i
	for isCapital(f.word(k)) || f.word(k) == "and" && k > i && isCapital(f.word(k+1)) {
		k++
	}
	if k-i >= 3 && isNameWord(f.word(k-1)) && isNameWord(f.word(k-2)) {
		return k - 2 // an unknown person of two names
	}
	return i
}

// polities takes the state or body at i that a title is of, with its acronym; after a plural title, all of a list:
// "foreign ministers of Japan, Chad and the Philippines".
func (f finder) polities(o *office, i int, e gazetteer.Entry) int {
	end := i + e.Words
	if f.word(end) == "(" && f.word(end+2) == ")" && isAcronym(f.word(end+1)) {
		f.a.cast.define(f.word(end+1), e.Ref)
		end += 3
	}
	if o.of.ID == "" && !f.otherSense(i, e) {
		o.of = e.Ref
	}
	o.list = append(o.list, e.Ref)
	for o.plural() && (f.word(end) == "," || f.word(end) == "and") {
		k := end + 1
		if f.word(k) == "and" {
			k++
		}
		k = f.afterThe(k)
		next, ok := f.entry(k, gazetteer.StateName, gazetteer.Organization)
		if !ok {
			break
		}
		o.list = append(o.list, next.Ref)
		end = k + next.Words
	}
	return end
}

// within is the mention at i inside a title, nil for none: titles are read two deep, "adviser to the aide to X".
func (f finder) within(i int) *mention {
	if f.depth > 1 {
		return nil
	}
	f.depth++
	return f.at(i)
}

// secondField is the index after "and Industry" at i behind a "Minister of Trade", i itself for none.
func (f finder) secondField(o *office, i int) int {
	if f.word(i) != "and" || !strings.Contains(o.title, " of ") && !strings.Contains(o.title, " for ") {
		return i
	}
	end := i + 1
	for isCapital(f.word(end)) && len(f.entries(end)) == 0 {
		end++
	}
	switch n := end - i - 1; {
	case n == 1 && f.word(end) == ",":
		return end
	case n >= 3 && isNameWord(f.word(end-1)) && isNameWord(f.word(end-2)):
		return end - 2
	}
	return i
}

// field is the index after the few words at i, up to a comma or full stop, that name the field of a title: "director of
// fisheries,"; i itself for none.
func (f finder) field(i int) int {
	end := i
	for end < len(f.s.words) && end-i < 6 && (f.middle(end) || f.word(end) == "and" && end > i && isCapital(f.word(end-1)) && isCapital(f.word(end+1))) {
		end++
	}
	if end-i < 6 && (f.word(end) == "," || f.word(end) == ".") {
		return end
	}
	return i
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// polity reads states, bodies, organizations, demonyms and conflicts.
func (f finder) polity(i int) *mention {
	entries := f.entries(i)
	for _, e := range entries {
		m := &mention{first: i, last: i + e.Words - 1, head: i + e.Words - 1, refs: []diplo.Ref{e.Ref}, why: string(e.Class)}
		if f.otherSense(i, e) {
			continue
		}
		switch e.Class {
		case gazetteer.Conflict:
			if f.tellsDeed(i, e.Words) {
				return f.shorter(i)
			}
			m.kind = conflictName
			return m
		case gazetteer.Organization:
			m.kind = organization
			if e.Ref.ID == "org:UNSC" || e.Ref.ID == "org:UNGA" {
				if un, ok := f.a.rules.gaz.Entity("org:UN"); ok {
					m.refs[0] = un.Ref // an organ acts for its organization
				}
			}
			f.acronym(m)
			return m
		case gazetteer.Body:
			m.kind = stateBody
			return m
		case gazetteer.StateName, gazetteer.Metonym, gazetteer.Capital:
			m.kind = stateName
			m.weak = e.Weak
			if p := f.pair(m); p != nil {
				return p
			}
			return f.body(m)
		case gazetteer.Demonym:
			m.kind = demonym
			if p := f.pair(m); p != nil {
				return p
			}
			return f.body(m)
		}
	}
	if m := f.ofState(i); m != nil {
		return m
	}
	if m := f.divided(i); m != nil {
		return m
	}
	return f.definedOrganization(i)
}

// tellsDeed says whether a conflict's name is a phrase that tells the deed itself: "Russia's invasion of Ukraine".
func (f finder) tellsDeed(i, n int) bool {
	for k := i; k < i+n; k++ {
		if f.word(k) == "of" || f.word(k) == "on" || f.possessive(k) {
			return true
		}
	}
	return false
}

// shorter reads only the first name of a longer phrase.
func (f finder) shorter(i int) *mention {
	for n := 3; n >= 1; n-- {
		for _, e := range f.a.rules.gaz.Longest(f.s.words[i:min(i+n, len(f.s.words))]) {
			if e.Class == gazetteer.StateName || e.Class == gazetteer.Demonym {
				m := &mention{kind: stateName, first: i, last: i + e.Words - 1, head: i + e.Words - 1, refs: []diplo.Ref{e.Ref}, why: string(e.Class)}
				if e.Class == gazetteer.Demonym {
					m.kind = demonym
				}
				return m
			}
		}
	}
	return nil
}

// pair reads two states or demonyms joined by a hyphen: "Russia-Ukraine", "US-Iranian".
func (f finder) pair(m *mention) *mention {
	j := m.last + 1
	if w := f.word(j); w != "-" && w != "–" && w != "/" || !f.touching(j) {
		return nil
	}
	e, ok := f.entry(j+1, gazetteer.StateName, gazetteer.Demonym, gazetteer.Organization)
	if !ok || e.Ref.ID == m.refs[0].ID {
		return nil
	}
	return &mention{kind: demonym, first: m.first, last: j + e.Words, head: j + e.Words, refs: []diplo.Ref{m.refs[0], e.Ref}, why: "pair of states"}
}

// body widens "Israeli" or "Kinshasa" to "Israeli Foreign Ministry", "Kinshasa government".
func (f finder) body(m *mention) *mention {
	j := m.last + 1
	if f.possessive(j) {
		j++
	}
	for k := 0; k < 3; k++ {
		if n := f.bodyNoun(j + k); n > 0 {
			m.kind, m.last, m.head, m.why = stateBody, j+k+n-1, j+k+n-1, "state and body"
			if e, ok := f.entry(j+k, gazetteer.BodyNoun); ok && e.Kind == "opposition" && strings.EqualFold(f.word(j+k+n-1), "opposition") {
				m.kind, m.why = organization, "a country's opposition"
				m.refs[0] = gazetteer.UnknownOrganization(strings.Join(f.s.words[m.first:m.last+1], " "))
			}
			m.weak = false
			f.acronym(m)
			return m
		}
		if !f.bodyModifier(j + k) {
			break
		}
	}
	return m
}

// bodyModifier are words between a demonym and its body: "Israeli air force", "US naval forces".
func (f finder) bodyModifier(i int) bool {
	switch strings.ToLower(f.word(i)) {
	case "armed", "air", "naval", "military", "security", "central", "federal", "interim", "transitional", "national", "foreign", "defence", "defense", "special", "border", "new", "ground":
		return true
	}
	return false
}

// bodyNoun is the length of a noun at i that stands for a state when the state's name goes before it.
func (f finder) bodyNoun(i int) int {
	if e, ok := f.entry(i, gazetteer.BodyNoun); ok {
		if e.Kind == "opposition" && !strings.HasPrefix(strings.ToLower(f.word(i)), "opposition") {
			return 0 // "Chadian rebels" are not Chad
		}
		return e.Words
	}
	if f.a.rules.lexicon.In("body_noun", strings.ToLower(f.word(i))) || f.a.rules.lexicon.In("body_noun", f.a.rules.lexicon.NounLemma(f.word(i))) {
		if f.a.rules.lexicon.In("head_title", strings.ToLower(f.word(i))) {
			return 0
		}
		return 1
	}
	return 0
}

// ofState reads "government of Chad", "army of Myanmar".
func (f finder) ofState(i int) *mention {
	n := f.bodyNoun(i)
	if n == 0 || f.word(i+n) != "of" {
		return nil
	}
	j := f.afterThe(i + n + 1)
	e, ok := f.entry(j, gazetteer.StateName)
	if !ok || f.otherSense(j, e) {
		return nil
	}
	return &mention{kind: stateBody, first: i, last: j + e.Words - 1, head: i + n - 1, refs: []diplo.Ref{e.Ref}, why: "body of a state"}
}

// acronym takes "(SADC)" after a name.
func (f finder) acronym(m *mention) {
	i := m.last + 1
	w := f.word(i + 1)
	if f.word(i) == "(" && f.word(i+2) == ")" && isAcronym(w) {
		f.a.cast.define(w, m.refs[0])
		m.last = i + 2
	}
}

func isAcronym(w string) bool {
	upper := 0
	for _, r := range w {
		if r >= 'A' && r <= 'Z' {
			upper++
		}
	}
	return upper >= 2 && upper*2 > len(w)
}

// definedOrganization reads an unknown organization that the text defines with an acronym, and the acronym afterwards.
func (f finder) definedOrganization(i int) *mention {
	if ref, ok := f.a.cast.acronyms[f.word(i)]; ok {
		return &mention{kind: organization, first: i, last: i, head: i, refs: []diplo.Ref{ref}, why: "acronym defined in the text"}
	}
	if !isCapital(f.word(i)) {
		return nil
	}
	j := i
	for j < len(f.s.words) && j-i < 12 && (isCapital(f.word(j)) || j > i && (f.word(j) == "of" || f.word(j) == "and" || f.word(j) == "for" || f.word(j) == "the" || f.word(j) == "-")) {
		j++
	}
	if j-i < 2 || f.word(j) != "(" || f.word(j+2) != ")" || !isAcronym(f.word(j+1)) || !initials(f.s.words[i:j], f.word(j+1)) {
		return nil
	}
	words := f.s.words[i:j]
	if notNames[words[0]] {
		words = words[1:]
	}
	if len(words) < 2 {
		return nil
	}
	ref := gazetteer.UnknownOrganization(strings.Join(words, " "))
	f.a.cast.define(f.word(j+1), ref)
	return &mention{kind: organization, first: j - len(words), last: j + 2, head: j - 1, refs: []diplo.Ref{ref}, why: "organization defined in the text"}
}

// initials says whether an acronym begins with the name's first letter and is no longer than the name has words.
func initials(words []string, acronym string) bool {
	return len(acronym) <= 2*len(words) && strings.EqualFold(words[0][:1], acronym[:1]) || len(words) > 1 && strings.EqualFold(words[1][:1], acronym[:1])
}
