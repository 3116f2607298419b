package diplo_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func TestChanges(t *testing.T) {
	when := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC)
	is := func(id diplo.ID, evidence ...diplo.ID) diplo.Statement {
		return diplo.Statement{ID: id, Evidence: evidence}
	}
	gone := func(s diplo.Statement) diplo.Statement { s.RetractedAt = &when; return s }
	list := func(s ...diplo.Statement) []diplo.Statement { return s }
	for name, c := range map[string]struct {
		before, after []diplo.Statement
		want          []diplo.Change
		heirs         map[diplo.ID]diplo.ID
	}{
		"nothing":                 {list(is("s", "1")), list(is("s", "1")), nil, nil},
		"new":                     {nil, list(is("t", "2"), is("s", "1")), []diplo.Change{{Kind: diplo.Added, Statement: "s"}, {Kind: diplo.Added, Statement: "t"}}, nil},
		"more said":               {list(is("s", "1")), list(is("s", "1", "2")), []diplo.Change{{Kind: diplo.MoreSaid, Statement: "s"}}, nil},
		"less said":               {list(is("s", "1", "2")), list(is("s", "1")), []diplo.Change{{Kind: diplo.MoreSaid, Statement: "s"}}, nil},
		"superseded":              {list(is("s", "1")), list(is("r", "0", "1")), []diplo.Change{{Kind: diplo.Added, Statement: "r"}, {Kind: diplo.Superseded, Statement: "s", Successor: "r"}}, map[diplo.ID]diplo.ID{"s": "r"}},
		"by most of it":           {list(is("s", "1", "2", "3")), list(is("a", "1"), is("b", "2", "3")), []diplo.Change{{Kind: diplo.Added, Statement: "a"}, {Kind: diplo.Added, Statement: "b"}, {Kind: diplo.Superseded, Statement: "s", Successor: "b"}}, map[diplo.ID]diplo.ID{"s": "b"}},
		"of equals by the lesser": {list(is("s", "1", "2")), list(is("b", "2"), is("a", "1")), []diplo.Change{{Kind: diplo.Added, Statement: "a"}, {Kind: diplo.Added, Statement: "b"}, {Kind: diplo.Superseded, Statement: "s", Successor: "a"}}, map[diplo.ID]diplo.ID{"s": "a"}},
		"retracted":               {list(is("s", "1")), list(gone(is("s", "1"))), []diplo.Change{{Kind: diplo.RetractedBy, Statement: "s"}}, nil},
		"retracted, gone, with an heir that was retracted too": {list(is("s", "1")), list(gone(is("r", "0", "1"))), []diplo.Change{{Kind: diplo.RetractedBy, Statement: "s"}}, map[diplo.ID]diplo.ID{"s": "r"}},
		"gone without heirs":                   {list(is("s", "1")), nil, []diplo.Change{{Kind: diplo.RetractedBy, Statement: "s"}}, nil},
		"part retracted, part elsewhere":       {list(is("s", "1", "2")), list(gone(is("s", "1")), is("r", "2")), []diplo.Change{{Kind: diplo.Added, Statement: "r"}, {Kind: diplo.Superseded, Statement: "s", Successor: "r"}}, map[diplo.ID]diplo.ID{"s": "r"}},
		"what was retracted vanishes unlogged": {list(gone(is("s", "1"))), list(gone(is("r", "0", "1"))), nil, map[diplo.ID]diplo.ID{"s": "r"}},
		"what was retracted stays unlogged":    {list(gone(is("s", "1"))), list(gone(is("s", "1"))), nil, nil},
		"back in force":                        {list(gone(is("s", "1"))), list(is("s", "2")), []diplo.Change{{Kind: diplo.Added, Statement: "s"}}, nil},
	} {
		if diff := cmp.Diff(c.want, diplo.Changes(c.before, c.after)); diff != "" {
			t.Errorf("%s: Changes (-want +got):\n%s", name, diff)
		}
		if got := diplo.Successors(c.before, c.after); !maps.Equal(got, c.heirs) {
			t.Errorf("%s: Successors: %v, want %v", name, got, c.heirs)
		}
	}
}

// Whoever follows the changes knows what is in force, and every id that a reader may hold leads to where its evidence is.
func TestChangesAreEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var es []diplo.Evidence
		var before []diplo.Statement
		known, next := map[diplo.ID]bool{}, map[diplo.ID]diplo.ID{}
		for range 3 {
			es = append(es, someEvidence(t, "more")...)
			after := diplo.Fold(es, diplo.Identity{})
			for _, c := range diplo.Changes(before, after) {
				known[c.Statement] = c.Kind == diplo.Added || c.Kind == diplo.MoreSaid
			}
			stands, held := map[diplo.ID]bool{}, map[diplo.ID]bool{}
			for _, s := range after {
				stands[s.ID] = true
				for _, e := range s.Evidence {
					held[e] = true
				}
				if known[s.ID] != (s.RetractedAt == nil) {
					t.Fatalf("%s: in force %t, by the changes %t", s.ID, s.RetractedAt == nil, known[s.ID])
				}
			}
			heirs := diplo.Successors(before, after)
			for _, id := range slices.Collect(maps.Values(heirs)) {
				if !stands[id] {
					t.Fatalf("an id leads to %s, which does not stand", id)
				}
				delete(next, id)
			}
			maps.Copy(next, heirs)
			for _, s := range before {
				if !stands[s.ID] && next[s.ID] == "" && slices.ContainsFunc(s.Evidence, func(e diplo.ID) bool { return held[e] }) {
					t.Fatalf("%s stood and leads nowhere, though its evidence is held", s.ID)
				}
			}
			before = after
		}
	})
}
