package train

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/demarche/demarche/internal/syntax/nn"
	"github.com/demarche/demarche/internal/syntax/transition"
)

// network is the network in floating point, with all that training needs. Its parts are
// those of the parser.
type network struct {
	cfg       Config
	rng       *rand.Rand
	words     *features.Vocabulary
	tags      []model.Tag
	relations []string
	counts    []int // how often each word id occurs in the treebank

	embeddings [features.Kinds]*param
	layer1     [2]*lstm
	tagOut     *param
	tagBias    *param
	tagTable   *param
	layer2     [2]*lstm
	slotIn     *param
	absent     *param
	arcTable   *param
	hiddenBias *param
	actionOut  *param
	actionBias *param

	teachers []*network // whose opinion counts beside the treebank's
	pass     pass
}

// pass is what the forward pass of a batch leaves for the backward pass.
type pass struct {
	ids          []features.Ids
	x            matrix // embeddings, after dropout
	drop, drop1  matrix // dropout factors
	drop2        matrix
	h1           matrix // layer 1's states, after dropout
	dTags        matrix // probabilities of the tags, then the gradient of their scores
	predicted    []int  // tags
	x2           matrix // layer 2's input
	h2           matrix // layer 2's states, after dropout
	slots        matrix // slot products
	hidden       matrix // of every decision, one row each
	dActions     matrix // gradient of the action scores
	views        []view
	tagHits      int
	tagLoss      float64
	decisionLoss float64
}

// view is a state as rows of the batch: the slots' rows, or minus one for an absent token
// and minus two for the root; and the rows of the relation table.
type view struct {
	rows [transition.Slots]int
	arcs [transition.ArcSlots]int
}

const (
	rowAbsent = -1
	rowRoot   = -2
)

func pad(n int) int { return (n + nn.Block - 1) / nn.Block * nn.Block }

func newNetwork(cfg Config, words *features.Vocabulary, tags []model.Tag, relations []string) *network {
	rng := rand.New(rand.NewPCG(cfg.Seed, 0))
	n := &network{cfg: cfg, rng: rng, words: words, tags: tags, relations: relations}
	width := 0
	for kind := range n.embeddings {
		size := cfg.affixWidth()[kind]
		n.embeddings[kind] = table(rng, words.Size(kind), size, math.Sqrt(3/float64(size)))
		width += size
	}
	logistic := nn.NewLogistic()
	state, hidden := cfg.State, cfg.Hidden
	for d := range 2 {
		n.layer1[d] = newLSTM(rng, width, state, d == 1, logistic)
		n.layer2[d] = newLSTM(rng, 2*state+cfg.TagWidth, state, d == 1, logistic)
	}
	n.tagOut = weights(rng, 2*state, pad(len(tags)), len(tags))
	n.tagBias = newParam(1, pad(len(tags)))
	n.tagTable = table(rng, len(tags), cfg.TagWidth, math.Sqrt(3/float64(cfg.TagWidth)))
	n.slotIn = weights(rng, 2*state, transition.Slots*hidden, hidden)
	n.absent = newParam(2, transition.Slots*hidden)
	uniform(rng, n.absent.data, 0.1)
	n.arcTable = table(rng, transition.ArcSlots*(len(relations)+1), hidden, 0.1)
	n.hiddenBias = newParam(1, hidden)
	actions := 1 + 2*len(relations)
	n.actionOut = weights(rng, hidden, pad(actions), actions)
	n.actionBias = newParam(1, pad(actions))
	n.turn()
	return n
}

// affixWidth is the width of the embedding of each kind of feature.
func (c Config) affixWidth() [features.Kinds]int {
	return [features.Kinds]int{c.WordWidth, c.AffixWidth, c.AffixWidth, c.AffixWidth, c.AffixWidth, c.ShapeWidth}
}

// params lists all weights in the order of model.Order.
func (n *network) params() []*param {
	var list []*param
	list = append(list, n.embeddings[:]...)
	for _, l := range n.layer1 {
		list = append(list, l.params()...)
	}
	list = append(list, n.tagOut, n.tagBias, n.tagTable)
	for _, l := range n.layer2 {
		list = append(list, l.params()...)
	}
	return append(list, n.slotIn, n.absent, n.arcTable, n.hiddenBias, n.actionOut, n.actionBias)
}

