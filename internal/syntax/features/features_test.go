package features

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestSplit(t *testing.T) {
	tests := []struct {
		word string
		want [Kinds]string
	}{
		{"Moscow", [Kinds]string{"moscow", "ow", "cow", "scow", "mos", "Xxx"}},
		{"U.S.", [Kinds]string{"u.s.", "s.", ".s.", "u.s.", "u.s", "X.X."}},
		{"2025", [Kinds]string{"0000", "00", "000", "0000", "000", "00"}},
		{"’s", [Kinds]string{"'s", "'s", "'s", "'s", "'s", "'x"}},
		{"“", [Kinds]string{`"`, `"`, `"`, `"`, `"`, `"`}},
		{"—", [Kinds]string{"-", "-", "-", "-", "-", "-"}},
		{"Łódź", [Kinds]string{"łódź", "dź", "ódź", "łódź", "łód", "Xxx"}},
		{"pro-EU", [Kinds]string{"pro-eu", "eu", "-eu", "o-eu", "pro", "xx-XX"}},
		{"a-B-c-D-e-F", [Kinds]string{"a-b-c-d-e-f", "-f", "e-f", "-e-f", "a-b", "x-X-x-X-"}},
		{"", [Kinds]string{}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, split(test.word)); diff != "" {
			t.Errorf("%q: want (-), got (+):\n%s", test.word, diff)
		}
	}
}

func TestCountOrdersByFrequencyThenAlphabet(t *testing.T) {
	sentences := [][]string{{"envoy", "talks", "the"}, {"the", "talks", "envoy", "the", "rare"}}
	v := Count(sentences, [Kinds]int{Word: 2, Suffix2: 9, Suffix3: 9, Suffix4: 9, Prefix3: 9, Shape: 9})
	if diff := cmp.Diff([]string{"the", "envoy", "talks"}, v.Values(Word)); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
	if got := v.Size(Word); got != 4 {
		t.Errorf("size %d, want 4 with the unknown word", got)
	}
	for word, want := range map[string]int32{"The": 1, "talks": 3, "rare": 0, "": 0} {
		if got := v.Ids(word)[Word]; got != want {
			t.Errorf("id of %q is %d, want %d", word, got, want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Mid-2020’s")
	f.Add("\xff\xc3(")
	f.Fuzz(func(t *testing.T, word string) {
		for kind, value := range split(word) {
			if !utf8.ValidString(value) {
				t.Errorf("kind %d of %q is %q", kind, word, value)
			}
		}
	})
}
