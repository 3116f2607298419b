package extract

import (
	"strings"

	"github.com/demarche/demarche/internal/lexicon"
	"github.com/demarche/demarche/internal/syntax"
)

// parse parses the units. A tag that names the speaker, ", the ministry said on Monday", is parsed by itself and hung on
// the rest as parataxis: the rest is then the plain clause that the parser knows best.
func (s *sentence) parse(p *syntax.Parser, lex *lexicon.Lexicon) {
	from, to, verb := s.tag(lex)
	if from < 0 {
		s.tree = p.Parse(s.forms(0, len(s.units)))
		return
	}
	content := p.Parse(append(s.forms(0, from), s.forms(to, len(s.units))...))
	tag := p.Parse(s.forms(from, to))
	if len(content) == 0 || len(tag) == 0 {
		s.tree = p.Parse(s.forms(0, len(s.units)))
		return
	}
	place := func(i int) int { // of a content token in the sentence
		if i >= from {
			return i + to - from
		}
		return i
	}
	s.tree = make(syntax.Tree, len(s.units))
	for i, t := range content {
		if t.Head >= 0 {
			t.Head = place(t.Head)
		}
		s.tree[place(i)] = t
	}
	for i, t := range tag {
		if t.Head >= 0 {
			t.Head += from
		}
		s.tree[from+i] = t
	}
	s.hang(verb, from, to, place(content.Root()))
}

// hang makes the tag's verb its root and a parataxis of the content, and the nominal beside it its subject.
func (s *sentence) hang(verb, from, to, root int) {
	old := -1
	for i := from; i < to; i++ {
		if s.tree[i].Head < 0 {
			old = i
		}
	}
	if old != verb {
		s.tree[old].Head, s.tree[old].Deprel = verb, "nsubj"
	}
	s.tree[verb].Head, s.tree[verb].Deprel, s.tree[verb].UPOS = root, "parataxis", "VERB"
	if s.tree[verb].XPOS != "VBD" && s.tree[verb].XPOS != "VBZ" && s.tree[verb].XPOS != "VBP" {
		s.tree[verb].XPOS = "VBD"
	}
	for _, k := range []int{verb - 1, verb + 1} {
		if k >= from && k < to && s.units[k].mention != nil && s.tree[k].Deprel != "nmod" && s.tree[k].Deprel != "obl" {
			s.tree[k].Head, s.tree[k].Deprel = verb, "nsubj"
			return
		}
	}
}

func (s *sentence) forms(from, to int) []string {
	words := make([]string, 0, to-from)
	for _, u := range s.units[from:to] {
		words = append(words, u.form)
	}
	return words
}

// tag finds ", X said on Monday" after a clause, with the comma before it: the units [from, to) and the verb; from is -1
// for none.
func (s *sentence) tag(lex *lexicon.Lexicon) (from, to, verb int) {
	for i := 3; i+1 < len(s.units); i++ {
		if s.units[i].form != "," {
			continue
		}
		verb := s.tagVerb(i+1, lex)
		if verb < 0 {
			continue
		}
		end := verb + 1
		if verb == i+1 {
			end++ // "said X"
		}
		for end < len(s.units) && !endsTag(s.units[end].form) {
			if s.units[end].mention == nil && !s.units[end].when && s.isClause(end, lex) {
				end = -1
				break
			}
			end++
		}
		if end > 0 && end-verb <= 14 && (end < len(s.units) || i > 3) {
			return i, end, verb
		}
	}
	return -1, 0, 0
}

func endsTag(form string) bool {
	switch form {
	case ",", ".", ";", ":", "!", "?", "-":
		return true
	}
	return false
}

// isClause says whether a word after a verb of saying shows that content follows and the words are no mere tag.
func (s *sentence) isClause(i int, lex *lexicon.Lexicon) bool {
	w := strings.ToLower(s.units[i].form)
	switch w {
	case "that", "he", "she", "it", "they", "there", "was", "were", "is", "are", "had", "has", "have", "would", "will", "could", "should", "may", "might", "must", "to", "as", "how", "what", "who", "if", "whether":
		return true
	}
	v := lex.VerbLemma(w)
	return v != "" && v != w && lex.NounLemma(w) == "" && !strings.HasSuffix(w, "ing")
}

// tagVerb is the verb of saying of a tag that begins at i: after a short nominal or before a name; -1 for none.
func (s *sentence) tagVerb(i int, lex *lexicon.Lexicon) int {
	says := func(u int) bool {
		if u >= len(s.units) || s.units[u].mention != nil {
			return false
		}
		w := strings.ToLower(s.units[u].form)
		v := lex.VerbLemma(w)
		return v != w && lex.In("saying_verb", v) && !strings.HasSuffix(w, "ing") && lex.NounLemma(w) == ""
	}
	if says(i) {
		if i+1 < len(s.units) && s.units[i+1].mention != nil && s.units[i+1].mention.kind != demonym {
			return i
		}
		return -1
	}
	for u := i; u < i+7 && u < len(s.units); u++ {
		if says(u) && u > i {
			return u
		}
		w := strings.ToLower(s.units[u].form)
		if (w == "has" || w == "have" || w == "had") && u > i && says(u+1) {
			return u + 1
		}
		if endsTag(w) || w == "and" || w == "who" || w == "which" || w == "that" || w == "but" || w == "while" || w == "as" || w == "when" || w == "after" {
			return -1
		}
		if m := s.units[u].mention; m == nil && s.isClause(u, lex) && w != "he" && w != "she" && w != "they" && w != "it" {
			return -1
		}
	}
	return -1
}

// joinLists coordinates "A, B and C", actors of one kind, where the parser took the list apart.
func (s *sentence) joinLists() {
	for i := 0; i < len(s.units); i++ {
		list := s.list(i)
		if len(list) < 3 {
			continue
		}
		inside := func(h int) bool { return h >= list[0] && h <= list[len(list)-1] }
		head := list[0]
		for _, k := range list {
			if !inside(s.tree[k].Head) && s.tree[k].Deprel != "vocative" && s.tree[k].Deprel != "dislocated" && s.tree[k].Deprel != "parataxis" {
				head = k
				break
			}
		}
		outer, rel := s.tree[head].Head, s.tree[head].Deprel
		if inside(outer) {
			continue
		}
		s.tree[list[0]].Head, s.tree[list[0]].Deprel = outer, rel
		for _, k := range list[1:] {
			s.tree[k].Head, s.tree[k].Deprel = list[0], "conj"
		}
		i = list[len(list)-1]
	}
}

// list are the units of an enumeration that begins at i.
func (s *sentence) list(i int) []int {
	m := s.units[i].mention
	if m == nil || m.kind != stateName && m.kind != personName && m.kind != organization {
		return nil
	}
	out := []int{i}
	for k := i + 1; k+1 < len(s.units); {
		w := s.units[k].form
		last := w == "and"
		if w == "," && s.units[k+1].form == "and" {
			if last, k = true, k+1; k+1 == len(s.units) {
				return nil
			}
		} else if w != "," && w != "and" {
			return nil
		}
		next := s.units[k+1].mention
		if next == nil || next.kind != m.kind {
			return nil
		}
		out = append(out, k+1)
		if last {
			return out
		}
		k += 2
	}
	return nil
}
