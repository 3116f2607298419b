package llm

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/text"
)

// cast is who a document names: those of the gazetteer that its words may mean, and what the answers say of persons.
type cast struct {
	names  *gazetteer.Gazetteer
	on     diplo.Date
	whole  flat
	named  map[diplo.ID]bool
	full   map[string]string    // a surname alone -> the one full name in the answers that ends in it, "" for several
	serves map[string]diplo.Ref // a full name of the answers' persons -> whom the person serves, zero if they don't say
}

func newCast(names *gazetteer.Gazetteer, on diplo.Date, d text.Doc, whole flat, answers []taken) *cast {
	c := &cast{names: names, on: on, whole: whole, named: map[diplo.ID]bool{}, full: map[string]string{}, serves: map[string]diplo.Ref{}}
	c.readNames(d)
	var persons []party
	for _, t := range answers {
		for _, p := range []party{t.Subject, t.Object} {
			if p.Kind == diplo.Person.Lower() {
				p.Name = squeeze(p.Name)
				persons = append(persons, p)
			}
		}
	}
	for _, p := range persons {
		if i := strings.LastIndexByte(p.Name, ' '); i > 0 {
			last := p.Name[i+1:]
			if other, seen := c.full[last]; seen && other != p.Name {
				c.full[last] = ""
			} else {
				c.full[last] = p.Name
			}
		}
	}
	for _, p := range persons {
		name := c.fullName(p.Name)
		if c.serves[name].ID != "" {
			continue
		}
		c.serves[name] = diplo.Ref{}
		if found, reason := c.polity(diplo.State, squeeze(p.ActsFor)); reason == "" {
			c.serves[name] = found.ref
		}
	}
	return c
}

// readNames notes every entity that the words of the document may mean.
func (c *cast) readNames(d text.Doc) {
	surnames := map[string]bool{}
	for _, s := range d.Sentences {
		words := make([]string, len(s.Tokens))
		for i, t := range s.Tokens {
			words[i] = t.Text
		}
		for i := range words {
			for _, e := range c.names.Longest(words[i:]) {
				if e.Ref.ID != "" {
					c.named[organ(e.Ref).ID] = true
					c.named[e.Ref.ID] = true
				}
				if e.Class == gazetteer.Surname {
					surnames[strings.Join(words[i:i+e.Words], " ")] = true
				}
			}
		}
	}
	for surname := range surnames {
		for _, p := range c.names.Persons(surname, c.on) {
			c.named[p.ID] = true
		}
	}
}

// organ is the organization that an organ of it acts for, else the entity itself.
func organ(ref diplo.Ref) diplo.Ref {
	if ref.ID == "org:UNSC" || ref.ID == "org:UNGA" {
		return diplo.Ref{ID: "org:UN", Kind: diplo.Organization, Name: "United Nations"}
	}
	return ref
}

// found is an actor with the polity it acts for and how sure that is.
type found struct {
	ref, polity diplo.Ref
	confidence  float64
}

// resolve is who a party is; "" for no reason against it.
func (c *cast) resolve(p party) (found, Reason) {
	name := squeeze(p.Name)
	switch kind := diplo.Kind(strings.ToUpper(p.Kind)); kind {
	case diplo.Person:
		return c.person(name)
	case diplo.State, diplo.Organization:
		return c.polity(kind, name)
	case diplo.Conflict:
		return c.conflict(name)
	}
	return found{}, UnknownKind
}

// polity is the state or organization of a name, the claimed kind first. One that the gazetteer does not know can only be
// an organization.
func (c *cast) polity(kind diplo.Kind, name string) (found, Reason) {
	var best gazetteer.Match
	for _, m := range c.names.Resolve(name, c.on) {
		if m.Kind == kind || best.ID == "" && (m.Kind == diplo.State || m.Kind == diplo.Organization) {
			best = m
		}
		if m.Kind == kind {
			break
		}
	}
	switch ref := organ(best.Ref); {
	case best.ID == "" && kind == diplo.State, best.ID == "" && !properName(name):
		return found{}, UnknownActor
	case best.ID == "" && c.whole.has(name):
		ref = gazetteer.UnknownOrganization(name)
		return found{ref, ref, 1}, ""
	case best.ID != "" && c.mentions(ref, name):
		return found{ref, ref, best.Confidence}, ""
	}
	return found{}, ActorNotInText
}

// mentions reports whether the document names an entity of the gazetteer, by any of its names or by this one.
func (c *cast) mentions(ref diplo.Ref, name string) bool {
	return c.named[ref.ID] || c.whole.has(name) || c.whole.has(ref.Name)
}

// person is the person of a name: one of the gazetteer, or one made from the name as the document gives it.
func (c *cast) person(name string) (found, Reason) {
	name = c.fullName(name)
	state := c.serves[name]
	var best gazetteer.Match
	for _, m := range c.names.Resolve(name, c.on) {
		if m.Kind == diplo.Person && (strings.Contains(name, " ") || c.fits(m, state)) {
			best = m
			break
		}
	}
	switch {
	case best.ID != "" && c.mentions(best.Ref, name):
		if state.ID == "" {
			state, _ = c.names.Polity(best.ID, c.on)
		}
		return found{best.Ref, state, best.Confidence}, ""
	case best.ID != "":
		return found{}, ActorNotInText
	case !properName(name) || !properName(name[strings.LastIndexByte(name, ' ')+1:]) || c.isPolity(name):
		return found{}, UnknownActor
	case !c.whole.has(name):
		return found{}, ActorNotInText
	}
	key := ""
	if state.Kind == diplo.State {
		key = strings.TrimPrefix(string(state.ID), "state:")
	}
	return found{gazetteer.UnknownPerson(name, key), state, 1}, ""
}

