package graph

import (
	"context"
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
)

// Limits of one operation. Cost is the number of objects that the answer may hold at most, as far as the document
// tells: an object counts 1 and its fields as often as there may be such objects.
const (
	maxDepth   = 12
	maxAliases = 30
	maxRoots   = 20
	maxCost    = 10000
	listGuess  = 4   // items of a list that takes no size, such as claimedBy
	manyGuess  = 200 // of one that is long
)

// guard refuses operations beyond the limits before they run. A fragment is measured once, not once for each place that
// spreads it, so that measuring takes no longer than reading the document.
type guard struct{}

// ExtensionName is the guard's name in gqlgen.
func (guard) ExtensionName() string { return "Guard" }

// Validate accepts every schema.
func (guard) Validate(graphql.ExecutableSchema) error { return nil }

// MutateOperationContext refuses the operation with LIMIT_EXCEEDED, or lets it pass.
func (guard) MutateOperationContext(_ context.Context, o *graphql.OperationContext) *gqlerror.Error {
	g := gauge{variables: o.Variables, fragments: map[fragmentKey]measure{}}
	whole := g.set(o.Operation.SelectionSet, false)
	for _, limit := range []struct {
		what     string
		got, max int
	}{
		{"levels of fields", whole.depth, maxDepth},
		{"aliases", whole.aliases, maxAliases},
		{"root fields", g.roots(o.Operation.SelectionSet), maxRoots},
		{"objects (cost)", whole.cost, maxCost},
	} {
		if limit.got > limit.max {
			return gqlerror.Wrap(diplo.Errorf(diplo.LimitReached, "the operation asks for %s %s, %d is the most", atMost(limit.got), limit.what, limit.max))
		}
	}
	return nil
}

// measure is what a selection comes to.
type measure struct{ depth, aliases, cost int }

func (m measure) with(other measure) measure {
	return measure{max(m.depth, other.depth), sum(m.aliases, other.aliases), sum(m.cost, other.cost)}
}

// fragmentKey tells the places of a fragment apart that count its lists differently.
type fragmentKey struct {
	name  string
	sized bool
}

// gauge measures the selections of one operation.
type gauge struct {
	variables map[string]any
	fragments map[fragmentKey]measure
}

// set measures a selection set; sized tells that its parent was given how many items its lists hold.
func (g gauge) set(set ast.SelectionSet, sized bool) measure {
	var m measure
	for _, s := range set {
		switch s := s.(type) {
		case *ast.Field:
			m = m.with(g.field(s, sized))
		case *ast.InlineFragment:
			m = m.with(g.set(s.SelectionSet, sized))
		case *ast.FragmentSpread:
			m = m.with(g.fragment(s, sized))
		}
	}
	return m
}

func (g gauge) fragment(s *ast.FragmentSpread, sized bool) measure {
	key := fragmentKey{s.Name, sized}
	m, known := g.fragments[key]
	if !known {
		m = g.set(s.Definition.SelectionSet, sized)
		g.fragments[key] = m
	}
	return m
}

func (g gauge) field(f *ast.Field, sized bool) measure {
	var m measure
	if f.Alias != f.Name {
		m.aliases = 1
	}
	m.depth = 1
	if len(f.SelectionSet) == 0 {
		return m
	}
	n, tells := g.size(f)
	if list := f.Definition.Type.Elem != nil; list && !tells && !sized && n == 1 && !strings.HasPrefix(f.ObjectDefinition.Name, "__") {
		n = listGuess
		if f.Name == "members" {
			n = manyGuess
		}
	}
	inner := g.set(f.SelectionSet, tells)
	m.depth += inner.depth
	if strings.HasPrefix(f.Name, "__") { // introspection nests deep; the validator bounds it
		m.depth = 1
	}
	m.aliases = sum(m.aliases, inner.aliases)
	own := n
	if tells {
		own = 1 // the connection; its lists count for themselves
	}
	m.cost = sum(own, product(n, inner.cost))
	return m
}

// size is how many items the field's lists may hold, and whether the field tells.
func (g gauge) size(f *ast.Field) (n int, tells bool) {
	args := f.ArgumentMap(g.variables)
	switch {
	case strings.HasSuffix(f.Definition.Type.Name(), "Connection"):
		return count(args["last"], count(args["first"], query.DefaultPage)), true
	case f.Definition.Arguments.ForName("maxPaths") != nil:
		return product(count(args["maxPaths"], 1), 1+count(args["maxHops"], 1)), true
	case f.Definition.Arguments.ForName("limit") != nil:
		return count(args["limit"], 1), true
	case f.Definition.Arguments.ForName("ids") != nil:
		ids, _ := args["ids"].([]any)
		return max(len(ids), 1), false
	}
	return 1, false
}

// roots counts the root fields, those of fragments among them.
func (g gauge) roots(set ast.SelectionSet) int {
	counted := map[string]int{}
	var in func(ast.SelectionSet) int
	in = func(set ast.SelectionSet) int {
		n := 0
		for _, s := range set {
			switch s := s.(type) {
			case *ast.Field:
				n = sum(n, 1)
			case *ast.InlineFragment:
				n = sum(n, in(s.SelectionSet))
			case *ast.FragmentSpread:
				if _, known := counted[s.Name]; !known {
					counted[s.Name] = in(s.Definition.SelectionSet)
				}
				n = sum(n, counted[s.Name])
			}
		}
		return n
	}
	return in(set)
}

// count is an argument's number, none where it has none; it is at least 1. Literals come as int64, variables as their
// JSON had them.
func count(v any, none int) int {
	var n int64
	switch v := v.(type) {
	case int64:
		n = v
	case json.Number:
		n, _ = v.Int64()
	case float64:
		n = int64(v)
	default:
		return none
	}
	return int(min(max(n, 1), unbounded))
}

// unbounded is what sums and products stop at.
const unbounded = math.MaxInt32

func sum(ns ...int) int {
	total := 0
	for _, n := range ns {
		total = min(total+n, unbounded)
	}
	return total
}

func product(a, b int) int { return min(a*b, unbounded) }

func atMost(n int) string {
	if n >= unbounded {
		return "countless"
	}
	return strconv.Itoa(n)
}
