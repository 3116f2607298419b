package llm

import (
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract/dates"
	"github.com/demarche/demarche/internal/text"
)

// occurred dates a claim. The words count: where they can be read, the day is what they say and not what the model says.
// The model's own day is taken only for words that are no time expression by themselves ("the day of the summit"), and
// only where there is a publication date that it could reckon from. A date that fails is left out.
func (r *reader) occurred(c claim) diplo.Occurred {
	undated := diplo.Occurred{Basis: diplo.Publication, Until: r.doc.Published}
	if r.doc.Published == "" {
		undated = diplo.Occurred{Basis: diplo.Unknown}
	}
	words := squeeze(c.DateWords)
	if words == "" && c.Date == "" {
		return undated
	}
	if !r.whole.has(words) {
		r.drop(DateOnly, DateNotInText, c.DateWords+" "+c.Date)
		return undated
	}
	found := r.expressions(words, strings.EqualFold(c.Modality, string(diplo.Planned)))
	for _, e := range found {
		if e.Occurred.Dated() && e.Kind != dates.Until {
			e.Occurred.Words = words
			return e.Occurred
		}
	}
	if since, until, ok := interval(c.Date); ok && len(found) == 0 && r.doc.Published != "" {
		return diplo.Occurred{Since: since, Until: until, Precision: diplo.Day, Basis: diplo.Relative, Words: words}
	}
	r.drop(DateOnly, DateNotRead, c.DateWords+" "+c.Date)
	return undated
}

// expressions are the time expressions of words.
func (r *reader) expressions(words string, future bool) []dates.Expression {
	var tokens []text.Token
	for _, s := range text.Split(words, 0).Sentences {
		tokens = append(tokens, s.Tokens...)
	}
	return dates.Find(tokens, r.doc.Published, "", func(int) bool { return future })
}

// interval reads "2025-06-19" and "2025-06-13/2025-06-15".
func interval(s string) (since, until diplo.Date, ok bool) {
	from, to, two := strings.Cut(s, "/")
	if !two {
		to = from
	}
	since, err := diplo.ParseDate(from)
	if err != nil {
		return "", "", false
	}
	until, err = diplo.ParseDate(to)
	return since, until, err == nil && since <= until
}
