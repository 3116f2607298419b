package text

import "strings"

// block is a paragraph of the clean text: the lines s[start:end], none of them empty.
type block struct {
	start, end int
	longest    int // width of its longest line in bytes
}

// paragraphs divides s at empty lines and block elements.
func paragraphs(s string) []block {
	var blocks []block
	open := false
	var b block
	finish := func() {
		if open {
			blocks = append(blocks, b)
		}
		open = false
	}
	for i := 0; i < len(s); {
		n := strings.IndexAny(s[i:], "\n\x04")
		if n < 0 {
			n = len(s) - i
		}
		if isEmpty(s[i : i+n]) {
			if n+i >= len(s) || s[i+n] == '\n' {
				finish()
			}
		} else {
			if !open {
				open, b = true, block{start: i}
			}
			b.end, b.longest = i+n, max(b.longest, n)
		}
		if i += n; i < len(s) && s[i] == breakBlock {
			finish()
		}
		i++
	}
	finish()
	return blocks
}

func isEmpty(line string) bool {
	for i := range len(line) {
		if !isBlank(line[i]) {
			return false
		}
	}
	return true
}

// divides reports whether a sentence may not go on across the line end at i inside b: the next line is an item of a
// list, or this line is too short to have been wrapped and ends without punctuation.
func (b block) divides(s string, i int) bool {
	next := strings.TrimLeft(s[i:b.end], " \t\n")
	if next == "" || bullet(next) > 0 {
		return true
	}
	start := strings.LastIndexByte(s[b.start:i], '\n') + 1 + b.start
	line := strings.TrimRight(s[start:i], " \t")
	if line == "" {
		return false
	}
	switch last := line[len(line)-1]; {
	case last == ':':
		return len(line) < b.longest*7/10
	case strings.IndexByte(".!?\"')\x02,;-", last) >= 0:
		return false
	case next[0] >= 'a' && next[0] <= 'z':
		return false
	}
	return b.longest < 50 || i-start < b.longest*7/10
}

// bullet is the width of the mark of a list item or heading that begins the line, 0 if there is none.
func bullet(line string) int {
	for _, mark := range [...]string{"•", "·", "▪", "●", "‣", "◦", "*", "-", "–", "—", "+", ">"} {
		if strings.HasPrefix(line, mark) && len(line) > len(mark) && line[len(mark)] == ' ' {
			return len(mark)
		}
	}
	n := 0
	for n < len(line) && n < 7 && line[n] == '#' {
		n++
	}
	if n > 0 && n < 7 && n < len(line) && line[n] == ' ' {
		return n
	}
	for n = 0; n < len(line) && n < 3 && isDigit(line[n]); n++ {
	}
	if n > 0 && n < 3 && n+1 < len(line) && (line[n] == '.' || line[n] == ')') && line[n+1] == ' ' {
		return n + 1
	}
	return 0
}
