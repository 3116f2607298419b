package diplo

import (
	"slices"
	"strings"
)

// Type is the code of a statement type, "CONDEMNS". Valid codes are those of [Types].
type Type string

// Family groups the types as the annotation guidelines list them; folding windows belong to families.
type Family string

// The thirteen families.
const (
	Consult    Family = "CONSULT"
	Mediate    Family = "MEDIATE"
	Approve    Family = "APPROVE"
	Agree      Family = "AGREE"
	Aid        Family = "AID"
	Yield      Family = "YIELD"
	Ask        Family = "ASK"
	Disapprove Family = "DISAPPROVE"
	Refuse     Family = "REFUSE"
	Threaten   Family = "THREATEN"
	Measures   Family = "MEASURES"
	Force      Family = "FORCE"
	Standing   Family = "STANDING"
)

// Unbounded is the folding window of standing relations: all evidence of a bucket is one statement.
const Unbounded = -1

// Window is how many days after its anchor's day an evidence may lie and still tell of the same occasion; [Unbounded]
// for standing relations.
func (f Family) Window() int {
	switch f {
	case Consult, Force:
		return 1
	case Approve, Ask, Disapprove, Refuse, Threaten:
		return 2
	case Mediate, Agree, Aid, Yield, Measures:
		return 7
	}
	return Unbounded
}

// TypeInfo is a row of the type table.
type TypeInfo struct {
	Code      Type
	Family    Family
	Past      string // past form, "condemned": the heading of a table and a second spelling on the command line
	Symmetric bool   // the order of subject and object says nothing
	Subjects  []Kind // kinds that may stand as subject
	Objects   []Kind // kinds that may stand as object

	Opens          string // a condition that a positive statement begins ("sanctions"), "" for none
	Closes         string // a condition that a positive statement ends, "" for none
	NegativeCloses bool   // the negative of this type ends what it opens

	Event   string // PLOVER event type, "" where PLOVER has none
	Mode    string // PLOVER mode, "" for none
	Context string // PLOVER context, "" for none

	CAMEO     []string // CAMEO codes the type may stand for, the best first: that one is exported; empty for standing relations and DENIES
	Imports   []string // CAMEO codes that import to this type; a code imports to one type at most
	Goldstein float64  // Goldstein scale of CAMEO[0], -10 (conflict) to +10 (cooperation); 0 for standing relations
}

// Relationship is the Neo4j relationship type, the code itself.
func (t TypeInfo) Relationship() string { return string(t.Code) }

var (
	actor         = []Kind{Person, State, Organization}
	polity        = []Kind{State, Organization}
	personOrState = []Kind{Person, State}
	person        = []Kind{Person}
	state         = []Kind{State}
	organization  = []Kind{Organization}
	conflict      = []Kind{Conflict}
)

