package diplo_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

// judged makes a judgement of two persons at an hour; the machine judges as "matcher".
func judged(v diplo.Verdict, a, b diplo.ID, by string, hour int) diplo.Judgement {
	j := diplo.Judgement{Verdict: v, A: "person:" + a, B: "person:" + b, By: by, Machine: by == "matcher", RecordedAt: time.Date(2025, 7, 1, hour, 0, 0, 0, time.UTC)}
	j.Identify()
	return j
}

func TestIdentity(t *testing.T) {
	retracted := judged(diplo.Same, "a", "b", "ada", 1)
	retracted.RetractedAt = &retracted.RecordedAt
	for name, c := range map[string]struct {
		js   []diplo.Judgement
		want string // the canonical keys of a, b and c
	}{
		"nothing judged":              {nil, "abc"},
		"the same":                    {[]diplo.Judgement{judged(diplo.Same, "b", "a", "ada", 1)}, "aac"},
		"through steps":               {[]diplo.Judgement{judged(diplo.Same, "b", "c", "ada", 1), judged(diplo.Same, "a", "b", "ada", 1)}, "aaa"},
		"unsure joins nothing":        {[]diplo.Judgement{judged(diplo.Unsure, "a", "b", "ada", 1)}, "abc"},
		"the later counts":            {[]diplo.Judgement{judged(diplo.Same, "a", "b", "ada", 1), judged(diplo.Different, "b", "a", "bob", 2)}, "abc"},
		"whatever the order":          {[]diplo.Judgement{judged(diplo.Same, "a", "b", "ada", 2), judged(diplo.Different, "b", "a", "bob", 1)}, "aac"},
		"a machine no later than":     {[]diplo.Judgement{judged(diplo.Same, "a", "b", "matcher", 9), judged(diplo.Different, "a", "b", "ada", 1)}, "abc"},
		"not even unsure is replaced": {[]diplo.Judgement{judged(diplo.Same, "a", "b", "matcher", 9), judged(diplo.Unsure, "a", "b", "ada", 1)}, "abc"},
		"a machine alone":             {[]diplo.Judgement{judged(diplo.Same, "a", "b", "matcher", 9)}, "aac"},
		"retracted":                   {[]diplo.Judgement{retracted}, "abc"},
		"a machine does not go around a person": {[]diplo.Judgement{judged(diplo.Different, "a", "b", "ada", 1),
			judged(diplo.Same, "a", "c", "matcher", 2), judged(diplo.Same, "b", "c", "matcher", 3)}, "aba"},
		"the older of a machine's judgements stays": {[]diplo.Judgement{judged(diplo.Different, "a", "b", "ada", 1),
			judged(diplo.Same, "a", "c", "matcher", 3), judged(diplo.Same, "b", "c", "matcher", 2)}, "abb"},
		"people may": {[]diplo.Judgement{judged(diplo.Different, "a", "b", "ada", 1), judged(diplo.Same, "a", "c", "bob", 2), judged(diplo.Same, "b", "c", "bob", 3)}, "aaa"},
	} {
		x := diplo.NewIdentity(c.js)
		got := ""
		for _, id := range []diplo.ID{"person:a", "person:b", "person:c"} {
			got += string(x.Canonical(id))[len("person:"):]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestCanonicalIsTheGazetteers(t *testing.T) {
	x := diplo.NewIdentity([]diplo.Judgement{judged(diplo.Same, "~a", "z", "ada", 1), judged(diplo.Same, "~a", "y", "ada", 1), judged(diplo.Same, "~c", "~b", "ada", 1)})
	for id, want := range map[diplo.ID]diplo.ID{"person:~a": "person:y", "person:z": "person:y", "person:~c": "person:~b", "person:q": "person:q"} {
		if got := x.Canonical(id); got != want {
			t.Errorf("Canonical(%s) = %s, want %s", id, got, want)
		}
	}
	if got, want := x.Members("person:z"), []diplo.ID{"person:y", "person:z", "person:~a"}; !slices.Equal(got, want) {
		t.Errorf("Members = %v, want %v", got, want)
	}
	if got := x.Members("person:q"); !slices.Equal(got, []diplo.ID{"person:q"}) {
		t.Errorf("Members of one alone = %v", got)
	}
}

func TestIdentityIgnoresOrder(t *testing.T) {
	ids := []diplo.ID{"a", "b", "c", "d", "~e", "~f"}
	rapid.Check(t, func(t *rapid.T) {
		js := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) diplo.Judgement {
			i := rapid.IntRange(0, 4).Draw(t, "i")
			return judged(rapid.SampledFrom([]diplo.Verdict{diplo.Same, diplo.Same, diplo.Different, diplo.Unsure}).Draw(t, "verdict"),
				ids[i], ids[rapid.IntRange(i+1, 5).Draw(t, "j")], rapid.SampledFrom([]string{"ada", "matcher"}).Draw(t, "by"), rapid.IntRange(0, 3).Draw(t, "hour"))
		}), 0, 12).Draw(t, "judgements")
		x, y := diplo.NewIdentity(js), diplo.NewIdentity(rapid.Permutation(js).Draw(t, "order"))
		people := diplo.NewIdentity(slices.DeleteFunc(slices.Clone(js), func(j diplo.Judgement) bool { return j.Machine }))
		for _, id := range ids {
			id = "person:" + id
			if x.Canonical(id) != y.Canonical(id) {
				t.Errorf("%s is %s or %s, by the order", id, x.Canonical(id), y.Canonical(id))
			}
			if x.Canonical(x.Canonical(id)) != x.Canonical(id) || !slices.Contains(x.Members(id), id) {
				t.Errorf("%s: canonical %s, members %v", id, x.Canonical(id), x.Members(id))
			}
			for _, other := range people.Members(id) {
				if x.Canonical(other) != x.Canonical(id) {
					t.Errorf("machines part %s and %s, which people joined", id, other)
				}
			}
		}
	})
}

func TestJudgementValidate(t *testing.T) {
	good := judged(diplo.Same, "b", "a", "ada", 1)
	if good.A != "person:a" || good.Validate() != nil {
		t.Errorf("%+v: %v", good, good.Validate())
	}
	for name, edit := range map[string]func(*diplo.Judgement){
		"no verdict":       func(j *diplo.Judgement) { j.Verdict = "PERHAPS"; j.Identify() },
		"one entity":       func(j *diplo.Judgement) { j.B = j.A; j.Identify() },
		"two kinds":        func(j *diplo.Judgement) { j.B = "state:RU"; j.Identify() },
		"no entities":      func(j *diplo.Judgement) { j.A, j.B = "a", "b"; j.Identify() },
		"nobody":           func(j *diplo.Judgement) { j.By = ""; j.Identify() },
		"another's id":     func(j *diplo.Judgement) { j.Why = "because" },
		"a machine's turn": func(j *diplo.Judgement) { j.Machine = true },
	} {
		j := good
		edit(&j)
		if err := j.Validate(); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}
