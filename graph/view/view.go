// Package view is how GraphQL sees the values of internal/diplo and internal/query: a thin type for each object of the
// schema whose fields are not those of the value itself, above all "" shown as null.
package view

import (
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
)

// Node is whatever has an id of its own.
type Node interface {
	// IsNode marks those that the schema says implement Node; it does nothing.
	IsNode()
}

// Entity is one of [Person], [State], [Organization] and [Conflict].
type Entity interface {
	Node
	// IsEntity marks the four kinds; it does nothing.
	IsEntity()
}

// The four kinds of entity.
type (
	// Person is a person.
	Person struct{ profile }
	// State is a state.
	State struct{ profile }
	// Organization is an organization.
	Organization struct{ profile }
	// Conflict is a conflict.
	Conflict struct{ profile }
)

// EntityOf is the view of an entity by its kind, nil for a zero Entity.
func EntityOf(e diplo.Entity) Entity {
	switch p := (profile{e}); e.Kind {
	case diplo.Person:
		return &Person{p}
	case diplo.State:
		return &State{p}
	case diplo.Organization:
		return &Organization{p}
	case diplo.Conflict:
		return &Conflict{p}
	}
	return nil
}

// profile is what the four share.
type profile struct{ diplo.Entity }

// IsNode marks an entity as a Node of the schema.
func (profile) IsNode() {}

// IsEntity marks an entity as an Entity of the schema.
func (profile) IsEntity() {}

// Aliases are never null.
func (p profile) Aliases() []string { return append([]string{}, p.Entity.Aliases...) }

// Codes are the entity's codes.
func (p profile) Codes() EntityCodes { return EntityCodes{p.Entity.Codes} }

// EntityCodes are codes in other systems, nil where there is none.
type EntityCodes struct{ codes diplo.Codes }

// Iso2 is ISO 3166-1 alpha-2.
func (c EntityCodes) Iso2() *string { return text(c.codes.ISO2) }

// Iso3 is ISO 3166-1 alpha-3.
func (c EntityCodes) Iso3() *string { return text(c.codes.ISO3) }

// Cameo is the CAMEO actor code.
func (c EntityCodes) Cameo() *string { return text(c.codes.CAMEO) }

// Cow is the Correlates of War abbreviation.
func (c EntityCodes) Cow() *string { return text(c.codes.COW) }

// Wikidata is the item id.
func (c EntityCodes) Wikidata() *string { return text(c.codes.Wikidata) }

// Statement is a statement as it stands in the store.
type Statement struct{ diplo.Statement }

// StatementOf is the view of a statement, nil for a zero one.
func StatementOf(s diplo.Statement) *Statement {
	if s.ID == "" {
		return nil
	}
	return &Statement{s}
}

// IsNode marks a statement as a Node of the schema.
func (Statement) IsNode() {}

// Title is the office, nil but for HOLDS_OFFICE.
func (s Statement) Title() *string { return text(s.Statement.Title) }

// Occurred is when it happened.
func (s Statement) Occurred() Occurred { return Occurred{s.Statement.Occurred} }

// Occurred is when something happened.
type Occurred struct{ diplo.Occurred }

// Precision is nil where the date is unknown.
func (o Occurred) Precision() *diplo.Precision {
	if o.Occurred.Precision == "" {
		return nil
	}
	return &o.Occurred.Precision
}

// Words are the text's own, nil where it has none.
func (o Occurred) Words() *string { return text(o.Occurred.Words) }

// Act is a joint event.
type Act struct{ diplo.Act }

// ActOf is the view of an act, nil for a zero one.
func ActOf(a diplo.Act) *Act {
	if a.ID == "" {
		return nil
	}
	return &Act{a}
}

// IsNode marks an act as a Node of the schema.
func (Act) IsNode() {}

// Evidence is an evidence.
type Evidence struct{ diplo.Evidence }

// EvidenceOf is the view of an evidence, nil for a zero one.
func EvidenceOf(e diplo.Evidence) *Evidence {
	if e.ID == "" {
		return nil
	}
	return &Evidence{e}
}

// IsNode marks an evidence as a Node of the schema.
func (Evidence) IsNode() {}

// Quote is nil where the basis is not TEXT.
func (e Evidence) Quote() *string { return text(e.Evidence.Quote) }

// Start is in bytes; nil where the basis is not TEXT.
func (e Evidence) Start() *int { return e.offset(e.Evidence.Start) }

// End is in bytes, exclusive; nil where the basis is not TEXT.
func (e Evidence) End() *int { return e.offset(e.Evidence.End) }

func (e Evidence) offset(n int) *int {
	if e.Basis != diplo.FromText {
		return nil
	}
	return &n
}

// SubjectMention is the subject in the text's words.
func (e Evidence) SubjectMention() string { return e.Subject.Mention }

