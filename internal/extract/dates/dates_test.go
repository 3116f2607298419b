package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/text"
)

func tokens(s string) []text.Token {
	var all []text.Token
	for _, sentence := range text.Split(s, 0).Sentences {
		all = append(all, sentence.Tokens...)
	}
	return all
}

func always(int) bool { return true }

// render writes expressions as "interval words", marking what is not a plain resolved WHEN.
func render(found []Expression) string {
	var out []string
	for _, e := range found {
		interval := e.Occurred.Interval()
		if interval == "" {
			interval = "?"
		}
		s := interval + " " + e.Occurred.Words
		if e.Kind != When {
			s = string(e.Kind) + " " + s
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

// TestFind reads everything against Thursday 19 June 2025.
func TestFind(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// weekdays
		{"They spoke on Thursday.", "2025-06-19 on Thursday"},
		{"They spoke Friday.", "2025-06-13 Friday"},
		{"Iran was hit last Friday.", "2025-06-13 last Friday"},
		{"It met last Thursday.", "2025-06-12 last Thursday"},
		{"It met this past Monday.", "2025-06-16 this past Monday"},
		{"It met this Tuesday.", "2025-06-17 this Tuesday"},
		{"He left early on Wednesday evening.", "2025-06-18 on Wednesday evening"},
		{"He left late Thursday night.", "2025-06-19 late Thursday night"},
		{"On Friday last week they met.", "2025-06-13 On Friday last week"},
		{"They met on Tuesday of last week.", "2025-06-10 on Tuesday of last week"},
		{"Last week, on Friday, they met.", "2025-06-13 Last week, on Friday"},
		{"They meet Wednesday next week.", "2025-06-25 Wednesday next week"},
		{"They met on Tuesday and Wednesday.", "2025-06-17/2025-06-18 on Tuesday and Wednesday"},
		{"They met on Monday and Wednesday.", "2025-06-16 on Monday; 2025-06-18 Wednesday"},
		{"It lasted from Monday to Wednesday.", "2025-06-16/2025-06-18 from Monday to Wednesday"},
		{"It lasted from Saturday until Monday.", "2025-06-14/2025-06-16 from Saturday until Monday"},
		{"The Sunday Times reported the Good Friday deal.", ""},
		{"The Mail on Sunday reported it.", ""},
		{"A day after Black Friday the mon and sat and sun left.", ""},
		// days told from the publication
		{"He spoke today and left tonight.", "2025-06-19 today; 2025-06-19 tonight"},
		{"He spoke yesterday evening.", "2025-06-18 yesterday evening"},
		{"He leaves tomorrow.", "2025-06-20 tomorrow"},
		{"They met the day before yesterday.", "2025-06-17 the day before yesterday"},
		{"They meet the day after tomorrow.", "2025-06-21 the day after tomorrow"},
		{"It struck last night and this morning.", "2025-06-18 last night; 2025-06-19 this morning"},
		{"It struck overnight.", "2025-06-18/2025-06-19 overnight"},
		{"It struck two days ago.", "2025-06-17 two days ago"},
		{"It struck a week ago.", "2025-06-09/2025-06-15 a week ago"},
		{"It struck three weeks ago.", "2025-05-26/2025-06-01 three weeks ago"},
		{"They met 2 months ago.", "2025-04-01/2025-04-30 2 months ago"},
		{"They met a year ago.", "2024-01-01/2024-12-31 a year ago"},
		{"They met a few days ago.", "? a few days ago"},
		{"They met a couple of weeks ago.", "? a couple of weeks ago"},
		{"They met more than two years ago.", "? two years ago"},
		// days told from another day
		{"They met on June 13, and struck the previous day.", "2025-06-13 on June 13; 2025-06-12 the previous day"},
		{"It struck Tuesday and answered two days later.", "2025-06-17 Tuesday; 2025-06-19 two days later"},
		{"They met Monday, a day earlier, and the same day left.", "2025-06-16 Monday; 2025-06-15 a day earlier; 2025-06-15 the same day"},
		{"They met Monday and left the day after.", "2025-06-16 Monday; 2025-06-17 the day after"},
		{"It struck the previous day.", "? the previous day"},
		{"It struck the day before the summit.", ""},
		// weeks and weekends
		{"Iran was hit last week.", "2025-06-09/2025-06-15 last week"},
		{"They met this week.", "2025-06-16/2025-06-19 this week"},
		{"They met earlier this week.", "2025-06-16/2025-06-19 earlier this week"},
		{"They meet later this week.", "2025-06-19/2025-06-22 later this week"},
		{"They meet next week.", "2025-06-23/2025-06-29 next week"},
		{"They meet early next week.", "2025-06-23/2025-06-24 early next week"},
		{"Over the weekend, Putin spoke.", "2025-06-14/2025-06-15 Over the weekend"},
		{"They spoke at the weekend.", "2025-06-14/2025-06-15 at the weekend"},
		{"They spoke last weekend.", "2025-06-14/2025-06-15 last weekend"},
		{"They spoke on the weekend of June 7.", "ATTRIBUTE 2025-06-07 of June 7"},
		{"The past two weeks were calm.", "2025-06-05/2025-06-19 The past two weeks"},
		{"Over the past week it hit Iran.", "2025-06-12/2025-06-19 Over the past week"},
		{"In the last six months it hit Iran.", "2024-12-19/2025-06-19 In the last six months"},
		{"In the last week of May they met.", "ATTRIBUTE 2025-05-01/2025-05-31 of May"},
		{"Over the past few days it hit Iran.", "? Over the past few days"},
		{"The next year they met.", "? The next year"},
		// months
		{"They met in June.", "2025-06-01/2025-06-30 in June"},
		{"They met in May.", "2025-05-01/2025-05-31 in May"},
		{"They met in December.", "2024-12-01/2024-12-31 in December"},
		{"They met in July.", "? in July"}, // of last year or the coming one
		{"They met in July last year.", "2024-07-01/2024-07-31 in July last year"},
		{"They met in March this year.", "2025-03-01/2025-03-31 in March this year"},
		{"They met last December.", "2024-12-01/2024-12-31 last December"},
		{"They met last month.", "2025-05-01/2025-05-31 last month"},
		{"They meet next month.", "2025-07-01/2025-07-31 next month"},
		{"They met earlier this month.", "2025-06-01/2025-06-19 earlier this month"},
		{"They met early this month.", "2025-06-01/2025-06-10 early this month"},
		{"They met late last month.", "2025-05-21/2025-05-31 late last month"},
		{"They meet later this month.", "2025-06-19/2025-06-30 later this month"},
		{"They met in late May.", "2025-05-21/2025-05-31 in late May"},
		{"They met in mid-June.", "2025-06-11/2025-06-20 in mid-June"},
		{"They met in early June 2024.", "2024-06-01/2024-06-10 in early June 2024"},
		{"They met at the end of February 2024.", "2024-02-21/2024-02-29 at the end of February 2024"},
		{"They met in June 2024.", "2024-06-01/2024-06-30 in June 2024"},
		{"They met in June of 2024.", "2024-06-01/2024-06-30 in June of 2024"},
		{"Theresa May and the march of April Jones may end.", "ATTRIBUTE 2025-04-01/2025-04-30 of April"},
		{"Between January and March 2024 they met.", "2024-01-01/2024-03-31 Between January and March 2024"},
		{"In the summer of 2024 they met.", "2024-06-01/2024-08-31 In the summer of 2024"},
		{"They met last autumn and last winter.", "2024-09-01/2024-11-30 last autumn; ? last winter"},
		// days
		{"They met on June 13.", "2025-06-13 on June 13"},
		{"They met on 13 June 2025.", "2025-06-13 on 13 June 2025"},
		{"On June 13, 2025, they met.", "2025-06-13 On June 13, 2025"},
		{"They met on the 13th of June.", "2025-06-13 on the 13th of June"},
		{"They met on Sept. 9.", "2024-09-09 on Sept. 9"},
		{"They met on June 13 last year.", "2024-06-13 on June 13 last year"},
		{"They meet on June 25.", "2025-06-25 on June 25"}, // in 2024 would have been told with its year
		{"On June 13, 15 people died.", "2025-06-13 On June 13"},
		{"On June 13 and 15 people died.", "2025-06-13 On June 13"},
		{"On June 13, 2000 soldiers left.", "2025-06-13 On June 13"},
		{"They met on Thursday, June 19.", "2025-06-19 on Thursday, June 19"},
		{"They met on Friday 13 June.", "2025-06-13 on Friday 13 June"},
		{"They met on Friday (June 13).", "2025-06-13 on Friday (June 13)"},
		{"They met on Thursday, June 18.", "? on Thursday, June 18"},
		{"They met on June 31.", "? on June 31"},
		{"On the morning of June 13 they left.", "2025-06-13 On the morning of June 13"},
		{"They met between June 13 and 15.", "2025-06-13/2025-06-15 between June 13 and 15"},
		{"They met from 13 to 15 June.", "2025-06-13/2025-06-15 from 13 to 15 June"},
		{"They met on June 13-15, 2024.", "2024-06-13/2024-06-15 on June 13-15, 2024"},
		{"They met from December 30 to January 2.", "2024-12-30/2025-01-02 from December 30 to January 2"},
		{"They met from June 13 to July 2, 2024.", "2024-06-13/2024-07-02 from June 13 to July 2, 2024"},
		{"The note of 2025-06-19 and 19/06/2025 and 19.6.2025.", "ATTRIBUTE 2025-06-19 of 2025-06-19; 2025-06-19 19/06/2025; 2025-06-19 19.6.2025"},
		{"Dated 6/19/2025, 06/07/2025 and 2025-02-30.", "2025-06-19 6/19/2025; ? 06/07/2025"},
		{"Since the October 7 attack and the Sept. 11 attacks.", "ATTRIBUTE 2023-10-07 October 7; ATTRIBUTE 2001-09-11 Sept. 11"},
		// years
		{"They met in 2014.", "2014-01-01/2014-12-31 in 2014"},
		{"At war since 2014.", "SINCE 2014-01-01/ since 2014"},
		{"It holds until 2026.", "UNTIL /2026-12-31 until 2026"},
		{"It holds by 2026.", "2026-01-01/2026-12-31 by 2026"},
		{"They met last year.", "2024-01-01/2024-12-31 last year"},
		{"They met this year.", "2025-01-01/2025-06-19 this year"},
		{"They met from 2014 to 2016.", "2014-01-01/2016-12-31 from 2014 to 2016"},
		{"They met in 2014-2016.", "2014-01-01/2016-12-31 in 2014-2016"},
		{"Some 1900 to 2000 soldiers and 2014 tanks and 1800 tons.", ""},
		{"They met in the 1990s.", "1990-01-01/1999-12-31 in the 1990s"},
		{"They met in mid-2014 and late 2015.", "2014-05-01/2014-08-31 in mid-2014; 2015-09-01/2015-12-31 late 2015"},
		// bounds and attributes
		{"Since Monday it has struck.", "SINCE 2025-06-16/ Since Monday"},
		{"It struck after June 13.", "SINCE 2025-06-13/ after June 13"},
		{"It left before Tuesday.", "UNTIL /2025-06-16 before Tuesday"},
		{"After Wednesday's call they met.", "ATTRIBUTE 2025-06-18 Wednesday"},
		{"Ahead of Friday's vote they met.", "ATTRIBUTE 2025-06-20 Friday"},
		{"It left the 2015 nuclear deal and a 1994 pact.", "ATTRIBUTE 2015-01-01/2015-12-31 2015; ATTRIBUTE 1994-01-01/1994-12-31 1994"},
		{"In his Tuesday speech he praised last week's strikes.", "ATTRIBUTE 2025-06-17 Tuesday; ATTRIBUTE 2025-06-09/2025-06-15 last week"},
		{"Its deal of 2015 and June 13 strikes.", "ATTRIBUTE 2015-01-01/2015-12-31 of 2015; 2025-06-13 June 13"},
		{"What they agreed on last year failed.", "2024-01-01/2024-12-31 last year"},
		{"No date here; 7 May Day rallies, 300 tanks.", "2025-05-07 7 May"},
	} {
		if got := render(Find(tokens(c.text), "2025-06-19", "", nil)); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestFuture(t *testing.T) {
	for _, c := range []struct{ text, published, want string }{
		{"They will meet on Friday.", "2025-06-19", "2025-06-20 on Friday"},
		{"They will meet on Thursday.", "2025-06-19", "2025-06-19 on Thursday"},
		{"They will meet in July.", "2025-06-19", "2025-07-01/2025-07-31 in July"},
		{"They will meet in June.", "2025-06-19", "2025-06-01/2025-06-30 in June"},
		{"They will meet on May 9.", "2025-06-19", "2026-05-09 on May 9"},
		{"They will meet on February 29.", "2025-06-19", "2028-02-29 on February 29"},
		{"They will meet this week.", "2025-06-19", "2025-06-19/2025-06-22 this week"},
		{"They will meet this weekend.", "2025-06-19", "2025-06-21/2025-06-22 this weekend"},
		{"They will meet this Tuesday.", "2025-06-19", "2025-06-24 this Tuesday"},
		{"They will meet next Tuesday.", "2025-06-19", "2025-06-24 next Tuesday"},
		{"They will meet next Friday.", "2025-06-16", "? next Friday"}, // of this week or the next
		{"They will meet this coming Friday.", "2025-06-16", "2025-06-20 this coming Friday"},
		{"They will meet from Monday to Wednesday.", "2025-06-19", "2025-06-23/2025-06-25 from Monday to Wednesday"},
		{"They will meet within the next 10 days.", "2025-06-19", "2025-06-19/2025-06-29 within the next 10 days"},
		{"They will meet next May and next year.", "2025-06-19", "2026-05-01/2026-05-31 next May; 2026-01-01/2026-12-31 next year"},
		{"They will meet this December.", "2025-06-19", "2025-12-01/2025-12-31 this December"},
		{"They will discuss Monday's strike.", "2025-06-19", "ATTRIBUTE 2025-06-16 Monday"},
	} {
		if got := render(Find(tokens(c.text), diplo.Date(c.published), "", always)); got != c.want {
			t.Errorf("%s %q\n got %s\nwant %s", c.published, c.text, got, c.want)
		}
	}
}

func TestOtherDays(t *testing.T) {
	for _, c := range []struct{ text, published, want string }{
		{"They met over the weekend.", "2025-06-22", "2025-06-21/2025-06-22 over the weekend"},
		{"They met last weekend.", "2025-06-22", "2025-06-14/2025-06-15 last weekend"},
		{"They met this week.", "2025-06-16", "2025-06-16 this week"},
		{"They met last month.", "2025-01-31", "2024-12-01/2024-12-31 last month"},
		{"They met in December.", "2025-01-02", "2024-12-01/2024-12-31 in December"},
		{"They met on December 30.", "2025-01-02", "2024-12-30 on December 30"},
		{"They met on February 29.", "2025-03-10", "2028-02-29 on February 29"},
		{"They met last summer.", "2025-10-10", "2025-06-01/2025-08-31 last summer"},
		{"They met last Sunday.", "2024-03-03", "2024-02-25 last Sunday"},
		// without a publication date
		{"On Thursday and last week they met.", "", "? On Thursday; ? last week"},
		{"On June 13 they met in May and in early July.", "", "? On June 13; ? in May; ? in early July"},
		{"On June 13, 2025 and in 2014 they met.", "", "2025-06-13 On June 13, 2025; 2014-01-01/2014-12-31 in 2014"},
		{"From June 13 to July 2, 2024 they met.", "", "2024-06-13/2024-07-02 From June 13 to July 2, 2024"},
		{"They met last June, the past week, this summer, two days ago, at the weekend.", "",
			"? last June; ? the past week; ? this summer; ? two days ago; ? at the weekend"},
	} {
		if got := render(Find(tokens(c.text), diplo.Date(c.published), "", nil)); got != c.want {
			t.Errorf("%s %q\n got %s\nwant %s", c.published, c.text, got, c.want)
		}
	}
}

// TestDayOfMonth holds that a bare day of the month is the last such day, or the next where the clause looks ahead.
func TestDayOfMonth(t *testing.T) {
	for _, c := range []struct {
		text   string
		future bool
		want   string
	}{
		{"They met on the 12th.", false, "2025-03-12 on the 12th"},
		{"They met on the 31st.", false, "2025-01-31 on the 31st"},
		{"They will meet on the 31st.", true, "2025-03-31 on the 31st"},
		{"They will meet on the 3rd.", true, "2025-04-03 on the 3rd"},
		{"They agreed on the 12th article.", false, ""},
		{"They agreed on the 12.", false, ""},
	} {
		got := render(Find(tokens(c.text), "2025-03-19", "", func(int) bool { return c.future }))
		if got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

// TestOffset holds that a day may be told by its distance from a day named with it.
func TestOffset(t *testing.T) {
	for text, want := range map[string]string{
		"A day after the vote on Friday they met.":     "2025-03-15 A day after the vote on Friday",
		"Two days before Monday's talks they met.":     "2025-03-15 Two days before Monday",
		"They met on the eve of 1 March.":              "2025-02-28 on the eve of 1 March",
		"They met two days after the earthquake.":      "",
		"They met a day after it fell, in March 2020.": "2020-03-01/2020-03-31 in March 2020",
	} {
		if got := render(Find(tokens(text), "2025-03-19", "", nil)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestToldDay holds that a day counted from another may count from one told before.
func TestToldDay(t *testing.T) {
	for text, want := range map[string]string{
		"Two days later they met.":                   "2025-02-12 Two days later",
		"The next day they met.":                     "2025-02-11 The next day",
		"The same day they met.":                     "2025-02-10 The same day",
		"On 3 March and the following day they met.": "2025-03-03 On 3 March; 2025-03-04 the following day",
	} {
		if got := render(Find(tokens(text), "2025-03-19", "2025-02-10", nil)); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestPrecisionAndBasis(t *testing.T) {
	for _, c := range []struct {
		text string
		want diplo.Occurred
	}{
		{"on 19 June", diplo.Occurred{Since: "2025-06-19", Until: "2025-06-19", Precision: diplo.Day, Basis: diplo.Explicit, Words: "on 19 June"}},
		{"last Friday", diplo.Occurred{Since: "2025-06-13", Until: "2025-06-13", Precision: diplo.Day, Basis: diplo.Relative, Words: "last Friday"}},
		{"in  early\nMay", diplo.Occurred{Since: "2025-05-01", Until: "2025-05-10", Precision: diplo.Month, Basis: diplo.Explicit, Words: "in early May"}},
		{"in 2014", diplo.Occurred{Since: "2014-01-01", Until: "2014-12-31", Precision: diplo.Year, Basis: diplo.Explicit, Words: "in 2014"}},
		{"last month", diplo.Occurred{Since: "2025-05-01", Until: "2025-05-31", Precision: diplo.Month, Basis: diplo.Relative, Words: "last month"}},
		{"a few years ago", diplo.Occurred{Basis: diplo.Unknown, Words: "a few years ago"}},
	} {
		found := Find(tokens(c.text), "2025-06-19", "", nil)
		if len(found) != 1 || found[0].Occurred != c.want {
			t.Errorf("%q: got %+v, want %+v", c.text, found, c.want)
		}
	}
}

// TestExplicitDays holds that a day written out in full, in any usual form, is that day, whatever the publication.
func TestExplicitDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(minYear, maxYear).Draw(t, "year"), 1, 1+rapid.IntRange(0, 364).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		published := diplo.Date("2025-06-19").AddDays(rapid.IntRange(-4000, 4000).Draw(t, "published"))
		layout := rapid.SampledFrom([]string{"2006-01-02", "January 2, 2006", "2 January 2006", "Monday, January 2, 2006", "Jan. 2, 2006", "Monday 2 January 2006"}).Draw(t, "layout")
		s := "They met on " + strings.Replace(day.Format(layout), "May.", "May", 1) + "."
		found := Find(tokens(s), published, "", nil)
		if len(found) != 1 || found[0].Occurred.Interval() != day.Format(time.DateOnly) {
			t.Fatalf("%q published %s: %s", s, published, render(found))
		}
	})
}

// TestWeekdays holds that a weekday is a day of that name, at most a week from the publication, on the right side of it.
func TestWeekdays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		published := diplo.Date("2025-06-19").AddDays(rapid.IntRange(-4000, 4000).Draw(t, "published"))
		name := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		form := rapid.SampledFrom([]string{"on %s", "last %s", "late %s evening", "since %s"}).Draw(t, "form")
		future := rapid.Bool().Draw(t, "future") && form != "last %s"
		found := Find(tokens("They meet "+fmt.Sprintf(form, name)), published, "", func(int) bool { return future })
		if len(found) != 1 {
			t.Fatalf("found %s", render(found))
		}
		got := found[0].Occurred.Since
		ago := got.DaysUntil(published)
		low, high := 0, 6
		switch {
		case future:
			low, high = -6, 0
		case form == "last %s":
			low, high = 1, 7
		}
		if got.Time().Weekday() != name || ago < low || ago > high {
			t.Fatalf("%s published %s is %s", fmt.Sprintf(form, name), published, got)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"on Thursday, June 19, 2025", "from June 13 to 2 July 2024", "the day before yesterday", "between Monday and", "last week on",
		"early this month, mid-2014 - 1990s", "the past 999 years", "29 February", "a couple of weeks ago", "Sat. 31 May-June 2025's", "of the morning of 7 October attack"} {
		f.Add(s, "2025-06-19", true)
	}
	f.Add("the last 999 years", "0001-01-01", false)
	f.Add("the next 999 years", "9999-12-31", true)
	f.Fuzz(func(t *testing.T, s, published string, future bool) {
		ts := tokens(s)
		last := 0
		for _, e := range Find(ts, diplo.Date(published), "", func(i int) bool { _ = ts[i]; return future }) {
			o := e.Occurred
			if e.First < last || e.Last <= e.First || e.Last > len(ts) || o.Words == "" || e.Kind == "" {
				t.Fatalf("bad expression %+v", e)
			}
			last = e.Last
			for _, d := range []diplo.Date{o.Since, o.Until} {
				if _, err := diplo.ParseDate(string(d)); d != "" && err != nil {
					t.Fatalf("%+v: %v", o, err)
				}
			}
			if o.Dated() != (o.Basis != diplo.Unknown) || o.Since != "" && o.Until != "" && o.Since > o.Until || o.Dated() == (o.Precision == "") {
				t.Fatalf("bad date %+v", o)
			}
		}
	})
}
