package nn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// naive multiplies without any layout.
func naive(in, out int, weights []int8, x []int16) []int32 {
	dst := make([]int32, out)
	for i := range in {
		for j := range out {
			dst[j] += int32(weights[i*out+j]) * int32(x[i])
		}
	}
	return dst
}

func kernels() []Kernel {
	if Best() == Plain {
		return []Kernel{Plain}
	}
	return []Kernel{Plain, Best()}
}

func TestMulIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, size := range [][2]int{{4, 64}, {96, 384}, {176, 512}, {256, 768}, {512, 64}} {
		in, out := size[0], size[1]
		weights, x := make([]int8, in*out), make([]int16, in)
		for _, extreme := range []bool{false, true} {
			for i := range weights {
				weights[i] = int8(rng.IntN(255) - 127)
				if extreme {
					weights[i] = [2]int8{127, -127}[i%2]
				}
			}
			for i := range x {
				x[i] = int16(rng.IntN(1<<16) - 1<<15)
				if extreme {
					x[i] = math.MinInt16
				}
			}
			want := naive(in, out, weights, x)
			for _, k := range kernels() {
				got := make([]int32, out)
				NewMatrix(k, in, out, weights, make([]float32, out)).Mul(got, x)
				if !slices.Equal(got, want) {
					t.Errorf("kernel %d, %dx%d, extreme %v: a wrong product", k, in, out, extreme)
				}
			}
		}
	}
}

func TestLogisticTable(t *testing.T) {
	table := NewLogistic()
	for x := -20.0; x < 20; x += 0.0007 {
		if got, want := float64(table.At(float32(x))), 1/(1+math.Exp(-x)); math.Abs(got-want) > 0.001 {
			t.Fatalf("logistic(%g) = %g, want %g", x, got, want)
		}
		if got, want := float64(table.Tanh(float32(x))), math.Tanh(x); math.Abs(got-want) > 0.002 {
			t.Fatalf("tanh(%g) = %g, want %g", x, got, want)
		}
	}
}
