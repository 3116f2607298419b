package conllu

import (
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/google/go-cmp/cmp"
)

// lines joins rows whose columns are written with spaces, "_" for those that do not matter.
func lines(rows ...string) string {
	var b strings.Builder
	for _, row := range rows {
		if !strings.HasPrefix(row, "#") {
			row = strings.Join(strings.Fields(row), "\t")
		}
		b.WriteString(row + "\n")
	}
	return b.String()
}

const (
	envoy  = "1 Envoys envoy NOUN NNS _ 2 nsubj _ _"
	met    = "2 met meet VERB VBD _ 0 root _ SpaceAfter=No"
	period = "3 . . PUNCT . _ 2 punct _ _"
)

func TestRead(t *testing.T) {
	text := lines("# text = Envoys met.", "1-2 Envoysmet _ _ _ _ _ _ _ _", envoy, met, "2.1 e _ _ _ _ _ _ _ _", period, "") +
		"\r\n" + lines("1 Yes yes INTJ UH _ 0 root _ _")
	got, err := Read("a.conllu", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []syntax.Tree{
		{
			{Form: "Envoys", UPOS: "NOUN", XPOS: "NNS", Deprel: "nsubj", Head: 1},
			{Form: "met", UPOS: "VERB", XPOS: "VBD", Deprel: "root", Head: -1},
			{Form: ".", UPOS: "PUNCT", XPOS: ".", Deprel: "punct", Head: 1},
		},
		{{Form: "Yes", UPOS: "INTJ", XPOS: "UH", Deprel: "root", Head: -1}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

func TestReadNamesWhatIsWrong(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"columns":    {lines("# c", "1 Envoys envoy NOUN"), "bank:2: 4 columns separated by tabs, want 10"},
		"numbers":    {lines(envoy, period), `bank:2: token number "3", want 2`},
		"head":       {lines("1 Yes yes INTJ UH _ _ root _ _"), `bank:1: head "_" is not a token number or 0`},
		"far head":   {lines("", envoy, "2 met _ VERB VBD _ 9 root _ _"), "bank:2: sentence has a token 2 whose head is 9, beyond its 2 tokens"},
		"no root":    {lines("1 Yes yes INTJ UH _ 1 x _ _"), "bank:1: sentence has 0 roots, want 1"},
		"two roots":  {lines("1 Yes yes INTJ UH _ 0 x _ _", "2 Yes yes INTJ UH _ 0 x _ _"), "bank:1: sentence has 2 roots, want 1"},
		"cycle":      {lines("1 a a X X _ 2 x _ _", "2 b b X X _ 1 x _ _", "3 c c X X _ 0 root _ _"), "bank:1: sentence has a cycle through token 1"},
		"huge lines": {"# " + strings.Repeat("x", maxBytes+1), "bank:1: bufio.Scanner: token too long"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Read("bank", strings.NewReader(test.text))
			if err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(lines(envoy, met, period))
	f.Add(lines("1 a a X X _ 2 x _ _", "2 b b X X _ 1 x _ _"))
	f.Fuzz(func(t *testing.T, text string) {
		trees, err := Read("fuzz", strings.NewReader(text))
		if err != nil {
			return
		}
		for _, tree := range trees {
			for i := range tree {
				if !tree.Dominates(tree.Root(), i) {
					t.Fatalf("token %d of %v is not under the root", i, tree)
				}
			}
		}
	})
}
