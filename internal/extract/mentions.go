package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/lexicon"
	"github.com/demarche/demarche/internal/text"
)

// findMentions is the first stage over tokens: who is named where. It knows the gazetteer's names, titles with or
// without a name, and unknown persons whom a title, an honorific or the verb beside them shows to be persons.
func findMentions(a *analysis) {
	a.meet() // full names may come after the surname alone
	for s := range a.read {
		f := newFinder(a, s)
		for i := 0; i < len(s.words); {
			if e, ok := f.entry(i, gazetteer.Place); ok && isCapital(f.word(i)) {
				i += e.Words // "Latin America" is no America
				continue
			}
			m := f.at(i)
			if m == nil {
				i++
				continue
			}
			s.mentions = append(s.mentions, m)
			i = m.last + 1
		}
	}
	a.shareOffices()
	a.cast.settle(a)
}

// meet fills the cast with everyone whom the document names in full.
func (a *analysis) meet() {
	for _, src := range text.Split(a.doc.Title, 0).Sentences { // the headline may name who is only "the president" below
		s := &sentence{source: &src, tokens: src.Tokens, parsed: &parsed{}}
		s.spread()
		f := newFinder(a, s)
		for i := 0; i < len(s.words); i++ {
			if m := f.at(i); m != nil {
				i = m.last
			}
		}
		if a.author == nil {
			a.author = f.author()
		}
	}
	a.cast.keepKnown()
	for s := range a.read {
		f := newFinder(a, s)
		for i := 0; i < len(s.words); i++ {
			if !isCapital(s.words[i]) || notNames[s.words[i]] {
				continue
			}
			if e, ok := f.entry(i, gazetteer.StateName, gazetteer.Demonym, gazetteer.Body); ok {
				if k := slices.Index(koreas, e.Ref.ID); k >= 0 {
					a.cast.koreas[k] = true
				}
			}
			if n, end := f.knownName(i); end > i+1 {
				a.cast.add(a, n, nil)
				i = end - 1
			}
		}
	}
}

// author is whose words the document is, where its title says so: "Statement by X on ..."; nil for none.
func (f finder) author() *member {
	for i := 1; i < len(f.s.words); i++ {
		switch strings.ToLower(f.word(i)) {
		case "by", "from", "of":
		default:
			continue
		}
		switch strings.ToLower(f.word(i - 1)) {
		case "statement", "remarks", "message", "speech", "address":
		default:
			continue
		}
		for k := i + 1; k < i+10; k++ {
			if name, end := f.knownName(k); end > k+1 {
				return f.a.cast.add(f.a, name, nil)
			}
		}
	}
	return nil
}

// finder reads the mentions of one sentence from left to right.
type finder struct {
	a     *analysis
	s     *sentence
	depth int      // of mentions within titles: "adviser to the aide to X"
	found []lookup // by token
}

// lookup is what the gazetteer has at a token: the readers ask several times.
type lookup struct {
	asked   bool
	entries []gazetteer.Entry
}

func newFinder(a *analysis, s *sentence) finder {
	return finder{a: a, s: s, found: make([]lookup, len(s.words))}
}

func (f finder) word(i int) string {
	if i < 0 || i >= len(f.s.words) {
		return ""
	}
	return f.s.words[i]
}

func (f finder) entries(i int) []gazetteer.Entry {
	if i >= len(f.s.words) {
		return nil
	}
	x := &f.found[i]
	if !x.asked {
		*x = lookup{true, f.a.rules.gaz.Longest(f.s.words[i:min(len(f.s.words), i+12)])}
	}
	return x.entries
}

// entry is the reading of that class among the longest matches at i.
func (f finder) entry(i int, classes ...gazetteer.Class) (gazetteer.Entry, bool) {
	for _, e := range f.entries(i) {
		for _, c := range classes {
			if e.Class == c {
				return e, true
			}
		}
	}
	return gazetteer.Entry{}, false
}

// at finds the mention that begins at token i.
func (f finder) at(i int) *mention {
	if !hasLetter(f.word(i)) {
		return nil
	}
	if m := f.outlet(i); m != nil {
		return m
	}
	if m := f.titled(i); m != nil {
		return m
	}
	if m := f.person(i); m != nil {
		return m
	}
	return f.polity(i)
}

