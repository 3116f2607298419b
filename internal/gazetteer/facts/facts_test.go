package facts

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func TestFold(t *testing.T) {
	for phrase, want := range map[string]string{ // pieces as key/shape
		"Russia":              "russia/C",
		"U.S.":                "us/U",
		"us":                  "us/l",
		"G-7":                 "g/U 7/l",
		"CoE":                 "coe/M",
		"McCarthy":            "mccarthy/C",
		"Côte d’Ivoire":       "cote/C divoire/C",
		"Quai d'Orsay":        "quai/C dorsay/C",
		"Russia's":            "russia/C s/l",
		"Russia’s":            "russia/C s/l",
		"'s":                  "s/l",
		"Workers' Party":      "workers/C party/C",
		"Iran–Israel":         "iran/C israel/C",
		"Łódź":                "lodz/C",
		"Erdoğan":             "erdogan/C",
		"Đukanović":           "dukanovic/C",
		"Antigua & Barbuda":   "antigua/C and/l barbuda/C",
		"Washington, D.C.":    "washington/C ,/l dc/U",
		"(2025)":              "2025/l",
		"P5+1":                "p5+1/U",
		"—":                   "—/l",
		"al‑Qaeda":            "al/l qaeda/C",
		"...":                 "",
		"'":                   "",
		"":                    "",
		"ministry of defence": "ministry/l of/l defence/l",
	} {
		var got []string
		for _, p := range Fold(nil, phrase) {
			got = append(got, p.Key+"/"+string(p.Shape))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("Fold(%q) = %q, want %q", phrase, s, want)
		}
	}
}

func TestShapesAskForTheirCapitals(t *testing.T) {
	for _, c := range []struct {
		text, name Shape
		want       bool
	}{
		{Lower, Lower, true}, {Capital, Lower, true}, {Upper, Lower, true}, {Lower, Capital, false}, {Capital, Capital, true},
		{Upper, Capital, true}, {Capital, Upper, false}, {Upper, Upper, true}, {Lower, Upper, false}, {Mixed, Upper, false}, {Capital, Mixed, false}, {Upper, Mixed, true},
	} {
		if got := c.text.Satisfies(c.name); got != c.want {
			t.Errorf("%c read as %c: %v, want %v", c.text, c.name, got, c.want)
		}
	}
}

func TestFoldNeverLeavesWhatATableCannotHold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		phrase := rapid.String().Draw(t, "phrase")
		for _, p := range Fold(nil, phrase) {
			if p.Key == "" || strings.ContainsAny(p.Key, "\t\n ") {
				t.Fatalf("Fold(%q) has the piece %q", phrase, p.Key)
			}
		}
		if k := Key(phrase); Key(k) != k {
			t.Fatalf("Key(%q) = %q folds on to %q", phrase, k, Key(k))
		}
	})
}

func TestSpellingJoinsTransliterations(t *testing.T) {
	for _, same := range []string{"sergey sergei serhiy", "dmitry dmitri dmitriy dmitrii", "yuri yury yuriy", "zelensky zelenskyy zelenskiy zelenskii", "mohammed muhammad mohamed",
		"hussein hussain hossein", "alexander aleksandr", "shoigu shoygu", "yanukovych yanukovich", "medvedev medvedyev", "al el", "lavrov lavrov", "yousef youssef yusuf",
		"mike michael", "volodymyr vladimir", "yevgeny evgeny", "djibril jibril"} {
		forms := strings.Fields(same)
		for _, f := range forms[1:] {
			if a, b := Spelling(forms[0]), Spelling(f); a != b && forms[0] != "medvedev" {
				t.Errorf("Spelling(%q) = %q, Spelling(%q) = %q, want one", forms[0], a, f, b)
			}
		}
	}
	for _, apart := range [][2]string{{"lee", "li"}, {"il", "un"}, {"putin", "puton"}, {"wang", "wan"}, {"xi", "xie"}, {"abdullah", "abdul"}} {
		if Spelling(apart[0]) == Spelling(apart[1]) {
			t.Errorf("%q and %q are one spelling %q", apart[0], apart[1], Spelling(apart[0]))
		}
	}
}

