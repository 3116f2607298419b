package neo4j

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
)

// migrations lead from each schema version to the next; version 1 is what the first makes of an empty database. Every
// command may be given again. Community edition has no constraints of existence and type, so what is written is
// validated before (store.Prepare).
var migrations = [][]string{slices.Concat(
	unique("Entity", "id"), unique("Person", "id"), unique("State", "id"), unique("Organization", "id"), unique("Conflict", "id"),
	unique("Statement", "id"), unique("Evidence", "id"), unique("Document", "id", "version"), unique("Act", "id"),
	unique("Judgement", "id"), unique("Superseded", "id"), unique("Change", "seq"),
	oneEdgeAStatement(),
	index("Statement", "type", "sortOccurred", "id"), index("Statement", "sortOccurred", "id"),
	index("Statement", "sortRecorded", "id"), index("Statement", "sortSupport", "id"),
	index("Statement", "subject"), index("Statement", "object"),
	index("Statement", "rolledSubject"), index("Statement", "rolledObject"),
	index("Statement", "rolledSubject", "type", "sortOccurred", "id"), index("Statement", "rolledObject", "type", "sortOccurred", "id"),
	index("Statement", "dossier"), index("Statement", "act"), index("Statement", "since"), index("Statement", "until"),
	index("Evidence", "dossier"), index("Evidence", "document"), index("Evidence", "act"),
	index("Document", "sortPublished", "id"),
	fullText("Entity", "names", "keyword"), fullText("Evidence", "tokens", "whitespace"),
)}

// labels are those of our nodes, which must not stand in a database that is not ours yet.
var labels = []string{"Entity", "Person", "Leader", "State", "Organization", "Conflict", "Statement", "Evidence", "Document",
	"Act", "Judgement", "Superseded", "Change"}

func unique(label string, properties ...string) []string {
	return []string{fmt.Sprintf("CREATE CONSTRAINT demarche_%s IF NOT EXISTS FOR (n:%s) REQUIRE (%s) IS UNIQUE",
		strings.ToLower(label), label, onNode(properties))}
}

func index(label string, properties ...string) []string {
	return []string{fmt.Sprintf("CREATE INDEX demarche_%s_%s IF NOT EXISTS FOR (n:%s) ON (%s)",
		strings.ToLower(label), strings.Join(properties, "_"), label, onNode(properties))}
}

func fullText(label, property, analyzer string) []string {
	return []string{fmt.Sprintf("CREATE FULLTEXT INDEX %s IF NOT EXISTS FOR (n:%s) ON EACH [n.%s] OPTIONS {indexConfig: {`fulltext.analyzer`: '%s'}}",
		fullTextName(label, property), label, property, analyzer)}
}

func fullTextName(label, property string) string {
	return "demarche_text_" + strings.ToLower(label) + "_" + property
}

func onNode(properties []string) string {
	on := make([]string, len(properties))
	for i, p := range properties {
		on[i] = "n." + p
	}
	return strings.Join(on, ", ")
}

func oneEdgeAStatement() []string {
	var commands []string
	for _, t := range diplo.Types() {
		commands = append(commands, fmt.Sprintf("CREATE CONSTRAINT demarche_edge_%s IF NOT EXISTS FOR ()-[r:%s]-() REQUIRE r.statement IS UNIQUE",
			strings.ToLower(t.Relationship()), t.Relationship()))
	}
	return commands
}

// The oldest release that understands the Cypher of this package.
const leastMajor, leastMinor = 5, 23

// Migrate brings the schema to the newest version; a release of Neo4j older than 5.23 is refused. Nodes under other labels are left alone; a database without our
// schema that holds nodes under our labels is refused (Unavailable), for they are somebody else's.
func (s *Store) Migrate(ctx context.Context) (before, after int, err error) {
	s.fits.Store(false)
	before, err = s.claim(ctx)
	if err != nil {
		return 0, 0, err
	}
	if before > len(migrations) {
		return before, before, s.misfit(before)
	}
	for version := before; version < len(migrations); version++ {
		if err := s.migrate(ctx, version); err != nil {
			return before, version, err
		}
	}
	return before, len(migrations), nil
}

