package diplo

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Modality says whether the deed is told as done, intended or merely possible.
type Modality string

// The modalities.
const (
	Actual       Modality = "ACTUAL"
	Planned      Modality = "PLANNED"
	Hypothetical Modality = "HYPOTHETICAL"
)

// Polarity is NEGATIVE where the text says that the deed was not done or was refused.
type Polarity string

// The polarities.
const (
	Positive Polarity = "POSITIVE"
	Negative Polarity = "NEGATIVE"
)

// EvidenceBasis is what an evidence rests on.
type EvidenceBasis string

// The bases of evidence.
const (
	FromText EvidenceBasis = "TEXT" // a quote in a document
	FromRow  EvidenceBasis = "ROW"  // a row of a data set: no quote
	FromHand EvidenceBasis = "HAND" // a person's assertion
)

// AttributionRole is a step of an attribution chain.
type AttributionRole string

// The roles, outermost first.
const (
	Outlet     AttributionRole = "OUTLET"
	Speaker    AttributionRole = "SPEAKER"
	OnBehalfOf AttributionRole = "ON_BEHALF_OF"
)

// Attribution is one step of a chain: who says so. Entity is "" where the name resolves to none. FromHeader marks an
// outlet that only the document's header names.
type Attribution struct {
	Role       AttributionRole `json:"role"`
	Name       string          `json:"name"`
	Entity     ID              `json:"id,omitempty"`
	FromHeader bool            `json:"fromHeader,omitempty"`
}

// Actor is one end of an evidence: the words, the entity they were first resolved to, and the polity that entity acts
// for (itself for a state or organization; zero where unknown, and for conflicts).
type Actor struct {
	Ref
	Mention string `json:"mention"`
	Polity  Ref    `json:"polity,omitzero"`
}

// ActRole is a part that an entity plays in an [Act].
type ActRole string

// The roles.
const (
	Participant ActRole = "PARTICIPANT"
	Host        ActRole = "HOST"
	Mediator    ActRole = "MEDIATOR"
	Venue       ActRole = "VENUE"
)

// Part is an entity in a role.
type Part struct {
	Role   ActRole `json:"role"`
	Entity Ref     `json:"entity"`
}

// Act is one joint event that several statements tell of: a call among three, a summit. Its id is made by [ActID] from
// its content, so two documents that tell of the same event share it. Parts are sorted by role, then entity id.
type Act struct {
	ID    ID     `json:"id"`
	Parts []Part `json:"parts"`
}

// ActID is the id of the act of that family among those participants on that day ("" if undated: then place, any text
// that tells occasions of one document apart, takes the day's part). The order of participants does not matter.
func ActID(family Family, participants []ID, day Date, place string) ID {
	if day != "" {
		place = ""
	}
	return hashID("act", append([]string{string(family), string(day), place}, sortedStrings(participants)...)...)
}

// Evidence is one occasion as one document tells it, with its best quote: the immutable atom of the graph. Everything
// but RecordedAt and RetractedAt is fixed when it is made, and its ID is a hash of that.
type Evidence struct {
	ID          ID            `json:"id"`
	Basis       EvidenceBasis `json:"basis"`
	Document    ID            `json:"document,omitempty"`  // "" for HAND
	Version     string        `json:"version,omitempty"`   // of the document
	Published   Date          `json:"published,omitempty"` // of the document, "" if unknown
	Origin      string        `json:"origin"`              // see Document.Origin; for HAND the person
	Type        Type          `json:"type"`
	Subject     Actor         `json:"subject"`
	Object      Actor         `json:"object"`
	Modality    Modality      `json:"modality"`
	Polarity    Polarity      `json:"polarity"`
	Occurred    Occurred      `json:"occurred"`
	Title       string        `json:"title,omitempty"` // HOLDS_OFFICE only: lower case, without the country
	Attribution []Attribution `json:"attribution,omitempty"`
	Act         *Act          `json:"act,omitempty"`
	Quote       string        `json:"quote,omitempty"` // Text[Start:End] of the document
	Start       int           `json:"start"`           // byte offset
	End         int           `json:"end"`             // byte offset, exclusive
	Confidence  float64       `json:"confidence"`      // 0 to 1: the chance that the text says this
	Extractor   string        `json:"extractor,omitempty"`
	Rule        string        `json:"rule,omitempty"`
	RecordedAt  time.Time     `json:"recordedAt"`
	RetractedAt *time.Time    `json:"retractedAt,omitempty"`
}

// Identify sets and returns the evidence's id: a hash of what it says and where. Confidence, rule and the record times
// are left out, so a retuned extractor that finds the same thing makes the same evidence.
func (e *Evidence) Identify() ID {
	parts := []string{string(e.Basis), string(e.Document), e.Version, e.Origin, e.Extractor, string(e.Type),
		string(e.Subject.ID), e.Subject.Mention, string(e.Object.ID), e.Object.Mention, string(e.Modality), string(e.Polarity),
		string(e.Occurred.Basis), string(e.Occurred.Since), string(e.Occurred.Until), e.Title,
		e.Quote, fmt.Sprint(e.Start), fmt.Sprint(e.End)}
	for _, a := range e.Attribution {
		parts = append(parts, string(a.Role), a.Name, string(a.Entity))
	}
	e.ID = hashID("evidence", parts...)
	return e.ID
}

