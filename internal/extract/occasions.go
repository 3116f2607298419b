package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// occasions keeps one evidence of each occasion, that of the most telling quote.
type occasions struct {
	byKind map[string][]*diplo.Evidence // by bucket
	spoken []diplo.Evidence             // of talking, in order: kept back until it is known who met
	met    map[string][]diplo.Evidence  // who met or negotiated
}

// tell takes the next evidence.
func (o *occasions) tell(e diplo.Evidence) {
	switch e.Type {
	case "SPOKE_WITH":
		o.spoken = append(o.spoken, e)
		return
	case "MET_WITH", "NEGOTIATED_WITH":
		o.met[pair(e)] = append(o.met[pair(e)], e)
	}
	o.add(e)
}

// add keeps an evidence unless a better one of its occasion is kept.
func (o *occasions) add(e diplo.Evidence) {
	key := bucket(e)
	for _, x := range o.byKind[key] {
		if sameOccasion(*x, e) {
			other := *x
			if better(e, *x) {
				*x, other = e, *x
			}
			if other.Occurred.Dated() && !x.Occurred.Dated() { // the better words, and the day that the others tell
				x.Occurred = other.Occurred
				x.Identify()
			}
			return
		}
	}
	kept := e
	o.byKind[key] = append(o.byKind[key], &kept)
}

// all gives what is kept, with the standing facts, in text order. Unspecific talking between two who are said to have
// met or negotiated is the same act: it is left out, or tells who it was that met.
func (o *occasions) all(standing []diplo.Evidence) []diplo.Evidence {
	for _, e := range o.spoken {
		if m, met := o.meeting(e); met && persons(m) >= persons(e) {
			continue
		} else if met {
			e.Type = m.Type
			e.Identify()
		}
		o.add(e)
	}
	for _, e := range standing {
		o.add(e)
	}
	var kept []*diplo.Evidence
	for _, list := range o.byKind {
		kept = append(kept, list...)
	}
	slices.SortFunc(kept, func(x, y *diplo.Evidence) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.ID, y.ID))
	})
	out := make([]diplo.Evidence, len(kept))
	for i, e := range kept {
		out[i] = *e
	}
	return out
}

// meeting is the meeting at which the two talked.
func (o *occasions) meeting(e diplo.Evidence) (diplo.Evidence, bool) {
	if strings.Contains(e.Rule, "phone") || strings.Contains(e.Rule, "verb:call") || strings.Contains(e.Quote, "phone") {
		return diplo.Evidence{}, false
	}
	for _, m := range o.met[pair(e)] {
		if sameEnd(e.Subject, m.Subject) && sameEnd(e.Object, m.Object) || sameEnd(e.Subject, m.Object) && sameEnd(e.Object, m.Subject) {
			return m, true
		}
	}
	return diplo.Evidence{}, false
}

// pair is equal for evidences between the same polities in one modality.
func pair(e diplo.Evidence) string {
	e.Type = "MET_WITH"
	return bucket(e) + string(e.Modality)
}

// bucket is equal for evidences that may tell of one occasion.
func bucket(e diplo.Evidence) string {
	end := func(x diplo.Actor) string {
		if x.Polity.ID != "" {
			return string(x.Polity.ID)
		}
		return string(x.ID)
	}
	x, y := end(e.Subject), end(e.Object)
	if info, _ := e.Type.Info(); info.Symmetric && y < x {
		x, y = y, x
	}
	return string(e.Type) + " " + x + " " + y
}

func sameOccasion(x, y diplo.Evidence) bool {
	if x.Type != y.Type || x.Modality != y.Modality || x.Polarity != y.Polarity {
		return false
	}
	info, _ := x.Type.Info()
	equal := func(a, b diplo.Actor) bool { return a.ID == b.ID }
	if info.Family == diplo.Consult || info.Family == diplo.Agree || info.Family == diplo.Mediate {
		equal = sameEnd
	}
	same := (equal(x.Subject, y.Subject) || speaks(x.Type) && sameEnd(x.Subject, y.Subject)) && equal(x.Object, y.Object)
	if info.Symmetric {
		same = same || equal(x.Subject, y.Object) && equal(x.Object, y.Subject)
	}
	if !same || another(x.Quote) != another(y.Quote) {
		return false
	}
	if x.Occurred.Dated() && y.Occurred.Dated() {
		return x.Occurred.Since <= y.Occurred.Until && y.Occurred.Since <= x.Occurred.Until
	}
	return true
}

// speaks says whether acts of a type are done by words: told of a person and of his state, they are one.
func speaks(k diplo.Type) bool {
	switch info, _ := k.Info(); info.Family {
	case diplo.Approve, diplo.Ask, diplo.Disapprove, diplo.Refuse, diplo.Threaten:
		return k != "SUPPORTS" && k != "RECOGNIZES"
	}
	return false
}

// another says whether a quote tells of a further occasion of its kind.
func another(quote string) bool {
	return strings.Contains(quote, " another ") || strings.Contains(quote, " second ") || strings.Contains(quote, " again ")
}

// sameEnd says whether two ends are one actor: the same entity, or a person and the state he acts for.
func sameEnd(x, y diplo.Actor) bool {
	return x.ID == y.ID || x.Kind != y.Kind && x.Polity.ID != "" && x.Polity.ID == y.Polity.ID
}

// better prefers the person over his state, the dated over the undated, the more certain, the earlier.
func better(x, y diplo.Evidence) bool {
	px, py := persons(x), persons(y)
	if px != py {
		return px > py
	}
	if x.Occurred.Dated() != y.Occurred.Dated() {
		return x.Occurred.Dated()
	}
	return x.Confidence > y.Confidence
}

func persons(e diplo.Evidence) int {
	n := 0
	if e.Subject.Kind == diplo.Person {
		n++
	}
	if e.Object.Kind == diplo.Person {
		n++
	}
	return n
}
