package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// leastConfidence is the chance to be right below which nothing is recorded. See docs/accuracy.md for what it costs.
const leastConfidence = 0.4

// trust is how much of a frame's confidence the way it was found leaves: a share for each doubt. The shares are measured,
// see docs/accuracy.md.
func (a *analysis) trust(h *hit, subject, object actor) float64 {
	return subjectShare(subject) * objectShare(object) * a.publicShare(h, subject, object) * toldShare(h)
}

// subjectShare is what the words leave that stand for who does it.
func subjectShare(x actor) float64 {
	switch {
	case x.mention == nil:
		return 0.85
	case x.mention.kind == genericNominal:
		return 0.7
	case x.mention.kind == groupNominal, x.mention.kind == pronoun:
		return 0.85
	}
	return 1
}

// objectShare is the same for the other end, whom "it" and "the country" hit less often.
func objectShare(x actor) float64 {
	switch {
	case x.mention == nil && x.indirect:
		return 0.6 // taken for the other party of a dispute
	case x.mention == nil, x.mention.kind == groupNominal:
		return 0.85
	case x.mention.kind == pronoun:
		return 0.7
	case x.mention.kind == genericNominal:
		return 0.6
	}
	return 1
}

// toldShare is what is left of a deed that is not told as done, or denied.
func toldShare(h *hit) float64 {
	share := 1.0
	switch {
	case h.frame != nil && h.frame.Modality == h.modality: // "considers sanctions": its own words say so
	case h.modality == diplo.Planned, h.consented:
		share = 0.8
	case h.modality == diplo.Hypothetical:
		share = 0.6
	}
	if h.negative {
		share *= 0.9
	}
	return share
}

// publicShare is what is left where a person takes part of whom nobody knows whom he serves, except as the one to whom a
// deed is done: states seize and release private persons, and don't talk to them.
func (a *analysis) publicShare(h *hit, subject, object actor) float64 {
	const private = 0.3
	suffers := false
	if !h.mutual {
		switch info, _ := h.kind.Info(); info.Family {
		case diplo.Force, diplo.Yield, diplo.Measures:
			suffers = true
		}
	}
	if a.private(subject) && !a.counterpart(object) || a.private(object) && !suffers && !a.counterpart(subject) {
		return private
	}
	return 1
}

// counterpart says whether the text tells an actor as the counterpart of another, who is then no private person.
func (a *analysis) counterpart(x actor) bool {
	m := a.member(x.ref.ID)
	return m != nil && slices.ContainsFunc(m.offices, func(o *office) bool { return o.counterpart || o.kind == "counterpart" })
}

// private says whether an actor is a person for whom neither the text nor the gazetteer tells an office of any state or
// organization.
func (a *analysis) private(x actor) bool {
	if x.ref.Kind != diplo.Person || a.polityOf(x).ID != "" || len(a.rules.gaz.Offices(x.ref.ID, "")) > 0 {
		return false
	}
	m := a.member(x.ref.ID)
	return m == nil || !slices.ContainsFunc(m.offices, func(o *office) bool { return roleKinds[o.kind] })
}

// domestic says whether one end is a party or an authority of the other's country: their quarrels are at home.
func (a *analysis) domestic(x, y actor) bool {
	p, q := a.polityOf(x), a.polityOf(y)
	home, abroad := a.rules.gaz.Home(p.ID), a.rules.gaz.Home(q.ID)
	return home != "" && (home == q.ID || home == abroad) || abroad != "" && abroad == p.ID
}