// Claimant is the short form of an attribution chain: the last SPEAKER, else the last OUTLET that the text itself
// names; a zero Attribution where the document says so in its own name.
func Claimant(chain []Attribution) Attribution {
	var claimant Attribution
	for _, a := range chain {
		switch {
		case a.Role == Speaker, a.Role == Outlet && !a.FromHeader && claimant.Role != Speaker:
			claimant = a
		}
	}
	return claimant
}

// Validate reports the first rule that the evidence breaks: a known type, allowed kinds at both ends, two different
// ends, a sound date, a confidence within 0 and 1, an id that fits, a quote where the basis is TEXT. Stores without
// constraints of their own rely on it.
func (e Evidence) Validate() error {
	info, ok := e.Type.Info()
	bad := func(format string, args ...any) error {
		return Errorf(BadInput, "evidence %s: %s", e.ID, fmt.Sprintf(format, args...))
	}
	switch {
	case !ok:
		return bad("%q is no statement type", e.Type)
	case !contains(info.Subjects, e.Subject.Kind) || e.Subject.ID.Kind() != e.Subject.Kind:
		return bad("%s cannot have %s (%s) as subject", e.Type, e.Subject.ID, e.Subject.Kind)
	case !contains(info.Objects, e.Object.Kind) || e.Object.ID.Kind() != e.Object.Kind:
		return bad("%s cannot have %s (%s) as object", e.Type, e.Object.ID, e.Object.Kind)
	case e.Subject.ID == e.Object.ID:
		return bad("subject and object are both %s", e.Subject.ID)
	case e.Modality != Actual && e.Modality != Planned && e.Modality != Hypothetical:
		return bad("%q is no modality", e.Modality)
	case e.Polarity != Positive && e.Polarity != Negative:
		return bad("%q is no polarity", e.Polarity)
	case e.Basis != FromText && e.Basis != FromRow && e.Basis != FromHand:
		return bad("%q is no basis", e.Basis)
	case e.Basis == FromText && (e.Document == "" || e.Version == "" || e.Quote == "" || e.End-e.Start != len(e.Quote) || e.Start < 0):
		return bad("basis TEXT needs a document and a quote as long as its offsets tell")
	case !(e.Confidence >= 0 && e.Confidence <= 1):
		return bad("confidence %v is outside 0 to 1", e.Confidence)
	case e.Origin == "":
		return bad("no origin")
	case !e.validText():
		return bad("the text is not UTF-8")
	}
	if err := e.Occurred.validate(); err != nil {
		return bad("%s", err)
	}
	if id := e.ID; id != e.Identify() {
		return Errorf(BadInput, "evidence %s: the id does not fit the content, which is that of %s", id, e.ID)
	}
	return nil
}

func (e Evidence) validText() bool {
	texts := []string{e.Quote, e.Subject.Name, e.Subject.Mention, e.Object.Name, e.Object.Mention, e.Title, e.Origin, e.Occurred.Words}
	for _, a := range e.Attribution {
		texts = append(texts, a.Name)
	}
	return !slices.ContainsFunc(texts, func(s string) bool { return !utf8.ValidString(s) })
}

func (o Occurred) validate() error {
	for _, d := range []Date{o.Since, o.Until} {
		if d == "" {
			continue
		}
		if _, err := ParseDate(string(d)); err != nil {
			return err
		}
	}
	switch {
	case o.Since != "" && o.Until != "" && o.Until < o.Since:
		return fmt.Errorf("it ends (%s) before it begins (%s)", o.Until, o.Since)
	case o.Basis == Publication && (o.Since != "" || o.Until == ""):
		return fmt.Errorf("basis PUBLICATION takes no since, and the publication date as until")
	case o.Basis == Unknown && (o.Since != "" || o.Until != ""):
		return fmt.Errorf("basis UNKNOWN takes no dates")
	case (o.Basis == Explicit || o.Basis == Relative) && o.Since == "" && o.Until == "":
		return fmt.Errorf("basis %s needs a date", o.Basis)
	case o.Basis != Publication && o.Basis != Unknown && o.Basis != Explicit && o.Basis != Relative:
		return fmt.Errorf("%q is no basis of a date", o.Basis)
	}
	return nil
}

func contains(kinds []Kind, k Kind) bool {
	for _, x := range kinds {
		if x == k {
			return true
		}
	}
	return false
}

// hashID is prefix:HASH, the first 100 bits of SHA-256 over the parts, each preceded by its length, in lower-case
// base 32: 20 characters.
func hashID(prefix string, parts ...string) ID {
	h := sha256.New()
	var n [8]byte
	for _, p := range parts {
		binary.BigEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	sum := base32.StdEncoding.EncodeToString(h.Sum(nil))[:20]
	return ID(prefix + ":" + strings.ToLower(sum))
}

// foldName makes spellings of one name equal: letters and digits in lower case, all else one blank.
func foldName(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
