package text

import "strings"

// Elements of HTML by what they do to the text. Other names in angle brackets are text.
var (
	blockElements = words(`address article aside blockquote body center dd details dialog div dl dt fieldset figcaption
		figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe li main nav ol p pre section summary table tbody tfoot
		thead title tr ul`)
	inlineElements = words(`a abbr acronym b bdi bdo big button cite code data del dfn em font i img input ins kbd label
		link mark meta q s samp select small source span strike strong sub sup svg time tt u var video wbr`)
	// hiddenElements are left out with everything in them.
	hiddenElements = words(`script style noscript template textarea`)
)

// words makes a set of words divided by blanks.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// markup returns what a tag, comment or hidden element that begins rest is replaced by, and its width; width 0 if it is
// none.
func (c *cleaner) markup(rest string) (string, int) {
	if strings.HasPrefix(rest, "<!--") {
		return "", c.through(rest, "-->")
	}
	if strings.HasPrefix(rest, "<!") || strings.HasPrefix(rest, "<?") {
		return "", tagEnd(rest)
	}
	name := strings.TrimPrefix(rest[1:], "/")
	n := 0
	for n < len(name) && n < 12 && isASCIIAlnum(name[n]) {
		n++
	}
	if n == 0 || n == len(name) || strings.IndexByte(" \t\r\n/>", name[n]) < 0 {
		return "", 0
	}
	width := tagEnd(rest)
	name = strings.ToLower(name[:n])
	switch {
	case width == 0:
		return "", 0
	case hiddenElements[name] && rest[1] != '/' && rest[width-2] != '/':
		if inside := c.through(rest[width:], "</"+name); inside > 0 {
			width += inside
			width += tagEnd(rest[width-2-len(name):]) - 2 - len(name)
		}
		return string(rune(breakBlock)), width
	case blockElements[name], hiddenElements[name]:
		return string(rune(breakBlock)), width
	case name == "br":
		return "\n", width
	case name == "td" || name == "th":
		return "\t", width
	case inlineElements[name] && (len(name) > 1 || rest[n+1] != ' ' || strings.IndexByte(rest[:width], '=') > 0):
		return "", width // but not "a <b and c> d"
	}
	return "", 0
}

// tagEnd is the width of the tag that begins rest, 0 if another begins before it ends.
func tagEnd(rest string) int {
	end := strings.IndexAny(rest[1:], "<>")
	if end < 0 || rest[1+end] != '>' {
		return 0
	}
	return end + 2
}

// through is the width of rest up to and with the closing mark, 0 if it does not occur. Marks are in lower case.
func (c *cleaner) through(rest, mark string) int {
	if c.endless[mark] {
		return 0
	}
	for i := 0; i+len(mark) <= len(rest); i++ {
		if rest[i] == mark[0] && strings.EqualFold(rest[i:i+len(mark)], mark) {
			return i + len(mark)
		}
	}
	if c.endless == nil {
		c.endless = map[string]bool{}
	}
	c.endless[mark] = true
	return 0
}
