//go:build neo4j

package neo4j

import (
	"context"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// Empty leaves the schema and none of our nodes.
func Empty(ctx context.Context, s *Store) error {
	if _, _, err := s.Migrate(ctx); err != nil {
		return err
	}
	session := s.session(ctx, neo4j.AccessModeWrite)
	defer s.end(ctx, session)
	for _, cypher := range []string{
		// Entities last, and their edges before them: those of one would fill a transaction.
		"MATCH (n:Statement|Evidence|Change|Superseded|Judgement|Act|Document) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS",
		"MATCH (:Entity)-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 5000 ROWS",
		"MATCH (n:" + strings.Join(labels, "|") + ") CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS",
		"MATCH (d:Demarche) SET d.lastChange = 0, d.judgements = null",
	} {
		result, err := session.Run(ctx, cypher, nil)
		if err != nil {
			return err
		}
		if _, err := result.Consume(ctx); err != nil {
			return err
		}
	}
	return nil
}
