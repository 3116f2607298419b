package text

// quotation follows the double quotation marks through the text.
type quotation struct {
	open       bool
	start, end int  // in the original: its opening mark, the end of the last token inside
	resumed    bool // the next token is the mark that takes it up again in a new paragraph
}

// enter begins a paragraph: a quotation that was left open goes on if the paragraph begins with an opening mark, and is
// over if not.
func (q *quotation) enter(first kind, d *Doc) {
	q.resumed = q.open && first == opener
	if !q.resumed {
		q.finish(d)
	}
}

// take notes the next token.
func (q *quotation) take(k kind, t Token, d *Doc) {
	q.end = t.End
	switch {
	case q.resumed:
		q.resumed = false
	case k == opener && !q.open:
		q.open, q.start = true, t.Start
	case k == closer:
		q.finish(d)
	}
}

// finish closes the open quotation, if any, after the last token taken.
func (q *quotation) finish(d *Doc) {
	if q.open {
		d.Quotations = append(d.Quotations, Span{q.start, q.end})
	}
	q.open = false
}
