package extract

import (
	"strings"

	"github.com/demarche/demarche/internal/lexicon"
)

// repair mends what the parser is known to get wrong in news: a finite verb between an actor and its object read as an
// attribute ("Washington imposed restrictions on Ankara"), and an active verb read as a participle ("Iranian forces
// struck Pakistan").
func (s *sentence) repair(lex *lexicon.Lexicon) {
	for v := range s.tree {
		s.parenthesis(v, lex)
		s.thatClause(v, lex)
		s.bareInfinitive(v, lex)
		if s.attributeVerb(v, lex) {
			s.promote(v)
		} else if h := s.perfect(v); h >= 0 {
			s.promote(v)
			s.absorb(h, v)
		} else if h := s.nounObject(v); h >= 0 {
			s.lift(h, v)
		} else if c := s.progressive(v); c >= 0 {
			s.promote(v)
			s.tree[v].XPOS = "VBG"
			s.tree[c].Head, s.tree[c].Deprel = v, "aux"
		} else if h := s.finiteConjunct(v); h >= 0 {
			s.tree[v].Head = h
		} else if n := s.infinitiveNoun(v, lex); n >= 0 {
			s.tree[v].Head, s.tree[v].Deprel = n, "acl"
		} else if s.gerund(v, lex) {
			s.tree[v].UPOS, s.tree[v].XPOS = "VERB", "VBG"
			if s.tree[v].Deprel != "root" {
				s.tree[v].Deprel = "advcl"
			}
			if s.tree[v+1].Head == s.tree[v].Head || s.tree[v+1].Head == v {
				s.tree[v+1].Head, s.tree[v+1].Deprel = v, "obj"
			}
		} else if s.hiddenNoun(v, lex) {
			s.tree[v].UPOS, s.tree[v].XPOS, s.tree[v].Deprel = "NOUN", "NNS", "obj"
			s.tree[v-1].Deprel = "compound"
		} else if s.hiddenVerb(v, lex) {
			s.reveal(v)
		} else if s.participleVerb(v) {
			s.predicate(v)
		}
	}
}

// attributeVerb says whether v is tagged a finite verb, or stands between an actor and a noun, and yet hangs before the
// noun as its attribute.
func (s *sentence) attributeVerb(v int, lex *lexicon.Lexicon) bool {
	t := s.tree[v]
	if t.Deprel != "amod" && t.Deprel != "compound" || t.Head <= v || v == 0 || s.units[v].mention != nil {
		return false
	}
	left := s.units[v-1].mention
	isActor := left != nil && left.kind != demonym && (len(left.refs) > 0 || left.kind == officeNominal)
	if t.UPOS != "VERB" {
		head := s.tree[t.Head].Deprel
		return isActor && lex.VerbLemma(s.units[v].form) != "" && (head == "root" || head == "ccomp") && !s.hasSubject(t.Head)
	}
	switch t.XPOS {
	case "VBD", "VBZ", "VBP":
		return isActor || s.tree[v-1].UPOS == "PRON" || s.tree[v-1].UPOS == "NOUN" || s.tree[v-1].UPOS == "PROPN" || s.tree[v-1].UPOS == "ADV"
	case "VBN":
		return isActor || s.tree[v-1].Deprel == "aux" && s.tree[v-1].Head == v // "it had summoned X's envoy"
	}
	return false
}

// perfect is the "have" before a participle that the parser read as an attribute of that verb's object: "had cut ties".
func (s *sentence) perfect(v int) int {
	t := s.tree[v]
	if t.XPOS != "VBN" && t.XPOS != "VBD" || t.Deprel != "amod" || t.Head <= v {
		return -1
	}
	h := s.tree[t.Head].Head
	if h < 0 || h >= v || v-h > 3 || s.tree[t.Head].Deprel != "obj" {
		return -1
	}
	switch lower(s.units[h].form) {
	case "have", "has", "had", "having", "'ve":
	default:
		return -1
	}
	for k := h + 1; k < v; k++ {
		if s.tree[k].UPOS != "ADV" && s.tree[k].UPOS != "PART" {
			return -1
		}
	}
	return h
}

// nounObject is the noun that the parser gave the object of the verb v, which it read as that object's attribute:
// "two countries severed ties"; -1 for none.
func (s *sentence) nounObject(v int) int {
	t := s.tree[v]
	if t.Deprel != "amod" || t.XPOS != "VBN" && t.XPOS != "VBD" || t.Head <= v || s.tree[t.Head].Deprel != "obj" {
		return -1
	}
	h := s.tree[t.Head].Head
	if h < 0 || h >= v || s.tree[h].UPOS != "NOUN" && s.tree[h].UPOS != "PROPN" {
		return -1
	}
	return h
}

