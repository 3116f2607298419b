package diplo_test

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

// at is an evidence told by one document: a type and the day of the occasion, "" for none.
func at(what diplo.Type, day diplo.Date, edits ...func(*diplo.Evidence)) diplo.Evidence {
	info, _ := what.Info()
	e := diplo.Evidence{
		Basis: diplo.FromHand, Origin: "ada", Type: what, Modality: diplo.Actual, Polarity: diplo.Positive, Confidence: 0.5,
		Subject: actor(info.Subjects[0], "A"), Object: actor(info.Objects[0], "B"), Occurred: diplo.Occurred{Basis: diplo.Unknown},
	}
	if day != "" {
		e.Occurred = diplo.Occurred{Since: day, Until: day, Precision: diplo.Day, Basis: diplo.Explicit}
	}
	for _, edit := range edits {
		edit(&e)
	}
	e.Identify()
	return e
}

func actor(k diplo.Kind, key string) diplo.Actor {
	prefix := map[diplo.Kind]string{diplo.Person: "person", diplo.State: "state", diplo.Organization: "org", diplo.Conflict: "conflict"}[k]
	id := diplo.ID(prefix + ":" + key)
	return diplo.Actor{Ref: diplo.Ref{ID: id, Kind: k, Name: key}, Mention: key}
}

// published puts an evidence into a document of that day, "" for none.
func published(document string, day diplo.Date) func(*diplo.Evidence) {
	return func(e *diplo.Evidence) {
		e.Document, e.Published, e.Origin = diplo.DocumentID(document), day, document
		if !e.Occurred.Dated() && day != "" {
			e.Occurred = diplo.Occurred{Until: day, Basis: diplo.Publication}
		}
	}
}

func origin(name string) func(*diplo.Evidence) { return func(e *diplo.Evidence) { e.Origin = name } }

func confidence(c float64) func(*diplo.Evidence) {
	return func(e *diplo.Evidence) { e.Confidence = c }
}

func negative(e *diplo.Evidence) { e.Polarity = diplo.Negative }

func planned(e *diplo.Evidence) { e.Modality = diplo.Planned }

// groups folds and returns the sizes of the statements, sorted.
func groups(es ...diplo.Evidence) []int {
	var sizes []int
	for _, s := range diplo.Fold(es, diplo.Identity{}) {
		sizes = append(sizes, s.Reports)
	}
	slices.Sort(sizes)
	return sizes
}

func TestWindowsOfAllFamilies(t *testing.T) {
	days := map[diplo.Family]int{
		diplo.Consult: 1, diplo.Mediate: 7, diplo.Approve: 2, diplo.Agree: 7, diplo.Aid: 7, diplo.Yield: 7, diplo.Ask: 2,
		diplo.Disapprove: 2, diplo.Refuse: 2, diplo.Threaten: 2, diplo.Measures: 7, diplo.Force: 1, diplo.Standing: diplo.Unbounded,
	}
	seen := map[diplo.Family]bool{}
	const day = diplo.Date("2024-02-27") // a leap year's end of February lies within every window
	for _, info := range diplo.Types() {
		seen[info.Family] = true
		window, ok := days[info.Family]
		if !ok {
			t.Errorf("%s is of family %q, which is none of the thirteen", info.Code, info.Family)
			continue
		}
		if window == diplo.Unbounded {
			if got := groups(at(info.Code, day), at(info.Code, day.AddDays(20000))); !slices.Equal(got, []int{2}) {
				t.Errorf("%s, decades apart: groups of %v, want one of 2", info.Code, got)
			}
			continue
		}
		if got := groups(at(info.Code, day), at(info.Code, day.AddDays(window))); !slices.Equal(got, []int{2}) {
			t.Errorf("%s, %d days apart: groups of %v, want one of 2", info.Code, window, got)
		}
		if got := groups(at(info.Code, day), at(info.Code, day.AddDays(window+1))); !slices.Equal(got, []int{1, 1}) {
			t.Errorf("%s, %d days apart: groups of %v, want two of 1", info.Code, window+1, got)
		}
	}
	if len(seen) != 13 {
		t.Errorf("the table has %d families, want 13", len(seen))
	}
}

