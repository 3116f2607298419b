package diplo

import (
	"cmp"
	"slices"
	"time"
)

// bucket is the unit of folding: evidences of one bucket can tell of the same occasion.
type bucket struct {
	Dossier
	modality Modality
	polarity Polarity
}

// Fold computes the statements of whole dossiers from their evidences: the same for any order and any duplication of
// the evidences, and dossier by dossier the same as all at once. The result is sorted by id.
//
// Within a bucket the dated evidences are sorted by day (then publication, then id); the first is an anchor and takes
// all whose day is at most the family's window after its own; the next beyond is the next anchor. Undated evidences
// join the anchor nearest to their publication day if it is within the window (a tie goes to the earlier); those left
// are folded among themselves by publication day in the same way, and those without one by document. A bucket of an
// unbounded family is one statement.
//
// Evidences in force give statements in force. Retracted evidences are folded among themselves and give retracted
// statements, except where a statement in force has the same id. Evidences whose two ends have become one entity give
// nothing.
func Fold(evidences []Evidence, x Identity) []Statement {
	live, retracted := map[bucket][]*Evidence{}, map[bucket][]*Evidence{}
	seen := map[ID]bool{}
	for i := range evidences {
		e := &evidences[i]
		b := bucket{DossierOf(*e, x), e.Modality, e.Polarity}
		if seen[e.ID] || b.Subject == b.Object {
			continue
		}
		seen[e.ID] = true
		if e.RetractedAt == nil {
			live[b] = append(live[b], e)
		} else {
			retracted[b] = append(retracted[b], e)
		}
	}
	statements := map[ID]Statement{}
	for b, es := range retracted {
		for _, o := range occasions(b, es) {
			s := o.statement(b, x)
			s.RetractedAt = lastRetraction(o.evidences)
			statements[s.ID] = s
		}
	}
	for b, es := range live {
		for _, o := range occasions(b, es) {
			s := o.statement(b, x)
			statements[s.ID] = s
		}
	}
	folded := make([]Statement, 0, len(statements))
	for _, s := range statements {
		folded = append(folded, s)
	}
	slices.SortFunc(folded, func(a, b Statement) int { return cmp.Compare(a.ID, b.ID) })
	markContested(folded)
	return folded
}

// occasion is a group of evidences that tell of the same event; anchor is the day, or the document, that it is known by.
type occasion struct {
	anchor    string
	evidences []*Evidence
}

// occasions groups the evidences of one bucket, in order of their anchors' days, undated ones last.
func occasions(b bucket, es []*Evidence) []occasion {
	slices.SortFunc(es, func(a, b *Evidence) int {
		return cmp.Or(cmp.Compare(a.Occurred.Day(), b.Occurred.Day()), cmp.Compare(a.Published, b.Published), cmp.Compare(a.ID, b.ID))
	})
	var dated, undated []*Evidence
	for _, e := range es {
		if e.Occurred.Dated() {
			dated = append(dated, e)
		} else {
			undated = append(undated, e)
		}
	}
	info, _ := b.Type.Info()
	window := info.Family.Window()
	if window == Unbounded {
		return []occasion{standing(dated, undated)}
	}
	groups := chain(dated, window, func(e *Evidence) Date { return e.Occurred.Day() })
	var byPublication []*Evidence
	byDocument := map[ID]int{}
	datedGroups := len(groups)
	var left []occasion
	for _, e := range undated {
		switch i := nearest(groups[:datedGroups], e.Published, window); {
		case i >= 0:
			groups[i].evidences = append(groups[i].evidences, e)
		case e.Published != "":
			byPublication = append(byPublication, e)
		default:
			j, ok := byDocument[e.Document]
			if !ok {
				j = len(left)
				byDocument[e.Document] = j
				left = append(left, occasion{anchor: string(e.Document)})
			}
			left[j].evidences = append(left[j].evidences, e)
		}
	}
	groups = append(groups, chain(byPublication, window, func(e *Evidence) Date { return e.Published })...)
	return append(groups, left...)
}

// standing is the one occasion of a bucket without a window, known by its first day, else by the first publication day.
func standing(dated, undated []*Evidence) occasion {
	o := occasion{evidences: append(dated, undated...)}
	if len(dated) > 0 {
		o.anchor = string(dated[0].Occurred.Day())
		return o
	}
	for _, e := range undated {
		o.anchor = lesser(o.anchor, string(e.Published))
	}
	return o
}

// chain groups evidences sorted by day: the first of a group is its anchor and takes all within the window after it.
func chain(es []*Evidence, window int, day func(*Evidence) Date) []occasion {
	var groups []occasion
	for _, e := range es {
		d := day(e)
		if n := len(groups); n > 0 && Date(groups[n-1].anchor).DaysUntil(d) <= window {
			groups[n-1].evidences = append(groups[n-1].evidences, e)
			continue
		}
		groups = append(groups, occasion{string(d), []*Evidence{e}})
	}
	return groups
}

// nearest is the index of the group whose anchor day is nearest to day and within the window either way, the earlier of
// two; -1 for none. The groups are sorted by anchor.
func nearest(groups []occasion, day Date, window int) int {
	if day == "" {
		return -1
	}
	next, _ := slices.BinarySearchFunc(groups, day, func(g occasion, d Date) int { return cmp.Compare(Date(g.anchor), d) })
	best, least := -1, window+1
	for i := max(next-1, 0); i < min(next+1, len(groups)); i++ {
		if d := abs(Date(groups[i].anchor).DaysUntil(day)); d < least {
			best, least = i, d
		}
	}
	return best
}

