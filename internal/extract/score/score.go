// Package score measures extracted statements against gold statements.
//
// Matching is one to one within an article, best quote overlap first, required gold before optional. Gold records marked
// optional are neither asked for nor counted against the finder. Relations and standing facts (the family STANDING) are
// scored apart. Three ways of matching:
//
//   - strict: subject, type, object, modality and polarity are equal;
//   - triple: subject, type and object are equal;
//   - relaxed: a person counts as the state whose office the gold says he holds, and a type as its family.
//
// The order of the ends of symmetric types says nothing, and spellings of one name are one name. The table of spellings
// is frozen, so that a change of the product's own gazetteer never changes what is measured: it holds the unique aliases
// of states and organizations, and those of persons that have two words, folded, each line a name and its spellings.
//
// Attributes are scored on the triple matches of relations where either side departs from the default: modality (not
// actual), polarity (negative), attribution and date (not empty). Dates agree if the overlap of the intervals is at least
// half of their union. The quote's score is the mean F1 of its words.
package score

import (
	"io/fs"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
)

// Options say how to evaluate; the zero value measures every article and nothing more.
type Options struct {
	Only      []string // articles to measure, by slug; nil means all
	Bootstrap int      // samples for confidence intervals over articles; 0 means none
	Seed      uint64   // of the samples: the same seed gives the same intervals
	// Calibration asks how far the confidence of the records is the chance that they are right.
	Calibration bool
}

// Evaluate measures predictions against the files SLUG.json of gold: {"article": slug, "statements": [record...]}. A
// prediction belongs to the article whose slug is its document's file name without extension; those of other documents
// are ignored. Errors are diplo errors (BAD_USER_INPUT) that name file and line of a bad gold record.
func Evaluate(gold fs.FS, predictions []diplo.Record) (Report, error) {
	return Options{}.Evaluate(gold, predictions)
}

// Evaluate is [Evaluate] with options.
func (o Options) Evaluate(gold fs.FS, predictions []diplo.Record) (Report, error) {
	files, err := fs.ReadDir(gold, ".")
	if err != nil {
		return Report{}, diplo.Errorf(diplo.BadInput, "cannot read the gold folder: %w", err)
	}
	names := loadSpellings()
	predicted := map[string][]statement{}
	for _, r := range predictions {
		slug, _ := splitExt(baseName(r.Document))
		predicted[slug] = append(predicted[slug], names.statement(goldRecord{Record: r}))
	}
	var articles []article
	for _, f := range files {
		slug, ext := splitExt(f.Name())
		if ext != ".json" || len(o.Only) > 0 && !slices.Contains(o.Only, slug) {
			continue
		}
		records, err := readGold(gold, f.Name())
		if err != nil {
			return Report{}, err
		}
		var asked []statement
		for _, r := range records {
			asked = append(asked, names.statement(r))
		}
		articles = append(articles, measure(slug, asked, predicted[slug]))
	}
	report := sum(articles)
	if o.Bootstrap > 0 {
		report.Intervals = bootstrap(articles, o.Bootstrap, o.Seed)
	}
	if o.Calibration {
		report.Calibration = calibrate(articles, o.Bootstrap, o.Seed)
	}
	return report, nil
}

// article is what was counted in one article.
type article struct {
	relations, standing [ways]counts
	attributes          [attributes]counts
	quotes              []float64
	byType              map[string]counts
	differences         []Difference
	// How sure the finder was of its relations and of its standing facts.
	relationsSure, standingSure reliability
}

// counts are what precision and recall are made of.
type counts struct{ right, gold, predicted int }

func (c *counts) add(d counts) {
	c.right += d.right
	c.gold += d.gold
	c.predicted += d.predicted
}

// The ways of matching and the attributes, in the order of the report.
const (
	strict = iota
	triple
	relaxed
	ways
)

const (
	modality = iota
	polarity
	attribution
	date
	attributes
)

// measure matches the statements of one article in every way.
func measure(slug string, gold, predicted []statement) article {
	a := article{byType: map[string]counts{}}
	offices := map[string]string{}
	for _, g := range gold {
		if g.Type == "HOLDS_OFFICE" {
			offices[g.subject] = g.object
		}
	}
	for _, part := range []struct {
		counts   *[ways]counts
		sure     *reliability
		standing bool
	}{{&a.relations, &a.relationsSure, false}, {&a.standing, &a.standingSure, true}} {
		asked, got := ofPart(gold, part.standing), ofPart(predicted, part.standing)
		for way, key := range [ways]func(statement) key{statement.strict, statement.triple, func(s statement) key { return s.relaxed(offices) }} {
			m := match(asked, got, key)
			part.counts[way] = counts{len(m.pairs), len(m.pairs) + len(m.missed), len(got) - m.free}
			switch {
			case way == strict:
				a.note(slug, m)
				*part.sure = m.judged()
			case way == triple && !part.standing:
				a.attribute(m.pairs)
			}
		}
	}
	return a
}

func ofPart(all []statement, standing bool) []statement {
	return slices.DeleteFunc(slices.Clone(all), func(s statement) bool { return s.standing != standing })
}

// note counts the strict matches by type and keeps what differs.
func (a *article) note(slug string, m matching) {
	count := func(s statement, c counts) {
		c.add(a.byType[string(s.Type)])
		a.byType[string(s.Type)] = c
	}
	for _, p := range m.pairs {
		count(p[0], counts{1, 1, 1})
	}
	for _, s := range m.missed {
		count(s, counts{gold: 1})
		a.differences = append(a.differences, Difference{slug, false, s.Record})
	}
	for _, s := range m.spurious {
		count(s, counts{predicted: 1})
		a.differences = append(a.differences, Difference{slug, true, s.Record})
	}
}

// attribute compares the attributes of matched statements where they are not the usual ones.
func (a *article) attribute(pairs [][2]statement) {
	for _, p := range pairs {
		g, got := p[0], p[1]
		a.quotes = append(a.quotes, overlap(g.words, got.words))
		for i := range attributes {
			x, y := g.attributes[i], got.attributes[i]
			right := x == y
			if i == date {
				right = datesAgree(x, y)
			}
			usual := defaults[i]
			a.attributes[i].add(counts{bit(x != usual && y != usual && right), bit(x != usual), bit(y != usual)})
		}
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// defaults are the values of attributes that are not scored.
var defaults = [attributes]string{"actual", "positive", "", ""}
