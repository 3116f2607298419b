// Package querytest is a small world for tests of what stands above the store: four documents of June 2025 whose
// statements are few enough to be counted by hand.
package querytest

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/store"
)

// Recorded is the instant at which the world was recorded.
var recorded = time.Date(2025, 6, 20, 8, 0, 0, 0, time.UTC)

// Clock is the clock for a store that holds the world.
func Clock() time.Time { return recorded }

// telling is a row of a document: which of its sentences says what.
type telling struct {
	subject  diplo.ID
	kind     diplo.Type
	object   diplo.ID
	quote    string
	occurred diplo.Occurred
	speaker  string // of the attribution, "" for the document's own voice
	claims   diplo.ID
	modality diplo.Modality
	polarity diplo.Polarity
	act      *diplo.Act
}

// source is a document with its tellings.
type source struct {
	name, publisher, url, title string
	published                   diplo.Date
	body                        string
	tellings                    []telling
}

func on(day diplo.Date) diplo.Occurred {
	return diplo.Occurred{Since: day, Until: day, Precision: diplo.Day, Basis: diplo.Explicit, Words: "on " + string(day)}
}

func published(day diplo.Date) diplo.Occurred {
	return diplo.Occurred{Until: day, Basis: diplo.Publication}
}

const (
	russia, china, israel, iran, turkey, france = diplo.ID("state:RU"), diplo.ID("state:CN"), diplo.ID("state:IL"), diplo.ID("state:IR"), diplo.ID("state:TR"), diplo.ID("state:FR")
	putin, xi, zakharova, macron                = diplo.ID("person:vladimir-putin"), diplo.ID("person:xi-jinping"), diplo.ID("person:maria-zakharova"), diplo.ID("person:emmanuel-macron")
	war, episode                                = diplo.ID("conflict:iran-israel"), diplo.ID("conflict:iran-israel-2025")
)

// polities are whom the world's persons act for.
var polities = map[diplo.ID]diplo.ID{putin: russia, zakharova: russia, xi: china, macron: france}

func sources() []source {
	call := &diplo.Act{ID: diplo.ActID(diplo.Consult, []diplo.ID{putin, xi}, "2025-06-19", ""), Parts: []diplo.Part{
		{Role: diplo.Participant, Entity: diplo.Ref{ID: putin, Kind: diplo.Person}},
		{Role: diplo.Participant, Entity: diplo.Ref{ID: xi, Kind: diplo.Person}},
	}}
	return []source{
		{"strikes", "TASS", "https://example.org/tass/strikes", "Moscow on the strikes", "2025-06-13",
			"Moscow denounced the Israeli strikes on Iran on 13 June. “Israel’s step is unprovoked”, Maria Zakharova said.\n\nTurkey’s foreign ministry condemned Israel as well.",
			[]telling{
				{subject: russia, kind: "CONDEMNS", object: israel, quote: "Moscow denounced the Israeli strikes on Iran on 13 June", occurred: on("2025-06-13")},
				{subject: zakharova, kind: "CONDEMNS", object: israel, quote: "“Israel’s step is unprovoked”, Maria Zakharova said", occurred: published("2025-06-13"), speaker: "Maria Zakharova", claims: zakharova},
				{subject: turkey, kind: "CONDEMNS", object: israel, quote: "Turkey’s foreign ministry condemned Israel as well", occurred: published("2025-06-13")},
				{subject: israel, kind: "ATTACKS", object: iran, quote: "the Israeli strikes on Iran on 13 June", occurred: on("2025-06-13")},
			}},
		{"reactions", "Reuters", "https://example.org/reuters/reactions", "World reacts", "2025-06-14",
			"Russia on 13 June condemned Israel. Tehran says that Israel struck first; Israel says that Iran did not condemn anyone.\n\nIran will condemn Israel at the United Nations, its envoy said.",
			[]telling{
				{subject: russia, kind: "CONDEMNS", object: israel, quote: "Russia on 13 June condemned Israel", occurred: on("2025-06-13")},
				{subject: israel, kind: "ATTACKS", object: iran, quote: "Tehran says that Israel struck first", occurred: published("2025-06-14"), speaker: "Tehran", claims: iran},
				{subject: iran, kind: "CONDEMNS", object: israel, quote: "Iran will condemn Israel at the United Nations", occurred: published("2025-06-14"), modality: diplo.Planned, speaker: "its envoy"},
				{subject: iran, kind: "CONDEMNS", object: israel, quote: "Israel says that Iran did not condemn anyone", occurred: published("2025-06-14"), polarity: diplo.Negative, speaker: "Israel", claims: israel},
			}},
		{"call", "Xinhua", "https://example.org/xinhua/call", "Xi and Putin talk", "2025-06-19",
			"Xi Jinping and Vladimir Putin spoke by phone on 19 June. Both condemned Israel, the Kremlin said. Putin offered to mediate between Israel and Iran.",
			[]telling{
				{subject: putin, kind: "SPOKE_WITH", object: xi, quote: "Xi Jinping and Vladimir Putin spoke by phone on 19 June", occurred: on("2025-06-19"), act: call},
				{subject: putin, kind: "CONDEMNS", object: israel, quote: "Both condemned Israel", occurred: on("2025-06-19"), speaker: "the Kremlin", claims: russia},
				{subject: xi, kind: "CONDEMNS", object: israel, quote: "Both condemned Israel", occurred: on("2025-06-19"), speaker: "the Kremlin", claims: russia},
				{subject: putin, kind: "OFFERS_MEDIATION", object: war, quote: "Putin offered to mediate between Israel and Iran", occurred: published("2025-06-19")},
			}},
		{"paris", "AFP", "https://example.org/afp/paris", "Paris speaks to Beijing", "2025-05-02",
			"Emmanuel Macron spoke with Xi Jinping on 2 May. France mediates in the war of 2025.",
			[]telling{
				{subject: macron, kind: "SPOKE_WITH", object: xi, quote: "Emmanuel Macron spoke with Xi Jinping on 2 May", occurred: on("2025-05-02")},
				{subject: france, kind: "MEDIATES", object: episode, quote: "France mediates in the war of 2025", occurred: published("2025-05-02")},
			}},
	}
}

