package diplo_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func TestParagraph(t *testing.T) {
	const text = "title: x\n\nOne a.\nOne b.\n \t\r\n\nTwo.\r\n\r\nThree.\n"
	for quote, want := range map[string]string{
		"title": "title: x", "One b.": "One a.\nOne b.", "Two.": "Two.\r", "Three.": "Three.\n",
		"One a.": "One a.\nOne b.", "b.\n \t\r\n\nTwo": "One a.\nOne b.\n \t\r\n\nTwo.\r",
	} {
		start := strings.Index(text, quote)
		got, offset := diplo.Document{Text: text}.Paragraph(start, start+len(quote))
		if got != want || text[offset:offset+len(got)] != got {
			t.Errorf("the paragraph of %q is %q at %d, want %q", quote, got, offset, want)
		}
	}
	for _, bad := range [][2]int{{-1, 2}, {3, 2}, {0, len(text) + 1}} {
		if got, _ := (diplo.Document{Text: text}).Paragraph(bad[0], bad[1]); got != "" {
			t.Errorf("the paragraph of %v is %q", bad, got)
		}
	}
	if got, _ := (diplo.Document{}).Paragraph(0, 0); got != "" {
		t.Errorf("the paragraph of nothing is %q", got)
	}
}

func TestParagraphHoldsWhatWasAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab \t\r\n\n"))).Draw(t, "text")
		start := rapid.IntRange(0, len(text)).Draw(t, "start")
		end := rapid.IntRange(start, len(text)).Draw(t, "end")
		got, offset := diplo.Document{Text: text}.Paragraph(start, end)
		if offset < 0 || offset+len(got) > len(text) || text[offset:offset+len(got)] != got {
			t.Fatalf("%q at %d is not in %q", got, offset, text)
		}
		if strings.TrimSpace(text[start:end]) != "" && (offset > start || offset+len(got) < end) {
			t.Errorf("%q does not hold %q", got, text[start:end])
		}
	})
}

func TestCurrentVersion(t *testing.T) {
	noon := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	gone := noon
	versions := []diplo.Document{
		{Version: "z", Published: ""}, {Version: "b", Published: "2025-06-01"}, {Version: "a", Published: "2025-06-01", PublishedAt: noon},
		{Version: "c", Published: "2025-06-01", PublishedAt: noon, RetractedAt: &gone},
	}
	for n, want := range []int{-1, 0, 1, 2, 3} {
		if got := diplo.Current(versions[:n]); got != want {
			t.Errorf("of the first %d versions, %d is current, want %d", n, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Permutation(versions).Draw(t, "order")
		if got := mixed[diplo.Current(mixed)].Version; got != "c" {
			t.Errorf("%s is current", got)
		}
	})
}

func TestOrigin(t *testing.T) {
	if a, b := (diplo.Document{Publisher: "The Wire!"}).Origin(), (diplo.Document{Publisher: "the  wire"}).Origin(); a != b || a == "" {
		t.Errorf("one publisher has origins %q and %q", a, b)
	}
	if got := (diplo.Document{ID: "document:x"}).Origin(); got != "document:x" {
		t.Errorf("without a publisher, the origin is %q", got)
	}
}

func TestDocumentValidate(t *testing.T) {
	good := diplo.Document{ID: diplo.DocumentID("x"), Version: diplo.ContentHash("x"), Text: "x"}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for name, edit := range map[string]func(*diplo.Document){
		"no id":       func(d *diplo.Document) { d.ID = "" },
		"no version":  func(d *diplo.Document) { d.Version = "" },
		"no day":      func(d *diplo.Document) { d.Published = "June" },
		"not UTF-8":   func(d *diplo.Document) { d.Text = "\xc3" },
		"title UTF-8": func(d *diplo.Document) { d.Title = "\xc3" },
	} {
		d := good
		edit(&d)
		if err := d.Validate(); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}
