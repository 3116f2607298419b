package extract

import (
	"math"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// TestTrust holds what leaves less of a frame's confidence, and that nothing else does.
func TestTrust(t *testing.T) {
	end := func(k mentionKind) actor {
		return actor{ref: diplo.Ref{ID: "state:FR", Kind: diplo.State}, mention: &mention{kind: k}}
	}
	state, person, fromContext := end(stateName), end(personName), actor{}
	private := actor{ref: diplo.Ref{ID: "person:~jan-novak.unknown", Kind: diplo.Person}, mention: &mention{kind: personName}}
	minister := actor{ref: diplo.Ref{ID: "person:~eva-novak.unknown", Kind: diplo.Person}, mention: &mention{kind: personName}}
	a := &analysis{rules: newRules(t), cast: newCast()}
	a.cast.byID[minister.ref.ID] = &member{ref: minister.ref, offices: []*office{{kind: "foreign_minister"}}}
	for name, c := range map[string]struct {
		subject, object actor
		kind            diplo.Type
		modality        diplo.Modality
		negative        bool
		want            float64
	}{
		"two names":                 {person, state, "URGES", diplo.Actual, false, 1},
		"bodies are named":          {end(stateBody), end(organization), "URGES", diplo.Actual, false, 1},
		"a pronoun does it":         {end(pronoun), state, "URGES", diplo.Actual, false, 0.85},
		"a pronoun suffers it":      {state, end(pronoun), "URGES", diplo.Actual, false, 0.7},
		"a common noun":             {state, end(genericNominal), "URGES", diplo.Actual, false, 0.6},
		"an office is named":        {state, end(officeNominal), "URGES", diplo.Actual, false, 1},
		"a group":                   {end(groupNominal), state, "URGES", diplo.Actual, false, 0.85},
		"found in context":          {fromContext, state, "URGES", diplo.Actual, false, 0.85},
		"a plan":                    {person, state, "URGES", diplo.Planned, false, 0.8},
		"a denial of a plan":        {person, state, "URGES", diplo.Planned, true, 0.8 * 0.9},
		"a possibility":             {person, state, "URGES", diplo.Hypothetical, false, 0.6},
		"several doubts":            {end(pronoun), fromContext, "URGES", diplo.Hypothetical, true, 0.85 * 0.85 * 0.6 * 0.9},
		"a private person speaks":   {private, state, "URGES", diplo.Actual, false, 0.3},
		"a private person is asked": {state, private, "URGES", diplo.Actual, false, 0.3},
		"a private person is held":  {state, private, "DETAINS", diplo.Actual, false, 1},
		"a minister of whom nobody says which country he serves": {minister, state, "URGES", diplo.Actual, false, 1},
	} {
		h := &hit{kind: c.kind, modality: c.modality, negative: c.negative}
		if got := a.trust(h, c.subject, c.object); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.4f of the confidence is left, want %.4f", name, got, c.want)
		}
	}
}
