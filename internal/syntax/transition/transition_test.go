package transition

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// projective draws the heads of a random projective tree with one root.
func projective(t *rapid.T, n int) []int {
	heads := make([]int, n)
	var build func(from, to, head int)
	build = func(from, to, head int) {
		if from >= to {
			return
		}
		// The children of head on one side: the span is cut into subtrees.
		end := rapid.IntRange(from+1, to).Draw(t, "end")
		top := rapid.IntRange(from, end-1).Draw(t, "top")
		heads[top] = head
		build(from, top, top)
		build(top+1, end, top)
		build(end, to, head)
	}
	root := rapid.IntRange(0, n-1).Draw(t, "root")
	heads[root] = n
	build(0, root, root)
	build(root+1, n, root)
	return heads
}

func clone(s *State) *State {
	c := *s
	c.stack, c.arcs = slices.Clone(s.stack), slices.Clone(s.arcs)
	return &c
}

// reachable is the highest number of gold arcs in any tree that can be reached.
func reachable(s *State, heads []int) int {
	if s.Final() {
		n := 0
		for t, head := range heads {
			if s.Head(t) == head {
				n++
			}
		}
		return n
	}
	most := 0
	for m := Shift; m < Moves; m++ {
		if s.Legal(m) {
			next := clone(s)
			next.Do(m, 0)
			most = max(most, reachable(next, heads))
		}
	}
	return most
}

func TestCostIsTheArcsThatAreLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 6).Draw(t, "n")
		heads := projective(t, n)
		gold := NewGold(heads)
		var s State
		s.Reset(n)
		for !s.Final() {
			before := reachable(&s, heads)
			var legal []Move
			for m := Shift; m < Moves; m++ {
				if !s.Legal(m) {
					continue
				}
				legal = append(legal, m)
				next := clone(&s)
				next.Do(m, 0)
				if got, want := gold.Cost(&s, m), before-reachable(next, heads); got != want {
					t.Fatalf("heads %v, stack %v, next %d: move %d costs %d, want %d", heads, s.stack, s.next, m, got, want)
				}
			}
			s.Do(rapid.SampledFrom(legal).Draw(t, "move"), 0)
		}
	})
}

func TestAnyMovesGiveOneRoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "n")
		var s State
		s.Reset(n)
		moves := 0
		for ; !s.Final(); moves++ {
			var legal []Move
			for m := Shift; m < Moves; m++ {
				if s.Legal(m) {
					legal = append(legal, m)
				}
			}
			if len(legal) == 0 {
				t.Fatalf("no legal move: stack %v, next %d", s.stack, s.next)
			}
			s.Do(rapid.SampledFrom(legal).Draw(t, "move"), 0)
		}
		if moves != 2*n {
			t.Errorf("%d moves for %d tokens", moves, n)
		}
		roots := 0
		for i := range n {
			if s.Head(i) == n {
				roots++
			}
			steps := 0
			for j := i; j != n; j = s.Head(j) {
				if steps++; steps > n {
					t.Fatalf("a cycle through token %d", i)
				}
			}
		}
		if roots != 1 {
			t.Errorf("%d roots", roots)
		}
	})
}

func TestView(t *testing.T) {
	var s State
	s.Reset(5)
	s.Do(Shift, 0)
	s.Do(Left, 7) // 1 -> 0
	s.Do(Shift, 0)
	s.Do(Shift, 0)
	s.Do(Right, 8) // 1 -> 2
	s.Do(Shift, 0)
	s.Do(Left, 9) // 4 -> 3
	want := View{
		Tokens:    [Slots]int{None, None, 1, 4, 2, 3},
		Relations: [ArcSlots]int{7, 8, None, None, 9},
	}
	if got := s.View(); got != want {
		t.Errorf("view %+v, want %+v", got, want)
	}
}