// ObjectMention is the object in the text's words.
func (e Evidence) ObjectMention() string { return e.Object.Mention }

// Occurred is when it happened, as this text tells.
func (e Evidence) Occurred() Occurred { return Occurred{e.Evidence.Occurred} }

// Extractor is nil where a person found it.
func (e Evidence) Extractor() *string { return text(e.Evidence.Extractor) }

// Rule is nil where there is none.
func (e Evidence) Rule() *string { return text(e.Evidence.Rule) }

// Document is a document in its current version.
type Document struct{ diplo.Document }

// DocumentOf is the view of a document, nil for a zero one.
func DocumentOf(d diplo.Document) *Document {
	if d.ID == "" {
		return nil
	}
	return &Document{d}
}

// IsNode marks a document as a Node of the schema.
func (Document) IsNode() {}

// Title is nil where there is none.
func (d Document) Title() *string { return text(d.Document.Title) }

// Publisher is nil where there is none.
func (d Document) Publisher() *string { return text(d.Document.Publisher) }

// URL is nil where there is none.
func (d Document) URL() *string { return text(d.Document.URL) }

// Language is nil where it is unknown.
func (d Document) Language() *string { return text(d.Document.Language) }

// StatementTypeInfo is a row of the type table.
type StatementTypeInfo struct{ diplo.TypeInfo }

// Window is in days; nil means any number.
func (t StatementTypeInfo) Window() *int {
	if w := t.Family.Window(); w != diplo.Unbounded {
		return &w
	}
	return nil
}

// Opens is nil where it begins no condition.
func (t StatementTypeInfo) Opens() *string { return text(t.TypeInfo.Opens) }

// Closes is nil where it ends no condition.
func (t StatementTypeInfo) Closes() *string { return text(t.TypeInfo.Closes) }

// Event is nil where PLOVER has none.
func (t StatementTypeInfo) Event() *string { return text(t.TypeInfo.Event) }

// Mode is nil where PLOVER has none.
func (t StatementTypeInfo) Mode() *string { return text(t.TypeInfo.Mode) }

// Context is nil where PLOVER has none.
func (t StatementTypeInfo) Context() *string { return text(t.TypeInfo.Context) }

// Cameo is never null.
func (t StatementTypeInfo) Cameo() []string { return append([]string{}, t.CAMEO...) }

// Goldstein is nil for standing relations.
func (t StatementTypeInfo) Goldstein() *float64 {
	if t.Family == diplo.Standing {
		return nil
	}
	return &t.TypeInfo.Goldstein
}

// StatementRecord is an evidence as extract prints it.
type StatementRecord struct {
	diplo.Evidence
	Document string // the document's name
}

// Attribution is the chain's short form, "" where the text says it in its own name.
func (r StatementRecord) Attribution() string { return diplo.Claimant(r.Evidence.Attribution).Name }

// AttributionChain is the whole chain, outermost first.
func (r StatementRecord) AttributionChain() []RecordAttribution {
	chain := make([]RecordAttribution, len(r.Evidence.Attribution))
	for i, a := range r.Evidence.Attribution {
		chain[i] = RecordAttribution{a}
	}
	return chain
}

// Since is "" where the text tells no date.
func (r StatementRecord) Since() diplo.Date { return r.told(r.Occurred.Since) }

// Until is "" where the text tells no date.
func (r StatementRecord) Until() diplo.Date { return r.told(r.Occurred.Until) }

func (r StatementRecord) told(d diplo.Date) diplo.Date {
	if !r.Occurred.Dated() {
		return ""
	}
	return d
}

// DateBasis is what the date rests on.
func (r StatementRecord) DateBasis() diplo.Basis { return r.Occurred.Basis }

// DateWords are the text's own, "" where it has none.
func (r StatementRecord) DateWords() string { return r.Occurred.Words }

// Act is the id of the joint event, "" where there is none.
func (r StatementRecord) Act() string {
	if r.Evidence.Act == nil {
		return ""
	}
	return string(r.Evidence.Act.ID)
}

// RecordAttribution is a step of a record's chain.
type RecordAttribution struct{ diplo.Attribution }

// ID is nil where it is not known who that is.
func (a RecordAttribution) ID() *diplo.ID {
	if a.Entity == "" {
		return nil
	}
	return &a.Entity
}

// text is nil for "".
func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// PageInfo is where a page lies in its list; a cursor is nil for an empty page.
type PageInfo struct {
	HasNextPage, HasPreviousPage bool
	StartCursor, EndCursor       *string
}

func pageInfo[T any](p query.Page[T]) PageInfo {
	info := PageInfo{HasNextPage: p.HasNext, HasPreviousPage: p.HasPrevious}
	if n := len(p.Edges); n > 0 {
		info.StartCursor, info.EndCursor = &p.Edges[0].Cursor, &p.Edges[n-1].Cursor
	}
	return info
}
