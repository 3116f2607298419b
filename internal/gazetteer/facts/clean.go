package facts

import (
	"cmp"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// Newest is the last day that the sources the product may carry speak of; what a share-alike source says beyond it is
// dropped by [Rows.WithoutShareAlike].
const Newest diplo.Date = "2026-01-22"

// WithoutShareAlike drops what rests on the one source that is under a share-alike licence: its own rows, the ends it
// gives to predecessors, and its confirmations that a person still holds an office.
func (r Rows) WithoutShareAlike() Rows {
	type post struct{ of, kind, day string }
	began := make(map[post]bool)
	for _, o := range r.Offices {
		if o.shareAlike() {
			began[post{o.Of, o.Kind, o.From}] = true
		}
	}
	var kept []OfficeRow
	for _, o := range r.Offices {
		if o.shareAlike() {
			continue
		}
		if o.To > string(Newest) && began[post{o.Of, o.Kind, o.To}] {
			o.To, o.AsOf = "", string(Newest)
		}
		if o.AsOf > string(Newest) {
			o.AsOf = string(Newest)
		}
		kept = append(kept, o)
	}
	r.Offices = kept
	return r
}

func (o OfficeRow) shareAlike() bool { return slices.Contains(strings.Split(o.Source, "+"), "oda") }

// WithoutBorrowedHeads drops the heads of state of territories, who are those of another state and act for it.
func (r Rows) WithoutBorrowedHeads() Rows {
	dependent := make(map[string]bool)
	for _, s := range r.States {
		dependent[s.ID] = s.Status == "territory" || s.Status == "associated_state"
	}
	r.Offices = slices.DeleteFunc(slices.Clone(r.Offices), func(o OfficeRow) bool {
		return dependent[o.Of] && (o.Kind == "head_of_state" || o.Kind == "vice_head_of_state")
	})
	return r
}

// Review is what the eye decided where the rules of cleaning err.
type Review struct {
	Keep, Drop map[[2]string]bool // person id and alias
	Same       map[string]string  // person id to the id it is another spelling of
}

// Clean mends the persons of joined sources: two spellings of one person become one, aliases that name someone else go,
// and an office of a post that only one can hold ends where the next holder's begins. It returns the aliases it dropped
// by rule ("id: alias"), for the eye.
func (f *Facts) Clean(review Review) (dropped []string) {
	f.mergeSpellings(review.Same)
	for i := range f.Persons {
		p := &f.Persons[i]
		p.Aliases = slices.DeleteFunc(p.Aliases, func(a string) bool {
			key := [2]string{p.ID, a}
			if review.Drop[key] || strings.Contains(a, " and ") {
				return true
			}
			suspect := !p.mayBeCalled(a) && !review.Keep[key]
			if suspect {
				dropped = append(dropped, p.ID+": "+a)
			}
			return suspect
		})
	}
	f.endBySuccession()
	f.sort()
	return dropped
}

// mergeSpellings joins persons of one state whose names are one in different spellings: equal, or one with the middle
// names that the other leaves out. One Wikidata item is one person, and different items are different persons. same is
// what is known beyond that.
func (f *Facts) mergeSpellings(same map[string]string) {
	states := make(map[string][]string)
	for _, o := range f.Offices {
		if !slices.Contains(states[o.Person], o.Of) {
			states[o.Person] = append(states[o.Person], o.Of)
		}
	}
	type bucket struct{ of, first, last string }
	buckets := make(map[bucket][]int)
	items := make(map[string]string)
	into := make(spellings)
	for other, id := range same {
		into.join(id, other)
	}
	for i, p := range f.Persons {
		if first, known := items[p.Wikidata]; known && p.Wikidata != "" {
			into.join(first, p.ID)
		}
		items[p.Wikidata] = p.ID
		pieces := spelled(p.Name)
		if len(pieces) < 2 {
			continue
		}
		for _, of := range states[p.ID] {
			b := bucket{of, pieces[0], pieces[len(pieces)-1]}
			for _, j := range buckets[b] {
				switch q := f.Persons[j]; {
				case !samePerson(p, q):
				case preferred(p, q):
					into.join(p.ID, q.ID)
				default:
					into.join(q.ID, p.ID)
				}
			}
			buckets[b] = append(buckets[b], i)
		}
	}
	f.merge(into)
}

// spellings leads from the id of a spelling to that of the person.
type spellings map[string]string

func (s spellings) root(id string) string {
	for s[id] != "" {
		id = s[id]
	}
	return id
}

func (s spellings) join(id, other string) {
	if a, b := s.root(id), s.root(other); a != b {
		s[b] = a
	}
}

func samePerson(p, q Person) bool {
	if p.Wikidata != "" && q.Wikidata != "" && p.Wikidata != q.Wikidata {
		return false
	}
	a, b := spelled(p.Name), spelled(q.Name)
	if len(a) < len(b) {
		a, b = b, a
	}
	return within(b, a)
}

// within reports whether all pieces of short occur in long, in order.
func within(short, long []string) bool {
	i := 0
	for _, piece := range long {
		if i < len(short) && short[i] == piece {
			i++
		}
	}
	return i == len(short)
}

// preferred reports whether p is the better record of two for one person: known to Wikidata, else the shorter name.
func preferred(p, q Person) bool {
	if (p.Wikidata != "") != (q.Wikidata != "") {
		return p.Wikidata != ""
	}
	return cmp.Or(cmp.Compare(len(p.Name), len(q.Name)), cmp.Compare(p.ID, q.ID)) < 0
}

func (f *Facts) merge(into spellings) {
	at := make(map[string]int)
	for i, p := range f.Persons {
		at[p.ID] = i
	}
	for from := range into {
		i, known := at[into.root(from)]
		j, there := at[from]
		if !known || !there {
			continue
		}
		p, q := &f.Persons[i], f.Persons[j]
		p.Wikidata = cmp.Or(p.Wikidata, q.Wikidata)
		p.Aliases = append(append(p.Aliases, q.Aliases...), q.Name)
		p.Former = append(append(p.Former, q.Former...), q.ID)
		p.tidy()
	}
	f.Persons = slices.DeleteFunc(f.Persons, func(p Person) bool { return into[p.ID] != "" })
	for i, o := range f.Offices {
		f.Offices[i].Person = into.root(o.Person)
	}
}

// mayBeCalled reports whether an alias can be the person's: it shares all words of the shorter form, or the surname and
// a given name that begins alike. One-word aliases must be words of the name.
func (p Person) mayBeCalled(alias string) bool {
	name, other := spelled(p.Name), spelled(alias)
	short, long := name, other
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) == 0 || allIn(short, long) || slices.Equal(spelled(strings.ReplaceAll(alias, "-", "")), spelled(strings.ReplaceAll(p.Name, "-", ""))) {
		return true
	}
	near := 0
	for _, a := range short {
		if slices.ContainsFunc(long, func(b string) bool { return alike(a, b) }) {
			near++
		}
	}
	return near == len(short)
}

