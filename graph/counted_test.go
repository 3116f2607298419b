package graph_test

import (
	"context"
	"sync"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// counted is a store that counts the calls it gets, by method.
type counted struct {
	query.Store
	mu    sync.Mutex
	calls map[string]int
}

func (c *counted) note(method string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.calls == nil {
		c.calls = map[string]int{}
	}
	c.calls[method]++
}

// reset returns the calls so far and begins anew.
func (c *counted) reset() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	calls := c.calls
	c.calls = nil
	return calls
}

func (c *counted) DocumentsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Document, error) {
	c.note("DocumentsByID")
	return c.Store.DocumentsByID(ctx, ids)
}

func (c *counted) EntitiesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Entity, error) {
	c.note("EntitiesByID")
	return c.Store.EntitiesByID(ctx, ids)
}

func (c *counted) StatementsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Statement, error) {
	c.note("StatementsByID")
	return c.Store.StatementsByID(ctx, ids)
}

func (c *counted) EvidencesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Evidence, error) {
	c.note("EvidencesByID")
	return c.Store.EvidencesByID(ctx, ids)
}

func (c *counted) ActsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Act, error) {
	c.note("ActsByID")
	return c.Store.ActsByID(ctx, ids)
}

func (c *counted) Identity(ctx context.Context) (store.Identity, error) {
	c.note("Identity")
	return c.Store.Identity(ctx)
}

func (c *counted) Statements(ctx context.Context, q store.Query) (store.StatementPage, error) {
	c.note("Statements")
	if q.With.Total {
		c.note("Total")
	}
	return c.Store.Statements(ctx, q)
}

func (c *counted) Count(ctx context.Context, f store.Filter, r store.RollUp) (statements, acts int, err error) {
	c.note("Count")
	return c.Store.Count(ctx, f, r)
}

func (c *counted) Dyads(ctx context.Context, f store.Filter, r store.RollUp, limit int) ([]store.Dyad, error) {
	c.note("Dyads")
	return c.Store.Dyads(ctx, f, r, limit)
}

func (c *counted) EvidenceOf(ctx context.Context, statements []diplo.ID, page store.Page) ([]store.EvidencePage, error) {
	c.note("EvidenceOf")
	return c.Store.EvidenceOf(ctx, statements, page)
}

func (c *counted) EntitiesNamed(ctx context.Context, name string) ([]diplo.Entity, error) {
	c.note("EntitiesNamed")
	return c.Store.EntitiesNamed(ctx, name)
}
