package extract

import (
	"context"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

func TestWeIsWhoSpeaksInTheDocument(t *testing.T) {
	rules := newRules(t)
	tests := []struct{ title, publisher, text, want string }{
		{"Statement by Antony Blinken on the ferry", "U.S. Department of State", "We condemn Belarus.", "person:antony-blinken"},
		{"On the ferry", "The White House", "We condemn Belarus.", "state:US"},
		{"On the ferry", "European Commission", "We condemn Belarus.", "org:EU"},
		{"On the ferry", "The Times of Israel", "We condemn Belarus.", ""},
		{"On the ferry", "Kenya Today", "We condemn Belarus.", ""},
		{"On the ferry", "The White House", "\"We condemn Belarus,\" a fisherman in Oslo said.", ""},
	}
	for _, tt := range tests {
		doc := document("voice", "2023-05-04", tt.text)
		doc.Title, doc.Publisher = tt.title, tt.publisher
		result, err := rules.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		var got diplo.ID
		for _, e := range result.Evidence {
			if e.Type == "CONDEMNS" {
				got = e.Subject.ID
			}
		}
		if string(got) != tt.want {
			t.Errorf("%s, %s: %s: %q condemns, want %q", tt.title, tt.publisher, tt.text, got, tt.want)
		}
	}
}