// types is the one table of statement types, in the order of the guidelines. CAMEO codes and Goldstein values are those
// of CAMEO 1.1b3 (Goldstein as published with GDELT), events, modes and contexts those of PLOVER 0.8.
var types = []TypeInfo{
	{Code: "SPOKE_WITH", Family: Consult, Past: "spoke with", Symmetric: true, Subjects: actor, Objects: actor,
		Event: "CONSULT", Mode: "phone", CAMEO: []string{"041", "040"}, Imports: []string{"040", "041"}, Goldstein: 1.0},
	{Code: "MET_WITH", Family: Consult, Past: "met with", Symmetric: true, Subjects: actor, Objects: actor,
		Event: "CONSULT", CAMEO: []string{"040", "044"}, Imports: []string{"044"}, Goldstein: 1.0},
	{Code: "VISITED", Family: Consult, Past: "visited", Subjects: personOrState, Objects: state,
		Event: "CONSULT", Mode: "visit", CAMEO: []string{"042"}, Imports: []string{"042"}, Goldstein: 1.9},
	{Code: "HOSTED", Family: Consult, Past: "hosted", Subjects: personOrState, Objects: person,
		Event: "CONSULT", Mode: "visit", CAMEO: []string{"043"}, Imports: []string{"043"}, Goldstein: 2.8},
	{Code: "BRIEFED", Family: Consult, Past: "briefed", Subjects: actor, Objects: actor,
		Event: "CONSULT", CAMEO: []string{"040", "064"}, Goldstein: 1.0},
	{Code: "NEGOTIATED_WITH", Family: Consult, Past: "negotiated with", Symmetric: true, Subjects: actor, Objects: actor,
		Event: "CONSULT", Context: "diplomatic", CAMEO: []string{"046"}, Imports: []string{"046"}, Goldstein: 7.0},
	{Code: "OFFERS_MEDIATION", Family: Mediate, Past: "offered mediation", Subjects: actor, Objects: conflict,
		Event: "AGREE", Context: "diplomatic", CAMEO: []string{"039"}, Imports: []string{"039"}, Goldstein: 5.0},
	{Code: "MEDIATES", Family: Mediate, Past: "mediated", Subjects: actor, Objects: conflict,
		Event: "CONSULT", Context: "diplomatic", CAMEO: []string{"045"}, Imports: []string{"045"}, Goldstein: 5.0},
	{Code: "WELCOMES", Family: Approve, Past: "welcomed", Subjects: actor, Objects: actor,
		Event: "SUPPORT", Context: "diplomatic", CAMEO: []string{"051"}, Goldstein: 3.4},
	{Code: "SUPPORTS", Family: Approve, Past: "supported", Subjects: actor, Objects: actor,
		Event: "SUPPORT", Context: "diplomatic", CAMEO: []string{"051", "052", "053", "050"}, Imports: []string{"050", "051", "052", "053"}, Goldstein: 3.4},
	{Code: "CONGRATULATES", Family: Approve, Past: "congratulated", Subjects: actor, Objects: actor,
		Event: "SUPPORT", Context: "diplomatic", CAMEO: []string{"051"}, Goldstein: 3.4},
	{Code: "RECOGNIZES", Family: Approve, Past: "recognized", Subjects: actor, Objects: actor,
		Opens: "recognition", NegativeCloses: true, Event: "SUPPORT", Context: "diplomatic", CAMEO: []string{"054"}, Imports: []string{"054"}, Goldstein: 6.0},
	{Code: "AGREED_WITH", Family: Agree, Past: "agreed with", Symmetric: true, Subjects: actor, Objects: actor,
		Event: "AGREE", CAMEO: []string{"030", "036", "037"}, Imports: []string{"030", "036", "037"}, Goldstein: 4.0},
	{Code: "SIGNED_AGREEMENT_WITH", Family: Agree, Past: "signed agreement with", Symmetric: true, Subjects: actor, Objects: actor,
		Event: "SUPPORT", Context: "diplomatic", CAMEO: []string{"057"}, Imports: []string{"057"}, Goldstein: 8.0},
	{Code: "COOPERATES_WITH", Family: Agree, Past: "cooperated with", Symmetric: true, Subjects: actor, Objects: actor,
		Event: "COOPERATE", CAMEO: []string{"060", "061", "062", "063", "064"}, Imports: []string{"060", "061", "062", "063", "064"}, Goldstein: 6.0},
	{Code: "ESTABLISHES_RELATIONS_WITH", Family: Agree, Past: "established relations with", Symmetric: true, Subjects: actor, Objects: actor,
		Opens: "relations", Event: "SUPPORT", Context: "diplomatic", CAMEO: []string{"054", "050"}, Goldstein: 6.0},
	{Code: "PROMISES", Family: Agree, Past: "promised", Subjects: actor, Objects: actor,
		Event: "AGREE", CAMEO: []string{"030", "031", "032", "033"}, Imports: []string{"031", "032", "033"}, Goldstein: 4.0},
	{Code: "PROVIDES_AID_TO", Family: Aid, Past: "provided aid to", Subjects: actor, Objects: actor,
		Event: "AID", CAMEO: []string{"070", "071", "072", "073", "074"}, Imports: []string{"070", "071", "072", "073", "074"}, Goldstein: 7.0},
	{Code: "EASES_SANCTIONS_ON", Family: Yield, Past: "eased sanctions on", Subjects: actor, Objects: actor,
		Closes: "sanctions", Event: "RETREAT", Context: "economic", CAMEO: []string{"085"}, Imports: []string{"085"}, Goldstein: 7.0},
	{Code: "RELEASES", Family: Yield, Past: "released", Subjects: actor, Objects: actor,
		Closes: "detention", Event: "RETREAT", Mode: "release", Context: "legal", CAMEO: []string{"0841", "084", "0842"}, Imports: []string{"084", "0841", "0842"}, Goldstein: 7.0},
	{Code: "CEASEFIRE_WITH", Family: Yield, Past: "ceased fire with", Symmetric: true, Subjects: actor, Objects: actor,
		Opens: "ceasefire", Event: "RETREAT", Mode: "ceasefire", Context: "military", CAMEO: []string{"0871"}, Imports: []string{"0871"}, Goldstein: 9.0},
	{Code: "WITHDRAWS_FROM", Family: Yield, Past: "withdrew from", Subjects: actor, Objects: actor,
		Closes: "deployment", Event: "RETREAT", Mode: "withdraw", Context: "military", CAMEO: []string{"0874", "087"}, Imports: []string{"087", "0874"}, Goldstein: 10.0},
	{Code: "URGES", Family: Ask, Past: "urged", Subjects: actor, Objects: actor,
		Event: "REQUEST", CAMEO: []string{"020", "021", "022", "023", "024", "025", "026", "027", "028"}, Imports: []string{"020", "021", "022", "023", "024", "025", "026", "027", "028"}, Goldstein: 3.0},
	{Code: "DEMANDS", Family: Ask, Past: "demanded", Subjects: actor, Objects: actor,
		Event: "REQUEST", CAMEO: []string{"100", "101", "102", "103", "104", "105", "106", "107", "108"}, Imports: []string{"100", "101", "102", "103", "104", "105", "106", "107", "108"}, Goldstein: -5.0},
	{Code: "CONDEMNS", Family: Disapprove, Past: "condemned", Subjects: actor, Objects: actor,
		Event: "ACCUSE", Mode: "disapprove", CAMEO: []string{"111"}, Imports: []string{"111"}, Goldstein: -2.0},
	{Code: "CRITICIZES", Family: Disapprove, Past: "criticized", Subjects: actor, Objects: actor,
		Event: "ACCUSE", Mode: "disapprove", CAMEO: []string{"111", "110"}, Imports: []string{"110"}, Goldstein: -2.0},
	{Code: "ACCUSES", Family: Disapprove, Past: "accused", Subjects: actor, Objects: actor,
		Event: "ACCUSE", Mode: "allege", CAMEO: []string{"112", "1121", "1122", "1123", "1124", "1125"}, Imports: []string{"112", "1121", "1122", "1123", "1124", "1125"}, Goldstein: -2.0},
	{Code: "REJECTS", Family: Refuse, Past: "rejected", Subjects: actor, Objects: actor,
		Event: "REJECT", CAMEO: []string{"120", "121", "122", "123", "124", "125", "126", "127"}, Imports: []string{"120", "121", "122", "123", "124", "125", "126", "127"}, Goldstein: -4.0},
	{Code: "DENIES", Family: Refuse, Past: "denied", Subjects: actor, Objects: actor,
		CAMEO: []string{"016"}, Imports: []string{"016"}, Goldstein: -2.0},
	{Code: "THREATENS", Family: Threaten, Past: "threatened", Subjects: actor, Objects: actor,
		Event: "THREATEN", CAMEO: []string{"130", "131", "138", "139"}, Imports: []string{"130", "131", "138", "139"}, Goldstein: -4.4},
	{Code: "WARNS", Family: Threaten, Past: "warned", Subjects: actor, Objects: actor,
		Event: "THREATEN", CAMEO: []string{"130", "012"}, Imports: []string{"012"}, Goldstein: -4.4},
	{Code: "SUMMONS_ENVOY_OF", Family: Measures, Past: "summoned envoy of", Subjects: actor, Objects: actor,
		Event: "ACCUSE", Mode: "disapprove", Context: "diplomatic", CAMEO: []string{"114"}, Imports: []string{"114"}, Goldstein: -2.0},
	{Code: "EXPELS_DIPLOMATS_OF", Family: Measures, Past: "expelled diplomats of", Subjects: actor, Objects: actor,
		Event: "SANCTION", Mode: "expel", Context: "diplomatic", CAMEO: []string{"161", "174"}, Imports: []string{"174"}, Goldstein: -4.0},
	{Code: "RECALLS_ENVOY_FROM", Family: Measures, Past: "recalled envoy from", Subjects: actor, Objects: actor,
		Event: "SANCTION", Mode: "withdraw", Context: "diplomatic", CAMEO: []string{"161"}, Goldstein: -4.0},
	{Code: "SEVERS_RELATIONS_WITH", Family: Measures, Past: "severed relations with", Subjects: actor, Objects: actor,
		Closes: "relations", Event: "SANCTION", Mode: "discontinue", Context: "diplomatic", CAMEO: []string{"161"}, Imports: []string{"161"}, Goldstein: -4.0},
	{Code: "SANCTIONS", Family: Measures, Past: "sanctioned", Subjects: actor, Objects: actor,
		Opens: "sanctions", Event: "SANCTION", Mode: "discontinue", Context: "economic", CAMEO: []string{"163"}, Imports: []string{"163"}, Goldstein: -8.0},
	{Code: "DEPLOYS_FORCES_TO", Family: Force, Past: "deployed forces to", Subjects: actor, Objects: actor,
		Opens: "deployment", Event: "MOBILIZE", Mode: "troops", Context: "military", CAMEO: []string{"154", "150", "152"}, Imports: []string{"150", "152", "154"}, Goldstein: -7.2},
	{Code: "SEIZES", Family: Force, Past: "seized", Subjects: actor, Objects: actor,
		Event: "COERCE", Mode: "seize", CAMEO: []string{"171", "1711", "192"}, Imports: []string{"171", "1711", "192"}, Goldstein: -9.2},
	{Code: "DETAINS", Family: Force, Past: "detained", Subjects: actor, Objects: actor,
		Opens: "detention", Event: "COERCE", Mode: "arrest", Context: "legal", CAMEO: []string{"173"}, Imports: []string{"173"}, Goldstein: -5.0},
	{Code: "ATTACKS", Family: Force, Past: "attacked", Subjects: actor, Objects: actor,
		Closes: "ceasefire", Event: "ASSAULT", Context: "military", CAMEO: []string{"190", "193", "194", "195", "180"}, Imports: []string{"180", "190", "193", "194", "195"}, Goldstein: -10.0},
	{Code: "RETALIATES_AGAINST", Family: Force, Past: "retaliated against", Subjects: actor, Objects: actor,
		Event: "ASSAULT", Context: "military", CAMEO: []string{"190"}, Goldstein: -10.0},
	{Code: "HOLDS_OFFICE", Family: Standing, Past: "held office", Subjects: person, Objects: polity},
	{Code: "ADVISES", Family: Standing, Past: "advised", Subjects: person, Objects: person},
	{Code: "MEMBER_OF", Family: Standing, Past: "was member of", Subjects: state, Objects: organization},
	{Code: "PARTY_TO", Family: Standing, Past: "was party to", Subjects: polity, Objects: conflict},
}