func TestOccasions(t *testing.T) {
	const c diplo.Type = "CONDEMNS" // a window of two days
	for name, test := range map[string]struct {
		es   []diplo.Evidence
		want []int
	}{
		"an anchor takes its window, not a chain of neighbours": {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "2025-06-03"), at(c, "2025-06-05")}, []int{1, 2}},
		"the next beyond is an anchor itself":                   {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "2025-06-04"), at(c, "2025-06-06")}, []int{1, 2}},
		"an interval counts by its first day":                   {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "2025-06-03", func(e *diplo.Evidence) { e.Occurred.Until = "2025-07-01" })}, []int{2}},
		"a one-sided interval by the day it has":                {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "2025-06-02", func(e *diplo.Evidence) { e.Occurred.Since = "" })}, []int{2}},
		"modality and polarity are kept apart":                  {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "2025-06-01", negative), at(c, "2025-06-01", planned)}, []int{1, 1, 1}},
		"undated joins an anchor published within the window":   {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "", published("d", "2025-06-03"))}, []int{2}},
		"published before the anchor's day too":                 {[]diplo.Evidence{at(c, "2025-06-03"), at(c, "", published("d", "2025-06-01"))}, []int{2}},
		"not beyond it":                                         {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "", published("d", "2025-06-04"))}, []int{1, 1}},
		"undated ones are no anchor for undated ones":           {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "", published("d", "2025-06-03")), at(c, "", published("e", "2025-06-05"))}, []int{1, 2}},
		"those left fold by publication":                        {[]diplo.Evidence{at(c, "", published("d", "2025-06-01")), at(c, "", published("e", "2025-06-03")), at(c, "", published("f", "2025-06-04"))}, []int{1, 2}},
		"and without one by document":                           {[]diplo.Evidence{at(c, "", published("d", "")), at(c, "", published("d", ""), origin("x")), at(c, "", published("e", ""))}, []int{1, 2}},
		"without a publication day they join no anchor":         {[]diplo.Evidence{at(c, "2025-06-01"), at(c, "", published("d", ""))}, []int{1, 1}},
		"a standing relation is one, whatever its dates": {[]diplo.Evidence{at("MEMBER_OF", ""), at("MEMBER_OF", "2001-01-01"), at("MEMBER_OF", "", published("d", "2025-06-01")),
			at("MEMBER_OF", "", published("e", ""))}, []int{4}},
		"also undated": {[]diplo.Evidence{at("MEMBER_OF", "", published("d", "")), at("MEMBER_OF", "", published("e", "")), at("MEMBER_OF", "", published("f", "2025-01-01"))}, []int{3}},
	} {
		if got := groups(test.es...); !slices.Equal(got, test.want) {
			t.Errorf("%s: groups of %v, want %v", name, got, test.want)
		}
	}
}

func TestUndatedBetweenTwoAnchorsJoinsTheNearest(t *testing.T) {
	for day, joins := range map[diplo.Date]diplo.Date{
		"2025-06-02": "2025-06-01", "2025-06-03": "2025-06-01", "2025-06-04": "2025-06-05", "2025-06-07": "2025-06-05",
	} { // 3 June is two days from both: the tie goes to the earlier
		undated := at("CONDEMNS", "", published("d", day))
		for _, s := range diplo.Fold([]diplo.Evidence{at("CONDEMNS", "2025-06-01"), at("CONDEMNS", "2025-06-05"), undated}, diplo.Identity{}) {
			if slices.Contains(s.Evidence, undated.ID) != (s.Occurred.Since == joins) {
				t.Errorf("published %s: it does not join %s", day, joins)
			}
		}
	}
}

// one folds what must be one statement.
func one(t *testing.T, x diplo.Identity, es ...diplo.Evidence) diplo.Statement {
	t.Helper()
	folded := diplo.Fold(es, x)
	if len(folded) != 1 {
		t.Fatalf("%d statements, want 1: %+v", len(folded), folded)
	}
	return folded[0]
}