// lift makes v the predicate, h its subject and the noun it modified its object.
func (s *sentence) lift(h, v int) {
	n := s.tree[v].Head
	s.tree[v].Head, s.tree[v].Deprel, s.tree[v].XPOS = s.tree[h].Head, s.tree[h].Deprel, "VBD"
	s.tree[h].Head, s.tree[h].Deprel = v, "nsubj"
	s.tree[n].Head = v
	for k := v + 1; k < len(s.tree); k++ {
		if s.tree[k].Head == h && k != n {
			s.tree[k].Head = v
		}
	}
}

// progressive is the copula before a participle that the parser read as an attribute: "is easing sanctions"; -1 for none.
func (s *sentence) progressive(v int) int {
	t := s.tree[v]
	adjective := t.XPOS == "JJ" && strings.HasSuffix(s.units[v].form, "ing")
	if t.XPOS != "VBG" && !adjective || t.Deprel != "amod" || t.Head <= v {
		return -1
	}
	for c := v - 1; c >= 0 && c >= v-3; c-- {
		if s.tree[c].Deprel == "cop" && s.tree[c].Head == t.Head {
			if w := lower(s.units[c].form); adjective && (s.tree[t.Head].XPOS != "NNS" || w != "is" && w != "was") {
				return -1 // "they are outstanding members", but "it is lifting sanctions"
			}
			return c
		}
		if s.tree[c].UPOS != "ADV" {
			break
		}
	}
	return -1
}

// finiteConjunct is the finite verb that the finite verb v really continues, where the parser coordinated v with an
// infinitive or participle below it: "agreed to meet and called for ..."; -1 where nothing is wrong.
func (s *sentence) finiteConjunct(v int) int {
	if s.tree[v].Deprel != "conj" {
		return -1
	}
	switch s.tree[v].XPOS {
	case "VBD", "VBZ":
	case "VBN":
		for k := range s.tree {
			if s.tree[k].Head == v && (s.tree[k].UPOS == "AUX" || s.tree[k].Deprel == "nsubj:pass") {
				return -1
			}
		}
		if h := s.tree[v].Head; s.tree[h].XPOS != "VB" && s.tree[h].XPOS != "VBG" && !(s.dependent(h, "aux:pass") && s.dependent(v, "obj")) {
			return -1
		}
	default:
		return -1
	}
	h := s.tree[v].Head
	for n := 0; h >= 0 && n < 8; n++ {
		switch x := s.tree[h].XPOS; {
		case x == "VBD" || x == "VBZ" || x == "VBP":
			if h == s.tree[v].Head {
				return -1
			}
			return h
		case x == "VBN" && s.dependent(h, "aux") && !s.dependent(h, "aux:pass") && h != s.tree[v].Head:
			return h // "has called ... and warned"
		case x == "VB" || x == "VBG" || x == "VBN" && s.dependent(h, "aux:pass"):
		default:
			return -1
		}
		h = s.tree[h].Head
	}
	return -1
}

// dependent says whether a token has a dependent of that relation, in the tree as it stands during repair.
func (s *sentence) dependent(h int, rel string) bool {
	for k := range s.tree {
		if s.tree[k].Head == h && s.tree[k].Deprel == rel {
			return true
		}
	}
	return false
}

// infinitiveNoun is the noun just before the infinitive v that governs it, "commitment to support", where the parser hung
// v elsewhere; -1 for none.
func (s *sentence) infinitiveNoun(v int, lex *lexicon.Lexicon) int {
	if v < 2 || s.tree[v].XPOS != "VB" || s.tree[v].Deprel != "advcl" && s.tree[v].Deprel != "xcomp" || lower(s.units[v-1].form) != "to" {
		return -1
	}
	n := v - 2
	if s.tree[n].UPOS != "NOUN" || !lex.In("infinitive_noun", lex.Lemma(s.units[n].form, "NOUN")) || s.tree[n].Head == v {
		return -1
	}
	return n
}

// absorb makes the verb v the predicate in place of its auxiliary h.
func (s *sentence) absorb(h, v int) {
	s.tree[v].Head, s.tree[v].Deprel, s.tree[v].XPOS = s.tree[h].Head, s.tree[h].Deprel, "VBN"
	for k := range s.tree {
		if s.tree[k].Head == h && k != v {
			s.tree[k].Head = v
		}
	}
	s.tree[h].Head, s.tree[h].Deprel, s.tree[h].UPOS = v, "aux", "AUX"
}

// hiddenVerb says whether v, tagged a plural noun after an actor, can only be a verb: "something Moscow denies".
func (s *sentence) hiddenVerb(v int, lex *lexicon.Lexicon) bool {
	if v == 0 || s.tree[v].XPOS != "NNS" || s.units[v].mention != nil {
		return false
	}
	left := s.units[v-1].mention
	return left != nil && left.kind != demonym && len(left.refs) > 0 && s.tree[v-1].Head == v &&
		lex.VerbLemma(s.units[v].form) != "" && lex.NounLemma(s.units[v].form) == ""
}

