package gazetteer

import (
	"cmp"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// office is an office with what diplo.Office does not tell.
type office struct {
	diplo.Office
	also string // a further kind of the same office: an executive president
}

func (o *office) is(kind string) bool { return o.Kind == kind || o.also == kind }

// held is the confidence that the office is held on the day: 0 if its dates deny it, 1 up to its asof or known end, and
// less for every year after the asof. Day "" asks for the newest known: an office without a known end counts as held,
// a little less sure than on a day.
func held(o *diplo.Office, day diplo.Date) float64 {
	if !o.Covers(day) {
		return 0
	}
	switch {
	case day == "" && o.AsOf == "":
		return 0.9
	case day == "":
		return 0.9 * stale(o.AsOf, newest)
	case o.To != "" || o.AsOf == "" || day <= o.AsOf:
		return 1
	}
	return stale(o.AsOf, day)
}

// newest is the day until which the embedded data was kept; what was last confirmed long before it is stale.
const newest = facts.Newest

// stale is the confidence that an office confirmed on one day is still held on another.
func stale(asof, day diplo.Date) float64 {
	if asof == "" || day <= asof {
		return 1
	}
	years := float64(max(0, asof.DaysUntil(day))) / 365.25
	return max(0.3, 0.95-0.1*years)
}

// ranks orders the kinds of office, the highest first.
var ranks = func() map[string]int {
	m := make(map[string]int)
	for i, k := range []string{"head_of_state", "head_of_government", "un_secretary_general", "vice_head_of_state", "foreign_minister",
		"deputy_head_of_government", "organisation_head", "armed_group_leader", "viceroy", "defence_minister", "security_adviser",
		"chief_of_staff", "military_chief", "interior_minister", "finance_minister", "trade_minister", "energy_minister", "envoy",
		"un_ambassador", "parliament_speaker", "intelligence_chief", "deputy_foreign_minister", "spokesperson", "adviser",
		"organisation_official", "economy_minister", "justice_minister", "ambassador", "deputy_defence_minister", "party_leader",
		"opposition_leader", "central_bank_governor"} {
		m[k] = i
	}
	return m
}()

func rank(kind string) int {
	if r, ok := ranks[kind]; ok {
		return r
	}
	return len(ranks)
}

// Offices are those the person held on the day, the highest first, then those of the states most in the news (the king of
// fifteen realms acts for the United Kingdom), then the one held for certain, then the latest begun.
// Day "" asks for the newest known: those without a known end, else the last one to end. nil if the person is unknown or
// held none.
func (g *Gazetteer) Offices(person diplo.ID, on diplo.Date) []diplo.Office {
	all := g.career(person)
	var out []diplo.Office
	for i := range all {
		if all[i].Covers(on) {
			out = append(out, all[i].Office)
		}
	}
	if len(out) == 0 && on == "" && len(all) > 0 {
		last := slices.MaxFunc(all, func(a, b office) int { return cmp.Or(cmp.Compare(a.To, b.To), cmp.Compare(a.From, b.From)) })
		return []diplo.Office{last.Office}
	}
	slices.SortStableFunc(out, func(a, b diplo.Office) int {
		return cmp.Or(cmp.Compare(rank(a.Kind), rank(b.Kind)), compareBool(headline[b.Of.ID], headline[a.Of.ID]),
			cmp.Compare(held(&b, on), held(&a, on)), cmp.Compare(b.From, a.From))
	})
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// career is all offices of a person in the order of their beginnings.
func (g *Gazetteer) career(person diplo.ID) []office {
	p := g.person(person)
	if p == nil {
		return nil
	}
	id := diplo.ID("person:" + p.ID)
	lo, found := slices.BinarySearchFunc(g.offices, id, func(o office, id diplo.ID) int { return cmp.Compare(o.Holder, id) })
	if !found {
		return nil
	}
	hi := lo
	for hi < len(g.offices) && g.offices[hi].Holder == id {
		hi++
	}
	return g.offices[lo:hi]
}

// Holders are the offices of a kind that a state or organization had filled on the day, the surest first, then the
// latest begun; kind "" is any. Where one ends on the day the next begins, the successor comes first. Day "" asks for
// the newest known.
func (g *Gazetteer) Holders(of diplo.ID, kind string, on diplo.Date) []diplo.Office {
	var out []diplo.Office
	for _, i := range g.heldIn[of] {
		if o := &g.offices[i]; (kind == "" || o.is(kind)) && o.Covers(on) {
			out = append(out, o.Office)
		}
	}
	slices.SortStableFunc(out, func(a, b diplo.Office) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(held(&b, on), held(&a, on)), cmp.Compare(a.Holder, b.Holder))
	})
	return out
}

// Polity is the state or organization that a person acts for on the day, by the highest office held, and the confidence:
// 1 where the dates say so, less after the office's asof and for day "". A body that acts for another stands for that
// one: the European Commission for the European Union. The zero Ref and 0 if no office is known for the day.
func (g *Gazetteer) Polity(person diplo.ID, on diplo.Date) (diplo.Ref, float64) {
	offices := g.Offices(person, on)
	if len(offices) == 0 {
		return diplo.Ref{}, 0
	}
	o := &offices[0]
	confidence := held(o, on)
	if confidence == 0 { // the newest known, and over
		confidence = 0.3
	}
	return g.acting(o.Of), confidence
}

// acting is the entity whose act it is when r acts.
func (g *Gazetteer) acting(r diplo.Ref) diplo.Ref {
	for range 4 {
		o, ok := g.organizations[bare(r.ID)]
		if !ok || o.ActsAs == "" {
			return r
		}
		next, ok := g.refs[o.ActsAs]
		if !ok {
			return r
		}
		r = next
	}
	return r
}
