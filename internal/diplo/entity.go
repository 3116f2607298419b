package diplo

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ID names an entity, document, evidence, statement or act: a lower-case prefix, a colon and a key, such as
// "state:RU", "person:vladimir-putin", "org:UN", "conflict:iran-israel", "evidence:5f0c…". Ids are the same in every
// store. A key that begins with "~" is one the gazetteer does not know, made from the name alone.
type ID string

// Kind returns the entity kind that the prefix of an entity id tells, "" for any other id.
func (id ID) Kind() Kind {
	switch prefix, _, _ := strings.Cut(string(id), ":"); prefix {
	case "person":
		return Person
	case "state":
		return State
	case "org":
		return Organization
	case "conflict":
		return Conflict
	}
	return ""
}

// Known reports whether the id is the gazetteer's, not one made from a name.
func (id ID) Known() bool { return id != "" && !strings.Contains(string(id), ":~") }

// Kind is what an entity is. Upper case here, in GraphQL and in stores; lower case in records (see [Kind.Lower]).
type Kind string

// The kinds. Organizations include bodies, alliances, parties and armed groups; de facto authorities over a territory
// are states.
const (
	Person       Kind = "PERSON"
	State        Kind = "STATE"
	Organization Kind = "ORGANIZATION"
	Conflict     Kind = "CONFLICT"
)

// Lower is the record form, "person"; Label is the Neo4j label, "Person".
func (k Kind) Lower() string { return strings.ToLower(string(k)) }

// Label is the Neo4j label of the kind, "Person"; "" for the zero kind.
func (k Kind) Label() string {
	if k == "" {
		return ""
	}
	return string(k[:1]) + strings.ToLower(string(k[1:]))
}

// Ref names an entity where its whole profile is not needed.
type Ref struct {
	ID   ID     `json:"id"`
	Kind Kind   `json:"kind"`
	Name string `json:"name"`
}

// Codes are an entity's codes in other systems, each "" where there is none.
type Codes struct {
	ISO2     string `json:"iso2,omitempty"`     // ISO 3166-1 alpha-2, states
	ISO3     string `json:"iso3,omitempty"`     // ISO 3166-1 alpha-3, states
	CAMEO    string `json:"cameo,omitempty"`    // CAMEO actor code, states
	COW      string `json:"cow,omitempty"`      // Correlates of War abbreviation, states
	Wikidata string `json:"wikidata,omitempty"` // item id, "Q159"
}

// Office is a position that a person holds or held for a state or organization. Days are inclusive, reduced dates of
// the source widened to the whole month or year; From "" is unknown, To "" means that no end is known. AsOf is the last
// day on which the source had the person in office; after it the office still resolves, with lowered confidence.
type Office struct {
	Holder ID     `json:"holder"`
	Of     Ref    `json:"of"`
	Title  string `json:"title"` // lower case, without the country: "prime minister"
	Kind   string `json:"kind"`  // an office kind of the gazetteer: "head_of_state", "foreign_minister", "envoy" ...
	From   Date   `json:"from,omitempty"`
	To     Date   `json:"to,omitempty"`
	AsOf   Date   `json:"asof,omitempty"`
	Source string `json:"source"` // where the fact comes from: a gazetteer source, or "text"
}

// Leads reports whether the office makes its holder a leader: head of state or government, their deputy, or foreign
// minister.
func (o Office) Leads() bool {
	switch o.Kind {
	case "head_of_state", "head_of_government", "vice_head_of_state", "deputy_head_of_government", "foreign_minister":
		return true
	}
	return false
}

// Covers reports whether the office is held on the day as far as its dates tell; day "" asks whether no end is known.
func (o Office) Covers(day Date) bool {
	if day == "" {
		return o.To == ""
	}
	return (o.From == "" || o.From <= day) && (o.To == "" || day <= o.To)
}

