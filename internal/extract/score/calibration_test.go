package score

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

// offered is a prediction of the article with a confidence.
func offered(article, subject string, kind diplo.Type, object string, confidence float64) diplo.Record {
	return diplo.Record{Document: article, Subject: diplo.RecordActor{Name: subject}, Type: kind, Object: diplo.RecordActor{Name: object},
		Modality: "actual", Polarity: "positive", Confidence: confidence}
}

const iranAttacksIsrael = `{"subject": {"name": "Iran"}, "type": "ATTACKS", "object": {"name": "Israel"}}`

// twoArticles is gold: in the first Iran attacks Israel, France may be said to support Iran, and Lavrov holds an office;
// in the second Iran attacks Israel.
func twoArticles() fstest.MapFS {
	return fstest.MapFS{
		"one.json": {Data: []byte(`{"statements": [` + iranAttacksIsrael + `,
			{"subject": {"name": "France"}, "type": "SUPPORTS", "object": {"name": "Iran"}, "optional": true},
			{"subject": {"name": "Sergey Lavrov"}, "type": "HOLDS_OFFICE", "object": {"name": "Russia"}}]}`)},
		"two.json": {Data: []byte(`{"statements": [` + iranAttacksIsrael + `]}`)},
	}
}

func TestCalibration(t *testing.T) {
	report, err := Options{Calibration: true}.Evaluate(twoArticles(), []diplo.Record{
		offered("one", "Iran", "ATTACKS", "Israel", 0.9),              // right: (0.9-1)^2 = 0.01
		offered("one", "France", "SUPPORTS", "Iran", 0.1),             // optional: not counted
		offered("one", "Israel", "ATTACKS", "Iran", 0.85),             // wrong: 0.85^2 = 0.7225
		offered("one", "Sergei Lavrov", "HOLDS_OFFICE", "Russia", 1),  // right: 0
		offered("two", "Iran", "ATTACKS", "Israel", 0.7),              // right: (0.7-1)^2 = 0.09
		offered("two", "Iran", "ATTACKS", "Israel", 0.3),              // said once more than gold has it, wrong: 0.09
		offered("two", "Iran", "CONDEMNS", "Israel", 0.79),            // wrong: 0.79^2 = 0.6241
		offered("elsewhere", "Iran", "ATTACKS", "Israel", 0.5),        // no article of ours
		offered("two", "Sergei Lavrov", "HOLDS_OFFICE", "Russia", .5), // wrong: 0.25
	})
	if err != nil {
		t.Fatal(err)
	}
	want := &Calibration{
		// mean confidence 3.54 / 5; Brier 1.5366 / 5; uncertainty 2/5 * 3/5
		Relations: Reliability{Predicted: 5, Confidence: 0.708, Right: 0.4, Brier: 0.3073, Uncertainty: 0.24, Bins: []Bin{
			{0.3, 0.4, 1, 0.3, 0, nil}, {0.7, 0.8, 2, 0.745, 0.5, nil}, {0.8, 0.9, 1, 0.85, 0, nil}, {0.9, 1, 1, 0.9, 1, nil}}},
		Standing: Reliability{Predicted: 2, Confidence: 0.75, Right: 0.5, Brier: 0.125, Uncertainty: 0.25, Bins: []Bin{
			{0.5, 0.6, 1, 0.5, 0, nil}, {0.9, 1, 1, 1, 1, nil}}},
		// 5.04 / 7; 3 / 7; 1.7866 / 7; 3/7 * 4/7
		All: Reliability{Predicted: 7, Confidence: 0.72, Right: 0.4286, Brier: 0.2552, Uncertainty: 0.2449, Bins: []Bin{
			{0.3, 0.4, 1, 0.3, 0, nil}, {0.5, 0.6, 1, 0.5, 0, nil}, {0.7, 0.8, 2, 0.745, 0.5, nil}, {0.8, 0.9, 1, 0.85, 0, nil}, {0.9, 1, 2, 0.95, 1, nil}}},
	}
	if diff := cmp.Diff(want, report.Calibration); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if report.Relations.Strict.Predicted != 5 || report.Standing.Strict.Predicted != 2 {
		t.Errorf("other predictions than the strict scores count: %+v, %+v", report.Relations.Strict, report.Standing.Strict)
	}
}

