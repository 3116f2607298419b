// Package score compares the parser's trees with a treebank's. All tokens count, punctuation
// included, and relations are compared in full, subtypes included.
package score

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/syntax"
)

// Score holds counts of tokens; the figures are computed from them.
type Score struct {
	Sentences, Tokens int
	UPOSHits          int
	XPOSHits          int
	HeadHits          int // the head is right
	LabelHits         int // head and relation are right
	relations         map[string]*Relation
}

// Relation counts the tokens of one relation. A hit has the right head and relation.
type Relation struct {
	Name                  string
	Gold, Predicted, Hits int
}

// F1 is the harmonic mean of precision and recall, in percent; 0 where there is nothing to
// find.
func (r Relation) F1() float64 { return percent(2*r.Hits, r.Gold+r.Predicted) }

// UPOS, XPOS, UAS and LAS are the usual figures, in percent.
func (s *Score) UPOS() float64 { return percent(s.UPOSHits, s.Tokens) }

// XPOS is the part of the tokens with the right Penn Treebank tag, in percent.
func (s *Score) XPOS() float64 { return percent(s.XPOSHits, s.Tokens) }

// UAS is the part of the tokens with the right head, in percent.
func (s *Score) UAS() float64 { return percent(s.HeadHits, s.Tokens) }

// LAS is the part of the tokens with the right head and relation, in percent.
func (s *Score) LAS() float64 { return percent(s.LabelHits, s.Tokens) }

func percent(part, all int) float64 {
	if all == 0 {
		return 0
	}
	return 100 * float64(part) / float64(all)
}

// Add compares a parsed tree with the gold tree of the same words.
func (s *Score) Add(gold, parsed syntax.Tree) {
	if s.relations == nil {
		s.relations = make(map[string]*Relation)
	}
	s.Sentences++
	for i, g := range gold {
		p := parsed[i]
		s.Tokens++
		s.UPOSHits += one(g.UPOS == p.UPOS)
		s.XPOSHits += one(g.XPOS == p.XPOS)
		s.HeadHits += one(g.Head == p.Head)
		hit := one(g.Head == p.Head && g.Deprel == p.Deprel)
		s.LabelHits += hit
		s.relation(g.Deprel).Gold++
		s.relation(p.Deprel).Predicted++
		s.relation(g.Deprel).Hits += hit
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s *Score) relation(name string) *Relation {
	r := s.relations[name]
	if r == nil {
		r = &Relation{Name: name}
		s.relations[name] = r
	}
	return r
}

// Relation gives the counts of one relation.
func (s *Score) Relation(name string) Relation {
	if r := s.relations[name]; r != nil {
		return *r
	}
	return Relation{Name: name}
}

// Relations lists all relations that occur, the most frequent in the treebank first, equally
// frequent ones by name.
func (s *Score) Relations() []Relation {
	list := make([]Relation, 0, len(s.relations))
	for _, r := range s.relations {
		list = append(list, *r)
	}
	slices.SortFunc(list, func(a, b Relation) int {
		return cmp.Or(b.Gold-a.Gold, strings.Compare(a.Name, b.Name))
	})
	return list
}

// Words gives the forms of a tree's tokens, to parse anew.
func Words(tree syntax.Tree) []string {
	words := make([]string, len(tree))
	for i, token := range tree {
		words[i] = token.Form
	}
	return words
}
