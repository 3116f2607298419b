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
	if m == Shift {
		return g.shiftCost(s)
	}
	top, next := s.Stack(0), s.Buffer()
	cost := g.childrenFrom(top, next)
	head := g.heads[top]
	switch {
	case head == int(s.length): // within reach only of the bottom of the stack
		if m == Left && len(s.stack) == 1 && head != next {
			cost++
		}
	case m == Left:
		if head > next || head == s.Stack(1) {
			cost++
		}
	default:
		if head >= next {
			cost++
		}
	}
	return cost
}

func (g *Gold) shiftCost(s *State) int {
	next, cost := s.Buffer(), 0
	for _, child := range g.children[next] {
		if s.arcs[child].onStack {
			cost++
		}
	}
	head := g.heads[next]
	if head < next && head != s.Stack(0) && s.arcs[head].onStack || head == int(s.length) && len(s.stack) > 0 {
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
