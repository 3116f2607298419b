package facts

import "github.com/demarche/demarche/internal/diplo"

// Facts are what one or more sources say. Rows keep their order; nothing is indexed.
type Facts struct {
	States        []State
	Organizations []Organization
	Conflicts     []Conflict
	Persons       []Person // sorted by ID after Clean; made from the office rows
	Offices       []Office
	Titles        Titles
	Words         []Reading // readings that belong to no row
}

// State is a country or territory. ID is ISO 3166-1 alpha-2 (XK for Kosovo).
type State struct {
	ID           string   `json:"id"`
	ISO3         string   `json:"iso3,omitempty"`
	CAMEO        string   `json:"cameo,omitempty"` // only where it differs from ISO3
	COW          string   `json:"cow,omitempty"`   // only where it differs from ISO3
	Wikidata     string   `json:"wikidata,omitempty"`
	Name         string   `json:"name"`
	OfficialName string   `json:"official_name,omitempty"`
	Aliases      []string `json:"aliases,omitempty"`
	Capital      string   `json:"capital,omitempty"`
	Demonyms     []string `json:"demonyms,omitempty"`
	Metonyms     []string `json:"metonyms,omitempty"`      // read as the state's government
	MetonymsWeak []string `json:"metonyms_weak,omitempty"` // more often a venue or another thing
	Ambiguous    []string `json:"ambiguous,omitempty"`     // forms that need context
	Status       string   `json:"status,omitempty"`        // un_member, un_observer, territory, associated_state ...
}

// Organization is a body, alliance, party, armed group, agency, company or outlet.
type Organization struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Aliases    []string `json:"aliases,omitempty"`
	Kind       string   `json:"kind,omitempty"`    // igo, alliance, armed_group, ministry, media ...
	Country    string   `json:"country,omitempty"` // seat or home state
	Parent     string   `json:"parent,omitempty"`
	Members    []string `json:"members,omitempty"` // only where certain
	Metonyms   []string `json:"metonyms,omitempty"`
	Ambiguous  []string `json:"ambiguous,omitempty"`
	ActsAs     string   `json:"acts_as,omitempty"`     // id of the state or organization whose act it is when this body acts
	EntityKind string   `json:"entity_kind,omitempty"` // "state" on de facto authorities
	Where      string   `json:"-"`                     // file and line of the row, "" if it was not read
}

// Conflict is a war or dispute; an episode names its enduring conflict as Parent.
type Conflict struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Aliases []string `json:"aliases,omitempty"`
	Parties []string `json:"parties"`
	Parent  string   `json:"parent,omitempty"`
	From    string   `json:"from,omitempty"`
	To      string   `json:"to,omitempty"`
	Where   string   `json:"-"` // file and line of the row, "" if it was not read
}

// OfficeRow is one office of one person as sources and overlays write it. Dates may be reduced ("2025", "2025-06").
type OfficeRow struct {
	PersonID string   `json:"person_id"` // "" in overlays: made from the name
	Person   string   `json:"person"`
	Aliases  []string `json:"aliases"`
	Wikidata string   `json:"wikidata"`
	Office   string   `json:"office"` // the title, without the country
	Kind     string   `json:"kind"`
	Also     []string `json:"also"` // further kinds of the same office: an executive president
	Of       string   `json:"of"`   // state or organization id
	From     string   `json:"from"`
	To       string   `json:"to"`
	AsOf     string   `json:"asof"`
	LeftBy   string   `json:"left_by"` // a successor is known from then on
	Source   string   `json:"source"`
	Where    string   `json:"-"` // file and line of the row, "" if it was not read
}

// Person is one person. ID has no prefix. Former are ids that were merged into this one.
type Person struct {
	ID, Name, Wikidata string
	Aliases, Former    []string
}

// Office is a cleaned office: dates are whole days, To the last day known.
type Office struct {
	Person, Title, Kind, Also, Of string
	From, To, AsOf                diplo.Date
	Source                        string
}

// Titles are the words for offices.
type Titles struct {
	Honorifics []string            `json:"honorifics"`
	Modifiers  map[string][]string `json:"modifiers"` // class ("former") to words
	Titles     []Title             `json:"titles"`
}

// Title is a title phrase and the office kind it means.
type Title struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
}