// titled reads "Russian President Vladimir Putin", "the leader of the AFC", "Angola's Foreign Minister".
func (f finder) titled(i int) *mention {
	o, j := f.office(i)
	if o == nil {
		return nil
	}
	m := &mention{kind: officeNominal, first: i, last: j - 1, head: o.head, office: o, why: "title"}
	if name, end := f.name(j, true); end > j && !o.plural() && f.outlet(j) == nil {
		m.kind, m.head, m.last = personName, end-1, end-1
		m.member = f.a.cast.add(f.a, name, o)
		m.why = "title and name"
		f.ofAfter(m)
		f.apposition(m)
		o.first, o.last = i, m.last
		f.possessor(m)
		return m
	}
	// "X's spokesman, Jan Novak,": the name follows as an apposition.
	if f.word(j) == "," && o.kind != "" && !o.plural() {
		if name, end := f.name(j+1, true); end > j+2 && (f.word(end) == "," || f.word(end) == "." || f.word(end) == "" || f.word(end) == ")") {
			m.kind, m.head, m.last = personName, end-1, end-1
			m.member = f.a.cast.add(f.a, name, o)
			m.why = "title, name"
			o.first, o.last = i, end-1
			if f.word(end) == "," && !f.listed(end) {
				m.last = end
			}
			return m
		}
	}
	if o.of.ID == "" && o.adviserTo == nil && !(roleKinds[o.kind] && strings.EqualFold(f.word(i-1), "the") && !o.plural()) {
		return nil
	}
	o.first, o.last = i, j-1
	f.possessor(m)
	return m
}

// roleKinds are the offices that "the president" and the like may point back to.
var roleKinds = map[string]bool{"head_of_state": true, "head_of_government": true, "vice_head_of_state": true, "deputy_head_of_government": true,
	"foreign_minister": true, "defence_minister": true, "un_secretary_general": true, "organisation_head": true}

// listed says whether the comma at i is followed by another name: a list goes on.
func (f finder) listed(i int) bool {
	_, end := f.name(i+1, false)
	return end > i+1
}

// possessor takes "his" before "Chinese counterpart" into the mention.
func (f finder) possessor(m *mention) {
	switch strings.ToLower(f.word(m.first - 1)) {
	case "his", "her", "their", "its":
		m.first--
	}
}

// person reads a name without a title before it.
func (f finder) person(i int) *mention {
	start := i
	honorific := ""
	if n := f.honorific(i); n > 0 {
		honorific = strings.ToLower(strings.Trim(f.word(i), "."))
		i += n
	}
	name, end := f.name(i, honorific != "")
	if end <= i {
		return nil
	}
	m := &mention{kind: personName, first: start, last: end - 1, head: end - 1, why: "name"}
	o := f.appositionOffice(end)
	if !name.known && honorific == "" && o == nil && !f.besideSpeech(start, end) && !f.a.cast.named(name) && !f.afterTitles(start, end) {
		return nil
	}
	if len(name.words) == 1 && !name.known && honorific == "" && !f.a.cast.named(name) {
		return nil
	}
	m.member = f.a.cast.add(f.a, name, nil)
	m.member.noteGender(f.a, honorific)
	f.apposition(m)
	return m
}

// ofAfter takes "of Brazil" after "President Lula".
func (f finder) ofAfter(m *mention) {
	i := m.last + 1
	if f.word(i) != "of" {
		return
	}
	j := i + 1
	if strings.EqualFold(f.word(j), "the") {
		j++
	}
	e, ok := f.entry(j, gazetteer.StateName, gazetteer.Organization)
	if !ok {
		return
	}
	if m.office.of.ID == "" {
		m.office.of = e.Ref
		m.member.serves(m.office)
	}
	m.last = j + e.Words - 1
}

// apposition takes ", Angola's Foreign Minister," after a name into the mention.
func (f finder) apposition(m *mention) {
	o := f.appositionOffice(m.last + 1)
	if o == nil {
		return
	}
	if m.office == nil || m.office.of.ID == "" {
		m.office = o
	}
	m.member.serves(o)
	o.first = m.first
	m.last = o.last
	if f.word(m.last+1) == "," && !isCapital(f.word(m.last+2)) { // else it parts two names
		m.last++
	}
}

