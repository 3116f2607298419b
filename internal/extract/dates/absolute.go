package dates

import (
	"strconv"
	"strings"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// numeric reads dates written with digits alone: 2025-06-19, 19/06/2025, 19.6.2025, 6/19/2025. One that is as good a
// date with day and month exchanged is not resolved.
func (p *parser) numeric(i int) (reading, bool) {
	w := p.raw(i)
	if len(w) < 8 || len(w) > 10 || w[0] < '0' || w[0] > '9' {
		return reading{}, false
	}
	r := reading{next: i + 1, precision: diplo.Day, basis: diplo.Explicit}
	if d, err := diplo.ParseDate(w); err == nil {
		r.since, r.until = d.Time(), d.Time()
		return r, true
	}
	parts := strings.FieldsFunc(w, func(c rune) bool { return c == '/' || c == '.' })
	if len(parts) != 3 || len(parts[2]) != 4 || strings.ContainsRune(w, '/') == strings.ContainsRune(w, '.') {
		return r, false
	}
	a, b, y := number(parts[0]), number(parts[1]), number(parts[2])
	if a < 1 || b < 1 || a > 31 || b > 31 || y < minYear || y > maxYear {
		return r, false
	}
	european, american := ymd(y, time.Month(b), a), ymd(y, time.Month(a), b)
	switch {
	case b > 12:
		r.since = american
	case a > 12 || a == b || strings.ContainsRune(w, '.'):
		r.since = european
	}
	r.until = r.since
	return r, true
}

// The years that four digits alone may mean.
const minYear, maxYear = 1800, 2099

// number is the number that w writes in digits, -1 if it is none below ten thousand.
func number(w string) int {
	if w == "" || len(w) > 4 || w[0] < '0' || w[0] > '9' {
		return -1
	}
	n, err := strconv.Atoi(w)
	if err != nil {
		return -1
	}
	return n
}

// yearAt is the year that the token at i names, 0 if none.
func (p *parser) yearAt(i int) int {
	if w := p.raw(i); len(w) == 4 {
		if n := number(w); n >= minYear && n <= maxYear {
			return n
		}
	}
	return 0
}

// dayAt is the day of the month that the token at i names ("13", "13th"), 0 if none.
func (p *parser) dayAt(i int) int {
	w := p.word(i)
	if len(w) > 2 {
		switch w[len(w)-2:] {
		case "st", "nd", "rd", "th":
			w = w[:len(w)-2]
		}
	}
	if n := number(w); len(w) <= 2 && n >= 1 && n <= 31 {
		return n
	}
	return 0
}

// monthAt is the month that the token at i names, 0 if none. Names need their capital.
func (p *parser) monthAt(i int) time.Month {
	if w := p.raw(i); w != "" && w[0] >= 'A' && w[0] <= 'Z' {
		return monthNames[strings.TrimSuffix(strings.ToLower(w), ".")]
	}
	return 0
}

// calendarDay reads a day of a month in any order, with or without year and weekday, and ranges of days of one month.
func (p *parser) calendarDay(i int) (reading, bool) {
	j, weekday := i, time.Weekday(-1)
	if w, ok := weekdays[strings.TrimSuffix(p.word(i), ".")]; ok {
		weekday = w
		if j++; p.word(j) == "," || p.word(j) == "(" || p.word(j) == "the" {
			j++
		}
	}
	var month time.Month
	var first, last int
	if month = p.monthAt(j); month != 0 {
		first, last, j = p.days(j + 1)
	} else if first, last, j = p.days(j); first != 0 {
		if p.word(j) == "of" {
			j++
		}
		month = p.monthAt(j)
		j++
	}
	if first == 0 || month == 0 {
		return reading{}, false
	}
	r := reading{next: j, precision: diplo.Day, basis: diplo.Explicit, ranged: last > first}
	year, next := p.yearAfter(j)
	if r.next = next; year != 0 {
		r.since, r.until = ymd(year, month, first), ymd(year, month, last)
	} else if year = landmarkYear(month, first, p.word(j)); year != 0 {
		r.since, r.until = ymd(year, month, first), ymd(year, month, last)
	} else if r.since = dayWithoutYear(p.today, p.future(i), month, first); !r.since.IsZero() {
		r.until = ymd(r.since.Year(), month, last)
	}
	if r.since.IsZero() || r.until.IsZero() || weekday >= 0 && r.since.Weekday() != weekday {
		r.since, r.until = time.Time{}, time.Time{}
	}
	if weekday >= 0 && p.word(r.next) == ")" {
		r.next++
	}
	return r, true
}

// dayOfMonth reads a day of a month not named: "on the 12th".
func (p *parser) dayOfMonth(i int) (reading, bool) {
	d := p.dayAt(i + 1)
	if p.word(i) != "the" || p.word(i-1) != "on" || d == 0 || number(p.word(i+1)) >= 0 || p.word(i+2) == "of" || p.noun(i+2) {
		return reading{}, false
	}
	r := reading{next: i + 2, precision: diplo.Day, basis: diplo.Relative}
	if p.today.IsZero() {
		return r, true
	}
	for n := range 3 { // a month may lack the day
		this, _ := monthOf(p.today, -n)
		if p.future(i) {
			this, _ = monthOf(p.today, n)
		}
		if t := ymd(this.Year(), this.Month(), d); !t.IsZero() && (p.future(i) && !t.Before(p.today) || !p.future(i) && !t.After(p.today)) {
			r.since, r.until = t, t
			break
		}
	}
	return r, true
}

// yearAfter reads the year that follows a day and month at i, "2025", ", 2025", "last year", and returns the token after.
func (p *parser) yearAfter(i int) (year, next int) {
	j := i
	if w := p.word(j); w == "," || w == "of" {
		j++
	}
	if y := p.yearAt(j); y != 0 && (j == i || p.word(i) == "of" || !p.countsNoun(j)) {
		return y, j + 1
	}
	if p.word(i) != "of" {
		j = i
	}
	if shift, ok := relation[p.word(j)]; ok && p.word(j+1) == "year" && p.word(j+2) != "'s" && !p.today.IsZero() {
		return p.today.Year() + shift, j + 2
	}
	return 0, i
}

// countsNoun reports whether the number at i seems to count what follows: "On June 13, 2000 soldiers left".
func (p *parser) countsNoun(i int) bool {
	w := p.raw(i + 1)
	return len(w) > 3 && w[0] >= 'a' && w[0] <= 'z' && w[len(w)-1] == 's'
}

// days reads a day of the month or a range of them; the token after.
func (p *parser) days(i int) (first, last, next int) {
	if first = p.dayAt(i); first == 0 {
		return 0, 0, i
	}
	switch p.word(i + 1) {
	case "-", "–", "—", "to", "through", "until":
		last = p.dayAt(i + 2)
	case "and", "&":
		if p.word(i-2) == "between" || p.word(i-1) == "between" || p.monthAt(i+3) != 0 || !p.noun(i+3) {
			last = p.dayAt(i + 2)
		}
	}
	if last > first {
		return first, last, i + 3
	}
	return first, first, i + 1
}

// landmarkYear is the year of an attack that is known by its day alone.
func landmarkYear(month time.Month, d int, next string) int {
	switch {
	case !attackWords[next]:
	case month == time.October && d == 7:
		return 2023
	case month == time.September && d == 11:
		return 2001
	}
	return 0
}

// month reads a month, with a year or a part of it: "June 2025", "early June", "mid-June", "June last year".
func (p *parser) month(i int) (reading, bool) {
	j, part := p.partAt(i)
	month := p.monthAt(j)
	if month == 0 {
		if part == whole || !strings.HasPrefix(p.word(i), "mid-") {
			return reading{}, false
		}
		if month = monthNames[strings.TrimPrefix(p.word(i), "mid-")]; month == 0 {
			return reading{}, false
		}
		j = i
	}
	year, next := p.yearAfter(j + 1)
	r := reading{next: next, precision: diplo.Month, basis: diplo.Explicit, bare: part == whole && year == 0}
	first := ymd(year, month, 1)
	switch {
	case part == whole && year == 0 && (month == time.May || month == time.March) && !monthPrepositions[p.word(i-1)]:
		return reading{}, false // Theresa May, a march
	case year == 0 && p.today.IsZero():
		return r, true
	case year == 0:
		first = monthWithoutYear(p.today, p.future(i), month)
	}
	if !first.IsZero() {
		_, last := monthOf(first, 0)
		r.since, r.until = part.of(first, last)
	}
	return r, true
}

// year reads a year or a decade: "2014", "mid-2014", "late 2014", "the 1990s". Alone it needs a preposition or article.
func (p *parser) year(i int) (reading, bool) {
	j, part := p.partAt(i)
	w := strings.TrimPrefix(p.word(j), "mid-")
	if w != p.word(j) {
		part = middle
	}
	r := reading{next: j + 1, precision: diplo.Year, basis: diplo.Explicit, bare: part == whole}
	span := 1
	if len(w) == 5 && w[3:] == "0s" {
		w, span = w[:4], 10
	}
	y := number(w)
	if len(w) != 4 || y < minYear || y > maxYear {
		return r, false
	}
	r.since, r.until = part.of(ymd(y, 1, 1), ymd(y+span-1, 12, 31))
	return r, true
}

// part is a part of a month, year or the like.
type part int

const (
	whole part = iota
	early
	middle
	late
)

// partNouns are the nouns for parts: "the end of June".
var partNouns = map[string]part{"beginning": early, "start": early, "middle": middle, "end": late}

// partAt reads "early", "mid", "the end of" and the like before a period; the token after and the part.
func (p *parser) partAt(i int) (int, part) {
	w, next := p.word(i), p.word(i+1)
	switch w {
	case "early", "late":
		found := early
		if w == "late" {
			found = late
		}
		switch {
		case next == "in" && p.word(i+2) == "the":
			return i + 3, found
		case next == "in" || next == "-":
			return i + 2, found
		}
		return i + 1, found
	case "mid":
		if next == "-" {
			return i + 2, middle
		}
		return i + 1, middle
	case "the":
		if found, ok := partNouns[next]; ok && p.word(i+2) == "of" {
			return i + 3, found
		}
	}
	if found, ok := partNouns[w]; ok && next == "of" {
		return i + 2, found
	}
	if strings.HasPrefix(w, "mid-") {
		return i, middle
	}
	return i, whole
}

// of is the part of the days since to until: of a month the first ten days, the next ten, the rest; of a year four months
// each; else a third.
func (p part) of(since, until time.Time) (time.Time, time.Time) {
	days := int(until.Sub(since)/day) + 1
	second, third := addDays(since, days/3), addDays(since, days/3*2)
	switch months := (days + 15) / 30; {
	case months == 1:
		second, third = addDays(since, 10), addDays(since, 20)
	case months > 1:
		second, third = since.AddDate(0, months/3, 0), since.AddDate(0, months/3*2, 0)
	}
	switch p {
	case early:
		return since, addDays(second, -1)
	case middle:
		return second, addDays(third, -1)
	case late:
		return third, until
	}
	return since, until
}
