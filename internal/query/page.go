package query

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// PageAsk asks for a page as Relay does: the first so many after a cursor, or the last so many before one; both cursors
// may bound either. The zero value is the first [DefaultPage].
type PageAsk struct {
	First, Last   *int   // at most [MaxPage]; only one of the two
	After, Before string // cursors of the same list under the same filter and order; "" for none
}

// Page is a part of a list, in the list's order whichever way it was asked for.
type Page[T any] struct {
	Edges                []Edge[T]
	HasNext, HasPrevious bool // of the side that the page was not asked from: only whether a cursor bounded it
}

// Edge is an item and its place in the list.
type Edge[T any] struct {
	Cursor string
	Node   T
}

// Nodes are the items alone.
func (p Page[T]) Nodes() []T {
	nodes := make([]T, len(p.Edges))
	for i, e := range p.Edges {
		nodes[i] = e.Node
	}
	return nodes
}

// cursorVersion is the first byte of every cursor; another number means another layout.
const cursorVersion = 1

// seal identifies what a list was asked for, so that a cursor of another list is found out.
type seal [8]byte

// sealOf is the seal of a list made by these values, which JSON must tell apart.
func sealOf(list string, values ...any) seal {
	text, _ := json.Marshal(values) // plain data that was checked: it cannot fail
	sum := sha256.Sum256(append([]byte(list+"\n"), text...))
	return seal(sum[:8])
}

// cursor is base64url of: version, seal, length of the key (uvarint), key, id.
func (s seal) cursor(p store.Place) string {
	b := append([]byte{cursorVersion}, s[:]...)
	b = binary.AppendUvarint(b, uint64(len(p.Key)))
	b = append(append(b, p.Key...), p.ID...)
	return base64.RawURLEncoding.EncodeToString(b)
}

// place reads a cursor, nil for "".
func (s seal) place(cursor string) (*store.Place, error) {
	if cursor == "" {
		return nil, nil
	}
	malformed := diplo.Errorf(diplo.BadInput, "%.60q is no cursor: take after and before from pageInfo or edges.cursor of an earlier answer", cursor)
	b, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(b) < 1+len(s) || b[0] != cursorVersion {
		return nil, malformed
	}
	if seal(b[1:1+len(s)]) != s {
		return nil, diplo.Errorf(diplo.BadInput, "the cursor belongs to another list: use it with the filter, rollUp and orderBy it came from")
	}
	n, used := binary.Uvarint(b[1+len(s):])
	rest := b[1+len(s)+max(used, 0):]
	if used <= 0 || n >= uint64(len(rest)) {
		return nil, malformed
	}
	return &store.Place{Key: string(rest[:n]), ID: diplo.ID(rest[n:])}, nil
}

// size is how many items the page asks for, and whether from the end.
func (p PageAsk) size(def int) (n int, backward bool, err error) {
	if p.First != nil && p.Last != nil {
		return 0, false, diplo.Errorf(diplo.BadInput, "first and last are both given: use one of them")
	}
	if p.Last != nil {
		n, err = bounded("items (last)", p.Last, def, 0, MaxPage)
		return n, true, err
	}
	n, err = bounded("items (first)", p.First, def, 0, MaxPage)
	return n, false, err
}

// lower turns the page into a store's, which takes one item more to see whether there is more.
func (p PageAsk) lower(s seal, def int) (store.Page, error) {
	n, backward, err := p.size(def)
	if err != nil {
		return store.Page{}, err
	}
	low := store.Page{Backward: backward, Limit: n + 1}
	if low.After, err = s.place(p.After); err != nil {
		return store.Page{}, err
	}
	if low.Before, err = s.place(p.Before); err != nil {
		return store.Page{}, err
	}
	return low, nil
}

// pageOf makes a page of what a store answered to p, which may hold one item more than was asked for.
func pageOf[T any](p store.Page, s seal, items []T, place func(T) store.Place) Page[T] {
	more := len(items) >= p.Limit
	if more && p.Backward {
		items = items[len(items)-p.Limit+1:]
	} else if more {
		items = items[:p.Limit-1]
	}
	page := Page[T]{Edges: make([]Edge[T], len(items)), HasNext: more, HasPrevious: p.After != nil}
	if p.Backward {
		page.HasNext, page.HasPrevious = p.Before != nil, more
	}
	for i, item := range items {
		page.Edges[i] = Edge[T]{s.cursor(place(item)), item}
	}
	return page
}

// reversed returns the items in the opposite order.
func reversed[T any](items []T) []T {
	items = slices.Clone(items)
	slices.Reverse(items)
	return items
}
