package diplo_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
)

func TestParseHeader(t *testing.T) {
	for text, want := range map[string]diplo.Header{
		"":                {},
		"\ufeff":          {Body: 3},
		"Envoys met.":     {},
		"title":           {},
		"title:":          {Body: 6},
		"title: A\n\nB":   {Title: "A", Body: 9},
		"title: A\nB: C":  {Title: "A", Body: 9},
		"\nurl: x":        {},
		"Minister: no":    {},
		"Source: A: B\nC": {Source: "A: B", Body: 13},
		"\ufeffPUBLISHED :\t2025 \r\nurl:u\r\n\r\nB": {Published: "2025", URL: "u", Body: 29},
		"title: A\ntitle: B\nTITLE:\nC":              {Title: "A", Body: 25, Repeated: []string{"title", "title"}},
	} {
		if diff := cmp.Diff(want, diplo.ParseHeader(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}
