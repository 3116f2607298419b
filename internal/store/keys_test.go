package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func TestTokens(t *testing.T) {
	for text, want := range map[string][]string{
		"":                             nil,
		"…—!":                          nil,
		"Genève, the G7's 2nd summit!": {"geneve", "the", "g7", "s", "2nd", "summit"},
		"ŁÓDŹ Đà Nẵng":                 {"łodz", "đa", "nang"},
		"Россия и Ёлка":                {"россия", "и", "елка"},
		"ﬁnal １２":                      {"final", "12"},
		"İzmir":                        {"izmir"},
		"don’t":                        {"don", "t"},
		"\xff bad":                     {"bad"},
		"again again":                  {"again", "again"},
	} {
		if diff := cmp.Diff(want, append([]string(nil), store.Tokens(text)...)); diff != "" {
			t.Errorf("Tokens(%q) (-want +got):\n%s", text, diff)
		}
	}
}

func TestFoldName(t *testing.T) {
	for name, want := range map[string]string{
		"The Élysée": "elysee", " U.S.  Navy ": "u s navy", "Theresa": "theresa", "the": "the", "THE UN": "un",
	} {
		if got := store.FoldName(name); got != want {
			t.Errorf("FoldName(%q) = %q, want %q", name, got, want)
		}
	}
}

// Tokens of tokens are the tokens: a search for what a quote holds finds it.
func TestTokensAreStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, token := range store.Tokens(rapid.String().Draw(t, "text")) {
			if again := store.Tokens(token); !slices.Equal(again, []string{token}) {
				t.Errorf("Tokens(%q) = %q", token, again)
			}
		}
	})
}

func TestKeysSortAsValuesDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		instant := rapid.Custom(func(t *rapid.T) time.Time {
			return store.Instant(time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")))
		})
		a, b := instant.Draw(t, "a"), instant.Draw(t, "b")
		if (store.TimeKey(a) < store.TimeKey(b)) != a.Before(b) {
			t.Errorf("%s and %s sort wrongly", a, b)
		}
		if back, err := store.ParseTimeKey(store.TimeKey(a)); err != nil || !back.Equal(a) {
			t.Errorf("ParseTimeKey(TimeKey(%s)) = %s, %v", a, back, err)
		}
		x, y := rapid.Float64Range(0, 1).Draw(t, "x"), rapid.Float64Range(0, 1).Draw(t, "y")
		if store.SortKey(diplo.Statement{Support: x}, store.Support) < store.SortKey(diplo.Statement{Support: y}, store.Support) && x >= y {
			t.Errorf("supports %v and %v sort wrongly", x, y)
		}
	})
	s := diplo.Statement{ID: "statement:x", Published: "2025-06-02", RecordedAt: time.Date(2025, 7, 1, 14, 0, 0, 5000, time.FixedZone("", 7200))}
	for field, want := range map[store.OrderField]string{"": "2025-06-02", store.Occurred: "2025-06-02", store.Recorded: "2025-07-01T12:00:00.000005Z", store.Support: "0.000000000"} {
		if got := store.PlaceOf(s, field); got != (store.Place{Key: want, ID: s.ID}) {
			t.Errorf("PlaceOf(%s) = %v, want %s", field, got, want)
		}
	}
}
