package text

// quotation follows the quotation marks through the text. Marks of the other sort inside a quotation are part of it.
type quotation struct {
	mark       kind // what opened it: opener, openerSingle, or plainWord where none is open
	start, end int  // in the original: its opening mark, the end of the last token inside
	resumed    bool // the next token is the mark that takes it up again in a new paragraph
}

// open reports whether a quotation is open.
func (q *quotation) open() bool { return q.mark != plainWord }

// enter begins a paragraph: a quotation that was left open goes on if the paragraph begins with the mark that opened it,
// and is over if not.
func (q *quotation) enter(first kind, d *Doc) {
	q.resumed = q.open() && first == q.mark
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
	case !q.open() && (k == opener || k == openerSingle):
		q.mark, q.start = k, t.Start
	case q.mark == opener && k == closer, q.mark == openerSingle && k == closerSingle:
		q.finish(d)
	}
}

// finish closes the open quotation, if any, after the last token taken.
func (q *quotation) finish(d *Doc) {
	if q.open() {
		d.Quotations = append(d.Quotations, Span{q.start, q.end})
	}
	q.mark = plainWord
}
