package graph_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
)

// TestAttacks holds that documents made to cost much are refused at once, in a short answer.
func TestAttacks(t *testing.T) {
	engine, store := world(t)
	var fragments, levels strings.Builder
	for i := range 200 {
		fmt.Fprintf(&fragments, "fragment f%d on Query { ...f%d ...f%d }\n", i, i+1, i+1)
	}
	fragments.WriteString("fragment f200 on Query { stats { acts } }")
	for range 8 {
		levels.WriteString("relations(first: 20) { nodes { ")
	}
	deep := func(n int) string {
		return `{ entity(id: "state:RU") { ` + strings.Repeat("relations { nodes { ", n) + "id" + strings.Repeat(" } }", n) + " } }"
	}
	repeat := func(n int, text string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, text, i)
		}
		return "{ " + b.String() + " }"
	}
	tests := []struct {
		name, query string
		code        string // "" means that it is answered
	}{
		{"a fragment bomb", "{ ...f0 }\n" + fragments.String(), "LIMIT_EXCEEDED"},
		{"an alias bomb", repeat(31, "a%d: __typename "), "LIMIT_EXCEEDED"},
		{"aliases within reason", repeat(15, "a%d: __typename "), ""},
		{"many root fields", "{ " + strings.Repeat("stats { acts } ", 21) + "}", "LIMIT_EXCEEDED"},
		{"aliases behind fragments", "{ ...a ...a } fragment a on Query " + repeat(16, "a%d: __typename "), "LIMIT_EXCEEDED"},
		{"too deep", deep(6), "LIMIT_EXCEEDED"},
		{"too broad", `{ entity(id: "state:RU") { relations(first: 100) { nodes { relations(first: 100) { nodes { id } } } } } }`, "LIMIT_EXCEEDED"},
		{"broad by a variable", `query($n: Int = 100) { statements(first: $n) { nodes { subject { relations(first: $n) { nodes { id } } } } } }`, "LIMIT_EXCEEDED"},
		{"broad within reason", `{ statements(first: 20) { nodes { subject { relations(first: 20) { nodes { id } } } } } }`, ""},
		{"broad by members", `{ entity(name: "UN") { ... on Organization { members { relations(first: 100) { nodes { id } } } } } }`, "LIMIT_EXCEEDED"},
		{"too many tokens", "{ " + strings.Repeat("__typename ", 5001) + "}", "BAD_USER_INPUT"},
		{"directives", "{ __typename" + strings.Repeat(" @include(if: true)", 800) + " }", "BAD_USER_INPUT"},
		{"many errors", repeat(1000, "x%d "), "BAD_USER_INPUT"},
		{"endless introspection", "{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }", "BAD_USER_INPUT"},
		{"a cycle of fragments", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", "BAD_USER_INPUT"},
		{"overlapping fields", "{ " + strings.Repeat("stats { acts } ", 19) + strings.Repeat("...x ", 300) + " } fragment x on Query { stats { acts } }", "LIMIT_EXCEEDED"},
		{"the introspection of tools", introspection, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			store.reset()
			began := time.Now()
			answer := engine.Do(t.Context(), &graph.Request{Query: test.query})
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("it took %v", took)
			}
			if test.code == "" {
				if len(answer.Errors) > 0 {
					t.Error(answer.Errors)
				}
				return
			}
			if len(answer.Errors) == 0 || answer.Data != nil {
				t.Fatalf("it was answered: %v %.100s", answer.Errors, answer.Data)
			}
			length := 0
			for _, e := range answer.Errors {
				length += len(e.Message)
			}
			if code := fmt.Sprint(answer.Errors[0].Extensions["code"]); code != test.code || len(answer.Errors) > 20 || length > 10000 {
				t.Errorf("%s with %d errors, %d bytes: %.200v", code, len(answer.Errors), length, answer.Errors[0])
			}
			if calls := store.reset(); len(calls) > 0 {
				t.Errorf("the store was asked: %v", calls)
			}
		})
	}
}

// introspection asks what tools such as GraphiQL ask.
const introspection = `query IntrospectionQuery { __schema { queryType { name kind } mutationType { name kind } subscriptionType { name kind }
	types { ...FullType } directives { name description locations args { ...InputValue } } } }
fragment FullType on __Type { kind name description fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue }
	type { ...TypeRef } isDeprecated deprecationReason } inputFields { ...InputValue } interfaces { ...TypeRef }
	enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
fragment TypeRef on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name
	ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }`
