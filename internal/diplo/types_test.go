package diplo_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

func TestTypeTable(t *testing.T) {
	codes, imports := map[diplo.Type]bool{}, map[string]diplo.Type{}
	opens, closes := map[string]bool{}, map[string]bool{}
	for _, info := range diplo.Types() {
		if codes[info.Code] || info.Code == "" || info.Past == "" || len(info.Subjects) == 0 || len(info.Objects) == 0 {
			t.Errorf("%s stands twice or lacks something", info.Code)
		}
		codes[info.Code] = true
		for _, c := range info.Imports {
			if imports[c] != "" {
				t.Errorf("CAMEO %s imports to %s and %s", c, imports[c], info.Code)
			}
			imports[c] = info.Code
			if !slices.Contains(info.CAMEO, c) {
				t.Errorf("%s imports CAMEO %s, for which it does not stand", info.Code, c)
			}
		}
		if info.Symmetric && !slices.Equal(info.Subjects, info.Objects) {
			t.Errorf("%s is symmetric, but its sides differ", info.Code)
		}
		if info.Goldstein < -10 || info.Goldstein > 10 || (info.Family == diplo.Standing) != (len(info.CAMEO) == 0) {
			t.Errorf("%s: Goldstein %v, CAMEO %v", info.Code, info.Goldstein, info.CAMEO)
		}
		opens[info.Opens], closes[info.Closes] = true, true
		if info.NegativeCloses {
			closes[info.Opens] = true
		}
		if again, ok := info.Code.Info(); !ok || again.Code != info.Code || again.Relationship() != string(info.Code) {
			t.Errorf("%s is not found by its code", info.Code)
		}
	}
	for condition := range closes {
		if !opens[condition] {
			t.Errorf("%q is closed, but nothing opens it", condition)
		}
	}
	if _, ok := diplo.Type("LIKES").Info(); ok {
		t.Error("LIKES is a type")
	}
}

func TestParseType(t *testing.T) {
	for _, info := range diplo.Types() {
		for _, spelling := range []string{
			string(info.Code), strings.ToLower(string(info.Code)), strings.ReplaceAll(strings.ToLower(string(info.Code)), "_", "-"),
			info.Past, " " + strings.ToUpper(info.Past) + " ", strings.ReplaceAll(info.Past, " ", "-"),
		} {
			if got, err := diplo.ParseType(spelling); got != info.Code || err != nil {
				t.Errorf("ParseType(%q) = %s, %v; want %s", spelling, got, err, info.Code)
			}
		}
	}
	for spelling, want := range map[string]diplo.Type{
		"spoke": "SPOKE_WITH", "met": "MET_WITH", "agreed": "AGREED_WITH", "provided aid": "PROVIDES_AID_TO", "eased-sanctions": "EASES_SANCTIONS_ON",
		"withdrew": "WITHDRAWS_FROM", "retaliated": "RETALIATES_AGAINST", "member": "MEMBER_OF", "offers mediation": "OFFERS_MEDIATION",
	} {
		if got, err := diplo.ParseType(spelling); got != want || err != nil {
			t.Errorf("ParseType(%q) = %s, %v; want %s", spelling, got, err, want)
		}
	}
	for _, spelling := range []string{"", " ", "liked", "with", "CONDEMN S", "condemns!"} {
		if got, err := diplo.ParseType(spelling); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("ParseType(%q) = %s, %v", spelling, got, err)
		}
	}
}

func TestProject(t *testing.T) {
	s := diplo.Statement{ID: "statement:x", Type: "CONDEMNS", Subject: "state:A", Object: "state:B", Modality: diplo.Actual, Polarity: diplo.Positive,
		Occurred: diplo.Occurred{Since: "2025-06-01", Until: "2025-06-02"}, ClaimedBy: []diplo.ID{"state:C"}, Reports: 3, Origins: 2, Support: 0.9, Contested: true}
	e, ok := diplo.Project(s)
	if !ok || e.Relationship != "CONDEMNS" || e.From != s.Subject || e.To != s.Object || e.Statement != s.ID || e.Since != "2025-06-01" || e.Until != "2025-06-02" ||
		e.Reports != 3 || e.Origins != 2 || e.Support != 0.9 || !e.Contested || e.ClaimedBy != nil {
		t.Errorf("%+v, %t; a document says it in its own name, so nobody claims it", e, ok)
	}
	s.Attributed = true
	if e, _ := diplo.Project(s); !slices.Equal(e.ClaimedBy, s.ClaimedBy) {
		t.Errorf("claimed by %v", e.ClaimedBy)
	}
	when := time.Now()
	for name, edit := range map[string]func(*diplo.Statement){
		"planned": func(s *diplo.Statement) { s.Modality = diplo.Planned }, "negative": func(s *diplo.Statement) { s.Polarity = diplo.Negative },
		"retracted": func(s *diplo.Statement) { s.RetractedAt = &when }, "of no type": func(s *diplo.Statement) { s.Type = "LIKES" },
	} {
		other := s
		edit(&other)
		if e, ok := diplo.Project(other); ok {
			t.Errorf("a statement that is %s has the edge %+v", name, e)
		}
	}
}

func TestLatest(t *testing.T) {
	for want, s := range map[diplo.Date]diplo.Statement{
		"2025-06-02": {Occurred: diplo.Occurred{Until: "2025-06-02"}, Published: "2025-06-09"}, "2025-06-09": {Occurred: diplo.Occurred{Since: "2025-06-01"}, Published: "2025-06-09"}, "": {},
	} {
		if got := s.Latest(); got != want {
			t.Errorf("Latest of %+v is %q, want %q", s, got, want)
		}
	}
}
