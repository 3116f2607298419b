// Package extract turns a document into evidence: who did what to whom, when, according to whom, in which words.
//
// [Extractor] is the contract. The extractor of this package reads by rules over syntax; extract/llm is another behind
// the same contract.
package extract

import (
	"context"

	"github.com/demarche/demarche/internal/diplo"
)

// Extractor finds the statements of one document. It is pure: it asks no store and no clock, and the same document
// gives the same result. It is safe for concurrent use.
type Extractor interface {
	// Name identifies the extractor and its version in the evidence: "rules/1".
	Name() string
	// Extract reads doc.Text, which must be valid UTF-8, resolving dates and offices against doc.Published. A document
	// without a statement gives an empty Result and no error. Errors are the context's, or diplo errors that name what
	// is wrong with the document; a Result that comes with an error is empty.
	Extract(ctx context.Context, doc diplo.Document) (Result, error)
}

// Result is what an extractor found in one document.
type Result struct {
	// Evidence is in the order of the quotes' starts, then ends, then id. Every one passes Evidence.Validate, and its
	// quote is doc.Text[Start:End]. RecordedAt is zero: the store sets it.
	Evidence []diplo.Evidence
	// Entities are the profiles of every entity that the evidence names (ends, polities, attributions, parts of acts,
	// parties of conflicts), each once, sorted by id.
	Entities []diplo.Entity
	// Notes are remarks for the user about the document as a whole, such as "no statements: the text is in French".
	Notes []string
}
