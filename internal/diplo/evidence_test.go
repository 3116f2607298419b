package diplo_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

// quoted is a sound evidence of basis TEXT.
func quoted() diplo.Evidence {
	return at("CONDEMNS", "2025-06-19", published("d", "2025-06-20"), func(e *diplo.Evidence) {
		e.Basis, e.Version, e.Quote, e.Start, e.End = diplo.FromText, "sha256:x", "A condemned B", 10, 23
		e.Occurred.Words, e.Rule = "on 19 June", "verb"
	})
}

func TestEvidenceValidate(t *testing.T) {
	if err := quoted().Validate(); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*diplo.Evidence){
		"no type":               func(e *diplo.Evidence) { e.Type = "LIKES" },
		"subject of a kind":     func(e *diplo.Evidence) { e.Subject = actor(diplo.Conflict, "A") },
		"object of a kind":      func(e *diplo.Evidence) { e.Object = actor(diplo.Conflict, "B") },
		"kind against id":       func(e *diplo.Evidence) { e.Subject.Kind = diplo.State },
		"no subject":            func(e *diplo.Evidence) { e.Subject = diplo.Actor{} },
		"itself":                func(e *diplo.Evidence) { e.Object = e.Subject },
		"modality":              func(e *diplo.Evidence) { e.Modality = "actual" },
		"polarity":              func(e *diplo.Evidence) { e.Polarity = "" },
		"basis":                 func(e *diplo.Evidence) { e.Basis = "" },
		"no quote":              func(e *diplo.Evidence) { e.Quote, e.End = "", e.Start },
		"no document":           func(e *diplo.Evidence) { e.Document = "" },
		"no version":            func(e *diplo.Evidence) { e.Version = "" },
		"offsets":               func(e *diplo.Evidence) { e.End++ },
		"before the text":       func(e *diplo.Evidence) { e.Start, e.End = -1, 12 },
		"confidence":            func(e *diplo.Evidence) { e.Confidence = 1.01 },
		"confidence below 0":    func(e *diplo.Evidence) { e.Confidence = -0.01 },
		"no origin":             func(e *diplo.Evidence) { e.Origin = "" },
		"not UTF-8":             func(e *diplo.Evidence) { e.Subject.Mention = "\xff" },
		"a claimant in bytes":   func(e *diplo.Evidence) { e.Attribution = []diplo.Attribution{{Name: "\xff"}} },
		"no day":                func(e *diplo.Evidence) { e.Occurred.Since = "June" },
		"backwards":             func(e *diplo.Evidence) { e.Occurred.Until = "2025-06-18" },
		"publication and since": func(e *diplo.Evidence) { e.Occurred.Basis = diplo.Publication },
		"publication without":   func(e *diplo.Evidence) { e.Occurred = diplo.Occurred{Basis: diplo.Publication} },
		"unknown with a day":    func(e *diplo.Evidence) { e.Occurred.Basis = diplo.Unknown },
		"explicit without":      func(e *diplo.Evidence) { e.Occurred = diplo.Occurred{Basis: diplo.Explicit} },
		"no basis of the date":  func(e *diplo.Evidence) { e.Occurred.Basis = "" },
	} {
		e := quoted()
		edit(&e)
		e.Identify()
		if err := e.Validate(); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("%s: %v", name, err)
		}
	}
	e := quoted()
	e.Quote = "A condemned C"
	if err := e.Validate(); diplo.CodeOf(err) != diplo.BadInput {
		t.Errorf("an id of other content: %v", err)
	}
	row := quoted()
	row.Basis, row.Quote, row.End = diplo.FromRow, "", row.Start
	row.Identify()
	if err := row.Validate(); err != nil {
		t.Errorf("a row without a quote: %v", err)
	}
}

func TestIdentifyKnowsContentAndPlaceAlone(t *testing.T) {
	id := quoted().ID
	same := quoted()
	same.Confidence, same.Rule, same.RecordedAt = 0.1, "other", time.Now()
	if same.Identify() != id {
		t.Error("confidence, rule or the record time changes the id")
	}
	for name, edit := range map[string]func(*diplo.Evidence){
		"type": func(e *diplo.Evidence) { e.Type = "CRITICIZES" }, "start": func(e *diplo.Evidence) { e.Start-- },
		"mention": func(e *diplo.Evidence) { e.Subject.Mention = "The A" }, "version": func(e *diplo.Evidence) { e.Version = "y" },
		"attribution": func(e *diplo.Evidence) {
			e.Attribution = []diplo.Attribution{{Role: diplo.Speaker, Name: "C"}}
		},
		"until": func(e *diplo.Evidence) { e.Occurred.Until = "" }, "modality": planned, "polarity": negative,
	} {
		e := quoted()
		edit(&e)
		if e.Identify() == id {
			t.Errorf("another %s has the same id", name)
		}
	}
	// Lengths are hashed too: what ends one field does not begin the next.
	a, b := quoted(), quoted()
	a.Subject.Mention, a.Title = "xy", ""
	b.Subject.Mention, b.Title = "x", "y"
	if a.Identify() == b.Identify() {
		t.Error("moving a letter between fields keeps the id")
	}
}

