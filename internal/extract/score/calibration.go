package score

import (
	"fmt"
	"io"
	"math/rand/v2"
)

// Calibration says how far a record's confidence is the chance that it is right. Right is what matches required gold
// strictly; a prediction that matches optional gold alone is neither right nor wrong and is left out, so that the counts
// are the "predicted" of the strict scores.
type Calibration struct {
	Samples   int         `json:"samples,omitempty"` // of articles, behind the intervals; 0 for no intervals
	Relations Reliability `json:"relations"`
	Standing  Reliability `json:"standing"`
	All       Reliability `json:"all"` // both together
}

// Reliability is the calibration of some predictions; all is 0 where there are none.
type Reliability struct {
	Predicted  int   `json:"predicted"`
	Confidence Ratio `json:"confidence"` // mean
	Right      Ratio `json:"right"`      // share
	// Brier is the mean of (confidence - right)^2, with right as 1 or 0: 0 is best, 1 is worst, and 0.25 is what 0.5
	// for everything earns. It is half of the sum over both classes in G. W. Brier, Verification of forecasts
	// expressed in terms of probability, Monthly Weather Review 78 (1950), 1-3.
	Brier Ratio `json:"brier"`
	// BrierInterval, as RightInterval, holds the middle 95 % of the samples of articles that have such a prediction.
	BrierInterval *[2]Ratio `json:"brier_interval,omitempty"`
	// Uncertainty is the Brier score of giving every prediction the share right as its confidence: right (1 - right),
	// as A. H. Murphy, A new vector partition of the probability score, Journal of Applied Meteorology 12 (1973),
	// 595-600. Confidences whose Brier score lies above it say less than the share alone.
	Uncertainty Ratio `json:"uncertainty"`
	Bins        []Bin `json:"bins"` // by confidence, upwards; those that nothing falls into are left out
}

// Bin has the predictions whose confidence is at least From and less than To, the last one 1 as well: a row of the
// reliability table. Confidences are right where Confidence and Right are equal.
type Bin struct {
	From          Ratio     `json:"from"`
	To            Ratio     `json:"to"`
	Predicted     int       `json:"predicted"`
	Confidence    Ratio     `json:"confidence"` // mean
	Right         Ratio     `json:"right"`      // share
	RightInterval *[2]Ratio `json:"right_interval,omitempty"`
}

// bins is how many rows a reliability table has at most, each as wide as the others.
const bins = 10

// tally sums up predictions.
type tally struct {
	count, right        int
	confidence, squares float64 // sums of the confidence, and of the squares of its distance from the truth
}

func (t *tally) add(u tally) {
	t.count += u.count
	t.right += u.right
	t.confidence += u.confidence
	t.squares += u.squares
}

// share divides by the count; it is 0 where nothing was counted.
func (t tally) share(sum float64) float64 {
	if t.count == 0 {
		return 0
	}
	return sum / float64(t.count)
}

func (t tally) rightShare() float64 { return t.share(float64(t.right)) }
func (t tally) brier() float64      { return t.share(t.squares) }

// reliability tallies predictions by bin of confidence.
type reliability [bins]tally

func (r *reliability) add(s reliability) {
	for i := range r {
		r[i].add(s[i])
	}
}

// judge counts one prediction.
func (r *reliability) judge(confidence float64, right bool) {
	miss := confidence - float64(bit(right))
	// 0.7 may have been computed a little too low to fall into its bin.
	i := max(0, min(bins-1, int(confidence*bins+1e-9)))
	r[i].add(tally{1, bit(right), confidence, miss * miss})
}

func (r *reliability) total() tally {
	var sum tally
	for _, t := range r {
		sum.add(t)
	}
	return sum
}

// judged tallies the predictions of a strict matching.
func (m matching) judged() reliability {
	var r reliability
	for _, p := range m.pairs {
		r.judge(p[1].Confidence, true)
	}
	for _, s := range m.spurious {
		r.judge(s.Confidence, false)
	}
	return r
}

// calibrate tallies the articles, and as many samples of them as intervals are made of.
func calibrate(articles []article, samples int, seed uint64) *Calibration {
	random := rand.New(rand.NewPCG(seed, seed))
	draws := make([][]int, samples)
	for i := range draws {
		for range articles {
			draws[i] = append(draws[i], random.IntN(len(articles)))
		}
	}
	relations, standing, all := make([]reliability, len(articles)), make([]reliability, len(articles)), make([]reliability, len(articles))
	for i, a := range articles {
		relations[i], standing[i], all[i] = a.relationsSure, a.standingSure, a.relationsSure
		all[i].add(a.standingSure)
	}
	return &Calibration{samples, report(relations, draws), report(standing, draws), report(all, draws)}
}

// report sums up the tallies of articles. A draw has the indices of the articles of a sample.
func report(articles []reliability, draws [][]int) Reliability {
	var sum reliability
	for _, a := range articles {
		sum.add(a)
	}
	drawn := make([]reliability, len(draws))
	for i, draw := range draws {
		for _, j := range draw {
			drawn[i].add(articles[j])
		}
	}
	t := sum.total()
	right := t.rightShare()
	r := Reliability{Predicted: t.count, Confidence: round(t.share(t.confidence)), Right: round(right), Brier: round(t.brier()),
		BrierInterval: among(drawn, (*reliability).total, tally.brier), Uncertainty: round(right * (1 - right)), Bins: []Bin{}}
	for i, t := range sum {
		if t.count > 0 {
			r.Bins = append(r.Bins, Bin{round(float64(i) / bins), round(float64(i+1) / bins), t.count, round(t.share(t.confidence)),
				round(t.rightShare()), among(drawn, func(r *reliability) tally { return r[i] }, tally.rightShare)})
		}
	}
	return r
}

// among is the interval that a value of a tally has among the samples where that tally counts anything; nil if none does.
func among(drawn []reliability, of func(*reliability) tally, value func(tally) float64) *[2]Ratio {
	var values []float64
	for i := range drawn {
		if t := of(&drawn[i]); t.count > 0 {
			values = append(values, value(t))
		}
	}
	if len(values) == 0 {
		return nil
	}
	interval := middle(values)
	return &interval
}

// write adds the reliability tables to the report for people.
func (c Calibration) write(w io.Writer) {
	for _, p := range []struct {
		name string
		part Reliability
	}{{"relations", c.Relations}, {"standing", c.Standing}, {"all", c.All}} {
		r := p.part
		fmt.Fprintf(w, "%-9s confidence   predicted %4d  mean %.3f  right %.3f  Brier %.3f%s (the share right alone: %.3f)\n", p.name,
			r.Predicted, r.Confidence, r.Right, r.Brier, shown(r.BrierInterval), r.Uncertainty)
		for _, b := range r.Bins {
			fmt.Fprintf(w, "  %.1f to %.1f           predicted %4d  mean %.3f  right %.3f%s\n", b.From, b.To, b.Predicted, b.Confidence, b.Right, shown(b.RightInterval))
		}
	}
}

// shown is " [0.310 to 0.450]", empty for nil.
func shown(interval *[2]Ratio) string {
	if interval == nil {
		return ""
	}
	return fmt.Sprintf(" [%.3f to %.3f]", interval[0], interval[1])
}
