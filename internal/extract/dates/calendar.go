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

// farPast is how long ago a date without a year may lie before the next one is as likely to be meant.
const farPast = 300 * day

// nearestYear is the year in which the days that f gives for a year are meant when no year is told: the latest that is
// not after today, or the next where future; 0 where that is too long ago to be certain.
func nearestYear(today time.Time, future bool, f func(year int) time.Time) int {
	if today.IsZero() {
		return 0
	}
	y := today.Year()
	if future {
		for ; y <= today.Year()+8; y++ { // 29 February is at most eight years away
			if t := f(y); !t.IsZero() && !t.Before(today) {
				return y
			}
		}
		return 0
	}
	for ; y >= today.Year()-8; y-- {
		if t := f(y); !t.IsZero() && !t.After(today) {
			if today.Sub(t) > farPast {
				return 0
			}
			return y
		}
	}
	return 0
}