// Statements is how many statements in force the world holds, of every modality and polarity.
const Statements = 12

// Fill puts the world into an empty, migrated store.
func Fill(t testing.TB, s store.Writer, g *gazetteer.Gazetteer) {
	t.Helper()
	var b store.Batch
	seen := map[diplo.ID]bool{}
	name := func(id diplo.ID) diplo.Ref {
		e, ok := g.Entity(id)
		if !ok {
			t.Fatalf("the gazetteer does not know %s", id)
		}
		if !seen[id] {
			seen[id] = true
			b.Entities = append(b.Entities, e)
		}
		return e.Ref
	}
	for _, src := range sources() {
		text := "title: " + src.title + "\nsource: " + src.publisher + "\n\n" + src.body + "\n"
		d := diplo.Document{ID: diplo.DocumentID(src.url), Version: diplo.ContentHash(text), Name: src.name, Title: src.title,
			Publisher: src.publisher, URL: src.url, Published: src.published, Language: "en", Text: text}
		b.Documents = append(b.Documents, d)
		for _, telling := range src.tellings {
			b.Evidences = append(b.Evidences, telling.evidence(t, d, name))
		}
	}
	if _, err := s.Apply(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

func (x telling) evidence(t testing.TB, d diplo.Document, name func(diplo.ID) diplo.Ref) diplo.Evidence {
	t.Helper()
	start := strings.Index(d.Text, x.quote)
	if start < 0 {
		t.Fatalf("%s does not hold %q", d.Name, x.quote)
	}
	e := diplo.Evidence{
		Basis: diplo.FromText, Document: d.ID, Version: d.Version, Published: d.Published, Origin: d.Origin(),
		Type: x.kind, Subject: actor(x.subject, name), Object: actor(x.object, name), Modality: diplo.Actual, Polarity: diplo.Positive,
		Occurred: x.occurred, Quote: x.quote, Start: start, End: start + len(x.quote), Confidence: 0.9, Extractor: "hand/1", Rule: "told",
		Attribution: []diplo.Attribution{{Role: diplo.Outlet, Name: d.Publisher, FromHeader: true}},
	}
	if x.modality != "" {
		e.Modality = x.modality
	}
	if x.polarity != "" {
		e.Polarity = x.polarity
	}
	if x.speaker != "" {
		e.Attribution = append(e.Attribution, diplo.Attribution{Role: diplo.Speaker, Name: x.speaker, Entity: x.claims})
		if x.claims != "" {
			name(x.claims)
		}
	}
	if x.act != nil {
		act := *x.act
		act.Parts = nil
		for _, p := range x.act.Parts {
			act.Parts = append(act.Parts, diplo.Part{Role: p.Role, Entity: name(p.Entity.ID)})
		}
		e.Act = &act
	}
	e.Identify()
	return e
}

func actor(id diplo.ID, name func(diplo.ID) diplo.Ref) diplo.Actor {
	a := diplo.Actor{Ref: name(id), Mention: name(id).Name}
	switch {
	case polities[id] != "":
		a.Polity = name(polities[id])
	case a.Kind != diplo.Conflict:
		a.Polity = a.Ref
	}
	return a
}
