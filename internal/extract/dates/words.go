package dates

import (
	"strings"
	"time"
)

// set makes a set of words divided by blanks.
func set(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

var weekdays = map[string]time.Weekday{
	"monday": time.Monday, "tuesday": time.Tuesday, "wednesday": time.Wednesday, "thursday": time.Thursday,
	"friday": time.Friday, "saturday": time.Saturday, "sunday": time.Sunday, "mon": time.Monday, "tue": time.Tuesday,
	"tues": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday, "thur": time.Thursday, "thurs": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
}

var monthNames = map[string]time.Month{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
	"october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8,
	"sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}

// seasons by their first month, in the north.
var seasons = map[string]time.Month{"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September,
	"winter": time.December}

// relation is how many periods off the present one a word leads.
var relation = map[string]int{"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}

// stretches are the words of stretches that end or begin with the publication.
var stretches = map[string]int{"past": -1, "last": -1, "next": 1, "coming": 1}

// anaphora is how many days off the day spoken of a word leads.
var anaphora = map[string]int{"previous": -1, "preceding": -1, "following": 1, "next": 1}

var units = set(`day week month year`)

var numerals = map[string]int{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "several": 0, "some": 0, "few": 0, "many": 0}

var dayParts = set(`morning afternoon evening night`)

// prepositions lead a time expression.
var prepositions = set(`on in at during over since until till by before after from between of through around about starting
	throughout within circa`)

// kinds are the prepositions that do something else than date the clause.
var kinds = map[string]Kind{"since": Since, "after": Since, "from": Since, "starting": Since, "until": Until, "till": Until,
	"through": Until, "before": Until, "of": Attribute}

// closedClass are small words that are no nouns, besides the prepositions.
var closedClass = set(`to for with by as and or but when while where who which that if than then the a an is was were are has
	had have will would could said says`)

// monthPrepositions make a month of the names that are other words as well.
var monthPrepositions = set(`in since until till during early late mid last next this through of`)

// leading words stand between a preposition and the expression, or are one.
var leading = func() map[string]bool {
	m := set(`the early late earlier later`)
	for w := range prepositions {
		m[w] = true
	}
	return m
}()

var determiners = set(`the a an his her its their our whose`)

// independent words begin expressions that have an article of their own and still date the clause.
var independent = set(`the a last next this past coming previous early late earlier later mid weekend end beginning start middle`)

// dayNames before and dayTitles after a weekday make a name of it.
var dayNames = set(`good bloody black palm easter holy ash cyber super`)

var dayTitles = set(`Times Telegraph Mirror Mail Express Herald Post Guardian Review Star World Night Club Accords`)

// attackWords follow a day that is known by an attack.
var attackWords = set(`attack attacks massacre massacres assault onslaught raid atrocities`)
