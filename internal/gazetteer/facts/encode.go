package facts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Tables are facts in the form in which they are searched: text, one row a line, fields parted by tabs.
type Tables struct {
	States, Organizations, Conflicts string // JSON lines, in the order of the facts

	Persons string // id, name, wikidata, aliases parted by |, former ids parted by |; sorted by id
	Offices string // person, title, kind, also, of, from, to, asof, source; sorted by person, then from
	Names   string // key, shape, class, id, kind, flags (w weak, a ambiguous)
	People  string // key, P or S (full name, surname), ids of persons parted by spaces
}

// Encode writes facts as tables. The same facts give the same tables, byte for byte.
func Encode(f Facts) (Tables, error) {
	var t Tables
	var err error
	if t.States, err = jsonLines(f.States); err != nil {
		return Tables{}, err
	}
	if t.Organizations, err = jsonLines(f.Organizations); err != nil {
		return Tables{}, err
	}
	if t.Conflicts, err = jsonLines(f.Conflicts); err != nil {
		return Tables{}, err
	}
	var persons, offices strings.Builder
	for _, p := range f.Persons {
		fmt.Fprintf(&persons, "%s\t%s\t%s\t%s\t%s\n", p.ID, p.Name, p.Wikidata, strings.Join(p.Aliases, "|"), strings.Join(p.Former, "|"))
	}
	for _, o := range f.Offices {
		row := []string{o.Person, o.Title, o.Kind, o.Also, o.Of, string(o.From), string(o.To), string(o.AsOf), o.Source}
		offices.WriteString(strings.Join(row, "\t") + "\n")
	}
	t.Persons, t.Offices = persons.String(), offices.String()
	t.Names, t.People = nameLines(f.Readings()), peopleLines(f.PersonNames())
	return t, nil
}

// jsonLines writes rows as the JSON lines that [Rows.Read] reads.
func jsonLines[T any](rows []T) (string, error) {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, row := range rows {
		if err := e.Encode(row); err != nil {
			return "", fmt.Errorf("encode %T: %w", row, err)
		}
	}
	return b.String(), nil
}

// nameLines writes readings as sorted lines. A leading "the" is dropped, but from words that are no name without it.
func nameLines(readings []Reading) string {
	flags := make(map[string]string)
	owners := make(map[string]map[string]bool) // key+shape of names of actors to their ids
	for _, r := range readings {
		key, shape := keyAndShape(r.Name)
		if key == "" {
			continue
		}
		line := strings.Join([]string{key, shape, string(r.Class), r.ID, r.Kind}, "\t")
		f := flags[line]
		if r.Weak && !strings.Contains(f, "w") {
			f += "w"
		}
		if r.Ambiguous && !strings.Contains(f, "a") {
			f = "a" + f
		}
		flags[line] = f
		if r.ID != "" && r.Class != ClassCode {
			k := key + "\t" + shape
			if owners[k] == nil {
				owners[k] = make(map[string]bool)
			}
			owners[k][r.ID] = true
		}
	}
	lines := make([]string, 0, len(flags))
	for line, f := range flags {
		cut := strings.IndexByte(line, '\t')
		shape := line[:cut+1+strings.IndexByte(line[cut+1:], '\t')]
		if len(owners[shape]) > 1 && !strings.Contains(f, "a") && !strings.Contains(line, "\tCODE\t") {
			f = "a" + f
		}
		lines = append(lines, line+"\t"+f+"\n")
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// keyAndShape is the key of a name and the shape of each of its pieces.
func keyAndShape(name string) (key, shape string) {
	pieces := Fold(nil, name)
	if len(pieces) > 1 && pieces[0].Key == "the" && !(len(pieces) == 2 && needsThe[pieces[1].Key]) {
		pieces = pieces[1:]
	}
	var k, s strings.Builder
	for i, p := range pieces {
		if i > 0 {
			k.WriteByte(' ')
		}
		k.WriteString(p.Key)
		if p.Key == "the" {
			p.Shape = Lower
		}
		s.WriteByte(byte(p.Shape))
	}
	return k.String(), s.String()
}

// needsThe are words that are no names without the article.
var needsThe = keys("states", "rock", "commonwealth", "quad", "beltway", "beehive", "emirates", "istana")

func peopleLines(names []PersonName) string {
	bearers := make(map[string][]string)
	for _, n := range names {
		k := n.Key + "\tP"
		if n.Surname {
			k = n.Key + "\tS"
		}
		bearers[k] = append(bearers[k], n.Person)
	}
	lines := make([]string, 0, len(bearers))
	for k, ids := range bearers {
		slices.Sort(ids)
		lines = append(lines, k+"\t"+strings.Join(slices.Compact(ids), " ")+"\n")
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}
