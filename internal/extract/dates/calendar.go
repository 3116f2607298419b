package dates

import (
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

const day = 24 * time.Hour

// dateOf is the day as a date; "" for the zero time and for years that no date has.
func dateOf(t time.Time) diplo.Date {
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return ""
	}
	return diplo.DateOf(t)
}

// ymd is a calendar day, the zero time if there is no such day.
func ymd(year int, month time.Month, d int) time.Time {
	t := time.Date(year, month, d, 0, 0, 0, 0, time.UTC)
	if t.Day() != d || t.Month() != month {
		return time.Time{}
	}
	return t
}

// addDays moves a day; the zero time stays.
func addDays(t time.Time, n int) time.Time {
	if t.IsZero() {
		return t
	}
	return t.AddDate(0, 0, n)
}

// monday is the first day of the week of t.
func monday(t time.Time) time.Time { return addDays(t, -((int(t.Weekday()) + 6) % 7)) }

// onOrBefore is the latest such weekday up to t, onOrAfter the first from t on.
func onOrBefore(t time.Time, w time.Weekday) time.Time {
	return addDays(t, -((int(t.Weekday()-w) + 7) % 7))
}

func onOrAfter(t time.Time, w time.Weekday) time.Time {
	return addDays(t, (int(w-t.Weekday())+7)%7)
}

// monthOf and yearOf are the calendar month and year that t lies in, moved by n.
func monthOf(t time.Time, n int) (since, until time.Time) {
	if t.IsZero() {
		return t, t
	}
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return first, first.AddDate(0, 1, -1)
}

func yearOf(t time.Time, n int) (since, until time.Time) {
	if t.IsZero() {
		return t, t
	}
	return time.Date(t.Year()+n, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(t.Year()+n, 12, 31, 0, 0, 0, 0, time.UTC)
}

// farPast is how long ago a date without a year may lie before another year is as likely to be meant.
const farPast = 300 * day

// lastYear and nextYear are the years of the latest such day up to today and of the first from today on, 0 if there is
// none within eight years; f gives the day of a year, the zero time where the year has none.
func lastYear(today time.Time, f func(year int) time.Time) int {
	for y := today.Year(); y >= today.Year()-8; y-- {
		if t := f(y); !t.IsZero() && !t.After(today) {
			return y
		}
	}
	return 0
}

func nextYear(today time.Time, f func(year int) time.Time) int {
	for y := today.Year(); y <= today.Year()+8; y++ {
		if t := f(y); !t.IsZero() && !t.Before(today) {
			return y
		}
	}
	return 0
}

// dayWithoutYear resolves a day and month: the latest up to today; the next where the clause speaks of the future or
// the latest is long past, when a writer who meant it would have told the year.
func dayWithoutYear(today time.Time, future bool, month time.Month, d int) time.Time {
	if today.IsZero() {
		return today
	}
	f := func(year int) time.Time { return ymd(year, month, d) }
	y := lastYear(today, f)
	if future || y == 0 || today.Sub(f(y)) > farPast {
		y = nextYear(today, f)
	}
	return f(y)
}

// monthWithoutYear is the first day of the month meant: the latest that has begun, or the next where the clause speaks
// of the future; the zero time where the latest is so long past that both could be meant.
func monthWithoutYear(today time.Time, future bool, month time.Month) time.Time {
	if today.IsZero() {
		return today
	}
	this, _ := monthOf(today, 0)
	f := func(year int) time.Time { return ymd(year, month, 1) }
	if future {
		return f(nextYear(this, f))
	}
	if t := f(lastYear(this, f)); this.Sub(t) <= farPast {
		return t
	}
	return time.Time{}
}
