package extract

import "github.com/demarche/demarche/internal/lexicon"

// parenthesis mends a verb of saying at v that parts a subject from its predicate, and to which the parser gave that
// subject: "Russia, the minister said, has attacked Georgia".
func (s *sentence) parenthesis(v int, lex *lexicon.Lexicon) {
	if t := s.tree[v]; t.XPOS != "VBD" && t.XPOS != "VBZ" || v < 3 || !lex.In("saying_verb", lex.Lemma(s.units[v].form, "VERB")) {
		return
	}
	subject, speaker := -1, -1
	for k := 0; k < v; k++ {
		if s.tree[k].Head != v {
			continue
		}
		switch s.tree[k].Deprel {
		case "nsubj", "vocative", "dislocated":
			subject, speaker = speaker, k
		}
	}
	if subject < 0 || s.units[subject].mention == nil || s.units[subject+1].form != "," {
		return
	}
	p := s.predicateAfter(v)
	if p < 0 {
		return
	}
	s.tree[speaker].Deprel = "nsubj"
	s.tree[subject].Head, s.tree[subject].Deprel = p, "nsubj"
	if s.dependent(p, "aux:pass") {
		s.tree[subject].Deprel = "nsubj:pass"
	}
	if s.tree[p].Head == v {
		s.tree[p].Head, s.tree[p].Deprel = s.tree[v].Head, s.tree[v].Deprel
		s.tree[v].Head, s.tree[v].Deprel = p, "parataxis"
	}
}

// predicateAfter is the verb after the parenthesis of the verb of saying v that lacks a subject; -1 for none.
func (s *sentence) predicateAfter(v int) int {
	comma := v + 1
	for comma < len(s.units) && comma < v+6 && s.units[comma].form != "," {
		comma++
	}
	for p := comma + 1; p < len(s.units) && p < comma+5; p++ {
		if s.isVerb(p) {
			if joined := s.tree[p].Head == v && s.tree[p].Deprel == "ccomp" || s.tree[v].Head == p && s.tree[v].Deprel == "parataxis"; joined && !s.hasSubject(p) {
				return p
			}
			return -1
		}
	}
	return -1
}

// thatClause mends a clause that tells what the noun before it says, and which the parser took for a relative clause with
// "that" as object beside its own: "reports that it had attacked Armenia".
func (s *sentence) thatClause(v int, lex *lexicon.Lexicon) {
	if s.tree[v].Deprel != "acl:relcl" || s.tree[v].Head < 0 {
		return
	}
	h := s.tree[v].Head
	that := h + 1
	if that >= v || lower(s.units[that].form) != "that" || s.tree[that].Head != v || s.tree[that].Deprel != "obj" {
		return
	}
	if noun := lex.Lemma(s.units[h].form, "NOUN"); !lex.In("claim_noun", noun) && !lex.In("evidence_noun", noun) && !lex.In("accusation", noun) {
		return
	}
	for k := v + 1; k < len(s.tree); k++ {
		if s.tree[k].Head == v && (s.tree[k].Deprel == "obj" || s.tree[k].Deprel == "iobj") {
			s.tree[k].Deprel, s.tree[v].Deprel = "obj", "acl"
			s.tree[that].Deprel, s.tree[that].UPOS = "mark", "SCONJ"
			return
		}
	}
}

// bareInfinitive mends an infinitive after a noun that the parser took for a noun with the actor after it as a part of its
// name: "calls to sanction Belarus".
func (s *sentence) bareInfinitive(v int, lex *lexicon.Lexicon) {
	if v < 2 || v+1 >= len(s.tree) || s.tree[v].UPOS != "NOUN" || s.tree[v].Deprel != "nmod" || s.units[v].mention != nil {
		return
	}
	to, name := v-1, v+1
	form := lower(s.units[v].form)
	if s.units[to].form != "to" || s.tree[to].Head != v || s.units[name].mention == nil || s.tree[name].Head != v || s.tree[name].Deprel != "flat" || lex.VerbLemma(form) != form {
		return
	}
	s.tree[v].UPOS, s.tree[v].XPOS, s.tree[v].Deprel = "VERB", "VB", "acl"
	s.tree[to].UPOS, s.tree[to].XPOS, s.tree[to].Deprel = "PART", "TO", "mark"
	s.tree[name].Deprel = "obj"
}
