package syntax

// Token is one word of a sentence and its place in the tree.
type Token struct {
	Form   string // the word as it was given
	UPOS   string // universal part of speech: NOUN, PROPN, VERB, AUX ...
	XPOS   string // Penn Treebank tag: NN, NNP, VBD, VBN ...
	Deprel string // full UD relation to the head: "nsubj:pass", "obl", "root" ...
	Head   int    // index of the head in the tree; -1 for the root
}

// Tree is a parsed sentence: its tokens in text order. Every tree that Parse returns is
// either empty or has exactly one root from which every token is reached.
type Tree []Token

// Root is the index of the token without a head, -1 in an empty tree.
func (t Tree) Root() int {
	for i := range t {
		if t[i].Head < 0 {
			return i
		}
	}
	return -1
}

// Children yields the direct dependents of token i in text order.
func (t Tree) Children(i int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for c := range t {
			if t[c].Head == i && !yield(c) {
				return
			}
		}
	}
}

// Child is the first dependent of token i, in text order, whose relation is one of rels:
// compared in full, so that "nsubj" does not match "nsubj:pass". It is -1 where there is none.
func (t Tree) Child(i int, rels ...string) int {
	for c := range t {
		if t[c].Head != i {
			continue
		}
		for _, rel := range rels {
			if t[c].Deprel == rel {
				return c
			}
		}
	}
	return -1
}

// Dominates says whether token i is token j or one of its ancestors.
func (t Tree) Dominates(i, j int) bool {
	for steps := 0; j >= 0 && steps <= len(t); steps++ {
		if i == j {
			return true
		}
		j = t[j].Head
	}
	return false
}

// Subtree appends to dst the indices of token i and all its descendants in text order, and
// returns it.
func (t Tree) Subtree(i int, dst []int) []int {
	for j := range t {
		if t.Dominates(i, j) {
			dst = append(dst, j)
		}
	}
	return dst
}

// Span gives the first and last index of the subtree of token i, both inclusive. The trees
// that Parse returns are projective: every token between them belongs to the subtree.
func (t Tree) Span(i int) (first, last int) {
	first, last = i, i
	for j := range t {
		if (j < first || j > last) && t.Dominates(i, j) {
			first, last = min(first, j), max(last, j)
		}
	}
	return first, last
}

// Depth is the number of arcs between token i and the root.
func (t Tree) Depth(i int) int {
	depth := 0
	for i = t[i].Head; i >= 0 && depth < len(t); i = t[i].Head {
		depth++
	}
	return depth
}
