package syntax

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/demarche/demarche/internal/syntax/nn"
	"github.com/google/go-cmp/cmp"
)

// shipped gives the model that ships, laid out for a kernel.
func shipped(t testing.TB, kernel nn.Kernel) *Parser {
	t.Helper()
	m, err := model.Decode(model.Embedded())
	if err != nil {
		t.Fatal(err)
	}
	p, err := newParser(m, kernel)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// valid reports what is wrong with a tree of the given words.
func valid(t testing.TB, words []string, tree Tree) {
	t.Helper()
	if len(tree) != len(words) {
		t.Fatalf("%d words gave %d tokens", len(words), len(tree))
	}
	roots := 0
	for i, token := range tree {
		if token.Form != words[i] || token.UPOS == "" || token.XPOS == "" || token.Deprel == "" {
			t.Fatalf("token %d of %q is %+v", i, words, token)
		}
		if (token.Head < 0) != (token.Deprel == "root") {
			t.Fatalf("token %d of %q is %+v", i, words, token)
		}
		if token.Head < 0 {
			roots++
		}
		if token.Head >= len(tree) || !tree.Dominates(tree.Root(), i) {
			t.Fatalf("token %d of %q is not under the root", i, words)
		}
	}
	if len(tree) > 0 && roots != 1 {
		t.Fatalf("%d roots in the tree of %q", roots, words)
	}
}

// randomWords makes a sentence of words and affixes of the model's vocabulary.
func randomWords(rng *rand.Rand, words *features.Vocabulary) []string {
	sentence := make([]string, 1+rng.IntN(40))
	for i := range sentence {
		list := words.Values(rng.IntN(2) * features.Suffix4)
		word := list[min(rng.IntN(len(list)), rng.IntN(len(list)))]
		if rng.IntN(4) == 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		sentence[i] = word
	}
	return sentence
}

func TestKernelsGiveTheSameTrees(t *testing.T) {
	plain, best := shipped(t, nn.Plain), shipped(t, nn.Best())
	rng := rand.New(rand.NewPCG(7, 7))
	for range 500 {
		words := randomWords(rng, plain.words)
		if diff := cmp.Diff(plain.Parse(words), best.Parse(words)); diff != "" {
			t.Fatalf("%q: plain kernel (-) and fastest kernel (+) differ:\n%s", words, diff)
		}
	}
}

func TestAnyWordsGiveAValidTree(t *testing.T) {
	p := shipped(t, nn.Best())
	long := make([]string, 20000)
	for i := range long {
		long[i] = []string{"the", "minister", ",", "said", "\xff", "Moscow"}[i*i%6]
	}
	for _, words := range [][]string{
		nil, {}, {""}, {"."}, {"\xff\xfe"}, {"", "", ""}, {"\x00", "世界", "🇺🇳", strings.Repeat("a", 1<<16)}, long,
		strings.Fields(strings.Repeat("( ", 3000)),
	} {
		tree := p.Parse(words)
		if tree == nil {
			t.Fatal("Parse gave nil")
		}
		if len(words) < 5000 {
			valid(t, words, tree)
		} else if tree.Root() < 0 || len(tree) != len(words) {
			t.Fatal("the long sentence has no tree")
		}
	}
}

func TestParserIsSafeForConcurrentUse(t *testing.T) {
	shared := shipped(t, nn.Best())
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			alone := shipped(t, nn.Best())
			rng := rand.New(rand.NewPCG(9, uint64(worker/2))) // two and two parse the same
			for range 100 {
				words := randomWords(rng, shared.words)
				if diff := cmp.Diff(alone.Parse(words), shared.Parse(words)); diff != "" {
					t.Errorf("%q: alone (-) and together with others (+) differ:\n%s", words, diff)
					return
				}
			}
		})
	}
	group.Wait()
}

func TestNewRefusesWhatDoesNotFit(t *testing.T) {
	for name, spoil := range map[string]func(*model.Model){
		"a tensor is missing":   func(m *model.Model) { delete(m.Tensors, "slot.input") },
		"a tensor is too small": func(m *model.Model) { m.Tensors["tag.bias"] = model.Quantise(1, 64, make([]float32, 64)) },
		"too few words":         func(m *model.Model) { m.Tensors["word"] = model.Quantise(2, 64, make([]float32, 128)) },
		"root as a relation":    func(m *model.Model) { m.Relations[3] = "root" },
		"no tags":               func(m *model.Model) { m.Tags = nil },
		"no relations":          func(m *model.Model) { m.Relations = nil },
		"nothing":               func(m *model.Model) { m.Tensors = nil },
	} {
		t.Run(name, func(t *testing.T) {
			m, err := model.Decode(model.Embedded())
			if err != nil {
				t.Fatal(err)
			}
			spoil(m)
			if _, err := New(m); err == nil || !strings.HasPrefix(err.Error(), "parser model: ") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	p := shipped(f, nn.Best())
	f.Add("Moscow condemned the strikes .")
	f.Add("\xff \xc3\x28 ''")
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Split(text, " ")
		valid(t, words, p.Parse(words))
	})
}

func BenchmarkParse(b *testing.B) {
	for _, path := range []struct {
		name   string
		kernel nn.Kernel
	}{{"plain", nn.Plain}, {"best", nn.Best()}} {
		b.Run(path.name, func(b *testing.B) {
			p := shipped(b, path.kernel)
			rng := rand.New(rand.NewPCG(1, 2))
			var sentences [][]string
			tokens := 0
			for range 200 {
				words := randomWords(rng, p.words)
				sentences, tokens = append(sentences, words), tokens+len(words)
			}
			b.ReportAllocs()
			for b.Loop() {
				for _, words := range sentences {
					p.Parse(words)
				}
			}
			b.ReportMetric(float64(tokens)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
