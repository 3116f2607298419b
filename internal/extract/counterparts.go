package extract

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// isCounterpart says whether a title only tells that somebody holds the same office elsewhere.
func isCounterpart(title string) bool {
	switch lastWord(title) {
	case "counterpart", "counterparts", "number":
		return true
	}
	return false
}

// nameCounterparts gives every "counterpart" the office of him whose counterpart he is: the person named last with one.
func (a *analysis) nameCounterparts() {
	var principal *office
	for _, s := range a.sentences {
		for _, m := range s.mentions {
			switch o := m.office; {
			case o != nil && isCounterpart(o.title):
				o.counterpart = true
				if from := m.principal(a); from != nil {
					principal = from
				}
				if principal == nil {
					continue
				}
				if own := m.knownOffice(a, principal.kind); own != nil {
					o.title, o.kind = own.Title, own.Kind
					continue
				}
				if o.plural() && !principal.plural() {
					o.title = principal.title + "s"
				} else {
					o.title = principal.title
				}
				o.kind = principal.kind
			case o != nil && !o.former && o.title != "" && o.kind != "military_rank":
				principal = o
			case m.member != nil:
				if own := m.member.officeOf(a); own != nil {
					principal = own
				}
			}
		}
	}
}

// principal is the office of the one who is named as having the counterpart: "Qureshi's Chinese counterpart"; nil for none.
func (m *mention) principal(a *analysis) *office {
	if m.office.adviserTo == nil || m.office.adviserTo.member == nil {
		return nil
	}
	return m.office.adviserTo.member.officeOf(a)
}

// officeOf is the current office that text or gazetteer know of a member, nil for none.
func (m *member) officeOf(a *analysis) *office {
	for _, o := range m.offices {
		if !o.former && !isCounterpart(o.title) && o.title != "" {
			return o
		}
	}
	if held := a.heldBy(m); len(held) > 0 {
		return &office{title: held[0].Title, kind: held[0].Kind, of: held[0].Of}
	}
	return nil
}

// heldBy are the offices that the gazetteer gives a member on the day of the document.
func (a *analysis) heldBy(m *member) []diplo.Office {
	return slices.DeleteFunc(slices.Clone(a.rules.gaz.Offices(m.ref.ID, a.doc.Published)), func(o diplo.Office) bool { return !o.Covers(a.doc.Published) })
}

// knownOffice is the office of a named counterpart where the gazetteer knows him in none of that kind; nil else.
func (m *mention) knownOffice(a *analysis, kind string) *diplo.Office {
	if m.member == nil {
		return nil
	}
	held := a.heldBy(m.member)
	if len(held) == 0 || slices.ContainsFunc(held, func(o diplo.Office) bool { return o.Kind == kind }) {
		return nil
	}
	return &held[0]
}

// shareOffices gives the persons of a list the offices that a plural title before it tells: "his Greek and Cypriot
// counterparts, X and Y".
func (a *analysis) shareOffices() {
	for _, s := range a.sentences {
		for i, m := range s.mentions {
			if m.kind != officeNominal || m.office == nil || !m.office.plural() || m.office.former {
				continue
			}
			ofs := m.office.list
			if len(ofs) == 0 {
				ofs = []diplo.Ref{m.office.of}
				for k := i - 1; k >= 0 && (s.mentions[k].kind == demonym || s.mentions[k].kind == stateName) && len(s.mentions[k].refs) == 1 && s.joined(s.mentions[k], s.mentions[k+1]); k-- {
					ofs = append([]diplo.Ref{s.mentions[k].refs[0]}, ofs...)
				}
			}
			var named []*mention
			for k := i + 1; k < len(s.mentions) && s.mentions[k].kind == personName && s.joined(s.mentions[k-1], s.mentions[k]); k++ {
				named = append(named, s.mentions[k])
			}
			if len(named) != len(ofs) && len(ofs) != 1 {
				continue
			}
			for k, p := range named {
				o := *m.office
				o.title, o.list, o.of = singular(o.title), nil, ofs[min(k, len(ofs)-1)]
				o.first, o.last = p.first, p.last
				if p.office == nil && o.of.ID != "" {
					p.office = &o
					p.member.serves(&o)
				}
			}
		}
	}
}

// afterTitles says whether a name of several words goes on a list that a plural title began: "the ministers of A and B, X
// and Y".
func (f finder) afterTitles(first, end int) bool {
	if end-first < 2 {
		return false
	}
	next := &mention{first: first}
	for k := len(f.s.mentions) - 1; k >= 0 && f.s.joined(f.s.mentions[k], next); k-- {
		switch next = f.s.mentions[k]; {
		case next.kind == officeNominal && next.office.plural():
			return true
		case next.kind != personName:
			return false
		}
	}
	return false
}

// joined says whether two mentions stand side by side, with no more than a comma or "and" between.
func (s *sentence) joined(x, y *mention) bool {
	for i := x.last + 1; i < y.first; i++ {
		switch s.tokens[i].Text {
		case ",", "and":
		default:
			return false
		}
	}
	return true
}
