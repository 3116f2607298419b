package graph_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// TestAnswers holds the data that small queries come to, byte for byte.
func TestAnswers(t *testing.T) {
	engine, _ := world(t)
	tests := []struct{ name, query, variables, want string }{
		{"an unknown id is null", `{ node(id: "state:ZZ") { id } nodes(ids: ["rhubarb", "state:RU"]) { id } document(id: "document:x") { id } entity(id: "person:~x") { id } }`, "",
			`{"node":null,"nodes":[null,{"id":"state:RU"}],"document":null,"entity":null}`},
		{"an unknown name too", `{ entity(name: "Ruritania") { id } }`, "", `{"entity":null}`},
		{"whatever has no value is null, whatever is a list is one", `{ entity(name: "UN") { codes { iso2 } ... on Organization { leaders(on: "1900-01-01") { title } } } act: node(id: "act:x") { id } }`, "",
			`{"entity":{"codes":{"iso2":null},"leaders":[]},"act":null}`},
		{"any modality, told by null", `query($f: StatementFilter) { statements(filter: $f) { totalCount } }`, `{"f":{"types":["CONDEMNS"],"modality":null,"polarity":null}}`,
			`{"statements":{"totalCount":7}}`},
		{"absent is not null", `query($f: StatementFilter) { statements(filter: $f) { totalCount } }`, `{"f":{"types":["CONDEMNS"]}}`, `{"statements":{"totalCount":5}}`},
		{"no filter has the defaults", `{ statements { totalCount } all: statements(filter: {modality: null, polarity: null}) { totalCount } }`, "",
			`{"statements":{"totalCount":10},"all":{"totalCount":12}}`},
		{"an empty list matches nothing", `{ statements(filter: {types: []}) { totalCount nodes { id } pageInfo { hasNextPage startCursor } } }`, "",
			`{"statements":{"totalCount":0,"nodes":[],"pageInfo":{"hasNextPage":false,"startCursor":null}}}`},
		{"a page of none knows that there is more", `{ statements(first: 0) { nodes { id } pageInfo { hasNextPage } } }`, "",
			`{"statements":{"nodes":[],"pageInfo":{"hasNextPage":true}}}`},
		{"the last evidence, though first has a default", `{ statements(filter: {types: [ATTACKS]}) { nodes { evidence(last: 1) { totalCount nodes { quote start end } pageInfo { hasPreviousPage } } } } }`, "",
			`{"statements":{"nodes":[{"evidence":{"totalCount":2,"nodes":[{"quote":"the Israeli strikes on Iran on 13 June","start":60,"end":98}],"pageInfo":{"hasPreviousPage":true}}}]}}`},
		{"relations from either side", `{ entity(id: "person:xi-jinping") { ... on Person { spokeWith { totalCount edges { direction node { name } } } condemns(rollUp: NONE) { nodes { id } } condemnedBy { totalCount } } } }`, "",
			`{"entity":{"spokeWith":{"totalCount":2,"edges":[{"direction":"BOTH","node":{"name":"Vladimir Putin"}},{"direction":"BOTH","node":{"name":"Emmanuel Macron"}}]},"condemns":{"nodes":[{"id":"state:IL"}]},"condemnedBy":{"totalCount":0}}}`},
		{"rolled up to the state", `{ entity(id: "state:CN") { relations(rollUp: POLITY, types: [SPOKE_WITH]) { totalCount nodes { name } } all: relations(rollUp: POLITY, direction: OUT) { totalCount } own: relations { totalCount } } }`, "",
			`{"entity":{"relations":{"totalCount":2,"nodes":[{"name":"Russia"},{"name":"France"}]},"all":{"totalCount":3},"own":{"totalCount":0}}}`},
		{"the act of a call", `{ statements(filter: {types: [SPOKE_WITH], since: "2025-06-01"}) { nodes { act { parts { role entity { name } } } occurred { precision basis words } recordedAt } } }`, "",
			`{"statements":{"nodes":[{"act":{"parts":[{"role":"PARTICIPANT","entity":{"name":"Vladimir Putin"}},{"role":"PARTICIPANT","entity":{"name":"Xi Jinping"}}]},"occurred":{"precision":"DAY","basis":"EXPLICIT","words":"on 2025-06-19"},"recordedAt":"2025-06-20T08:00:00Z"}]}}`},
		{"of the same ones little here and all there", `{ little: statements(filter: {types: [MEDIATES]}) { nodes { ...who } }
			all: statements(filter: {types: [MEDIATES]}) { nodes { ...who subject { codes { iso3 } } evidence { nodes { document { text } } } } } }
			fragment who on Statement { subject { name } evidence { nodes { document { name } } } }`, "",
			`{"little":{"nodes":[{"subject":{"name":"France"},"evidence":{"nodes":[{"document":{"name":"paris"}}]}}]},` +
				`"all":{"nodes":[{"subject":{"name":"France","codes":{"iso3":"FRA"}},"evidence":{"nodes":[{"document":{"name":"paris",` +
				`"text":"title: Paris speaks to Beijing\nsource: AFP\n\nEmmanuel Macron spoke with Xi Jinping on 2 May. France mediates in the war of 2025.\n"}}]}}]}}`},
		{"documents, newest first", `{ documents(first: 2) { totalCount nodes { name publisher published language } pageInfo { hasNextPage } } }`, "",
			`{"documents":{"totalCount":4,"nodes":[{"name":"call","publisher":"Xinhua","published":"2025-06-19","language":"en"},{"name":"reactions","publisher":"Reuters","published":"2025-06-14","language":"en"}],"pageInfo":{"hasNextPage":true}}}`},
		{"resolve", `{ resolve(name: "the Kremlin") { entity { id } via } }`, "", `{"resolve":[{"entity":{"id":"state:RU"},"via":"BODY"}]}`},
		{"no path between strangers", `{ paths(source: "state:RU", target: "state:FJ") { length } none: paths(source: "state:RU", target: "state:ZZ") { length } }`, "", `{"paths":[],"none":null}`},
		{"the type table", `{ statementTypes { code } }`, "", typeCodes()},
		{"introspection", `{ __type(name: "RollUp") { enumValues { name } } }`, "", `{"__type":{"enumValues":[{"name":"NONE"},{"name":"POLITY"}]}}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			variables := map[string]any{}
			if test.variables != "" {
				if err := json.Unmarshal([]byte(test.variables), &variables); err != nil {
					t.Fatal(err)
				}
			}
			got, err := json.Marshal(ask[json.RawMessage](t, engine, test.query, variables))
			if err != nil || string(got) != test.want {
				t.Errorf("got  %s\nwant %s (%v)", got, test.want, err)
			}
		})
	}
}

func typeCodes() string {
	var rows []string
	for _, row := range diplo.Types() {
		rows = append(rows, fmt.Sprintf(`{"code":%q}`, row.Code))
	}
	return `{"statementTypes":[` + strings.Join(rows, ",") + `]}`
}

// TestNodesAgain holds that whatever an answer gives an id of is found again by it.
func TestNodesAgain(t *testing.T) {
	engine, _ := world(t)
	type id struct{ ID string }
	found := ask[struct {
		Statements struct {
			Nodes []struct {
				id
				Subject, Object id
				Act             *id
				Evidence        struct {
					Nodes []struct {
						id
						Document id
					}
				}
			}
		}
	}](t, engine, `{ statements(filter: {types: [SPOKE_WITH]}) { nodes { id subject { id } object { id } act { id } evidence { nodes { id document { id } } } } } }`, nil)
	st := found.Statements.Nodes[0]
	ids := []string{st.ID, st.Subject.ID, st.Act.ID, st.Evidence.Nodes[0].ID, st.Evidence.Nodes[0].Document.ID}
	again := ask[struct {
		Nodes []struct {
			id
			Type string `json:"__typename"`
		}
	}](t, engine, `query($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }`, map[string]any{"ids": ids})
	for i, want := range []string{"Statement", "Person", "Act", "Evidence", "Document"} {
		if got := again.Nodes[i]; got.ID != ids[i] || got.Type != want {
			t.Errorf("%s is %+v, want a %s", ids[i], got, want)
		}
	}
}

// failing is a store whose statements fail.
type failing struct {
	*counted
	err  error
	wait time.Duration
}

func (f failing) Stats(ctx context.Context) (s store.Stats, err error) {
	if f.wait > 0 {
		select {
		case <-ctx.Done():
			return s, ctx.Err()
		case <-time.After(f.wait):
		}
	}
	return s, f.err
}

// TestErrors holds the code and the message of every kind of failure, and that the other root fields still answer.
func TestErrors(t *testing.T) {
	_, healthy := world(t)
	tests := []struct {
		name, query   string
		err           error
		wait          time.Duration
		code, message string
	}{
		{name: "a name that fits several", query: `{ entity(name: "Kim") { id } statementTypes { code } }`, code: "AMBIGUOUS", message: "person:kim-jong-un"},
		{name: "a name that fits nobody, in a filter", query: `{ statements(filter: {subject: {names: ["Ruritania"]}}) { totalCount } statementTypes { code } }`, code: "NOT_FOUND", message: `"Ruritania"`},
		{name: "id and name", query: `{ entity(id: "state:RU", name: "Russia") { id } statementTypes { code } }`, code: "BAD_USER_INPUT", message: "one of them"},
		{name: "a malformed date", query: `{ statements(filter: {since: "June"}) { totalCount } statementTypes { code } }`, code: "BAD_USER_INPUT", message: `"June" is no date`},
		{name: "a number beyond 32 bits", query: `{ documents(first: 3000000000) { totalCount } statementTypes { code } }`, code: "BAD_USER_INPUT", message: "32 bits"},
		{name: "a page too large", query: `{ documents(first: 101) { totalCount } statementTypes { code } }`, code: "LIMIT_EXCEEDED", message: "100 is the most"},
		{name: "a foreign cursor", query: `{ documents(after: "rhubarb") { totalCount } statementTypes { code } }`, code: "BAD_USER_INPUT", message: "is no cursor"},
		{name: "no extractor", query: `{ preview(text: "x") { quote } statementTypes { code } }`, code: "UNAVAILABLE", message: "extracts nothing"},
		{name: "the store is away", query: `{ stats { acts } statementTypes { code } }`, err: diplo.Errorf(diplo.Unavailable, "the store is locked"), code: "UNAVAILABLE", message: "the store is locked"},
		{name: "a bug", query: `{ stats { acts } statementTypes { code } }`, err: errors.New("secret"), code: "INTERNAL", message: "went wrong"},
		{name: "a bug that was given a code", query: `{ stats { acts } statementTypes { code } }`, err: diplo.Errorf(diplo.Internal, "secret"), code: "INTERNAL", message: "went wrong"},
		{name: "too slow", query: `{ stats { acts } statementTypes { code } }`, wait: time.Minute, code: "TIMEOUT", message: "took too long"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var logs bytes.Buffer
			engine := graph.New(graph.Config{
				Service: query.New(failing{healthy, test.err, test.wait}, gaz(t), nil), Timeout: time.Second,
				Logger:        slog.New(slog.NewJSONHandler(&logs, nil)),
				CorrelationID: func(context.Context) string { return "id-7" },
			})
			answer := engine.Do(t.Context(), &graph.Request{Query: test.query})
			if len(answer.Errors) != 1 {
				t.Fatalf("%d errors: %v", len(answer.Errors), answer.Errors)
			}
			e := answer.Errors[0]
			if fmt.Sprint(e.Extensions["code"]) != test.code || !strings.Contains(e.Message, test.message) {
				t.Errorf("%v %q, want %s %q", e.Extensions["code"], e.Message, test.code, test.message)
			}
			if !strings.Contains(string(answer.Data), `"statementTypes":[{`) {
				t.Errorf("the other field has no answer: %.200s", answer.Data)
			}
			if secret := test.code == "INTERNAL"; secret != strings.Contains(logs.String(), "secret") || strings.Contains(fmt.Sprint(answer.Errors), "secret") {
				t.Errorf("a cause belongs in the log alone: %v; log %s", answer.Errors, logs.String())
			} else if secret && (e.Extensions["correlationId"] != "id-7" || !strings.Contains(logs.String(), "id-7")) {
				t.Errorf("no correlation id: %v; log %s", e.Extensions, logs.String())
			}
		})
	}
}
