package dispatches_test

import (
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/dispatches"
	"github.com/demarche/demarche/internal/source"
)

func TestDispatches(t *testing.T) {
	all, err := dispatches.All()
	if err != nil || len(all) < 12 {
		t.Fatalf("%d dispatches, %v", len(all), err)
	}
	for _, d := range all {
		doc, notes, err := source.Parse(d.Name, d.Text, source.Options{Strict: true})
		if err != nil || len(notes) > 0 {
			t.Errorf("%v %v", notes, err)
			continue
		}
		if doc.Title == "" || doc.Publisher != "Demarche Sample Wire" || doc.Published == "" || doc.URL != "" {
			t.Errorf("%s: header %q %q %q %q", d.Name, doc.Title, doc.Publisher, doc.Published, doc.URL)
		}
		if !strings.HasPrefix(d.Name, doc.Published.Time().Format("2006-01-")) {
			t.Errorf("%s is named after another month than %s, when it was published", d.Name, doc.Published)
		}
		_, body, _ := strings.Cut(doc.Text, "\n\n")
		if n := len(strings.Fields(body)); n < 120 || n > 250 {
			t.Errorf("%s has %d words, want 120 to 250", d.Name, n)
		}
	}
}
