package text

import (
	"bufio"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var (
	treebank = flag.String("treebank", "", "folder of CoNLL-U files to measure on instead of the few sentences of testdata")
	show     = flag.Int("show", 0, "how many errors to show of each file")
)

// bank is a treebank as raw text and the gold spans in it.
type bank struct {
	raw       string
	words     []Span
	sentences []Span
}

// TestTreebank measures tokens and sentences against gold. Run with -treebank DIR for the figures of the package comment.
func TestTreebank(t *testing.T) {
	pattern := "testdata/*.conllu"
	if *treebank != "" {
		pattern = filepath.Join(*treebank, "*.conllu")
	}
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no treebank matches %s (%v)", pattern, err)
	}
	for _, file := range files {
		b := readBank(t, file)
		doc := Split(b.raw, 0)
		var words, sentences []Span
		for _, s := range doc.Sentences {
			sentences = append(sentences, Span{s.Start, s.End})
			for _, tok := range s.Tokens {
				words = append(words, Span{tok.Start, tok.End})
			}
		}
		w, s := f1(b.words, words), f1(b.sentences, sentences)
		t.Logf("%s: token F1 %.2f, sentence F1 %.2f", filepath.Base(file), w, s)
		if floor := [2]float64{98, 72}; w < floor[0] || s < floor[1] {
			t.Errorf("%s: token F1 %.2f, sentence F1 %.2f; want at least %v", file, w, s, floor)
		}
		showErrors(t, b.raw, b.words, words)
		showErrors(t, b.raw, b.sentences, sentences)
	}
}

// showErrors lists gold spans that were missed.
func showErrors(t *testing.T, raw string, gold, got []Span) {
	have := map[Span]bool{}
	for _, s := range got {
		have[s] = true
	}
	n := 0
	for _, g := range gold {
		if n >= *show || have[g] {
			continue
		}
		n++
		var pieces []string
		for _, s := range got {
			if s.Start < g.End && s.End > g.Start {
				pieces = append(pieces, raw[s.Start:s.End])
			}
		}
		t.Logf("gold %q got %q before %q", raw[g.Start:g.End], pieces, raw[g.End:min(len(raw), g.End+25)])
	}
}

func f1(gold, got []Span) float64 {
	have := map[Span]bool{}
	for _, s := range gold {
		have[s] = true
	}
	hits := 0
	for _, s := range got {
		if have[s] {
			hits++
		}
	}
	return 200 * float64(hits) / float64(len(gold)+len(got))
}

// readBank rebuilds the raw text: paragraphs are divided by empty lines, sentences by a blank.
func readBank(t *testing.T, file string) bank {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var (
		b        bank
		raw      strings.Builder
		start    = -1
		fresh    bool
		lastWord int    // last word of the multiword token at hand
		surface  string // what of the multiword token is still to come
		after    string // what follows the token
		lines    = bufio.NewScanner(f)
	)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "# newpar"), strings.HasPrefix(line, "# newdoc"):
			fresh = true
			continue
		case strings.HasPrefix(line, "#"):
			continue
		case line == "":
			b.sentences = append(b.sentences, Span{start, raw.Len()})
			start = -1
			continue
		}
		col := strings.Split(line, "\t")
		if strings.Contains(col[0], ".") {
			continue
		}
		if start < 0 {
			if fresh && raw.Len() > 0 {
				after = "\n\n"
			}
			raw.WriteString(after)
			start, after, fresh = raw.Len(), "", false
		}
		gap := " "
		if strings.Contains(col[9], "SpaceAfter=No") {
			gap = ""
		}
		if _, last, ok := strings.Cut(col[0], "-"); ok {
			lastWord, _ = strconv.Atoi(last)
			surface = col[1]
			raw.WriteString(after + surface)
			after = gap
			continue
		}
		if n, _ := strconv.Atoi(col[0]); n <= lastWord {
			at := raw.Len() - len(surface)
			if !strings.HasPrefix(surface, col[1]) { // spelled otherwise than written: one token
				col[1] = surface
			}
			if col[1] != "" {
				b.words = append(b.words, Span{at, at + len(col[1])})
			}
			surface = surface[len(col[1]):]
			if n == lastWord {
				lastWord = 0
			}
			continue
		}
		raw.WriteString(after)
		b.words = append(b.words, Span{raw.Len(), raw.Len() + len(col[1])})
		raw.WriteString(col[1])
		after = gap
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	b.raw = raw.String()
	return b
}
