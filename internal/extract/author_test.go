package extract

import (
	"context"
	"testing"
)

func TestStatementSpeaksForItsAuthor(t *testing.T) {
	rules := newRules(t)
	for title, want := range map[string]string{
		"Statement by President Joe Biden on the Vote in Kyiv": "Joe Biden WELCOMES Ukraine",
		"Biden Hails Vote in Kyiv":                             "",
	} {
		doc := document("statement", "2023-05-06", "We commend Ukraine for its patience.")
		doc.Title = title
		result, err := rules.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, e := range result.Evidence {
			if e.Type != "HOLDS_OFFICE" {
				got += line(e)
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}
