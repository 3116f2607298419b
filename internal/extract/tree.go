package extract

import (
	"slices"
	"strings"
)

// This file asks questions about one sentence's tree. Units are named by their index; -1 is none.

func (s *sentence) rel(u int) string {
	r, _, _ := strings.Cut(s.tree[u].Deprel, ":")
	return r
}

func (s *sentence) is(u int, rels ...string) bool {
	for _, r := range rels {
		if s.tree[u].Deprel == r {
			return true
		}
	}
	return false
}

// child is the first dependent with one of the full relations.
func (s *sentence) child(u int, rels ...string) int {
	for _, k := range s.kids[u] {
		if s.is(k, rels...) {
			return k
		}
	}
	return -1
}

func (s *sentence) head(u int) int { return s.tree[u].Head }

func (s *sentence) isVerb(u int) bool { return s.tree[u].UPOS == "VERB" }

func (s *sentence) isNominal(u int) bool {
	switch s.tree[u].UPOS {
	case "NOUN", "PROPN", "PRON", "NUM", "SYM":
		return true
	}
	return s.units[u].mention != nil || s.is(u, "obj", "nsubj", "nsubj:pass", "obl", "nmod", "nmod:poss", "iobj")
}

// preposition is the case marker of a nominal, words of one marker joined by blanks: "according to"; "" for none.
func (s *sentence) preposition(u int) string {
	var b strings.Builder
	for _, k := range s.kids[u] {
		if k < u && s.is(k, "case") && s.tree[k].XPOS != "POS" {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.ToLower(s.units[k].form))
			for _, f := range s.kids[k] {
				if s.is(f, "fixed", "case") {
					b.WriteByte(' ')
					b.WriteString(strings.ToLower(s.units[f].form))
				}
			}
		}
	}
	return b.String()
}

// followedBy says whether a dependent after u has that case marker: "seizure of".
func (s *sentence) followedBy(u int, preposition string) bool {
	for _, k := range s.kids[u] {
		if k > u && s.preposition(k) == preposition {
			return true
		}
	}
	return false
}

// conjuncts returns u and the nominals coordinated with it, in text order, over nested coordination.
func (s *sentence) conjuncts(u int) []int {
	all := []int{u}
	for i := 0; i < len(all) && len(all) < 40; i++ {
		for _, k := range s.kids[all[i]] {
			switch {
			case s.is(k, "conj") && s.isNominal(k) && s.preposition(k) == s.prepositionOrNone(u, k):
				all = append(all, k)
			case s.is(k, "appos") && s.listed(all[i], k):
				all = append(all, k)
			}
		}
	}
	return all
}

// listed says whether an "apposition" is really the next item of a list: two different states or two named persons.
func (s *sentence) listed(u, k int) bool {
	x, y := s.units[u].mention, s.units[k].mention
	return x != nil && y != nil && x.kind == y.kind && (x.kind == stateName || x.kind == organization || x.kind == personName || x.kind == demonym) &&
		len(x.refs) == 1 && len(y.refs) == 1 && x.refs[0].ID != y.refs[0].ID
}

// prepositionOrNone is the marker that a conjunct may repeat: "with A and with B".
func (s *sentence) prepositionOrNone(first, conjunct int) string {
	if p := s.preposition(conjunct); p != "" && p == s.preposition(first) {
		return p
	}
	return ""
}

// chainHead is the first conjunct of the coordination that u belongs to.
func (s *sentence) chainHead(u int) int {
	for s.is(u, "conj") && s.head(u) >= 0 {
		u = s.head(u)
	}
	return u
}

// end is the last unit of u's subtree that is no trailing punctuation, following only dependents that keep accepts.
func (s *sentence) end(u int, keep func(int) bool) int {
	last := u
	stack := []int{u}
	for len(stack) > 0 {
		x := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		last = max(last, x)
		for _, k := range s.kids[x] {
			if s.tree[k].UPOS != "PUNCT" && keep(k) {
				stack = append(stack, k)
			}
		}
	}
	return last
}

