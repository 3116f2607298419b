package gazetteer

import (
	"cmp"

	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// maxPieces bounds the length of a phrase; longer names are not known.
const maxPieces = 16

// phrase folds words to pieces, only as far as they are asked for: at most words no name begins. ends[i] is the number
// of words up to the end of piece i, 0 inside a word. joined[i] says that piece i follows a hyphen or stands inside a
// word. first is the number of the word that gives the first piece.
type phrase struct {
	words  []string
	next   int // the word to be folded next
	pieces []facts.Piece
	ends   []int
	joined []bool
	first  int
}

// reach folds words until there is a piece i; false if there is none.
func (p *phrase) reach(i int) bool {
	for i >= len(p.pieces) {
		before := len(p.pieces)
		if p.next == len(p.words) || before >= maxPieces {
			return false
		}
		p.pieces = facts.Fold(p.pieces, p.words[p.next])
		for j := before; j < len(p.pieces); j++ {
			p.ends = append(p.ends, 0)
			p.joined = append(p.joined, j > before || p.next > 0 && p.words[p.next-1] == "-")
		}
		p.next++
		if len(p.pieces) > before {
			p.ends[len(p.pieces)-1] = p.next
			p.first = cmp.Or(p.first, p.next)
		}
	}
	return true
}

// fold gives all pieces of words.
func fold(words []string) []facts.Piece {
	p := phrase{words: words}
	for p.reach(len(p.pieces)) {
	}
	return p.pieces
}
