package llm

import (
	"encoding/json"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// maxClaims are read from one answer; a piece of text has far fewer statements.
const maxClaims = 400

// claim is one statement as the model gives it: nothing in it is to be trusted.
type claim struct {
	Paragraph   int      `json:"paragraph"`
	Quote       string   `json:"quote"`
	Type        string   `json:"type"`
	Subject     party    `json:"subject"`
	Object      party    `json:"object"`
	Modality    string   `json:"modality"`
	Polarity    string   `json:"polarity"`
	Attribution []source `json:"attribution"`
	Date        string   `json:"date"`
	DateWords   string   `json:"date_words"`
	Title       string   `json:"title"`
}

// party is an end of a claim.
type party struct {
	Kind    string `json:"kind"`
	Name    string `json:"name"`
	Mention string `json:"mention"`
	ActsFor string `json:"acts_for"`
}

// source is a step of a claim's attribution.
type source struct {
	Role string `json:"role"`
	Name string `json:"name"`
}

// answer is what could be read of a completion.
type answer struct {
	claims  []claim
	dropped []Dropped // what had not the shape asked for
	cut     bool      // it breaks off: there was more to say than the model may say at once
}

// parseAnswer reads a completion: an object with the list "statements", in a fence or behind thoughts if need be. A
// statement of the wrong shape is dropped alone. The error, UNAVAILABLE, says that the whole is no such object; one that
// breaks off gives what stands before the break.
func parseAnswer(c completion) (answer, error) {
	var a answer
	if c.Refusal != "" || c.Finish == "content_filter" {
		a.dropped = append(a.dropped, Dropped{Part: WholeAnswer, Reason: Declined, Detail: shorten(c.Refusal, maxDetail)})
		return a, nil
	}
	content := c.Content
	if i := strings.LastIndex(content, "</think>"); i >= 0 {
		content = content[i:]
	}
	start := strings.IndexByte(content, '{')
	if start < 0 {
		return answer{}, unreadable()
	}
	d := json.NewDecoder(strings.NewReader(content[start:]))
	if !enter(d) {
		return answer{}, unreadable()
	}
	if !a.read(d) {
		a.cut = true
		if c.Finish != "length" {
			a.cut = false
			a.dropped = append(a.dropped, Dropped{Part: WholeAnswer, Reason: BrokenOff})
		}
	}
	return a, nil
}

func unreadable() *diplo.Error {
	return diplo.Errorf(diplo.Unavailable, "the model's answer is not the JSON that was asked for: try again, or another model")
}

// enter goes into the list of statements; false if the object has none.
func enter(d *json.Decoder) bool {
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return false
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return false
		}
		if key == "statements" {
			open, err := d.Token()
			return err == nil && open == json.Delim('[')
		}
		var other json.RawMessage
		if d.Decode(&other) != nil {
			return false
		}
	}
	return false
}

// read takes the statements up to the end of the list; false if the list breaks off.
func (a *answer) read(d *json.Decoder) bool {
	for d.More() {
		var raw json.RawMessage
		if d.Decode(&raw) != nil {
			return false
		}
		if len(a.claims)+len(a.dropped) >= maxClaims {
			a.dropped = append(a.dropped, Dropped{Part: WholeAnswer, Reason: TooMany})
			return true
		}
		var c claim
		if err := json.Unmarshal(raw, &c); err != nil {
			a.dropped = append(a.dropped, Dropped{Part: WholeStatement, Reason: WrongShape, Detail: shorten(err.Error(), maxDetail)})
			continue
		}
		a.claims = append(a.claims, c)
	}
	end, err := d.Token()
	return err == nil && end == json.Delim(']')
}
