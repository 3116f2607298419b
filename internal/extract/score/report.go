package score

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// Report is what was measured. Its JSON form has the keys of the reference scorer, in the same order.
type Report struct {
	Articles   int              `json:"articles"`
	Relations  Part             `json:"relations"`
	Standing   Part             `json:"standing"`
	Attributes Attributes       `json:"attributes"`
	Quote      Ratio            `json:"quote"`   // mean F1 of the words of the quotes of matched relations
	ByType     map[string]Score `json:"by_type"` // strict, relations and standing facts together
	Intervals  *Intervals       `json:"bootstrap,omitempty"`
	// Calibration stands only where it was asked for.
	Calibration *Calibration `json:"calibration,omitempty"`
	// Differences are the required gold records that were missed and the predictions that match none, strictly: by
	// article, relations before standing facts, missed before spurious.
	Differences []Difference `json:"-"`
}

// Part is the score of the relations or of the standing facts in each way of matching.
type Part struct {
	Strict  Score `json:"strict"`
	Triple  Score `json:"triple"`
	Relaxed Score `json:"relaxed"`
}

// Attributes are the scores of the attributes of matched relations.
type Attributes struct {
	Modality    Score `json:"modality"`
	Polarity    Score `json:"polarity"`
	Attribution Score `json:"attribution"`
	Date        Score `json:"date"`
}

// Score is precision and recall. Gold and Predicted count what was asked for and what was offered.
type Score struct {
	Gold      int   `json:"gold"`
	Predicted int   `json:"predicted"`
	Precision Ratio `json:"precision"`
	Recall    Ratio `json:"recall"`
	F1        Ratio `json:"f1"`
}

// Ratio is a number from 0 to 1, rounded to four decimals; its JSON form always has a decimal point.
type Ratio float64

// MarshalJSON writes 0.0, 0.25, 1.0.
func (r Ratio) MarshalJSON() ([]byte, error) {
	s := strconv.FormatFloat(float64(r), 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return []byte(s), nil
}

// round rounds to four decimals, as decimal numbers are rounded.
func round(x float64) Ratio {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 4, 64), 64)
	return Ratio(r)
}

// score turns counts into a Score. Without predictions or gold the ratios are 0.
func (c counts) score() Score {
	p, r, f := c.ratios()
	return Score{c.gold, c.predicted, round(p), round(r), round(f)}
}

func (c counts) ratios() (precision, recall, f1 float64) {
	if c.predicted > 0 {
		precision = float64(c.right) / float64(c.predicted)
	}
	if c.gold > 0 {
		recall = float64(c.right) / float64(c.gold)
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

// Difference is a strict miss or, if Spurious, a prediction that no gold record asks for.
type Difference struct {
	Article  string
	Spurious bool
	Record   diplo.Record
}

// String is one line for people: "MISSED Russia CONDEMNS Israel [actual/positive] "quote"".
func (d Difference) String() string {
	what := "MISSED"
	if d.Spurious {
		what = "SPURIOUS"
	}
	r := d.Record
	quote := []rune(r.Quote)
	return fmt.Sprintf("%-8s %s %s %s [%s/%s] %q", what, r.Subject.Name, r.Type, r.Object.Name, r.Modality, r.Polarity, string(quote[:min(len(quote), 110)]))
}

// sum adds up the articles.
func sum(articles []article) Report {
	total := article{byType: map[string]counts{}}
	for _, a := range articles {
		total.add(a)
		total.quotes = append(total.quotes, a.quotes...)
		total.differences = append(total.differences, a.differences...)
		for t, c := range a.byType {
			c.add(total.byType[t])
			total.byType[t] = c
		}
	}
	r := Report{Articles: len(articles), Relations: part(total.relations), Standing: part(total.standing),
		Attributes: Attributes{total.attributes[modality].score(), total.attributes[polarity].score(),
			total.attributes[attribution].score(), total.attributes[date].score()},
		ByType: map[string]Score{}, Differences: total.differences}
	for t, c := range total.byType {
		r.ByType[t] = c.score()
	}
	quotes := 0.0
	for _, q := range total.quotes {
		quotes += q
	}
	if len(total.quotes) > 0 {
		r.Quote = round(quotes / float64(len(total.quotes)))
	}
	return r
}

// add adds the counts of b.
func (a *article) add(b article) {
	for i := range ways {
		a.relations[i].add(b.relations[i])
		a.standing[i].add(b.standing[i])
	}
	for i := range attributes {
		a.attributes[i].add(b.attributes[i])
	}
}

func part(c [ways]counts) Part { return Part{c[strict].score(), c[triple].score(), c[relaxed].score()} }

// WriteJSON writes the report as indented JSON and a line end.
func (r Report) WriteJSON(w io.Writer) error {
	b, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	_, err = w.Write(append(b, '\n'))
	return err
}

// WriteText writes the report as a table for people.
func (r Report) WriteText(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles\n", r.Articles)
	for _, p := range []struct {
		name string
		part Part
	}{{"relations", r.Relations}, {"standing", r.Standing}} {
		for _, k := range []struct {
			name  string
			score Score
		}{{"strict", p.part.Strict}, {"triple", p.part.Triple}, {"relaxed", p.part.Relaxed}} {
			fmt.Fprintf(&b, "%-9s %-7s gold %4d predicted %4d  precision %.3f  recall %.3f  F1 %.3f\n", p.name, k.name,
				k.score.Gold, k.score.Predicted, k.score.Precision, k.score.Recall, k.score.F1)
		}
	}
	a := r.Attributes
	fmt.Fprintf(&b, "attributes of matched relations: modality F1 %.3f (%d)  polarity F1 %.3f (%d)  attribution F1 %.3f (%d)  date F1 %.3f (%d)  quote %.3f\n",
		a.Modality.F1, a.Modality.Gold, a.Polarity.F1, a.Polarity.Gold, a.Attribution.F1, a.Attribution.Gold, a.Date.F1, a.Date.Gold, r.Quote)
	for _, t := range slices.Sorted(maps.Keys(r.ByType)) {
		s := r.ByType[t]
		fmt.Fprintf(&b, "  %-28s gold %3d  predicted %3d  P %.2f R %.2f F1 %.2f\n", t, s.Gold, s.Predicted, s.Precision, s.Recall, s.F1)
	}
	if r.Intervals != nil {
		r.Intervals.write(&b)
	}
	if r.Calibration != nil {
		r.Calibration.write(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}
