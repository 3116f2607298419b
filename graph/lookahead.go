package graph

import (
	"context"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// lookahead is what the fields below a list of statements will ask for, so that it comes with the statements.
type lookahead struct {
	operation *graphql.OperationContext
	with      query.With
	evidence  []*ast.Field // the evidence fields whose page comes with the statements
}

// lookAhead looks at what is selected below the field that is being resolved, a connection of statements.
func lookAhead(ctx context.Context) lookahead {
	l := lookahead{operation: graphql.GetOperationContext(ctx)}
	selected := graphql.CollectFieldsCtx(ctx, nil)
	for _, f := range selected {
		l.with.Total = l.with.Total || f.Name == "totalCount"
	}
	for _, f := range l.items(selected) {
		l.statement(f)
	}
	return l
}

// lookAheadOfRelations looks at what is selected below the field that is being resolved, a connection of relations.
func lookAheadOfRelations(ctx context.Context) lookahead {
	l := lookahead{operation: graphql.GetOperationContext(ctx)}
	for _, f := range graphql.CollectFieldsCtx(ctx, nil) {
		switch f.Name {
		case "nodes":
			l.end(f)
		case "edges":
			for _, below := range l.below(f) {
				switch below.Name {
				case "node":
					l.end(below)
				case "statement":
					l.statement(below)
				}
			}
		}
	}
	return l
}

// end is a field whose entity is one that a statement names.
func (l *lookahead) end(f graphql.CollectedField) {
	l.with.Entities = max(l.with.Entities, heads(ofEntity).detail(f))
}

// below are the fields selected below f.
func (l *lookahead) below(f graphql.CollectedField) []graphql.CollectedField {
	return graphql.CollectFields(l.operation, f.Selections, nil)
}

// items are the fields of a connection that stand for its items.
func (l *lookahead) items(connection []graphql.CollectedField) (items []graphql.CollectedField) {
	for _, f := range connection {
		switch f.Name {
		case "nodes":
			items = append(items, f)
		case "edges":
			for _, below := range l.below(f) {
				if below.Name == "node" {
					items = append(items, below)
				}
			}
		}
	}
	return items
}

func (l *lookahead) statement(item graphql.CollectedField) {
	for _, f := range l.below(item) {
		switch f.Name {
		case "subject", "object", "subjectPolity", "objectPolity", "claimedBy":
			l.end(f)
		case "evidence":
			l.evidences(f)
		}
	}
}

// evidences notes an evidence field that asks for the first so many, as many as those noted before.
func (l *lookahead) evidences(f graphql.CollectedField) {
	arguments := f.ArgumentMap(l.operation.Variables)
	first := evidenceShown
	if given := arguments["first"]; given != nil {
		n, err := graphql.UnmarshalInt(given)
		if err != nil {
			return
		}
		first = n
	}
	if first < 0 || first > query.MaxPage || arguments["last"] != nil || arguments["after"] != nil || arguments["before"] != nil ||
		l.with.Evidence != nil && *l.with.Evidence != first {
		return
	}
	l.with.Evidence = &first
	l.evidence = append(l.evidence, f.Field)
	for _, item := range l.items(l.below(f)) {
		for _, below := range l.below(item) {
			switch below.Name {
			case "document":
				l.with.Documents = max(l.with.Documents, heads(ofDocument).detail(below))
			case "paragraph", "quoteStart", "quoteEnd":
				l.with.Documents = store.Whole
			}
		}
	}
}

// heads are the fields that a head of a type has.
type heads func(field string) bool

func ofEntity(field string) bool   { return field == "id" || field == "kind" || field == "name" }
func ofDocument(field string) bool { return field != "text" }

// enough reports whether a head has all that is selected, left out by a directive or not.
func (has heads) enough(selected ast.SelectionSet) bool {
	for _, s := range selected {
		switch s := s.(type) {
		case *ast.Field:
			if s.Name != "__typename" && !has(s.Name) {
				return false
			}
		case *ast.InlineFragment:
			if !has.enough(s.SelectionSet) {
				return false
			}
		case *ast.FragmentSpread:
			if !has.enough(s.Definition.SelectionSet) {
				return false
			}
		}
	}
	return true
}

// detail is how much a field asks for.
func (has heads) detail(f graphql.CollectedField) store.Detail {
	if has.enough(f.Selections) {
		return store.Head
	}
	return store.Whole
}

// prime gives the loaders what came with statements.
func (l *lookahead) prime(to *loaders, page query.Beside) {
	for id, e := range page.Entities {
		if to.heads.Store(id, e); l.with.Entities == store.Whole {
			to.entities.Prime(id, e)
		}
	}
	for id, d := range page.Documents {
		if to.heads.Store(id, d); l.with.Documents == store.Whole {
			to.documents.Prime(id, d)
		}
	}
	for _, field := range l.evidence {
		ask := shareAsk(to, field, query.PageAsk{First: l.with.Evidence})
		for id, evidence := range page.Evidence {
			to.evidenceOf.Prime(evidenceKey{id, ask}, evidence)
		}
	}
}
