package view

import (
	"context"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
)

// StatementConnection is a page of statements; TotalCount is counted only where it is selected.
type StatementConnection struct {
	Page       query.Page[diplo.Statement]
	TotalCount int
}

// Edges are the items with their cursors.
func (c StatementConnection) Edges() []StatementEdge {
	edges := make([]StatementEdge, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		edges[i] = StatementEdge{e.Cursor, Statement{e.Node}}
	}
	return edges
}

// Nodes are the items alone.
func (c StatementConnection) Nodes() []Statement {
	nodes := make([]Statement, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		nodes[i] = Statement{e.Node}
	}
	return nodes
}

// PageInfo is where the page lies.
func (c StatementConnection) PageInfo() PageInfo { return pageInfo(c.Page) }

// StatementEdge is a statement and its place.
type StatementEdge struct {
	Cursor string
	Node   Statement
}

// EvidenceConnection is a page of a statement's evidence.
type EvidenceConnection struct{ query.EvidencePage }

// Edges are the items with their cursors.
func (c EvidenceConnection) Edges() []EvidenceEdge {
	edges := make([]EvidenceEdge, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		edges[i] = EvidenceEdge{e.Cursor, Evidence{e.Node}}
	}
	return edges
}

// Nodes are the items alone.
func (c EvidenceConnection) Nodes() []Evidence {
	nodes := make([]Evidence, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		nodes[i] = Evidence{e.Node}
	}
	return nodes
}

// PageInfo is where the page lies.
func (c EvidenceConnection) PageInfo() PageInfo { return pageInfo(c.Page) }

// TotalCount is how much evidence the statement has.
func (c EvidenceConnection) TotalCount() int { return c.Total }

// EvidenceEdge is an evidence and its place.
type EvidenceEdge struct {
	Cursor string
	Node   Evidence
}

// DocumentConnection is a page of documents.
type DocumentConnection struct{ Page query.Page[diplo.Document] }

// Edges are the items with their cursors.
func (c DocumentConnection) Edges() []DocumentEdge {
	edges := make([]DocumentEdge, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		edges[i] = DocumentEdge{e.Cursor, Document{e.Node}}
	}
	return edges
}

// Nodes are the items alone.
func (c DocumentConnection) Nodes() []Document {
	nodes := make([]Document, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		nodes[i] = Document{e.Node}
	}
	return nodes
}

// PageInfo is where the page lies.
func (c DocumentConnection) PageInfo() PageInfo { return pageInfo(c.Page) }

// DocumentEdge is a document and its place.
type DocumentEdge struct {
	Cursor string
	Node   Document
}

// RelationConnection is a page of one entity's relations; Count counts them all, where that is selected.
type RelationConnection struct {
	Page  query.Page[query.Relation]
	Count func(context.Context) (int, error)
}

// Edges are the relations with their cursors.
func (c RelationConnection) Edges() []RelationEdge {
	edges := make([]RelationEdge, len(c.Page.Edges))
	for i, e := range c.Page.Edges {
		edges[i] = RelationEdge{e.Cursor, e.Node}
	}
	return edges
}

// PageInfo is where the page lies.
func (c RelationConnection) PageInfo() PageInfo { return pageInfo(c.Page) }

// RelationEdge is a relation and its place.
type RelationEdge struct {
	Cursor   string
	Relation query.Relation
}

// Direction is which way the statement points.
func (e RelationEdge) Direction() query.Direction { return e.Relation.Direction }

// Statement is the statement.
func (e RelationEdge) Statement() Statement { return Statement{e.Relation.Statement} }
