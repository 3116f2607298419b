package diplo

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"
)

// Document is one version of a text as it came in. ID is a hash of its canonical url, else of its bytes; Version is the
// hash of its bytes. A store keeps every (ID, Version) it has seen; of one ID the [Current] version counts.
type Document struct {
	ID          ID         `json:"id"`
	Version     string     `json:"version"`
	Name        string     `json:"name"`                  // the file's name without extension; of several, the least
	Title       string     `json:"title,omitempty"`       // header
	Publisher   string     `json:"publisher,omitempty"`   // header "source"
	URL         string     `json:"url,omitempty"`         // header, canonical
	Published   Date       `json:"published,omitempty"`   // publication day in its own zone, "" if unknown
	PublishedAt time.Time  `json:"publishedAt,omitzero"`  // where the header tells the time too
	Language    string     `json:"language,omitempty"`    // ISO 639-1, "" if not detected
	Text        string     `json:"text"`                  // the bytes that offsets count in, header included
	RecordedAt  time.Time  `json:"recordedAt"`            // when the store first took it
	RetractedAt *time.Time `json:"retractedAt,omitempty"` // when it was deleted, nil if it was not
}

// DocumentID is the id of a document with that key: its canonical url, else its bytes.
func DocumentID(key string) ID { return hashID("document", key) }

// ContentHash is the version of a document with these bytes.
func ContentHash(content string) string { return string(hashID("sha256", content)) }

// Validate reports the first rule that the document breaks: an id and a version, a sound publication day, and UTF-8.
func (d Document) Validate() error {
	if d.ID == "" || d.Version == "" {
		return Errorf(BadInput, "document %q (%s): it needs an id and a version", d.Name, d.ID)
	}
	if d.Published != "" {
		if _, err := ParseDate(string(d.Published)); err != nil {
			return Errorf(BadInput, "document %s: %w", d.ID, err)
		}
	}
	for _, s := range []string{d.Name, d.Title, d.Publisher, d.URL, d.Text} {
		if !utf8.ValidString(s) {
			return Errorf(BadInput, "document %s (%s): the text is not UTF-8", d.ID, d.Name)
		}
	}
	return nil
}

// Current returns the version that counts among versions of one document: the greatest by publication day, then by
// publication time, then by hash, deleted or not, whatever the order of arrival. It returns -1 for none.
func Current(versions []Document) int {
	best := -1
	for i := range versions {
		if best < 0 || compareVersions(versions[i], versions[best]) > 0 {
			best = i
		}
	}
	return best
}

func compareVersions(a, b Document) int {
	return cmp.Or(cmp.Compare(a.Published, b.Published), a.PublishedAt.Compare(b.PublishedAt), cmp.Compare(a.Version, b.Version))
}

// Origin is the key of the independent source that a document speaks for: its publisher, else the document itself.
// Reports of one origin count once in a statement's origins and support.
func (d Document) Origin() string {
	if d.Publisher != "" {
		return "publisher:" + foldName(d.Publisher)
	}
	return string(d.ID)
}

// Paragraph returns the paragraph of the text that holds the bytes start to end, and its own offset. Paragraphs are
// divided by empty lines. An interval outside the text gives "".
func (d Document) Paragraph(start, end int) (text string, offset int) {
	if start < 0 || end < start || end > len(d.Text) {
		return "", 0
	}
	from, to := 0, len(d.Text)
	for _, m := range paragraphBreaks(d.Text) {
		if m[1] <= start {
			from = m[1]
		}
		if m[0] >= end {
			to = m[0]
			break
		}
	}
	return d.Text[from:to], from
}

// paragraphBreaks returns the intervals of line ends that divide paragraphs: two or more line ends with nothing but
// blanks between.
func paragraphBreaks(s string) [][2]int {
	var breaks [][2]int
	for i := 0; i < len(s); i++ {
		if s[i] != '\n' {
			continue
		}
		j, lines := i, 0
		for j < len(s) && (s[j] == '\n' || s[j] == '\r' || s[j] == ' ' || s[j] == '\t') {
			if s[j] == '\n' {
				lines++
			}
			j++
		}
		if lines > 1 {
			breaks = append(breaks, [2]int{i, j})
		}
		i = max(i, j-1)
	}
	return slices.Clip(breaks)
}
