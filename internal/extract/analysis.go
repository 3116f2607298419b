package extract

import (
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract/dates"
	"github.com/demarche/demarche/internal/syntax"
	"github.com/demarche/demarche/internal/text"
)

// analysis is one document on its way through the stages. Each stage adds what the later ones read.
type analysis struct {
	doc          diplo.Document
	rules        *Rules
	text         text.Doc
	sentences    []*sentence // their words and trees are there where read yields them
	window       window
	cast         *cast           // persons whom the document names
	author       *member         // whose words the document is; nil if it is a report
	voice        diplo.Ref       // who says "we" outside quotations, if the header tells
	disputes     []dispute       // conflicts that it speaks of, in order
	protagonists []diplo.Ref     // the two states or organizations that the document mostly speaks of; nil if there are more
	deeds        map[string]deed // the last told of each kind, and of each noun
	told         int             // deeds so far
	topics       map[string]deed // the first told of each kind, where the document begins with it
	hits         []*hit
	evidence     []diplo.Evidence
	notes        []string
	trace        *trace // nil unless asked for
}

// sentence is one parse window: a sentence of the text, or a piece of an overlong one.
type sentence struct {
	index    int
	source   *text.Sentence
	tokens   []text.Token
	mentions []*mention
	dates    []dates.Expression // read as of what has happened
	ahead    []dates.Expression // the same read as of what is to come
	speaker  *actor             // who speaks, where the sentence continues a quotation whose speaker an earlier one named
	packed   []packedUnit       // its units and tree, once it was closed
	*parsed                     // nil while it is closed
}

// parsed is a sentence ready to be read: its words and, once it is parsed, its tree.
type parsed struct {
	words  []string // the tokens' texts
	units  []unit
	tree   syntax.Tree // over units
	kids   [][]int     // dependents of each unit, in text order
	links  []int       // holds them
	lemmas []string
}

// unit is one word of the parsed sentence: a token, or a whole name that the parser sees as one word.
type unit struct {
	first, last int // tokens
	mention     *mention
	form        string
	when        bool // a time expression
	quotation   int  // index into text.Doc.Quotations, -1 outside
}

// mentionKind says what sort of words a mention is.
type mentionKind int

const (
	personName     mentionKind = iota // "President Vladimir Putin", "Putin"
	officeNominal                     // "the Russian president", "his Chinese counterpart"
	stateName                         // "Russia", "Moscow"
	stateBody                         // "the Israeli army", "the government of Chad"
	demonym                           // "Russian": a modifier
	organization                      // "the African Union"
	conflictName                      // "the Iran-Israel war"
	outletName                        // "Xinhua"
	groupNominal                      // "the two leaders", "both sides"
	pronoun                           // "he", "their"
	genericNominal                    // "the country", "the ministry", "the group"
)

var mentionKinds = [...]string{"person", "office", "state", "body", "demonym", "organization", "conflict", "outlet", "group", "pronoun", "nominal"}

// mention is a stretch of tokens that names or points to actors.
type mention struct {
	kind        mentionKind
	first, last int // tokens
	head        int // the token that is its grammatical head
	refs        []diplo.Ref
	member      *member // the person, if the document names him
	office      *office // the title that stands with it
	weak        bool    // a capital or seat that is often only the place
	why         string  // how it was resolved, for the trace
}

// office is a title as the text gives it.
type office struct {
	title       string // lower case, without the country
	kind        string // an office kind of the gazetteer
	of          diplo.Ref
	adviserTo   *mention // "Putin's adviser"
	former      bool
	counterpart bool        // told as somebody's counterpart: the title is his
	head        int         // token: the last word of the title itself
	list        []diplo.Ref // "foreign ministers of A, B and C"
	first, last int         // tokens of title and name together: the quote
}

// actor is an entity as one end of a statement, with the words that stand for it.
type actor struct {
	ref         diplo.Ref
	mention     *mention // nil for an actor taken from context
	first, last int      // tokens
	sentence    *sentence
	voice       *diplo.Ref // the spokesperson whose words the actor's words are
	doer        *diplo.Ref // the person for whom his state stands
	indirect    bool       // owner of a thing or deed, not named as actor itself
}

func (s *sentence) span(first, last int) (start, end int) {
	return s.tokens[first].Start, s.tokens[last].End
}
