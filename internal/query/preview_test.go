package query_test

import (
	"context"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/query"
)

// echo is an extractor that finds one evidence, quoting the whole text and dating it by the publication.
type echo struct{}

func (echo) Name() string { return "echo/1" }

func (echo) Extract(_ context.Context, d diplo.Document) (extract.Result, error) {
	return extract.Result{Evidence: []diplo.Evidence{{Quote: d.Text, Occurred: diplo.Occurred{Until: d.Published}, Document: d.ID}}}, nil
}

// TestPreview holds that a preview extracts, stores nothing, and takes no endless text.
func TestPreview(t *testing.T) {
	s := emptyStore(t)
	q := query.New(s, openGazetteer(t), echo{})
	found, err := q.Preview(t.Context(), "Turkey condemned it.", "2025-06-19")
	if err != nil || len(found) != 1 || found[0].Quote != "Turkey condemned it." || found[0].Occurred.Until != "2025-06-19" {
		t.Errorf("%+v, %v", found, err)
	}
	if stats, err := q.Stats(t.Context()); err != nil || stats.Documents+stats.Evidences != 0 {
		t.Errorf("it was stored: %+v, %v", stats, err)
	}
	if _, err := q.Preview(t.Context(), strings.Repeat("a", query.MaxPreview+1), ""); diplo.CodeOf(err) != diplo.LimitReached {
		t.Errorf("a huge text: %v", err)
	}
	if _, err := query.New(s, openGazetteer(t), nil).Preview(t.Context(), "x", ""); diplo.CodeOf(err) != diplo.Unavailable {
		t.Errorf("without an extractor: %v", err)
	}
}