// Types returns the type table in the order of the guidelines, by family. The rows are shared: don't change them.
func Types() []TypeInfo { return slices.Clone(types) }

// Info returns the row of a type and whether the code is one.
func (t Type) Info() (TypeInfo, bool) {
	i := slices.IndexFunc(types, func(row TypeInfo) bool { return row.Code == t })
	if i < 0 {
		return TypeInfo{}, false
	}
	return types[i], true
}

// ParseType reads a type as people write it: the code or its past form in any case, with "-", "_" or spaces
// ("condemned", "offers-mediation", "SPOKE_WITH"); a trailing "with", "of", "to", "on", "from" or "against" may be left out where
// that stays unambiguous ("spoke", "met").
func ParseType(s string) (Type, error) {
	want := strings.ToUpper(strings.NewReplacer("-", "_", " ", "_").Replace(strings.TrimSpace(s)))
	var short []Type
	for _, row := range types {
		past := strings.ToUpper(strings.ReplaceAll(row.Past, " ", "_"))
		if want == string(row.Code) || want == past {
			return row.Code, nil
		}
		if want != "" && (want == withoutParticle(string(row.Code)) || want == withoutParticle(past)) {
			short = append(short, row.Code)
		}
	}
	if len(short) == 1 {
		return short[0], nil
	}
	return "", Errorf(BadInput, "%q is no statement type: use a code such as CONDEMNS, SPOKE_WITH or offers-mediation", s)
}

func withoutParticle(code string) string {
	for _, p := range []string{"_WITH", "_OF", "_TO", "_ON", "_FROM", "_AGAINST"} {
		if short, ok := strings.CutSuffix(code, p); ok {
			return short
		}
	}
	return code
}
