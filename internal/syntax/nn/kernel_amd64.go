package nn

import "golang.org/x/sys/cpu"

// Best is the fastest kernel that this machine can run.
func Best() Kernel {
	if cpu.X86.HasAVX2 {
		return AVX2
	}
	return Plain
}

// mulAVX2 multiplies x, 2*pairs elements, by a matrix laid out by layPairs with blocks*64
// columns.
//
//go:noescape
func mulAVX2(dst *int32, x, w *int16, pairs, blocks int)
