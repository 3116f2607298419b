package query

import (
	"context"

	"github.com/demarche/demarche/internal/diplo"
)

// Preview extracts from a text without storing anything; published "" means that its day is unknown. Header lines at
// the start of the text are skipped, not read.
func (s *Service) Preview(ctx context.Context, text string, published diplo.Date) ([]diplo.Evidence, error) {
	if len(text) > MaxPreview {
		return nil, tooMuch("bytes of text", len(text), MaxPreview)
	}
	if s.extractor == nil {
		return nil, diplo.Errorf(diplo.Unavailable, "this server extracts nothing: it was started without an extractor")
	}
	result, err := s.extractor.Extract(ctx, diplo.Document{
		ID: diplo.DocumentID(text), Version: diplo.ContentHash(text), Name: "preview", Published: published, Text: text,
	})
	if err != nil {
		return nil, err
	}
	return result.Evidence, nil
}
