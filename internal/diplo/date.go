package diplo

import (
	"fmt"
	"time"
)

// Date is a calendar day, "2025-06-19", in no time zone; "" is unknown. Dates compare as strings. Only [ParseDate] and
// [DateOf] make them, years 0001 to 9999.
type Date string

// ParseDate reads an ISO day. Months, years and times are refused: use [ParsePeriod] for reduced dates.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return "", Errorf(BadInput, "%q is no date: write it as 2025-06-19", s)
	}
	return Date(s), nil
}

// DateOf is the day of t in t's own zone.
func DateOf(t time.Time) Date { return Date(t.Format(time.DateOnly)) }

// ParsePeriod reads "2025", "2025-06" or "2025-06-19" and returns the first and last day it covers and its precision.
func ParsePeriod(s string) (first, last Date, p Precision, err error) {
	for _, form := range []struct {
		layout        string
		years, months int
		precision     Precision
	}{{"2006", 1, 0, Year}, {"2006-01", 0, 1, Month}} {
		if t, err := time.Parse(form.layout, s); err == nil && t.Year() > 0 {
			return DateOf(t), DateOf(t.AddDate(form.years, form.months, -1)), form.precision, nil
		}
	}
	d, err := ParseDate(s)
	if err != nil {
		return "", "", "", Errorf(BadInput, "%q is no date: write it as 2025, 2025-06 or 2025-06-19", s)
	}
	return d, d, Day, nil
}

// Time is midnight UTC of the day; the zero time for "".
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AddDays moves the day by n; "" stays "".
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	return DateOf(d.Time().AddDate(0, 0, n))
}

// DaysUntil is the number of days from d to later, negative when later is earlier. Both must be known.
func (d Date) DaysUntil(later Date) int {
	return int(later.Time().Sub(d.Time()) / (24 * time.Hour))
}

// Precision is how finely an occasion is dated.
type Precision string

// The precisions; "" goes with an unknown date.
const (
	Day   Precision = "DAY"
	Month Precision = "MONTH"
	Year  Precision = "YEAR"
)

// Basis is what a date rests on.
type Basis string

// The bases of a date.
const (
	Explicit    Basis = "EXPLICIT"    // "on 19 June", "since 2014"
	Relative    Basis = "RELATIVE"    // "last Friday", resolved against the publication date
	Publication Basis = "PUBLICATION" // no date word: known only to be no later than the publication
	Unknown     Basis = "UNKNOWN"     // no date word and no publication date, or words that could not be resolved
)

// Occurred says when something happened. Since and Until are inclusive days, "" where unknown: "since 2014" has no
// Until. With basis PUBLICATION Since is "" and Until is the publication date. A bare month or year is the interval of
// its days. Words are the text's own, "" if none.
type Occurred struct {
	Since     Date      `json:"since,omitempty"`
	Until     Date      `json:"until,omitempty"`
	Precision Precision `json:"precision,omitempty"`
	Basis     Basis     `json:"basis"`
	Words     string    `json:"words,omitempty"`
}

// Dated reports whether the text itself dates the occasion; PUBLICATION and UNKNOWN do not.
func (o Occurred) Dated() bool {
	return (o.Basis == Explicit || o.Basis == Relative) && (o.Since != "" || o.Until != "")
}

// Day is the day by which occasions are sorted and folded: Since, else Until; "" if undated.
func (o Occurred) Day() Date {
	switch {
	case !o.Dated():
		return ""
	case o.Since != "":
		return o.Since
	}
	return o.Until
}

// Interval is the record form of a dated occasion: "2025-06-19", "2025-06-13/2025-06-15"; a one-sided interval is
// "2014-01-01/" or "/2014-12-31"; "" if undated.
func (o Occurred) Interval() string {
	switch {
	case !o.Dated():
		return ""
	case o.Since == o.Until:
		return string(o.Since)
	}
	return fmt.Sprintf("%s/%s", o.Since, o.Until)
}

// width is the number of days the occasion may lie in; a one-sided one counts as a century.
func (o Occurred) width() int {
	if o.Since == "" || o.Until == "" {
		return 36525
	}
	return o.Since.DaysUntil(o.Until)
}