// fits reports whether a bare surname may mean this bearer of it: one who serves the state that the document has him
// serve, or without one a leader whom the surname alone calls to mind.
func (c *cast) fits(m gazetteer.Match, state diplo.Ref) bool {
	if state.ID != "" {
		p, _ := c.names.Polity(m.ID, c.on)
		return p.ID == state.ID
	}
	return m.Confidence >= 0.5 && m.Office != nil
}

// isPolity reports whether a name is that of a state or organization: nobody's name, whatever the model says.
func (c *cast) isPolity(name string) bool {
	return slices.ContainsFunc(c.names.Resolve(name, c.on), func(m gazetteer.Match) bool { return m.Kind != diplo.Person })
}

// fullName is the full name that the answers have for a surname alone, else the name itself.
func (c *cast) fullName(name string) string { return cmp.Or(c.full[name], name) }

// conflict is the conflict of a name. Of one in the gazetteer the document must name a party, of any other both.
func (c *cast) conflict(name string) (found, Reason) {
	for _, m := range c.names.Resolve(name, c.on) {
		if m.Kind != diplo.Conflict {
			continue
		}
		_, known := c.names.Entity(m.ID)
		parties, there := c.parties(m.ID), 0
		for _, p := range parties {
			if c.named[p.ID] || c.whole.has(p.Name) {
				there++
			}
		}
		if c.named[m.ID] || known && there > 0 || there > 0 && there == len(parties) {
			return found{ref: m.Ref, confidence: m.Confidence}, ""
		}
		return found{}, ActorNotInText
	}
	return found{}, UnknownActor
}

// parties are those of a conflict: the gazetteer's, or those that an id made for a pair names.
func (c *cast) parties(conflict diplo.ID) []diplo.Ref {
	if e, ok := c.names.Entity(conflict); ok {
		return e.Parties
	}
	var out []diplo.Ref
	for key := range strings.SplitSeq(strings.TrimPrefix(string(conflict), "conflict:"), "+") {
		for _, prefix := range []diplo.ID{"state:", "org:"} {
			if e, ok := c.names.Entity(prefix + diplo.ID(key)); ok {
				out = append(out, e.Ref)
				break
			}
		}
	}
	return out
}

// speaker is the step of an attribution chain for a speaker, and whom he speaks for. One who is neither in the gazetteer
// nor an actor of the answers ("officials") has a name and no entity; nil if the document does not name him at all.
func (c *cast) speaker(name string) []diplo.Attribution {
	kind := diplo.Person
	if c.isPolity(name) {
		kind = diplo.State
	}
	who, reason := c.resolve(party{Kind: kind.Lower(), Name: name})
	_, listed := c.serves[c.fullName(name)]
	switch {
	case reason == "" && (who.ref.ID.Known() || listed):
		chain := []diplo.Attribution{{Role: diplo.Speaker, Name: who.ref.Name, Entity: who.ref.ID}}
		if who.polity.ID != "" && who.polity.ID != who.ref.ID {
			chain = append(chain, diplo.Attribution{Role: diplo.OnBehalfOf, Name: who.polity.Name, Entity: who.polity.ID})
		}
		return chain
	case c.whole.has(name):
		return []diplo.Attribution{{Role: diplo.Speaker, Name: name}}
	}
	return nil
}

// profiles are the entities that evidence names, by id.
func (c *cast) profiles(all []diplo.Evidence) []diplo.Entity {
	refs := map[diplo.ID]diplo.Ref{}
	note := func(more ...diplo.Ref) {
		for _, ref := range more {
			if ref.ID != "" {
				refs[ref.ID] = ref
			}
		}
	}
	for _, e := range all {
		note(e.Subject.Ref, e.Object.Ref, e.Subject.Polity, e.Object.Polity)
		for _, a := range e.Attribution {
			note(diplo.Ref{ID: a.Entity, Kind: a.Entity.Kind(), Name: a.Name})
		}
		if e.Object.Kind == diplo.Conflict {
			note(c.parties(e.Object.ID)...)
		}
	}
	out := make([]diplo.Entity, 0, len(refs))
	for id, ref := range refs {
		profile, known := c.names.Entity(id)
		if !known {
			profile = diplo.Entity{Ref: ref}
			if ref.Kind == diplo.Conflict {
				profile.Parties = c.parties(id)
			}
		}
		out = append(out, profile)
	}
	return eachOnce(out)
}

// properName reports whether words look like a name: a letter and no small one at the start, not too long.
func properName(words string) bool {
	if len(words) > 100 || !strings.ContainsFunc(words, unicode.IsLetter) {
		return false
	}
	for _, first := range words {
		return !unicode.IsLower(first)
	}
	return false
}
