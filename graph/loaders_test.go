package graph_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestListsCostOneCall holds that no list asks the store once for each of its rows: each query is answered with the
// calls told, however long its lists.
func TestListsCostOneCall(t *testing.T) {
	engine, store := world(t)
	tests := []struct {
		name, query string
		want        map[string]int
	}{
		{"statements with ends, evidence, documents and acts", `{ statements(first: 100) { nodes {
			subject { name } object { name } subjectPolity { name } claimedBy { name } act { parts { role entity { name } } }
			evidence { nodes { quote paragraph document { publisher } attribution { name entity { name } } } } } } }`,
			map[string]int{"Statements": 1, "ActsByID": 1}},
		{"what stands in fragments, under other names and by edges too", `query ($n: Int = 3, $yes: Boolean = true) { statements(first: 100) { edges { node { ...ends
			some: evidence(first: $n) { edges { node { file: document { publisher } } } } } } n: totalCount @include(if: $yes) } }
			fragment ends on Statement { s: subject { name } ... on Node { ... on Statement { claimedBy { name } } } }`,
			map[string]int{"Statements": 1, "Total": 1}},
		{"evidence asked for in two ways", `{ statements(first: 100) { nodes { evidence(first: 1) { nodes { quote } } all: evidence(last: 9) { nodes { quote } } } } }`,
			map[string]int{"Statements": 1, "EvidenceOf": 1}},
		{"the total is counted only where it is selected", `{ statements { totalCount } }`,
			map[string]int{"Statements": 1, "Total": 1}},
		{"and not where it is left out", `{ statements { totalCount @skip(if: true) nodes { id } } }`,
			map[string]int{"Statements": 1}},
		{"relations of a list of entities", `{ statements(first: 100) { nodes { subject { relations(first: 2, types: [CONDEMNS]) { totalCount nodes { name } } } } } }`,
			map[string]int{"Statements": 2, "Dyads": 1}},
		{"relations of relations", `{ entity(id: "state:IL") { relations { nodes { relations(first: 1) { edges { statement { id } } } } } } }`,
			map[string]int{"Statements": 2, "Identity": 1, "EntitiesByID": 1}},
		{"relations with who and in which words", `{ entity(id: "person:xi-jinping") { ... on Person { spokeWith { edges { node { name }
			statement { subject { name } claimedBy { name } evidence(first: 1) { nodes { quote document { publisher } } } } } } } } }`,
			map[string]int{"Statements": 1, "Identity": 1, "EntitiesByID": 1}},
		{"a matrix", `{ matrix { rows { name } columns { name } cells { subject { name } object { name } count } } }`,
			map[string]int{"Dyads": 1, "Count": 1, "Identity": 1, "EntitiesByID": 1}},
		{"nodes", `{ nodes(ids: ["state:RU", "state:CN", "org:UN", "person:xi-jinping"]) { id } }`,
			map[string]int{"Identity": 1, "EntitiesByID": 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			store.reset()
			ask[any](t, engine, test.query, nil)
			if diff := cmp.Diff(test.want, store.reset()); diff != "" {
				t.Errorf("calls of the store (%v):\n%s", slices.Sorted(maps.Keys(test.want)), diff)
			}
		})
	}
}