// gerund says whether v, tagged a noun after a comma and before an actor, is a participle: ", warning Tehran that".
func (s *sentence) gerund(v int, lex *lexicon.Lexicon) bool {
	if v == 0 || v+2 >= len(s.tree) || s.tree[v].UPOS != "NOUN" || s.units[v-1].form != "," || !strings.HasSuffix(s.units[v].form, "ing") {
		return false
	}
	next := s.units[v+1].mention
	return next != nil && next.kind != demonym && s.tree[v+2].XPOS != "POS" && lex.VerbLemma(s.units[v].form) != ""
}

// hiddenNoun says whether v, read as the verb of a clause, is what the verb two words before has for object: "denied US
// charges that".
func (s *sentence) hiddenNoun(v int, lex *lexicon.Lexicon) bool {
	h := s.tree[v].Head
	if v < 2 || v+1 >= len(s.tree) || h != v-2 || s.tree[v].XPOS != "VBZ" || s.tree[v].Deprel != "ccomp" || s.tree[v-1].Head != v || s.units[v-1].mention == nil {
		return false
	}
	l := lex.Lemma(s.units[h].form, "VERB")
	return lex.NounLemma(s.units[v].form) != "" && (l == "deny" || !lex.In("saying_verb", l))
}

// reveal makes v a verb with the actor before it as subject.
func (s *sentence) reveal(v int) {
	s.tree[v].UPOS, s.tree[v].XPOS = "VERB", "VBZ"
	s.tree[v-1].Deprel = "nsubj"
}

func (s *sentence) hasSubject(n int) bool {
	for k := range s.tree {
		if s.tree[k].Head == n && (s.tree[k].Deprel == "nsubj" || s.tree[k].Deprel == "cop") {
			return true
		}
	}
	return false
}

// promote makes v the predicate in place of the noun n that it modifies.
func (s *sentence) promote(v int) {
	n := s.tree[v].Head
	if s.tree[n].Head == v {
		return
	}
	s.tree[v].Head, s.tree[v].Deprel = s.tree[n].Head, s.tree[n].Deprel
	s.tree[v].UPOS, s.tree[v].XPOS = "VERB", "VBD"
	s.tree[n].Head, s.tree[n].Deprel = v, "obj"
	subject := -1
	for k := v - 1; k >= 0; k-- {
		if s.tree[k].Head != n && s.tree[k].Head != v {
			continue
		}
		up := s.tree[k].UPOS
		if subject < 0 && (up == "NOUN" || up == "PROPN" || up == "PRON" || s.units[k].mention != nil) && !s.units[k].when {
			subject = k
			s.tree[k].Head, s.tree[k].Deprel = v, "nsubj"
			continue
		}
		switch s.tree[k].Deprel {
		case "det", "amod", "compound", "nmod:poss", "nummod":
			if subject >= 0 {
				s.tree[k].Head = subject
				continue
			}
		}
		s.tree[k].Head = v
	}
	// What hung on the noun before the verb as a clause element now hangs on the verb.
	for k := range s.tree {
		if s.tree[k].Head == n && (k < v || s.tree[k].UPOS == "PUNCT" && k > n) {
			s.tree[k].Head = v
		}
	}
}

// participleVerb says whether v hangs as a reduced relative clause on an actor and yet has an object of its own, while
// that actor has no other predicate.
func (s *sentence) participleVerb(v int) bool {
	t := s.tree[v]
	if t.Deprel != "acl" || t.XPOS != "VBN" && t.XPOS != "VBD" || t.Head != v-1 || t.Head < 0 {
		return false
	}
	head := t.Head
	if s.units[head].mention == nil && s.tree[head].XPOS != "NNS" && s.tree[head].XPOS != "NNP" || s.tree[head].Deprel != "root" && s.tree[head].Deprel != "ccomp" && s.tree[head].Deprel != "parataxis" {
		return false
	}
	for k := range s.tree {
		if s.tree[k].Head == v && s.tree[k].Deprel == "obj" {
			return true
		}
	}
	return false
}

// predicate makes the participle v the predicate of the noun it hangs on.
func (s *sentence) predicate(v int) {
	n := s.tree[v].Head
	s.tree[v].Head, s.tree[v].Deprel, s.tree[v].XPOS = s.tree[n].Head, s.tree[n].Deprel, "VBD"
	s.tree[n].Head, s.tree[n].Deprel = v, "nsubj"
	for k := range s.tree {
		if s.tree[k].Head == n && k > v {
			s.tree[k].Head = v
		}
	}
}
