package dates

import (
	"strings"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// relative is a resolved relative reading; without a publication date the days stay zero.
func (p *parser) relative(next int, since, until time.Time, precision diplo.Precision) reading {
	if p.today.IsZero() {
		since, until = p.today, p.today
	}
	return reading{next: next, since: since, until: until, precision: precision, basis: diplo.Relative}
}

func isWeekday(w string) bool { _, ok := weekdays[w]; return ok && len(w) > 5 }

// weekday reads a weekday with "last", "next" or a week around it and the part of the day: "last Friday", "Tuesday next
// week", "late on Thursday", "Friday evening".
func (p *parser) weekday(i int) (reading, bool) {
	j, which := i, p.word(i)
	shift, related := relation[which]
	if related {
		if j++; which == "this" && (p.word(j) == "past" || p.word(j) == "coming") {
			shift, j = relation[p.word(j)], j+1
		}
	}
	w := strings.TrimSuffix(p.word(j), ".")
	d, ok := weekdays[w]
	if !ok || len(w) < 6 && !strings.HasSuffix(p.word(j), ".") || p.namedDay(j) {
		return reading{}, false
	}
	if j++; dayParts[p.word(j)] {
		j++
	}
	t := p.today
	if week, next, ok := p.weekAfter(j); ok {
		if related {
			return reading{next: j, basis: diplo.Relative}, true
		}
		t = addDays(monday(t), 7*week+(int(d)+6)%7)
		return p.relative(next, t, t, diplo.Day), true
	}
	switch {
	case !related && p.future(i), related && which == "coming":
		t = onOrAfter(t, d)
	case !related:
		t = onOrBefore(t, d)
	case which == "this" && shift == 0:
		t = addDays(monday(t), (int(d)+6)%7)
		if t.Before(p.today) && p.future(i) {
			t = addDays(t, 7)
		}
	case shift < 0:
		t = onOrBefore(addDays(t, -1), d)
	default:
		if t = onOrAfter(addDays(t, 1), d); monday(t).Equal(monday(p.today)) && which == "next" {
			t = time.Time{} // "next Friday" said on a Monday: this week's or next week's
		}
	}
	return p.relative(j, t, t, diplo.Day), true
}

// namedDay reports whether the weekday at i is part of a name: Good Friday, the Sunday Times.
func (p *parser) namedDay(i int) bool {
	return dayNames[p.word(i-1)] || dayTitles[p.raw(i+1)] || p.word(i-1) == "on" && p.raw(i-2) == "Mail"
}

// weekAfter reads the week that follows a weekday at i, "last week", "of next week"; how many weeks off, the token after.
func (p *parser) weekAfter(i int) (shift, next int, ok bool) {
	if p.word(i) == "of" {
		i++
	}
	shift, ok = relation[p.word(i)]
	return shift, i + 2, ok && p.word(i+1) == "week" && p.word(i+2) != "'s"
}

// deictic reads words that count from the day of publication.
func (p *parser) deictic(i int) (reading, bool) {
	one := func(n, shift int) (reading, bool) {
		t := addDays(p.today, shift)
		return p.relative(i+n, t, t, diplo.Day), true
	}
	w, next := p.word(i), p.word(i+1)
	switch w {
	case "today", "tonight":
		return one(1, 0)
	case "yesterday", "tomorrow":
		n := 1
		if dayParts[next] {
			n = 2
		}
		return one(n, map[string]int{"yesterday": -1, "tomorrow": 1}[w])
	case "overnight":
		return p.relative(i+1, addDays(p.today, -1), p.today, diplo.Day), true
	case "this":
		if next == "morning" || next == "afternoon" || next == "evening" {
			return one(2, 0)
		}
	case "last":
		if next == "night" {
			return one(2, -1)
		}
	case "the":
		if next == "day" && p.word(i+3) == "yesterday" && p.word(i+2) == "before" {
			return one(4, -2)
		}
		if next == "day" && p.word(i+3) == "tomorrow" && p.word(i+2) == "after" {
			return one(4, 2)
		}
	}
	return reading{}, false
}

// ago reads a distance into the past: "two days ago", "a year ago". Weeks, months and years are the whole ones that the
// distance leads into.
func (p *parser) ago(i int) (reading, bool) {
	n, j, ok := p.count(i)
	unit := strings.TrimSuffix(p.word(j), "s")
	if !ok || !units[unit] || p.word(j+1) != "ago" {
		return reading{}, false
	}
	if n == 0 || p.word(i-1) == "than" {
		return reading{next: j + 2, basis: diplo.Relative}, true
	}
	if unit == "day" {
		t := addDays(p.today, -n)
		return p.relative(j+2, t, t, diplo.Day), true
	}
	return p.unit(j+2, unit, -n), true
}

// count reads a number of units; 0 for one that is not told exactly.
func (p *parser) count(i int) (n, next int, ok bool) {
	if n, ok = numerals[p.word(i)]; !ok {
		if n = number(p.word(i)); n < 1 || n > 999 {
			return 0, i, false
		}
	}
	if w := p.word(i + 1); n == 1 && w == "few" {
		return 0, i + 2, true
	} else if n == 1 && w == "couple" {
		if p.word(i+2) == "of" {
			i++
		}
		return 0, i + 2, true
	}
	return n, i + 1, true
}

// unit is the whole week, month or year that lies n off the present one.
func (p *parser) unit(next int, unit string, n int) reading {
	switch unit {
	case "week":
		first := addDays(monday(p.today), 7*n)
		return p.relative(next, first, addDays(first, 6), diplo.Day)
	case "month":
		since, until := monthOf(p.today, n)
		return p.relative(next, since, until, diplo.Month)
	case "year":
		since, until := yearOf(p.today, n)
		return p.relative(next, since, until, diplo.Year)
	}
	return reading{next: next, basis: diplo.Relative}
}

// anaphoric reads days told from another day: "the previous day", "a day earlier", "the day after". They count from the
// last single day that the sentence names, and are not resolved without one.
func (p *parser) anaphoric(i int) (reading, bool) {
	shift, next := 0, i
	switch w, which := p.word(i), p.word(i+1); {
	case (w == "the" || w == "that") && p.word(i+2) == "day" && anaphora[which] != 0:
		shift, next = anaphora[which], i+3
	case (w == "the" || w == "a") && which == "day" && (p.word(i+2) == "before" || p.word(i+2) == "after") && p.ends(i+3):
		shift, next = map[string]int{"before": -1, "after": 1}[p.word(i+2)], i+3
	case w == "the" && which == "same" && p.word(i+2) == "day":
		return reading{next: i + 3, since: p.anchor, until: p.anchor, precision: diplo.Day, basis: diplo.Relative}, true
	default:
		n, j, ok := p.count(i)
		back := p.word(j+1) == "earlier" || p.word(j+1) == "before" && p.ends(j+2)
		if unit := strings.TrimSuffix(p.word(j), "s"); !ok || unit != "day" || !back && p.word(j+1) != "later" {
			return reading{}, false
		}
		if shift, next = n, j+2; back {
			shift = -n
		}
	}
	r := reading{next: next, precision: diplo.Day, basis: diplo.Relative}
	if shift != 0 {
		r.since = addDays(p.anchor, shift)
		r.until = r.since
	}
	return r, true
}

// offset reads a day told by its distance from a day named with it: "two days after Monday's vote", "on the eve of 1
// March". What happens between the two may take a few words, none of them a verb that one could tell.
func (p *parser) offset(i int) (reading, bool) {
	var shift, j int
	if p.word(i) == "the" && p.word(i+1) == "eve" && p.word(i+2) == "of" {
		shift, j = -1, i+3
	} else {
		n, k, ok := p.count(i)
		if !ok && p.word(i) == "the" {
			n, k, ok = 1, i+1, true
		}
		if unit := strings.TrimSuffix(p.word(k), "s"); !ok || n == 0 || unit != "day" {
			return reading{}, false
		}
		switch j = k + 2; p.word(k + 1) {
		case "after", "following":
			shift = n
		case "before":
			shift = -n
		default:
			return reading{}, false
		}
	}
	for k := j; k < j+7 && k < len(p.tokens) && !strings.Contains(closing, p.word(k)); k++ {
		if r, ok := p.single(k); ok && r.day() && (!r.bare || p.introduced(k)) {
			r.since = addDays(r.since, shift)
			r.until, r.basis, r.adverbial = r.since, diplo.Relative, true
			return r, true
		}
	}
	return reading{}, false
}

// closing are the marks that end a phrase, each a token of its own.
const closing = ".,;:)-–—\"'"

// ends reports whether a phrase ends before token i.
func (p *parser) ends(i int) bool {
	w := p.word(i)
	return w == "" || strings.Contains(closing, w) || w == "in" || w == "at" || w == "and"
}

// recent reads stretches up to or from the publication: "the past two weeks", "the next 10 days", "the last week".
func (p *parser) recent(i int) (reading, bool) {
	if p.word(i) != "the" {
		return reading{}, false
	}
	shift, ok := stretches[p.word(i+1)]
	n, j := 1, i+2
	if !ok {
		return reading{}, false
	}
	if k, next, counted := p.count(j); counted {
		n, j = k, next
	}
	unit := strings.TrimSuffix(p.word(j), "s")
	if !units[unit] || unit == "day" && j == i+2 || p.word(j+1) == "of" {
		return reading{}, false
	}
	r := p.relative(j+1, p.today, p.today, diplo.Day)
	if n == 0 || p.today.IsZero() || shift > 0 && j == i+2 && !p.future(i) { // "the next year" of a story
		r.since, r.until = time.Time{}, time.Time{}
		return r, true
	}
	n *= shift
	far := p.today.AddDate(0, 0, n)
	switch unit {
	case "week":
		far = p.today.AddDate(0, 0, 7*n)
	case "month":
		far, r.precision = p.today.AddDate(0, n, 0), diplo.Month
	case "year":
		far, r.precision = p.today.AddDate(n, 0, 0), diplo.Year
	}
	if n < 0 {
		r.since = far
	} else {
		r.until = far
	}
	return r, true
}

// partOfPeriod reads a week, weekend, month, season or year by its relation to the present one, whole or in part: "last
// week", "earlier this month", "late next year", "the weekend", "last June", "the summer of 2014".
func (p *parser) partOfPeriod(i int) (reading, bool) {
	j, part := p.partAt(i)
	edge := p.word(i)
	if part == whole && (edge == "earlier" || edge == "later") {
		j = i + 1
	} else {
		edge = ""
	}
	if p.word(j) == "the" && (p.word(j+1) == "weekend" || seasons[p.word(j+1)] != 0) {
		j++
	}
	which := p.word(j)
	shift, related := relation[which]
	if edge != "" && which == "in" && p.word(j+1) == "the" && units[p.word(j+2)] && p.word(j+2) != "day" {
		related, j = true, j+1 // "earlier in the month"
	}
	if related {
		if j++; which == "this" && (p.word(j) == "past" || p.word(j) == "coming") {
			shift, j = relation[p.word(j)], j+1
		}
	}
	r, ok := p.period(j, shift, related, p.future(i))
	if !ok || p.word(r.next) == "of" {
		return r, false
	}
	if day, ok := p.dayOfWeek(r); ok && p.word(j) == "week" {
		return day, true
	}
	if !r.since.IsZero() {
		if r.since, r.until = part.of(r.since, r.until); part == whole && related && shift == 0 {
			r = p.upToNow(r, edge, p.future(i))
		}
	}
	return r, true
}

// dayOfWeek reads a weekday that follows its week: "last week on Friday".
func (p *parser) dayOfWeek(week reading) (reading, bool) {
	i := week.next
	if p.word(i) == "," {
		i++
	}
	if p.word(i) != "on" || !isWeekday(p.word(i+1)) || week.since.IsZero() {
		return week, false
	}
	t := onOrAfter(week.since, weekdays[p.word(i+1)])
	return p.relative(i+2, t, t, diplo.Day), true
}

// upToNow cuts a present period: what has happened in it lies before the publication, what is to happen after.
func (p *parser) upToNow(r reading, edge string, future bool) reading {
	switch {
	case p.today.Before(r.since) || p.today.After(r.until):
	case edge == "later" || edge == "" && future:
		r.since = p.today
	default:
		r.until = p.today
	}
	return r
}

// period reads the name of a period at i and returns the one that lies shift periods off the present one.
func (p *parser) period(i, shift int, related, future bool) (reading, bool) {
	w := p.word(i)
	switch {
	case w == "weekend":
		first := addDays(monday(p.today), 5)
		switch inside := !p.today.Before(first); {
		case related:
			if first = addDays(first, 7*shift); shift == 0 && !inside && !future {
				first = addDays(first, -7)
			}
		case !inside && !future:
			first = addDays(first, -7)
		}
		return p.relative(i+1, first, addDays(first, 1), diplo.Day), true
	case seasons[w] != 0:
		return p.season(i, shift, related)
	case !related:
	case units[w] && w != "day":
		return p.unit(i+1, w, shift), true
	case p.monthAt(i) != 0 && p.dayAt(i+1) == 0:
		this, _ := monthOf(p.today, 0)
		first := monthWithoutYear(addDays(this, -1), false, p.monthAt(i)) // "last June"
		if shift > 0 {
			_, end := monthOf(p.today, 0)
			first = monthWithoutYear(addDays(end, 1), true, p.monthAt(i))
		} else if shift == 0 {
			first = ymd(p.today.Year(), p.monthAt(i), 1)
		}
		_, last := monthOf(first, 0)
		return p.relative(i+1, first, last, diplo.Month), true
	}
	return reading{}, false
}

// season reads a season with its year. Winter lies in two years and is not resolved.
func (p *parser) season(i, shift int, related bool) (reading, bool) {
	year, next := p.yearAfter(i + 1)
	first := seasons[p.word(i)]
	r := reading{next: next, precision: diplo.Month, basis: diplo.Explicit}
	if year == 0 {
		if !related {
			return r, false
		}
		if r = p.relative(i+1, p.today, p.today, diplo.Month); p.today.IsZero() {
			return r, true
		}
		year = p.today.Year() + shift
		if end := ymd(p.today.Year(), first+2, 28); shift < 0 && end.Before(p.today) {
			year = p.today.Year() // "last summer" said in autumn
		}
	}
	r.since, r.until = time.Time{}, time.Time{}
	if first < time.December {
		r.since = ymd(year, first, 1)
		_, r.until = monthOf(ymd(year, first+2, 1), 0)
	}
	return r, true
}
