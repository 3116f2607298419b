// Package neo4j keeps the graph in Neo4j, release 5.23 or newer, Community edition or better, without plugins.
//
// What a person with Neo4j Browser sees:
//
//	(:Entity:Person[:Leader]) (:Entity:State) (:Entity:Organization) (:Entity:Conflict)
//	(:Statement)-[:SUBJECT|OBJECT|SUBJECT_POLITY|OBJECT_POLITY]->(:Entity)
//	(:Statement)-[:EVIDENCED_BY]->(:Evidence)-[:IN]->(:Document)
//	(:Evidence)-[:ATTRIBUTED_TO {role, step}]->(:Entity)
//	(:Statement)-[:PART_OF]->(:Act)-[:HAS {role}]->(:Entity)
//	(:Person)-[:HELD_OFFICE {title, kind, since, until, asof, source}]->(:State|:Organization)
//	(:State)-[:MEMBER]->(:Organization)   (:Conflict)-[:HAS_PARTY]->(:State|:Organization)   (:Conflict)-[:EPISODE_OF]->(:Conflict)
//	(:Entity)-[:CONDEMNS|SPOKE_WITH|... {statement, since, until, reports, origins, support, claimedBy, contested}]->(:Entity)
//	(:Judgement)-[:JUDGES]->(:Entity)   (:Superseded {id, successor})   (:Change {seq, ...})   (:Demarche {schema, lastChange})
//
// Every node has a name, its caption. Typed edges are what diplo.Project makes of the statements: their types come from
// the type table, and every value anywhere is a parameter. The far end of an office, membership or party that nothing
// mentions is there by id and name alone, without the label Entity.
//
// Every property that a value of diplo needs is there, so nothing is lost; what nests (offices, attribution, an act's
// parts) stands in one JSON property, detail, beside its relationships. Sort keys and search tokens are computed in Go
// as for every store.
//
// Neo4j reads committed data but has no snapshots, and the change log has no gaps, so writers take turns: each
// transaction first locks the one node :Demarche. That lock covers every dossier, the identity of entities and the
// sequence at once, and deadlocks cannot happen. A transaction that a lost connection leaves open is rolled back by the
// server; the driver repeats what is safe to repeat.
//
// A batch is one transaction, which the server holds in memory: about 40 kB for each evidence, so a heap of 512 MB takes
// batches of five thousand. One that is too large is refused with a clear error and leaves nothing.
package neo4j
