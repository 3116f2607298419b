package train

import (
	"math"
	"math/rand/v2"
)

// param is a matrix of weights with its gradient and Adam's two moments.
type param struct {
	matrix
	grad      matrix
	mean, sq  []float32
	turned    matrix // the transposed weights, where backward passes need them
	rowwise   bool   // an embedding table: only touched rows have a gradient
	isTouched []bool
	touched   []int
}

func newParam(rows, cols int) *param {
	p := &param{matrix: newMatrix(rows, cols), grad: newMatrix(rows, cols)}
	p.mean, p.sq = make([]float32, len(p.data)), make([]float32, len(p.data))
	return p
}

func newMatrix(rows, cols int) matrix {
	return matrix{rows: rows, cols: cols, data: make([]float32, rows*cols)}
}

// weights is a matrix with uniform Glorot weights and room for its transposed.
func weights(rng *rand.Rand, rows, cols, fanOut int) *param {
	p := newParam(rows, cols)
	p.turned = newMatrix(cols, rows)
	uniform(rng, p.data, math.Sqrt(6/float64(rows+fanOut)))
	return p
}

// table is an embedding table with uniform weights within limit.
func table(rng *rand.Rand, rows, cols int, limit float64) *param {
	p := newParam(rows, cols)
	p.rowwise, p.isTouched = true, make([]bool, rows)
	uniform(rng, p.data, limit)
	return p
}

func uniform(rng *rand.Rand, data []float32, limit float64) {
	for i := range data {
		data[i] = float32((2*rng.Float64() - 1) * limit)
	}
}

// touch gives the gradient of a row, to add to.
func (p *param) touch(row int) []float32 {
	if p.rowwise && !p.isTouched[row] {
		p.isTouched[row] = true
		p.touched = append(p.touched, row)
	}
	return p.grad.row(row)
}

const (
	adamMean = 0.9
	adamSq   = 0.99
	adamTiny = 1e-8
)

// update makes one step of Adam and clears the gradient. Rows without one stay as they are.
func (p *param) update(rate float32) {
	if !p.rowwise {
		p.step(0, len(p.data), rate)
		return
	}
	for _, row := range p.touched {
		p.step(row*p.cols, (row+1)*p.cols, rate)
		p.isTouched[row] = false
	}
	p.touched = p.touched[:0]
}

func (p *param) step(from, to int, rate float32) {
	w, g, m, v := p.data[from:to], p.grad.data[from:to], p.mean[from:to], p.sq[from:to]
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i := range w {
		d := g[i]
		m[i] += (1 - adamMean) * (d - m[i])
		v[i] += (1 - adamSq) * (d*d - v[i])
		w[i] -= rate * m[i] / (float32(math.Sqrt(float64(v[i]))) + adamTiny)
		g[i] = 0
	}
}
