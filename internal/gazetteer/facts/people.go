package facts

import (
	"slices"
	"strings"
)

// PersonName is one way to call one person.
type PersonName struct {
	Key     string // pieces in the common spelling
	Surname bool   // a surname or a name used like one; else a full name
	Person  string // id without prefix
}

// PersonNames lists the ways in which every person may be called: full names and aliases, without middle names and
// initials, and surnames in the order of the person's country.
func (f Facts) PersonNames() []PersonName {
	states := make(map[string]map[string]bool)
	known := make(map[string]bool) // more than ambassadors: the news cuts their names down
	for _, o := range f.Offices {
		if states[o.Person] == nil {
			states[o.Person] = make(map[string]bool)
		}
		states[o.Person][o.Of] = true
		known[o.Person] = known[o.Person] || o.Kind != "ambassador"
	}
	var out []PersonName
	for _, p := range f.Persons {
		order := orderOf(states[p.ID], p.Name)
		seen := make(map[PersonName]bool)
		put := func(surname bool, pieces ...string) {
			if len(pieces) == 1 && functionWord[pieces[0]] {
				return
			}
			n := PersonName{strings.Join(pieces, " "), surname, p.ID}
			if len(pieces) > 0 && n.Key != "" && !seen[n] {
				seen[n] = true
				out = append(out, n)
			}
		}
		for _, name := range append([]string{p.Name}, p.Aliases...) {
			if bare := withoutHonour(name); bare != name && name != p.Name {
				name = bare
			}
			if name != p.Name && isSurnameOf(name, p.Name) {
				put(true, spelled(name)...)
				if full := spelledFully(name); len(full) > len(spelled(name)) { // "Abdallah II"
					put(false, full...)
				}
				continue
			}
			called(name, order, name == p.Name, known[p.ID], put)
		}
	}
	return out
}

// withoutHonour is a name without the titles before it, which texts set before any form of it: "King Salman".
func withoutHonour(name string) string {
	words := strings.Fields(name)
	for len(words) > 1 && honour[Key(words[0])] {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

var honour = set(`king queen prince princess crown sheikh shaikh sheik emir amir sultan lord lady baroness sir dame cardinal colonel general
	ayatollah sayyid president pm`)

// isSurnameOf reports whether an alias is the end of the name, without the given name ("al-Assad", "Thomas-Greenfield"),
// or one word and particles.
func isSurnameOf(alias, name string) bool {
	a, n := spelled(alias), spelled(name)
	if len(a) == 0 {
		return false
	}
	if slices.IndexFunc(a[:len(a)-1], func(p string) bool { return !particle[p] }) < 0 {
		return true
	}
	return len(a) < len(n) && slices.Equal(a, n[len(n)-len(a):])
}

// called puts the ways to use one name.
func called(name string, order nameOrder, isMain, cut bool, put func(surname bool, pieces ...string)) {
	all := spelledFully(name)
	pieces := spelled(name)
	switch len(pieces) {
	case 0:
		return
	case 1:
		if len(all) == 1 {
			put(true, pieces...)
		} else {
			put(false, all...)
		}
		return
	}
	put(false, all...)
	put(false, pieces...)
	if bare := withoutArticle(pieces); len(bare) > 1 && len(bare) < len(pieces) {
		put(false, bare...)
	}
	last := len(pieces) - 1
	if i := slices.IndexFunc(pieces, isPatronym); i > 0 && i < last {
		put(false, pieces[:i+2]...)
		if isMain {
			put(true, pieces[i:i+2]...)
			put(true, pieces[0]) // "Sheikh Tamim"
			putFamily(pieces[i+2:], put)
		}
		return
	}
	if cut && order != familyFirst && last >= 2 && !particle[pieces[1]] {
		tail := familyOf(pieces)
		if order != doubleSurname || last == 2 {
			put(false, append([]string{pieces[0]}, tail...)...)
		}
		if paternal := paternalSurname(name); order == doubleSurname && paternal != nil {
			put(false, append([]string{pieces[0]}, paternal...)...)
		}
	}
	if !isMain {
		return
	}
	switch order {
	case familyFirst:
		put(true, pieces[0])
	case givenUsed:
		put(true, pieces[0])
		putFamily(pieces[1:], put)
	case doubleSurname:
		if paternal := paternalSurname(name); paternal != nil {
			put(true, paternal...)
		}
		putFamily(pieces[1:], put)
	default:
		putFamily(pieces[1:], put)
	}
}

// paternalSurname is the last word but one of a name with given name and two surnames, which may be double ones
// themselves; nil for a shorter name.
func paternalSurname(name string) []string {
	words := strings.Fields(name)
	if len(words) < 3 {
		return nil
	}
	if k := Key(words[len(words)-2]); particle[k] || plainGivenName[Spelling(k)] {
		return nil
	}
	return spelled(words[len(words)-2])
}

// putFamily puts the family name that ends the pieces: with its particles, and bare.
func putFamily(pieces []string, put func(bool, ...string)) {
	if len(pieces) == 0 {
		return
	}
	tail := familyOf(append([]string{""}, pieces...))
	put(true, tail...)
	put(true, tail[len(tail)-1])
}

// familyOf is the last piece with the particles before it, never the first piece.
func familyOf(pieces []string) []string {
	i := len(pieces) - 1
	for i > 1 && particle[pieces[i-1]] {
		i--
	}
	return slices.Clone(pieces[i:])
}

// spelledFully is spelled with the initials.
func spelledFully(name string) []string {
	var out []string
	for _, p := range Fold(nil, name) {
		out = append(out, Spelling(p.Key))
	}
	return out
}

func withoutArticle(pieces []string) []string {
	return slices.DeleteFunc(slices.Clone(pieces), func(p string) bool { return p == "al" })
}

func isPatronym(piece string) bool {
	return piece == "bin" || piece == "bint" || piece == "ibn" || piece == "ben"
}

var particle = set("al el de da do dos das del della di van von der den ter la le du des bin ibn ould abu st saint mac abdul")

// nameOrder is how the names of a country are cut down in the news.
type nameOrder int

const (
	familyLast    nameOrder = iota
	familyFirst             // Xi Jinping: Xi
	givenUsed               // Abiy Ahmed: Abiy
	doubleSurname           // Pedro Sánchez Pérez-Castejón: Sánchez
)

// orderOf tells the order by the states that a person served, and by the name: Western given names stand first anywhere.
func orderOf(states map[string]bool, name string) nameOrder {
	any := func(ids string) bool {
		for _, id := range strings.Fields(ids) {
			if states[id] {
				return true
			}
		}
		return false
	}
	switch {
	case any("CN KP KR TW HK MO"):
		first, _, _ := strings.Cut(name, " ")
		if _, western := givenNames[Key(first)]; !western {
			return familyFirst
		}
	case any("VN ET ER TH MY ID BN MM LA KH IS SO MN LK TL"):
		return givenUsed
	case any("ES MX AR CL CO PE VE EC BO PY UY CU DO GT HN SV NI CR PA GQ"):
		return doubleSurname
	}
	return familyLast
}

// Particle reports whether a folded piece is a particle of names ("al", "bin", "de"), which may have a small letter.
func Particle(key string) bool { return particle[key] || key == "el" }
