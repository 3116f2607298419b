package transition

// Slots is the number of tokens of a state that a classifier sees, ArcSlots the number of
// arcs whose relation it sees.
const (
	Slots    = 6
	ArcSlots = 5
)

// View is what a classifier sees of a state.
type View struct {
	Tokens    [Slots]int    // None where there is none; the number of tokens for the root
	Relations [ArcSlots]int // None where there is no such arc
}

// View gives the three topmost tokens of the stack, from the third to the top, the buffer's
// first, the top's rightmost child and the buffer's leftmost; and the relations of the
// outermost children of the two topmost tokens and of the buffer's leftmost child.
func (s *State) View() View {
	top, second, next := s.Stack(0), s.Stack(1), s.Buffer()
	topRight, nextLeft := s.Rightmost(top), s.Leftmost(next)
	return View{
		Tokens: [Slots]int{s.Stack(2), second, top, next, topRight, nextLeft},
		Relations: [ArcSlots]int{
			s.Relation(s.Leftmost(top)),
			s.Relation(topRight),
			s.Relation(s.Leftmost(second)),
			s.Relation(s.Rightmost(second)),
			s.Relation(nextLeft),
		},
	}
}
