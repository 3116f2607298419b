package extract

import "github.com/demarche/demarche/internal/lexicon"

// repairClauses mends subjects and predicates that the parser lost over what stands between them: a relative clause or
// a participle in commas ("Biden, whose visit ..., arrives", "the army, accused of ..., condemned"), a conjunction read
// as a preposition ("hours after A, B and C met").
func (s *sentence) repairClauses(lex *lexicon.Lexicon) {
	for v := range s.tree {
		switch t := s.tree[v]; {
		case t.Deprel == "vocative" && t.Head > v && s.units[v].mention != nil && s.units[v].quotation < 0:
			s.calledUpon(v)
		case t.UPOS == "VERB" && (t.XPOS == "VBD" || t.XPOS == "VBZ" || t.XPOS == "VBP") && !s.dependent(v, "nsubj") && !s.dependent(v, "nsubj:pass"):
			if n := s.clauseOf(v); n >= 0 {
				s.open(n, v)
			} else if n := s.compoundSubject(v); n >= 0 {
				s.tree[n].Deprel = "nsubj"
			}
		}
		s.beforeActor(v)
		if h := s.parallel(v); h >= 0 {
			s.tree[v].Head = h
		} else if h := s.besideInfinitive(v); h >= 0 {
			s.tree[v].Head = h
		} else if h := s.saidToo(v, lex); h >= 0 {
			s.tree[v].Head = h
		} else if h := s.tagged(v, lex); h >= 0 {
			s.tree[v].Head = h
		}
		if r := s.participleBefore(v); r >= 0 {
			s.trade(r, v)
		}
		if s.absolute(v) {
			s.tree[v].Head, s.tree[v].Deprel = v-1, "acl"
		}
		if s.participial(v) {
			s.govern(v, lex)
		}
	}
}

// calledUpon makes a subject of an actor before a comma whom the parser took to be spoken to.
func (s *sentence) calledUpon(v int) {
	h := s.tree[v].Head
	relative := v+2 < len(s.tree) && s.units[v+1].form == "," && isRelative(s.units[v+2].form)
	if !relative {
		for k := range s.tree {
			if s.tree[k].Head == h && s.tree[k].Deprel == "nsubj" {
				if s.units[k].mention != nil || s.tree[k].UPOS == "PRON" {
					return
				}
				s.tree[k].Head, s.tree[k].Deprel = v, "acl" // "Sweden, present in Pyongyang, is"
			}
		}
		s.tree[v].Deprel = "nsubj"
		return
	}
	for k := h + 1; k < len(s.tree); k++ {
		if t := s.tree[k]; t.Head == h && (t.Deprel == "conj" || t.Deprel == "parataxis") && finite(t.XPOS) && !s.dependent(k, "nsubj") && s.commaBefore(k) {
			s.tree[k].Head, s.tree[k].Deprel = s.tree[h].Head, s.tree[h].Deprel
			s.tree[h].Head, s.tree[h].Deprel = v, "acl:relcl"
			s.tree[v].Head, s.tree[v].Deprel = k, "nsubj"
			return
		}
	}
}

// commaBefore says whether only adverbs stand between the word at k and a comma before it.
func (s *sentence) commaBefore(k int) bool {
	for k--; k >= 0; k-- {
		if s.units[k].form == "," {
			return true
		}
		if s.tree[k].UPOS != "ADV" && !s.units[k].when {
			return false
		}
	}
	return false
}

func finite(xpos string) bool { return xpos == "VBD" || xpos == "VBZ" || xpos == "VBP" }

func isRelative(form string) bool {
	switch lower(form) {
	case "who", "which", "whose", "whom", "where":
		return true
	}
	return false
}

// clauseOf is the first of the actors just before the finite verb v that the parser took for the complement of a word
// like "after", which really begins the clause of v; -1 for none.
func (s *sentence) clauseOf(v int) int {
	k := v - 1
	for k >= 0 && (s.tree[k].UPOS == "ADV" || s.units[k].when) {
		k--
	}
	if k < 0 || s.units[k].mention == nil {
		return -1
	}
	for s.tree[k].Deprel == "conj" && s.tree[k].Head >= 0 && s.tree[k].Head < k && s.units[s.tree[k].Head].mention != nil {
		k = s.tree[k].Head
	}
	if d := s.tree[k].Deprel; d != "obl" && d != "nmod" || s.tree[k].Head == v {
		return -1
	}
	for c := range s.tree {
		if s.tree[c].Head == k && s.tree[c].Deprel == "case" && c < k {
			switch lower(s.units[c].form) {
			case "after", "before", "since", "until", "as", "while", "because", "though", "although":
				return k
			}
			return -1
		}
	}
	return -1
}

