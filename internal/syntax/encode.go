package syntax

import (
	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/transition"
)

// scratch is the memory that one sentence needs.
type scratch struct {
	length int
	inputs []*wordInput
	layer1 []int16 // states of both directions, by token
	layer2 []int16
	tags   []int
	slots  []float32 // slot products, by token
	state  transition.State

	vector []int16 // one token's input of layer 1
	sums   []int32
	sums2  []int32
	gates  []float32
	cells  []float32
	zero   []int16
	hidden []float32
	fixed  []int16
	scores []float32
}

func newScratch(n *network) *scratch {
	width := 0
	for _, e := range n.embeddings {
		width += e.width
	}
	gates := 4 * n.state
	widest := max(gates, transition.Slots*n.hidden, len(n.tagOut.bias), len(n.actionOut.bias))
	return &scratch{
		vector: make([]int16, width),
		sums:   make([]int32, widest),
		sums2:  make([]int32, gates),
		gates:  make([]float32, gates),
		cells:  make([]float32, n.state),
		zero:   make([]int16, n.state),
		hidden: make([]float32, n.hidden),
		fixed:  make([]int16, n.hidden),
		scores: make([]float32, len(n.actionOut.bias)),
	}
}

func (s *scratch) reset(n *network, length int) {
	s.length = length
	s.inputs = grow(s.inputs, length)
	s.layer1 = grow(s.layer1, length*2*n.state)
	s.layer2 = grow(s.layer2, length*2*n.state)
	s.tags = grow(s.tags, length)
	s.slots = grow(s.slots, length*transition.Slots*n.hidden)
}

// grow gives a slice of n elements, with the old memory where it is large enough.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// input computes the products of a word's features with layer 1's input matrices.
func (n *network) input(s *scratch, ids features.Ids) *wordInput {
	vector := s.vector[:0]
	for kind, id := range ids {
		e := &n.embeddings[kind]
		vector = append(vector, e.rows[int(id)*e.width:][:e.width]...)
	}
	in := new(wordInput)
	for d := range n.layer1 {
		layer := &n.layer1[d]
		sums := s.sums[:4*n.state]
		layer.input.Mul(sums, vector)
		in.products[d] = make([]float32, 4*n.state)
		combine(in.products[d], layer.bias, sums, layer.input.Scale())
	}
	return in
}

// combine sets dst to base plus scaled sums. The conversion keeps compilers from fusing the
// two operations, which would round differently.
func combine(dst, base []float32, sums []int32, scale []float32) {
	base, sums, scale = base[:len(dst)], sums[:len(dst)], scale[:len(dst)]
	for i := range dst {
		dst[i] = base[i] + float32(float32(sums[i])*scale[i])
	}
}

// encode runs both recurrent layers and the tagger, and computes the slot products of every
// token.
func (n *network) encode(s *scratch, input func(i int) *wordInput) {
	width := 2 * n.state
	for i := range s.inputs {
		s.inputs[i] = input(i)
	}
	for d := range n.layer1 {
		n.recur(s, &n.layer1[d], d, s.layer1, func(i int) []float32 { return s.inputs[i].products[d] })
	}
	for i := range s.tags {
		s.tags[i] = n.tag(s, s.layer1[i*width:][:width])
	}
	for d := range n.layer2 {
		layer := &n.layer2[d]
		n.recur(s, layer, d, s.layer2, func(i int) []float32 {
			sums, base := s.sums[:4*n.state], n.tagInput[d][s.tags[i]*4*n.state:][:4*n.state]
			layer.input.Mul(sums, s.layer1[i*width:][:width])
			combine(s.gates, base, sums, layer.input.Scale())
			return s.gates
		})
	}
	sums, scale := s.sums[:transition.Slots*n.hidden], n.slotIn.Scale()
	for i := range s.length {
		n.slotIn.Mul(sums, s.layer2[i*width:][:width])
		for j, v := range sums {
			s.slots[i*len(sums)+j] = float32(v) * scale[j]
		}
	}
	clear(s.inputs)
}

// recur runs one direction of a layer over the sentence and writes the states to its half
// of out. The function gives the input part of a token's gates.
func (n *network) recur(s *scratch, layer *recurrent, direction int, out []int16, input func(i int) []float32) {
	clear(s.cells)
	before, half := s.zero, direction*n.state
	for step := range s.length {
		i := step
		if direction == 1 {
			i = s.length - 1 - step
		}
		layer.state.Mul(s.sums2, before)
		combine(s.gates, input(i), s.sums2, layer.state.Scale())
		before = out[i*2*n.state+half:][:n.state]
		n.cell(s.gates, s.cells, before)
	}
}

// cell updates the cells from the gates and writes the new state.
func (n *network) cell(gates, cells []float32, state []int16) {
	size := len(state)
	in, forget, out, candidate := gates[:size], gates[size:2*size], gates[2*size:3*size], gates[3*size:4*size]
	cells = cells[:size]
	table := n.logistic
	for j := range state {
		kept := float32(table.At(forget[j]) * cells[j])
		added := float32(table.At(in[j]) * table.Tanh(candidate[j]))
		c := kept + added
		cells[j] = c
		state[j] = fixedUnit(float32(table.At(out[j]) * table.Tanh(c)))
	}
}

// fixedUnit rounds a value between -1 and 1.
func fixedUnit(v float32) int16 {
	return int16(int32(float32(v*unit)+(2*unit+0.5)) - 2*unit)
}

// tag gives the best tag of a token by its state in layer 1, the first of equals.
func (n *network) tag(s *scratch, state []int16) int {
	sums, scale := s.sums[:len(n.tagOut.bias)], n.tagOut.Scale()
	n.tagOut.Mul(sums, state)
	best, top := 0, float32(0)
	for t := range len(n.tagInput[0]) / (4 * n.state) {
		score := float32(float32(sums[t])*scale[t]) + n.tagOut.bias[t]
		if t == 0 || score > top {
			best, top = t, score
		}
	}
	return best
}

// score computes the score of every action in the current state.
func (n *network) score(s *scratch, relations int) {
	hidden := s.hidden
	copy(hidden, n.hiddenBias)
	view := s.state.View()
	width := transition.Slots * n.hidden
	for slot, t := range view.Tokens {
		from := n.absent
		switch {
		case t == s.length:
			from = n.absent[width:]
		case t >= 0:
			from = s.slots[t*width:]
		}
		add(hidden, from[slot*n.hidden:])
	}
	for slot, r := range view.Relations {
		add(hidden, n.relations[(slot*(relations+1)+r+1)*n.hidden:])
	}
	for i, v := range hidden {
		s.fixed[i] = fixed(max(v, 0), hiddenUnit)
	}
	sums := s.sums[:len(s.scores)]
	n.actionOut.Mul(sums, s.fixed)
	combine(s.scores, n.actionOut.bias, sums, n.actionOut.Scale())
}

func add(dst, src []float32) {
	src = src[:len(dst)]
	for i := range dst {
		dst[i] += src[i]
	}
}
