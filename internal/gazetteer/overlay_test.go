package gazetteer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// overlaid opens a gazetteer with an overlay of the lines.
func overlaid(t testing.TB, lines ...string) (*Gazetteer, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "overlay.jsonl")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return Open(path)
}

func TestOverlayAddsLeadersAliasesAndOffices(t *testing.T) {
	g, err := overlaid(t,
		"\ufeff# what changed this week",
		``,
		`{"record":"office","person":"Ada Newlead","aliases":["Ada N. Newlead"],"office":"president","kind":"head_of_state","of":"FR","from":"2027-05-14"}`,
		`{"record":"office","person":"Marco Rubio","office":"special envoy for Atlantis","kind":"envoy","of":"US","from":"2027-01","to":"2027"}`,
		`{"record":"person","person":"Sergey Lavrov","aliases":["Grand Old Sergey"]}`,
		`{"record":"state","id":"RU","name":"Russia","aliases":["Third Rome"],"metonyms":["Bunker Hill House"]}`,
		`{"record":"state","id":"QQ","iso3":"QQQ","name":"Quorum Islands","capital":"Quorumville","demonyms":["Quorumian","Quorumians"]}`,
		`{"record":"organization","id":"QLF","name":"Quorum Liberation Front","aliases":["QLF"],"kind":"armed_group","country":"QQ"}`,
		`{"record":"organization","id":"QMFA","name":"Quorum House","kind":"ministry","acts_as":"QQ"}`,
		`{"record":"conflict","id":"quorum-war","name":"Quorum war","parties":["QQ","QLF"],"from":"2026"}`,
		`{"record":"office","person":"Quentin Quorum","office":"prime minister","kind":"head_of_government","of":"QQ","from":"2026-02-01"}`,
	)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]diplo.ID{
		"Ada Newlead": "person:ada-newlead", "Newlead": "person:ada-newlead", "the French president": "person:ada-newlead",
		"Grand Old Sergey": "person:sergey-lavrov", "Third Rome": "state:RU", "Bunker Hill House": "state:RU", "Russia": "state:RU", "Moscow": "state:RU",
		"Quorum Islands": "state:QQ", "QQQ": "state:QQ", "Quorumville": "state:QQ", "Quorumian army": "state:QQ", "Quorum House": "state:QQ",
		"QLF": "org:QLF", "Quorum war": "conflict:quorum-war", "prime minister of the Quorum Islands": "person:quentin-quorum",
		"Vladimir Putin": "person:vladimir-putin",
	} {
		if got := g.Resolve(name, "2027-06-01"); len(got) == 0 || got[0].ID != want {
			t.Errorf("Resolve(%q) = %v, want %s first", name, got, want)
		}
	}
	if got := g.Resolve("the French president", "2020-01-01"); len(got) == 0 || got[0].ID != "person:emmanuel-macron" {
		t.Errorf("the predecessor on 2020-01-01: %v", got)
	}
	if o := g.Offices("person:marco-rubio", "2027-12-31"); len(o) == 0 || o[len(o)-1].Title != "special envoy for Atlantis" || o[len(o)-1].Source != "overlay" {
		t.Errorf("Rubio's offices at the end of 2027: %v", o)
	}
	if o := g.Offices("person:marco-rubio", "2018-01-01"); len(o) != 0 {
		t.Errorf("Rubio's offices in 2018: %v", o)
	}
	if got := g.Longest(strings.Fields("Ada Newlead met Quentin Quorum")); len(got) != 1 || got[0].Ref.ID != "person:ada-newlead" {
		t.Errorf("in a text: %v", got)
	}
	if e, _ := g.Entity("person:sergey-lavrov"); e.Name != "Sergey Lavrov" || !e.IsLeader() {
		t.Errorf("Lavrov is now %+v", e)
	}
	if got := g.ConflictBetween("state:QQ", "org:QLF"); got.ID != "conflict:quorum-war" {
		t.Errorf("the conflict is %v", got)
	}
	if e, _ := open(t).Entity("state:RU"); strings.Contains(strings.Join(e.Aliases, "|"), "Third Rome") {
		t.Error("the overlay leaks into other gazetteers")
	}
}

func TestOverlayTellsNamesakesApart(t *testing.T) {
	g, err := overlaid(t,
		`{"record":"office","person":"Sergey Lavrov","wikidata":"Q0","office":"prime minister","kind":"head_of_government","of":"BG","from":"2027-01-01"}`,
		`{"record":"office","person":"Sergey Lavrov","person_id":"sergey-lavrov","office":"president","kind":"head_of_state","of":"RU","from":"2027-01-01"}`)
	if err != nil {
		t.Fatal(err)
	}
	if got := g.Resolve("Bulgarian prime minister", "2027-02-01"); len(got) == 0 || got[0].ID != "person:sergey-lavrov-2" {
		t.Errorf("the namesake is %v, want person:sergey-lavrov-2", got)
	}
	if got := g.Resolve("Russian president", "2027-02-01"); len(got) == 0 || got[0].ID != "person:sergey-lavrov" {
		t.Errorf("the one of the id is %v", got)
	}
	if got := g.Resolve("Sergey Lavrov", "2027-02-01"); len(got) != 2 {
		t.Errorf("both bear the name: %v", got)
	}
}

