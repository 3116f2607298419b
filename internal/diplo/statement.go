package diplo

import (
	"slices"
	"time"
)

// Statement is what one or many evidences together say. [Fold] computes it. Subject and object are canonical ids; those
// of a symmetric type are sorted.
type Statement struct {
	ID            ID       `json:"id"`
	Type          Type     `json:"type"`
	Subject       ID       `json:"subject"`
	Object        ID       `json:"object"`
	SubjectPolity ID       `json:"subjectPolity,omitempty"` // "" where unknown
	ObjectPolity  ID       `json:"objectPolity,omitempty"`  // "" where unknown, and for conflicts
	Occurred      Occurred `json:"occurred"`                // the most precise that the evidence tells
	Modality      Modality `json:"modality"`
	Polarity      Polarity `json:"polarity"`
	Title         string   `json:"title,omitempty"` // HOLDS_OFFICE only

	// Support is the chance that at least one independent origin's text says this: 1 - Π(1 - c), c being the highest
	// confidence among an origin's evidences.
	Support float64 `json:"support"`
	Reports int     `json:"reports"` // evidences
	Origins int     `json:"origins"` // independent ones among them

	ClaimedBy  []ID `json:"claimedBy,omitempty"` // entities that the evidences name as claimants, sorted
	Attributed bool `json:"attributed"`          // every evidence names a claimant: no document says it in its own name
	Contested  bool `json:"contested"`           // an actual statement of the opposite polarity lies within the window

	Act         ID         `json:"act,omitempty"`
	Evidence    []ID       `json:"evidence"`            // sorted
	Published   Date       `json:"published,omitempty"` // earliest publication day of its evidence
	RecordedAt  time.Time  `json:"recordedAt"`          // the earliest of its evidence
	RetractedAt *time.Time `json:"retractedAt,omitempty"`
}

// Dossier is (type, subject, object) with canonical ids, sorted if the type is symmetric: what a store locks and folds
// as a whole. It holds the buckets of every modality and polarity.
type Dossier struct {
	Type    Type
	Subject ID
	Object  ID
}

// DossierOf is the dossier that an evidence belongs to under an identity.
func DossierOf(e Evidence, x Identity) Dossier {
	d := Dossier{e.Type, x.Canonical(e.Subject.ID), x.Canonical(e.Object.ID)}
	if info, _ := e.Type.Info(); info.Symmetric && d.Object < d.Subject {
		d.Subject, d.Object = d.Object, d.Subject
	}
	return d
}

// Key is the dossier as one string, for locks and maps.
func (d Dossier) Key() string {
	return string(d.Type) + "|" + string(d.Subject) + "|" + string(d.Object)
}

// Edge is the typed relationship that a statement projects to in the graph, from the statement's subject to its object;
// of a symmetric type from the lesser id.
type Edge struct {
	Relationship string
	From, To     ID
	Statement    ID
	Since, Until Date // "" where unknown
	Reports      int
	Origins      int
	Support      float64
	ClaimedBy    []ID // empty where a document says it in its own name
	Contested    bool
}

// Project returns the typed edge of a statement, and false for those that have none: not actual, negative, or retracted.
func Project(s Statement) (Edge, bool) {
	info, ok := s.Type.Info()
	if !ok || s.Modality != Actual || s.Polarity != Positive || s.RetractedAt != nil {
		return Edge{}, false
	}
	e := Edge{
		Relationship: info.Relationship(), From: s.Subject, To: s.Object, Statement: s.ID,
		Since: s.Occurred.Since, Until: s.Occurred.Until,
		Reports: s.Reports, Origins: s.Origins, Support: s.Support, Contested: s.Contested,
	}
	if s.Attributed {
		e.ClaimedBy = slices.Clone(s.ClaimedBy)
	}
	return e, true
}

// Latest is the day by which statements are ordered newest first: Until where the text tells it, else the publication
// day, else "" (which comes last).
func (s Statement) Latest() Date {
	if s.Occurred.Until != "" {
		return s.Occurred.Until
	}
	return s.Published
}
