package gazetteer

import (
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// ConflictBetween is the enduring conflict of two actors: the one without a parent whose parties are exactly these,
// where there are several the one named by them, else one made for the pair: "conflict:ET+SO", named "Ethiopia–Somalia
// conflict". An id that the gazetteer does not know stands in the pair by its key. The order of a and b is not told.
func (g *Gazetteer) ConflictBetween(a, b diplo.ID) diplo.Ref {
	x, y := bare(a), bare(b)
	if y < x {
		x, y = y, x
	}
	name := facts.ConflictName(g.partyName(x), g.partyName(y))
	var best *facts.Conflict
	for _, c := range g.conflicts {
		exact := len(c.Parties) == 2
		if c.Parent != "" || !slices.Contains(c.Parties, x) || !slices.Contains(c.Parties, y) || !exact && c.Name != name {
			continue
		}
		if best == nil || c.Name == name && best.Name != name || (c.Name == name) == (best.Name == name) && c.ID < best.ID {
			best = &c
		}
	}
	if best != nil {
		return conflictRef(*best)
	}
	return diplo.Ref{ID: diplo.ID("conflict:" + x + "+" + y), Kind: diplo.Conflict, Name: name}
}

// partyName is the name of a bare id; the key itself if unknown, readable where it was made from a name.
func (g *Gazetteer) partyName(key string) string {
	if r, ok := g.refs[key]; ok {
		return r.Name
	}
	return strings.ReplaceAll(strings.TrimPrefix(key, "~"), "-", " ")
}

// betweenTwo reads a conflict named by its parties at the beginning of words: "Iran - Israel war", "conflict between
// Ethiopia and Somalia". n is its length in words, 0 if there is none.
func (g *Gazetteer) betweenTwo(words []string) (conflict diplo.Ref, n int) {
	noun := len(words) > 2 && isConflictNoun(words[0]) && strings.EqualFold(words[1], "between")
	at := 0
	if noun {
		at = 2
	}
	a, n := g.party(words[at:])
	if n == 0 {
		return diplo.Ref{}, 0
	}
	at += n
	if at < len(words) && (noun && strings.EqualFold(words[at], "and") || !noun && len(facts.Fold(nil, words[at])) == 0) {
		at++
	} else if noun {
		return diplo.Ref{}, 0
	}
	b, m := g.party(words[at:])
	at += m
	if m == 0 || a == b {
		return diplo.Ref{}, 0
	}
	if !noun {
		if at >= len(words) || !isConflictNoun(words[at]) {
			return diplo.Ref{}, 0
		}
		at++
	}
	return g.ConflictBetween(a, b), at
}

// party is the one state or organization that words begin with.
func (g *Gazetteer) party(words []string) (id diplo.ID, n int) {
	if len(words) > 1 && strings.EqualFold(words[0], "the") {
		id, n = g.party(words[1:])
		if n > 0 {
			n++
		}
		return id, n
	}
	for _, e := range g.longestNameOf(words) {
		if (e.Class == StateName || e.Class == Demonym || e.Class == Organization) && !e.Weak && e.Ref.ID != "" {
			if id != "" && id != e.Ref.ID {
				return "", 0
			}
			id, n = e.Ref.ID, e.Words
		}
	}
	return id, n
}

func isConflictNoun(word string) bool {
	return slices.Contains([]string{"conflict", "war", "dispute", "crisis", "hostilities", "fighting", "tensions", "standoff"}, strings.ToLower(word))
}
