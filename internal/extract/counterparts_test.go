package extract

import (
	"context"
	"testing"
)

func TestCounterpartsHaveTheTitleOfThePrincipal(t *testing.T) {
	rules := newRules(t)
	text := "Egyptian Foreign Minister Badr Abdelatty met his Turkish counterpart, Hakan Fidan, in a garden. " +
		"Qatari Prime Minister Mohammed bin Abdulrahman Al Thani spoke with his American counterpart Antony Blinken."
	result, err := rules.Extract(context.Background(), document("titles", "2024-08-05", text))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"Hakan Fidan": "foreign minister", "Antony Blinken": "secretary of state"}
	for _, e := range result.Evidence {
		if e.Type == "HOLDS_OFFICE" && want[e.Subject.Name] != "" {
			if e.Title != want[e.Subject.Name] {
				t.Errorf("%s is %q, want %q", e.Subject.Name, e.Title, want[e.Subject.Name])
			}
			delete(want, e.Subject.Name)
		}
	}
	for name := range want {
		t.Errorf("no office of %s", name)
	}
}
