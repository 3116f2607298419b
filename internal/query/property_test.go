package query_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

// states are the entities of the crowd.
var states = []diplo.ID{"state:RU", "state:CN", "state:IL", "state:IR", "state:TR", "state:FR", "state:US", "state:EG"}

// crowd is a store full of ties: sixty statements of few types on three days, of one support and one instant.
func crowd(t *testing.T) *query.Service {
	t.Helper()
	s, g := emptyStore(t), openGazetteer(t)
	random := rand.New(rand.NewPCG(1, 2))
	var b store.Batch
	for _, id := range states {
		e, _ := g.Entity(id)
		b.Entities = append(b.Entities, e)
	}
	for i := range 60 {
		from, to := random.IntN(len(states)), random.IntN(len(states)-1)
		if to >= from {
			to++
		}
		day := diplo.Date("2025-06-01").AddDays(10 * random.IntN(3))
		e := diplo.Evidence{
			Basis: diplo.FromHand, Origin: fmt.Sprint("person ", i), Type: []diplo.Type{"CONDEMNS", "MET_WITH", "ATTACKS"}[random.IntN(3)],
			Subject: diplo.Actor{Ref: b.Entities[from].Ref, Polity: b.Entities[from].Ref}, Object: diplo.Actor{Ref: b.Entities[to].Ref, Polity: b.Entities[to].Ref},
			Modality: diplo.Actual, Polarity: diplo.Positive, Confidence: 0.9,
			Occurred: diplo.Occurred{Since: day, Until: day, Precision: diplo.Day, Basis: diplo.Explicit},
		}
		e.Identify()
		b.Evidences = append(b.Evidences, e)
	}
	if _, err := s.Apply(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	return query.New(s, g, nil)
}

// all is the whole list, in one order.
func all(t testing.TB, s *query.Service, f *query.Filter, o store.Order) []diplo.Statement {
	t.Helper()
	hundred := 100
	page, err := s.Statements(t.Context(), query.StatementAsk{Filter: f, Order: o, Page: query.PageAsk{First: &hundred}})
	if err != nil || page.HasNext {
		t.Fatalf("%v, more than a page: %v", err, page.HasNext)
	}
	return page.Nodes()
}

// TestPagesMakeTheList walks pages of every size in both directions, under every order: together they are the list,
// without a gap or a repeat, and each says rightly whether there is more.
func TestPagesMakeTheList(t *testing.T) {
	s := crowd(t)
	rapid.Check(t, func(r *rapid.T) {
		order := store.Order{
			Field:     rapid.SampledFrom([]store.OrderField{store.Occurred, store.Recorded, store.Support}).Draw(r, "field"),
			Ascending: rapid.Bool().Draw(r, "ascending"),
		}
		filter := &query.Filter{Types: rapid.SampledFrom([][]diplo.Type{nil, {"CONDEMNS"}, {"MET_WITH", "ATTACKS"}, {}}).Draw(r, "types")}
		size, backward := rapid.IntRange(1, 25).Draw(r, "size"), rapid.Bool().Draw(r, "backward")
		want := all(t, s, filter, order)
		var got []diplo.Statement
		ask := query.StatementAsk{Filter: filter, Order: order, Page: query.PageAsk{First: &size}}
		if backward {
			ask.Page = query.PageAsk{Last: &size}
		}
		for range len(want) + 1 {
			page, err := s.Statements(t.Context(), ask)
			if err != nil {
				r.Fatal(err)
			}
			nodes, more := page.Nodes(), page.HasNext
			if backward {
				got, more = append(nodes, got...), page.HasPrevious
			} else {
				got = append(got, nodes...)
			}
			if more != (len(got) < len(want)) {
				r.Fatalf("after %d of %d it says more: %v", len(got), len(want), more)
			}
			if !more {
				break
			}
			if backward {
				ask.Page.Before = page.Edges[0].Cursor
			} else {
				ask.Page.After = page.Edges[len(page.Edges)-1].Cursor
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" && len(want)+len(got) > 0 {
			r.Fatal(diff)
		}
	})
}

// TestRelationsOfManyAreThoseOfEach holds that asking about many entities at once, however unlike in how busy they are,
// gives each what a plain look through all statements gives it.
func TestRelationsOfManyAreThoseOfEach(t *testing.T) {
	s := crowd(t)
	list := all(t, s, nil, store.Order{})
	rapid.Check(t, func(r *rapid.T) {
		of := rapid.SliceOfN(rapid.SampledFrom(append(states, "state:FJ", "person:~nobody.unknown")), 1, 12).Draw(r, "of")
		size, backward := rapid.IntRange(0, 12).Draw(r, "size"), rapid.Bool().Draw(r, "backward")
		ask := query.RelationAsk{
			Types:     rapid.SampledFrom([][]diplo.Type{nil, {"CONDEMNS"}, {"MET_WITH"}, {"MET_WITH", "ATTACKS"}}).Draw(r, "types"),
			Direction: rapid.SampledFrom([]query.Direction{query.Out, query.In, query.Both}).Draw(r, "direction"),
			Page:      query.PageAsk{First: &size},
		}
		if backward {
			ask.Page = query.PageAsk{Last: &size}
		}
		pages, _, err := s.Relations(t.Context(), of, ask)
		if err != nil {
			r.Fatal(err)
		}
		counts, err := s.CountRelations(t.Context(), of, ask)
		if err != nil {
			r.Fatal(err)
		}
		for i, id := range of {
			want := related(list, id, ask)
			total := len(want)
			if backward {
				want = want[max(0, total-size):]
			} else {
				want = want[:min(total, size)]
			}
			got := pages[i].Nodes()
			if diff := gocmp.Diff(want, got); diff != "" && len(want)+len(got) > 0 {
				r.Fatalf("%s: %s", id, diff)
			}
			if more := pages[i].HasNext || pages[i].HasPrevious; more != (total > size) {
				r.Fatalf("%s: %d of %d, more: %v", id, size, total, more)
			}
			if counts[i] != total {
				r.Fatalf("%s has %d relations, counted %d", id, total, counts[i])
			}
		}
	})
}

// related looks through all statements for those of one entity.
func related(list []diplo.Statement, id diplo.ID, ask query.RelationAsk) []query.Relation {
	var found []query.Relation
	for _, st := range list {
		info, _ := st.Type.Info()
		relation := query.Relation{Other: st.Object, Direction: query.Out, Statement: st}
		if st.Object == id {
			relation.Other, relation.Direction = st.Subject, query.In
		}
		if info.Symmetric {
			relation.Direction = query.Both
		}
		lies := relation.Direction == query.Both || ask.Direction == query.Both || ask.Direction == relation.Direction
		if (st.Subject == id || st.Object == id) && lies && (ask.Types == nil || slices.Contains(ask.Types, st.Type)) {
			found = append(found, relation)
		}
	}
	return found
}

// TestPathsAreTheShortest compares the search with a plain walk along all paths.
func TestPathsAreTheShortest(t *testing.T) {
	s := crowd(t)
	list := all(t, s, nil, store.Order{})
	rapid.Check(t, func(r *rapid.T) {
		filter := &query.Filter{Types: rapid.SampledFrom([][]diplo.Type{nil, {"CONDEMNS"}, {"MET_WITH"}, {"ATTACKS"}}).Draw(r, "types")}
		filter.Since = rapid.SampledFrom([]diplo.Date{"", "2025-06-05", "2025-06-15"}).Draw(r, "since")
		ends := rapid.Permutation(states).Draw(r, "ends")
		hops, wanted := rapid.IntRange(1, 5).Draw(r, "hops"), rapid.IntRange(1, 20).Draw(r, "wanted")
		got, err := s.Paths(t.Context(), query.PathAsk{Source: ends[0], Target: ends[1], Filter: filter, MaxHops: &hops, MaxPaths: &wanted})
		if err != nil {
			r.Fatal(err)
		}
		var kept []diplo.Statement
		for _, st := range list {
			if (filter.Types == nil || slices.Contains(filter.Types, st.Type)) && st.Occurred.Until >= filter.Since {
				kept = append(kept, st)
			}
		}
		want := allPaths(kept, ends[0], ends[1], hops)
		want = want[:min(len(want), wanted)]
		told := []string{}
		for _, p := range got {
			told = append(told, tell(p))
		}
		if diff := gocmp.Diff(want, told); diff != "" {
			r.Fatal(diff)
		}
	})
}

func tell(p query.Path) string {
	text := string(p.Nodes[0])
	for i, step := range p.Steps {
		text += fmt.Sprintf(" -%s %s- %s", step.Direction, step.Statement, p.Nodes[i+1])
	}
	return text
}

// allPaths walks every path without a repeat, by the least statement between each pair, and sorts them.
func allPaths(list []diplo.Statement, source, target diplo.ID, hops int) []string {
	type pair struct{ from, to diplo.ID }
	least := map[pair]query.Step{}
	for _, st := range list {
		for p, step := range map[pair]query.Step{{st.Subject, st.Object}: {Direction: query.Out, Statement: st.ID}, {st.Object, st.Subject}: {Direction: query.In, Statement: st.ID}} {
			if old, ok := least[p]; !ok || step.Statement < old.Statement {
				least[p] = step
			}
		}
	}
	var found []query.Path
	var walk func(p query.Path)
	walk = func(p query.Path) {
		here := p.Nodes[len(p.Nodes)-1]
		if here == target {
			found = append(found, p)
			return
		}
		if len(p.Steps) == hops {
			return
		}
		for _, next := range states {
			if step, ok := least[pair{here, next}]; ok && !slices.Contains(p.Nodes, next) {
				walk(query.Path{Nodes: append(slices.Clone(p.Nodes), next), Steps: append(slices.Clone(p.Steps), step)})
			}
		}
	}
	walk(query.Path{Nodes: []diplo.ID{source}})
	key := func(p query.Path) string {
		ids := []string{}
		for _, step := range p.Steps {
			ids = append(ids, string(step.Statement))
		}
		return strings.Join(ids, " ")
	}
	slices.SortFunc(found, func(a, b query.Path) int {
		return cmp.Or(cmp.Compare(len(a.Steps), len(b.Steps)), cmp.Compare(key(a), key(b)))
	})
	told := []string{}
	for _, p := range found {
		told = append(told, tell(p))
	}
	return told
}

// TestCursorsOfOtherLists holds that a cursor works with its own list alone.
func TestCursorsOfOtherLists(t *testing.T) {
	s := crowd(t)
	page, err := s.Statements(t.Context(), query.StatementAsk{})
	if err != nil {
		t.Fatal(err)
	}
	cursor := page.Edges[3].Cursor
	for name, ask := range map[string]query.StatementAsk{
		"another filter":   {Filter: &query.Filter{MinOrigins: 1}},
		"another order":    {Order: store.Order{Field: store.Support}},
		"another roll-up":  {RollUp: store.ByPolity},
		"the other way up": {Order: store.Order{Ascending: true}},
	} {
		ask.Page.After = cursor
		if _, err := s.Statements(t.Context(), ask); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("%s: %v, want BAD_USER_INPUT", name, err)
		}
	}
	same := query.StatementAsk{Filter: &query.Filter{Modality: query.Only(diplo.Actual)}, Page: query.PageAsk{After: cursor}}
	if _, err := s.Statements(t.Context(), same); err != nil {
		t.Errorf("a default that is spelt out is the same list: %v", err)
	}
}

// FuzzCursor holds that no bytes given as a cursor do anything but fail clearly.
func FuzzCursor(f *testing.F) {
	s := world(f)
	page, err := s.Statements(f.Context(), query.StatementAsk{})
	if err != nil {
		f.Fatal(err)
	}
	good := page.Edges[0].Cursor
	f.Add(good)
	f.Add(good[:len(good)-3])
	f.Add("")
	f.Add("AQ")
	f.Fuzz(func(t *testing.T, cursor string) {
		_, err := s.Statements(t.Context(), query.StatementAsk{Page: query.PageAsk{After: cursor}})
		if err != nil && diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("%q: %v", cursor, err)
		}
	})
}
