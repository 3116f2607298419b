package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract/dates"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/text"
)

// maxTokens is the longest parse window. Longer sentences are cut, at a mark of punctuation where there is one.
const maxTokens = 160

// cutSentences makes the parse windows of the document.
func cutSentences(a *analysis) {
	a.text = text.Split(a.doc.Text, bodyOffset(a.doc.Text))
	if l := a.text.Language; l != "" && l != "en" {
		a.notes = append(a.notes, "no statements: the text is in "+languageName(l)+", and the rules read English only")
		return
	}
	for i := range a.text.Sentences {
		src := &a.text.Sentences[i]
		if src.Table {
			continue
		}
		tokens := src.Tokens[src.Lead:]
		if src.Lead == 0 {
			tokens = tokens[a.gluedDateline(tokens):]
		}
		for len(tokens) > 0 {
			n := len(tokens)
			if n > maxTokens {
				n = cutPoint(tokens)
			}
			a.sentences = append(a.sentences, &sentence{index: len(a.sentences), source: src, tokens: tokens[:n]})
			tokens = tokens[n:]
		}
	}
}

// gluedDateline is the number of tokens of a dateline that lost its dash, "MOSCOW Russian troops", "DUBAI/WASHINGTON Iran".
func (a *analysis) gluedDateline(tokens []text.Token) int {
	n := 0
	for n < len(tokens) {
		var words []string
		for _, t := range tokens[n:min(len(tokens), n+3)] {
			words = append(words, t.Text)
		}
		place := 0
		for _, e := range a.rules.gaz.Longest(words) {
			if (e.Class == gazetteer.Capital || e.Class == gazetteer.Metonym) && len(words[0]) > 2 && strings.ToUpper(strings.Join(words[:e.Words], "")) == strings.Join(words[:e.Words], "") {
				place = e.Words
			}
		}
		if place == 0 {
			break
		}
		n += place
		if n < len(tokens) && tokens[n].Text == "/" {
			n++
		}
	}
	if n == 0 || n+2 >= len(tokens) || !isCapital(tokens[n].Text) || strings.ToUpper(tokens[n].Text) == tokens[n].Text {
		return 0
	}
	return n
}

// languageName is the English name of a language, the code itself for one not listed.
func languageName(code string) string {
	if name, ok := languages[code]; ok {
		return name
	}
	return "a language with the code " + code
}

