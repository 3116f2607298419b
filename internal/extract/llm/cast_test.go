package llm

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// TestWhoIsMeant resolves the subject of a statement in short documents of 2025.
func TestWhoIsMeant(t *testing.T) {
	cases := []struct {
		text    string
		subject map[string]any
		want    diplo.ID
		polity  diplo.ID
		reason  Reason
	}{
		{"Putin condemned Israel.", actor("person", "Putin", "Putin"), "person:vladimir-putin", "state:RU", ""},
		{"Xi condemned Israel.", actor("person", "Xi Jinping", "Xi", "China"), "person:xi-jinping", "state:CN", "" /* China is not in the text */},
		{"French negotiator Putin condemned Israel.", actor("person", "Putin", "Putin", "France"), "person:~putin.FR", "state:FR", ""},
		{"Smith condemned Israel.", actor("person", "Smith", "Smith"), "person:~smith.unknown", "", ""},
		{"Smith of Canada condemned Israel.", actor("person", "Smith", "Smith", "Canada"), "person:~smith.CA", "state:CA", ""},
		{"The Security Council condemned Israel.", actor("organization", "United Nations Security Council", "The Security Council"), "org:UN", "org:UN", ""},
		{"The Israeli opposition and Moscow condemned Israel.", actor("state", "Russia", "Moscow"), "state:RU", "state:RU", ""},
		{"Officials condemned Israel.", actor("person", "officials", "Officials"), "", "", UnknownActor},
		{"Ukrainian officials condemned Israel.", actor("person", "Ukrainian officials", "Ukrainian officials"), "", "", UnknownActor},
		{"Neighbours condemned Israel.", actor("organization", "neighbours", "Neighbours"), "", "", UnknownActor},
		{"The 4711 condemned Israel.", actor("organization", "4711", "The 4711"), "", "", UnknownActor},
		{"He condemned Israel.", actor("person", "Vladimir Putin", "He"), "", "", ActorNotInText},
		{"He condemned Israel.", actor("person", "", "He"), "", "", UnknownActor},
		{"Romania condemned Israel.", actor("state", "Oman", "Romania"), "", "", ActorNotInText},
	}
	for _, c := range cases {
		doc := document("published: 2025-06-20\n\n" + c.text + "\n")
		quote, _, _ := strings.Cut(c.text, ".")
		r := read(t, open(t, always(t, statements(t, condemns(map[string]any{
			"quote": quote, "subject": c.subject, "date": "", "date_words": "", "attribution": []any{},
		})))), doc)
		var got, polity diplo.ID
		var reason Reason
		if len(r.Evidence) == 1 {
			got, polity = r.Evidence[0].Subject.ID, r.Evidence[0].Subject.Polity.ID
		}
		if len(r.Dropped) == 1 {
			reason = r.Dropped[0].Reason
		}
		if got != c.want || polity != c.polity || reason != c.reason {
			t.Errorf("%q: %s for %s, %q; want %s for %s, %q", c.text, got, polity, reason, c.want, c.polity, c.reason)
		}
	}
}

// TestConflictMadeForAPair holds that both parties must be named, and come with the result.
func TestConflictMadeForAPair(t *testing.T) {
	doc := document("published: 2025-06-20\n\nTurkey mediates between Ethiopia and Somalia, officials said.\n")
	r := read(t, open(t, always(t, statements(t, condemns(map[string]any{
		"type": "MEDIATES", "quote": "Turkey mediates between Ethiopia and Somalia", "subject": actor("state", "Turkey", "Turkey"),
		"object": actor("conflict", "Ethiopia–Somalia conflict", "Ethiopia and Somalia"), "date": "", "date_words": "",
		"attribution": []any{map[string]any{"role": "SPEAKER", "name": "officials"}},
	})))), doc)
	if len(r.Evidence) != 1 || r.Evidence[0].Object.ID != "conflict:ET+SO" {
		t.Fatalf("%v %v", r.Evidence, r.Dropped)
	}
	if chain := r.Evidence[0].Attribution; len(chain) != 1 || chain[0].Name != "officials" || chain[0].Entity != "" {
		t.Errorf("attribution %v", chain)
	}
	var ids []diplo.ID
	for _, e := range r.Entities {
		ids = append(ids, e.ID)
		if e.ID == "conflict:ET+SO" && len(e.Parties) != 2 {
			t.Errorf("parties %v", e.Parties)
		}
	}
	if want := []diplo.ID{"conflict:ET+SO", "state:ET", "state:SO", "state:TR"}; !slices.Equal(ids, want) {
		t.Errorf("entities %v, want %v", ids, want)
	}
}

// TestManyClaimsAboutALongText reads answers full of claims about a long document; a quadratic step would take minutes.
func TestManyClaimsAboutALongText(t *testing.T) {
	doc := document("published: 2025-06-20\n\n" + strings.Repeat("Russia on Thursday condemned Israel over strikes on a harbour, he said. ", 15000))
	g, err := names()
	if err != nil {
		t.Fatal(err)
	}
	r := newReader(&Extractor{names: g, model: "m"}, doc)
	var a answer
	for i := range maxClaims {
		a.claims = append(a.claims, claim{Paragraph: 1 + i%3, Quote: fmt.Sprintf("no such words %d", i), Type: "CONDEMNS", Modality: "actual", Polarity: "positive"})
	}
	for _, p := range r.pieces() {
		r.take(p, a)
		if len(r.taken) > 4000 {
			break
		}
	}
	r.finish()
	if len(r.taken) <= 4000 {
		t.Errorf("%d claims were read, want more than 4000", len(r.taken))
	}
}
