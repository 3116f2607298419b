package llm

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/text"
)

// trust is the confidence in a claim that bears examination and whose actors are known for certain. It is set, not
// measured: models differ.
const trust = 0.7

// reader reads one document: it sends its pieces, takes the answers, and makes evidence of what bears examination.
type reader struct {
	x        *Extractor
	doc      diplo.Document
	start    int // of the text behind the header
	text     text.Doc
	passages []passage
	whole    flat // the text behind the header
	taken    []taken
	dropped  []Dropped
	cast     *cast
}

// taken is a claim with the piece that it is about.
type taken struct {
	claim
	piece piece
}

func newReader(x *Extractor, doc diplo.Document) *reader {
	start := diplo.ParseHeader(doc.Text).Body
	d := text.Split(doc.Text, start)
	return &reader{x: x, doc: doc, start: start, text: d, passages: passages(d), whole: flatten(doc.Text, start, len(doc.Text))}
}

func (r *reader) pieces() []piece { return cut(r.passages) }

func (r *reader) take(p piece, a answer) {
	for _, c := range a.claims {
		r.taken = append(r.taken, taken{c, p})
	}
	r.dropped = append(r.dropped, a.dropped...)
	if a.cut {
		r.dropped = append(r.dropped, Dropped{Part: WholeAnswer, Reason: BrokenOff})
	}
}

// finish examines what was taken.
func (r *reader) finish() Reading {
	r.cast = newCast(r.x.names, r.doc.Published, r.text, r.whole, r.taken)
	var all []diplo.Evidence
	for _, t := range r.taken {
		if e, ok := r.evidence(t); ok {
			all = append(all, e)
		}
	}
	all = occasions(all)
	r.joinActs(all)
	for i := range all {
		all[i].Identify()
	}
	return Reading{
		Result:  extract.Result{Evidence: inOrder(all), Entities: r.cast.profiles(all), Notes: notes(r.x.Name(), r.dropped)},
		Dropped: r.dropped,
	}
}

func (r *reader) drop(part Part, reason Reason, detail string) {
	r.dropped = append(r.dropped, Dropped{part, reason, shorten(detail, maxDetail)})
}

// evidence makes evidence of a claim; false, with the reason noted, if any check fails.
func (r *reader) evidence(t taken) (diplo.Evidence, bool) {
	fail := func(reason Reason, detail string) (diplo.Evidence, bool) {
		r.drop(WholeStatement, reason, detail)
		return diplo.Evidence{}, false
	}
	e := diplo.Evidence{
		Basis: diplo.FromText, Document: r.doc.ID, Version: r.doc.Version, Published: r.doc.Published, Origin: r.doc.Origin(),
		Type: diplo.Type(t.Type), Modality: diplo.Modality(strings.ToUpper(t.Modality)), Polarity: diplo.Polarity(strings.ToUpper(t.Polarity)),
		Extractor: r.x.Name(), Rule: ruleName,
	}
	info, known := e.Type.Info()
	if !known {
		return fail(UnknownType, t.Type)
	}
	if !slices.Contains([]diplo.Modality{diplo.Actual, diplo.Planned, diplo.Hypothetical}, e.Modality) {
		return fail(UnknownModality, t.Modality)
	}
	if !slices.Contains([]diplo.Polarity{diplo.Positive, diplo.Negative}, e.Polarity) {
		return fail(UnknownPolarity, t.Polarity)
	}
	passage, ok := r.quote(&e, t)
	if !ok {
		return fail(QuoteNotInText, t.Quote)
	}
	if !passage.has(t.Subject.Mention) && !passage.has(t.Object.Mention) {
		return fail(MentionNotInText, t.Subject.Mention+" / "+t.Object.Mention)
	}
	e.Confidence = trust
	for _, end := range []struct {
		actor *diplo.Actor
		party party
		kinds []diplo.Kind
	}{{&e.Subject, t.Subject, info.Subjects}, {&e.Object, t.Object, info.Objects}} {
		if !r.whole.has(end.party.Mention) {
			return fail(MentionNotInText, end.party.Mention)
		}
		found, reason := r.cast.resolve(end.party)
		if reason != "" {
			return fail(reason, end.party.Name)
		}
		if !slices.Contains(end.kinds, found.ref.Kind) {
			return fail(KindNotAllowed, end.party.Name)
		}
		*end.actor = diplo.Actor{Ref: found.ref, Mention: squeeze(end.party.Mention), Polity: found.polity}
		e.Confidence *= found.confidence
	}
	if e.Subject.ID == e.Object.ID {
		return fail(SameEnds, e.Subject.Name)
	}
	if e.Type == "HOLDS_OFFICE" {
		if e.Title = strings.ToLower(squeeze(t.Title)); !lowered(passage).has(e.Title) {
			return fail(TitleNotInText, t.Title)
		}
	}
	e.Occurred = r.occurred(t.claim)
	e.Attribution = r.attribution(t.Attribution)
	e.Identify()
	if err := e.Validate(); err != nil {
		return fail(NotValid, err.Error())
	}
	return e, true
}

