package llm

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/text"
)

// TestFindIsTrue holds, for any text, that what is found is there: the same words, whole, whatever blanks lie between.
func TestFindIsTrue(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "é", "日本", "Oman", "Romania", ",", "\"", "Niger", "-", "x1"}), 1, 12)
	blanks := rapid.SampledFrom([]string{" ", "\n", "\u00a0", "\r\n", "\t ", "", "\u2003"})
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for _, w := range words.Draw(t, "text") {
			b.WriteString(blanks.Draw(t, "blank") + w)
		}
		document := "head " + b.String() + " tail"
		f := flatten(document, 5, len(document)-5)
		quote := strings.Join(words.Draw(t, "quote"), " ")
		start, end, ok := f.find(quote)
		if !ok {
			if strings.Contains(" "+squeeze(b.String())+" ", " "+quote+" ") {
				t.Fatalf("%q is not found in %q", quote, document)
			}
			return
		}
		if squeeze(document[start:end]) != quote || start < 5 || end > len(document)-5 || inWord(document, start) || inWord(document, end) {
			t.Fatalf("%q found as %q in %q", quote, document[start:end], document)
		}
	})
}

func TestOnce(t *testing.T) {
	const document = "Oman spoke. Romania spoke.\nOman left, and Oman\nspoke."
	f := flatten(document, 0, len(document))
	for words, want := range map[string]bool{"Oman left": true, "Oman": false, "Romania": true, "Oman  spoke": false, "man": false, "": false, "Iran": false} {
		if got := f.once(words); got != want {
			t.Errorf("%q: %v", words, got)
		}
	}
}

// TestPassagesCoverTheText holds, for any text, that passages are bounded, in order, numbered, and leave no sentence out.
func TestPassagesCoverTheText(t *testing.T) {
	sentence := rapid.SampledFrom([]string{"Russia condemned Israel. ", strings.Repeat("and so on, ", 500) + "it ended. ", "\n\n", strings.Repeat("x", 9000) + " ", "日本と. "})
	rapid.Check(t, func(t *rapid.T) {
		content := strings.Join(rapid.SliceOfN(sentence, 0, 30).Draw(t, "text"), "")
		d := text.Split(content, 0)
		all := passages(d)
		end := 0
		for i, p := range all {
			if p.number != i+1 || p.start < end || p.end <= p.start || p.end-p.start > 2*maxPassage {
				t.Fatalf("passage %d: %+v after %d", i, p, end)
			}
			if gap := content[end:p.start]; strings.Contains(gap, "Russia") || strings.Contains(gap, "so on") {
				t.Fatalf("left out: %.80q", gap)
			}
			end = p.end
		}
		n := 0
		for _, piece := range cut(all) {
			size := 0
			for _, p := range piece {
				size += p.end - p.start
			}
			if len(piece) == 0 || size > maxPiece {
				t.Fatalf("a piece of %d bytes", size)
			}
			n += len(piece)
		}
		if n != len(all) {
			t.Fatalf("%d passages in pieces, of %d", n, len(all))
		}
	})
}
