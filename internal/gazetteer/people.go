package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// PersonMatch is a bearer of a surname.
type PersonMatch struct {
	diplo.Ref
	Confidence float64       // that the bare surname means this person, among the bearers known; (0, 1]
	Office     *diplo.Office // the highest office on the day, else the last before, else the first after; nil if none
	Weak       bool          // the surname is an ordinary English word or a given name: other signs are needed
}

// Persons are the bearers of a surname, or of a name used like one ("Abiy"), the likeliest first: who holds a high office
// on the day, then who left one lately. The spelling may be any usual transliteration. Day "" asks for the newest known.
func (g *Gazetteer) Persons(surname string, on diplo.Date) []PersonMatch {
	pieces := facts.Fold(nil, surname)
	if len(pieces) == 0 {
		return nil
	}
	key := spelling(pieces)
	var bearers []bearer
	total := 0.0
	for _, id := range g.bearersOf(key) {
		b := g.weigh(id, pieces, on)
		bearers, total = append(bearers, b), total+b.weight
	}
	slices.SortStableFunc(bearers, func(a, b bearer) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.ID, b.ID)) })
	var out []PersonMatch
	for _, b := range bearers {
		b.Confidence = b.nearness * b.weight / total
		b.Weak = facts.OrdinaryName(key)
		out = append(out, b.PersonMatch)
	}
	return out
}

// bearersOf are the ids of the persons with a surname in the common spelling, each once.
func (g *Gazetteer) bearersOf(key string) []string {
	var ids []string
	for _, x := range g.people {
		x.find(key, func(rest string) {
			if list, isSurname := strings.CutPrefix(rest, "S\t"); isSurname {
				for id := range strings.SplitSeq(list, " ") {
					if !slices.Contains(ids, id) {
						ids = append(ids, id)
					}
				}
			}
		})
	}
	return ids
}

// bearer is a person weighed for a day.
type bearer struct {
	PersonMatch
	weight   float64 // for ranking and for shares
	nearness float64 // of the office to the day, 1 when held for certain
}

// weigh finds the office that speaks most for a person on a day, and how much it does. A name spelled otherwise than the
// person's own counts a little less.
func (g *Gazetteer) weigh(id string, name []facts.Piece, on diplo.Date) bearer {
	ref, _ := g.ref(diplo.ID("person:" + id))
	b := bearer{PersonMatch: PersonMatch{Ref: ref}, weight: 0.001, nearness: 0.5}
	for _, o := range g.career(ref.ID) {
		n := near(&o.Office, on)
		if w := n * n * prominence(&o); b.Office == nil || w > b.weight {
			b.Office, b.weight, b.nearness = &o.Office, w, max(n, 0.5)
		}
	}
	last := name[len(name)-1].Key
	if !slices.ContainsFunc(facts.Fold(nil, ref.Name), func(p facts.Piece) bool { return p.Key == last }) {
		b.weight *= 0.6
	}
	return b
}

// near is how well an office fits a day: the confidence that it is held, or less with the years since it ended or until it
// begins.
func near(o *diplo.Office, on diplo.Date) float64 {
	if on == "" {
		on = newest
	}
	if h := held(o, on); h > 0 {
		return h
	}
	if o.To != "" && o.To < on {
		return 0.6 / (1 + float64(max(0, o.To.DaysUntil(on)))/1000)
	}
	return 0.3 / (1 + float64(max(0, on.DaysUntil(o.From)))/365)
}

// prominence is how likely the news calls an office's holder by the bare surname.
func prominence(o *office) float64 {
	w := 1 / (1 + 0.3*float64(rank(o.Kind)))
	if headline[o.Of.ID] {
		w *= 3
	}
	return w
}

// headline are the actors whose officers English news names most.
var headline = map[diplo.ID]bool{"state:US": true, "state:RU": true, "state:CN": true, "state:GB": true, "state:IL": true, "state:IR": true,
	"state:UA": true, "state:FR": true, "state:DE": true, "state:TR": true, "state:IN": true, "state:PK": true, "state:JP": true, "state:KP": true,
	"state:KR": true, "state:SA": true, "org:EU": true, "org:UN": true, "org:NATO": true}

// spelling joins pieces in the common spelling of personal names.
func spelling(pieces []facts.Piece) string {
	parts := make([]string, len(pieces))
	for i, p := range pieces {
		parts[i] = facts.Spelling(p.Key)
	}
	return strings.Join(parts, " ")
}