// open makes a clause of the preposition's complement n and the verb v.
func (s *sentence) open(n, v int) {
	s.tree[v].Head, s.tree[v].Deprel = s.tree[n].Head, "advcl"
	s.tree[n].Head, s.tree[n].Deprel = v, "nsubj"
	for c := range s.tree {
		if s.tree[c].Head == n && s.tree[c].Deprel == "case" && c < n {
			s.tree[c].Head, s.tree[c].Deprel = v, "mark"
		}
	}
}

// compoundSubject is the actor just before the verb v that the parser made a part of it: "Egypt backs"; -1 for none.
func (s *sentence) compoundSubject(v int) int {
	if v == 0 {
		return -1
	}
	m := s.units[v-1].mention
	if m == nil || m.kind == demonym || s.tree[v-1].Head != v || s.tree[v-1].Deprel != "compound" && s.tree[v-1].Deprel != "amod" && s.tree[v-1].Deprel != "nmod" {
		return -1
	}
	return v - 1
}

// parallel is the verb above with "has" or "have" that v, which has one too, really continues, where the parser
// coordinated v with a plain verb below it: "has insisted that ... is a threat and has rejected"; -1 for none.
func (s *sentence) parallel(v int) int {
	if s.tree[v].Deprel != "conj" || s.tree[v].XPOS != "VBN" || s.dependent(v, "nsubj") || s.dependent(v, "nsubj:pass") {
		return -1
	}
	own := s.perfectAux(v)
	h := s.tree[v].Head
	if own == "" || h < 0 || !finite(s.tree[h].XPOS) || s.perfectAux(h) != "" {
		return -1
	}
	for h = s.tree[h].Head; h >= 0; h = s.tree[h].Head {
		if s.tree[h].XPOS == "VBN" && s.perfectAux(h) == own {
			return h
		}
	}
	return -1
}

// besideInfinitive is the participle that the participle v stands beside, where the parser coordinated v with the
// infinitive below it: "vowing to fight on and rejecting the call"; -1 for none.
func (s *sentence) besideInfinitive(v int) int {
	h := s.tree[v].Head
	if s.tree[v].Deprel != "conj" || s.tree[v].XPOS != "VBG" || h < 0 || s.tree[h].XPOS != "VB" || s.tree[h].Deprel != "xcomp" {
		return -1
	}
	if up := s.tree[h].Head; up >= 0 && up < h && s.tree[up].XPOS == "VBG" {
		return up
	}
	return -1
}

// saidToo is what is said before the clause at v that the parser coordinated with the verb of saying itself: "says that A
// has attacked it and it has responded"; -1 for none. No comma stands before it, and its subject takes up what was said.
func (s *sentence) saidToo(v int, lex *lexicon.Lexicon) int {
	h := s.tree[v].Head
	if s.tree[v].Deprel != "conj" || h < 0 || h > v || !lex.In("saying_verb", lex.Lemma(s.units[h].form, "VERB")) || s.perfectAux(v) == "" || s.perfectAux(h) != "" {
		return -1
	}
	said, subject := -1, -1
	for k := h + 1; k < v; k++ {
		switch t := s.tree[k]; {
		case t.Head == h && t.Deprel == "ccomp":
			said = k
		case t.Head == v && t.Deprel == "cc" && s.units[k-1].form == ",":
			return -1
		case t.Head == v && t.Deprel == "nsubj" && t.UPOS == "PRON":
			subject = k
		}
	}
	if subject < 0 || said < 0 || s.perfectAux(said) != s.perfectAux(v) {
		return -1
	}
	return said
}

// tagged is the main clause, where the verb of saying at v closes the sentence and the parser hung it on a word of the
// clause: "A is lifting the ban on B and has asked for talks, C has announced."; -1 for none.
func (s *sentence) tagged(v int, lex *lexicon.Lexicon) int {
	h := s.tree[v].Head
	if s.tree[v].Deprel != "parataxis" || h < 0 || h > v || s.tree[h].Head < 0 || !lex.In("saying_verb", lex.Lemma(s.units[v].form, "VERB")) {
		return -1
	}
	for k := v + 1; k < len(s.tree); k++ {
		if s.tree[k].Deprel != "punct" && !s.units[k].when {
			return -1
		}
	}
	if s.tree[h].UPOS == "VERB" || s.units[h].quotation != s.units[v].quotation {
		return -1
	}
	for h >= 0 && s.tree[h].Head >= 0 {
		h = s.tree[h].Head
	}
	if h > v {
		return -1
	}
	return h
}

// perfectAux is the "has", "have" or "had" of the verb v in lower case; "" for none.
func (s *sentence) perfectAux(v int) string {
	for k := range v {
		if s.tree[k].Head == v && s.tree[k].Deprel == "aux" {
			switch w := lower(s.units[k].form); w {
			case "has", "have", "had":
				return w
			}
		}
	}
	return ""
}

