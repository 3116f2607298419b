package neo4j

import (
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func TestNewEnough(t *testing.T) {
	for release, want := range map[string]bool{
		"5.26.18": true, "5.23.0": true, "5.27-aura": true, "2025.10.1": true, "nightly": true,
		"5.22.0": false, "4.4.40": false, "3.5.35": false,
	} {
		if got := newEnough(release); got != want {
			t.Errorf("newEnough(%q) = %v, want %v", release, got, want)
		}
	}
}

// No value reaches the text of a query, and filters of one shape make one text.
func TestFiltersAreParameters(t *testing.T) {
	hostile := "x' OR true RETURN s //"
	filter := func(v string) store.Filter {
		yes := true
		return store.Filter{
			Types: []diplo.Type{diplo.Type(v)}, Subject: &store.EntityFilter{IDs: []diplo.ID{diplo.ID(v)}, MemberOf: diplo.ID(v)},
			Either: &store.EntityFilter{Kinds: []diplo.Kind{diplo.Kind(v)}}, Since: "2025-01-01", Until: "2025-12-31", Undated: store.Undated(v),
			Modality: []diplo.Modality{diplo.Modality(v)}, Polarity: []diplo.Polarity{diplo.Polarity(v)}, Basis: []diplo.EvidenceBasis{diplo.EvidenceBasis(v)},
			MinOrigins: 2, MinSupport: 0.5, Speaker: &store.EntityFilter{IDs: []diplo.ID{diplo.ID(v), "b"}}, Attributed: &yes, Contested: &yes,
			Publisher: v, Document: diplo.ID(v), Text: []string{v}, AnyOf: []store.Filter{{Publisher: v}, {Document: diplo.ID(v)}}, NoneOf: []store.Filter{{Text: []string{v}}},
		}
	}
	plain, _ := compile(filter("x, y"), store.ByPolity)
	got, params := compile(filter(hostile), store.ByPolity)
	if got != plain {
		t.Errorf("two filters of one shape make two texts:\n%s\n%s", plain, got)
	}
	if strings.Contains(got, "OR true RETURN") {
		t.Errorf("a value stands in the text: %s", got)
	}
	if len(params) < 15 {
		t.Errorf("%d parameters, want one for each value", len(params))
	}
}
