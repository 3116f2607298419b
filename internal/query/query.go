// Package query answers the questions that people ask of the graph: who is meant by a name, which statements match,
// who relates to whom, and how that adds up over pairs, months and paths. It turns what a person says (names, families,
// fields left out) into what a store understands (ids, types, every field set), and holds the limits, the cursors and
// the algorithms that are the same over every store.
//
// A [Service] is asked by the GraphQL resolvers and by the command line. Errors are *diplo.Error: BadInput, Ambiguous,
// NotFound and LimitReached for the caller, the store's own otherwise.
package query

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/store"
)

// Limits of what one question may ask for; more is refused with LimitReached, never cut silently.
const (
	DefaultPage   = 20     // items of a list where the question does not say
	MaxPage       = 100    // items of a list
	MaxIDs        = 100    // ids, or names, in one list
	MaxHops       = 6      // of a path
	MaxPaths      = 20     //
	MaxReach      = 3      // hops of a neighborhood
	MaxNeighbors  = 200    // of a neighborhood
	MaxCells      = 1000   // of a matrix
	MaxPoints     = 500    // of a timeline
	MaxPreview    = 100000 // bytes of a text to preview
	maxName       = 200    // bytes of a name to resolve
	maxFilters    = 50     // filters within a filter, itself among them
	maxFilterDeep = 5      // levels of filters within a filter
)

// Store is the part of a store that questions need.
type Store interface {
	store.Reader
	store.Asker
}

// Service answers questions over one store. It is safe for concurrent use.
type Service struct {
	store     *remembering
	names     *gazetteer.Gazetteer
	extractor extract.Extractor
}

// New makes a Service. The extractor serves [Service.Preview] alone and may be nil: Preview is then Unavailable.
func New(s Store, names *gazetteer.Gazetteer, x extract.Extractor) *Service {
	return &Service{store: &remembering{Store: s, last: new(atomic.Pointer[store.Identity])}, names: names, extractor: x}
}

// Operation returns a Service for one operation of several questions: it reads who is who (the identity) from the store
// once, so that all answers agree and none asks again.
func (s *Service) Operation() *Service {
	operation := *s
	operation.store = &remembering{Store: s.store.Store, last: s.store.last, once: true}
	return &operation
}

// remembering is a store that remembers who is who. A page of statements tells whether what is remembered still holds,
// so that to ask for one costs no question about the identity before.
type remembering struct {
	Store
	last *atomic.Pointer[store.Identity] // what the store said last, to any operation; nil: that of no judgements is tried
	once bool                            // to read the identity once

	mu   sync.Mutex
	sure *store.Identity // where it is read once: what was read, or held at the first page
}

// Identity reads the identity, or returns what was read or held before in this operation.
func (s *remembering) Identity(ctx context.Context) (store.Identity, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sure != nil {
		return *s.sure, nil
	}
	return s.read(ctx)
}

// read reads the identity anew. The mutex is held.
func (s *remembering) read(ctx context.Context) (store.Identity, error) {
	x, err := s.Store.Identity(ctx)
	if err != nil {
		return x, err
	}
	s.last.Store(&x)
	if s.once {
		s.sure = &x
	}
	return x, nil
}

// presumed is the identity that probably holds.
func (s *remembering) presumed() store.Identity {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sure != nil {
		return *s.sure
	}
	if x := s.last.Load(); x != nil {
		return *x
	}
	return store.Identity{}
}

// confirm takes what was presumed for what holds where the revision is its own; else it reads what does, and tells so.
func (s *remembering) confirm(ctx context.Context, presumed store.Identity, now store.Revision) (x store.Identity, held bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if presumed.Revision != now {
		x, err = s.read(ctx)
		return x, false, err
	}
	if s.once && s.sure == nil {
		s.sure = &presumed
	}
	return presumed, true, nil
}

// tooMuch refuses more than max of what.
func tooMuch(what string, got, max int) error {
	return diplo.Errorf(diplo.LimitReached, "%d %s asked for, %d is the most", got, what, max)
}

// bounded returns the number asked for, or def where none is; it refuses less than least and more than max.
func bounded(what string, asked *int, def, least, max int) (int, error) {
	switch {
	case asked == nil:
		return def, nil
	case *asked > max:
		return 0, tooMuch(what, *asked, max)
	case *asked < least:
		return 0, diplo.Errorf(diplo.BadInput, "%d %s asked for, %d is the least", *asked, what, least)
	}
	return *asked, nil
}