// appositionOffice is the title in apposition after the token before i: ", the leader of the Alliance,".
func (f finder) appositionOffice(i int) *office {
	if f.word(i) != "," {
		return nil
	}
	j := i + 1
	switch strings.ToLower(f.word(j)) {
	case "the", "a", "an", "his", "her", "its", "their":
		j++
	}
	o, end := f.office(j)
	if o == nil || o.plural() {
		return nil
	}
	if _, named := f.name(end, true); named > end {
		return nil
	}
	if w := f.word(end); w == "for" || w == "at" || w == "of" || w == "on" || w == "in" || w == "to" { // "director for Africa at the bank,"
		for k := end; k < end+12; k++ {
			if f.word(k) == "," && f.word(k+1) != "and" {
				end = k
				break
			}
			if v := f.a.rules.lexicon.VerbLemma(f.word(k)); f.word(k) == "" || v != "" && v != f.word(k) {
				break
			}
		}
	}
	switch f.word(end) {
	case ",", ".", "", ")", "-", ";", ":", "who", "said", "and", "told", "\"", "'":
	default:
		return nil
	}
	o.first, o.last = i, end-1
	return o
}

// besideSpeech says whether a name stands beside a verb of saying, or before another verb of the lexicon.
func (f finder) besideSpeech(first, end int) bool {
	lex := f.a.rules.lexicon
	after, before := f.word(end), f.word(first-1)
	says := func(w string) bool { v := lex.VerbLemma(w); return v != "" && lex.In("saying_verb", v) && v != w }
	plain := func(fr *lexicon.Frame) bool { return len(fr.Needs) == 0 }
	if v := lex.VerbLemma(after); v != "" && after != v && slices.ContainsFunc(lex.Frames(lexicon.Verb, v), plain) && lex.NounLemma(after) == "" {
		return end-first >= 2 && end-first <= 4
	}
	if after == "and" && end-first >= 2 && end-first <= 5 {
		if _, n := f.knownName(end + 1); n > end+2 {
			return true
		}
	}
	return end-first >= 2 && (says(after) || says(before) && (f.word(end) == "," || f.word(end) == "." || f.word(end) == "on"))
}

func (f finder) honorific(i int) int {
	if e, ok := f.entry(i, gazetteer.Honorific); ok && isCapital(f.word(i)) && isCapital(f.word(i+e.Words)) {
		return e.Words
	}
	return 0
}

// personName is a name as it stands.
type nameWords struct {
	words []string
	known bool        // the gazetteer has it
	refs  []diplo.Ref // its bearers there
}

// spell joins the words of a name as they are written: hyphens without blanks.
func spell(words []string) string { return strings.ReplaceAll(strings.Join(words, " "), " - ", "-") }

// name reads a person's name at i and returns it with the index after it; i itself where there is none. After a title
// any capitalized words will do.
func (f finder) name(i int, titled bool) (nameWords, int) {
	if f.word(i+1) == "-" && isCapital(f.word(i+2)) && f.a.rules.lexicon.In("particle", strings.ToLower(f.word(i))) {
		if byName := (nameWords{words: f.s.words[i : i+3]}); f.a.cast.named(byName) { // "al-Muhandis", named in full before
			return byName, i + 3
		}
	}
	if !isCapital(f.word(i)) || notNames[f.word(i)] {
		return nameWords{}, i
	}
	known, end := f.knownName(i)
	full := f.capitals(i, titled)
	if end > i && end >= full {
		return known, end
	}
	if full <= i {
		return nameWords{}, i
	}
	words := nameWords{words: f.s.words[i:full]}
	if titled || f.a.cast.named(words) {
		return words, full
	}
	for _, e := range f.entries(i) {
		switch e.Class {
		case gazetteer.Person, gazetteer.Surname, gazetteer.Title, gazetteer.Honorific:
		default:
			if i+e.Words >= full-1 {
				return nameWords{}, i
			}
		}
	}
	return words, full
}

