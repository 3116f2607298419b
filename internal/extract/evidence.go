package extract

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/demarche/demarche/internal/diplo"
)

// makeEvidence finds what the sentences tell and makes one evidence of each occasion.
func makeEvidence(a *analysis) {
	a.deeds, a.topics = map[string]deed{}, map[string]deed{}
	held := map[diplo.ID]bool{}
	o := occasions{byKind: map[string][]*diplo.Evidence{}, met: map[string][]diplo.Evidence{}}
	var standing []diplo.Evidence
	a.window.last = true
	for s := range a.read {
		for _, h := range a.matchFrames(s) {
			for _, e := range a.evidenceOf(h) {
				o.tell(e)
			}
		}
		standing = append(standing, a.standingFacts(s, held)...)
		a.forget(s)
	}
	a.evidence = o.all(standing)
}

// lookBack is how many sentences back a hit may still matter.
const lookBack = 14

// forget drops the hits that no sentence after s can look back to.
func (a *analysis) forget(s *sentence) {
	old := 0
	for old < len(a.hits)-maxTold && s.index-a.hits[old].sentence.index > lookBack {
		old++
	}
	if a.trace == nil {
		a.hits = a.hits[old:]
	}
}

// evidenceOf expands a hit into its pairs.
func (a *analysis) evidenceOf(h *hit) []diplo.Evidence {
	r := &reader{a: a, s: h.sentence}
	var out []diplo.Evidence
	emit := func(x, y actor) {
		if e, ok := a.build(r, h, x, y); ok {
			out = append(out, e)
		}
	}
	info, _ := h.kind.Info()
	if h.mutual {
		for i := range h.subjects {
			for j := i + 1; j < len(h.subjects); j++ {
				if h.sides != nil && h.sides[i] == h.sides[j] {
					continue
				}
				emit(h.subjects[i], h.subjects[j])
			}
		}
	} else {
		for _, x := range h.subjects {
			for _, y := range h.objects {
				emit(x, y)
			}
		}
	}
	if info.Symmetric && (info.Family == diplo.Consult || info.Family == diplo.Agree) {
		act := a.actOf(h, info.Family)
		for i := range out {
			out[i].Act = act
			out[i].Identify()
		}
	}
	return out
}

func (a *analysis) actOf(h *hit, f diplo.Family) *diplo.Act {
	parts := map[diplo.ID]diplo.Ref{}
	for _, x := range append(slices.Clone(h.subjects), h.objects...) {
		parts[x.ref.ID] = x.ref
	}
	act := &diplo.Act{}
	var ids []diplo.ID
	for id, ref := range parts {
		ids = append(ids, id)
		act.Parts = append(act.Parts, diplo.Part{Role: diplo.Participant, Entity: ref})
	}
	slices.Sort(ids)
	slices.SortFunc(act.Parts, func(x, y diplo.Part) int { return cmp.Compare(x.Entity.ID, y.Entity.ID) })
	act.ID = diplo.ActID(f, ids, h.occurred.Day(), string(a.doc.ID)+":"+strconv.Itoa(h.sentence.tokens[0].Start))
	return act
}

// build makes one evidence; false where it would not be valid, is nobody's business abroad, or is too likely wrong.
func (a *analysis) build(r *reader, h *hit, x, y actor) (diplo.Evidence, bool) {
	start, end := h.sentence.span(h.quote[0], h.quote[1])
	e := diplo.Evidence{
		Basis: diplo.FromText, Document: a.doc.ID, Version: a.doc.Version, Published: a.doc.Published, Origin: a.doc.Origin(),
		Type: h.kind, Subject: a.end(x), Object: a.end(y), Modality: h.modality, Polarity: diplo.Positive,
		Occurred: h.occurred, Attribution: r.chain(h.trigger, h.kind, x),
		Quote: a.doc.Text[start:end], Start: start, End: end, Confidence: h.confident, Extractor: extractorName, Rule: h.frame.Rule,
	}
	if h.negative {
		e.Polarity = diplo.Negative
	}
	if e.Occurred.Basis == "" {
		e.Occurred = a.undated()
	}
	e.Confidence *= a.trust(h, x, y)
	e.Identify()
	if a.domestic(x, y) || e.Validate() != nil {
		return diplo.Evidence{}, false
	}
	if e.Confidence < leastConfidence {
		a.trace.leftOut(h.sentence, e)
		return diplo.Evidence{}, false
	}
	return e, true
}

func (a *analysis) undated() diplo.Occurred {
	if a.doc.Published == "" {
		return diplo.Occurred{Basis: diplo.Unknown}
	}
	return diplo.Occurred{Basis: diplo.Publication, Until: a.doc.Published}
}

// end is an actor as one end of an evidence.
func (a *analysis) end(x actor) diplo.Actor {
	out := diplo.Actor{Ref: x.ref, Mention: x.ref.Name}
	if x.sentence != nil && x.first <= x.last {
		start, stop := x.sentence.span(x.first, x.last)
		out.Mention = a.doc.Text[start:stop]
	}
	if x.ref.Kind != diplo.Conflict {
		out.Polity = a.polityOf(x)
	}
	return out
}
