package diplo_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
)

func TestParsePeriod(t *testing.T) {
	for in, want := range map[string]struct {
		first, last diplo.Date
		precision   diplo.Precision
	}{
		"2025":       {"2025-01-01", "2025-12-31", diplo.Year},
		"0001":       {"0001-01-01", "0001-12-31", diplo.Year},
		"9999":       {"9999-01-01", "9999-12-31", diplo.Year},
		"2024-02":    {"2024-02-01", "2024-02-29", diplo.Month},
		"2025-02":    {"2025-02-01", "2025-02-28", diplo.Month},
		"2025-12":    {"2025-12-01", "2025-12-31", diplo.Month},
		"2024-02-29": {"2024-02-29", "2024-02-29", diplo.Day},
	} {
		first, last, precision, err := diplo.ParsePeriod(in)
		if err != nil || first != want.first || last != want.last || precision != want.precision {
			t.Errorf("ParsePeriod(%q) = %s to %s, %s, %v; want %v", in, first, last, precision, err, want)
		}
	}
	for _, in := range []string{"", "0000", "25", "2025-13", "2025-00", "2025-6", "2025-02-29", "2025-06-19T10:00", "19 June 2025", "2025/06", "-2025", " 2025", "20250619"} {
		if first, last, _, err := diplo.ParsePeriod(in); diplo.CodeOf(err) != diplo.BadInput {
			t.Errorf("ParsePeriod(%q) = %s to %s, %v; want an error", in, first, last, err)
		}
	}
}

func TestParseDate(t *testing.T) {
	if d, err := diplo.ParseDate("2025-06-19"); d != "2025-06-19" || err != nil {
		t.Errorf("%s, %v", d, err)
	}
	for _, in := range []string{"", "2025", "2025-06", "2025-06-31", "0000-01-01", "2025-6-1", "10000-01-01"} {
		if d, err := diplo.ParseDate(in); diplo.CodeOf(err) != diplo.BadInput || d != "" {
			t.Errorf("ParseDate(%q) = %q, %v", in, d, err)
		}
	}
}

func TestDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := diplo.Date("2000-01-01").AddDays(rapid.IntRange(-40000, 40000).Draw(t, "from"))
		n := rapid.IntRange(-40000, 40000).Draw(t, "n")
		later := d.AddDays(n)
		if d.DaysUntil(later) != n || later.AddDays(-n) != d || (n > 0) != (later > d) {
			t.Errorf("%s and %d days is %s", d, n, later)
		}
		if parsed, err := diplo.ParseDate(string(later)); err != nil || parsed != later || diplo.DateOf(later.Time()) != later {
			t.Errorf("%s does not read back: %v", later, err)
		}
	})
	if diplo.Date("").AddDays(3) != "" || !diplo.Date("").Time().IsZero() {
		t.Error("an unknown day stays unknown")
	}
	if got := diplo.DateOf(time.Date(2025, 6, 19, 23, 30, 0, 0, time.FixedZone("", -5*3600))); got != "2025-06-19" {
		t.Errorf("DateOf = %s, want the day in the time's own zone", got)
	}
}

func TestOccurred(t *testing.T) {
	for name, c := range map[string]struct {
		o        diplo.Occurred
		dated    bool
		day      diplo.Date
		interval string
	}{
		"a day":       {diplo.Occurred{Since: "2025-06-19", Until: "2025-06-19", Basis: diplo.Explicit}, true, "2025-06-19", "2025-06-19"},
		"an interval": {diplo.Occurred{Since: "2025-06-13", Until: "2025-06-15", Basis: diplo.Relative}, true, "2025-06-13", "2025-06-13/2025-06-15"},
		"since":       {diplo.Occurred{Since: "2014-01-01", Basis: diplo.Explicit}, true, "2014-01-01", "2014-01-01/"},
		"until":       {diplo.Occurred{Until: "2014-12-31", Basis: diplo.Explicit}, true, "2014-12-31", "/2014-12-31"},
		"publication": {diplo.Occurred{Until: "2025-06-19", Basis: diplo.Publication}, false, "", ""},
		"unknown":     {diplo.Occurred{Basis: diplo.Unknown, Words: "one day"}, false, "", ""},
	} {
		if c.o.Dated() != c.dated || c.o.Day() != c.day || c.o.Interval() != c.interval {
			t.Errorf("%s: dated %t, day %q, interval %q", name, c.o.Dated(), c.o.Day(), c.o.Interval())
		}
	}
}
