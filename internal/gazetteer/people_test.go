package gazetteer

import (
	"slices"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

func TestPersonsRanksBearersForTheDay(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		surname string
		on      diplo.Date
		want    diplo.ID
	}{
		{"Lavrov", "2024-05-01", "person:sergey-lavrov"},
		{"Xi", "2024-05-01", "person:xi-jinping"},
		{"Wang", "2024-05-01", "person:wang-yi"},
		{"Li", "2024-05-01", "person:li-qiang"},
		{"Li", "2020-05-01", "person:li-keqiang"},
		{"Kim", "2019-02-01", "person:kim-jong-un"},
		{"Kim", "2005-02-01", "person:kim-jong-il"},
		{"Bush", "2004-01-01", "person:george-w-bush"},
		{"Clinton", "2010-01-01", "person:hillary-clinton"},
		{"Clinton", "2000-01-01", "person:bill-clinton"},
		{"Johnson", "2021-01-01", "person:boris-johnson"},
		{"Sharif", "2015-01-01", "person:nawaz-sharif"},
		{"Sharif", "2024-06-01", "person:shehbaz-sharif"},
		{"Aliyev", "2001-01-01", "person:heydar-aliyev"},
		{"Aliyev", "2015-01-01", "person:ilham-aliyev"},
		{"Assad", "2013-01-01", "person:bashar-al-assad"},
		{"al-Assad", "2013-01-01", "person:bashar-al-assad"},
		{"Shoigu", "2022-03-01", "person:sergei-shoigu"},
		{"Shoygu", "2022-03-01", "person:sergei-shoigu"},
		{"Zelenskiy", "2023-01-01", "person:volodymyr-zelenskyy"},
		{"Ushakov", "2023-01-01", "person:yuri-ushakov"},
		{"Abiy", "2021-01-01", "person:abiy-ahmed-ali"},
		{"Yoon", "2023-06-01", "person:yoon-suk-yeol"},
		{"Lee", "2025-08-01", "person:lee-jae-myung"},
		{"Tsai", "2022-01-01", "person:tsai-ing-wen"},
		{"Sánchez", "2022-01-01", "person:pedro-sanchez"},
		{"Lula", "2024-01-01", "person:luiz-inacio-lula-da-silva"},
		{"Trump", "", "person:donald-trump"},
		{"Starmer", "2025-01-01", "person:keir-starmer"},
	} {
		got := g.Persons(c.surname, c.on)
		if len(got) == 0 || got[0].ID != c.want {
			t.Errorf("Persons(%q, %s) = %v, want %s first", c.surname, c.on, got[:min(3, len(got))], c.want)
			continue
		}
		for i, m := range got {
			if m.Confidence <= 0 || m.Confidence > 1 || i > 0 && m.ID == got[i-1].ID {
				t.Errorf("Persons(%q)[%d] = %v", c.surname, i, m)
			}
		}
	}
	if got := g.Persons("Lavrov", "2024-05-01"); got[0].Weak || got[0].Confidence < 0.9 || got[0].Office.Kind != "foreign_minister" {
		t.Errorf("Lavrov: %+v, want him surely, as foreign minister", got[0])
	}
	for _, name := range []string{"Assad", "Wang", "Lee", "Harris", "Trump"} {
		if got := g.Persons(name, "2024-05-01"); len(got) == 0 || got[0].Weak {
			t.Errorf("Persons(%q) = %v, want the first not weak", name, got[:min(1, len(got))])
		}
	}
	for _, name := range []string{"Rice", "Price", "Brown", "Ali", "May"} {
		if got := g.Persons(name, "2024-05-01"); len(got) == 0 || !got[0].Weak {
			t.Errorf("Persons(%q) = %v, want the first weak", name, got[:min(1, len(got))])
		}
	}
	for _, name := range []string{"", " ", "He", "Nosuchsurname", "Vladimir Putin"} {
		if got := g.Persons(name, ""); got != nil {
			t.Errorf("Persons(%q) = %v, want nobody", name, got)
		}
	}
}

