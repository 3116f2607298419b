package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// show is an entry in short: "2 BODY state:IL military weak ambiguous".
func show(e Entry) string {
	s := fmt.Sprintf("%d %s", e.Words, e.Class)
	for _, part := range []string{string(e.Ref.ID), e.Kind} {
		if part != "" {
			s += " " + part
		}
	}
	if e.Weak {
		s += " weak"
	}
	if e.Ambiguous {
		s += " ambiguous"
	}
	return s
}

func TestLongest(t *testing.T) {
	cases := []struct{ words, want string }{ // want: all readings, sorted, parted by ;
		{"Russia condemned", "1 STATE_NAME state:RU"},
		{"RUSSIA CONDEMNS", "1 STATE_NAME state:RU"},
		{"Russian Federation said", "2 STATE_NAME state:RU"},
		{"Russian troops", "2 BODY state:RU military"},
		{"Russian people", "1 DEMONYM state:RU"},
		{"Moscow said", "1 CAPITAL state:RU"},
		{"Brussels said", "1 CAPITAL state:BE weak"},
		{"Tel Aviv said", "2 METONYM state:IL"},
		{"Kremlin said", "1 BODY state:RU"},
		{"IDF said", "1 BODY state:IL military"},
		{"White House said", "2 BODY state:US"},
		{"U.S. said", "1 STATE_NAME state:US"},
		{"US - led coalition", "1 STATE_NAME state:US"},
		{"us all", ""}, {"Us all", ""}, {"who said", ""}, {"turkey sandwich", ""}, {"polish the silver", ""}, {"it was in", ""}, {"IT support", ""}, {"NO", ""},
		{"Turkey said", "1 STATE_NAME state:TR"},
		{"Georgia said", "1 STATE_NAME state:GE ambiguous"},
		{"UN said", "1 ORGANIZATION org:UN igo"},
		{"UN Security Council met", "3 ORGANIZATION org:UNSC un_body"},
		{"European Commission said", "2 BODY org:EU eu_body"},
		{"al - Qaeda fighters", "3 ORGANIZATION org:ALQAEDA armed_group"},
		{"al-Qaeda fighters", "1 ORGANIZATION org:ALQAEDA armed_group"},
		{"Al Qaeda fighters", "2 ORGANIZATION org:ALQAEDA armed_group"},
		{"Reuters reported", "1 ORGANIZATION org:REUTERS media"},
		{"Washington Post reported", "2 ORGANIZATION org:WASHPOST media"},
		{"Israeli military said", "2 BODY state:IL military"},
		{"Russia 's Foreign Ministry said", "4 BODY state:RU ministry"},
		{"Russia ’s Foreign Ministry said", "4 BODY state:RU ministry"},
		{"Japanese government said", "2 BODY state:JP government"},
		{"Kenyan defence ministry said", "3 BODY state:KE ministry"},
		{"Israeli army chief Herzi Halevi", "1 DEMONYM state:IL"},
		{"Iranian Foreign Ministry spokesman Baghaei", "1 DEMONYM state:IR"},
		{"Russia 's foreign ministry spokeswoman said", "1 STATE_NAME state:RU"},
		{"Polish parliament voted", "1 DEMONYM state:PL"},
		{"foreign ministry said", "2 BODY_NOUN ministry"},
		{"parliament voted", "1 BODY_NOUN parliament"},
		{"Foreign Minister Wang Yi", "2 TITLE foreign_minister"},
		{"foreign ministers of", "2 TITLE foreign_minister"},
		{"Kremlin spokesman Dmitry Peskov", "2 TITLE state:RU spokesperson"},
		{"EU foreign policy chief Kaja Kallas", "4 TITLE org:EU foreign_minister"},
		{"Mr Lavrov", "1 HONORIFIC"},
		{"former president", "1 MODIFIER former"},
		{"Latin America", "2 PLACE"},
		{"South China Sea", "3 PLACE"},
		{"South China Sea dispute", "4 CONFLICT conflict:south-china-sea"},
		{"Vladimir Putin said", "2 PERSON person:vladimir-putin"},
		{"Vladimir V. Putin said", "3 PERSON person:vladimir-putin"},
		{"Donald J. Trump said", "3 PERSON person:donald-trump"},
		{"Yury Ushakov", "2 PERSON person:yuri-ushakov"},
		{"Bashar al - Assad met", "4 PERSON person:bashar-al-assad"},
		{"Bashar Assad met", "2 PERSON person:bashar-al-assad"},
		{"Kim Jong Un said", "3 PERSON person:kim-jong-un"},
		{"KIM JONG UN SAYS", "3 PERSON person:kim-jong-un"},
		{"Kim Jong - un said", "4 PERSON person:kim-jong-un"},
		{"Ban Ki-moon said", "2 PERSON person:ban-ki-moon"},
		{"Lavrov said", "1 SURNAME"},
		{"Rice said", "1 SURNAME weak ambiguous"},
		{"rice prices", ""}, {"He said", ""}, {"bush fires", ""},
		{"Iran - Israel war", "4 CONFLICT conflict:iran-israel"},
		{"Iran–Israel conflict", "2 CONFLICT conflict:iran-israel"},
		{"Ethiopia - Somalia war", "4 CONFLICT conflict:ET+SO"},
		{"conflict between Ethiopia and Somalia", "5 CONFLICT conflict:ET+SO"},
		{"war between the United States and Iran", "7 CONFLICT conflict:iran-us"},
		{"war between friends", ""},
		{"war in Ukraine", "3 CONFLICT conflict:russia-ukraine"},
		{"- Russia", ""}, {"the Kremlin", ""}, {"'s", ""}, {"", ""}, {"Narnia", ""},
	}
	g := open(t)
	for _, c := range cases {
		var got []string
		for _, e := range g.Longest(strings.Fields(c.words)) {
			got = append(got, show(e))
		}
		slices.Sort(got)
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("Longest(%q) = %q, want %q", c.words, s, c.want)
		}
	}
}

