package train

import (
	"math/rand/v2"

	"github.com/demarche/demarche/internal/syntax/nn"
)

// lstm is one direction of a layer. Columns are the input, forget and output gates and the
// candidate.
type lstm struct {
	input, state, bias *param
	size               int
	backward           bool
	logistic           *nn.Logistic

	gates, cells, tanhs, before matrix // of the last forward pass, by token
}

func newLSTM(rng *rand.Rand, in, size int, backward bool, logistic *nn.Logistic) *lstm {
	l := &lstm{size: size, backward: backward, logistic: logistic}
	l.input = weights(rng, in, 4*size, size)
	l.state = weights(rng, size, 4*size, size)
	l.bias = newParam(1, 4*size)
	for i := size; i < 2*size; i++ {
		l.bias.data[i] = 1 // forget gates start open
	}
	return l
}

func (l *lstm) params() []*param { return []*param{l.input, l.state, l.bias} }

// row is the row of the batch's sentence i at a step.
func (l *lstm) row(b *batch, i, step int) int {
	if l.backward {
		return b.starts[i] + len(b.sentences[i].ids) - 1 - step
	}
	return b.starts[i] + step
}

// forward writes the states of all tokens to the columns of out from col on.
func (l *lstm) forward(b *batch, x, out matrix, col int) {
	l.gates, l.before = b.matrix(b.rows, 4*l.size), b.matrix(b.rows, l.size)
	l.cells, l.tanhs = b.matrix(b.rows, l.size), b.matrix(b.rows, l.size)
	for i := range b.rows {
		copy(l.gates.row(i), l.bias.data)
	}
	addProduct(l.gates, x, l.input.matrix)

	mark := b.used
	sums, states := b.matrix(len(b.sentences), 4*l.size), b.matrix(len(b.sentences), l.size)
	for step := range b.longest {
		active := b.active(step)
		if step > 0 {
			clear(sums.data)
			for i := range active {
				from := out.row(l.row(b, i, step-1))[col:]
				copy(states.row(i), from)
				copy(l.before.row(l.row(b, i, step)), from[:l.size])
			}
			addProduct(sums.from(0, active), states.from(0, active), l.state.matrix)
		}
		for i := range active {
			r := l.row(b, i, step)
			var cells []float32
			if step > 0 {
				cells = l.cells.row(l.row(b, i, step-1))
			}
			l.cell(r, sums.row(i), cells, out.row(r)[col:])
		}
	}
	b.used = mark
}

// cell computes one token's gates, cells and state.
func (l *lstm) cell(r int, sums, cellsBefore, state []float32) {
	n := l.size
	g, cells, tanhs := l.gates.row(r), l.cells.row(r), l.tanhs.row(r)
	for j := range n {
		in := l.logistic.At(g[j] + sums[j])
		forget := l.logistic.At(g[n+j] + sums[n+j])
		out := l.logistic.At(g[2*n+j] + sums[2*n+j])
		candidate := l.logistic.Tanh(g[3*n+j] + sums[3*n+j])
		c := in * candidate
		if cellsBefore != nil {
			c += forget * cellsBefore[j]
		}
		t := l.logistic.Tanh(c)
		g[j], g[n+j], g[2*n+j], g[3*n+j] = in, forget, out, candidate
		cells[j], tanhs[j], state[j] = c, t, out*t
	}
}

// backpropagate takes the gradient of the states in the columns of dOut from col on, adds to
// the weights' gradients and to dx, the gradient of the input.
func (l *lstm) backpropagate(b *batch, x, dx, dOut matrix, col int) {
	n := l.size
	dGates := b.matrix(b.rows, 4*n)
	mark := b.used
	dStates, dCells := b.matrix(len(b.sentences), n), b.matrix(len(b.sentences), n)
	gathered := b.matrix(len(b.sentences), 4*n)
	for step := b.longest - 1; step >= 0; step-- {
		active := b.active(step)
		for i := range active {
			r := l.row(b, i, step)
			var cells []float32
			if step > 0 {
				cells = l.cells.row(l.row(b, i, step-1))
			}
			l.cellGradient(r, cells, dOut.row(r)[col:], dStates.row(i), dCells.row(i), dGates.row(r))
			copy(gathered.row(i), dGates.row(r))
		}
		clear(dStates.data)
		addProduct(dStates.from(0, active), gathered.from(0, active), l.state.turned)
	}
	b.used = mark
	addTransposed(l.input.grad, x, dGates)
	addTransposed(l.state.grad, l.before, dGates)
	addRows(l.bias.grad.data, dGates)
	addProduct(dx, dGates, l.input.turned)
}

// cellGradient computes the gradient of one token's gates before their activation, and
// turns dCells into the gradient of the cells before.
func (l *lstm) cellGradient(r int, cellsBefore, dOut, dState, dCells, dGates []float32) {
	n := l.size
	g, tanhs := l.gates.row(r), l.tanhs.row(r)
	for j := range n {
		in, forget, out, candidate, t := g[j], g[n+j], g[2*n+j], g[3*n+j], tanhs[j]
		d := dOut[j] + dState[j]
		dc := dCells[j] + d*out*(1-t*t)
		dGates[j] = dc * candidate * in * (1 - in)
		if cellsBefore != nil {
			dGates[n+j] = dc * cellsBefore[j] * forget * (1 - forget)
		} else {
			dGates[n+j] = 0
		}
		dGates[2*n+j] = d * t * out * (1 - out)
		dGates[3*n+j] = dc * in * (1 - candidate*candidate)
		dCells[j] = dc * forget
	}
}
