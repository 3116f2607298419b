package score

import (
	"strconv"
	"strings"
	"time"
)

// interval is half open, in days since 1970.
type interval struct{ since, until int }

// days reads an ISO day, month or year, or two of them joined by "/"; ok is false for anything else.
func days(d string) (interval, bool) {
	first, second, _ := strings.Cut(d, "/")
	if second == "" {
		second = first
	}
	a, ok := period(first)
	b, alsoOK := period(second)
	return interval{a.since, b.until}, ok && alsoOK
}

// period reads an ISO day, month or year.
func period(s string) (interval, bool) {
	var p []int
	for part := range strings.SplitSeq(s, "-") {
		n, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil {
			return interval{}, false
		}
		p = append(p, n)
	}
	var since, until int
	var ok, alsoOK bool
	switch len(p) {
	case 3:
		since, ok = dayNumber(p[0], p[1], p[2])
		return interval{since, since + 1}, ok
	case 2:
		since, ok = dayNumber(p[0], p[1], 1)
		until, alsoOK = dayNumber(p[0]+p[1]/12, p[1]%12+1, 1)
	default:
		since, ok = dayNumber(p[0], 1, 1)
		until, alsoOK = dayNumber(p[0]+1, 1, 1)
	}
	return interval{since, until}, ok && alsoOK
}

// dayNumber counts days from 1970; ok is false for a day that no calendar of the years 1 to 9999 has.
func dayNumber(year, month, d int) (int, bool) {
	t := time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if year < 1 || year > 9999 || t.Year() != year || int(t.Month()) != month || t.Day() != d {
		return 0, false
	}
	return int(t.Unix() / (24 * 60 * 60)), true
}

// datesAgree reports whether two dates overlap in at least half of what they cover together.
func datesAgree(a, b string) bool {
	x, ok := days(a)
	y, alsoOK := days(b)
	if !ok || !alsoOK {
		return false
	}
	return 2*(min(x.until, y.until)-max(x.since, y.since)) >= max(x.until, y.until)-min(x.since, y.since)
}
