//go:build neo4j

package neo4j_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// told is a document with one call between two leaders, which one of them tells of, and a condemnation.
func told() store.Batch {
	ref := func(id diplo.ID, name string) diplo.Ref { return diplo.Ref{ID: id, Kind: id.Kind(), Name: name} }
	france, iran, un := ref("state:FR", "France"), ref("state:IR", "Iran"), ref("org:UN", "United Nations")
	war := ref("conflict:iran-israel", "Iran-Israel war")
	macron, araghchi := ref("person:emmanuel-macron", "Emmanuel Macron"), ref("person:abbas-araghchi", "Abbas Araghchi")
	text := "Macron and Araghchi spoke by phone, the minister said. Macron offered to mediate. France condemned Iran."
	d := diplo.Document{ID: diplo.DocumentID(text), Version: diplo.ContentHash(text), Name: "call", Publisher: "Le Quotidien", Published: "2025-06-20", Text: text}
	evidence := func(subject, subjectPolity diplo.Ref, what diplo.Type, object, objectPolity diplo.Ref, quote string) diplo.Evidence {
		start := strings.Index(text, quote)
		return diplo.Evidence{Basis: diplo.FromText, Document: d.ID, Version: d.Version, Published: d.Published, Origin: d.Origin(), Type: what,
			Subject: diplo.Actor{Ref: subject, Mention: subject.Name, Polity: subjectPolity}, Object: diplo.Actor{Ref: object, Mention: object.Name, Polity: objectPolity},
			Modality: diplo.Actual, Polarity: diplo.Positive, Quote: quote, Start: start, End: start + len(quote), Confidence: 0.9,
			Occurred: diplo.Occurred{Since: "2025-06-19", Until: "2025-06-19", Precision: diplo.Day, Basis: diplo.Relative, Words: "on Thursday"}}
	}
	call := evidence(macron, france, "SPOKE_WITH", araghchi, iran, "Macron and Araghchi spoke by phone, the minister said.")
	call.Attribution = []diplo.Attribution{{Role: diplo.Outlet, Name: "Le Quotidien", FromHeader: true}, {Role: diplo.Speaker, Name: "the minister", Entity: araghchi.ID}}
	call.Act = &diplo.Act{ID: "act:call", Parts: []diplo.Part{{Role: diplo.Participant, Entity: macron}, {Role: diplo.Participant, Entity: araghchi}}}
	offer := evidence(macron, france, "OFFERS_MEDIATION", war, diplo.Ref{}, "Macron offered to mediate.")
	condemned := evidence(france, france, "CONDEMNS", iran, iran, "France condemned Iran.")
	planned := condemned
	planned.Modality = diplo.Planned
	es := []diplo.Evidence{call, offer, condemned, planned}
	for i := range es {
		es[i].Identify()
	}
	return store.Batch{Documents: []diplo.Document{d}, Evidences: es, Entities: []diplo.Entity{
		{Ref: france, MemberOf: []diplo.Ref{un}}, {Ref: iran}, {Ref: war, Parties: []diplo.Ref{iran, ref("state:IL", "Israel")}},
		{Ref: macron, Offices: []diplo.Office{{Holder: macron.ID, Of: france, Title: "president", Kind: "head_of_state", From: "2017-05-14", Source: "gazetteer"}}},
		{Ref: araghchi, Offices: []diplo.Office{{Holder: araghchi.ID, Of: iran, Title: "foreign minister", Kind: "foreign_minister", Source: "gazetteer"}}},
	}}
}

