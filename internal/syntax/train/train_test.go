package train

import (
	"bytes"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/google/go-cmp/cmp"
)

// trees makes a small treebank of sentences "the envoy met the minister ." with changing words.
func trees() []syntax.Tree {
	var all []syntax.Tree
	for _, subject := range []string{"envoy", "minister", "delegation", "king"} {
		for _, verb := range []string{"met", "praised", "left"} {
			for _, object := range []string{"rebels", "leaders"} {
				all = append(all, syntax.Tree{
					{Form: "The", UPOS: "DET", XPOS: "DT", Deprel: "det", Head: 1},
					{Form: subject, UPOS: "NOUN", XPOS: "NN", Deprel: "nsubj", Head: 2},
					{Form: verb, UPOS: "VERB", XPOS: "VBD", Deprel: "root", Head: -1},
					{Form: "armed", UPOS: "ADJ", XPOS: "JJ", Deprel: "amod", Head: 4},
					{Form: object, UPOS: "NOUN", XPOS: "NNS", Deprel: "obj", Head: 2},
					{Form: ".", UPOS: "PUNCT", XPOS: ".", Deprel: "punct", Head: 2},
				})
			}
		}
	}
	return all
}

func tiny() Config {
	cfg := Default()
	cfg.Epochs, cfg.Batch, cfg.State, cfg.Hidden = 40, 4, 16, 64
	return cfg
}

func ignore(Progress) error { return nil }

func TestTrainLearnsAndIsReproducible(t *testing.T) {
	var first []byte
	for range 2 {
		m, err := Train(context.Background(), tiny(), trees(), nil, ignore)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = m.Encode()
			continue
		}
		if !bytes.Equal(first, m.Encode()) {
			t.Error("the same seed gave another model")
		}
		parser, err := syntax.New(m)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range trees() {
			var words []string
			for _, token := range want {
				words = append(words, token.Form)
			}
			if diff := cmp.Diff(want, parser.Parse(words)); diff != "" {
				t.Fatalf("treebank (-), parser (+):\n%s", diff)
			}
		}
	}
}

func TestTrainLearnsFromTeachers(t *testing.T) {
	ctx, cfg := context.Background(), tiny()
	m, err := Train(ctx, cfg, trees(), nil, ignore)
	if err != nil {
		t.Fatal(err)
	}
	cfg.Seed, cfg.Epochs, cfg.GoldShare = 2, 20, 0
	var last Progress
	if _, err := Train(ctx, cfg, trees(), []*model.Model{m}, func(p Progress) error { last = p; return nil }); err != nil {
		t.Fatal(err)
	}
	if last.Tags < 0.95 || last.DecisionLoss > 0.3 {
		t.Errorf("from its teacher alone the network learned %.2f of the tags, loss %.2f", last.Tags, last.DecisionLoss)
	}
	other := trees()
	other[0][0].Deprel = "det:predet"
	if _, err := Train(ctx, cfg, other, []*model.Model{m}, ignore); err == nil {
		t.Error("a teacher with other relations was taken")
	}
}

func TestTrainStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	_, err := Train(ctx, tiny(), trees(), nil, func(Progress) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want canceled", err)
	}
	full := errors.New("disk full")
	if _, err := Train(context.Background(), tiny(), trees(), nil, func(Progress) error { return full }); !errors.Is(err, full) {
		t.Errorf("error %v, want that of the report", err)
	}
	if _, err := Train(ctx, tiny(), nil, nil, nil); err == nil || !strings.Contains(err.Error(), "no sentences") {
		t.Errorf("error %v for no sentences", err)
	}
}

// TestGradients compares backpropagation with differences of the loss.
func TestGradients(t *testing.T) {
	cfg := tiny()
	cfg.WordDropout, cfg.InputDropout, cfg.Dropout = 0, 0, 0
	n, sentences := prepare(cfg, trees()[:3])
	for _, p := range n.params() {
		uniform(n.rng, p.data, 0.3)
	}
	for i := range n.tagTable.rows { // the choice of a tag is no smooth function
		copy(n.tagTable.row(i), n.tagTable.row(0))
	}
	n.turn()
	var b batch
	loss := func() float64 {
		b.reset(sentences)
		n.forward(&b, false)
		return n.pass.tagLoss + n.pass.decisionLoss
	}
	loss()
	n.backward(&b)
	rng := rand.New(rand.NewPCG(3, 3))
	for i, p := range n.params() {
		// The table of the logistic function swallows small differences: the step goes in the
		// direction of the gradient, and so far that it changes the loss by about a tenth of
		// the gradient's length.
		direction := make([]float32, len(p.data))
		var want float64
		for j, g := range p.grad.data {
			direction[j] = float32(rng.Float64()) * g
			want += float64(direction[j]) * float64(g)
		}
		if want == 0 {
			continue
		}
		step := float32(0.1 / math.Sqrt(want))
		shift := func(by float32) float64 {
			for j := range p.data {
				p.data[j] += by * direction[j]
			}
			n.turn()
			return loss()
		}
		up := shift(step)
		down := shift(-2 * step)
		shift(step)
		if got := (up - down) / float64(2*step); math.Abs(got-want) > 0.1*want {
			t.Errorf("%s: the loss grows by %.4g, backpropagation says %.4g", model.Order()[i], got, want)
		}
	}
}

func TestTilesAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	random := func(n int) []float32 {
		data := make([]float32, n)
		uniform(rng, data, 1)
		return data
	}
	const k, cs, bs = 37, 48, 32
	for _, strides := range [][2]int{{k, 1}, {1, 8}} {
		a, b, fast := random(8*k), random(k*bs), random(4*cs)
		plain := append([]float32(nil), fast...)
		tile(fast, cs, a, strides[0], strides[1], b, bs, k)
		tilePlain(plain, cs, a, strides[0], strides[1], b, bs, k)
		for i := range fast {
			if math.Abs(float64(fast[i]-plain[i])) > 1e-4 {
				t.Fatalf("element %d is %g, plain %g", i, fast[i], plain[i])
			}
		}
	}
}
