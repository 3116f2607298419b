// Package transition is the arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and
// Satta 2011) with the root at the end of the buffer, and its dynamic oracle (Goldberg and
// Nivre 2013).
package transition

// Move is the shape of a transition, without its relation.
type Move int

// The moves. Left makes the buffer's first token the head of the stack's top, Right makes
// the token below the top its head; both pop the top.
const (
	Shift Move = iota
	Left
	Right
	Moves
)

// None stands for an absent token, head or relation.
const None = -1

// State is a configuration of the parser. Tokens are 0 to n-1; n is the artificial root.
type State struct {
	stack  []int32
	next   int32
	length int32
	arcs   []arc
}

type arc struct {
	head      int32
	relation  int32
	leftmost  int32 // the child attached last on the left: the farthest
	rightmost int32
	onStack   bool
}

// Reset makes the state the initial one of a sentence of n tokens, keeping its memory.
func (s *State) Reset(n int) {
	s.stack = s.stack[:0]
	s.next, s.length = 0, int32(n)
	s.arcs = s.arcs[:0]
	for range n + 1 {
		s.arcs = append(s.arcs, arc{head: None, relation: None, leftmost: None, rightmost: None})
	}
}

// Stack is the token at depth d of the stack, 0 being its top, or None.
func (s *State) Stack(d int) int {
	if d >= len(s.stack) {
		return None
	}
	return int(s.stack[len(s.stack)-1-d])
}

// Buffer is the first token of the buffer; it is the number of tokens when only the root is left.
func (s *State) Buffer() int { return int(s.next) }

// Leftmost is the leftmost child that token t has so far, or None; t may be None.
func (s *State) Leftmost(t int) int {
	if t < 0 {
		return None
	}
	return int(s.arcs[t].leftmost)
}

// Rightmost is the rightmost child that token t has so far, or None; t may be None.
func (s *State) Rightmost(t int) int {
	if t < 0 {
		return None
	}
	return int(s.arcs[t].rightmost)
}

// Head is the head that token t has so far, or None; the root's child has n.
func (s *State) Head(t int) int { return int(s.arcs[t].head) }

// Relation is the relation between token t and its head, or None; t may be None.
func (s *State) Relation(t int) int {
	if t < 0 {
		return None
	}
	return int(s.arcs[t].relation)
}

// Final says whether every token has its head.
func (s *State) Final() bool { return s.next == s.length && len(s.stack) == 0 }

// OnlyRoot says whether the only thing left is to make the last token on the stack the
// root's child.
func (s *State) OnlyRoot() bool { return s.next == s.length && len(s.stack) == 1 }

// Legal says whether move m leads to a tree with a single root. In every state that is not
// final some move is legal, and 2n moves end every sentence.
func (s *State) Legal(m Move) bool {
	switch m {
	case Shift:
		return s.next < s.length
	case Left:
		return len(s.stack) > 0 && s.next < s.length || s.OnlyRoot()
	default:
		return len(s.stack) > 1
	}
}

// Do makes a legal move; Shift ignores the relation.
func (s *State) Do(m Move, relation int) {
	if m == Shift {
		s.arcs[s.next].onStack = true
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	top := s.stack[len(s.stack)-1]
	s.stack = s.stack[:len(s.stack)-1]
	child := &s.arcs[top]
	child.onStack = false
	child.relation = int32(relation)
	if m == Left {
		child.head = s.next
		s.arcs[s.next].leftmost = top
		return
	}
	child.head = s.stack[len(s.stack)-1]
	s.arcs[child.head].rightmost = top
}
