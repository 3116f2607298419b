package train

import (
	"slices"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/transition"
)

// sentence is a tree of the treebank in numbers.
type sentence struct {
	ids       []features.Ids
	tags      []int
	relations []int // of every token to its head; None for the root
	gold      *transition.Gold
}

// batch is some sentences, the longest first, whose tokens are the rows of its matrices,
// and the memory for those.
type batch struct {
	sentences []*sentence
	starts    []int // first row of each sentence
	rows      int
	longest   int

	slab []float32
	used int
}

// reset makes the batch one of the given sentences, which it sorts, and frees all matrices.
func (b *batch) reset(sentences []*sentence) {
	slices.SortStableFunc(sentences, func(x, y *sentence) int { return len(y.ids) - len(x.ids) })
	b.sentences, b.starts, b.rows, b.used = sentences, b.starts[:0], 0, 0
	for _, s := range sentences {
		b.starts = append(b.starts, b.rows)
		b.rows += len(s.ids)
	}
	b.longest = len(sentences[0].ids)
}

// active is the number of sentences that have more than step tokens.
func (b *batch) active(step int) int {
	n := len(b.sentences)
	for n > 0 && len(b.sentences[n-1].ids) <= step {
		n--
	}
	return n
}

// matrix gives a matrix of zeros with rows rounded up to fours.
func (b *batch) matrix(rows, cols int) matrix {
	n := fours(rows) * cols
	if b.used+n > len(b.slab) {
		b.slab, b.used = make([]float32, max(2*len(b.slab), n, 1<<22)), 0
	}
	data := b.slab[b.used:][:n:n]
	b.used += n
	clear(data)
	return matrix{rows: rows, cols: cols, data: data}
}

// numbers turns a tree into numbers.
func numbers(tree syntax.Tree, words *features.Vocabulary, tags map[[2]string]int, relations map[string]int) *sentence {
	s := &sentence{}
	heads := make([]int, len(tree))
	for i, token := range tree {
		s.ids = append(s.ids, words.Ids(token.Form))
		s.tags = append(s.tags, tags[[2]string{token.UPOS, token.XPOS}])
		heads[i] = token.Head
		relation := transition.None
		if token.Head < 0 {
			heads[i] = len(tree)
		} else {
			relation = relations[token.Deprel]
		}
		s.relations = append(s.relations, relation)
	}
	s.gold = transition.NewGold(heads)
	return s
}