func TestActID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]diplo.ID{"person:a", "person:b", "state:c", "org:d"}), 1, 4, rapid.ID).Draw(t, "ids")
		id := diplo.ActID(diplo.Consult, ids, "2025-06-19", "here")
		if mixed := rapid.Permutation(append(slices.Clone(ids), ids[0])).Draw(t, "order"); diplo.ActID(diplo.Consult, mixed, "2025-06-19", "there") != id {
			t.Errorf("order, repeats or place change the id of a dated act")
		}
		for what, other := range map[string]diplo.ID{
			"day": diplo.ActID(diplo.Consult, ids, "2025-06-20", ""), "family": diplo.ActID(diplo.Agree, ids, "2025-06-19", ""),
			"participants": diplo.ActID(diplo.Consult, append(ids, "state:z"), "2025-06-19", ""), "lack of a day": diplo.ActID(diplo.Consult, ids, "", "2025-06-19"),
		} {
			if other == id {
				t.Errorf("another %s has the same id", what)
			}
		}
		if diplo.ActID(diplo.Consult, ids, "", "x") == diplo.ActID(diplo.Consult, ids, "", "y") {
			t.Error("undated acts in two places have the same id")
		}
	})
}

func TestClaimant(t *testing.T) {
	outlet := diplo.Attribution{Role: diplo.Outlet, Name: "outlet"}
	header := diplo.Attribution{Role: diplo.Outlet, Name: "header", FromHeader: true}
	first, second := diplo.Attribution{Role: diplo.Speaker, Name: "first"}, diplo.Attribution{Role: diplo.Speaker, Name: "second"}
	behalf := diplo.Attribution{Role: diplo.OnBehalfOf, Name: "behalf"}
	for name, c := range map[string]struct {
		chain []diplo.Attribution
		want  string
	}{
		"nobody": {nil, ""}, "the header's outlet": {[]diplo.Attribution{header}, ""}, "the text's outlet": {[]diplo.Attribution{header, outlet}, "outlet"},
		"a speaker": {[]diplo.Attribution{outlet, first}, "first"}, "the last speaker": {[]diplo.Attribution{first, second, behalf}, "second"},
		"a speaker before an outlet": {[]diplo.Attribution{first, outlet}, "first"}, "on behalf alone": {[]diplo.Attribution{behalf}, ""},
	} {
		if got := diplo.Claimant(c.chain).Name; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRecord(t *testing.T) {
	e := quoted()
	e.Attribution = []diplo.Attribution{{Role: diplo.Outlet, Name: "Wire", FromHeader: true}, {Role: diplo.Speaker, Name: "C", Entity: "person:c"}}
	e.Act = &diplo.Act{ID: "act:1"}
	want := diplo.Record{
		Document: "d01", Type: "CONDEMNS", Modality: "actual", Polarity: "positive",
		Subject:     diplo.RecordActor{Kind: "person", ID: "person:A", Name: "A", Mention: "A", Known: true},
		Object:      diplo.RecordActor{Kind: "person", ID: "person:B", Name: "B", Mention: "B", Known: true},
		Attribution: "C", AttributionChain: []diplo.RecordAttribution{{Role: diplo.Outlet, Name: "Wire"}, {Role: diplo.Speaker, Name: "C", ID: "person:c"}},
		Date: "2025-06-19", DateBasis: "explicit", DateWords: "on 19 June", Quote: "A condemned B", Start: 10, End: 23, Act: "act:1", Confidence: 0.5, Rule: "verb",
	}
	if diff := cmp.Diff(want, e.Record("d01")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if plain := quoted().Record("d"); plain.AttributionChain == nil || plain.Act != "" {
		t.Error("an empty chain is a list, not null")
	}
}

func TestErrors(t *testing.T) {
	err := diplo.Errorf(diplo.Unavailable, "file %s: %w", "x", io.EOF)
	if err.Error() != "file x: EOF" || !errors.Is(err, io.EOF) || diplo.CodeOf(fmt.Errorf("above: %w", err)) != diplo.Unavailable {
		t.Errorf("%v, %v, %s", err, err.Unwrap(), diplo.CodeOf(err))
	}
	if diplo.CodeOf(nil) != "" || diplo.CodeOf(io.EOF) != diplo.Internal {
		t.Errorf("codes %q, %q", diplo.CodeOf(nil), diplo.CodeOf(io.EOF))
	}
}
