package transition

// Gold is the tree to be reached.
type Gold struct {
	heads    []int
	children [][]int
}

// NewGold prepares a tree given by the head of every token; the root's head is the number
// of tokens.
func NewGold(heads []int) *Gold {
	g := &Gold{heads: heads, children: make([][]int, len(heads)+1)}
	for child, head := range heads {
		g.children[head] = append(g.children[head], child)
	}
	return g
}

// Head is the gold head of token t.
func (g *Gold) Head(t int) int { return g.heads[t] }

// Cost is the number of gold arcs that can still be reached in state s but not after the
// legal move m. It is exact for projective trees.
func (g *Gold) Cost(s *State, m Move) int {
	switch m {
	case Shift:
		return g.shiftCost(s)
	case Left:
		top, next := s.Stack(0), s.Buffer()
		cost := g.childrenFrom(top, next)
		if head := g.heads[top]; head > next || head == s.Stack(1) {
			cost++
		}
		return cost
	default:
		top, next := s.Stack(0), s.Buffer()
		cost := g.childrenFrom(top, next)
		if g.heads[top] >= next {
			cost++
		}
		return cost
	}
}

func (g *Gold) shiftCost(s *State) int {
	next, cost := s.Buffer(), 0
	for _, child := range g.children[next] {
		if s.arcs[child].onStack {
			cost++
		}
	}
	if head := g.heads[next]; head < next && head != s.Stack(0) && s.arcs[head].onStack {
		cost++
	}
	return cost
}

// childrenFrom counts the gold children of token t at or after position from.
func (g *Gold) childrenFrom(t, from int) int {
	n := 0
	for _, child := range g.children[t] {
		if child >= from {
			n++
		}
	}
	return n
}
