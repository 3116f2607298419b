package gazetteer

import (
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// shared is the gazetteer without overlays; tests only read it.
var shared = sync.OnceValues(func() (*Gazetteer, error) { return Open() })

func open(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestResolveTakesEveryFormOfAName(t *testing.T) {
	forms := map[diplo.ID][]string{
		"state:RU": {"Russia", "russia", "RUSSIA", "the Russian Federation", "Russian", "Russians", "Moscow", "the Kremlin", "Kremlin", "RU", "RUS",
			"state:RU", "the Russian Foreign Ministry", "Russian foreign ministry", "Russia's Foreign Ministry", "Russia’s foreign ministry",
			"the Foreign Ministry of Russia", "the Russian government", "Russian military", "Russian Defence Ministry", "FSB"},
		"state:US": {"US", "U.S.", "U.S", "USA", "U.S.A.", "United States", "the United States", "United States of America", "Washington",
			"the White House", "White House", "the Pentagon", "the State Department", "the US administration", "US State Department", "Foggy Bottom",
			"Biden administration", "CIA", "US military"},
		"state:GB": {"UK", "U.K.", "Britain", "Great Britain", "United Kingdom", "British", "London", "Downing Street", "10 Downing Street",
			"Whitehall", "GBR", "the British government", "UK government", "the British Foreign Office"},
		"state:IR": {"Iran", "Tehran", "Teheran", "Islamic Republic of Iran", "Iranian", "IRGC", "Revolutionary Guards", "Iranian foreign ministry"},
		"state:IL": {"Israel", "Tel Aviv", "the IDF", "IDF", "Israeli military", "Israeli army", "Mossad", "the Israeli Foreign Ministry"},
		"state:CN": {"China", "Beijing", "PRC", "People's Republic of China", "People’s Republic of China", "Zhongnanhai", "Chinese Foreign Ministry"},
		"state:KP": {"North Korea", "DPRK", "Pyongyang", "N. Korea", "North Korean", "PRK"},
		"state:KR": {"South Korea", "Republic of Korea", "Seoul", "Blue House", "ROK"},
		"state:FR": {"France", "Paris", "the Élysée", "the Elysee Palace", "Quai d'Orsay", "Quai d’Orsay", "French"},
		"state:UA": {"Ukraine", "the Ukraine", "Kyiv", "Kiev", "Ukrainian", "Bankova"},
		"state:TR": {"Turkey", "Türkiye", "Turkiye", "Ankara", "TUR"},
		"state:CZ": {"Czech Republic", "Czechia", "Prague", "Czech"},
		"state:CI": {"Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire", "Ivorian"},
		"state:VA": {"Holy See", "the Vatican", "Vatican City", "Vatican"},
		"state:CD": {"DR Congo", "DRC", "D.R. Congo", "Democratic Republic of Congo", "Kinshasa", "Congo-Kinshasa"},
		"state:MM": {"Myanmar", "Burma", "Naypyidaw"}, "state:AE": {"UAE", "United Arab Emirates", "Abu Dhabi", "Emirati"},
		"state:XK": {"Kosovo", "Pristina"}, "state:TW": {"Taiwan", "Taipei"}, "state:PS": {"Palestine", "Ramallah", "Palestinian"},
		"state:SOMALILAND": {"Somaliland", "Hargeisa"}, "state:ABKHAZIA": {"Abkhazia", "Sukhumi"}, "state:TRNC": {"Northern Cyprus"},
		"org:UN": {"United Nations", "the United Nations", "UN", "U.N.", "org:UN"}, "org:NATO": {"NATO", "Nato", "North Atlantic Treaty Organization", "nato"},
		"org:EU":    {"EU", "European Union", "European Commission", "the European Commission", "European Council", "EEAS"},
		"org:HAMAS": {"Hamas", "Islamic Resistance Movement"}, "org:HEZBOLLAH": {"Hezbollah", "Hizbullah"}, "org:HOUTHIS": {"the Houthis", "Ansar Allah", "Houthi rebels"},
		"org:ALQAEDA": {"al-Qaeda", "al Qaeda", "Al-Qaida", "al‑Qaeda"}, "org:IAEA": {"IAEA", "UN nuclear watchdog"}, "org:WHO": {"WHO", "World Health Organization"},
		"org:TALIBAN": {"Taliban", "the Taliban"}, "org:G7": {"G7", "G-7", "Group of Seven"}, "org:JCPOA": {"Iran nuclear deal", "JCPOA"},
		"conflict:iran-israel":    {"Iran–Israel conflict", "Iran-Israel conflict", "Israel-Iran war", "conflict between Israel and Iran"},
		"conflict:russia-ukraine": {"war in Ukraine", "Russia-Ukraine war", "conflict:russia-ukraine"},
		"person:vladimir-putin":   {"Vladimir Putin", "Putin", "Vladimir V. Putin", "President Putin", "Russian President Vladimir Putin", "person:vladimir-putin"},
		"person:sergey-lavrov":    {"Sergey Lavrov", "Sergei Lavrov", "Lavrov", "Mr Lavrov", "Foreign Minister Sergei Lavrov"},
		"person:volodymyr-zelenskyy": {"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Vladimir Zelensky",
			"Zelensky", "Zelenskyy", "Zelenskiy"},
		"person:mohammad-bin-salman":          {"Mohammed bin Salman", "Muhammad bin Salman", "Mohamed bin Salman", "MBS", "Crown Prince Mohammed bin Salman", "Prince Mohammed bin Salman"},
		"person:abdel-fattah-el-sisi":         {"Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi", "Abdul Fattah al-Sisi", "el-Sisi", "al-Sisi", "Sisi"},
		"person:kim-jong-un":                  {"Kim Jong Un", "Kim Jong-un", "Kim"},
		"person:xi-jinping":                   {"Xi Jinping", "Xi", "President Xi", "the Chinese president", "Chinese leader"},
		"person:wang-yi":                      {"Wang Yi", "Foreign Minister Wang Yi", "Chinese foreign minister"},
		"person:recep-tayyip-erdogan":         {"Recep Tayyip Erdogan", "Recep Tayyip Erdoğan", "Erdogan", "Tayyip Erdogan"},
		"person:abiy-ahmed-ali":               {"Abiy Ahmed", "Abiy"},
		"person:luiz-inacio-lula-da-silva":    {"Luiz Inácio Lula da Silva", "Luiz Inacio Lula da Silva", "Lula"},
		"person:joe-biden":                    {"Joe Biden", "Joseph R. Biden", "Biden", "the US president", "president of the United States", "American president"},
		"person:emmanuel-macron":              {"the French president", "President of France", "France's president", "French President Emmanuel Macron"},
		"person:antony-blinken":               {"Antony Blinken", "Anthony Blinken", "US secretary of state", "Blinken"},
		"person:olaf-scholz":                  {"German chancellor", "the chancellor of Germany"},
		"person:salman-bin-abdulaziz-al-saud": {"King Salman", "Saudi king", "King Salman bin Abdulaziz"},
		"person:tamim-bin-hamad-al-thani":     {"Emir of Qatar", "Sheikh Tamim", "Sheikh Tamim bin Hamad Al Thani"},
		"person:dmitry-peskov":                {"Kremlin spokesman", "Kremlin spokesman Dmitry Peskov", "Dmitri Peskov", "Peskov"},
		"person:karine-jean-pierre":           {"White House press secretary", "White House Press Secretary Karine Jean-Pierre"},
		"person:josep-borrell":                {"EU foreign policy chief", "Josep Borrell"},
	}
	g := open(t)
	for want, names := range forms {
		for _, name := range names {
			got := g.Resolve(name, "2024-02-01")
			if len(got) == 0 || got[0].ID != want {
				t.Errorf("Resolve(%q) = %v, want %s first", name, got, want)
			}
		}
	}
}

func TestResolveKnowsWhatIsNoName(t *testing.T) {
	g := open(t)
	for _, name := range []string{"", " ", "the", "us", "who", "un", "it", "in", "prime minister", "the president", "xyzzy", "Jan Novak", ",", "’s",
		"state:QQ", "person:nobody", strings.Repeat("Russia ", 40)} {
		if got := g.Resolve(name, ""); len(got) != 0 {
			t.Errorf("Resolve(%q) = %v, want nobody", name, got)
		}
	}
}

func TestResolveOfficesByDate(t *testing.T) {
	cases := []struct {
		phrase string
		on     diplo.Date
		want   diplo.ID
	}{
		{"the French president", "2012-05-14", "person:nicolas-sarkozy"},
		{"the French president", "2014-01-01", "person:francois-hollande"},
		{"the French president", "2017-05-15", "person:emmanuel-macron"},
		{"the US president", "2017-01-19", "person:barack-obama"},
		{"the US president", "2017-01-20", "person:donald-trump"}, // who takes over goes first on the day itself
		{"the US president", "2021-01-19", "person:donald-trump"},
		{"the US president", "2021-01-20", "person:joe-biden"},
		{"the US president", "2025-01-20", "person:donald-trump"},
		{"British prime minister", "2022-08-31", "person:boris-johnson"},
		{"British prime minister", "2022-09-20", "person:liz-truss"},
		{"British prime minister", "2023-01-01", "person:rishi-sunak"},
		{"prime minister of Japan", "2022-01-01", "person:fumio-kishida"},
		{"German chancellor", "2021-06-01", "person:angela-merkel"},
		{"US secretary of state", "2014-06-01", "person:john-kerry"},
		{"the Chinese foreign minister", "2023-03-01", "person:qin-gang"},
		{"UN secretary-general", "2015-01-01", "person:ban-ki-moon"},
		{"UN Secretary-General", "2020-01-01", "person:antonio-guterres"},
		{"Ukrainian president", "2014-01-15", "person:viktor-yanukovych"},
		{"Russian president", "2010-01-01", "person:dmitry-medvedev"},
		{"Russian prime minister", "2010-01-01", "person:vladimir-putin"},
	}
	g := open(t)
	for _, c := range cases {
		got := g.Resolve(c.phrase, c.on)
		if len(got) == 0 || got[0].ID != c.want {
			t.Errorf("Resolve(%q, %s) = %v, want %s first", c.phrase, c.on, got, c.want)
			continue
		}
		if got[0].Via != ViaOffice || got[0].Office == nil || got[0].Office.Holder != c.want {
			t.Errorf("Resolve(%q, %s): via %s, office %v, want the holder's", c.phrase, c.on, got[0].Via, got[0].Office)
		}
	}
}

func TestResolveIsLessSureAfterTheLastConfirmation(t *testing.T) {
	g := open(t)
	confidence := func(on diplo.Date) float64 {
		got := g.Resolve("the French president", on)
		if len(got) == 0 || got[0].ID != "person:emmanuel-macron" {
			t.Fatalf("on %q: %v, want Macron", on, got)
		}
		return got[0].Confidence
	}
	sure, later, much := confidence("2025-06-01"), confidence("2026-10-01"), confidence("2031-10-01")
	if !(sure > later && later > much && much > 0) {
		t.Errorf("confidence %v, %v, %v, want it falling and never 0", sure, later, much)
	}
	if newest := confidence(""); newest >= sure {
		t.Errorf("undated confidence %v, want less than the dated %v", newest, sure)
	}
}

func TestResolveTellsByWhat(t *testing.T) {
	g := open(t)
	for name, want := range map[string]Via{"Russia": ViaName, "Russian Federation": ViaAlias, "RUS": ViaCode, "Moscow": ViaMetonym,
		"the Kremlin": ViaBody, "Russian": ViaDemonym, "Russian army": ViaBody, "Russian president": ViaOffice, "state:RU": ViaName} {
		if got := g.Resolve(name, "2024-01-01"); len(got) == 0 || got[0].Via != want {
			t.Errorf("Resolve(%q) = %v, want via %s", name, got, want)
		}
	}
}

func TestResolveAnswersEachEntityOnceBestFirst(t *testing.T) {
	g := open(t)
	for _, name := range []string{"Kim", "Congolese", "Dominican", "Jordan", "RSF", "Georgia", "Wang", "Sharif", "Ali", "Washington"} {
		got := g.Resolve(name, "2024-01-01")
		if len(got) < 2 && name != "Georgia" && name != "Jordan" && name != "Washington" {
			t.Errorf("Resolve(%q) = %v, want several", name, got)
		}
		if !slices.IsSortedFunc(got, func(a, b Match) int {
			switch {
			case a.Confidence > b.Confidence:
				return -1
			case a.Confidence < b.Confidence:
				return 1
			}
			return strings.Compare(string(a.ID), string(b.ID))
		}) {
			t.Errorf("Resolve(%q) is not sorted: %v", name, got)
		}
		seen := map[diplo.ID]bool{}
		for _, m := range got {
			if seen[m.ID] || m.Confidence <= 0 || m.Confidence > 1 {
				t.Errorf("Resolve(%q): %v twice or with confidence %v", name, m.ID, m.Confidence)
			}
			seen[m.ID] = true
		}
	}
}

func TestNamesakesAreTwoPersons(t *testing.T) {
	got := open(t).Resolve("Chen Chien-jen", "2023-06-01")
	if len(got) < 2 || got[0].ID == got[1].ID || !strings.HasPrefix(string(got[1].ID), "person:chen-chien-jen") {
		t.Fatalf("Resolve(Chen Chien-jen) = %v, want the two of that name", got)
	}
	if o := got[0].Office; o == nil || o.Kind != "head_of_government" {
		t.Errorf("first on 2023-06-01 is %v, want the premier of the day", o)
	}
}

// Every name that the data holds leads back to its entity: first, unless others share it.
func TestEveryNameResolvesToItsEntity(t *testing.T) {
	g := open(t)
	check := func(id diplo.ID, names ...string) {
		for _, name := range names {
			if name == "" { // a state that is no more has no capital of its own: Moscow is Russia
				continue
			}
			got := g.Resolve(name, "")
			at := slices.IndexFunc(got, func(m Match) bool { return m.ID == id })
			switch {
			case at < 0:
				t.Errorf("Resolve(%q) = %v lacks %s", name, got, id)
			case at > 0 && got[at].Confidence > 0.75 && got[at].Via != ViaBody && got[0].Confidence > got[at].Confidence+0.1:
				t.Errorf("Resolve(%q) = %v, want %s first", name, got, id)
			}
		}
	}
	for _, s := range g.states {
		check(diplo.ID("state:"+s.ID), slices.Concat([]string{s.Name, s.ID, s.ISO3, s.Capital, s.OfficialName}, s.Aliases, s.Demonyms, s.Metonyms, s.MetonymsWeak)...)
	}
	for _, o := range g.organizations {
		check(diplo.ID(o.EntityID()), o.ID)
		check(g.acting(g.refs[o.ID]).ID, append([]string{o.Name}, o.Aliases...)...)
	}
	for _, c := range g.conflicts {
		check(diplo.ID("conflict:"+c.ID), append([]string{c.Name}, c.Aliases...)...)
	}
}

func TestEveryPersonIsFoundByNameAndAlias(t *testing.T) {
	g := open(t)
	missing := 0
	for _, p := range g.persons {
		id := diplo.ID("person:" + p.ID)
		for i, name := range append([]string{p.Name}, p.Aliases...) {
			if i > 0 && !strings.Contains(name, " ") {
				continue // "He" and "Friday" are no names alone
			}
			if !slices.ContainsFunc(g.Resolve(name, ""), func(m Match) bool { return m.ID == id }) {
				if missing++; i == 0 || missing < 10 {
					t.Errorf("Resolve(%q) lacks %s", name, id)
				}
			}
		}
	}
}