// Entity is the profile of an actor or conflict as it is stored: only what something mentions is stored, with its
// offices and memberships. Lists are sorted and free of duplicates.
type Entity struct {
	Ref
	Aliases    []string  `json:"aliases,omitempty"` // other names, without Name
	Codes      Codes     `json:"codes"`
	Offices    []Office  `json:"offices,omitempty"`  // persons: by From, then To, Of, Title
	MemberOf   []Ref     `json:"memberOf,omitempty"` // states: the organizations, by id
	Parties    []Ref     `json:"parties,omitempty"`  // conflicts: states and organizations, by id
	Parent     ID        `json:"parent,omitempty"`   // conflicts: the enduring conflict that this is an episode of
	RecordedAt time.Time `json:"recordedAt"`
}

// Validate reports the first rule that the profile breaks: an id of its kind, a name, and UTF-8.
func (e Entity) Validate() error {
	switch {
	case e.Kind == "" || e.ID.Kind() != e.Kind:
		return Errorf(BadInput, "entity %q: the id is none of kind %q", e.ID, e.Kind)
	case e.Name == "":
		return Errorf(BadInput, "entity %s: it has no name", e.ID)
	}
	for _, name := range append([]string{e.Name}, e.Aliases...) {
		if !utf8.ValidString(name) {
			return Errorf(BadInput, "entity %s: a name is not UTF-8", e.ID)
		}
	}
	return nil
}

// IsLeader reports whether a person holds or held an office that makes a leader.
func (e Entity) IsLeader() bool { return slices.ContainsFunc(e.Offices, Office.Leads) }

// MergeProfiles joins two profiles of one id. It is commutative, associative and idempotent, so the order in which
// documents arrive never shows: lists are united, the longer name wins (then the lesser), the other becomes an alias,
// a code present wins over an absent one (then the lesser), and the earlier RecordedAt is kept.
func MergeProfiles(a, b Entity) Entity {
	if len(b.Name) > len(a.Name) || len(b.Name) == len(a.Name) && b.Name < a.Name {
		a, b = b, a
	}
	m := a
	names := append(append(slices.Clone(a.Aliases), b.Aliases...), b.Name)
	slices.Sort(names)
	m.Aliases = slices.DeleteFunc(slices.Compact(names), func(n string) bool { return n == a.Name || n == "" })
	m.Codes = Codes{
		ISO2: lesser(a.Codes.ISO2, b.Codes.ISO2), ISO3: lesser(a.Codes.ISO3, b.Codes.ISO3),
		CAMEO: lesser(a.Codes.CAMEO, b.Codes.CAMEO), COW: lesser(a.Codes.COW, b.Codes.COW),
		Wikidata: lesser(a.Codes.Wikidata, b.Codes.Wikidata),
	}
	m.Offices = unite(a.Offices, b.Offices, compareOffices)
	m.MemberOf = unite(a.MemberOf, b.MemberOf, compareRefs)
	m.Parties = unite(a.Parties, b.Parties, compareRefs)
	m.Parent = ID(lesser(string(a.Parent), string(b.Parent)))
	if a.RecordedAt.IsZero() || !b.RecordedAt.IsZero() && b.RecordedAt.Before(a.RecordedAt) {
		m.RecordedAt = b.RecordedAt
	}
	return m
}

// lesser is the smaller of two strings, "" counting as absent.
func lesser(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}

func unite[T comparable](a, b []T, compare func(T, T) int) []T {
	if len(a)+len(b) == 0 {
		return nil
	}
	all := append(slices.Clone(a), b...)
	slices.SortFunc(all, compare)
	return slices.Compact(all)
}

func compareRefs(a, b Ref) int {
	return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
}

func compareOffices(a, b Office) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), compareRefs(a.Of, b.Of), cmp.Compare(a.Title, b.Title),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Holder, b.Holder), cmp.Compare(a.AsOf, b.AsOf), cmp.Compare(a.Source, b.Source))
}
