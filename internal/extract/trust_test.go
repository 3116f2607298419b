package extract

import (
	"math"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// TestTrust holds what leaves less of a frame's confidence: each of four doubts takes its share, and nothing else does.
func TestTrust(t *testing.T) {
	told := func(subject, object string, m diplo.Modality, p diplo.Polarity) diplo.Evidence {
		return diplo.Evidence{Subject: diplo.Actor{Mention: subject}, Object: diplo.Actor{Mention: object}, Modality: m, Polarity: p}
	}
	for name, c := range map[string]struct {
		evidence diplo.Evidence
		doubts   int
	}{
		"two names":             {told("Moscow", "United States", diplo.Actual, diplo.Positive), 0},
		"a pronoun":             {told("He", "Israel", diplo.Actual, diplo.Positive), 1},
		"a common noun":         {told("Israel", "the ministry", diplo.Actual, diplo.Positive), 1},
		"a plan":                {told("Moscow", "Tehran", diplo.Planned, diplo.Positive), 1},
		"a denial of a plan":    {told("Moscow", "Tehran", diplo.Planned, diplo.Negative), 2},
		"all of it":             {told("they", "him", diplo.Hypothetical, diplo.Negative), 4},
		"accents are no doubts": {told("Élysée", "Çavuşoğlu", diplo.Actual, diplo.Positive), 0},
	} {
		if got, want := trust(c.evidence), math.Pow(0.85, float64(c.doubts)); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %.4f of the confidence is left, want %.4f", name, got, want)
		}
	}
}
