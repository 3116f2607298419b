package extract

import (
	"math"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// TestTrust holds what leaves less of a frame's confidence: each of four doubts takes its share, and nothing else does.
func TestTrust(t *testing.T) {
	end := func(k mentionKind) actor { return actor{mention: &mention{kind: k}} }
	state, person, fromContext := end(stateName), end(personName), actor{}
	for name, c := range map[string]struct {
		subject, object actor
		modality        diplo.Modality
		negative        bool
		doubts          int
	}{
		"two names":          {person, state, diplo.Actual, false, 0},
		"bodies are named":   {end(stateBody), end(organization), diplo.Actual, false, 0},
		"a pronoun":          {end(pronoun), state, diplo.Actual, false, 1},
		"a common noun":      {state, end(genericNominal), diplo.Actual, false, 1},
		"an office is named": {state, end(officeNominal), diplo.Actual, false, 0},
		"a group":            {end(groupNominal), state, diplo.Actual, false, 1},
		"found in context":   {fromContext, state, diplo.Actual, false, 1},
		"a plan":             {person, state, diplo.Planned, false, 1},
		"a denial of a plan": {person, state, diplo.Planned, true, 2},
		"all of it":          {end(pronoun), fromContext, diplo.Hypothetical, true, 4},
	} {
		if got, want := trust(&hit{modality: c.modality, negative: c.negative}, c.subject, c.object), math.Pow(0.85, float64(c.doubts)); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %.4f of the confidence is left, want %.4f", name, got, want)
		}
	}
}