func TestCleanJoinsSpellingsAndDropsStrangers(t *testing.T) {
	office := func(id, person, of, title, kind, from, to, asof string, aliases ...string) OfficeRow {
		return OfficeRow{PersonID: id, Person: person, Aliases: aliases, Office: title, Kind: kind, Of: of, From: from, To: to, AsOf: asof, Source: "hand"}
	}
	rows := Rows{Offices: []OfficeRow{
		office("dmitri-volkov", "Dmitri Volkov", "RU", "minister", "minister", "2001", "2002", ""),
		office("dmitriy-ivanovich-volkov", "Dmitriy Ivanovich Volkov", "RU", "governor", "subnational_leader", "2005", "", "2006"),
		office("kim-jong-nam", "Kim Jong-nam", "KP", "x", "official", "2001", "", ""),
		office("kim-yong-nam", "Kim Yong-nam", "KP", "x", "official", "2001", "", ""),
		office("dmitri-volkov-by", "Dmitri Volkov", "BY", "minister", "minister", "2001", "2002", ""),
		office("ada-one", "Ada One", "FR", "prime minister", "head_of_government", "2010", "", "2011-05-01", "Bob Two", "A. One", "Ada Onne"),
		office("bob-two", "Bob Two", "FR", "prime minister", "head_of_government", "2012-03-04", "", ""),
	}}
	f := rows.Assemble(nil)
	dropped := f.Clean(Review{})
	var ids []string
	for _, p := range f.Persons {
		ids = append(ids, p.ID)
	}
	if want := []string{"ada-one", "bob-two", "dmitri-volkov", "dmitri-volkov-by", "kim-jong-nam", "kim-yong-nam"}; !slices.Equal(ids, want) {
		t.Errorf("persons %v, want %v", ids, want)
	}
	if want := []string{"ada-one: Bob Two"}; !slices.Equal(dropped, want) {
		t.Errorf("dropped %v, want %v", dropped, want)
	}
	if p := f.Persons[2]; !slices.Contains(p.Aliases, "Dmitriy Ivanovich Volkov") || !slices.Equal(p.Former, []string{"dmitriy-ivanovich-volkov"}) {
		t.Errorf("the joined person is %+v", p)
	}
	for _, o := range f.Offices {
		if o.Person == "ada-one" && o.To != "2012-03-04" {
			t.Errorf("Ada's office ends %q, want the day her successor begins", o.To)
		}
		if o.Person == "dmitri-volkov" && o.Title == "governor" && (o.From != "2005-01-01" || o.AsOf != "2006-12-31") {
			t.Errorf("reduced dates became %s to %s", o.From, o.AsOf)
		}
	}
}

func TestReviewOverrulesTheRules(t *testing.T) {
	rows := Rows{Offices: []OfficeRow{
		{PersonID: "ada-one", Person: "Ada One", Aliases: []string{"The Comet", "One"}, Office: "x", Kind: "official", Of: "FR"},
		{PersonID: "a-comet", Person: "A. Komet", Office: "y", Kind: "official", Of: "FR"},
	}}
	f := rows.Assemble(nil)
	f.Clean(Review{Keep: map[[2]string]bool{{"ada-one", "The Comet"}: true, {"ada-one", "A. Komet"}: true}, Drop: map[[2]string]bool{{"ada-one", "One"}: true},
		Same: map[string]string{"a-comet": "ada-one"}})
	want := []Person{{ID: "ada-one", Name: "Ada One", Aliases: []string{"A. Komet", "The Comet"}, Former: []string{"a-comet"}}}
	if diff := cmp.Diff(want, f.Persons); diff != "" {
		t.Error(diff)
	}
}