// beforeActor makes the verb v, which the parser took after a comma for an attribute of the actor behind it, govern him:
// "X, joined by Y, praised Somalia".
func (s *sentence) beforeActor(v int) {
	t := s.tree[v]
	if v < 3 || t.XPOS != "VBN" && t.XPOS != "VBD" || t.Deprel != "amod" || t.Head != v+1 || s.units[v+1].mention == nil || s.units[v-1].form != "," {
		return
	}
	for r := v - 2; r > 0; r-- {
		if s.tree[r].XPOS == "VBN" && s.units[r-1].form == "," && s.tree[r].UPOS == "VERB" {
			s.tree[v].Head, s.tree[v].Deprel = r, "advcl"
			s.tree[v+1].Head, s.tree[v+1].Deprel = v, "obj"
			return
		}
	}
}

// participleBefore is the participle in commas after the subject that the parser made the predicate in place of v:
// "the army, accused of ..., condemned India"; -1 for none.
func (s *sentence) participleBefore(v int) int {
	t := s.tree[v]
	if t.UPOS != "VERB" || t.XPOS != "VBN" && t.XPOS != "VBD" || t.Deprel != "advcl" && t.Deprel != "conj" && t.Deprel != "parataxis" || t.Head < 2 || t.Head >= v ||
		!s.commaBefore(v) || !s.dependent(v, "obj") || s.dependent(v, "nsubj") || s.dependent(v, "mark") {
		return -1
	}
	r := t.Head
	if s.tree[r].XPOS != "VBN" || s.units[r-1].form != "," || s.dependent(r, "obj") || s.dependent(r, "aux") || s.dependent(r, "aux:pass") {
		return -1
	}
	for k := 0; k < r; k++ {
		if s.tree[k].Head == r && (s.tree[k].Deprel == "nsubj" || s.tree[k].Deprel == "nsubj:pass") {
			return r
		}
	}
	return -1
}

// absolute says whether the participle v tells what the actor before it does: "amid Pakistan asking", ", with X warning".
func (s *sentence) absolute(v int) bool {
	t := s.tree[v]
	if v < 2 || t.XPOS != "VBG" || t.Deprel != "acl" && t.Deprel != "advcl" || t.Head == v-1 || s.units[v-1].mention == nil || s.units[v-1].mention.kind == demonym {
		return false
	}
	switch lower(s.units[v-2].form) {
	case "of", "amid", "despite":
		return s.tree[v-2].Head == v-1
	case "with":
		return s.tree[v-2].Head == v-1 && (v == 2 || s.units[v-3].form == ",")
	}
	return false
}

// participial says whether v, read as an attribute of the noun after it, begins a participle clause: ", expressing concern".
func (s *sentence) participial(v int) bool {
	t := s.tree[v]
	return v > 1 && t.XPOS == "VBG" && t.Deprel == "amod" && t.Head == v+1 && s.units[v-1].form == "," && s.tree[t.Head].Deprel != "conj" && s.tree[t.Head].Head < v
}

// govern makes v the head of the noun that it modified, and both of the verb before.
func (s *sentence) govern(v int, lex *lexicon.Lexicon) {
	n := s.tree[v].Head
	h := v - 1
	for h >= 0 && (s.tree[h].UPOS != "VERB" || !finite(s.tree[h].XPOS)) {
		h--
	}
	if h < 0 || lex.VerbLemma(s.units[v].form) == "" {
		return
	}
	s.tree[v].Head, s.tree[v].Deprel, s.tree[v].UPOS = h, "advcl", "VERB"
	s.tree[n].Head, s.tree[n].Deprel = v, "obj"
}

// trade makes v the predicate and the participle r before it an attribute of their subject.
func (s *sentence) trade(r, v int) {
	s.tree[v].Head, s.tree[v].Deprel, s.tree[v].XPOS = s.tree[r].Head, s.tree[r].Deprel, "VBD"
	for k := 0; k < r; k++ {
		if s.tree[k].Head != r {
			continue
		}
		if d := s.tree[k].Deprel; d == "nsubj" || d == "nsubj:pass" {
			s.tree[r].Head, s.tree[r].Deprel = k, "acl"
			s.tree[k].Deprel = "nsubj"
		}
		s.tree[k].Head = v
	}
}