// quote sets the quote of an evidence and returns the passage that it stands in: the one that the claim names, else the
// only one of its piece that has it. A single word is no quote.
func (r *reader) quote(e *diplo.Evidence, t taken) (flat, bool) {
	if !strings.Contains(squeeze(t.Quote), " ") {
		return flat{}, false
	}
	var holders []flat
	for _, p := range t.piece {
		f := flatten(r.doc.Text, p.start, p.end)
		if p.number == t.Paragraph && f.has(t.Quote) {
			holders = []flat{f}
			break
		}
		if f.once(t.Quote) {
			holders = append(holders, f)
		}
	}
	if len(holders) != 1 {
		return flat{}, false
	}
	e.Start, e.End, _ = holders[0].find(t.Quote)
	e.Quote = r.doc.Text[e.Start:e.End]
	return holders[0], true
}

// attribution examines the steps of a chain; what fails is left out of it.
func (r *reader) attribution(sources []source) []diplo.Attribution {
	var chain []diplo.Attribution
	for _, s := range sources {
		name := squeeze(s.Name)
		switch diplo.AttributionRole(s.Role) {
		case diplo.Outlet:
			if !r.whole.has(name) {
				r.drop(AttributionOnly, SourceNotInText, s.Name)
				continue
			}
			chain = append(chain, diplo.Attribution{Role: diplo.Outlet, Name: name})
		case diplo.Speaker:
			steps := r.cast.speaker(name)
			if len(steps) == 0 {
				r.drop(AttributionOnly, SourceNotInText, s.Name)
			}
			chain = append(chain, steps...)
		default:
			r.drop(AttributionOnly, UnknownRole, s.Role)
		}
	}
	return chain
}

// occasions keeps one evidence of each occasion: the first, unless a later one is dated and it is not.
func occasions(all []diplo.Evidence) []diplo.Evidence {
	var out []diplo.Evidence
	byEnds := map[string][]int{}
	for _, e := range all {
		key := ends(e)
		i := slices.IndexFunc(byEnds[key], func(i int) bool { return overlap(out[i].Occurred, e.Occurred) })
		switch {
		case i < 0:
			byEnds[key] = append(byEnds[key], len(out))
			out = append(out, e)
		case e.Occurred.Dated() && !out[byEnds[key][i]].Occurred.Dated():
			out[byEnds[key][i]] = e
		}
	}
	return out
}

// ends is what evidences of one occasion have in common.
func ends(e diplo.Evidence) string {
	pair := []string{string(e.Subject.ID), string(e.Object.ID)}
	if info, _ := e.Type.Info(); info.Symmetric {
		slices.Sort(pair)
	}
	return strings.Join(append(pair, string(e.Type), string(e.Modality), string(e.Polarity)), " ")
}

// overlap reports whether two occasions may be one as far as their dates tell.
func overlap(x, y diplo.Occurred) bool {
	if !x.Dated() || !y.Dated() {
		return true
	}
	return (x.Until == "" || y.Since <= x.Until) && (y.Until == "" || x.Since <= y.Until)
}

// joinActs gives the pairs of one joint event, told by one quote, their act.
func (r *reader) joinActs(all []diplo.Evidence) {
	type event struct {
		kind       diplo.Type
		start, end int
		day        diplo.Date
	}
	events := map[event][]int{}
	for i, e := range all {
		if info, _ := e.Type.Info(); info.Symmetric && (info.Family == diplo.Consult || info.Family == diplo.Agree) {
			key := event{e.Type, e.Start, e.End, e.Occurred.Day()}
			events[key] = append(events[key], i)
		}
	}
	for key, members := range events {
		act := &diplo.Act{}
		var ids []diplo.ID
		for _, i := range members {
			for _, ref := range []diplo.Ref{all[i].Subject.Ref, all[i].Object.Ref} {
				if !slices.Contains(ids, ref.ID) {
					ids = append(ids, ref.ID)
					act.Parts = append(act.Parts, diplo.Part{Role: diplo.Participant, Entity: ref})
				}
			}
		}
		slices.SortFunc(act.Parts, func(a, b diplo.Part) int { return cmp.Compare(a.Entity.ID, b.Entity.ID) })
		info, _ := key.kind.Info()
		act.ID = diplo.ActID(info.Family, ids, key.day, string(r.doc.ID)+":"+strconv.Itoa(r.sentence(key.start)))
		for _, i := range members {
			all[i].Act = act
		}
	}
}

// sentence is where the sentence that holds a byte of the document begins, behind its dateline.
func (r *reader) sentence(at int) int {
	i, _ := slices.BinarySearchFunc(r.text.Sentences, at, func(s text.Sentence, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	if i == len(r.text.Sentences) {
		return at
	}
	s := r.text.Sentences[i]
	return s.Tokens[s.Lead].Start
}