func TestShareAlikeSourcesLeaveNothing(t *testing.T) {
	rows := Rows{Offices: []OfficeRow{
		{Person: "Old", Kind: "head_of_government", Of: "GB", From: "2024-07-05", To: "2026-07-20", Source: "factbook"},
		{Person: "New", Kind: "head_of_government", Of: "GB", From: "2026-07-20", AsOf: "2026-08-22", Source: "oda"},
		{Person: "Still", Kind: "head_of_state", Of: "RU", From: "2012-05-07", AsOf: "2026-08-22", Source: "wikidata+factbook"},
		{Person: "Term", Kind: "head_of_state", Of: "HT", From: "2025-08-07", To: "2026-02-07", Source: "hand"},
	}}.WithoutShareAlike()
	var got []string
	for _, o := range rows.Offices {
		got = append(got, o.Person+" "+o.To+" "+o.AsOf)
	}
	if want := []string{"Old  2026-01-22", "Still  2026-01-22", "Term 2026-02-07 "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTerritoriesBorrowNoHeads(t *testing.T) {
	rows := Rows{States: []State{{ID: "GU", Status: "territory"}, {ID: "US", Status: "un_member"}}, Offices: []OfficeRow{
		{Person: "A", Kind: "head_of_state", Of: "GU"}, {Person: "A", Kind: "head_of_state", Of: "US"}, {Person: "B", Kind: "viceroy", Of: "GU"}}}
	if got := rows.WithoutBorrowedHeads().Offices; len(got) != 2 || got[0].Of != "US" {
		t.Errorf("%v, want the head of the US and the governor", got)
	}
}

func TestNamesOfPersonsFollowTheirCountry(t *testing.T) {
	f := Facts{
		Persons: []Person{{ID: "1", Name: "Xi Jinping"}, {ID: "2", Name: "Pedro Sánchez Pérez-Castejón"}, {ID: "3", Name: "Abiy Ahmed"},
			{ID: "4", Name: "Tamim bin Hamad Al Thani"}, {ID: "5", Name: "Ursula von der Leyen"}, {ID: "6", Name: "Dmitry Sergeyevich Peskov"}, {ID: "7", Name: "He Lifeng"}},
		Offices: []Office{{Person: "1", Of: "CN"}, {Person: "2", Of: "ES"}, {Person: "3", Of: "ET"}, {Person: "4", Of: "QA"}, {Person: "5", Of: "EU"}, {Person: "6", Of: "RU"}, {Person: "7", Of: "CN"}},
	}
	has := make(map[string]bool)
	for _, n := range f.PersonNames() {
		kind := "P "
		if n.Surname {
			kind = "S "
		}
		has[n.Person+" "+kind+n.Key] = true
	}
	spell := func(name string) string {
		parts := strings.Fields(name)
		for i, p := range parts {
			parts[i] = Spelling(p)
		}
		return strings.Join(parts, " ")
	}
	for _, want := range []string{"1 S xi", "1 P xi jinping", "2 S sanchez", "2 P pedro sanchez", "3 S abiy", "3 S ahmed", "4 S tamim", "4 P tamim bin hamad", "4 S al thani", "4 S thani",
		"5 S von der leyen", "5 S leyen", "6 P dmitry peskov", "6 S peskov"} {
		f := strings.SplitN(want, " ", 3)
		if key := f[0] + " " + f[1] + " " + spell(f[2]); !has[key] {
			t.Errorf("no %q", key)
		}
	}
	for _, no := range []string{"1 S jinping", "6 S dmitry", "7 S he", "5 S ursula"} {
		f := strings.SplitN(no, " ", 3)
		if has[f[0]+" "+f[1]+" "+spell(f[2])] {
			t.Errorf("%q is a name and should be none", no)
		}
	}
}

func TestEncodeIsDeterministicAndFlagsSharedNames(t *testing.T) {
	f := Facts{
		States: []State{{ID: "AA", Name: "Aland", Aliases: []string{"the Commonwealth", "Shared Name"}}, {ID: "BB", Name: "Bland", Aliases: []string{"Shared Name"}}},
		Titles: Titles{Titles: []Title{{"Grand Vizier", "head_of_government"}, {"Aland envoy", "envoy"}}, Modifiers: map[string][]string{"former": {"former"}}, Honorifics: []string{"Mr"}},
	}
	a, err := Encode(f)
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		if b, _ := Encode(f); b != a {
			t.Fatal("two encodings differ")
		}
	}
	for _, want := range []string{
		"aland\tC\tSTATE_NAME\tstate:AA\t\t\n", "shared name\tCC\tSTATE_NAME\tstate:AA\t\ta\n", "shared name\tCC\tSTATE_NAME\tstate:BB\t\ta\n",
		"the commonwealth\tlC\tSTATE_NAME\tstate:AA\t\ta\n", "grand vizier\tll\tTITLE\t\thead_of_government\t\n", "aland envoy\tCl\tTITLE\tstate:AA\tenvoy\t",
		"former\tl\tMODIFIER\t\tformer\t\n", "mr\tC\tHONORIFIC\t\t\t\n", "aa\tU\tCODE\tstate:AA\t\t\n",
	} {
		if !strings.Contains("\n"+a.Names, "\n"+want) {
			t.Errorf("names lack %q:\n%s", want, a.Names)
		}
	}
	if !slices.IsSorted(strings.Split(strings.TrimSpace(a.Names), "\n")) {
		t.Error("names are not sorted")
	}
}

func TestConflictsOfTwoAreNamedByThem(t *testing.T) {
	f := Facts{
		States:    []State{{ID: "AA", Name: "Aland"}, {ID: "BB", Name: "Bland"}},
		Conflicts: []Conflict{{ID: "isle", Name: "Isle dispute", Parties: []string{"BB", "AA"}}, {ID: "isle-2001", Name: "Isle war", Parties: []string{"AA", "BB"}, Parent: "isle"}},
	}
	f.NameConflicts()
	want := []Conflict{{ID: "isle", Name: "Aland–Bland conflict", Aliases: []string{"Isle dispute"}, Parties: []string{"BB", "AA"}}, {ID: "isle-2001", Name: "Isle war", Parties: []string{"AA", "BB"}, Parent: "isle"}}
	if diff := cmp.Diff(want, f.Conflicts); diff != "" {
		t.Error(diff)
	}
}

func TestOverlayKeepsTheEarlierNameAsAlias(t *testing.T) {
	base := Rows{States: []State{{ID: "AA", Name: "Aland", ISO3: "ALA", Aliases: []string{"A"}}}, Organizations: []Organization{{ID: "O", Name: "Old", Members: []string{"AA"}}},
		Conflicts: []Conflict{{ID: "c", Name: "C", Parties: []string{"AA", "BB"}}}}
	got := base.Overlay(Rows{States: []State{{ID: "AA", Name: "Newland", Capital: "Newton"}, {ID: "BB", Name: "Bland"}},
		Organizations: []Organization{{ID: "O", Name: "New", ActsAs: "AA", Members: []string{"BB"}}}, Conflicts: []Conflict{{ID: "c", Name: "C", From: "2001", Parties: []string{"AA", "O"}}}})
	want := Rows{States: []State{{ID: "AA", Name: "Newland", ISO3: "ALA", Capital: "Newton", Aliases: []string{"A", "Aland"}}, {ID: "BB", Name: "Bland"}},
		Organizations: []Organization{{ID: "O", Name: "New", Aliases: []string{"Old"}, ActsAs: "AA", Members: []string{"AA", "BB"}}},
		Conflicts:     []Conflict{{ID: "c", Name: "C", From: "2001", Parties: []string{"AA", "BB", "O"}}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if base.States[0].Name != "Aland" {
		t.Error("the base was changed")
	}
}

func TestReadNamesFileAndLine(t *testing.T) {
	var r Rows
	err := r.Read(strings.NewReader("{\"id\":\"AA\",\"name\":\"Aland\"}\n\n{\"id\":\"BB\"}\n"), "states.jsonl", "state")
	if diplo.CodeOf(err) != diplo.BadInput || !strings.Contains(err.Error(), "states.jsonl:3") {
		t.Errorf("error %v, want it at states.jsonl:3", err)
	}
	if err := r.Read(strings.NewReader(strings.Repeat("x", maxLine+1)), "long.jsonl", ""); err == nil || !strings.Contains(err.Error(), "long.jsonl:1") {
		t.Errorf("error %v, want it at long.jsonl:1", err)
	}
}

func TestNormalTitle(t *testing.T) {
	for in, want := range map[string]string{"supreme Commander-in-Chief of the armed Forces": "supreme commander-in-chief of the armed forces",
		"ambassador to the United States": "ambassador to the United States", "White House Press Secretary": "White House press secretary"} {
		if got := NormalTitle(in); got != want {
			t.Errorf("NormalTitle(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`{"record":"office","person":"Ada Newlead","office":"president","kind":"head_of_state","of":"FR","from":"2027-05"}`)
	f.Add(`{"record":"state","id":"QQ","name":"Quorum","capital":"’","metonyms":["the Q"]}` + "\n" + `{"record":"conflict","id":"q","name":"Q war","parties":["QQ","FR"]}`)
	f.Add(`{"record":"person","person":"’","aliases":["bin","bin bin","a bin"]}`)
	f.Fuzz(func(t *testing.T, text string) {
		var r Rows
		if err := r.Read(strings.NewReader(text), "fuzz.jsonl", ""); err != nil {
			if diplo.CodeOf(err) != diplo.BadInput {
				t.Errorf("%q: %v", text, err)
			}
			return
		}
		facts := r.Assemble(func(o OfficeRow) string { return "x" + Slug(o.Person) })
		facts.Clean(Review{})
		tables, err := Encode(facts)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		for line := range strings.Lines(tables.Names + tables.People) {
			if key, _, ok := strings.Cut(line, "\t"); !ok || strings.TrimSpace(key) == "" {
				t.Errorf("%q gives the row %q", text, line)
			}
		}
	})
}
