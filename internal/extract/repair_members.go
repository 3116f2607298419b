package extract

import "github.com/demarche/demarche/internal/lexicon"

// repairMembers mends "the two states - Egypt and Jordan - criticised": the names between the dashes or commas are the
// members of the plural noun before them, and the verb behind them is its predicate.
func (s *sentence) repairMembers(lex *lexicon.Lexicon) {
	for i := 2; i+2 < len(s.tree); i++ {
		list := s.enclosed(i)
		if list == nil {
			continue
		}
		last := list[len(list)-1]
		if n := s.namesOf(i, lex); n >= 0 {
			s.tree[i].Head, s.tree[i].Deprel = n, "appos"
			for _, k := range list[1:] {
				s.tree[k].Head, s.tree[k].Deprel = i, "conj"
			}
			s.resume(n, last+2)
		}
		i = last
	}
}

// enclosed are the units of a list of two names or more that begins at i and stands between dashes or commas; nil for none.
func (s *sentence) enclosed(i int) []int {
	m := s.units[i].mention
	if m == nil || m.kind != stateName && m.kind != personName || isDash(s.units[i-1].form) == (s.units[i-1].form == ",") {
		return nil
	}
	list := []int{i}
	k := i + 1
	for ; k+1 < len(s.units); k += 2 {
		if s.units[k].form == "," && s.units[k+1].form == "and" {
			k++
		}
		if next := s.units[k+1].mention; s.units[k].form != "and" && s.units[k].form != "," || next == nil || next.kind != m.kind {
			break
		}
		list = append(list, k+1)
	}
	if k >= len(s.units) || len(list) < 2 || isDash(s.units[k].form) != isDash(s.units[i-1].form) || !isDash(s.units[k].form) && s.units[k].form != "," {
		return nil
	}
	return list
}

func isDash(form string) bool { return form == "-" || form == "--" || form == "–" || form == "—" }

// namesOf is the plural noun for states or leaders whose members are named from i on: just before a comma, before a dash
// wherever it stands in the clause; -1 for none.
func (s *sentence) namesOf(i int, lex *lexicon.Lexicon) int {
	for n := i - 2; n >= 0; n-- {
		if s.tree[n].XPOS == "NNS" && isCollective(lex.Lemma(s.units[n].form, "NOUN")) {
			return n
		}
		if s.units[i-1].form == "," || s.tree[n].UPOS == "VERB" && finite(s.tree[n].XPOS) {
			return -1
		}
	}
	return -1
}

// resume makes the verb that follows the members from v on the predicate of the noun n, where the parser left n without one.
func (s *sentence) resume(n, v int) {
	if s.tree[n].Head >= 0 {
		return
	}
	for v < len(s.tree) && (s.tree[v].UPOS == "ADV" || s.tree[v].Deprel == "advmod") {
		v++
	}
	if v >= len(s.tree) || s.tree[v].UPOS != "VERB" || s.tree[v].XPOS != "VBN" && s.tree[v].XPOS != "VBD" {
		return
	}
	if o := s.tree[v].Head; s.tree[v].Deprel == "amod" && o > v {
		s.tree[o].Head, s.tree[o].Deprel = v, "obj"
	}
	s.tree[v].Head, s.tree[v].Deprel, s.tree[v].XPOS = -1, "root", "VBD"
	s.tree[n].Head, s.tree[n].Deprel = v, "nsubj"
	for k := v + 1; k < len(s.tree); k++ {
		if s.tree[k].Head == n {
			s.tree[k].Head = v
		}
	}
}