var languages = map[string]string{"fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "ru": "Russian",
	"uk": "Ukrainian", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "tr": "Turkish", "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "pl": "Polish"}

func cutPoint(tokens []text.Token) int {
	for n := maxTokens; n > maxTokens/2; n-- {
		switch tokens[n-1].Text {
		case ",", ";", ":", "-":
			return n
		}
	}
	return maxTokens
}

// bodyOffset is where the text after the header lines begins; 0 where there is no header.
func bodyOffset(doc string) int {
	offset := 0
	for rest := strings.TrimPrefix(doc, "\ufeff"); ; {
		line, after, found := strings.Cut(rest, "\n")
		trimmed := strings.TrimSpace(line)
		if trimmed == "" && offset > 0 {
			return offset + len(line)
		}
		key, _, isHeader := strings.Cut(trimmed, ":")
		if !isHeader || !slices.Contains(headerKeys, strings.ToLower(key)) {
			return offset
		}
		offset = len(doc) - len(after)
		if !found {
			return offset
		}
		rest = after
	}
}

var headerKeys = []string{"title", "source", "url", "published", "publisher", "date", "author", "language"}

// parseSentences folds names into single words, so that the parser sees plain short sentences, and parses them.
func parseSentences(a *analysis) {
	for s := range a.read {
		s.fold(a)
		s.parse(a.rules.parser, a.rules.lexicon)
		s.joinLists()
		s.repair(a.rules.lexicon)
		s.repairClauses(a.rules.lexicon)
		s.repairLists(a.rules.lexicon)
		s.repairMembers(a.rules.lexicon)
		s.link()
		s.lemmas = resize(s.lemmas, len(s.tree))
		for i := range s.tree {
			form := s.units[i].form
			if m := s.units[i].mention; m != nil {
				form = s.words[m.head]
			}
			if s.units[i].when {
				form = "today"
			}
			s.lemmas[i] = a.rules.lexicon.Lemma(form, s.tree[i].UPOS)
		}
	}
}

// link lists the dependents of each word in text order.
func (p *parsed) link() {
	n := len(p.tree)
	p.kids, p.links = resize(p.kids, n), resize(p.links, 2*n)
	counts, all := p.links[:n], p.links[n:]
	clear(counts)
	for _, t := range p.tree {
		if t.Head >= 0 {
			counts[t.Head]++
		}
	}
	for u, n := range counts {
		p.kids[u], all = all[:0:n], all[n:]
	}
	for u, t := range p.tree {
		if t.Head >= 0 {
			p.kids[t.Head] = append(p.kids[t.Head], u)
		}
	}
}

// fold makes the units of a sentence.
func (s *sentence) fold(a *analysis) {
	byFirst := map[int]*mention{}
	for _, m := range s.mentions {
		byFirst[m.first] = m
	}
	quotation := a.quotationAt()
	s.findDates(a)
	when := map[int]int{}
	for _, e := range s.dates {
		if e.Kind != dates.Attribute {
			when[e.First] = e.Last
		}
	}
	for i := 0; i < len(s.tokens); {
		m := byFirst[i]
		if m == nil && i+1 < len(s.tokens) && (s.words[i] == "the" || s.words[i] == "The") && byFirst[i+1].takesArticle() {
			// The "the" of a name is part of the word that stands in for it.
			m = byFirst[i+1]
			s.units = append(s.units, unit{first: i, last: m.last, mention: m, form: s.standIn(m), quotation: quotation(s.tokens[i].Start)})
			i = m.last + 1
			continue
		}
		if end := when[i]; end > i && m == nil {
			s.units = append(s.units, unit{first: i, last: end - 1, when: true, form: "today", quotation: quotation(s.tokens[i].Start)})
			i = end
			continue
		}
		if end := s.sum(i); end > i && m == nil {
			s.units = append(s.units, unit{first: i, last: end - 1, form: "money", quotation: quotation(s.tokens[i].Start)})
			i = end
			continue
		}
		if end := s.heads(i); end > i && m == nil {
			s.units = append(s.units, unit{first: i, last: end - 1, form: "leaders", quotation: quotation(s.tokens[i].Start)})
			i = end
			continue
		}
		u := unit{first: i, last: i, mention: m, form: s.words[i], quotation: quotation(s.tokens[i].Start)}
		if m != nil {
			u.last = m.last
			u.form = s.standIn(m)
			s.units = append(s.units, u)
			i = m.last + 1
			continue
		}
		if s.dash(i) {
			u.form = "--" // a hyphen would join the words beside it
		}
		if n := s.aside(i); n > 0 {
			i += n
			continue
		}
		s.units = append(s.units, u)
		i++
	}
}

// findDates reads the time expressions, those that count from another day from one that the sentence before tells.
func (s *sentence) findDates(a *analysis) {
	var told diplo.Date
	if s.index > 0 {
		for _, e := range a.sentences[s.index-1].dates {
			if e.Kind == dates.When && e.Occurred.Since == e.Occurred.Until {
				told = e.Occurred.Since
			}
		}
	}
	if s.dates = dates.Find(s.tokens, a.doc.Published, told, nil); len(s.dates) > 0 {
		s.ahead = dates.Find(s.tokens, a.doc.Published, told, func(int) bool { return true })
	}
}

// heads is the index after "heads of state" at i, i itself where other words stand.
func (s *sentence) heads(i int) int {
	if !strings.EqualFold(s.words[i], "heads") || i+2 >= len(s.words) || s.words[i+1] != "of" {
		return i
	}
	if w := strings.ToLower(s.words[i+2]); w != "state" && w != "government" {
		return i
	}
	return i + 3
}

// sum is the index after an amount of money at i, i itself if there is none: "$20m", "€1.5 billion", "300 million euros".
func (s *sentence) sum(i int) int {
	currency := func(j int) bool {
		if j >= len(s.words) {
			return false
		}
		switch strings.ToLower(s.words[j]) {
		case "$", "€", "£", "¥", "us$", "euro", "euros", "dollars", "dollar", "pounds", "yen", "yuan", "rubles", "roubles", "usd", "eur":
			return true
		}
		return false
	}
	number := func(j int) bool {
		return j < len(s.words) && s.words[j] != "" && (s.words[j][0] >= '0' && s.words[j][0] <= '9')
	}
	j := i
	marked := false
	if currency(j) {
		marked, j = true, j+1
	}
	if !number(j) {
		return i
	}
	j++
	if j < len(s.words) {
		switch strings.ToLower(s.words[j]) {
		case "m", "bn", "mn", "million", "billion", "trillion", "k":
			j++
		}
	}
	if currency(j) {
		marked, j = true, j+1
	}
	if !marked {
		return i
	}
	return j
}

// dash says whether the hyphen at i stands between blanks.
func (s *sentence) dash(i int) bool {
	return s.words[i] == "-" && i > 0 && i+1 < len(s.tokens) && s.tokens[i-1].End < s.tokens[i].Start && s.tokens[i].End < s.tokens[i+1].Start
}

// aside is the number of tokens at i that are left out of the parse: a quotation mark, a short parenthesis.
func (s *sentence) aside(i int) int {
	switch s.words[i] {
	case "\"":
		return 1
	case "'":
		if i > 0 && strings.HasSuffix(s.words[i-1], "s") && s.tokens[i].Start == s.tokens[i-1].End && !(i+1 < len(s.words) && len(s.words[i+1]) == 1) {
			return 0 // a possessive
		}
		return 1
	case "dead":
		if i > 0 && s.words[i-1] == "shot" {
			return 1
		}
	case "in", "with":
		for n := 2; n <= 6 && i+n < len(s.words); n++ { // "in the strongest possible terms"
			if n >= 3 && (s.words[i+n] == "terms" || s.words[i+n] == "firmness" || s.words[i+n] == "force" && s.words[i+1] == "all") {
				return n + 1
			}
			if s.words[i+n] == "," || s.words[i+n] == "." {
				break
			}
		}
	case "(", "[":
		closing := map[string]string{"(": ")", "[": "]"}[s.words[i]]
		for n := 1; n <= 14 && i+n < len(s.words); n++ {
			if s.words[i+n] == closing {
				return n + 1
			}
		}
	}
	return 0
}

// takesArticle says whether "the" before a mention is part of the name.
func (m *mention) takesArticle() bool {
	if m == nil {
		return false
	}
	switch m.kind {
	case stateName, organization, outletName, stateBody, personName:
		return true
	case officeNominal:
		return m.office != nil && !m.office.plural()
	}
	return false
}

// standIn is the word that the parser sees for a mention: of the same kind, and common in its training text.
func (s *sentence) standIn(m *mention) string {
	single := m.first == m.last
	det := m.first > 0 && isDeterminer(s.words[m.first-1]) && !strings.EqualFold(s.words[m.first-1], "the")
	switch m.kind {
	case personName:
		return "Bush"
	case officeNominal:
		if m.office != nil && m.office.plural() {
			return "ministers"
		}
		if m.first > 0 && strings.EqualFold(s.words[m.first-1], "the") {
			return "Bush"
		}
		return "minister"
	case stateBody:
		if det {
			if strings.HasSuffix(s.words[m.head], "s") {
				return "forces"
			}
			return "government"
		}
		if !single && strings.HasSuffix(s.words[m.head], "s") && s.words[m.head] != "forces" || s.words[m.head] == "forces" {
			return "forces"
		}
		return "Congress"
	case demonym:
		if !single {
			return "Iraqi"
		}
	case stateName:
		if !single {
			return "Iraq"
		}
	case organization:
		if !single {
			return "Congress"
		}
	case outletName:
		if !single {
			return "CNN"
		}
	case conflictName:
		if !single {
			return "war"
		}
	}
	return s.words[m.head]
}

func isDeterminer(w string) bool {
	switch strings.ToLower(w) {
	case "the", "a", "an", "its", "their", "his", "her", "our", "this", "that":
		return true
	}
	return false
}

// quotationAt returns a function that gives the quotation that holds an offset, -1 for none; offsets must not decrease.
func (a *analysis) quotationAt() func(int) int {
	next := -1
	return func(offset int) int {
		if next < 0 {
			next = sort.Search(len(a.text.Quotations), func(i int) bool { return a.text.Quotations[i].End > offset })
		}
		for next < len(a.text.Quotations) && a.text.Quotations[next].End <= offset {
			next++
		}
		if next < len(a.text.Quotations) && a.text.Quotations[next].Start <= offset {
			return next
		}
		return -1
	}
}
