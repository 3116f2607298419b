package extract

import (
	"github.com/demarche/demarche/internal/syntax"
)

// maxOpen is how many sentences lie open at a time. Rules look back a few sentences, and most documents are shorter.
const maxOpen = 256

// window holds what lies open, and what the packed sentences have in common: words, tags and relations come again and
// again, and are kept once for the document.
type window struct {
	open     []*sentence // a ring once it is full
	oldest   int
	last     bool // nothing is read again: a sentence is given up once it is read
	strings  table[string]
	grammars table[grammar]
	places   []packedUnit // not yet given to a sentence
}

// grammar is what a word is in its sentence.
type grammar struct {
	upos, xpos, deprel string
	when               bool
}

// read yields the sentences in text order, each open. One that maxOpen others were opened after is closed again: a long
// document holds its trees packed, an eighth of their size, but for those around the place that is read.
func (a *analysis) read(yield func(*sentence) bool) {
	for _, s := range a.sentences {
		if s.parsed == nil {
			a.open(s)
		}
		if !yield(s) {
			return
		}
	}
}

// open makes the words of a sentence ready, and its tree once it is parsed.
func (a *analysis) open(s *sentence) {
	w := &a.window
	room := &parsed{}
	switch {
	case a.trace != nil: // the account of the document is given in the end
	case len(w.open) < maxOpen:
		w.open = append(w.open, s)
	default:
		old := w.open[w.oldest]
		room = old.parsed
		w.close(old)
		if w.last && old.index < s.index {
			a.sentences[old.index] = nil
		}
		w.open[w.oldest] = s
		w.oldest = (w.oldest + 1) % maxOpen
	}
	s.parsed = room
	s.spread()
	w.unpack(s)
}

// spread fills in the words.
func (s *sentence) spread() {
	s.words = resize(s.words, len(s.tokens))
	for i, t := range s.tokens {
		s.words[i] = t.Text
	}
}

// resize gives a slice of n elements, in the same memory where that is enough.
func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}

// packedUnit is a unit with its node of the tree. A sentence has at most maxTokens of them.
type packedUnit struct {
	form, lemma, grammar uint32 // in the tables of the window
	quotation            int32
	first, last          uint8
	head                 uint8  // noHead for the root
	mention              uint16 // 1 + its index in the sentence, 0 for none
}

const noHead = 255

var _ [noHead - maxTokens]struct{} // indices of tokens fit

// close packs a sentence. Its memory is used again: nobody may keep a slice of it.
func (w *window) close(s *sentence) {
	if s.packed == nil {
		s.packed = w.place(len(s.units))
	}
	place := make(map[*mention]uint16, len(s.mentions))
	for i, m := range s.mentions {
		place[m] = uint16(i + 1)
	}
	for i, u := range s.units {
		t := s.tree[i]
		p := packedUnit{
			form: w.strings.index(u.form), lemma: w.strings.index(s.lemmas[i]), grammar: w.grammars.index(grammar{t.UPOS, t.XPOS, t.Deprel, u.when}),
			quotation: int32(u.quotation), first: uint8(u.first), last: uint8(u.last), head: noHead, mention: place[u.mention],
		}
		if t.Head >= 0 {
			p.head = uint8(t.Head)
		}
		s.packed[i] = p
	}
	s.parsed = nil
}

// place is where the units of one more sentence go; nil for none.
func (w *window) place(n int) []packedUnit {
	if n == 0 {
		return nil
	}
	if len(w.places) < n {
		w.places = make([]packedUnit, 4096)
	}
	at := w.places[:n:n]
	w.places = w.places[n:]
	return at
}

// unpack fills in what was packed, nothing before the sentence is parsed.
func (w *window) unpack(s *sentence) {
	n := len(s.packed)
	s.units, s.tree, s.lemmas = resize(s.units, n), resize(s.tree, n), resize(s.lemmas, n)
	for i, p := range s.packed {
		g := w.grammars.list[p.grammar]
		u := unit{first: int(p.first), last: int(p.last), form: w.strings.list[p.form], when: g.when, quotation: int(p.quotation)}
		if p.mention > 0 {
			u.mention = s.mentions[p.mention-1]
		}
		head := int(p.head)
		if p.head == noHead {
			head = -1
		}
		s.units[i], s.lemmas[i] = u, w.strings.list[p.lemma]
		s.tree[i] = syntax.Token{Form: u.form, UPOS: g.upos, XPOS: g.xpos, Deprel: g.deprel, Head: head}
	}
	s.link()
}

// table numbers values, each once.
type table[T comparable] struct {
	list   []T
	places map[T]uint32
}

func (t *table[T]) index(v T) uint32 {
	i, ok := t.places[v]
	if !ok {
		if t.places == nil {
			t.places = map[T]uint32{}
		}
		i = uint32(len(t.list))
		t.list, t.places[v] = append(t.list, v), i
	}
	return i
}
