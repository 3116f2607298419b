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
	var out []PersonMatch
	seen := make(map[string]bool)
	for _, x := range g.people {
		x.find(key, func(rest string) {
			ids, isSurname := strings.CutPrefix(rest, "S\t")
			if !isSurname {
				return
			}
			for id := range strings.SplitSeq(ids, " ") {
				if !seen[id] {
					seen[id] = true
					out = append(out, g.bearer(id, pieces, on))
				}
			}
		})
	}
	total := 0.0
	for _, m := range out {
		total += m.Confidence
	}
	for i := range out {
		out[i].Confidence *= out[i].Confidence / total
		out[i].Weak = facts.OrdinaryName(key)
	}
	slices.SortStableFunc(out, func(a, b PersonMatch) int {
		return cmp.Or(cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// bearer weighs one person: by the office, its nearness to the day, and whether the surname is spelled as usual.
func (g *Gazetteer) bearer(id string, surname []facts.Piece, on diplo.Date) PersonMatch {
	ref, _ := g.ref(diplo.ID("person:" + id))
	m := PersonMatch{Ref: ref, Confidence: 0.01}
	for _, o := range g.career(ref.ID) {
		if w := near(&o.Office, on) * prominence(&o); m.Office == nil || w > m.Confidence {
			m.Office, m.Confidence = &o.Office, w
		}
	}
	if last := surname[len(surname)-1].Key; !slices.ContainsFunc(facts.Fold(nil, ref.Name), func(p facts.Piece) bool { return p.Key == last }) {
		m.Confidence *= 0.8
	}
	return m
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
		return 0.5 / (1 + float64(o.To.DaysUntil(on))/365.25)
	}
	return 0.2 / (1 + float64(on.DaysUntil(o.From))/365.25)
}

// prominence is how likely the news calls an office's holder by the bare surname.
func prominence(o *office) float64 {
	w := 1 / (1 + 0.25*float64(rank(o.Kind)))
	if headline[o.Of.ID] {
		w *= 2
	}
	return w / 2
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