func TestOfficesAtTheirBoundaries(t *testing.T) {
	g := open(t)
	kinds := func(person diplo.ID, on diplo.Date) []string {
		var out []string
		for _, o := range g.Offices(person, on) {
			out = append(out, o.Kind+" "+string(o.Of.ID))
		}
		return out
	}
	for _, c := range []struct {
		person diplo.ID
		on     diplo.Date
		first  string // "" none
	}{
		{"person:barack-obama", "2009-01-19", ""},
		{"person:barack-obama", "2009-01-20", "head_of_state state:US"},
		{"person:barack-obama", "2017-01-20", "head_of_state state:US"},
		{"person:barack-obama", "2017-01-21", ""},
		{"person:joe-biden", "2010-01-01", "vice_head_of_state state:US"},
		{"person:joe-biden", "2019-01-01", ""},
		{"person:john-kerry", "2014-01-01", "foreign_minister state:US"},
		{"person:antonio-guterres", "2001-01-01", "head_of_government state:PT"},
		{"person:antonio-guterres", "2018-01-01", "un_secretary_general org:UN"},
		{"person:charles-iii", "2024-01-01", "head_of_state state:GB"},
		{"person:marco-rubio", "2025-06-01", "foreign_minister state:US"},
		{"person:nobody", "2025-06-01", ""}, {"state:RU", "2025-06-01", ""},
	} {
		got := kinds(c.person, c.on)
		if c.first == "" && len(got) > 0 || c.first != "" && (len(got) == 0 || got[0] != c.first) {
			t.Errorf("Offices(%s, %s) = %v, want %q first", c.person, c.on, got, c.first)
		}
	}
	if got := kinds("person:barack-obama", ""); len(got) != 1 || got[0] != "head_of_state state:US" {
		t.Errorf("newest known of Obama: %v, want the presidency", got)
	}
}

func TestHoldersPutTheSuccessorFirst(t *testing.T) {
	got := open(t).Holders("state:US", "head_of_state", "2021-01-20")
	if len(got) != 2 || got[0].Holder != "person:joe-biden" || got[1].Holder != "person:donald-trump" {
		t.Errorf("on the day of the change: %v, want Biden, then Trump", got)
	}
	if got := open(t).Holders("state:US", "head_of_government", "2015-01-01"); len(got) != 1 || got[0].Holder != "person:barack-obama" {
		t.Errorf("head of government: %v, want the executive president", got)
	}
	if got := open(t).Holders("state:QQ", "", ""); got != nil {
		t.Errorf("unknown state: %v", got)
	}
}

func TestPolity(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		person diplo.ID
		on     diplo.Date
		want   diplo.ID
	}{
		{"person:sergey-lavrov", "2024-01-01", "state:RU"},
		{"person:jens-stoltenberg", "2010-01-01", "state:NO"},
		{"person:jens-stoltenberg", "2020-01-01", "org:NATO"},
		{"person:ursula-von-der-leyen", "2022-01-01", "org:EU"}, // the Commission's act is the Union's
		{"person:ursula-von-der-leyen", "2016-01-01", "state:DE"},
		{"person:ismail-haniyeh", "2023-11-01", "org:HAMAS"},
		{"person:charles-iii", "2024-01-01", "state:GB"},
		{"person:barack-obama", "2020-01-01", ""},
	} {
		got, confidence := g.Polity(c.person, c.on)
		if got.ID != c.want || (confidence > 0) != (c.want != "") {
			t.Errorf("Polity(%s, %s) = %v, %v, want %s", c.person, c.on, got, confidence, c.want)
		}
	}
	_, sure := g.Polity("person:sergey-lavrov", "2024-01-01")
	_, later := g.Polity("person:sergey-lavrov", "2028-01-01")
	_, undated := g.Polity("person:sergey-lavrov", "")
	_, over := g.Polity("person:barack-obama", "")
	if !(sure == 1 && later < 1 && later > 0.3 && undated < 1 && over < 0.5 && over > 0) {
		t.Errorf("confidences %v on a day, %v after the asof, %v undated, %v over", sure, later, undated, over)
	}
}

