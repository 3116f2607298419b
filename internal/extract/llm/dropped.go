package llm

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Part is how much of an answer was dropped.
type Part string

// The parts. A statement keeps its evidence when its date or a step of its attribution is dropped.
const (
	WholeAnswer     Part = "answer"
	WholeStatement  Part = "statement"
	DateOnly        Part = "date"
	AttributionOnly Part = "attribution"
)

// Reason says which check failed.
type Reason string

// The reasons.
const (
	Declined         Reason = "the model would not answer"
	BrokenOff        Reason = "the answer breaks off"
	TooMany          Reason = "more statements than the text can hold"
	WrongShape       Reason = "not of the shape asked for"
	UnknownType      Reason = "no such statement type"
	UnknownModality  Reason = "no such modality"
	UnknownPolarity  Reason = "no such polarity"
	UnknownRole      Reason = "no such role"
	UnknownKind      Reason = "no such kind of actor"
	QuoteNotInText   Reason = "the quote is not in the text"
	MentionNotInText Reason = "the words for an actor are not in the text"
	TitleNotInText   Reason = "the title is not in the text"
	UnknownActor     Reason = "an actor is not known"
	ActorNotInText   Reason = "the text does not name an actor"
	KindNotAllowed   Reason = "the type does not take such an actor"
	SameEnds         Reason = "subject and object are the same"
	DateNotInText    Reason = "its words are not in the text"
	DateNotRead      Reason = "its words name no day"
	SourceNotInText  Reason = "the text does not name who is said to say so"
	NotValid         Reason = "not valid as evidence"
)

// Dropped is something that a model answered and that was not kept. Detail is what it was, in the model's words and cut
// to a line's length; it may be hostile, so print it in quotes.
type Dropped struct {
	Part   Part
	Reason Reason
	Detail string
}

const maxDetail = 120 // bytes

// notes tell what was dropped, one note for each part.
func notes(name string, all []Dropped) []string {
	byPart := map[Part]map[Reason]int{}
	for _, d := range all {
		if byPart[d.Part] == nil {
			byPart[d.Part] = map[Reason]int{}
		}
		byPart[d.Part][d.Reason]++
	}
	var out []string
	for _, part := range slices.Sorted(maps.Keys(byPart)) {
		reasons := slices.SortedFunc(maps.Keys(byPart[part]), func(a, b Reason) int {
			return cmp.Or(cmp.Compare(byPart[part][b], byPart[part][a]), cmp.Compare(a, b))
		})
		total, counts := 0, make([]string, len(reasons))
		for i, r := range reasons {
			total += byPart[part][r]
			counts[i] = fmt.Sprintf("%s (%d)", r, byPart[part][r])
		}
		what := string(part)
		if total > 1 {
			what += "s"
		}
		out = append(out, fmt.Sprintf("%s: dropped %d %s: %s", name, total, what, strings.Join(counts, ", ")))
	}
	return out
}
