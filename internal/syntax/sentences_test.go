package syntax

import (
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/syntax/nn"
)

// judged is a token of testdata/sentences.txt.
type judged struct {
	form     string
	open     bool // not judged
	head     int  // -1 for the root
	relation string
	miss     bool // the shipped model is known to get it wrong
}

func readJudged(t *testing.T) [][]judged {
	t.Helper()
	text, err := os.ReadFile("testdata/sentences.txt")
	if err != nil {
		t.Fatal(err)
	}
	var sentences [][]judged
	for paragraph := range strings.SplitSeq(string(text), "\n\n") {
		var sentence []judged
		for line := range strings.Lines(paragraph) {
			fields := strings.Fields(line)
			switch {
			case strings.HasPrefix(line, "#") || len(fields) == 0:
			case len(fields) == 2 && fields[1] == "-":
				sentence = append(sentence, judged{form: fields[0], open: true})
			case len(fields) == 3 || len(fields) == 4 && fields[3] == "miss":
				head, err := strconv.Atoi(fields[1])
				if err != nil {
					t.Fatalf("%q: %v", line, err)
				}
				sentence = append(sentence, judged{fields[0], false, head - 1, fields[2], len(fields) == 4})
			default:
				t.Fatalf("%q is no judged token", line)
			}
		}
		if len(sentence) > 0 {
			sentences = append(sentences, sentence)
		}
	}
	return sentences
}

func TestJudgedSentences(t *testing.T) {
	p := shipped(t, nn.Best())
	tokens, misses := 0, 0
	for _, sentence := range readJudged(t) {
		words := make([]string, len(sentence))
		for i, token := range sentence {
			words[i] = token.form
		}
		tree := p.Parse(words)
		valid(t, words, tree)
		for i, want := range sentence {
			if want.open {
				continue
			}
			tokens++
			right := tree[i].Head == want.head && tree[i].Deprel == want.relation
			switch {
			case want.miss && right:
				t.Errorf("%s: %q is right now: take its mark away", strings.Join(words, " "), want.form)
			case want.miss:
				misses++
			case !right:
				t.Errorf("%s: %q has head %d %s, want %d %s", strings.Join(words, " "), want.form,
					tree[i].Head+1, tree[i].Deprel, want.head+1, want.relation)
			}
		}
	}
	if 20*misses > tokens {
		t.Errorf("%d of %d judged tokens are known misses: too many", misses, tokens)
	}
}
