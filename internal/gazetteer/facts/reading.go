package facts

import (
	"slices"
	"strings"
)

// Class is what a name in a text is read as.
type Class string

// The classes of readings.
const (
	ClassStateName    Class = "STATE_NAME"   // a state's name or alias
	ClassDemonym      Class = "DEMONYM"      // "Russian", "Russians"
	ClassMetonym      Class = "METONYM"      // a place that stands for a government and is no capital: "Tel Aviv"
	ClassCapital      Class = "CAPITAL"      // a capital city: "Moscow"
	ClassBody         Class = "BODY"         // a seat or body that acts for a state or organization: "Kremlin", "IDF"
	ClassOrganization Class = "ORGANIZATION" // an organization in its own right
	ClassPerson       Class = "PERSON"       // a full name
	ClassSurname      Class = "SURNAME"      // a surname, or a name that is used like one
	ClassConflict     Class = "CONFLICT"     // a named conflict
	ClassTitle        Class = "TITLE"        // a title: "foreign minister"
	ClassHonorific    Class = "HONORIFIC"    // "Mr", "Sheikh"
	ClassModifier     Class = "MODIFIER"     // "former", "acting"
	ClassBodyNoun     Class = "BODY_NOUN"    // "foreign ministry", "army"
	ClassCode         Class = "CODE"         // a code that is no word of running text: "RUS"
	ClassPlace        Class = "PLACE"        // a name that holds an actor's name and is none: "Latin America"
)

// Reading is one way to read one name that is no person's.
type Reading struct {
	Name      string // as written; key and shape are derived from it
	Class     Class
	ID        string // entity id with its prefix, "" for words without an entity
	Kind      string // office kind, organization kind, class of modifier, kind of body
	Weak      bool   // more often a venue or another thing
	Ambiguous bool   // needs context
}

// Readings lists every name of the states, organizations, conflicts and titles. Repeats are left to [Encode].
func (f Facts) Readings() []Reading {
	n := naming{entity: make(map[string]string), out: slices.Clone(f.Words)}
	for _, s := range f.States {
		n.entity[s.ID] = "state:" + s.ID
	}
	for _, o := range f.Organizations {
		n.entity[o.ID] = o.EntityID()
	}
	for _, s := range f.States {
		n.state(s)
	}
	for _, o := range f.Organizations {
		n.organization(o)
	}
	for _, c := range f.Conflicts {
		for _, name := range append([]string{c.Name}, c.Aliases...) {
			n.add(Reading{Name: name, Class: ClassConflict, ID: "conflict:" + c.ID, Ambiguous: vagueConflict[Key(name)]})
		}
	}
	n.titles(f.Titles.Titles)
	for _, h := range f.Titles.Honorifics {
		n.add(Reading{Name: h, Class: ClassHonorific})
	}
	for class, words := range f.Titles.Modifiers {
		for _, w := range words {
			n.add(Reading{Name: w, Class: ClassModifier, Kind: class})
		}
	}
	return n.out
}

// titles puts titles, their plurals, and those that begin with an actor's name ("EU foreign policy chief") under that
// actor and without it.
func (n *naming) titles(titles []Title) {
	actors := make(map[string]string)
	for _, r := range n.out {
		if r.ID != "" && !r.Weak && r.Class != ClassCode && r.Class != ClassConflict {
			actors[Key(r.Name)] = r.ID
		}
	}
	for _, t := range titles {
		if t.Kind == "former_office" || strings.HasPrefix(t.Title, "a ") { // modifiers and articles stand before a title
			continue
		}
		id := ""
		words := anyCase(strings.Fields(t.Title), actors)
		for i := len(words) - 1; i > 0 && id == ""; i-- {
			if id = actors[Key(strings.Join(words[:i], " "))]; id != "" && len(words)-i > 1 {
				n.add(Reading{Name: strings.Join(words[i:], " "), Class: ClassTitle, Kind: t.Kind})
			}
		}
		n.add(Reading{Name: strings.Join(words, " "), Class: ClassTitle, Kind: t.Kind, ID: id})
		last := strings.ToLower(words[len(words)-1])
		if plural := plurals[last]; plural != "" {
			n.add(Reading{Name: strings.Join(append(slices.Clone(words[:len(words)-1]), plural), " "), Class: ClassTitle, Kind: t.Kind, ID: id})
		}
	}
}