// statement computes the statement of one occasion. The evidences are in the order of occasions: the first dates it
// unless another is more precise.
func (o occasion) statement(b bucket, x Identity) Statement {
	s := Statement{
		ID:   hashID("statement", b.Key(), string(b.modality), string(b.polarity), o.anchor),
		Type: b.Type, Subject: b.Subject, Object: b.Object, Modality: b.modality, Polarity: b.polarity,
		Reports: len(o.evidences), Attributed: true,
	}
	first := o.evidences[0]
	s.Occurred, s.RecordedAt = first.Occurred, first.RecordedAt
	doubt := map[string]float64{} // by origin: the chance that none of its texts says so
	for _, e := range o.evidences {
		s.Evidence = append(s.Evidence, e.ID)
		s.Occurred = preciser(s.Occurred, e.Occurred)
		s.Published = Date(lesser(string(s.Published), string(e.Published)))
		s.Title = longer(s.Title, e.Title)
		if e.RecordedAt.Before(s.RecordedAt) {
			s.RecordedAt = e.RecordedAt
		}
		subject, object := e.Subject, e.Object
		if x.Canonical(subject.ID) != b.Subject {
			subject, object = object, subject
		}
		s.SubjectPolity = cmp.Or(s.SubjectPolity, x.Canonical(subject.Polity.ID))
		s.ObjectPolity = cmp.Or(s.ObjectPolity, x.Canonical(object.Polity.ID))
		if e.Act != nil {
			s.Act = cmp.Or(s.Act, e.Act.ID)
		}
		switch claimant := Claimant(e.Attribution); {
		case claimant.Role == "":
			s.Attributed = false
		case claimant.Entity != "":
			s.ClaimedBy = append(s.ClaimedBy, x.Canonical(claimant.Entity))
		}
		if d, ok := doubt[e.Origin]; !ok || 1-e.Confidence < d {
			doubt[e.Origin] = 1 - e.Confidence
		}
	}
	slices.Sort(s.Evidence)
	slices.Sort(s.ClaimedBy)
	s.ClaimedBy = slices.Compact(s.ClaimedBy)
	s.Origins, s.Support = len(doubt), support(doubt)
	return s
}

// support multiplies in sorted order, so that rounding never depends on the order of a map.
func support(doubt map[string]float64) float64 {
	ds := make([]float64, 0, len(doubt))
	for _, d := range doubt {
		ds = append(ds, d)
	}
	slices.Sort(ds)
	product := 1.0
	for _, d := range ds {
		product *= d
	}
	return 1 - product
}

// preciser prefers a dated occasion to an undated one, then the narrower interval, then an explicit date; of two
// undated ones the earlier publication. Otherwise a stays.
func preciser(a, b Occurred) Occurred {
	if a.Dated() != b.Dated() {
		if b.Dated() {
			return b
		}
		return a
	}
	if !a.Dated() {
		if b.Until != "" && (a.Until == "" || b.Until < a.Until) {
			return b
		}
		return a
	}
	if b.width() < a.width() || b.width() == a.width() && a.Basis == Relative && b.Basis == Explicit {
		return b
	}
	return a
}

func longer(a, b string) string {
	if len(b) > len(a) || len(b) == len(a) && b < a {
		return b
	}
	return a
}

func lastRetraction(es []*Evidence) *time.Time {
	last := es[0].RetractedAt
	for _, e := range es {
		if e.RetractedAt.After(*last) {
			last = e.RetractedAt
		}
	}
	return last
}

// markContested marks the actual statements in force that another one of the same dossier and the opposite polarity
// meets within the family's window; where either is undated, its publication day stands in.
func markContested(folded []Statement) {
	type sides struct{ positive, negative []int }
	byDossier := map[Dossier]*sides{}
	for i, s := range folded {
		if s.Modality != Actual || s.RetractedAt != nil {
			continue
		}
		d := Dossier{s.Type, s.Subject, s.Object}
		if byDossier[d] == nil {
			byDossier[d] = &sides{}
		}
		side := &byDossier[d].positive
		if s.Polarity == Negative {
			side = &byDossier[d].negative
		}
		*side = append(*side, i)
	}
	for d, x := range byDossier {
		if len(x.positive) > 0 && len(x.negative) > 0 {
			info, _ := d.Type.Info()
			contest(folded, x.positive, x.negative, info.Family.Window())
		}
	}
}

// contest marks the statements of the two sides that meet within the window.
func contest(folded []Statement, positive, negative []int, window int) {
	day := func(i int) Date { return cmp.Or(folded[i].Occurred.Day(), folded[i].Published) }
	slices.SortFunc(positive, func(i, j int) int { return cmp.Compare(day(i), day(j)) })
	for _, n := range negative {
		from, to := Date(""), Date("~") // after every day
		if window != Unbounded {
			if day(n) == "" {
				continue
			}
			from, to = day(n).AddDays(-window), day(n).AddDays(window)
		}
		first, _ := slices.BinarySearchFunc(positive, from, func(i int, from Date) int { return cmp.Compare(day(i), from) })
		for _, p := range positive[first:] {
			if day(p) > to {
				break
			}
			folded[p].Contested, folded[n].Contested = true, true
		}
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func sortedStrings[T ~string](in []T) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