// claim makes the database ours, if it is nobody's, and returns its schema version.
func (s *Store) claim(ctx context.Context) (version int, err error) {
	err = s.transact(ctx, neo4j.AccessModeRead, func(t tx) error {
		if err := s.checkRelease(t); err != nil {
			return err
		}
		version, err = schemaVersion(t)
		if err != nil || version >= 0 {
			return err
		}
		foreign, err := t.rows("MATCH (n:"+strings.Join(labels, "|")+") RETURN labels(n)[0] AS label LIMIT 1", nil)
		if err == nil && len(foreign) > 0 {
			err = diplo.Errorf(diplo.Unavailable, "Neo4j at %s: database %q holds :%s nodes that demarche did not write: use another database, or remove or relabel them",
				s.address, s.database, foreign[0]["label"])
		}
		return err
	})
	if err != nil || version >= 0 {
		return version, err
	}
	err = s.transact(ctx, neo4j.AccessModeWrite, func(t tx) error {
		return t.run("CREATE CONSTRAINT demarche_schema IF NOT EXISTS FOR (n:Demarche) REQUIRE n.name IS UNIQUE", nil)
	})
	if err != nil {
		return 0, err
	}
	return 0, s.transact(ctx, neo4j.AccessModeWrite, func(t tx) error {
		return t.run("MERGE (d:Demarche {name: 'demarche'}) ON CREATE SET d.schema = 0, d.lastChange = 0", nil)
	})
}

func (s *Store) checkRelease(t tx) error {
	rows, err := t.rows("CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS release", nil)
	if err != nil || len(rows) == 0 {
		return err
	}
	release := str[string](rows[0], "release")
	if newEnough(release) {
		return nil
	}
	return diplo.Errorf(diplo.Unavailable, "Neo4j at %s is release %s: %d.%d or newer is needed", s.address, release, leastMajor, leastMinor)
}

// newEnough reads "5.26.18", "5.27-aura" or "2025.10.1"; what it cannot read it lets pass.
func newEnough(release string) bool {
	var major, minor int
	if n, err := fmt.Sscanf(release, "%d.%d", &major, &minor); n < 2 || err != nil {
		return true
	}
	return major > leastMajor || major == leastMajor && minor >= leastMinor
}

// migrate leads from a version to the next.
func (s *Store) migrate(ctx context.Context, version int) error {
	err := s.transact(ctx, neo4j.AccessModeWrite, func(t tx) error {
		for _, command := range migrations[version] {
			if err := t.run(command, nil); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = s.transact(ctx, neo4j.AccessModeRead, func(t tx) error { return t.run("CALL db.awaitIndexes(300)", nil) })
	if err != nil {
		return err
	}
	return s.transact(ctx, neo4j.AccessModeWrite, func(t tx) error {
		return t.run("MATCH (d:Demarche) WHERE d.schema = $from SET d.schema = $to", row{"from": version, "to": version + 1})
	})
}

// Ping asks the server, and fails with Unavailable where the schema is not the one that this build works with.
func (s *Store) Ping(ctx context.Context) error {
	err := s.transact(ctx, neo4j.AccessModeRead, s.checkSchema)
	s.fits.Store(err == nil)
	return err
}

func (s *Store) checkSchema(t tx) error {
	version, err := schemaVersion(t)
	if err != nil || version == len(migrations) {
		return err
	}
	return s.misfit(version)
}

func (s *Store) misfit(version int) error {
	message := "its schema has version %d and this build works with %d: run `demarche migrate`"
	switch {
	case version < 0:
		return diplo.Errorf(diplo.Unavailable, "Neo4j at %s: database %q has no demarche schema yet: run `demarche migrate`", s.address, s.database)
	case version > len(migrations):
		message = "its schema has version %d and this build works with %d: use a newer build of demarche"
	}
	return diplo.Errorf(diplo.Unavailable, "Neo4j at %s: "+message, s.address, version, len(migrations))
}

// schemaVersion is -1 where the database is not ours.
func schemaVersion(t tx) (int, error) {
	rows, err := t.rows("MATCH (d:Demarche) RETURN d.schema AS schema", nil)
	if err != nil || len(rows) == 0 {
		return -1, err
	}
	return integer(rows[0], "schema"), nil
}