func TestLongestGivesEveryReading(t *testing.T) {
	g := open(t)
	for words, want := range map[string][]string{
		"Congolese army":  {"2 BODY state:CD military ambiguous", "2 BODY state:CG military ambiguous"},
		"Jordan said":     {"1 STATE_NAME state:JO ambiguous"},
		"Washington said": {"1 CAPITAL state:US ambiguous"},
		"Chad said":       {"1 STATE_NAME state:TD ambiguous"},
		"RSF said":        {"1 ORGANIZATION org:RSF armed_group ambiguous", "1 ORGANIZATION org:RSF-NGO ngo ambiguous"},
		"chief of staff":  {"3 TITLE chief_of_staff", "3 TITLE military_chief"},
	} {
		var got []string
		for _, e := range g.Longest(strings.Fields(words)) {
			got = append(got, show(e))
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("Longest(%q) = %q lacks %q", words, got, w)
			}
		}
	}
}

func TestTitle(t *testing.T) {
	g := open(t)
	for _, c := range []struct {
		words, kind, normal string
		n                   int
	}{
		{"Foreign Minister Sergei Lavrov", "foreign_minister", "foreign minister", 2},
		{"deputy foreign minister of Russia", "deputy_foreign_minister", "deputy foreign minister", 3},
		{"President Joe Biden", "head_of_state", "president", 1},
		{"Prime Minister", "head_of_government", "prime minister", 2},
		{"PRIME MINISTER", "head_of_government", "prime minister", 2},
		{"White House press secretary Karoline Leavitt", "spokesperson", "White House press secretary", 4},
		{"Crown Prince Mohammed", "vice_head_of_state", "crown prince", 2},
		{"leader of", "leader", "leader", 1},
		{"general agreement", "", "", 0}, {"Russia", "", "", 0}, {"", "", "", 0},
	} {
		kind, normal, n := g.Title(strings.Fields(c.words))
		if kind != c.kind || normal != c.normal || n != c.n {
			t.Errorf("Title(%q) = %q, %q, %d, want %q, %q, %d", c.words, kind, normal, n, c.kind, c.normal, c.n)
		}
	}
}

func TestConflictBetween(t *testing.T) {
	g := open(t)
	for _, c := range []struct{ a, b, id, name diplo.ID }{
		{"state:IR", "state:IL", "conflict:iran-israel", "Iran–Israel conflict"},
		{"state:RU", "state:UA", "conflict:russia-ukraine", "Russia–Ukraine conflict"},
		{"state:AM", "state:AZ", "conflict:armenia-azerbaijan", "Armenia–Azerbaijan conflict"}, // three parties, named by two
		{"state:IN", "state:PK", "conflict:india-pakistan", "India–Pakistan conflict"},
		{"state:ET", "state:SO", "conflict:ET+SO", "Ethiopia–Somalia conflict"},
		{"org:HAMAS", "state:IL", "conflict:HAMAS+IL", "Hamas–Israel conflict"},
		{"state:CD", "state:RW", "conflict:congo-rwanda", "Democratic Republic of the Congo–Rwanda conflict"},
		{"state:FR", "org:~free-ada", "conflict:FR+~free-ada", "France–free ada conflict"},
	} {
		for _, pair := range [][2]diplo.ID{{c.a, c.b}, {c.b, c.a}} {
			got := g.ConflictBetween(pair[0], pair[1])
			if got.ID != c.id || got.Name != string(c.name) || got.Kind != diplo.Conflict {
				t.Errorf("ConflictBetween(%s, %s) = %v, want %s %s", pair[0], pair[1], got, c.id, c.name)
			}
		}
	}
}

func BenchmarkLongest(b *testing.B) {
	g := open(b)
	words := strings.Fields("Kremlin spokesman Dmitry Peskov said on Friday that President Vladimir Putin had spoken by phone with the Crown Prince of Saudi Arabia , Mohammed bin Salman , about the war in Ukraine")
	b.ReportAllocs()
	for b.Loop() {
		for i := range words {
			g.Longest(words[i:])
		}
	}
	b.ReportMetric(float64(len(words)), "words/op")
}

func BenchmarkOpen(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Open(); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzLongest(f *testing.F) {
	for _, s := range []string{"Russia 's Foreign Ministry spokesman", "war between the US and", "- – ' ’s , (", "Sheikh bin al", "\x00\xff U.S.", "the the the"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		for _, e := range open(t).Longest(words) {
			if e.Words < 1 || e.Words > len(words) {
				t.Errorf("Longest(%q) has %d words of %d", words, e.Words, len(words))
			}
		}
		open(t).Title(words)
	})
}

func FuzzResolve(f *testing.F) {
	for _, s := range []string{"the French president", "U.S.", "Russia's", "president of of", "conflict:ET+SO", "–", "’", "person:", "former Prince Sheikh Mr", "the(Fr", "the"} {
		f.Add(s, "2024-01-01")
		f.Add(s, "210") // no date
	}
	f.Fuzz(func(t *testing.T, name, on string) {
		for _, m := range open(t).Resolve(name, diplo.Date(on)) {
			if m.ID == "" || !(m.Confidence > 0 && m.Confidence <= 1) {
				t.Errorf("Resolve(%q, %q) has %v", name, on, m)
			}
		}
	})
}
