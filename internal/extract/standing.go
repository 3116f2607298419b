package extract

import (
	"github.com/demarche/demarche/internal/diplo"
)

// standingFacts are the offices and advisers that the titles in a sentence tell, but for the offices of those in held.
func (a *analysis) standingFacts(s *sentence, held map[diplo.ID]bool) []diplo.Evidence {
	var out []diplo.Evidence
	for _, m := range a.titled(s) {
		if m.office == nil || m.office.former || len(m.refs) == 0 || m.office.plural() && len(m.office.list) == 0 {
			continue
		}
		if m.office.adviserTo != nil && len(m.office.adviserTo.refs) > 0 && m.refs[0].Kind == diplo.Person && a.rules.lexicon.In("adviser_title", lastWord(m.office.title)) {
			if e, ok := a.fact(s, m, "ADVISES", m.refs[0], m.office.adviserTo.refs[0], ""); ok {
				out = append(out, e)
			}
			continue
		}
		for i, ref := range m.refs {
			if ref.Kind != diplo.Person || held[ref.ID] || m.office.kind == "military_rank" {
				continue
			}
			of := m.office.of
			if i < len(m.office.list) && len(m.refs) == len(m.office.list) {
				of = m.office.list[i]
			}
			if of.ID == "" && m.member != nil {
				of = m.member.state
			}
			if m.office.kind == "" && of.Kind == diplo.Organization && a.rules.lexicon.In("private_title", lastWord(m.office.title)) {
				continue // a private expert
			}
			if of.ID == "" || of.Kind != diplo.State && of.Kind != diplo.Organization {
				continue
			}
			if e, ok := a.fact(s, m, "HOLDS_OFFICE", ref, of, m.office.title); ok {
				held[ref.ID] = true
				out = append(out, e)
			}
		}
	}
	return out
}

// titled are the mentions of a sentence that may carry a title, those within others included.
func (a *analysis) titled(s *sentence) []*mention {
	var out []*mention
	for _, m := range s.mentions {
		out = append(out, m)
		if m.office != nil && m.office.adviserTo != nil && m.office.adviserTo.office != nil {
			out = append(out, m.office.adviserTo)
		}
	}
	return out
}

func (a *analysis) fact(s *sentence, m *mention, k diplo.Type, x, y diplo.Ref, title string) (diplo.Evidence, bool) {
	first, last := min(m.first, m.office.first), m.last
	for last > first && s.words[last] == "," {
		last--
	}
	start, end := s.span(first, last)
	member := actor{ref: x}
	e := diplo.Evidence{
		Basis: diplo.FromText, Document: a.doc.ID, Version: a.doc.Version, Published: a.doc.Published, Origin: a.doc.Origin(),
		Type: k, Subject: a.end(member), Object: a.end(actor{ref: y}), Modality: diplo.Actual, Polarity: diplo.Positive, Occurred: a.undated(),
		Title: title, Quote: a.doc.Text[start:end], Start: start, End: end, Confidence: 0.97, Extractor: extractorName, Rule: string(k) + "/title",
	}
	e.Identify()
	return e, e.Validate() == nil
}
