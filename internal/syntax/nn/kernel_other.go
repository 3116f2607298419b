//go:build !amd64

package nn

// Best is the fastest kernel that this machine can run.
func Best() Kernel { return Plain }

// mulAVX2 is never reached: Best names no such kernel here.
func mulAVX2(*int32, *int16, *int16, int, int) {
	panic("nn: AVX2 kernel asked for on a processor without it")
}
