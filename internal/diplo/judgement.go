package diplo

import (
	"cmp"
	"slices"
	"time"
)

// Verdict is what a judgement says of two entity ids.
type Verdict string

// The verdicts.
const (
	Same      Verdict = "SAME"
	Different Verdict = "DIFFERENT"
	Unsure    Verdict = "UNSURE"
)

// Judgement says whether two entity ids are one entity, by whom and why. Judgements are appended, never changed; a
// later one on the same pair replaces an earlier one, but a machine's never replaces a person's.
type Judgement struct {
	ID          ID         `json:"id"`
	Verdict     Verdict    `json:"verdict"`
	A           ID         `json:"a"` // the lesser id
	B           ID         `json:"b"`
	By          string     `json:"by"`
	Machine     bool       `json:"machine,omitempty"` // By is a program
	Why         string     `json:"why,omitempty"`
	RecordedAt  time.Time  `json:"recordedAt"`
	RetractedAt *time.Time `json:"retractedAt,omitempty"`
}

// Identify sorts the two entity ids and sets and returns the judgement's id, a hash of everything but RetractedAt.
func (j *Judgement) Identify() ID {
	j.A, j.B = min(j.A, j.B), max(j.A, j.B)
	who := "person"
	if j.Machine {
		who = "machine"
	}
	j.ID = hashID("judgement", string(j.Verdict), string(j.A), string(j.B), who, j.By, j.Why, j.RecordedAt.UTC().Format(time.RFC3339Nano))
	return j.ID
}

// Validate reports the first rule that the judgement breaks: a known verdict, two different entity ids of one kind, and
// someone who judged.
func (j Judgement) Validate() error {
	switch {
	case j.Verdict != Same && j.Verdict != Different && j.Verdict != Unsure:
		return Errorf(BadInput, "judgement %s: %q is no verdict", j.ID, j.Verdict)
	case j.A == j.B || j.A.Kind() == "" || j.A.Kind() != j.B.Kind():
		return Errorf(BadInput, "judgement %s: %s and %s cannot be judged: two different entities of one kind can", j.ID, j.A, j.B)
	case j.By == "":
		return Errorf(BadInput, "judgement %s: it does not say by whom", j.ID)
	}
	if id := j.ID; id != j.Identify() {
		return Errorf(BadInput, "judgement %s: the id does not fit the content, which is that of %s", id, j.ID)
	}
	return nil
}

// Identity answers which entity an id stands for under the judgements in force. The zero value joins nothing.
type Identity struct {
	canonical map[ID]ID
}

// pair is two ids, the lesser first.
type pair struct{ a, b ID }

// NewIdentity joins the ids judged SAME, through any number of steps. Retracted judgements do not count; of several on
// one pair a person's prevails over a machine's, then the later, then the greater id. What people judged SAME is joined
// first; then machines' judgements, the oldest first, except those that would bring together, at whatever remove, two ids
// that a person judged DIFFERENT. The order of js does not matter. A cluster's canonical id is the least of those the
// gazetteer knows, else the least.
func NewIdentity(js []Judgement) Identity {
	var same []Judgement
	var apart []pair
	for p, j := range judgementsInForce(js) {
		switch {
		case j.Verdict == Same:
			same = append(same, j)
		case j.Verdict == Different && !j.Machine:
			apart = append(apart, p)
		}
	}
	slices.SortFunc(same, func(a, b Judgement) int {
		if a.Machine != b.Machine {
			if b.Machine {
				return -1
			}
			return 1
		}
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	next := map[ID]ID{} // union-find: towards the canonical id
	root := func(id ID) ID {
		for next[id] != "" {
			id = next[id]
		}
		return id
	}
	for _, j := range same {
		a, b := root(j.A), root(j.B)
		forbidden := j.Machine && slices.ContainsFunc(apart, func(p pair) bool {
			x, y := root(p.a), root(p.b)
			return x == a && y == b || x == b && y == a
		})
		if a == b || forbidden {
			continue
		}
		if comparePreferred(a, b) > 0 {
			a, b = b, a
		}
		next[b] = a
	}
	canonical := make(map[ID]ID, len(next))
	for id := range next {
		canonical[id] = root(id)
	}
	return Identity{canonical}
}

// judgementsInForce returns the one judgement of each pair that counts.
func judgementsInForce(js []Judgement) map[pair]Judgement {
	inForce := map[pair]Judgement{}
	for _, j := range js {
		if j.RetractedAt != nil {
			continue
		}
		p := pair{min(j.A, j.B), max(j.A, j.B)}
		if old, ok := inForce[p]; !ok || prevails(j, old) {
			inForce[p] = j
		}
	}
	return inForce
}

func prevails(j, old Judgement) bool {
	if j.Machine != old.Machine {
		return old.Machine
	}
	return cmp.Or(j.RecordedAt.Compare(old.RecordedAt), cmp.Compare(j.ID, old.ID)) > 0
}

// comparePreferred orders ids known to the gazetteer before others, then by id.
func comparePreferred(a, b ID) int {
	if a.Known() != b.Known() {
		if a.Known() {
			return -1
		}
		return 1
	}
	return cmp.Compare(a, b)
}

// Canonical is the id that stands for id: id itself where nothing was joined to it.
func (x Identity) Canonical(id ID) ID {
	if c, ok := x.canonical[id]; ok {
		return c
	}
	return id
}

// Members returns the ids that stand for the same entity as id, id among them, sorted.
func (x Identity) Members(id ID) []ID {
	c := x.Canonical(id)
	members := []ID{c}
	for m, to := range x.canonical {
		if to == c {
			members = append(members, m)
		}
	}
	slices.Sort(members)
	return members
}