// repairLists mends what the parser hung on the wrong word: an enumeration after "among others", a name coordinated with
// a place or a day, the doer of a noun's deed hung on an active verb, the members that "including" names.
func (s *sentence) repairLists(lex *lexicon.Lexicon) {
	for k := range s.tree {
		switch t := s.tree[k]; {
		case t.Deprel == "conj" && s.unlike(k) >= 0:
			s.tree[k].Head = s.unlike(k)
		case t.Deprel == "obl" && s.calledSo(k, lex):
			s.tree[k].Deprel = "obj"
			for c := t.Head + 1; c < k; c++ {
				if s.tree[c].Head == k && s.tree[c].UPOS != "DET" {
					s.tree[c].Head = t.Head
				}
			}
		case t.Deprel == "obl" && (s.units[k].form == "others" || s.units[k].form == "things"):
			s.others(k)
		case t.Deprel == "obl:agent":
			if n := s.deedBefore(k); n >= 0 {
				s.tree[k].Head, s.tree[k].Deprel = n, "nmod"
			}
		case t.Deprel == "nmod" || t.Deprel == "obl":
			if n := s.collective(k, lex); n >= 0 {
				s.tree[k].Head, s.tree[k].Deprel = n, "nmod"
			}
		}
	}
}

// calledSo says whether the plural noun k is what a verb's subject calls something, not what he calls it: "dismissed as
// baseless reports that".
func (s *sentence) calledSo(k int, lex *lexicon.Lexicon) bool {
	v := s.tree[k].Head
	if v < 0 || k < v+3 || lower(s.units[v+1].form) != "as" || s.tree[v+2].UPOS != "ADJ" || s.tree[k].XPOS != "NNS" || s.dependent(v, "obj") || s.dependent(v, "aux:pass") {
		return false
	}
	return s.tree[v].UPOS == "VERB" && finite(s.tree[v].XPOS) && s.tree[v+2].Head == k && lex.VerbLemma(s.units[v].form) != ""
}

// unlike is the earlier person that the person k is really coordinated with, where the parser joined him to a place or a
// day: "with Netanyahu in Jerusalem and President Abbas in Ramallah"; -1 for none.
func (s *sentence) unlike(k int) int {
	m, h := s.units[k].mention, s.tree[k].Head
	if m == nil || m.kind != personName || h < 1 || h >= k || !s.units[h].when && (s.units[h].mention == nil || s.units[h].mention.kind != stateName) {
		return -1
	}
	for u := h - 1; u >= 0 && u >= h-4; u-- {
		if s.tree[u].UPOS == "VERB" || s.tree[u].UPOS == "PUNCT" {
			return -1
		}
		if x := s.units[u].mention; x != nil {
			if x.kind == personName {
				return u
			}
			return -1
		}
	}
	return -1
}

// others makes the list after "sanctioned, among others," the object of the verb.
func (s *sentence) others(k int) {
	v := s.tree[k].Head
	if k < 2 || k+2 >= len(s.tree) || lower(s.units[k-1].form) != "among" || s.units[k+1].form != "," || v < 0 || v > k || s.tree[v].UPOS != "VERB" || s.dependent(v, "obj") {
		return
	}
	first := -1
	for c := k + 1; c < len(s.tree); c++ {
		if s.tree[c].Head != k || s.tree[c].Deprel != "appos" && s.tree[c].Deprel != "conj" {
			continue
		}
		if first < 0 {
			first = c
			s.tree[c].Head, s.tree[c].Deprel = v, "obj"
			continue
		}
		s.tree[c].Head, s.tree[c].Deprel = first, "conj"
	}
}

// deedBefore is the noun just before "by" whose doer k is, where the parser hung k on an active verb with a subject and an
// object of its own: "dismissed criticism by Cuba"; -1 for none.
func (s *sentence) deedBefore(k int) int {
	v := s.tree[k].Head
	if v < 0 || v > k || s.dependent(v, "aux:pass") || s.dependent(v, "nsubj:pass") || !s.dependent(v, "nsubj") || !s.dependent(v, "obj") {
		return -1
	}
	for c := k - 1; c > v+1; c-- {
		if s.tree[c].Head == k && s.tree[c].Deprel == "case" && lower(s.units[c].form) == "by" {
			if s.tree[c-1].UPOS == "NOUN" {
				return c - 1
			}
			return -1
		}
	}
	return -1
}

// collective is the plural noun whose members "including" names, where the parser hung the first of them on a place in
// between: "countries in Latin America, including Cuba"; -1 for none.
func (s *sentence) collective(k int, lex *lexicon.Lexicon) int {
	h := s.tree[k].Head
	if h < 0 || h > k || s.units[k].mention == nil {
		return -1
	}
	including := false
	for c := h + 1; c < k; c++ {
		w := lower(s.units[c].form)
		including = including || s.tree[c].Head == k && s.tree[c].Deprel == "case" && (w == "including" || w == "such")
	}
	if !including {
		return -1
	}
	for n := 0; h >= 0 && n < 3; h, n = s.tree[h].Head, n+1 {
		if s.tree[h].XPOS == "NNS" && isCollective(lex.Lemma(s.units[h].form, "NOUN")) {
			return h
		}
		if s.tree[h].Deprel != "nmod" && s.tree[h].Deprel != "obl" && s.tree[h].Deprel != "compound" {
			break
		}
	}
	return -1
}
