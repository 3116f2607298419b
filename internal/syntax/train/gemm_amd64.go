package train

import "golang.org/x/sys/cpu"

func tile(c []float32, cs int, a []float32, ars, acs int, b []float32, bs, k int) {
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		tileFMA(&c[0], 4*cs, &a[0], 4*ars, 4*acs, &b[0], 4*bs, k)
		return
	}
	tilePlain(c, cs, a, ars, acs, b, bs, k)
}

// tileFMA does what tilePlain does; strides are in bytes.
//
//go:noescape
func tileFMA(c *float32, cs int, a *float32, ars, acs int, b *float32, bs, k int)
