package extract

import (
	"slices"
	"sort"

	"github.com/demarche/demarche/internal/diplo"
)

// findDisputes lists the conflicts that the document names or describes: "the war between X and Y", "the X-Y conflict".
func findDisputes(a *analysis) {
	for s := range a.read {
		r := &reader{a: a, s: s}
		for u := range s.tree {
			if ref := r.disputeAt(u); ref.ID != "" {
				a.disputes = append(a.disputes, dispute{ref: ref, sentence: s.index, unit: u})
			}
		}
	}
}

// findProtagonists counts whom the document speaks of.
func findProtagonists(a *analysis) {
	count := map[diplo.ID]int{}
	refs := map[diplo.ID]diplo.Ref{}
	total := 0
	for _, s := range a.sentences {
		for _, m := range s.mentions {
			for _, ref := range m.refs {
				if p := a.polityOf(actor{ref: ref}); p.ID != "" && m.kind != conflictName {
					count[p.ID]++
					refs[p.ID] = p
					total++
				}
			}
		}
	}
	var first, second diplo.ID
	for id, n := range count {
		switch {
		case first == "" || n > count[first] || n == count[first] && id < first:
			first, second = id, first
		case second == "" || n > count[second] || n == count[second] && id < second:
			second = id
		}
	}
	if second != "" && (count[first]+count[second])*10 >= total*7 {
		a.protagonists = []diplo.Ref{refs[first], refs[second]}
	}
}

// dispute is a conflict at its place in the document.
type dispute struct {
	ref            diplo.Ref
	sentence, unit int
}

// disputeAt is the conflict that the noun at u names; zero for none.
func (r *reader) disputeAt(u int) diplo.Ref {
	s := r.s
	if m := s.units[u].mention; m != nil {
		if m.kind == conflictName && len(m.refs) > 0 {
			return m.refs[0]
		}
		return diplo.Ref{}
	}
	if !r.a.rules.lexicon.In("conflict_noun", s.lemmas[u]) || s.tree[u].UPOS != "NOUN" && s.tree[u].UPOS != "PROPN" {
		return diplo.Ref{}
	}
	for _, k := range s.kids[u] {
		if s.preposition(k) == "between" {
			return r.conflictOf(r.actors(k, asDirect))
		}
	}
	pair := r.owners(u, asOwner, 0)
	for _, k := range s.kids[u] {
		if p := s.preposition(k); len(pair) == 1 && (p == "with" || p == "against") {
			pair = append(pair, r.actors(k, asDirect)...)
		}
	}
	return r.conflictOf(pair)
}

// conflictOf is the conflict between the polities of the first two actors.
func (r *reader) conflictOf(pair []actor) diplo.Ref {
	var ids []diplo.ID
	for _, x := range pair {
		p := r.a.polityOf(x)
		if (p.Kind == diplo.State || p.Kind == diplo.Organization) && (len(ids) == 0 || ids[0] != p.ID) {
			ids = append(ids, p.ID)
		}
	}
	if len(ids) < 2 {
		return diplo.Ref{}
	}
	return r.a.rules.gaz.ConflictBetween(ids[0], ids[1])
}

// atWar is the conflict of those who are said to be at war: "A and B are at war", "A is at war with B".
func (r *reader) atWar(u int) []actor {
	parties := append(r.agents(u), r.prepositional(u, "with", asDirect, nil)...)
	ref := r.conflictOf(parties)
	if ref.ID == "" {
		return nil
	}
	return []actor{{ref: ref, first: r.s.units[u].first, last: r.s.units[u].last, sentence: r.s}}
}

// dispute fills the conflict slot: the conflict named in the clause or sentence, that between the parties that the
// clause brings together, else the one the document spoke of last or speaks of first.
func (r *reader) dispute(u int, anywhere bool) []actor {
	s := r.s
	from := func(ref diplo.Ref, unit int) []actor {
		return []actor{{ref: ref, first: s.units[unit].first, last: s.units[unit].last, sentence: s}}
	}
	var nearest *dispute
	here := sort.Search(len(r.a.disputes), func(i int) bool { return r.a.disputes[i].sentence >= s.index })
	for i := here; i < len(r.a.disputes) && r.a.disputes[i].sentence == s.index; i++ {
		if d := &r.a.disputes[i]; nearest == nil || d.unit > u && nearest.unit < u {
			nearest = d
		}
	}
	if nearest != nil {
		return from(nearest.ref, nearest.unit)
	}
	for v := u + 1; v < len(s.units); v++ {
		if p := s.preposition(v); p == "between" || p == "with" || p == "of" {
			if ref := r.conflictOf(r.actors(v, asDirect)); ref.ID != "" {
				return from(ref, v)
			}
		}
	}
	own := r.agents(u)
	if k := r.object(u); k >= 0 {
		parties := append(r.owners(k, asOwner, 0), r.actors(k, asDirect)...)
		for _, g := range append(slices.Clone(s.kids[k]), s.kids[u]...) { // "a meeting of officials of X with Y"
			if s.preposition(g) == "with" {
				parties = append(parties, r.actors(g, asDirect)...)
			}
		}
		if ref := r.conflictOf(without(parties, own)); ref.ID != "" {
			return from(ref, k)
		}
	}
	var others []actor
	parties := map[diplo.ID]bool{}
	for v := range s.units {
		m := s.units[v].mention
		if m == nil || m.kind == organization && len(r.a.rules.gaz.Members(m.refs[0].ID)) > 0 || m.kind == outletName || m.kind == conflictName || m.kind == pronoun || s.preposition(v) == "in" || s.preposition(v) == "according to" {
			continue
		}
		for _, x := range r.fromMention(v, m) {
			if p := r.a.polityOf(x).ID; p != "" && !r.same(x, own) && !slices.ContainsFunc(own, func(o actor) bool { return r.a.polityOf(o).ID == p }) {
				others = append(others, x)
				parties[p] = true
			}
		}
	}
	if !anywhere && r.a.rules.lexicon.In("gathering", s.lemmas[max(0, r.object(u))]) {
		return nil // "hosted a conference on X" in a sentence that names Y
	}
	if ref := r.conflictOf(others); ref.ID != "" && len(parties) == 2 {
		return from(ref, u)
	}
	if !anywhere {
		return nil
	}
	if len(r.a.disputes) == 0 {
		return nil
	}
	return from(r.a.disputes[max(0, here-1)].ref, u)
}
