package diplo_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func TestIDs(t *testing.T) {
	for id, want := range map[diplo.ID]diplo.Kind{
		"person:vladimir-putin": diplo.Person, "state:RU": diplo.State, "org:UN": diplo.Organization, "conflict:ET+SO": diplo.Conflict,
		"document:x": "", "state": diplo.State, "": "", "STATE:RU": "",
	} {
		if got := id.Kind(); got != want {
			t.Errorf("%q is of kind %q, want %q", id, got, want)
		}
	}
	for id, want := range map[diplo.ID]bool{"person:vladimir-putin": true, "person:~jan-novak.CZ": false, "": false, "org:a~b": true} {
		if got := id.Known(); got != want {
			t.Errorf("Known(%q) = %t", id, got)
		}
	}
	if diplo.Organization.Lower() != "organization" || diplo.Organization.Label() != "Organization" || diplo.Kind("").Label() != "" {
		t.Errorf("forms of a kind: %q %q", diplo.Organization.Lower(), diplo.Organization.Label())
	}
}

func TestOffices(t *testing.T) {
	o := diplo.Office{Kind: "foreign_minister", From: "2020-01-01", To: "2021-12-31"}
	for day, want := range map[diplo.Date]bool{"2019-12-31": false, "2020-01-01": true, "2021-12-31": true, "2022-01-01": false, "": false} {
		if o.Covers(day) != want {
			t.Errorf("Covers(%q) = %t", day, !want)
		}
	}
	open := diplo.Office{Kind: "envoy"}
	if !open.Covers("") || !open.Covers("1900-01-01") || open.Leads() || !o.Leads() {
		t.Error("an office without dates is held on any day; an envoy does not lead, a foreign minister does")
	}
	if (diplo.Entity{Offices: []diplo.Office{open}}).IsLeader() || !(diplo.Entity{Offices: []diplo.Office{open, o}}).IsLeader() {
		t.Error("one office that leads makes a leader")
	}
}

func TestMergeProfiles(t *testing.T) {
	early, late := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 2, 1, 0, 0, 0, 0, time.UTC)
	ref := func(name string) diplo.Ref { return diplo.Ref{ID: "person:x", Kind: diplo.Person, Name: name} }
	fm, pm := diplo.Office{Title: "foreign minister", From: "2020-01-01"}, diplo.Office{Title: "prime minister", From: "2022-01-01"}
	un, eu := diplo.Ref{ID: "org:UN"}, diplo.Ref{ID: "org:EU"}
	got := diplo.MergeProfiles(
		diplo.Entity{Ref: ref("A. Berg"), Aliases: []string{"Berg", "Anna Berg"}, Codes: diplo.Codes{ISO2: "B", COW: "Z"}, Offices: []diplo.Office{pm}, MemberOf: []diplo.Ref{un}, RecordedAt: late},
		diplo.Entity{Ref: ref("Anna Berg"), Aliases: []string{"Berg"}, Codes: diplo.Codes{ISO2: "A"}, Offices: []diplo.Office{fm, pm}, MemberOf: []diplo.Ref{eu, un}, Parent: "conflict:p", RecordedAt: early})
	want := diplo.Entity{Ref: ref("Anna Berg"), Aliases: []string{"A. Berg", "Berg"}, Codes: diplo.Codes{ISO2: "A", COW: "Z"},
		Offices: []diplo.Office{fm, pm}, MemberOf: []diplo.Ref{eu, un}, Parent: "conflict:p", RecordedAt: early}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestMergeProfilesIsAnUnion(t *testing.T) {
	profile := rapid.Custom(func(t *rapid.T) diplo.Entity {
		name := rapid.SampledFrom([]string{"", "A", "B", "Ab", "Ba"})
		ref := rapid.Custom(func(t *rapid.T) diplo.Ref { return diplo.Ref{ID: diplo.ID(name.Draw(t, "id"))} })
		return diplo.Entity{
			Ref:     diplo.Ref{ID: "state:X", Kind: diplo.State, Name: name.Draw(t, "name")},
			Aliases: rapid.SliceOfN(name, 0, 3).Draw(t, "aliases"),
			Codes:   diplo.Codes{ISO2: name.Draw(t, "iso2"), Wikidata: name.Draw(t, "wikidata")},
			Offices: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) diplo.Office {
				return diplo.Office{Title: name.Draw(t, "title"), Of: ref.Draw(t, "of"), Source: name.Draw(t, "source")}
			}), 0, 3).Draw(t, "offices"),
			MemberOf:   rapid.SliceOfN(ref, 0, 3).Draw(t, "memberOf"),
			Parties:    rapid.SliceOfN(ref, 0, 3).Draw(t, "parties"),
			Parent:     diplo.ID(name.Draw(t, "parent")),
			RecordedAt: rapid.SampledFrom([]time.Time{{}, time.Unix(1, 0), time.Unix(2, 0)}).Draw(t, "recorded"),
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := profile.Draw(t, "a"), profile.Draw(t, "b"), profile.Draw(t, "c")
		ab := diplo.MergeProfiles(a, b)
		for law, pair := range map[string][2]diplo.Entity{
			"commutative": {ab, diplo.MergeProfiles(b, a)},
			"associative": {diplo.MergeProfiles(ab, c), diplo.MergeProfiles(a, diplo.MergeProfiles(b, c))},
			"idempotent":  {diplo.MergeProfiles(ab, ab), ab},
			"absorbing":   {diplo.MergeProfiles(ab, a), ab},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Errorf("not %s:\n%s", law, diff)
			}
		}
	})
}

func TestEntityValidate(t *testing.T) {
	good := diplo.Entity{Ref: diplo.Ref{ID: "state:RU", Kind: diplo.State, Name: "Russia"}}
	if err := good.Validate(); err != nil {
		t.Error(err)
	}
	for name, edit := range map[string]func(*diplo.Entity){
		"no kind":      func(e *diplo.Entity) { e.Kind = "" },
		"another kind": func(e *diplo.Entity) { e.Kind = diplo.Person },
		"no id":        func(e *diplo.Entity) { e.ID = "" },
		"no name":      func(e *diplo.Entity) { e.Name = "" },
		"not UTF-8":    func(e *diplo.Entity) { e.Aliases = []string{"\xff"} },
	} {
		e := good
		edit(&e)
		if err := e.Validate(); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
}
