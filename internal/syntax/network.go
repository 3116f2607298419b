package syntax

import (
	"errors"
	"fmt"

	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/demarche/demarche/internal/syntax/nn"
	"github.com/demarche/demarche/internal/syntax/transition"
)

// Activations are stored in 16 bits; these are the values of 1.
const (
	unit       = 1 << 12 // inputs and states of the recurrent layers
	hiddenUnit = 1 << 10 // the classifier's hidden layer
)

// network is the quantised network laid out for one kernel. It is immutable.
type network struct {
	logistic *nn.Logistic
	state    int // cells of one direction of a layer
	hidden   int // width of the classifier

	embeddings [features.Kinds]embedding
	layer1     [2]recurrent
	tagOut     dense
	layer2     [2]recurrent
	tagInput   [2][]float32 // layer 2's input product of each tag's embedding, with the bias
	slotIn     *nn.Matrix
	absent     []float32 // slot products of no token, then of the artificial root
	relations  []float32 // hidden-layer input of each relation slot and relation, none first
	hiddenBias []float32
	actionOut  dense
}

// embedding holds quantised vectors, one for each id.
type embedding struct {
	width int
	rows  []int16
}

// dense is a matrix with a bias.
type dense struct {
	*nn.Matrix
	bias []float32
}

// recurrent is one direction of an LSTM layer; its columns are the input, forget and output
// gates and the candidate.
type recurrent struct {
	input, state *nn.Matrix
	bias         []float32
}

// builder lays tensors out and keeps the first thing found wrong with them.
type builder struct {
	kernel  nn.Kernel
	tensors map[string]model.Tensor
	err     error
}

func newNetwork(m *model.Model, kernel nn.Kernel) (*network, error) {
	b := &builder{kernel: kernel, tensors: m.Tensors}
	n := &network{logistic: nn.NewLogistic()}
	n.state = m.Tensors["layer1.forward.state"].Rows
	n.hidden = m.Tensors["hidden.bias"].Cols
	gates, width := 4*n.state, 0
	for kind := range n.embeddings {
		n.embeddings[kind] = b.embedding(model.Order()[kind], m.Words.Size(kind))
		width += n.embeddings[kind].width
	}
	tagWidth := m.Tensors["tag.embedding"].Cols
	for d, direction := range [2]string{"forward", "backward"} {
		n.layer1[d] = b.recurrent("layer1."+direction, width, n.state)
		n.layer2[d], n.tagInput[d] = b.tagged("layer2."+direction, len(m.Tags), tagWidth, n.state)
	}
	n.tagOut = b.dense("tag", 2*n.state, pad(len(m.Tags)))
	n.slotIn = b.matrix("slot.input", 2*n.state, transition.Slots*n.hidden, 0, unit)
	n.absent = b.values("slot.absent", 2, transition.Slots*n.hidden)
	n.relations = b.values("slot.relation", transition.ArcSlots*(len(m.Relations)+1), n.hidden)
	n.hiddenBias = b.values("hidden.bias", 1, n.hidden)
	n.actionOut = b.dense("action", n.hidden, pad(actions(len(m.Relations))))
	if b.err == nil && (gates == 0 || gates%nn.Block != 0 || n.hidden == 0 || len(m.Tags) == 0) {
		b.err = errors.New("the network's layers have no size, or one that the kernels cannot do")
	}
	if b.err != nil {
		return nil, fmt.Errorf("parser model: %w", b.err)
	}
	return n, nil
}

// pad rounds up to a number of columns that the kernels can do.
func pad(n int) int { return (n + nn.Block - 1) / nn.Block * nn.Block }

// tensor gives a tensor of the size that is needed, and reports one of another size.
func (b *builder) tensor(name string, rows, cols int) (model.Tensor, bool) {
	t := b.tensors[name]
	if t.Rows == rows && t.Cols == cols && rows > 0 && cols > 0 {
		return t, true
	}
	if b.err == nil {
		b.err = fmt.Errorf("%s is %dx%d, want %dx%d", name, t.Rows, t.Cols, rows, cols)
	}
	return model.Tensor{}, false
}

// matrix lays out rows of a tensor of total rows, from row first on, for inputs in which
// one is the value of 1.
func (b *builder) matrix(name string, rows, cols, extra int, one float32) *nn.Matrix {
	t, ok := b.tensor(name, rows+extra, cols)
	if !ok || rows%4 != 0 || cols%nn.Block != 0 {
		if b.err == nil {
			b.err = fmt.Errorf("%s is %dx%d, which the kernels cannot do", name, rows, cols)
		}
		return nil
	}
	scale := make([]float32, cols)
	for i, s := range t.Scale {
		scale[i] = s / one
	}
	return nn.NewMatrix(b.kernel, rows, cols, t.Data[:rows*cols], scale)
}

func (b *builder) values(name string, rows, cols int) []float32 {
	t, ok := b.tensor(name, rows, cols)
	if !ok {
		return nil
	}
	values := make([]float32, rows*cols)
	for i := range rows {
		t.Row(values[i*cols:], i)
	}
	return values
}

func (b *builder) dense(name string, rows, cols int) dense {
	one := float32(unit)
	if name == "action" {
		one = hiddenUnit
	}
	return dense{Matrix: b.matrix(name+".output", rows, cols, 0, one), bias: b.values(name+".bias", 1, cols)}
}

func (b *builder) recurrent(name string, in, state int) recurrent {
	return recurrent{
		input: b.matrix(name+".input", in, 4*state, 0, unit),
		state: b.matrix(name+".state", state, 4*state, 0, unit),
		bias:  b.values(name+".bias", 1, 4*state),
	}
}

// tagged builds a layer whose input ends in a tag's embedding: the product with that part
// is computed here, once for each tag.
func (b *builder) tagged(name string, tags, tagWidth, state int) (recurrent, []float32) {
	r := recurrent{
		input: b.matrix(name+".input", 2*state, 4*state, tagWidth, unit),
		state: b.matrix(name+".state", state, 4*state, 0, unit),
		bias:  b.values(name+".bias", 1, 4*state),
	}
	embeddings := b.values("tag.embedding", tags, tagWidth)
	weights := b.values(name+".input", 2*state+tagWidth, 4*state)
	if b.err != nil {
		return r, nil
	}
	weights = weights[2*state*4*state:]
	product := make([]float32, tags*4*state)
	for tag := range tags {
		row := product[tag*4*state:][:4*state]
		copy(row, r.bias)
		for i, e := range embeddings[tag*tagWidth:][:tagWidth] {
			for j, w := range weights[i*4*state:][:4*state] {
				row[j] += float32(e * w)
			}
		}
	}
	return r, product
}

func (b *builder) embedding(name string, size int) embedding {
	width := b.tensors[name].Cols
	t, ok := b.tensor(name, size, width)
	if !ok {
		return embedding{}
	}
	e := embedding{width: width, rows: make([]int16, size*width)}
	for i, v := range t.Data {
		e.rows[i] = fixed(float32(v)*t.Scale[i%width], unit)
	}
	return e
}

// fixed rounds a value to 16 bits, one being the value of 1, and cuts it off at the ends of
// their range.
func fixed(v float32, one float32) int16 {
	const limit = 1<<15 - 1
	v = min(max(float32(v*one), -limit), limit)
	return int16(int32(v+(limit+1.5)) - (limit + 1))
}