// clause climbs from a trigger to the verb (or predicate) of the clause it stands in.
func (s *sentence) clause(u int) int {
	for s.head(u) >= 0 {
		switch s.rel(u) {
		case "ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj", "root":
			return u
		case "conj":
			if s.isVerb(u) {
				return u
			}
		}
		u = s.head(u)
	}
	return u
}

// passive says whether a verb is in the passive: "was condemned", "condemned by X".
func (s *sentence) passive(u int) bool {
	if s.child(u, "aux:pass", "nsubj:pass") >= 0 {
		return true
	}
	if s.tree[u].XPOS != "VBN" {
		return false
	}
	for _, k := range s.kids[u] { // "to have recognised"
		if w := strings.ToLower(s.units[k].form); s.is(k, "aux") && (w == "have" || w == "has" || w == "had" || w == "having") {
			return false
		}
	}
	if s.is(u, "acl", "amod") {
		return true
	}
	return s.child(u, "aux", "nsubj") < 0 && !s.is(u, "root", "conj")
}

// negated says whether a word carries a negation of its own.
func (s *sentence) negated(u int) bool {
	for _, k := range s.kids[u] {
		switch strings.ToLower(s.units[k].form) {
		case "longer":
			for _, g := range s.kids[k] {
				if strings.EqualFold(s.units[g].form, "no") {
					return true
				}
			}
		case "not", "n't", "never", "no", "neither", "nor", "without", "hardly", "scarcely", "barely":
			if s.is(k, "advmod", "det", "cc:preconj", "cc", "mark", "case") && !s.merely(k) {
				return true
			}
		case "almost", "nearly":
			if s.isVerb(u) && s.is(k, "advmod") {
				return true
			}
		case "once", "way", "time", "circumstance", "circumstances", "account": // "not once", "in no way", "at no time"
			if s.is(k, "advmod", "obl", "nmod") && slices.ContainsFunc(s.kids[k], func(g int) bool {
				w := strings.ToLower(s.units[g].form)
				return w == "no" || w == "not"
			}) {
				return true
			}
		case "rather", "instead":
			if s.is(k, "cc", "case", "mark") {
				return true // "rather than"
			}
		}
	}
	return false
}

// merely says whether the negation at k denies only that it is all: "not only condemned", "not until Tuesday".
func (s *sentence) merely(k int) bool {
	if k+1 >= len(s.units) {
		return false
	}
	switch lower(s.words[s.units[k+1].first]) {
	case "only", "merely", "just", "simply", "solely", "until":
		return lower(s.units[k].form) == "not" || lower(s.units[k].form) == "n't"
	}
	return false
}

// particle returns the verb's particle, "" for none.
func (s *sentence) particle(u int) string {
	if k := s.child(u, "compound:prt"); k >= 0 {
		return strings.ToLower(s.units[k].form)
	}
	if u+1 < len(s.units) {
		switch w := strings.ToLower(s.units[u+1].form); w {
		case "out", "down", "back", "through", "over", "up", "off", "together", "in", "aside", "forward", "home", "go", "highly", "positively", "favourably":
			return w
		}
	}
	return ""
}

// prefixed is the name joined to a participle by a hyphen, "Qatari-mediated", -1 for none.
func (s *sentence) prefixed(u int) int {
	if u < 2 || s.units[u-1].form != "-" || s.units[u-2].mention == nil || s.tree[u].XPOS != "VBN" {
		return -1
	}
	return u - 2
}

// conditioned says whether u stands in a clause that is itself a condition: "if X fails to accept".
func (s *sentence) conditioned(u int) bool {
	for v, n := u, 0; v >= 0 && n < 4; v, n = s.head(v), n+1 {
		if m := s.child(v, "mark"); m >= 0 && (lower(s.units[m].form) == "if" || lower(s.units[m].form) == "unless") {
			return true
		}
	}
	return false
}
