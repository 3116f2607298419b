package text

// Token is a word or a mark of punctuation.
type Token struct {
	// Text is the token as a reader of the clean text sees it: quotation marks are ' and ", hyphens are -, entities are
	// decoded, soft hyphens and markup inside the word are gone. It is never empty.
	Text string
	// Start and End are the bytes of the original text that the token stands for.
	Start, End int
}

// Sentence is a run of tokens that belong together grammatically, or one line of what is no prose.
type Sentence struct {
	Start, End int     // from the first token's start to the last token's end
	Tokens     []Token // in order, not overlapping, never empty
	Paragraph  int     // index into Doc.Paragraphs
	Headline   bool    // a title or subheading: a short paragraph or marked line without a full stop
	Caption    bool    // the caption or credit of a picture
	Table      bool    // a row of a table or a menu: no grammar to be expected
	InQuote    bool    // begins inside a quotation that an earlier sentence opened
	// Lead is how many leading tokens stand outside the grammar: a dateline ("MOSCOW, June 19 (Reuters) -"), the mark of
	// a list item or of a heading. It is less than len(Tokens).
	Lead int
}

// Paragraph is a block of text between empty lines or block elements of HTML.
type Paragraph struct {
	Start, End  int // from the first sentence's start to the last sentence's end
	First, Last int // its sentences are Doc.Sentences[First:Last], at least one
}

// Span is an interval of bytes of the original text.
type Span struct{ Start, End int }

// Doc is a text cut into paragraphs, sentences and tokens. Everything is in text order.
type Doc struct {
	Sentences  []Sentence
	Paragraphs []Paragraph
	// Quotations are the stretches between quotation marks, marks included, across sentences and paragraphs. One
	// that is never closed ends with its paragraph. They do not nest or overlap.
	Quotations []Span
	// Language is the ISO 639-1 code of the language that most of the words are in, "" if there is too little to tell.
	Language string
}

// Split cuts text[from:] and leaves what stands before (the header) alone; offsets count from the start of text. A from
// outside text is moved to its nearest end. Any bytes are allowed; time and memory are linear in their number.
func Split(text string, from int) Doc {
	from = min(max(from, 0), len(text))
	s, places := clean(text, from)
	b := builder{s: s, places: cursor{runs: places, n: len(s)}}
	for _, p := range paragraphs(s) {
		b.paragraph(p)
	}
	b.quote.finish(&b.doc)
	b.doc.Language = language(b.doc.Sentences)
	return b.doc
}
