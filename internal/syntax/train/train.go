// Package train trains the parser's network on a treebank: backpropagation by hand through
// a joint tagger and transition-based parser, Adam, and a dynamic oracle. The same seed on
// the same kind of machine gives the same model.
package train

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/syntax"
	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/model"
)

// Config holds the sizes of the network and the course of the training.
type Config struct {
	Seed   uint64
	Epochs int
	Batch  int // sentences to an update

	WordWidth, AffixWidth, ShapeWidth int // embeddings of the features of a word
	TagWidth                          int // embedding of a predicted tag
	State                             int // cells of one direction of a layer; a multiple of 16
	Hidden                            int // width of the classifier; a multiple of 64

	Rate         float32 // Adam's step, falling to a fiftieth
	Hold         float64 // the part of the training after which the step begins to fall
	WordDropout  float64 // a word seen n times is taken for unknown with WordDropout/(WordDropout+n)
	InputDropout float64
	Dropout      float64 // of the states of both layers
	GoldShare    float32 // of the treebank in what is learned; the rest is the teachers'
	Exploration  float64 // how often, from the second epoch on, the parser's own choice is followed
}

// Default is the configuration of the model that ships.
func Default() Config {
	return Config{
		Seed: 1, Epochs: 16, Batch: 16,
		WordWidth: 64, AffixWidth: 24, ShapeWidth: 16, TagWidth: 32, State: 112, Hidden: 128,
		Rate: 2e-3, Hold: 0.3, WordDropout: 0.25, InputDropout: 0.2, Dropout: 0.3, GoldShare: 0.3, Exploration: 0.9,
	}
}

// least is how often a feature must occur to be known.
func least() [features.Kinds]int {
	return [features.Kinds]int{
		features.Word: 2, features.Suffix2: 4, features.Suffix3: 4, features.Suffix4: 4,
		features.Prefix3: 4, features.Shape: 3,
	}
}

// Progress is what an epoch reports.
type Progress struct {
	Epoch        int
	Tags         float64      // part of the training words tagged correctly, with dropout
	TagLoss      float64      // per word
	DecisionLoss float64      // per decision
	Model        *model.Model // as it is after the epoch
}

// Train trains on the trees, which need one root each, and calls report after every epoch;
// report's error stops the training. Teachers, if there are any, are models trained before on the same trees: the network then
// learns from the average of their probabilities too. Train stops early, with ctx's error,
// when ctx is done.
func Train(ctx context.Context, cfg Config, trees []syntax.Tree, teachers []*model.Model, report func(Progress) error) (*model.Model, error) {
	if len(trees) == 0 {
		return nil, errors.New("train the parser: no sentences")
	}
	n, sentences := prepare(cfg, trees)
	for _, m := range teachers {
		if err := n.teach(m); err != nil {
			return nil, err
		}
	}
	order := rand.New(rand.NewPCG(cfg.Seed, 1))
	batches := (len(sentences) + cfg.Batch - 1) / cfg.Batch
	b := new(batch)
	for epoch := range cfg.Epochs {
		order.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
		progress := Progress{Epoch: epoch + 1}
		words, hits, decisions := 0, 0, 0
		for i, group := range slices.Collect(slices.Chunk(sentences, cfg.Batch)) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			b.reset(slices.Clone(group))
			n.forward(b, epoch > 0)
			n.backward(b)
			n.update(cfg.rate(epoch*batches+i, cfg.Epochs*batches))
			words, hits, decisions = words+b.rows, hits+n.pass.tagHits, decisions+len(n.pass.views)
			progress.TagLoss += n.pass.tagLoss
			progress.DecisionLoss += n.pass.decisionLoss
		}
		progress.Tags = float64(hits) / float64(words)
		progress.TagLoss /= float64(words)
		progress.DecisionLoss /= float64(max(decisions, 1))
		progress.Model = n.model()
		if err := report(progress); err != nil {
			return nil, err
		}
	}
	return n.model(), nil
}

// warmUp is the number of updates over which the step grows to its full size.
const warmUp = 100

// rate is Adam's step at an update: growing at first, then constant, then falling linearly.
func (c Config) rate(update, updates int) float32 {
	rate, hold := c.Rate, int(c.Hold*float64(updates))
	if update < warmUp {
		rate *= float32(update+1) / warmUp
	}
	if update > hold {
		rate *= 0.02 + 0.98*float32(updates-update)/float32(updates-hold)
	}
	return rate
}

func (n *network) update(rate float32) {
	for _, p := range n.params() {
		p.update(rate)
	}
	n.turn()
}

// prepare collects the vocabularies and turns the trees into numbers.
func prepare(cfg Config, trees []syntax.Tree) (*network, []*sentence) {
	forms := make([][]string, len(trees))
	tagNumbers, relationNumbers := map[[2]string]int{}, map[string]int{}
	for i, tree := range trees {
		for _, token := range tree {
			forms[i] = append(forms[i], token.Form)
			tagNumbers[[2]string{token.UPOS, token.XPOS}]++
			if token.Head >= 0 {
				relationNumbers[token.Deprel]++
			}
		}
	}
	words := features.Count(forms, least())
	var tags []model.Tag
	for pair := range tagNumbers {
		tags = append(tags, model.Tag{UPOS: pair[0], XPOS: pair[1]})
	}
	slices.SortFunc(tags, func(a, b model.Tag) int {
		return strings.Compare(a.UPOS+"\t"+a.XPOS, b.UPOS+"\t"+b.XPOS)
	})
	for i, tag := range tags {
		tagNumbers[[2]string{tag.UPOS, tag.XPOS}] = i
	}
	var relations []string
	for relation := range relationNumbers {
		relations = append(relations, relation)
	}
	slices.Sort(relations)
	for i, relation := range relations {
		relationNumbers[relation] = i
	}
	n := newNetwork(cfg, words, tags, relations)
	n.counts = make([]int, words.Size(features.Word))
	sentences := make([]*sentence, len(trees))
	for i, tree := range trees {
		sentences[i] = numbers(tree, words, tagNumbers, relationNumbers)
		for _, ids := range sentences[i].ids {
			n.counts[ids[features.Word]]++
		}
	}
	return n, sentences
}