// knownName is the gazetteer's name at i: a full name, or the surname of one who leads a state at the time.
func (f finder) knownName(i int) (nameWords, int) {
	n := nameWords{known: true}
	end := i
	for _, e := range f.entries(i) {
		switch {
		case e.Class == gazetteer.Person && e.Words > 1:
			n.refs = append(n.refs, e.Ref)
			end = i + e.Words
		case e.Class == gazetteer.Surname && !e.Weak && !(f.word(i+e.Words) == "-" && strings.ContainsAny(f.word(i+e.Words+1), "0123456789")) && isCapital(f.word(i)) && !(isNameWord(f.word(i-1)) && i > 1) && !strings.EqualFold(f.word(i-1), "the") && len(f.entries(i)) == 1:
			word := strings.Join(f.s.words[i:i+e.Words], " ")
			bearers := f.a.rules.gaz.Persons(word, f.a.doc.Published)
			if len(bearers) > 0 && !bearers[0].Weak && bearers[0].Office != nil && (bearers[0].Office.Leads() || roleKinds[bearers[0].Office.Kind]) && (bearers[0].Confidence > 0.3 || bearers[0].Office.Covers(f.a.doc.Published)) {
				n.refs = append(n.refs, bearers[0].Ref)
				end = i + e.Words
			}
		}
	}
	n.words = f.s.words[i:end]
	return n, end
}

// capitals is the index after the run of name-like words from i.
func (f finder) capitals(i int, titled bool) int {
	lex := f.a.rules.lexicon
	j := i
	if _, ok := f.entry(i, gazetteer.Demonym); ok {
		return i
	}
	for j < len(f.s.words) && j-i < 6 {
		w := f.word(j)
		switch {
		case isNameWord(w) || j > i && isCapital(w) && f.word(j+1) == "-" && f.touching(j+1) && f.touching(j+2):
			if j > i || titled {
				if e, ok := f.entry(j, gazetteer.StateName, gazetteer.Demonym, gazetteer.Organization, gazetteer.Body, gazetteer.Title); ok && (j > i || e.Words > 1) && !e.Ambiguous {
					return f.trim(i, j)
				}
			}
			j++
		case w == "-" && j > i && !strings.ContainsAny(f.word(j+1), "0123456789") && hasLetter(f.word(j+1)) && f.touching(j) && f.touching(j+1):
			j += 2
		case j > i && lex.In("particle", strings.ToLower(w)) && isNameWord(f.word(j+1)):
			j++
		case j > i && f.word(j+1) == "-" && lex.In("particle", strings.ToLower(w)):
			j += 2
		default:
			return f.trim(i, j)
		}
	}
	return f.trim(i, j)
}

// trim drops particles and hyphens from the end of a name.
func (f finder) trim(i, j int) int {
	for j > i && !isNameWord(f.word(j-1)) && f.word(j-2) != "-" {
		j--
	}
	return j
}

// touching says whether token i follows its predecessor without a blank.
func (f finder) touching(i int) bool {
	return i > 0 && i < len(f.s.tokens) && f.s.tokens[i].Start == f.s.tokens[i-1].End
}

func isCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// isNameWord says whether a word may be part of a name: capitalized, and an initial or not all in capitals.
func isNameWord(w string) bool {
	if !isCapital(w) {
		return len(w) > 3 && (strings.HasPrefix(w, "al-") || strings.HasPrefix(w, "el-")) && isCapital(w[3:])
	}
	if strings.HasSuffix(w, ".") && utf8.RuneCountInString(w) <= 3 {
		return true
	}
	letters, lower := 0, 0
	for _, r := range w {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsLower(r) {
			lower++
		}
		if unicode.IsDigit(r) {
			return false
		}
	}
	return letters > 1 && lower > 0 && !notNames[w]
}

// notNames are capitalized words that begin sentences or stand beside names without being part of them.
var notNames = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`The A An In On At By For From With After Before As But And Or If When While Since Until During Over Under
		He She It They We You I His Her Its Their Our My This That These Those There Here What Which Who Whom How Why Where Both Either Neither
		Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December
		Not No Yes However Meanwhile Earlier Later Also Then Now Today Yesterday Tomorrow According Despite Although Though Because So Such Some Many Most
		All Any Each Every Other Another More Less Last Next Speaking Asked Following Amid Among Between Against About Like Just Only Even Still Once Mr Mrs Ms
		Foreign Defence Defense Minister President Prime Secretary State Army Navy General Government Ministry Council Parliament Party War Peace Embassy`) {
		set[w] = true
	}
	return set
}()

func hasLetter(w string) bool {
	for _, r := range w {
		if unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
