package diplo

import (
	"cmp"
	"slices"
	"time"
)

// ChangeKind is what happened to a statement.
type ChangeKind string

// The kinds of change.
const (
	Added       ChangeKind = "ADDED"      // a new statement
	MoreSaid    ChangeKind = "EVIDENCE"   // the same id, other content: evidence came or went
	Superseded  ChangeKind = "SUPERSEDED" // the id leads to Successor now
	RetractedBy ChangeKind = "RETRACTED"  // nothing in force supports it any more
)

// Change is an entry of a store's change log. Seq is given by the store: 1, 2, 3 ... without gaps.
type Change struct {
	Seq       int64      `json:"seq"`
	Kind      ChangeKind `json:"change"`
	Statement ID         `json:"statement"`
	Successor ID         `json:"successor,omitempty"` // SUPERSEDED only
	At        time.Time  `json:"at"`
}

// Changes compares the statements of the same dossiers before and after and tells what happened, sorted by statement
// id; Seq and At are left to the store. Only statements in force count: one that is no longer is SUPERSEDED if another
// now in force holds some of its evidence (of several, the one with most of it, then the lesser id), else RETRACTED.
func Changes(before, after []Statement) []Change {
	old, now := inForce(before), inForce(after)
	holder := map[ID]ID{} // evidence -> statement now in force
	for id, s := range now {
		for _, e := range s.Evidence {
			holder[e] = id
		}
	}
	var changes []Change
	for id, s := range now {
		was, ok := old[id]
		switch {
		case !ok:
			changes = append(changes, Change{Kind: Added, Statement: id})
		case !sameContent(was, s):
			changes = append(changes, Change{Kind: MoreSaid, Statement: id})
		}
	}
	for id, s := range old {
		if _, ok := now[id]; ok {
			continue
		}
		c := Change{Kind: RetractedBy, Statement: id}
		if next := successor(s, holder); next != "" {
			c.Kind, c.Successor = Superseded, next
		}
		changes = append(changes, c)
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Statement, b.Statement) })
	return changes
}

// Successors tells where the ids lead that the dossiers had before and that no longer stand for themselves: a statement
// that was in force and is not leads to the one in force that holds some of its evidence, as in [Changes]; one that is
// gone altogether and has no such heir leads to a retracted one chosen in the same way. Ids with no heir are left out.
func Successors(before, after []Statement) map[ID]ID {
	standing := make(map[ID]Statement, len(after))
	live, held := map[ID]ID{}, map[ID]ID{} // evidence -> statement in force, or any, that holds it
	for _, s := range after {
		standing[s.ID] = s
		for _, e := range s.Evidence {
			held[e] = s.ID
			if s.RetractedAt == nil {
				live[e] = s.ID
			}
		}
	}
	next := map[ID]ID{}
	for _, s := range before {
		now, stands := standing[s.ID]
		if stands && (now.RetractedAt == nil || s.RetractedAt != nil) {
			continue
		}
		heir := successor(s, live)
		if heir == "" && !stands {
			heir = successor(s, held)
		}
		if heir != "" {
			next[s.ID] = heir
		}
	}
	return next
}

func inForce(statements []Statement) map[ID]Statement {
	m := make(map[ID]Statement, len(statements))
	for _, s := range statements {
		if s.RetractedAt == nil {
			m[s.ID] = s
		}
	}
	return m
}

func successor(s Statement, holder map[ID]ID) ID {
	count := map[ID]int{}
	for _, e := range s.Evidence {
		if h := holder[e]; h != "" {
			count[h]++
		}
	}
	var best ID
	for id, n := range count {
		if n > count[best] || n == count[best] && id < best {
			best = id
		}
	}
	return best
}

// sameContent compares two statements of one id as a reader sees them.
func sameContent(a, b Statement) bool {
	return slices.Equal(a.Evidence, b.Evidence) && slices.Equal(a.ClaimedBy, b.ClaimedBy) && a.Contested == b.Contested &&
		a.Occurred == b.Occurred && a.Act == b.Act && a.SubjectPolity == b.SubjectPolity && a.ObjectPolity == b.ObjectPolity &&
		a.Origins == b.Origins && a.Attributed == b.Attributed && a.Title == b.Title
}
