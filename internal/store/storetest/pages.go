package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func testPages(t *testing.T, open Open) {
	b := beginTest(t, open)
	var es []diplo.Evidence
	for i := range 11 { // ties on every key: three days, one instant, two degrees of support
		e := told(diplo.ID(fmt.Sprintf("state:S%02d", i)), "CONDEMNS", "state:RU", diplo.Date(fmt.Sprintf("2025-06-0%d", 1+i%3)))
		e.Confidence = 0.5 + float64(i%2)/4
		es = append(es, e)
	}
	es = append(es, told("state:UA", "CONDEMNS", "state:RU", "")) // the last: its key is ""
	b.apply(batchOf(es))
	for _, field := range []store.OrderField{"", store.Occurred, store.Recorded, store.Support} {
		for _, ascending := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/ascending=%t", field, ascending), func(t *testing.T) {
				testWalk(t, b, store.Order{Field: field, Ascending: ascending})
			})
		}
	}
	newest := b.statements(store.Filter{})
	if newest[0].Occurred.Until != "2025-06-03" || newest[11].Occurred.Until != "" {
		t.Errorf("newest first is %v ... %v", newest[0].Occurred, newest[11].Occurred)
	}
}

// testWalk walks through a list in pages of each size from both ends and checks that each walk sees the whole list.
func testWalk(t *testing.T, b *rig, order store.Order) {
	ask := func(p store.Page) []diplo.Statement {
		return must(b.Statements(b.ctx, store.Query{Order: order, Page: p}))(t).Statements
	}
	all := ask(store.Page{})
	if len(all) != 12 {
		t.Fatalf("%d statements, want 12", len(all))
	}
	for i := 1; i < len(all); i++ {
		x, y := store.PlaceOf(all[i-1], order.Field), store.PlaceOf(all[i], order.Field)
		if before := x.Key < y.Key || x.Key == y.Key && x.ID < y.ID; before != order.Ascending {
			t.Fatalf("%v stands before %v", x, y)
		}
	}
	for _, size := range []int{1, 3, 5, 12, 20} {
		var forward, backward []diplo.Statement
		p := store.Page{Limit: size}
		for page := ask(p); len(page) > 0; page = ask(p) {
			forward = append(forward, page...)
			last := store.PlaceOf(page[len(page)-1], order.Field)
			p.After = &last
		}
		p = store.Page{Limit: size, Backward: true}
		for page := ask(p); len(page) > 0; page = ask(p) {
			backward = append(slices.Clone(page), backward...)
			first := store.PlaceOf(page[0], order.Field)
			p.Before = &first
		}
		b.equal(fmt.Sprintf("forward by %d", size), forward, all)
		b.equal(fmt.Sprintf("backward by %d", size), backward, all)
	}
	from, to := store.PlaceOf(all[2], order.Field), store.PlaceOf(all[8], order.Field)
	b.equal("between", ask(store.Page{After: &from, Before: &to}), all[3:8])
	b.equal("the first between", ask(store.Page{After: &from, Before: &to, Limit: 2}), all[3:5])
	b.equal("the last between", ask(store.Page{After: &from, Before: &to, Limit: 2, Backward: true}), all[6:8])
	gone := store.Place{Key: from.Key, ID: from.ID + "~"} // a place where nothing stands is one too
	b.equal("after a place where nothing stands", len(ask(store.Page{After: &gone})), map[bool]int{true: 9, false: 10}[order.Ascending])
}