// TestGraph holds the graph that a person with Neo4j Browser sees to what the package comment says.
func TestGraph(t *testing.T) {
	s := open(t, store.Options{})
	if _, err := s.Apply(t.Context(), told()); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, query, want string }{
		{"entities, and what only a profile names", "MATCH (n:Person|State|Organization|Conflict) RETURN labels(n), n.name", `
[Conflict Entity] Iran-Israel war
[Entity Leader Person] Abbas Araghchi
[Entity Leader Person] Emmanuel Macron
[Entity State] France
[Entity State] Iran
[Organization] United Nations
[State] Israel
`}, {"typed edges", "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.statement IS NOT NULL " +
			"RETURN a.name, type(r), b.name, r.since, r.until, r.reports, r.origins, r.support, r.claimedBy, r.contested", `
Abbas Araghchi SPOKE_WITH Emmanuel Macron 2025-06-19 2025-06-19 1 1 0.9 [person:abbas-araghchi] false
Emmanuel Macron OFFERS_MEDIATION Iran-Israel war 2025-06-19 2025-06-19 1 1 0.9 [] false
France CONDEMNS Iran 2025-06-19 2025-06-19 1 1 0.9 [] false
`}, {"profiles", "MATCH (a)-[r:HELD_OFFICE|MEMBER|HAS_PARTY]->(b) RETURN a.name, type(r), b.name, r.title, r.since", `
Abbas Araghchi HELD_OFFICE Iran foreign minister <nil>
Emmanuel Macron HELD_OFFICE France president 2017-05-14
France MEMBER United Nations <nil> <nil>
Iran-Israel war HAS_PARTY Iran <nil> <nil>
Iran-Israel war HAS_PARTY Israel <nil> <nil>
`}, {"statements", "MATCH (s:Statement)-[r]->(n:Entity|Act) RETURN s.name, s.modality, type(r), n.name", `
Abbas Araghchi spoke with Emmanuel Macron 2025-06-19 ACTUAL OBJECT Emmanuel Macron
Abbas Araghchi spoke with Emmanuel Macron 2025-06-19 ACTUAL OBJECT_POLITY France
Abbas Araghchi spoke with Emmanuel Macron 2025-06-19 ACTUAL PART_OF Abbas Araghchi, Emmanuel Macron
Abbas Araghchi spoke with Emmanuel Macron 2025-06-19 ACTUAL SUBJECT Abbas Araghchi
Abbas Araghchi spoke with Emmanuel Macron 2025-06-19 ACTUAL SUBJECT_POLITY Iran
Emmanuel Macron offered mediation Iran-Israel war 2025-06-19 ACTUAL OBJECT Iran-Israel war
Emmanuel Macron offered mediation Iran-Israel war 2025-06-19 ACTUAL SUBJECT Emmanuel Macron
Emmanuel Macron offered mediation Iran-Israel war 2025-06-19 ACTUAL SUBJECT_POLITY France
France condemned Iran 2025-06-19 ACTUAL OBJECT Iran
France condemned Iran 2025-06-19 ACTUAL OBJECT_POLITY Iran
France condemned Iran 2025-06-19 ACTUAL SUBJECT France
France condemned Iran 2025-06-19 ACTUAL SUBJECT_POLITY France
France condemned Iran 2025-06-19 PLANNED OBJECT Iran
France condemned Iran 2025-06-19 PLANNED OBJECT_POLITY Iran
France condemned Iran 2025-06-19 PLANNED SUBJECT France
France condemned Iran 2025-06-19 PLANNED SUBJECT_POLITY France
`}, {"from a typed edge to the words", "MATCH (:Leader)-[r:SPOKE_WITH]-(:Leader) MATCH (s:Statement {id: r.statement})-[:EVIDENCED_BY]->(e:Evidence)-[:IN]->(d:Document), " +
			"(e)-[a:ATTRIBUTED_TO]->(x) RETURN DISTINCT e.quote, d.publisher, d.published, a.role, x.name", `
Macron and Araghchi spoke by phone, the minister said. Le Quotidien 2025-06-20 SPEAKER Abbas Araghchi
`}, {"parts of an act", "MATCH (:Act)-[h:HAS]->(x) RETURN h.role, x.name", `
PARTICIPANT Abbas Araghchi
PARTICIPANT Emmanuel Macron
`}, {"nodes without a caption", "MATCH (n) WHERE n.name IS NULL RETURN labels(n)", "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(strings.Split(c.want, "\n")[1:], table(t, c.query)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// table is the rows that a query returns as lines, sorted, with an empty line last.
func table(t *testing.T, query string) []string {
	t.Helper()
	var lines []string
	for _, record := range cypher(t, query) {
		var cells []string
		for _, v := range record.Values {
			if list, ok := v.([]any); ok {
				slices.SortFunc(list, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
			}
			cells = append(cells, fmt.Sprint(v))
		}
		lines = append(lines, strings.Join(cells, " "))
	}
	slices.Sort(lines)
	return append(lines, "")
}

// TestEdgesFollow takes a condemnation through what can happen to it: it is told again, denied, and withdrawn.
func TestEdgesFollow(t *testing.T) {
	s := open(t, store.Options{})
	batch := told()
	condemned := batch.Evidences[2]
	edge := "MATCH (:State {id: 'state:FR'})-[r:CONDEMNS]->(:State {id: 'state:IR'}) RETURN r.reports, r.contested"
	if _, err := s.Apply(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	denied := condemned
	denied.Basis, denied.Origin, denied.Polarity, denied.Document, denied.Quote, denied.Start, denied.End = diplo.FromHand, "ada", diplo.Negative, "", "", 0, 0
	denied.Identify()
	again := denied
	again.Polarity = diplo.Positive
	again.Identify()
	for _, step := range []struct {
		what  string
		batch store.Batch
		want  []string
	}{
		{"told again", store.Batch{Evidences: []diplo.Evidence{again}}, []string{"2 false", ""}},
		{"denied", store.Batch{Evidences: []diplo.Evidence{denied}}, []string{"2 true", ""}},
		{"half withdrawn", store.Batch{RetractEvidences: []diplo.ID{again.ID}}, []string{"1 true", ""}},
		{"withdrawn", store.Batch{DeleteDocuments: []diplo.ID{condemned.Document}}, []string{""}},
	} {
		if _, err := s.Apply(t.Context(), step.batch); err != nil {
			t.Fatalf("%s: %v", step.what, err)
		}
		if diff := cmp.Diff(step.want, table(t, edge)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", step.what, diff)
		}
		checkEdges(t, s)
	}
}
