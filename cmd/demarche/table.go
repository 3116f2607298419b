package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"github.com/demarche/demarche/internal/diplo"
)

// column is a column of a table: its heading, and the most cells it takes; 0 for the rest of the line.
type column struct {
	title string
	most  int
}

// table lays rows out in columns. Cells wrap at words; a line break in a cell begins a new line.
type table struct {
	columns []column
	width   int // cells of a line
	rows    [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// gap is the blank between two columns.
const gap = "  "

// However narrow the terminal: the least width of the column that takes the rest of the line, and of the others.
const (
	leastRest  = 24
	leastOther = 10
)

// write prints the headings and the rows, an empty line between rows.
func (t *table) write(w io.Writer) {
	widths := t.widths()
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	t.row(w, widths, titles)
	for _, cells := range t.rows {
		fmt.Fprintln(w)
		t.row(w, widths, cells)
	}
}

// widths are the columns' widths: as wide as their cells need, up to what each may take, and less, the widest first,
// where the line is too narrow.
func (t *table) widths() []int {
	widths := make([]int, len(t.columns))
	rest := t.width
	for i, c := range t.columns {
		widths[i] = uniseg.StringWidth(c.title)
		for _, cells := range t.rows {
			widths[i] = max(widths[i], uniseg.StringWidth(cells[i]))
		}
		if c.most > 0 {
			widths[i] = min(widths[i], max(c.most, uniseg.StringWidth(c.title)))
			rest -= widths[i]
		}
	}
	rest -= len(gap) * (len(t.columns) - 1)
	for ; rest < leastRest; rest++ {
		widest := -1
		for i, c := range t.columns {
			if c.most > 0 && widths[i] > leastOther && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			break
		}
		widths[widest]--
	}
	for i, c := range t.columns {
		if c.most == 0 {
			widths[i] = max(leastRest, rest)
		}
	}
	return widths
}

func (t *table) row(w io.Writer, widths []int, cells []string) {
	lines := make([][]string, len(cells))
	height := 0
	for i, cell := range cells {
		lines[i] = wrap(cell, widths[i])
		height = max(height, len(lines[i]))
	}
	for n := range height {
		var line strings.Builder
		for i := range cells {
			piece := ""
			if n < len(lines[i]) {
				piece = lines[i][n]
			}
			line.WriteString(piece)
			if i < len(cells)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-uniseg.StringWidth(piece)) + gap)
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

// wrap breaks text into lines of at most limit cells: at its own line breaks, between words, and within a word only where
// that is wider than a line.
func wrap(text string, limit int) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for word := range strings.FieldsSeq(paragraph) {
			if line != "" && uniseg.StringWidth(line+" "+word) <= limit {
				line += " " + word
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for uniseg.StringWidth(word) > limit {
				head := clip(word, limit)
				lines, word = append(lines, head), word[len(head):]
			}
			line = word
		}
		lines = append(lines, line)
	}
	return lines
}

// clip is the longest beginning of a word that fits into limit cells, at least one character.
func clip(word string, limit int) string {
	head, width := 0, 0
	for characters := uniseg.NewGraphemes(word); characters.Next(); {
		width += characters.Width()
		if head > 0 && width > limit {
			break
		}
		_, head = characters.Positions()
	}
	return word[:head]
}

// width is how many cells a line on standard output has.
func (a *app) width() int {
	if file, ok := a.terminal.(*os.File); ok {
		if w, _, err := term.GetSize(int(file.Fd())); err == nil && w > 0 {
			return w
		}
	}
	if w, err := strconv.Atoi(a.env("COLUMNS")); err == nil && w > 0 {
		return w
	}
	return 120
}

// when is the date of a statement as a reader takes it in.
func when(s diplo.Statement) string {
	o := s.Occurred
	switch {
	case o.Basis == diplo.Publication:
		return "by " + string(o.Until)
	case !o.Dated():
		return "undated"
	case o.Since == "":
		return "until " + string(o.Until)
	case o.Until == "":
		return "since " + string(o.Since)
	}
	for _, short := range []int{len("2006"), len("2006-01"), len("2006-01-02")} {
		if first, last, _, err := diplo.ParsePeriod(string(o.Since)[:short]); err == nil && first == o.Since && last == o.Until {
			return string(o.Since)[:short]
		}
	}
	return string(o.Since) + " to " + string(o.Until)
}

// claimants are those who say so: the entities and names that the evidence gives. A document that says so itself is
// "the report".
func (x answer) claimants() string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, id := range x.ClaimedBy {
		add(plain(x.name(id)))
	}
	for _, e := range x.evidence {
		switch claimant := diplo.Claimant(e.Attribution); {
		case claimant.Role == "":
			add("the report")
		case claimant.Entity == "":
			add(plain(claimant.Name))
		}
	}
	return strings.Join(names, ", ")
}

// words are the quotes shown of a statement, each with its document and who published it.
func (x answer) words() string {
	var b strings.Builder
	for i, e := range x.evidence {
		if i > 0 {
			b.WriteByte('\n')
		}
		document := x.documents[e.Document]
		fmt.Fprintf(&b, "“%s” (%s)", plain(e.Quote), plain(strings.Join(nonEmpty(document.Publisher, document.Name), ", ")))
	}
	if more := x.total - len(x.evidence); more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

func nonEmpty(parts ...string) []string {
	return slices.DeleteFunc(parts, func(p string) bool { return p == "" })
}

// plain makes text from outside fit for a terminal: one line, without control and invisible characters.
func plain(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, s)
}