func TestStatementOfAnOccasion(t *testing.T) {
	early, late := time.Date(2025, 7, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 7, 2, 0, 0, 0, 0, time.UTC)
	speaker := func(id diplo.ID) func(*diplo.Evidence) {
		return func(e *diplo.Evidence) {
			e.Attribution = []diplo.Attribution{{Role: diplo.Speaker, Name: "n", Entity: id}}
		}
	}
	month := func(e *diplo.Evidence) {
		e.Occurred = diplo.Occurred{Since: "2025-06-01", Until: "2025-06-30", Precision: diplo.Month, Basis: diplo.Explicit}
	}
	recorded := func(at time.Time) func(*diplo.Evidence) { return func(e *diplo.Evidence) { e.RecordedAt = at } }
	acting := func(e *diplo.Evidence) { e.Act, e.Subject.Polity = &diplo.Act{ID: "act:1"}, diplo.Ref{ID: "state:P"} }
	s := one(t, diplo.Identity{},
		at("CONDEMNS", "", month, published("d", "2025-06-20"), speaker("person:z"), recorded(late), confidence(0.5)),
		at("CONDEMNS", "2025-06-02", published("e", "2025-06-10"), speaker("person:a"), recorded(early), confidence(0.8), acting),
		at("CONDEMNS", "2025-06-02", published("e", "2025-06-10"), speaker("person:z"), recorded(late), confidence(0.6)),
	)
	if s.Reports != 3 || s.Origins != 2 || fmt.Sprintf("%.3f", s.Support) != "0.900" {
		t.Errorf("reports %d, origins %d, support %v; want 3, 2, 1 - 0.5·0.2", s.Reports, s.Origins, s.Support)
	}
	if s.Occurred.Interval() != "2025-06-02" {
		t.Errorf("occurred %s, want the narrower 2025-06-02", s.Occurred.Interval())
	}
	if !slices.Equal(s.ClaimedBy, []diplo.ID{"person:a", "person:z"}) || !s.Attributed {
		t.Errorf("claimed by %v, attributed %t", s.ClaimedBy, s.Attributed)
	}
	if s.Published != "2025-06-10" || !s.RecordedAt.Equal(early) || s.RetractedAt != nil || s.Act != "act:1" || s.SubjectPolity != "state:P" {
		t.Errorf("published %s, recorded %s, retracted %v, act %s, polity %s", s.Published, s.RecordedAt, s.RetractedAt, s.Act, s.SubjectPolity)
	}
	if plain := one(t, diplo.Identity{}, at("CONDEMNS", "", speaker("person:z")), at("CONDEMNS", "")); plain.Attributed {
		t.Error("attributed, though one document says it in its own name")
	}
}