// anyCase writes the words of a title with small letters, so that any case matches: but for an actor's name, and a title
// of one word, which may be another word ("general").
func anyCase(words []string, actors map[string]string) []string {
	if len(words) == 1 {
		return words
	}
	actor := len(words) - 1
	for actor > 0 && actors[Key(strings.Join(words[:actor], " "))] == "" {
		actor--
	}
	for i := actor; i < len(words); i++ {
		words[i] = strings.ToLower(words[i])
	}
	return words
}

// plurals are the plurals of nouns that end a title.
var plurals = map[string]string{"president": "presidents", "minister": "ministers", "premier": "premiers", "chancellor": "chancellors",
	"leader": "leaders", "chief": "chiefs", "envoy": "envoys", "official": "officials", "diplomat": "diplomats", "adviser": "advisers",
	"advisor": "advisors", "aide": "aides", "spokesman": "spokesmen", "spokeswoman": "spokeswomen", "spokesperson": "spokespersons", "secretary": "secretaries",
	"negotiator": "negotiators", "ambassador": "ambassadors", "commander": "commanders", "king": "kings", "emir": "emirs", "prince": "princes",
	"senator": "senators", "lawmaker": "lawmakers", "general": "generals", "governor": "governors", "mayor": "mayors"}

// EntityID is the id of the organization with its prefix: a de facto authority over a territory is a state.
func (o Organization) EntityID() string {
	if o.EntityKind == "state" {
		return "state:" + o.ID
	}
	return "org:" + o.ID
}

type naming struct {
	entity map[string]string // bare id to entity id
	out    []Reading
}

func (n *naming) add(r Reading) { n.out = append(n.out, r) }

func (n *naming) state(s State) {
	id := "state:" + s.ID
	ambiguous := keys(s.Ambiguous...)
	known := make(map[string]bool) // names and metonyms
	put := func(class Class, weak bool, names ...string) {
		for _, name := range names {
			k := Key(name)
			n.add(Reading{Name: name, Class: class, ID: id, Weak: weak,
				Ambiguous: (ambiguous[name] || isVague(k)) && !plainName[k]})
			known[k] = true
		}
	}
	put(ClassStateName, false, append([]string{s.Name, s.OfficialName}, s.Aliases...)...)
	put(ClassDemonym, false, s.Demonyms...)
	for _, code := range []string{s.ID, s.ISO3, s.CAMEO, s.COW} {
		if code != "" {
			n.add(Reading{Name: code, Class: ClassCode, ID: id})
		}
	}
	capital := Key(s.Capital)
	for _, list := range []struct {
		names []string
		weak  bool
	}{{s.Metonyms, false}, {s.MetonymsWeak, true}} {
		for _, name := range list.names {
			switch k := Key(name); {
			case k == capital || olderCapital[k]:
				put(ClassCapital, list.weak, name)
			case cityMetonym[k] || list.weak && !weakSeat[k]:
				put(ClassMetonym, list.weak, name)
			default:
				put(ClassBody, list.weak, name)
			}
		}
	}
	if s.Capital != "" && !known[capital] {
		put(ClassCapital, true, s.Capital)
	}
}

