package gazetteer

import (
	"slices"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

// The tables are searched in place, so they must be sorted and lead to what exists.
func TestEmbeddedTablesAreWhole(t *testing.T) {
	g := open(t)
	for name, table := range map[string]string{"names": namesTable, "people": peopleTable} {
		if !slices.IsSorted(strings.Split(strings.TrimSuffix(table, "\n"), "\n")) {
			t.Errorf("%s.tsv is not sorted", name)
		}
	}
	for line := range strings.Lines(namesTable) {
		f := strings.Split(line, "\t")
		if len(f) != 6 || len(f[1]) != strings.Count(f[0], " ")+1 {
			t.Fatalf("names.tsv: %q has %d fields and the shape %q", line, len(f), f[1])
		}
		if _, ok := g.ref(diplo.ID(f[3])); f[3] != "" && !ok {
			t.Errorf("names.tsv: %q leads nowhere", line)
		}
	}
	for line := range strings.Lines(peopleTable) {
		_, ids, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\tP\t")
		for id := range strings.SplitSeq(ids, " ") {
			if id != "" && g.person(diplo.ID("person:"+id)) == nil {
				t.Errorf("people.tsv: %q leads to nobody", line)
			}
		}
	}
	for _, o := range g.offices {
		if g.person(o.Holder) == nil || o.Of.ID == "" {
			t.Errorf("office %+v has no holder or no state", o.Office)
		}
		if o.From != "" && o.To != "" && o.To < o.From {
			t.Errorf("office %+v ends before it begins", o.Office)
		}
		if strings.Contains(o.Source, "oda") {
			t.Errorf("office %+v is of a share-alike source", o.Office)
		}
	}
	for id := range g.former {
		if g.person(diplo.ID("person:"+id)) == nil {
			t.Errorf("the merged id %s leads to nobody", id)
		}
	}
	for _, c := range g.conflicts {
		if _, ok := g.conflicts[c.Parent]; c.Parent != "" && !ok {
			t.Errorf("conflict %s has the unknown parent %s", c.ID, c.Parent)
		}
	}
}
