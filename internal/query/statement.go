package query

import (
	"context"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// StatementAsk asks for statements. The zero value is the newest actual, positive ones.
type StatementAsk struct {
	Filter *Filter // nil: the defaults alone
	RollUp store.RollUp
	Order  store.Order
	Page   PageAsk
}

// Statements returns a page of the statements that match.
func (s *Service) Statements(ctx context.Context, ask StatementAsk) (Page[diplo.Statement], error) {
	filter, err := s.lower(ctx, ask.Filter)
	if err != nil {
		return Page[diplo.Statement]{}, err
	}
	mark := sealOf("statements", filter, ask.RollUp, ask.Order)
	page, err := ask.Page.lower(mark, DefaultPage)
	if err != nil {
		return Page[diplo.Statement]{}, err
	}
	found, err := s.store.Statements(ctx, store.Query{Filter: filter, RollUp: ask.RollUp, Order: ask.Order, Page: page})
	if err != nil {
		return Page[diplo.Statement]{}, err
	}
	return pageOf(page, mark, found, func(st diplo.Statement) store.Place { return store.PlaceOf(st, ask.Order.Field) }), nil
}

// Count returns how many statements match, and how many acts they tell of.
func (s *Service) Count(ctx context.Context, f *Filter, r store.RollUp) (statements, acts int, err error) {
	filter, err := s.lower(ctx, f)
	if err != nil {
		return 0, 0, err
	}
	return s.store.Count(ctx, filter, r)
}

// StatementsByID returns statements in the order of the ids, retracted ones among them; a superseded id gives its
// successor, an unknown one a zero Statement.
func (s *Service) StatementsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Statement, error) {
	return s.store.StatementsByID(ctx, ids)
}

// EvidencePage is a page of one statement's evidence, newest publication first.
type EvidencePage struct {
	Page[diplo.Evidence]
	Total int // of the statement's evidence in force
}

// EvidenceOf returns a page of the evidence of each statement, in the order of the ids. def is how many where the page
// does not say.
func (s *Service) EvidenceOf(ctx context.Context, statements []diplo.ID, ask PageAsk, def int) ([]EvidencePage, error) {
	mark := sealOf("evidence")
	page, err := ask.lower(mark, def)
	if err != nil {
		return nil, err
	}
	found, err := s.store.EvidenceOf(ctx, statements, page)
	if err != nil {
		return nil, err
	}
	pages := make([]EvidencePage, len(found))
	for i, p := range found {
		pages[i] = EvidencePage{pageOf(page, mark, p.Evidence, func(e diplo.Evidence) store.Place {
			return store.Place{Key: string(e.Published), ID: e.ID}
		}), p.Total}
	}
	return pages, nil
}

// EvidencesByID returns evidences in the order of the ids, retracted ones among them, zero for unknown ids.
func (s *Service) EvidencesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Evidence, error) {
	return s.store.EvidencesByID(ctx, ids)
}

// ActsByID returns acts in the order of the ids, zero for unknown ids.
func (s *Service) ActsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Act, error) {
	return s.store.ActsByID(ctx, ids)
}

// DocumentsByID returns the current versions of documents in the order of the ids, deleted ones among them, zero for
// unknown ids.
func (s *Service) DocumentsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Document, error) {
	return s.store.DocumentsByID(ctx, ids)
}

// Documents returns a page of the documents, newest publication first; publisher "" means any.
func (s *Service) Documents(ctx context.Context, publisher string, ask PageAsk) (Page[diplo.Document], error) {
	mark := sealOf("documents", store.FoldName(publisher))
	page, err := ask.lower(mark, DefaultPage)
	if err != nil {
		return Page[diplo.Document]{}, err
	}
	found, err := s.store.Documents(ctx, publisher, page)
	if err != nil {
		return Page[diplo.Document]{}, err
	}
	return pageOf(page, mark, found, func(d diplo.Document) store.Place {
		return store.Place{Key: string(d.Published), ID: d.ID}
	}), nil
}
