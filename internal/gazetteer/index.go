package gazetteer

import (
	"sort"
	"strings"
)

// index is a sorted text table searched in place: one row a line, the key first, up to a tab. Because a tab sorts below
// a space, and a space below every letter, the rows of a key and of the keys that continue it are neighbours.
type index struct {
	text   string
	starts []uint32 // of the lines, and the end of the text
}

func newIndex(text string) index {
	starts := make([]uint32, 0, strings.Count(text, "\n")+1)
	starts = append(starts, 0)
	for at := 0; ; {
		n := strings.IndexByte(text[at:], '\n')
		if n < 0 {
			return index{text, starts}
		}
		at += n + 1
		starts = append(starts, uint32(at))
	}
}

// row is the line i without its line break.
func (x index) row(i int) string { return x.text[x.starts[i] : x.starts[i+1]-1] }

// span is a range of rows.
type span struct{ lo, hi int }

func (x index) all() span { return span{0, len(x.starts) - 1} }

// narrow is the part of s whose keys are key or begin with key and a space.
func (x index) narrow(s span, key string) span {
	at := func(bound string) int {
		return s.lo + sort.Search(s.hi-s.lo, func(i int) bool { return x.row(s.lo+i) >= bound })
	}
	lo := at(key + "\t")
	s.lo = lo
	return span{lo, at(key + "!")}
}

// exact calls yield with what follows the key in each row of s whose key it is.
func (x index) exact(s span, key string, yield func(rest string)) {
	for i := s.lo; i < s.hi; i++ {
		rest, ok := strings.CutPrefix(x.row(i), key+"\t")
		if !ok {
			return
		}
		yield(rest)
	}
}

// find calls yield with what follows the key in every row of the key.
func (x index) find(key string, yield func(rest string)) {
	x.exact(x.narrow(x.all(), key), key, yield)
}
