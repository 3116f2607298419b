//go:build !amd64

package train

func tile(c []float32, cs int, a []float32, ars, acs int, b []float32, bs, k int) {
	tilePlain(c, cs, a, ars, acs, b, bs, k)
}