func (n *naming) organization(o Organization) {
	class, id := ClassOrganization, o.EntityID()
	switch {
	case o.ActsAs != "":
		class = ClassBody
		if acts := n.entity[o.ActsAs]; acts != "" {
			id = acts
		} else {
			id = actsAsID(o.ActsAs)
		}
	case o.EntityKind == "state":
		class = ClassStateName
	}
	n.add(Reading{Name: o.ID, Class: ClassCode, ID: o.EntityID()})
	ambiguous := keys(o.Ambiguous...)
	for _, name := range append(append([]string{o.Name}, o.Aliases...), o.Metonyms...) {
		c := class
		if adjective[Key(name)] {
			c = ClassDemonym
		}
		n.add(Reading{Name: name, Class: c, ID: id, Kind: o.Kind, Ambiguous: ambiguous[name] || isVague(Key(name))})
	}
}

// actsAsID is the entity id of a bare id that these facts don't hold (an overlay's): two capital letters are a state,
// but for UN and EU.
func actsAsID(id string) string {
	if len(id) == 2 && id != "UN" && id != "EU" {
		return "state:" + id
	}
	return "org:" + id
}

// keys is a set of names.
func keys(names ...string) map[string]bool {
	m := make(map[string]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// The tables below hold folded keys.

// plainName are names that sources call ambiguous and that the shape of the word already settles.
var plainName = keys("us", "israel", "turkey", "turk", "turks", "indian", "indians", "american", "americans", "ireland", "irish", "polish",
	"poles", "finn", "finns", "england", "croat", "croats")

// vagueName are names shared with persons, places or words, beyond what the sources say.
var vagueName = keys("washington", "jordan", "chad", "georgia", "victoria", "hamilton", "kingston", "santiago", "stanley", "sofia",
	"san jose", "san juan", "nassau", "georgetown", "america", "states", "bern", "lima", "male", "nice", "dane", "danes", "lao", "mali",
	"niger", "guinea", "who", "pace", "shape", "mend", "eta", "swift", "car", "isi", "frg", "cis", "aes", "adf", "ola", "hur", "eco",
	"national security council", "security council", "foreign ministry", "red cross", "wagner", "amal", "fano", "basij", "kiwi", "kiwis",
	"nagorno karabakh", "northern alliance", "number 10", "no 10", "kirya", "hrad", "castille", "rock", "commonwealth", "quad", "beltway", "beehive")

func isVague(key string) bool { return vagueName[strings.TrimPrefix(key, "the ")] }

var vagueConflict = keys("trade war", "special military operation", "gulf crisis", "gulf rift", "august war", "july war", "five day war",
	"four day war", "congo war", "korean conflict", "operation true promise", "new cold war")

// cityMetonym are metonyms that are cities and no capitals.
var cityMetonym = keys("abidjan", "bujumbura", "cotonou", "la paz", "santiago de chile", "peking", "tel aviv", "west jerusalem", "delhi",
	"south tarawa", "putrajaya", "melekeok", "lobamba", "dharamshala", "banja luka", "laayoune", "el aaiun", "tshwane", "nagatacho",
	"kasumigaseki", "erbil", "garowe", "sukhumi", "tskhinvali", "tiraspol", "stepanakert", "hargeisa")

// olderCapital are other spellings of capitals.
var olderCapital = keys("kiev", "teheran", "dacca", "berne", "katmandu", "kishinev", "naypyitaw", "nay pyi taw", "nur sultan", "ulan bator",
	"prishtina", "ha noi", "ashkhabad", "port of spain", "washington d c", "washington dc", "washington , dc", "sri jayawardenepura kotte",
	"sanaa", "male", "st johns", "saint johns")

// weakSeat are weak metonyms that are buildings or bodies and no places.
var weakSeat = keys("bundestag", "buckingham palace", "westminster", "parliament hill", "capitol hill", "camp david", "mar a lago", "knesset",
	"verkhovna rada", "great hall of the people", "smolenskaya square", "national palace", "king charles street", "kirya", "hrad",
	"el mouradia", "castille", "victoria palace", "kirribilli", "green zone")

// adjective are aliases of organizations and de facto states that say whose, not who.
var adjective = keys("abkhaz", "south ossetian", "transnistrian", "turkish cypriot", "turkish cypriots", "bosnian serb", "bosnian serbs",
	"kosovo serb", "kosovo serbs")
