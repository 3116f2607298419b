package neo4j

import (
	"reflect"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func (a *application) writeDocuments() error {
	var added, edited []row
	for _, v := range a.Documents {
		if v.Added {
			r := documentRow(v.Document)
			r["current"] = currency(v)
			added = append(added, r)
			continue
		}
		edited = append(edited, row{"id": v.ID, "version": v.Version, "properties": row{"name": text(v.Name), "current": currency(v),
			"recordedAt": instant(v.RecordedAt), "retractedAt": retraction(v.RetractedAt)}})
	}
	if err := a.each(added, "UNWIND $rows AS row CREATE (d:Document) SET d = row"); err != nil {
		return err
	}
	return a.each(edited, "UNWIND $rows AS row MATCH (d:Document {id: row.id, version: row.version}) SET d += row.properties")
}

// currency is absent on versions that do not count, so that Neo4j Browser shows it where it matters.
func currency(v store.PlannedVersion) any {
	if v.Current {
		return true
	}
	return nil
}

// tie is a relationship of an entity's profile. Its far end may be one that nothing mentions.
type tie struct {
	relationship string
	from         diplo.ID
	to           diplo.Ref
	properties   row
}

func tiesOf(e diplo.Entity) []tie {
	var ties []tie
	for _, o := range e.Offices {
		ties = append(ties, tie{"HELD_OFFICE", e.ID, o.Of, row{"title": o.Title, "kind": o.Kind,
			"since": date(o.From), "until": date(o.To), "asof": date(o.AsOf), "source": o.Source}})
	}
	for _, o := range e.MemberOf {
		ties = append(ties, tie{"MEMBER", e.ID, o, row{}})
	}
	for _, p := range e.Parties {
		ties = append(ties, tie{"HAS_PARTY", e.ID, p, row{}})
	}
	if e.Parent != "" {
		ties = append(ties, tie{"EPISODE_OF", e.ID, diplo.Ref{ID: e.Parent, Name: string(e.Parent)}, row{}})
	}
	return ties
}

func (a *application) writeEntities() error {
	byKind := map[diplo.Kind][]row{}
	type pattern struct {
		from         diplo.Kind
		relationship string
		to           diplo.Kind
	}
	ties := map[pattern][]row{}
	for _, e := range a.Entities {
		byKind[e.Kind] = append(byKind[e.Kind], row{"id": e.ID, "properties": entityRow(e), "leader": e.IsLeader()})
		for _, t := range tiesOf(e) {
			if kind := t.to.ID.Kind(); kind != "" {
				p := pattern{e.Kind, t.relationship, kind}
				ties[p] = append(ties[p], row{"from": t.from, "to": t.to.ID, "name": t.to.Name, "properties": t.properties})
			}
		}
	}
	for kind, rows := range byKind {
		err := a.each(rows, "UNWIND $rows AS row MERGE (e:"+kind.Label()+" {id: row.id}) SET e = row.properties, e:Entity "+
			"FOREACH (_ IN CASE WHEN row.leader THEN [1] ELSE [] END | SET e:Leader) "+
			"WITH e MATCH (e)-[r:HELD_OFFICE|MEMBER|HAS_PARTY|EPISODE_OF]->() DELETE r")
		if err != nil {
			return err
		}
	}
	for p, rows := range ties {
		err := a.each(rows, "UNWIND $rows AS row MATCH (from:"+p.from.Label()+" {id: row.from}) "+
			"MERGE (to:"+p.to.Label()+" {id: row.to}) ON CREATE SET to.name = row.name "+
			"CREATE (from)-[r:"+p.relationship+"]->(to) SET r = row.properties")
		if err != nil {
			return err
		}
	}
	return nil
}

// writeJudgements makes another revision of the judgements: a random one, so that no other graph in this place ever had
// it.
func (a *application) writeJudgements() error {
	if len(a.Judgements) > 0 {
		if err := a.tx.run("MATCH (d:Demarche) SET d.judgements = randomUUID()", nil); err != nil {
			return err
		}
	}
	rows := make([]row, len(a.Judgements))
	for i, j := range a.Judgements {
		rows[i] = judgementRow(j)
	}
	return a.each(rows, "UNWIND $rows AS row MERGE (j:Judgement {id: row.id}) SET j = row "+
		"WITH j, row MATCH (x:Entity) WHERE x.id IN [row.a, row.b] MERGE (j)-[:JUDGES]->(x)")
}

func (a *application) writeEvidences() error {
	var added, edited, attributed []row
	for _, e := range a.Evidences {
		switch {
		case e.Added:
			added = append(added, evidenceRow(e.Evidence))
			for step, by := range e.Attribution {
				if by.Entity != "" {
					attributed = append(attributed, row{"evidence": e.ID, "entity": by.Entity, "properties": row{"role": by.Role, "step": step}})
				}
			}
		case e.Edited:
			edited = append(edited, row{"id": e.ID, "properties": row{"recordedAt": instant(e.RecordedAt), "retractedAt": retraction(e.RetractedAt)}})
		}
	}
	err := a.each(added, "UNWIND $rows AS row CREATE (e:Evidence) SET e = row "+
		"WITH e, row MATCH (d:Document {id: row.document, version: row.version}) CREATE (e)-[:IN]->(d)")
	if err != nil {
		return err
	}
	err = a.each(attributed, "UNWIND $rows AS row MATCH (e:Evidence {id: row.evidence}), (x:Entity {id: row.entity}) "+
		"CREATE (e)-[r:ATTRIBUTED_TO]->(x) SET r = row.properties")
	if err != nil {
		return err
	}
	return a.each(edited, "UNWIND $rows AS row MATCH (e:Evidence {id: row.id}) SET e += row.properties")
}

// writeActs joins the parts of every act that a touched evidence tells of, over its evidences in force.
func (a *application) writeActs() error {
	var ids []diplo.ID
	for _, e := range a.Evidences {
		if e.Touched && e.Act != nil {
			ids = append(ids, e.Act.ID)
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	all, err := gatherer{a.tx}.evidencesOfActs(ids) // as they are written by now
	if err != nil {
		return err
	}
	telling := slices.DeleteFunc(all, func(e diplo.Evidence) bool { return e.RetractedAt != nil })
	acts := store.ActParts(telling, a.Identity)
	var kept, gone, parts []row
	for _, id := range ids {
		if _, ok := acts[id]; !ok {
			gone = append(gone, row{"id": id})
			continue
		}
		kept = append(kept, row{"id": id, "name": actCaption(acts[id])})
		for _, p := range acts[id] {
			parts = append(parts, row{"act": id, "entity": p.Entity.ID, "role": p.Role})
		}
	}
	if err := a.each(gone, "UNWIND $rows AS row MATCH (a:Act {id: row.id}) DETACH DELETE a"); err != nil {
		return err
	}
	err = a.each(kept, "UNWIND $rows AS row MERGE (a:Act {id: row.id}) SET a.name = row.name WITH a MATCH (a)-[h:HAS]->() DELETE h")
	if err != nil {
		return err
	}
	return a.each(parts, "UNWIND $rows AS row MATCH (a:Act {id: row.act}), (x:Entity {id: row.entity}) CREATE (a)-[:HAS {role: row.role}]->(x)")
}

// actCaption is who takes part.
func actCaption(parts []diplo.Part) string {
	var names []string
	for _, p := range parts {
		names = append(names, p.Entity.Name)
	}
	slices.Sort(names)
	return caption(strings.Join(slices.Compact(names), ", "), "act")
}

// writeStatements writes the statements that differ from those before, and their relationships.
func (a *application) writeStatements() error {
	held := make(map[diplo.ID]diplo.Evidence, len(a.Evidences))
	for id, e := range a.Evidences {
		held[id] = e.Evidence
	}
	var added, edited, removed, evidenced, unevidenced []row
	for _, c := range a.Statements {
		switch {
		case c.Is.ID == "":
			removed = append(removed, row{"id": c.Was.ID})
			continue
		case c.Was.ID == "":
			added = append(added, statementRow(c.Is, held, a.names))
		default:
			edited = append(edited, statementRow(c.Is, held, a.names))
		}
		evidenced = appendWithout(evidenced, c.Is.ID, c.Is.Evidence, c.Was.Evidence)
		unevidenced = appendWithout(unevidenced, c.Is.ID, c.Was.Evidence, c.Is.Evidence)
	}
	for _, w := range []struct {
		rows   []row
		cypher string
	}{
		{removed, "UNWIND $rows AS row MATCH (s:Statement {id: row.id}) DETACH DELETE s"},
		{added, "UNWIND $rows AS row CREATE (s:Statement) SET s = row WITH s, row " +
			"MATCH (subject:Entity {id: row.subject}), (object:Entity {id: row.object}) CREATE (s)-[:SUBJECT]->(subject), (s)-[:OBJECT]->(object)"},
		{edited, "UNWIND $rows AS row MATCH (s:Statement {id: row.id}) SET s = row WITH s " +
			"MATCH (s)-[r:SUBJECT_POLITY|OBJECT_POLITY|PART_OF]->() DELETE r"},
		{unevidenced, "UNWIND $rows AS row MATCH (s:Statement {id: row.statement})-[r:EVIDENCED_BY]->(:Evidence {id: row.evidence}) DELETE r"},
		{evidenced, "UNWIND $rows AS row MATCH (s:Statement {id: row.statement}), (e:Evidence {id: row.evidence}) CREATE (s)-[:EVIDENCED_BY]->(e)"},
	} {
		if err := a.each(w.rows, w.cypher); err != nil {
			return err
		}
	}
	return a.linkStatements(append(added, edited...))
}

// appendWithout appends a row for each of ids that others do not hold; both are sorted.
func appendWithout(rows []row, statement diplo.ID, ids, others []diplo.ID) []row {
	for _, id := range ids {
		if _, found := slices.BinarySearch(others, id); !found {
			rows = append(rows, row{"statement": statement, "evidence": id})
		}
	}
	return rows
}

// linkStatements joins statements to what their evidence may come to tell otherwise: the polities and the act.
func (a *application) linkStatements(statements []row) error {
	for _, link := range []struct{ property, relationship, label string }{
		{"subjectPolity", "SUBJECT_POLITY", "Entity"}, {"objectPolity", "OBJECT_POLITY", "Entity"}, {"act", "PART_OF", "Act"},
	} {
		var rows []row
		for _, s := range statements {
			if s[link.property] != nil {
				rows = append(rows, row{"id": s["id"], "to": s[link.property]})
			}
		}
		err := a.each(rows, "UNWIND $rows AS row MATCH (s:Statement {id: row.id}), (x:"+link.label+" {id: row.to}) CREATE (s)-[:"+link.relationship+"]->(x)")
		if err != nil {
			return err
		}
	}
	return nil
}

// writeEdges brings the typed edges in line with the statements.
func (a *application) writeEdges() error {
	gone, come := map[string][]row{}, map[string][]row{}
	for _, c := range a.Statements {
		was, had := diplo.Project(c.Was)
		is, has := diplo.Project(c.Is)
		if had && has && reflect.DeepEqual(was, is) {
			continue
		}
		if had {
			gone[was.Relationship] = append(gone[was.Relationship], row{"statement": was.Statement})
		}
		if has {
			come[is.Relationship] = append(come[is.Relationship], row{"from": is.From, "to": is.To, "properties": edgeRow(is)})
		}
	}
	for relationship, rows := range gone {
		if err := a.each(rows, "UNWIND $rows AS row MATCH ()-[r:"+relationship+" {statement: row.statement}]->() DELETE r"); err != nil {
			return err
		}
	}
	for relationship, rows := range come {
		err := a.each(rows, "UNWIND $rows AS row MATCH (from:Entity {id: row.from}), (to:Entity {id: row.to}) "+
			"CREATE (from)-[r:"+relationship+"]->(to) SET r = row.properties")
		if err != nil {
			return err
		}
	}
	return nil
}

// writeSuperseded points the ids that no longer stand for themselves to their heirs.
func (a *application) writeSuperseded() error {
	var standing, led []row
	for _, id := range a.Standing {
		standing = append(standing, row{"id": id})
	}
	for id, heir := range a.Superseded {
		led = append(led, supersededRow(id, heir))
	}
	if err := a.each(standing, "UNWIND $rows AS row MATCH (x:Superseded {id: row.id}) DELETE x"); err != nil {
		return err
	}
	return a.each(led, "UNWIND $rows AS row MERGE (x:Superseded {id: row.id}) SET x = row")
}

// writeChanges appends to the change log. The lock that the transaction holds keeps the sequence without gaps.
func (a *application) writeChanges() error {
	changes := a.Applied.Changes
	if len(changes) == 0 {
		return nil
	}
	rows, err := a.rows("MATCH (d:Demarche) SET d.lastChange = d.lastChange + $n RETURN d.lastChange AS last", row{"n": len(changes)})
	if err != nil {
		return err
	}
	first := integer(rows[0], "last") - len(changes) + 1
	for i := range changes {
		changes[i].Seq, changes[i].At = int64(first+i), a.now
	}
	return a.log(changes)
}

func (t tx) log(changes []diplo.Change) error {
	rows := make([]row, len(changes))
	for i, c := range changes {
		rows[i] = changeRow(c)
	}
	return t.each(rows, "UNWIND $rows AS row CREATE (c:Change) SET c = row")
}