func TestEntity(t *testing.T) {
	g := open(t)
	fr, ok := g.Entity("state:FR")
	if !ok || fr.Name != "France" || fr.Kind != diplo.State || fr.Codes != (diplo.Codes{ISO2: "FR", ISO3: "FRA", CAMEO: "FRA", COW: "FRN", Wikidata: "Q142"}) {
		t.Errorf("France is %+v", fr)
	}
	memberOf := func(e diplo.Entity, id diplo.ID) bool {
		return slices.ContainsFunc(e.MemberOf, func(r diplo.Ref) bool { return r.ID == id })
	}
	if !memberOf(fr, "org:NATO") || !memberOf(fr, "org:EU") || memberOf(fr, "org:CSTO") {
		t.Errorf("France is a member of %v", fr.MemberOf)
	}
	putin, ok := g.Entity("person:vladimir-putin")
	if !ok || !putin.IsLeader() || len(putin.Offices) < 3 || slices.Contains(putin.Aliases, putin.Name) {
		t.Errorf("Putin is %+v", putin)
	}
	if !slices.IsSortedFunc(putin.Offices, func(a, b diplo.Office) int { return compareDates(a.From, b.From) }) {
		t.Errorf("offices are not in order: %v", putin.Offices)
	}
	cheney, ok := g.Entity("person:richard-b-cheney") // merged into dick-cheney
	if !ok || cheney.ID != "person:dick-cheney" {
		t.Errorf("the merged id gives %v", cheney.Ref)
	}
	war, ok := g.Entity("conflict:iran-israel-2025")
	if !ok || war.Parent != "conflict:iran-israel" || len(war.Parties) != 3 {
		t.Errorf("the war of 2025 is %+v", war)
	}
	if sl, ok := g.Entity("state:SOMALILAND"); !ok || sl.Kind != diplo.State {
		t.Errorf("Somaliland is %+v", sl.Ref)
	}
	for _, id := range []diplo.ID{"", "state:QQ", "org:SOMALILAND", "state:UN", "person:~jan-novak.CZ", "conflict:ET+SO", "nonsense"} {
		if e, ok := g.Entity(id); ok {
			t.Errorf("Entity(%q) = %v, want none", id, e.Ref)
		}
	}
}

func compareDates(a, b diplo.Date) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func TestUnknownNamesGetStableIDs(t *testing.T) {
	for _, c := range []struct{ got, want diplo.Ref }{
		{UnknownPerson("Jan Novák", "CZ"), diplo.Ref{ID: "person:~jan-novak.CZ", Kind: diplo.Person, Name: "Jan Novák"}},
		{UnknownPerson("JAN NOVAK", ""), diplo.Ref{ID: "person:~jan-novak.unknown", Kind: diplo.Person, Name: "JAN NOVAK"}},
		{UnknownOrganization("Free Ada Movement"), diplo.Ref{ID: "org:~free-ada-movement", Kind: diplo.Organization, Name: "Free Ada Movement"}},
	} {
		if c.got != c.want {
			t.Errorf("%v, want %v", c.got, c.want)
		}
	}
	if a, b := UnknownPerson("李四", ""), UnknownPerson("張三", ""); a.ID == b.ID {
		t.Errorf("two names in another script share the id %s", a.ID)
	}
}

func TestMembersAndEpisodes(t *testing.T) {
	g := open(t)
	ids := func(refs []diplo.Ref) []diplo.ID {
		var out []diplo.ID
		for _, r := range refs {
			out = append(out, r.ID)
		}
		return out
	}
	if got := ids(g.Members("org:AES")); !slices.Equal(got, []diplo.ID{"state:BF", "state:ML", "state:NE"}) {
		t.Errorf("the Alliance of Sahel States has the members %v", got)
	}
	if got := g.Members("state:FR"); got != nil {
		t.Errorf("a state has the members %v", got)
	}
	if got := ids(g.Episodes("conflict:iran-israel")); !slices.Equal(got, []diplo.ID{"conflict:iran-israel-2024", "conflict:iran-israel-2025"}) {
		t.Errorf("the episodes are %v", got)
	}
}
