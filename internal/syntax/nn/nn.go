// Package nn holds the arithmetic that the parser runs on: products of quantised weight
// matrices with 16-bit vectors, and the logistic function by table.
//
// Weights are 8-bit and activations 16-bit integers, and sums are kept in 32 bits without
// rounding. So every kernel gives exactly the same numbers in whatever order it adds, and
// the parser gives the same trees with and without vector instructions.
package nn

import "math"

// Block is what the number of columns of a Matrix must be a multiple of.
const Block = 64

// Kernel names an implementation of the matrix product.
type Kernel int

// The kernels. Plain runs everywhere; AVX2 needs an amd64 processor that has it.
const (
	Plain Kernel = iota
	AVX2
)

// Matrix is a quantised matrix, laid out for one kernel. It is immutable.
type Matrix struct {
	in, out int
	scale   []float32
	pairs   []int16 // AVX2: blocks of 64 columns, in them pairs of rows: (row 0, row 1) of each column
	packed  []int64 // Plain: blocks of 16 columns, in them rows: two columns in one word
}

// NewMatrix lays out a row-major matrix for kernel k. Rows (the length of the vectors to
// multiply) must be a multiple of 4, columns a multiple of Block; scale is what one unit of
// the product is worth, for each column. A kernel that the machine does not have is replaced
// by Plain.
func NewMatrix(k Kernel, in, out int, weights []int8, scale []float32) *Matrix {
	m := &Matrix{in: in, out: out, scale: scale}
	if k == AVX2 && Best() == AVX2 {
		m.pairs = layPairs(in, out, weights)
	} else {
		m.packed = layPacked(in, out, weights)
	}
	return m
}

// Scale is what one unit of the product is worth, for each column.
func (m *Matrix) Scale() []float32 { return m.scale }

// Mul sets dst to the product of the vector x and the matrix, in units of Scale. dst has as
// many elements as the matrix has columns, x as many as it has rows. Sums stay within 32
// bits for up to 512 rows.
func (m *Matrix) Mul(dst []int32, x []int16) {
	dst, x = dst[:m.out], x[:m.in]
	if m.pairs != nil {
		mulAVX2(&dst[0], &x[0], &m.pairs[0], m.in/2, m.out/Block)
		return
	}
	mulPacked(dst, x, m.packed)
}

func layPairs(in, out int, weights []int8) []int16 {
	pairs := make([]int16, 0, in*out)
	for block := 0; block < out; block += Block {
		for row := 0; row < in; row += 2 {
			upper := weights[row*out+block:][:Block]
			lower := weights[(row+1)*out+block:][:Block]
			for col := range upper {
				pairs = append(pairs, int16(upper[col]), int16(lower[col]))
			}
		}
	}
	return pairs
}

// packedColumns and packedRows are the columns of a block of the plain layout, and the rows
// that go together in it.
const (
	packedColumns = 8
	packedRows    = 4
)

func layPacked(in, out int, weights []int8) []int64 {
	packed := make([]int64, 0, in*out/2)
	for block := 0; block < out; block += packedColumns {
		for row := range in {
			line := weights[row*out+block:][:packedColumns]
			for col := 0; col < packedColumns; col += 2 {
				packed = append(packed, int64(line[col+1])<<32+int64(line[col]))
			}
		}
	}
	return packed
}

// mulPacked does two products with every multiplication: a word holds the weights of two
// columns 32 bits apart, and neither sum outgrows its 32 bits.
func mulPacked(dst []int32, x []int16, packed []int64) {
	for ; len(dst) >= packedColumns; dst = dst[packedColumns:] {
		var s0, s1, s2, s3 int64
		for i := 0; i <= len(x)-packedRows; i += packedRows {
			f := (*[packedRows]int16)(x[i:])
			w := (*[packedRows * packedColumns / 2]int64)(packed)
			packed = packed[len(w):]
			f0, f1, f2, f3 := int64(f[0]), int64(f[1]), int64(f[2]), int64(f[3])
			s0 += w[0]*f0 + w[4]*f1 + w[8]*f2 + w[12]*f3
			s1 += w[1]*f0 + w[5]*f1 + w[9]*f2 + w[13]*f3
			s2 += w[2]*f0 + w[6]*f1 + w[10]*f2 + w[14]*f3
			s3 += w[3]*f0 + w[7]*f1 + w[11]*f2 + w[15]*f3
		}
		unpack((*[packedColumns]int32)(dst), [packedColumns / 2]int64{s0, s1, s2, s3})
	}
}

// unpack separates the two sums of every word: what the lower one borrowed or carried is
// given back to the upper one.
func unpack(dst *[packedColumns]int32, sums [packedColumns / 2]int64) {
	for i, s := range sums {
		low := int32(s)
		dst[2*i] = low
		dst[2*i+1] = int32((s - int64(low)) >> 32)
	}
}

const (
	logisticRange = 8   // the table covers -8 to 8
	logisticSteps = 256 // entries to a unit
)

// Logistic is a table of the logistic function, exact to 0.001.
type Logistic [2 * logisticRange * logisticSteps]float32

// NewLogistic fills the table.
func NewLogistic() *Logistic {
	table := new(Logistic)
	for i := range table {
		x := float64(i)/logisticSteps - logisticRange
		table[i] = float32(1 / (1 + math.Exp(-x)))
	}
	return table
}

// At is the logistic function of x, which must not be NaN.
func (t *Logistic) At(x float32) float32 {
	i := int(float32((x+logisticRange)*logisticSteps) + 0.5)
	if uint(i) >= uint(len(t)) {
		if x < 0 {
			return t[0]
		}
		return t[len(t)-1]
	}
	return t[i]
}

// Tanh is the hyperbolic tangent of x by the same table.
func (t *Logistic) Tanh(x float32) float32 {
	return float32(2*t.At(2*x)) - 1
}
