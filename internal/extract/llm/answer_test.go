package llm

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
)

func TestParseAnswer(t *testing.T) {
	cases := []struct {
		name    string
		in      completion
		claims  int
		dropped []Reason
		cut     bool
		fails   bool
	}{
		{"plain", completion{Content: `{"statements":[{"type":"CONDEMNS"},{}]}`}, 2, nil, false, false},
		{"none", completion{Content: `{"statements":[]}`}, 0, nil, false, false},
		{"in a fence", completion{Content: "Here you are:\n```json\n{\"statements\":[{}]}\n```\nAnything else?"}, 1, nil, false, false},
		{"behind thoughts", completion{Content: `<think>{"statements": is what they want}</think>{"statements":[{}]}`}, 1, nil, false, false},
		{"other fields first", completion{Content: `{"note":{"a":[1,2]},"statements":[{}],"more":1}`}, 1, nil, false, false},
		{"one of a wrong shape", completion{Content: `{"statements":[{"type":7},{"type":"A"},"x",null]}`}, 2, []Reason{WrongShape, WrongShape}, false, false},
		{"at its length", completion{Content: `{"statements":[{"type":"A"},{"ty`, Finish: "length"}, 1, nil, true, false},
		{"broken off", completion{Content: `{"statements":[{"type":"A"},{"ty`, Finish: "stop"}, 1, []Reason{BrokenOff}, false, false},
		{"broken in the middle", completion{Content: `{"statements":[{"type":"A"} {"type":"B"}]}`}, 1, []Reason{BrokenOff}, false, false},
		{"declined", completion{Refusal: "I can't help with that."}, 0, []Reason{Declined}, false, false},
		{"filtered", completion{Finish: "content_filter"}, 0, []Reason{Declined}, false, false},
		{"too many", completion{Content: `{"statements":[` + strings.Repeat("{},", 999) + `{}]}`}, maxClaims, []Reason{TooMany}, false, false},
		{"empty", completion{}, 0, nil, false, true},
		{"prose", completion{Content: "There are no statements."}, 0, nil, false, true},
		{"a list", completion{Content: `[{"type":"A"}]`}, 0, nil, false, true},
		{"an object without the list", completion{Content: `{"records":[]}`}, 0, nil, false, true},
		{"no list", completion{Content: `{"statements":"none"}`}, 0, nil, false, true},
		{"deep", completion{Content: `{"a":` + strings.Repeat("[", 100_000)}, 0, nil, false, true},
		{"deep inside", completion{Content: `{"statements":[` + strings.Repeat(`{"a":`, 100_000)}, 0, []Reason{BrokenOff}, false, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			a, err := parseAnswer(c.in)
			if (err != nil) != c.fails || c.fails && diplo.CodeOf(err) != diplo.Unavailable {
				t.Fatalf("error %v", err)
			}
			if len(a.claims) != c.claims || a.cut != c.cut || len(a.dropped) != len(c.dropped) {
				t.Fatalf("%d claims, cut %v, dropped %v", len(a.claims), a.cut, a.dropped)
			}
			for i, d := range a.dropped {
				if d.Reason != c.dropped[i] {
					t.Errorf("dropped for %q, want %q", d.Reason, c.dropped[i])
				}
			}
		})
	}
}

// FuzzAnswer holds that no answer, whatever its bytes, breaks the reader or brings in evidence that breaks the contract.
func FuzzAnswer(f *testing.F) {
	f.Add(`{"statements":[]}`, "stop")
	f.Add(`{"statements":[{"paragraph":1,"quote":"Russia on Thursday condemned Israel","type":"CONDEMNS","subject":{"kind":"state","name":"Russia","mention":"Russia"},"object":{"kind":"state","name":"Israel","mention":"Israel"},"modality":"actual","polarity":"positive","date":"2025-06-19","date_words":"on Thursday"}]}`, "stop")
	f.Add(`{"statements":[{"paragraph":3,"quote":"Jan Novak, foreign minister of Czechia","type":"HOLDS_OFFICE","subject":{"kind":"person","name":"Jan Novak","mention":"Jan Novak","acts_for":"Czechia"},"object":{"kind":"state","name":"Czechia","mention":"Czechia"},"modality":"actual","polarity":"positive","attribution":[{"role":"OUTLET","name":"CBS News"}],"title":"minister"},{"quo`, "length")
	f.Add("```json\n{\"statements\":[{\"quote\":\"\\ud800 \\u0000\",\"paragraph\":1e99}]}\n```", "")
	f.Add("<think>{</think>{\"statements\":[[[[", "stop")
	g, err := names()
	if err != nil {
		f.Fatal(err)
	}
	doc := document(harbour)
	f.Fuzz(func(t *testing.T, content, finish string) {
		a, err := parseAnswer(completion{Content: content, Finish: finish})
		if err != nil {
			return
		}
		if len(a.claims) > maxClaims || len(a.dropped) > maxClaims+2 {
			t.Fatalf("%d claims, %d dropped", len(a.claims), len(a.dropped))
		}
		r := newReader(&Extractor{names: g, model: "m"}, doc)
		r.take(r.pieces()[0], a)
		reading := r.finish()
		sound(t, doc, reading)
		for _, d := range reading.Dropped {
			if len(d.Detail) > maxDetail+3 || !utf8.ValidString(d.Detail) && utf8.ValidString(content) {
				t.Errorf("detail %q", d.Detail)
			}
		}
	})
}
