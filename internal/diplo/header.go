package diplo

import "strings"

// Header is what the first lines of a document's text say, as they say it: "title:", "source:", "url:", "published:".
type Header struct {
	Title, Source, URL, Published string // "" where the line is absent or empty

	Body     int      // offset of the first byte behind the header; of the text's own start, a byte order mark aside, if there is none
	Repeated []string // fields that stand there more than once, in lower case; the first counts
}

// ParseHeader reads the header of a text: the lines from its start, a byte order mark aside, that begin with one of the
// four field names, in any case and order, and a colon. The first other line, empty or not, ends it.
func ParseHeader(text string) Header {
	var h Header
	fields := map[string]*string{"title": &h.Title, "source": &h.Source, "url": &h.URL, "published": &h.Published}
	seen := map[string]bool{}
	h.Body = len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	for h.Body < len(text) {
		line, _, _ := strings.Cut(text[h.Body:], "\n")
		key, value, _ := strings.Cut(line, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		field := fields[key]
		if field == nil || !strings.Contains(line, ":") {
			break
		}
		if seen[key] {
			h.Repeated = append(h.Repeated, key)
		} else {
			*field, seen[key] = strings.TrimSpace(value), true
		}
		h.Body = min(h.Body+len(line)+1, len(text))
	}
	return h
}
