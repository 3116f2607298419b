package syntax

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// small is "The old envoy arrived in Oslo".
func small() Tree {
	return Tree{
		{Form: "The", UPOS: "DET", XPOS: "DT", Deprel: "det", Head: 2},
		{Form: "old", UPOS: "ADJ", XPOS: "JJ", Deprel: "amod", Head: 2},
		{Form: "envoy", UPOS: "NOUN", XPOS: "NN", Deprel: "nsubj", Head: 3},
		{Form: "arrived", UPOS: "VERB", XPOS: "VBD", Deprel: "root", Head: -1},
		{Form: "in", UPOS: "ADP", XPOS: "IN", Deprel: "case", Head: 5},
		{Form: "Oslo", UPOS: "PROPN", XPOS: "NNP", Deprel: "obl", Head: 3},
	}
}

func TestTree(t *testing.T) {
	tree := small()
	if got := tree.Root(); got != 3 {
		t.Errorf("root %d, want 3", got)
	}
	if got := (Tree{}).Root(); got != -1 {
		t.Errorf("root of the empty tree %d, want -1", got)
	}
	if diff := cmp.Diff([]int{2, 5}, slices.Collect(tree.Children(3))); diff != "" {
		t.Errorf("children: want (-), got (+):\n%s", diff)
	}
	for range tree.Children(3) {
		break // stopping early must not go on
	}
	if diff := cmp.Diff([]int{9, 0, 1, 2}, tree.Subtree(2, []int{9})); diff != "" {
		t.Errorf("subtree: want (-), got (+):\n%s", diff)
	}
	if first, last := tree.Span(5); first != 4 || last != 5 {
		t.Errorf("span %d to %d, want 4 to 5", first, last)
	}
	if first, last := tree.Span(3); first != 0 || last != 5 {
		t.Errorf("span %d to %d, want 0 to 5", first, last)
	}
	if got := tree.Depth(0); got != 2 {
		t.Errorf("depth %d, want 2", got)
	}
}

func TestChild(t *testing.T) {
	tree := small()
	tests := []struct {
		token int
		rels  []string
		want  int
	}{
		{3, []string{"nsubj"}, 2},
		{3, []string{"obj", "obl"}, 5},
		{3, []string{"nsubj:pass"}, -1},
		{2, []string{"obl"}, -1},
		{3, nil, -1},
	}
	for _, test := range tests {
		if got := tree.Child(test.token, test.rels...); got != test.want {
			t.Errorf("child %v of %d is %d, want %d", test.rels, test.token, got, test.want)
		}
	}
}

func TestDominates(t *testing.T) {
	tree := small()
	for _, test := range []struct {
		above, below int
		want         bool
	}{{3, 0, true}, {2, 2, true}, {2, 3, false}, {5, 0, false}} {
		if got := tree.Dominates(test.above, test.below); got != test.want {
			t.Errorf("%d dominates %d: %v", test.above, test.below, got)
		}
	}
	loop := Tree{{Head: 1}, {Head: 0}}
	if loop.Dominates(5, 0) || loop.Depth(0) > 2 {
		t.Error("a cycle must end")
	}
}