// TestCalibrationIntervals draws from two articles, one all right and one all wrong: a sample has none, one or two of each,
// so that the share right is 0, 1/2 or 1, and so is the Brier score of full confidence.
func TestCalibrationIntervals(t *testing.T) {
	records := []diplo.Record{offered("one", "Iran", "ATTACKS", "Israel", 1), offered("two", "Israel", "ATTACKS", "Iran", 1), offered("two", "Iran", "CONDEMNS", "Israel", 0.2)}
	measure := func(samples int, seed uint64) Calibration {
		report, err := Options{Calibration: true, Bootstrap: samples, Seed: seed}.Evaluate(twoArticles(), records)
		if err != nil {
			t.Fatal(err)
		}
		return *report.Calibration
	}
	c := measure(400, 1)
	full := c.Relations.Bins[1]
	if c.Samples != 400 || full.Predicted != 2 || full.Right != 0.5 || full.RightInterval == nil || *full.RightInterval != [2]Ratio{0, 1} {
		t.Errorf("%+v", full)
	}
	// Twice the first article: 0. Twice the second: (1 + 0.04) / 2.
	if got := c.Relations.BrierInterval; got == nil || *got != [2]Ratio{0, 0.52} {
		t.Errorf("Brier's interval %v", got)
	}
	// Samples without the second article say nothing of its bin.
	if low := c.Relations.Bins[0]; low.RightInterval == nil || *low.RightInterval != [2]Ratio{0, 0} {
		t.Errorf("%+v", low)
	}
	if c.Standing.BrierInterval != nil {
		t.Errorf("an interval of nothing: %v", c.Standing.BrierInterval)
	}
	if diff := cmp.Diff(c, measure(400, 1)); diff != "" {
		t.Errorf("the same seed gives other intervals:\n%s", diff)
	}
	seen := map[Ratio]bool{}
	for seed := range uint64(20) {
		seen[measure(1, seed).Relations.BrierInterval[0]] = true
	}
	if len(seen) != 3 {
		t.Errorf("of 20 seeds come the samples %v; there are three, 0, 1.04 / 3 and 0.52", seen)
	}
}

// TestCalibrationIsAskedFor holds that without the option nothing of it is written.
func TestCalibrationIsAskedFor(t *testing.T) {
	write := func(o Options) (string, string) {
		report, err := o.Evaluate(os.DirFS("testdata/gold"), predictions(t))
		if err != nil {
			t.Fatal(err)
		}
		var text, js bytes.Buffer
		if err := report.WriteText(&text); err != nil {
			t.Fatal(err)
		}
		if err := report.WriteJSON(&js); err != nil {
			t.Fatal(err)
		}
		return text.String(), js.String()
	}
	text, js := write(Options{})
	if strings.Contains(js, "calibration") || strings.Contains(text, "Brier") {
		t.Errorf("calibration that nobody asked for:\n%s%s", text, js)
	}
	for _, o := range []Options{{Calibration: true}, {Calibration: true, Bootstrap: 20, Seed: 1}} {
		text, js := write(o)
		var keys struct {
			Calibration struct{ Relations map[string]any }
		}
		if err := json.Unmarshal([]byte(js), &keys); err != nil {
			t.Fatal(err)
		}
		_, interval := keys.Calibration.Relations["brier_interval"]
		if _, brier := keys.Calibration.Relations["brier"]; !brier || interval != (o.Bootstrap > 0) {
			t.Errorf("keys %v", keys)
		}
		if !strings.Contains(text, "Brier") || strings.Contains(text, " to 1.000]") != (o.Bootstrap > 0) {
			t.Errorf("text:\n%s", text)
		}
	}
	none, err := Options{Calibration: true, Bootstrap: 5}.Evaluate(fstest.MapFS{}, nil)
	if err != nil || none.Calibration.All.Predicted != 0 || len(none.Calibration.All.Bins) != 0 {
		t.Errorf("of nothing: %+v, %v", none.Calibration, err)
	}
}

// TestJudge holds where confidences fall, those that arithmetic left a little off and those out of range included.
func TestJudge(t *testing.T) {
	for confidence, want := range map[float64]int{0: 0, 0.0999: 0, 0.1: 1, 0.3: 3, 0.3 - 1e-12: 3, 0.29: 2, 0.7: 7, 0.999: 9, 1: 9, 1.5: 9, -1: 0} {
		var r reliability
		r.judge(confidence, true)
		if r[want].count != 1 {
			t.Errorf("%v does not fall into bin %d: %v", confidence, want, r)
		}
	}
}

// TestReliabilityAddsUp holds that the rows say what the whole says, and that no constant beats the share right.
func TestReliabilityAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tallied [3]reliability
		n, right := 0, 0
		same := rapid.Float64Range(0, 1).Draw(t, "constant")
		constant := rapid.Bool().Draw(t, "all alike")
		for i := range tallied {
			for j := range rapid.IntRange(0, 8).Draw(t, "predictions") {
				c := same
				if !constant {
					c = rapid.Float64Range(0, 1).Draw(t, fmt.Sprint("confidence", j))
				}
				ok := rapid.Bool().Draw(t, "right")
				tallied[i].judge(c, ok)
				n, right = n+1, right+bit(ok)
			}
		}
		r := report(tallied[:], [][]int{{0, 1, 2}})
		counted, rights := 0, 0.0
		for _, b := range r.Bins {
			counted += b.Predicted
			rights += float64(b.Right) * float64(b.Predicted)
			if b.Confidence < b.From || b.Confidence > b.To {
				t.Fatalf("mean outside of its bin: %+v", b)
			}
		}
		if r.Predicted != n || counted != n || rights < float64(right)-0.01 || rights > float64(right)+0.01 {
			t.Fatalf("%d predictions, %d right, but %+v", n, right, r)
		}
		if constant && r.Brier+0.0001 < r.Uncertainty {
			t.Fatalf("a constant beats the share right: %+v", r)
		}
		if n > 0 && (*r.BrierInterval != [2]Ratio{r.Brier, r.Brier}) {
			t.Fatalf("the only sample is the whole, yet %+v", r)
		}
	})
}
