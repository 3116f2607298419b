package train

// matrix is a row-major view of float32s. Rows of computed matrices come in fours: a matrix
// has room for its number of rows rounded up.
type matrix struct {
	rows, cols int
	data       []float32
}

func (m matrix) row(i int) []float32 { return m.data[i*m.cols:][:m.cols] }

// from is the matrix without its first rows.
func (m matrix) from(i, rows int) matrix {
	return matrix{rows: rows, cols: m.cols, data: m.data[i*m.cols:]}
}

func fours(n int) int { return (n + 3) &^ 3 }

// addProduct adds a·b to c. The columns of b are a multiple of 16.
func addProduct(c, a, b matrix) {
	gemm(c.data, c.cols, a.data, a.cols, 1, b.data, b.cols, fours(a.rows), b.cols, b.rows)
}

// addTransposed adds aᵀ·b to c; a has a multiple of 4 columns.
func addTransposed(c, a, b matrix) {
	gemm(c.data, c.cols, a.data, 1, a.cols, b.data, b.cols, a.cols, b.cols, a.rows)
}

// gemm adds to c, m rows of n columns, the product of a, m by k with the given strides
// between rows and columns, and b, k by n.
func gemm(c []float32, cs int, a []float32, ars, acs int, b []float32, bs, m, n, k int) {
	if m == 0 || n == 0 || k == 0 {
		return
	}
	_, _, _ = c[(m-1)*cs+n-1], a[(m-1)*ars+(k-1)*acs], b[(k-1)*bs+n-1]
	for j := 0; j < n; j += 16 {
		for i := 0; i < m; i += 4 {
			tile(c[i*cs+j:], cs, a[i*ars:], ars, acs, b[j:], bs, k)
		}
	}
}

// tilePlain adds to a tile of 4 rows and 16 columns of c.
func tilePlain(c []float32, cs int, a []float32, ars, acs int, b []float32, bs, k int) {
	for r := range 4 {
		line := (*[16]float32)(c[r*cs:])
		for p := range k {
			f, w := a[r*ars+p*acs], (*[16]float32)(b[p*bs:])
			for j := range line {
				line[j] += f * w[j]
			}
		}
	}
}

// transpose sets dst to the transposed of src.
func transpose(dst, src matrix) {
	for i := range src.rows {
		for j, v := range src.row(i) {
			dst.data[j*dst.cols+i] = v
		}
	}
}

// addRows adds every row of m to sum.
func addRows(sum []float32, m matrix) {
	for i := range m.rows {
		for j, v := range m.row(i) {
			sum[j] += v
		}
	}
}