func TestTheMorePreciseDateWins(t *testing.T) {
	dated := func(since, until diplo.Date, basis diplo.Basis) func(*diplo.Evidence) {
		return func(e *diplo.Evidence) { e.Occurred = diplo.Occurred{Since: since, Until: until, Basis: basis} }
	}
	for name, c := range map[string]struct {
		es   []diplo.Evidence
		want diplo.Occurred
	}{
		"a day over its month":               {[]diplo.Evidence{at("AGREED_WITH", "", dated("2025-06-01", "2025-06-30", diplo.Explicit)), at("AGREED_WITH", "", dated("2025-06-04", "2025-06-04", diplo.Relative))}, diplo.Occurred{Since: "2025-06-04", Until: "2025-06-04", Basis: diplo.Relative}},
		"explicit over relative":             {[]diplo.Evidence{at("AGREED_WITH", "", dated("2025-06-01", "2025-06-01", diplo.Relative)), at("AGREED_WITH", "", dated("2025-06-04", "2025-06-04", diplo.Explicit))}, diplo.Occurred{Since: "2025-06-04", Until: "2025-06-04", Basis: diplo.Explicit}},
		"both ends over one":                 {[]diplo.Evidence{at("AGREED_WITH", "", dated("2025-06-01", "", diplo.Explicit)), at("AGREED_WITH", "", dated("2025-06-02", "2026-06-02", diplo.Explicit))}, diplo.Occurred{Since: "2025-06-02", Until: "2026-06-02", Basis: diplo.Explicit}},
		"dated over undated":                 {[]diplo.Evidence{at("AGREED_WITH", "", published("d", "2025-06-01")), at("AGREED_WITH", "", dated("2025-06-02", "", diplo.Explicit))}, diplo.Occurred{Since: "2025-06-02", Basis: diplo.Explicit}},
		"of undated the earlier publication": {[]diplo.Evidence{at("AGREED_WITH", "", published("d", "2025-06-02")), at("AGREED_WITH", "", published("e", "2025-06-01"))}, diplo.Occurred{Until: "2025-06-01", Basis: diplo.Publication}},
	} {
		if got := one(t, diplo.Identity{}, c.es...).Occurred; got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestSymmetricTypesKnowNoOrder(t *testing.T) {
	swapped := func(e *diplo.Evidence) {
		e.Subject, e.Object = e.Object, e.Subject
		e.Object.Polity = diplo.Ref{ID: "state:A-polity"}
	}
	s := one(t, diplo.Identity{}, at("SPOKE_WITH", "2025-06-01"), at("SPOKE_WITH", "2025-06-01", swapped))
	if s.Subject != "person:A" || s.Object != "person:B" || s.SubjectPolity != "state:A-polity" || s.ObjectPolity != "" {
		t.Errorf("%s (%s) with %s (%s)", s.Subject, s.SubjectPolity, s.Object, s.ObjectPolity)
	}
	if got := groups(at("CONDEMNS", "2025-06-01"), at("CONDEMNS", "2025-06-01", func(e *diplo.Evidence) { e.Subject, e.Object = e.Object, e.Subject })); !slices.Equal(got, []int{1, 1}) {
		t.Errorf("a directed type swapped: groups of %v, want two", got)
	}
}

func TestContested(t *testing.T) {
	for name, c := range map[string]struct {
		es   []diplo.Evidence
		want bool
	}{
		"the opposite within the window": {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "2025-06-02", negative)}, true},
		"beyond it":                      {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "2025-06-03", negative)}, false},
		"undated, by publication":        {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "", negative, published("d", "2025-06-02"))}, true},
		"undated and unpublished":        {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "", negative)}, false},
		"a plan contests nothing":        {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "2025-06-01", negative, planned)}, false},
		"another pair neither": {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "2025-06-01", negative, func(e *diplo.Evidence) {
			e.Object = actor(diplo.State, "C")
		})}, false},
		"what was retracted neither": {[]diplo.Evidence{at("ATTACKS", "2025-06-01"), at("ATTACKS", "2025-06-01", negative, func(e *diplo.Evidence) { e.RetractedAt = &time.Time{} })}, false},
		"a standing relation always": {[]diplo.Evidence{at("MEMBER_OF", "1999-01-01"), at("MEMBER_OF", "", negative)}, true},
	} {
		for _, s := range diplo.Fold(c.es, diplo.Identity{}) {
			if s.Contested != c.want {
				t.Errorf("%s: contested %t (%s), want %t", name, s.Contested, s.Polarity, c.want)
			}
		}
	}
}

