package score

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
)

// Intervals are 95 % confidence intervals of the scores: the percentiles of the scores of samples of articles, drawn with
// replacement.
type Intervals struct {
	Samples   int          `json:"samples"`
	Relations PartInterval `json:"relations"`
	Standing  PartInterval `json:"standing"`
}

// PartInterval has an interval for each way of matching.
type PartInterval struct {
	Strict  ScoreInterval `json:"strict"`
	Triple  ScoreInterval `json:"triple"`
	Relaxed ScoreInterval `json:"relaxed"`
}

// ScoreInterval has the lower and upper end of each ratio.
type ScoreInterval struct {
	Precision [2]Ratio `json:"precision"`
	Recall    [2]Ratio `json:"recall"`
	F1        [2]Ratio `json:"f1"`
}

// bootstrap draws samples of as many articles as there are. Without articles the intervals are 0.
func bootstrap(articles []article, samples int, seed uint64) *Intervals {
	random := rand.New(rand.NewPCG(seed, seed))
	drawn := make([]article, samples)
	for i := range drawn {
		for range articles {
			drawn[i].add(articles[random.IntN(len(articles))])
		}
	}
	interval := func(of func(*article) *[ways]counts) PartInterval {
		var scores [ways]ScoreInterval
		for way := range ways {
			var p, r, f []float64
			for i := range drawn {
				precision, recall, f1 := of(&drawn[i])[way].ratios()
				p, r, f = append(p, precision), append(r, recall), append(f, f1)
			}
			scores[way] = ScoreInterval{middle(p), middle(r), middle(f)}
		}
		return PartInterval{scores[strict], scores[triple], scores[relaxed]}
	}
	return &Intervals{samples, interval(func(a *article) *[ways]counts { return &a.relations }),
		interval(func(a *article) *[ways]counts { return &a.standing })}
}

// middle is the interval that holds the middle 95 % of the values.
func middle(values []float64) [2]Ratio {
	slices.Sort(values)
	n := len(values) - 1
	return [2]Ratio{round(values[n*25/1000]), round(values[n-n*25/1000])}
}

// write adds the intervals of F1 to the table for people.
func (i Intervals) write(w io.Writer) {
	for _, p := range []struct {
		name string
		part PartInterval
	}{{"relations", i.Relations}, {"standing", i.Standing}} {
		fmt.Fprintf(w, "%-9s F1, 95 %% of %d samples of articles: strict %.3f to %.3f  triple %.3f to %.3f  relaxed %.3f to %.3f\n", p.name, i.Samples,
			p.part.Strict.F1[0], p.part.Strict.F1[1], p.part.Triple.F1[0], p.part.Triple.F1[1], p.part.Relaxed.F1[0], p.part.Relaxed.F1[1])
	}
}
