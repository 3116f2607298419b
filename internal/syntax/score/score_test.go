package score

import (
	"testing"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/google/go-cmp/cmp"
)

func TestScore(t *testing.T) {
	gold := syntax.Tree{
		{Form: "Envoys", UPOS: "NOUN", XPOS: "NNS", Deprel: "nsubj:pass", Head: 2},
		{Form: "were", UPOS: "AUX", XPOS: "VBD", Deprel: "aux:pass", Head: 2},
		{Form: "recalled", UPOS: "VERB", XPOS: "VBN", Deprel: "root", Head: -1},
		{Form: ".", UPOS: "PUNCT", XPOS: ".", Deprel: "punct", Head: 2},
	}
	parsed := append(syntax.Tree(nil), gold...)
	parsed[0].Deprel = "nsubj" // a wrong subtype is wrong
	parsed[1].UPOS = "VERB"
	parsed[3].Head = 1
	var s Score
	s.Add(gold, parsed)
	s.Add(gold, gold)

	got := map[string]float64{
		"UPOS": s.UPOS(), "XPOS": s.XPOS(), "UAS": s.UAS(), "LAS": s.LAS(),
		"nsubj:pass": s.Relation("nsubj:pass").F1(), "nsubj": s.Relation("nsubj").F1(), "obl": s.Relation("obl").F1(),
	}
	want := map[string]float64{
		"UPOS": 87.5, "XPOS": 100, "UAS": 87.5, "LAS": 75,
		"nsubj:pass": 200.0 / 3, "nsubj": 0, "obl": 0,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
	if first := s.Relations()[0].Name; first != "aux:pass" {
		t.Errorf("the first relation is %s, want aux:pass", first)
	}
}