func TestOverlayReplacesAnOffice(t *testing.T) {
	g, err := overlaid(t, `{"record":"office","person":"Sergey Lavrov","office":"minister of foreign affairs","kind":"foreign_minister","of":"RU","from":"2004-03-09","to":"2026-03-01"}`)
	if err != nil {
		t.Fatal(err)
	}
	if o := g.Offices("person:sergey-lavrov", "2026-03-02"); len(o) != 0 {
		t.Errorf("after the end: %v", o)
	}
	if o := g.Offices("person:sergey-lavrov", "2010-01-01"); len(o) != 1 {
		t.Errorf("within: %v, want the one office", o)
	}
}

func TestOverlayErrorsSayWhere(t *testing.T) {
	good := `{"record":"office","person":"Ada Newlead","office":"president","kind":"head_of_state","of":"FR"}`
	for line, want := range map[string]string{
		`not json`:            "overlay.jsonl:2",
		`["a"]`:               "overlay.jsonl:2",
		`{"person":"Ada"}`:    "write \"state\"",
		`{"record":"planet"}`: `"planet"`,
		`{"record":"state"}`:  `"id" is missing`,
		`{"record":"office","person":"Ada","office":"king","kind":"head_of_state","of":"FR","from":"soon"}`:             `"from"`,
		`{"record":"office","person":"Ada","office":"king","kind":"head_of_state","of":"FR","from":"2025","to":"2024"}`: "before",
		`{"record":"office","person":"Ada","office":"king","kind":"head_of_state"}`:                                     `"of" is missing`,
		`{"record":"office","person":"Ada","office":"king","kind":"head_of_state","of":"NARNIA"}`:                       `overlay.jsonl:2: "of" is "NARNIA"`,
		`{"record":"office","person":"Ada","person_id":"a b","office":"king","kind":"head_of_state","of":"FR"}`:         `"person_id"`,
		`{"record":"office","person":"A\tda","office":"king","kind":"head_of_state","of":"FR"}`:                         "tab",
		`{"record":"conflict","id":"x","name":"X war","parties":["FR"]}`:                                                "two or more",
		`{"record":"conflict","id":"x","name":"X war","parties":["FR","NARNIA"]}`:                                       `overlay.jsonl:2: "parties" is "NARNIA"`,
		`{"record":"conflict","id":"x","name":"X war","parties":["FR","DE"],"parent":"narnia"}`:                         `"parent" is "narnia"`,
		`{"record":"organization","id":"X","name":"X","acts_as":"NARNIA"}`:                                              `"acts_as" is "NARNIA"`,
		`{"record":"organization","id":"X","name":"X","entity_kind":"planet"}`:                                          "entity_kind",
		`{"record":"person","person":"Ada","office":"king","of":"FR"}`:                                                  `"office"`,
		`{"record":"state","id":"state:QQ","name":"Q"}`:                                                                 `"id"`,
		`{"record":"state","id":"QQ","name":"Q","aliases":["a|b"]}`:                                                     "a|b",
	} {
		_, err := overlaid(t, good, line)
		if err == nil || diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), want) {
			t.Errorf("overlay line %s: error %v, want BAD_USER_INPUT with %q", line, err, want)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "missing.jsonl")); diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), "missing.jsonl") {
		t.Errorf("a missing file: %v", err)
	}
}

func FuzzOverlay(f *testing.F) {
	f.Add(`{"record":"office","person":"Ada Newlead","office":"president","kind":"head_of_state","of":"FR","from":"2027-05"}`)
	f.Add(`{"record":"state","id":"QQ","name":"Quorum","metonyms":["the Q"]}` + "\n" + `{"record":"conflict","id":"q","name":"Q war","parties":["QQ","FR"]}`)
	f.Add("#\n\n{}")
	f.Add(`{"record":"person","person":"’"}`)
	f.Fuzz(func(t *testing.T, text string) {
		g, err := overlaid(t, text)
		if err != nil {
			if diplo.CodeOf(err) != diplo.BadInput {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		if got := g.Resolve("Vladimir Putin", "2020-01-01"); len(got) == 0 {
			t.Errorf("%q loses what the base knows", text)
		}
	})
}