// turn renews the transposed weights.
func (n *network) turn() {
	for _, p := range n.params() {
		if p.turned.data != nil {
			transpose(p.turned, p.matrix)
		}
	}
}

// model quantises the network.
func (n *network) model() *model.Model {
	m := &model.Model{Words: n.words, Tags: n.tags, Relations: n.relations, Tensors: map[string]model.Tensor{}}
	for i, p := range n.params() {
		m.Tensors[model.Order()[i]] = model.Quantise(p.rows, p.cols, p.data)
	}
	return m
}

// teach adds a trained model of the same treebank to the teachers. It only makes forward
// passes, without dropout.
func (n *network) teach(m *model.Model) error {
	for kind := range n.embeddings {
		if !slices.Equal(m.Words.Values(kind), n.words.Values(kind)) {
			return errors.New("teacher: its vocabulary is of another treebank")
		}
	}
	if !slices.Equal(m.Tags, n.tags) || !slices.Equal(m.Relations, n.relations) {
		return errors.New("teacher: its tags or relations are of another treebank")
	}
	cfg := n.cfg
	cfg.State = m.Tensors["layer1.forward.state"].Rows
	cfg.Hidden = m.Tensors["hidden.bias"].Cols
	cfg.WordDropout, cfg.InputDropout, cfg.Dropout = 0, 0, 0
	t := newNetwork(cfg, m.Words, m.Tags, m.Relations)
	for i, p := range t.params() {
		name := model.Order()[i]
		tensor := m.Tensors[name]
		if tensor.Rows != p.rows || tensor.Cols != p.cols {
			return fmt.Errorf("teacher: %s is %dx%d, want %dx%d", name, tensor.Rows, tensor.Cols, p.rows, p.cols)
		}
		for row := range p.rows {
			tensor.Row(p.row(row), row)
		}
	}
	n.teachers = append(n.teachers, t)
	return nil
}

// dropout multiplies m by factors, which it gives: they are zero with probability rate and
// make up for it elsewhere.
func (n *network) dropout(b *batch, m matrix, rate float64) matrix {
	factors := b.matrix(m.rows, m.cols)
	limit, keep := uint32(rate*(1<<32)), float32(1/(1-rate))
	for i := range factors.data[:m.rows*m.cols] {
		if limit == 0 || n.rng.Uint32() >= limit {
			factors.data[i] = keep
		}
	}
	times(m, factors)
	return factors
}

func times(m, factors matrix) {
	for i, f := range factors.data[:m.rows*m.cols] {
		m.data[i] *= f
	}
}

// forward computes the loss of a batch and the gradients of its scores.
func (n *network) forward(b *batch, explore bool) {
	n.encode(b)
	for _, t := range n.teachers {
		t.encode(b)
	}
	n.judgeTags(b)
	n.decide(b, explore)
}

// encode runs everything before the first decision: both layers, the tagger, the slot
// products.
func (n *network) encode(b *batch) {
	p := &n.pass
	*p = pass{ids: p.ids[:0], views: p.views[:0], predicted: p.predicted[:0]}
	n.embed(b)
	width := 2 * n.cfg.State
	p.h1 = b.matrix(b.rows, width)
	for d, l := range n.layer1 {
		l.forward(b, p.x, p.h1, d*n.cfg.State)
	}
	p.drop1 = n.dropout(b, p.h1, n.cfg.Dropout)
	n.tag(b)
	p.x2 = b.matrix(b.rows, width+n.cfg.TagWidth)
	for i := range b.rows {
		copy(p.x2.row(i), p.h1.row(i))
		copy(p.x2.row(i)[width:], n.tagTable.row(p.predicted[i]))
	}
	p.h2 = b.matrix(b.rows, width)
	for d, l := range n.layer2 {
		l.forward(b, p.x2, p.h2, d*n.cfg.State)
	}
	p.drop2 = n.dropout(b, p.h2, n.cfg.Dropout)
	p.slots = b.matrix(b.rows, transition.Slots*n.cfg.Hidden)
	addProduct(p.slots, p.h2, n.slotIn.matrix)
}

