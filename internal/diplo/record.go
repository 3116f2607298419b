package diplo

import "strings"

// Record is an evidence in the form that `extract` prints and the gold files hold: one JSON object a line.
type Record struct {
	Document         string              `json:"document"` // the file's name without extension
	Subject          RecordActor         `json:"subject"`
	Type             Type                `json:"type"`
	Object           RecordActor         `json:"object"`
	Modality         string              `json:"modality"`    // lower case
	Polarity         string              `json:"polarity"`    // lower case
	Attribution      string              `json:"attribution"` // short form of the chain, "" if the document says so itself
	AttributionChain []RecordAttribution `json:"attributionChain"`
	Date             string              `json:"date"`      // "2025-06-13", "2025-06-13/2025-06-15" or ""
	DateBasis        string              `json:"dateBasis"` // lower case
	DateWords        string              `json:"dateWords"`
	Quote            string              `json:"quote"`
	Start            int                 `json:"start"` // byte offset into the file
	End              int                 `json:"end"`
	Act              ID                  `json:"act"`
	Title            string              `json:"title"`
	Confidence       float64             `json:"confidence"`
	Rule             string              `json:"rule"`
}

// RecordActor is one end of a record.
type RecordActor struct {
	Kind    string `json:"kind"` // lower case
	ID      ID     `json:"id"`
	Name    string `json:"name"`
	Mention string `json:"mention"`
	Known   bool   `json:"known"`
}

// RecordAttribution is a step of a record's attribution chain.
type RecordAttribution struct {
	Role AttributionRole `json:"role"`
	Name string          `json:"name"`
	ID   ID              `json:"id,omitempty"`
}

// Record returns the record form of an evidence of the document called name.
func (e Evidence) Record(name string) Record {
	r := Record{
		Document: name, Type: e.Type, Subject: e.Subject.record(), Object: e.Object.record(),
		Modality: strings.ToLower(string(e.Modality)), Polarity: strings.ToLower(string(e.Polarity)),
		Attribution: Claimant(e.Attribution).Name, AttributionChain: []RecordAttribution{},
		Date: e.Occurred.Interval(), DateBasis: strings.ToLower(string(e.Occurred.Basis)), DateWords: e.Occurred.Words,
		Quote: e.Quote, Start: e.Start, End: e.End, Title: e.Title, Confidence: e.Confidence, Rule: e.Rule,
	}
	for _, a := range e.Attribution {
		r.AttributionChain = append(r.AttributionChain, RecordAttribution{a.Role, a.Name, a.Entity})
	}
	if e.Act != nil {
		r.Act = e.Act.ID
	}
	return r
}

func (a Actor) record() RecordActor {
	return RecordActor{Kind: a.Kind.Lower(), ID: a.ID, Name: a.Name, Mention: a.Mention, Known: a.ID.Known()}
}
