package extract

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

func FuzzExtract(f *testing.F) {
	for _, text := range []string{
		"", "title: x\npublished: 2024-05-06\n\nRussia condemned Israel's strikes on Iran, Peskov said on Monday.",
		"“We urge Iran to stop,” Macron told Xi. “It must end.”", "(((\"'\"))) - , . President of the of the's 's",
		"The Organization of the Islamic Conference (OIC) condemned X (", "U.S.-U.S.-U.S. president's president's adviser to adviser to Putin",
		"\ufeffPutin met Xi\r\n\r\nXi met Putin \x00 \u202e", "Mr. Mr. Mr al-al-al bin bin of the foreign ministers of France, and and Germany",
		"Contact: Kenya, and",
	} {
		f.Add(text)
	}
	rules := newRules(f)
	f.Fuzz(func(t *testing.T, text string) {
		doc := document("fuzz", "2024-05-06", text)
		result, err := rules.Extract(context.Background(), doc)
		if err != nil {
			if diplo.CodeOf(err) != diplo.BadInput {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		check(t, doc, result)
	})
}

// check holds a result to the contract of Extractor.
func check(t *testing.T, doc diplo.Document, result Result) {
	t.Helper()
	profiles := map[diplo.ID]bool{}
	for _, e := range result.Entities {
		if profiles[e.ID] {
			t.Errorf("%s has two profiles", e.ID)
		}
		profiles[e.ID] = true
	}
	for i, e := range result.Evidence {
		if err := e.Validate(); err != nil {
			t.Errorf("%v", err)
		}
		if doc.Text[e.Start:e.End] != e.Quote {
			t.Errorf("quote %q is not at %d:%d", e.Quote, e.Start, e.End)
		}
		if i > 0 && result.Evidence[i-1].Start > e.Start {
			t.Errorf("evidence %d begins before its predecessor", i)
		}
		for _, id := range []diplo.ID{e.Subject.ID, e.Object.ID, e.Subject.Polity.ID, e.Object.Polity.ID} {
			if id != "" && !profiles[id] {
				t.Errorf("no profile of %s", id)
			}
		}
	}
}

func TestExtractKeepsItsContract(t *testing.T) {
	rules := newRules(t)
	doc := document("story", "2025-03-04", "source: The Courier\n\nRussian President Vladimir Putin and Turkish President Recep Tayyip Erdogan met in Ankara on Monday. "+
		"They agreed to keep talking. The Turkish leader said Iran had attacked Israel. Sergei Lavrov, who met Hakan Fidan, warned Ukraine, TASS reported.")
	first, err := rules.Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, first)
	if len(first.Evidence) < 5 {
		t.Errorf("only %d statements", len(first.Evidence))
	}
	second, err := rules.Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	for i := range first.Evidence {
		if first.Evidence[i].ID != second.Evidence[i].ID {
			t.Errorf("reading twice gives %s, then %s", first.Evidence[i].ID, second.Evidence[i].ID)
		}
	}
	var met *diplo.Evidence
	for i := range first.Evidence {
		if first.Evidence[i].Type == "MET_WITH" && first.Evidence[i].Act != nil {
			met = &first.Evidence[i]
			break
		}
	}
	if met == nil || len(met.Act.Parts) != 2 || met.Occurred.Since != "2025-03-03" || met.Subject.Polity.ID == "" {
		t.Errorf("the meeting came out as %+v", met)
	}
}

func TestExtractRefuses(t *testing.T) {
	rules := newRules(t)
	if _, err := rules.Extract(context.Background(), document("binary", "", "Russia \xff condemned")); diplo.CodeOf(err) != diplo.BadInput {
		t.Errorf("invalid UTF-8: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := rules.Extract(ctx, document("late", "", "Russia condemned Iran.")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestExtractNotesForeignLanguage(t *testing.T) {
	rules := newRules(t)
	text := strings.Repeat("Der Außenminister hat die Regierung in Moskau scharf verurteilt und den Botschafter einbestellt, sagte ein Sprecher am Montag. ", 5)
	result, err := rules.Extract(context.Background(), document("german", "", text))
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Evidence) > 0 || len(result.Notes) != 1 || !strings.Contains(result.Notes[0], "German") {
		t.Errorf("%d statements, notes %q", len(result.Evidence), result.Notes)
	}
}

func TestExplain(t *testing.T) {
	rules := newRules(t)
	out, err := rules.Explain(context.Background(), document("x", "2024-05-06", "Sweden condemned Russia. Norway condemned."))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"state:SE", "CONDEMNS/verb:condemn", "Sweden -> Russia", "lacks an object", "=> Sweden CONDEMNS Russia"} {
		if !strings.Contains(out, want) {
			t.Errorf("the account lacks %q:\n%s", want, out)
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	rules := newRules(b)
	text := strings.Repeat("Norwegian Foreign Minister Anniken Huitfeldt spoke by telephone with her Brazilian counterpart Mauro Vieira on Wednesday, her ministry said. ", 100)
	doc := document("bench", "2023-05-11", text)
	for b.Loop() {
		if _, err := rules.Extract(context.Background(), doc); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(100*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