func TestRetractedEvidenceFoldsApart(t *testing.T) {
	gone := func(hour int) func(*diplo.Evidence) {
		return func(e *diplo.Evidence) {
			at := time.Date(2025, 7, 1, hour, 0, 0, 0, time.UTC)
			e.RetractedAt, e.Origin = &at, fmt.Sprint(hour)
		}
	}
	es := []diplo.Evidence{at("CONDEMNS", "2025-06-01", gone(1)), at("CONDEMNS", "2025-06-02", gone(2)), at("CONDEMNS", "2025-06-10")}
	folded := diplo.Fold(es, diplo.Identity{})
	if len(folded) != 2 {
		t.Fatalf("%d statements, want 2", len(folded))
	}
	for _, s := range folded {
		if s.Reports == 2 && (s.RetractedAt == nil || s.RetractedAt.Hour() != 2) || s.Reports == 1 && s.RetractedAt != nil {
			t.Errorf("%d reports, retracted %v", s.Reports, s.RetractedAt)
		}
	}
	if s := one(t, diplo.Identity{}, at("CONDEMNS", "2025-06-01", gone(1)), at("CONDEMNS", "2025-06-01")); s.RetractedAt != nil || s.Reports != 1 {
		t.Errorf("of one id, the statement in force does not stand: %+v", s)
	}
}

func TestFoldUnderAnIdentity(t *testing.T) {
	j := diplo.Judgement{Verdict: diplo.Same, A: "person:B", B: "person:C", By: "ada"}
	x := diplo.NewIdentity([]diplo.Judgement{j})
	c := func(e *diplo.Evidence) { e.Object = actor(diplo.Person, "C") }
	if s := one(t, x, at("SPOKE_WITH", "2025-06-01"), at("SPOKE_WITH", "2025-06-01", c)); s.Object != "person:B" || s.Reports != 2 {
		t.Errorf("object %s, reports %d", s.Object, s.Reports)
	}
	b := func(e *diplo.Evidence) { e.Subject = actor(diplo.Person, "B") }
	if got := diplo.Fold([]diplo.Evidence{at("SPOKE_WITH", "2025-06-01", b, c)}, x); len(got) != 0 {
		t.Errorf("an entity spoke with itself: %+v", got)
	}
}

// someEvidence draws evidence of few buckets on few days, so that much of it folds.
func someEvidence(t *rapid.T, label string) []diplo.Evidence {
	type oneOf = []func(*diplo.Evidence)
	draw := rapid.Custom(func(t *rapid.T) diplo.Evidence {
		day := diplo.Date("2025-06-01").AddDays(rapid.IntRange(0, 12).Draw(t, "day"))
		e := at(rapid.SampledFrom([]diplo.Type{"CONDEMNS", "SPOKE_WITH", "MEMBER_OF", "AGREED_WITH"}).Draw(t, "type"), rapid.SampledFrom([]diplo.Date{"", day, day}).Draw(t, "dated"))
		rapid.SampledFrom(oneOf{published("d", ""), published("e", ""), published("f", day.AddDays(2)), published("g", day), origin("x")}).Draw(t, "source")(&e)
		rapid.SampledFrom(oneOf{negative, planned, origin("y"), confidence(0.7), confidence(1)}).Draw(t, "edit")(&e)
		if rapid.Bool().Draw(t, "swap") && e.Type != "MEMBER_OF" {
			e.Subject, e.Object = e.Object, e.Subject
		}
		if rapid.IntRange(0, 3).Draw(t, "retract") == 0 {
			at := time.Date(2025, 7, 1, rapid.IntRange(0, 5).Draw(t, "hour"), 0, 0, 0, time.UTC)
			e.RetractedAt = &at
		}
		e.Identify()
		return e
	})
	es := rapid.SliceOfN(draw, 0, 25).Draw(t, label)
	seen := map[diplo.ID]bool{}
	return slices.DeleteFunc(es, func(e diplo.Evidence) bool {
		again := seen[e.ID]
		seen[e.ID] = true
		return again
	})
}