func allIn(short, long []string) bool {
	for _, s := range short {
		if !slices.Contains(long, s) {
			return false
		}
	}
	return true
}

// alike reports whether two pieces may be one word in two transliterations: an initial of the other, or at most a
// third of the letters changed.
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 1 {
		return strings.HasPrefix(b, a)
	}
	return distance(a, b) <= (len(b)+1)/3
}

// distance is the Levenshtein distance in bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// spelled is the pieces of a personal name in the common spelling, without initials, "Jr." and the like.
func spelled(name string) []string {
	var out []string
	for _, p := range Fold(nil, name) {
		if len(p.Key) < 2 || p.Key == "jr" || p.Key == "sr" || p.Key == "iii" || p.Key == "ii" {
			continue
		}
		out = append(out, Spelling(p.Key))
	}
	return out
}

// endBySuccession closes offices that their source leaves open although the same post has a later holder.
func (f *Facts) endBySuccession() {
	type post struct{ of, kind, title string }
	postOf := func(o Office) post {
		if solePost[o.Kind] {
			return post{o.Of, o.Kind, ""}
		}
		return post{o.Of, o.Kind, o.Title}
	}
	starts := make(map[post][]Office)
	for _, o := range f.Offices {
		if (soleHolder[o.Kind] || solePost[o.Kind]) && o.From != "" {
			starts[postOf(o)] = append(starts[postOf(o)], o)
		}
	}
	for i, o := range f.Offices {
		if o.To != "" || o.AsOf == "" {
			continue
		}
		for _, next := range starts[postOf(o)] {
			if next.Person != o.Person && next.From > o.AsOf && next.From > o.From && (f.Offices[i].To == "" || next.From < f.Offices[i].To) {
				f.Offices[i].To = next.From
			}
		}
	}
}

// solePost are the kinds of which a state has one post, whatever its title.
var solePost = set("head_of_government foreign_minister defence_minister interior_minister finance_minister")

// soleHolder are the kinds of office of which one title is one post.
var soleHolder = set(`head_of_state justice_minister viceroy central_bank_governor parliament_speaker intelligence_chief military_chief un_secretary_general
	organisation_head ambassador un_ambassador energy_minister trade_minister economy_minister`)
