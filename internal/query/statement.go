package query

import (
	"context"
	"maps"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// StatementAsk asks for statements. The zero value is the newest actual, positive ones.
type StatementAsk struct {
	Filter *Filter // nil: the defaults alone
	RollUp store.RollUp
	Order  store.Order
	Page   PageAsk
	With   With
}

// With is what to answer beside a page of statements: it costs less than to ask for it when the page is known.
type With struct {
	Total     bool
	Evidence  *int         // of each statement the first so many, at most [MaxPage]; nil: none
	Documents store.Detail // of that evidence
	Entities  store.Detail // whom the statements name
}

// StatementPage is a page of statements and what came with it; what was not asked for is empty.
type StatementPage struct {
	Page[diplo.Statement]
	Total int // of the statements that match
	Beside
}

// Beside is what came with statements, as far as it was asked for.
type Beside struct {
	Evidence  map[diplo.ID]EvidencePage   // by statement, as EvidenceOf returns it
	Documents map[diplo.ID]diplo.Document // by id, as DocumentsByID returns them, or their heads; some may lack
	Entities  map[diplo.ID]diplo.Entity   // by the id that names them, as Entities returns them, or their heads; some may lack
}

// lower turns it into a store's: of evidence one more, which tells whether there is more.
func (w With) lower() (store.With, error) {
	low := store.With{Total: w.Total, Documents: w.Documents, Entities: w.Entities}
	if w.Evidence != nil {
		n, err := bounded("items (first)", w.Evidence, 0, 0, MaxPage)
		if err != nil {
			return store.With{}, err
		}
		low.Evidence = n + 1
	}
	return low, nil
}

// Statements returns a page of the statements that match, and what is asked for beside them.
func (s *Service) Statements(ctx context.Context, ask StatementAsk) (StatementPage, error) {
	beside, err := ask.With.lower()
	if err != nil {
		return StatementPage{}, err
	}
	presumed := s.store.presumed()
	out, now, err := s.statements(ctx, ask, beside, presumed)
	if err != nil {
		switch diplo.CodeOf(err) {
		case diplo.BadInput, diplo.NotFound, diplo.Ambiguous: // perhaps only by what was presumed
			x, failed := s.store.Identity(ctx)
			if failed != nil {
				return StatementPage{}, failed
			}
			now = x.Revision
		default:
			return StatementPage{}, err
		}
	}
	identity, held, failed := s.store.confirm(ctx, presumed, now)
	if failed != nil {
		return StatementPage{}, failed
	}
	if !held { // judgements that come in from here on are as if they came after
		out, _, err = s.statements(ctx, ask, beside, identity)
	}
	return out, err
}

// statements answers by an identity and returns the revision of the one that holds.
func (s *Service) statements(ctx context.Context, ask StatementAsk, beside store.With, x store.Identity) (out StatementPage, now store.Revision, err error) {
	filter, err := s.lowerBy(ctx, ask.Filter, func() (diplo.Identity, error) { return x.Identity, nil })
	if err != nil {
		return out, "", err
	}
	mark := sealOf("statements", filter, ask.RollUp, ask.Order)
	page, err := ask.Page.lower(mark, DefaultPage)
	if err != nil {
		return out, "", err
	}
	found, err := s.store.Statements(ctx, store.Query{Filter: filter, RollUp: ask.RollUp, Order: ask.Order, Page: page, With: beside})
	if err != nil {
		return out, "", err
	}
	out = StatementPage{Total: found.Total, Beside: newBeside()}
	out.Page = pageOf(page, mark, found.Statements, func(st diplo.Statement) store.Place { return store.PlaceOf(st, ask.Order.Field) })
	s.note(out.Beside, found, beside, x)
	return out, found.Judgements, nil
}

func newBeside() Beside {
	return Beside{map[diplo.ID]EvidencePage{}, map[diplo.ID]diplo.Document{}, map[diplo.ID]diplo.Entity{}}
}

// note adds to b what came with a page of statements.
func (s *Service) note(b Beside, found store.StatementPage, with store.With, x store.Identity) {
	mark := sealOf("evidence")
	for i, p := range found.Evidence {
		b.Evidence[found.Statements[i].ID] = evidencePage(store.Page{Limit: with.Evidence}, mark, p)
	}
	for _, d := range found.Documents {
		b.Documents[d.ID] = d
	}
	if with.Entities > store.Nothing && x.Revision == found.Judgements {
		maps.Copy(b.Entities, s.known(x.Identity, found))
	}
}

// known are the entities that a page names of whom its profiles tell everything: not those judged the same as others.
func (s *Service) known(identity diplo.Identity, found store.StatementPage) map[diplo.ID]diplo.Entity {
	profiles := make(map[diplo.ID]diplo.Entity, len(found.Entities))
	for _, e := range found.Entities {
		profiles[e.ID] = e
	}
	entities := make(map[diplo.ID]diplo.Entity, len(profiles))
	for _, id := range store.NamedBy(found.Statements) {
		if members := identity.Members(id); len(members) == 1 {
			entities[id] = s.joined(members, identity.Canonical(id), profiles)
		}
	}
	return entities
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
		pages[i] = evidencePage(page, mark, p)
	}
	return pages, nil
}

func evidencePage(page store.Page, mark seal, p store.EvidencePage) EvidencePage {
	return EvidencePage{pageOf(page, mark, p.Evidence, func(e diplo.Evidence) store.Place {
		return store.Place{Key: string(e.Published), ID: e.ID}
	}), p.Total}
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