func TestFoldIgnoresOrderAndRepeats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		es := someEvidence(t, "evidence")
		want := diplo.Fold(slices.Clone(es), diplo.Identity{})
		mixed := rapid.Permutation(append(slices.Clone(es), es[:len(es)/2]...)).Draw(t, "order")
		if diff := gocmp.Diff(want, diplo.Fold(mixed, diplo.Identity{})); diff != "" {
			t.Errorf("mixed (-in order +mixed):\n%s", diff)
		}
		byDossier := map[diplo.Dossier][]diplo.Evidence{}
		for _, e := range mixed {
			d := diplo.DossierOf(e, diplo.Identity{})
			byDossier[d] = append(byDossier[d], e)
		}
		var parts []diplo.Statement
		for _, part := range byDossier {
			parts = append(parts, diplo.Fold(part, diplo.Identity{})...)
		}
		if diff := gocmp.Diff(want, parts, cmpopts.SortSlices(func(a, b diplo.Statement) bool { return a.ID < b.ID }), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("dossier by dossier (-at once +in parts):\n%s", diff)
		}
	})
}

func TestFoldKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		es := someEvidence(t, "evidence")
		byID := map[diplo.ID]diplo.Evidence{}
		var live []diplo.Evidence
		for _, e := range es {
			byID[e.ID] = e
			if e.RetractedAt == nil {
				live = append(live, e)
			}
		}
		folded := diplo.Fold(es, diplo.Identity{})
		held := map[diplo.ID]int{}
		var last diplo.ID
		for _, s := range folded {
			if s.ID <= last {
				t.Fatalf("%s stands after %s", s.ID, last)
			}
			last = s.ID
			checkStatement(t, s, byID)
			if want := slices.ContainsFunc(folded, func(o diplo.Statement) bool { return contests(s, o) }); s.Contested != want {
				t.Errorf("contested %t, want %t: %+v", s.Contested, want, s)
			}
			for _, id := range s.Evidence {
				held[id]++
			}
		}
		for id, n := range held {
			if n != 1 {
				t.Errorf("%s is in %d statements", id, n)
			}
		}
		for _, e := range live {
			if held[e.ID] != 1 {
				t.Errorf("%s is in force and in %d statements", e.ID, held[e.ID])
			}
		}
		inForce := slices.DeleteFunc(folded, func(s diplo.Statement) bool { return s.RetractedAt != nil })
		if diff := gocmp.Diff(diplo.Fold(live, diplo.Identity{}), inForce, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("retracted evidence shows in statements in force:\n%s", diff)
		}
	})
}

// contests looks at a pair of statements the slow way.
func contests(a, b diplo.Statement) bool {
	info, _ := a.Type.Info()
	x, y := cmp.Or(a.Occurred.Day(), a.Published), cmp.Or(b.Occurred.Day(), b.Published)
	near := info.Family.Window() == diplo.Unbounded
	if !near && x != "" && y != "" {
		days := x.DaysUntil(y)
		near = max(days, -days) <= info.Family.Window()
	}
	return near && a.Type == b.Type && a.Subject == b.Subject && a.Object == b.Object && a.Polarity != b.Polarity &&
		a.Modality == diplo.Actual && b.Modality == diplo.Actual && a.RetractedAt == nil && b.RetractedAt == nil
}

// checkStatement checks a statement against its evidence.
func checkStatement(t *rapid.T, s diplo.Statement, byID map[diplo.ID]diplo.Evidence) {
	info, _ := s.Type.Info()
	var first, last diplo.Date
	for _, id := range s.Evidence {
		e := byID[id]
		if e.Type != s.Type || e.Modality != s.Modality || e.Polarity != s.Polarity || (e.RetractedAt == nil) != (s.RetractedAt == nil) {
			t.Errorf("%s holds evidence of another bucket: %+v", s.ID, e)
		}
		if day := e.Occurred.Day(); day != "" {
			if first == "" || day < first {
				first = day
			}
			last = max(last, day)
		}
	}
	if window := info.Family.Window(); window != diplo.Unbounded && first != "" && first.DaysUntil(last) > window {
		t.Errorf("%s spans %s to %s, more than %d days", s.ID, first, last, window)
	}
	if s.Reports != len(s.Evidence) || s.Origins < 1 || s.Origins > s.Reports || s.Support < 0 || s.Support > 1 || !slices.IsSorted(s.Evidence) {
		t.Errorf("reports %d, origins %d, support %v of %d evidences", s.Reports, s.Origins, s.Support, len(s.Evidence))
	}
}