// embed looks the features up. Words are taken for unknown the more often the rarer they are.
func (n *network) embed(b *batch) {
	p := &n.pass
	width := n.layer1[0].input.rows
	p.x = b.matrix(b.rows, width)
	for i, s := range b.sentences {
		for j, ids := range s.ids {
			if n.cfg.WordDropout > 0 && n.rng.Float64() < n.cfg.WordDropout/(n.cfg.WordDropout+float64(n.counts[ids[features.Word]])) {
				ids[features.Word] = 0
			}
			p.ids = append(p.ids, ids)
			row := p.x.row(b.starts[i] + j)
			for kind, id := range ids {
				row = row[copy(row, n.embeddings[kind].row(int(id))):]
			}
		}
	}
	p.drop = n.dropout(b, p.x, n.cfg.InputDropout)
}

// tag computes the probabilities of the tags of every token and predicts the best.
func (n *network) tag(b *batch) {
	p := &n.pass
	p.dTags = b.matrix(b.rows, n.tagOut.cols)
	for i := range b.rows {
		copy(p.dTags.row(i), n.tagBias.data)
	}
	addProduct(p.dTags, p.h1, n.tagOut.matrix)
	for i := range b.rows {
		scores := p.dTags.row(i)
		clear(scores[len(n.tags):])
		p.predicted = append(p.predicted, softmax(scores[:len(n.tags)]))
	}
}

// judgeTags turns the probabilities of the tags into the gradients of their scores.
func (n *network) judgeTags(b *batch) {
	p := &n.pass
	gold := float32(1)
	if len(n.teachers) > 0 {
		gold = n.cfg.GoldShare
	}
	for i, s := range b.sentences {
		for j, tag := range s.tags {
			row := b.starts[i] + j
			scores := p.dTags.row(row)
			if p.predicted[row] == tag {
				p.tagHits++
			}
			p.tagLoss -= math.Log(float64(scores[tag]) + 1e-30)
			scores[tag] -= gold
			for _, t := range n.teachers {
				subtract(scores, t.pass.dTags.row(row), (1-gold)/float32(len(n.teachers)))
			}
		}
	}
}

func subtract(dst, src []float32, factor float32) {
	for i, v := range src[:len(dst)] {
		dst[i] -= factor * v
	}
}

// softmax turns scores into probabilities and gives the index of the best.
func softmax(scores []float32) int {
	best := 0
	for i, s := range scores {
		if s > scores[best] {
			best = i
		}
	}
	top, sum := scores[best], float32(0)
	for i, s := range scores {
		e := float32(math.Exp(float64(s - top)))
		scores[i] = e
		sum += e
	}
	for i := range scores {
		scores[i] /= sum
	}
	return best
}

// backward takes the gradients of the scores back to all weights.
func (n *network) backward(b *batch) {
	p := &n.pass
	width := 2 * n.cfg.State
	dSlots := n.undecide(b)
	addTransposed(n.slotIn.grad, p.h2, dSlots)
	dh2 := b.matrix(b.rows, width)
	addProduct(dh2, dSlots, n.slotIn.turned)
	times(dh2, p.drop2)

	dx2 := b.matrix(b.rows, width+n.cfg.TagWidth)
	for d, l := range n.layer2 {
		l.backpropagate(b, p.x2, dx2, dh2, d*n.cfg.State)
	}
	dh1 := b.matrix(b.rows, width)
	for i := range b.rows {
		copy(dh1.row(i), dx2.row(i))
		add(n.tagTable.touch(p.predicted[i]), dx2.row(i)[width:])
	}
	addTransposed(n.tagOut.grad, p.h1, p.dTags)
	addRows(n.tagBias.grad.data, p.dTags)
	addProduct(dh1, p.dTags, n.tagOut.turned)
	times(dh1, p.drop1)

	dx := b.matrix(b.rows, n.layer1[0].input.rows)
	for d, l := range n.layer1 {
		l.backpropagate(b, p.x, dx, dh1, d*n.cfg.State)
	}
	times(dx, p.drop)
	for i, ids := range p.ids {
		row := dx.row(i)
		for kind, id := range ids {
			e := n.embeddings[kind]
			add(e.touch(int(id)), row[:e.cols])
			row = row[e.cols:]
		}
	}
}

func add(dst, src []float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += src[i]
	}
}
