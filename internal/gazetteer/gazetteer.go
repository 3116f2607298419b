package gazetteer

import (
	_ "embed"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer/facts"
)

var (
	//go:embed data/states.jsonl
	statesTable string
	//go:embed data/organizations.jsonl
	organizationsTable string
	//go:embed data/conflicts.jsonl
	conflictsTable string
	//go:embed data/persons.tsv
	personsTable string
	//go:embed data/offices.tsv
	officesTable string
	//go:embed data/names.tsv
	namesTable string
	//go:embed data/people.tsv
	peopleTable string
)

// Gazetteer answers who a name means on a day. It never changes after [Open] and is safe for concurrent use.
type Gazetteer struct {
	states        map[string]facts.State // by bare id, as are the next two
	organizations map[string]facts.Organization
	conflicts     map[string]facts.Conflict
	refs          map[string]diplo.Ref // states and organizations by bare id
	memberOf      map[string][]string  // bare id of a member to those of its organizations

	persons []facts.Person     // sorted by id
	former  map[string]string  // ids that were merged away, to what they became
	offices []office           // sorted by holder, then from
	heldIn  map[diplo.ID][]int // state or organization to indexes in offices

	names, people []index // the embedded one, and that of the overlays if there are any
}

// Open decodes the embedded data and lays the overlay files over it, in order. An overlay holds JSON lines, each with a
// "record": state, organization, conflict, office, or person for names alone; a state, organization or conflict of a
// known id is added to, a new one is new, and an office belongs to the person of its "person_id" or else to whoever has
// the name. Errors are of code BAD_USER_INPUT and name file and line.
func Open(overlays ...string) (*Gazetteer, error) {
	base, err := embedded()
	if err != nil {
		return nil, diplo.Errorf(diplo.Internal, "embedded gazetteer: %w", err)
	}
	var over facts.Rows
	for _, path := range overlays {
		if err := readOverlay(&over, path); err != nil {
			return nil, err
		}
	}
	g := &Gazetteer{names: []index{newIndex(namesTable)}, people: []index{newIndex(peopleTable)}}
	g.decodePersons(personsTable)
	rows := base
	if len(overlays) > 0 {
		rows = base.Overlay(over)
	}
	g.indexEntities(rows)
	g.decodeOffices(officesTable)
	if len(overlays) > 0 {
		if err := g.overlay(over); err != nil {
			return nil, err
		}
	}
	g.indexOffices()
	return g, nil
}

func embedded() (facts.Rows, error) {
	var rows facts.Rows
	for _, t := range []struct{ kind, text string }{
		{"state", statesTable}, {"organization", organizationsTable}, {"conflict", conflictsTable},
	} {
		if err := rows.Read(strings.NewReader(t.text), t.kind+"s.jsonl", t.kind); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

func readOverlay(over *facts.Rows, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return diplo.Errorf(diplo.BadInput, "gazetteer overlay: %w", err)
	}
	defer in.Close()
	return over.Read(in, filepath.Base(path), "")
}

func (g *Gazetteer) indexEntities(rows facts.Rows) {
	g.states, g.organizations = byID(rows.States, func(s facts.State) string { return s.ID }), byID(rows.Organizations, func(o facts.Organization) string { return o.ID })
	g.conflicts = byID(rows.Conflicts, func(c facts.Conflict) string { return c.ID })
	g.refs = make(map[string]diplo.Ref, len(g.states)+len(g.organizations))
	g.memberOf = make(map[string][]string)
	for _, o := range rows.Organizations {
		kind := diplo.Organization
		if o.EntityKind == "state" {
			kind = diplo.State
		}
		g.refs[o.ID] = diplo.Ref{ID: diplo.ID(o.EntityID()), Kind: kind, Name: o.Name}
		for _, m := range o.Members {
			g.memberOf[m] = append(g.memberOf[m], o.ID)
		}
	}
	for _, s := range rows.States {
		g.refs[s.ID] = diplo.Ref{ID: diplo.ID("state:" + s.ID), Kind: diplo.State, Name: s.Name}
	}
}

func byID[T any](rows []T, id func(T) string) map[string]T {
	m := make(map[string]T, len(rows))
	for _, row := range rows {
		m[id(row)] = row
	}
	return m
}

func (g *Gazetteer) decodePersons(table string) {
	g.persons = make([]facts.Person, 0, strings.Count(table, "\n"))
	g.former = make(map[string]string)
	for line := range strings.Lines(table) {
		var p facts.Person
		var aliases, former string
		fields(line, &p.ID, &p.Name, &p.Wikidata, &aliases, &former)
		if aliases != "" {
			p.Aliases = strings.Split(aliases, "|")
		}
		if former != "" {
			p.Former = strings.Split(former, "|")
			for _, id := range p.Former {
				g.former[id] = p.ID
			}
		}
		g.persons = append(g.persons, p)
	}
}

func (g *Gazetteer) decodeOffices(table string) {
	g.offices = make([]office, 0, strings.Count(table, "\n"))
	holder, id := "", diplo.ID("")
	for line := range strings.Lines(table) {
		var o facts.Office
		var from, to, asof string
		fields(line, &o.Person, &o.Title, &o.Kind, &o.Also, &o.Of, &from, &to, &asof, &o.Source)
		if o.Person != holder {
			holder, id = o.Person, diplo.ID("person:"+o.Person)
		}
		o.From, o.To, o.AsOf = diplo.Date(from), diplo.Date(to), diplo.Date(asof)
		g.addOffice(o, id)
	}
}

func (g *Gazetteer) addOffice(o facts.Office, holder diplo.ID) {
	g.offices = append(g.offices, office{diplo.Office{Holder: holder, Of: g.refs[o.Of], Title: o.Title, Kind: o.Kind,
		From: o.From, To: o.To, AsOf: o.AsOf, Source: o.Source}, o.Also})
}

// fields puts the tab-separated fields of a line into targets.
func fields(line string, targets ...*string) {
	line = strings.TrimSuffix(line, "\n")
	for _, t := range targets {
		*t, line, _ = strings.Cut(line, "\t")
	}
}

func (g *Gazetteer) indexOffices() {
	g.heldIn = make(map[diplo.ID][]int, len(g.refs))
	for i := range g.offices {
		of := g.offices[i].Of.ID
		g.heldIn[of] = append(g.heldIn[of], i)
	}
}

// person is the person of an id, also one that was merged away; nil if unknown.
func (g *Gazetteer) person(id diplo.ID) *facts.Person {
	key, ok := strings.CutPrefix(string(id), "person:")
	if !ok {
		return nil
	}
	if now, merged := g.former[key]; merged {
		key = now
	}
	i, found := slices.BinarySearchFunc(g.persons, key, func(p facts.Person, k string) int { return strings.Compare(p.ID, k) })
	if !found {
		return nil
	}
	return &g.persons[i]
}
