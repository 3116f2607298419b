package gazetteer

import (
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

// HolderNamed is who held an office of that kind on the day and bears the name in another form: with a second surname, the
// surname first, a letter spelled otherwise. All words of the shorter form must agree, and two at least. It is the
// zero Ref where nobody does, or more than one.
func (g *Gazetteer) HolderNamed(name string, of diplo.ID, kind string, on diplo.Date) diplo.Ref {
	want := nameKeys(name)
	var found diplo.Ref
	for _, o := range g.Holders(of, kind, on) {
		ref, ok := g.ref(o.Holder)
		if !ok || ref.ID == found.ID || !sameBearer(want, nameKeys(ref.Name)) {
			continue
		}
		if found.ID != "" {
			return diplo.Ref{}
		}
		found = ref
	}
	return found
}

// nameKeys are the words of a personal name as their transliterations have them in common, without particles and initials.
func nameKeys(name string) []string {
	var keys []string
	for _, p := range facts.Fold(nil, name) {
		if len(p.Key) > 1 && !facts.Particle(p.Key) {
			keys = append(keys, facts.Spelling(p.Key))
		}
	}
	return keys
}

func sameBearer(a, b []string) bool {
	shared, left := 0, slices.Clone(b)
	for _, w := range a {
		if i := slices.IndexFunc(left, func(x string) bool { return nearly(w, x) }); i >= 0 {
			shared, left = shared+1, slices.Delete(left, i, i+1)
		}
	}
	return shared >= 2 && shared == min(len(a), len(b))
}

// nearly reports whether two words are one, or differ by one letter put, dropped or exchanged in a word of four or more.
func nearly(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || len(b)-len(a) > 1 {
		return a == b
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i == len(a) || a[i:] == b[i+1:] || len(a) == len(b) && a[i+1:] == b[i+1:]
}
