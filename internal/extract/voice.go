package extract

import (
	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/text"
)

// findVoice finds who says "we" outside quotations: he whose statement the headline announces, else the government or
// body that publishes the document.
func findVoice(a *analysis) {
	if a.author != nil {
		a.voice = a.author.ref
		return
	}
	a.voice = a.publisher()
}

// publisher is the government or body that publishes the document; none for a medium.
func (a *analysis) publisher() diplo.Ref {
	f := a.headerFinder(a.doc.Publisher)
	for i := range f.s.words {
		if f.outlet(i) != nil {
			return diplo.Ref{}
		}
		m := f.polity(i)
		if m == nil || len(m.refs) != 1 {
			continue
		}
		if e, ok := f.entry(i, gazetteer.Metonym); m.kind == stateBody || m.kind == organization || ok && e.Ref.ID == m.refs[0].ID {
			return m.refs[0]
		}
	}
	return diplo.Ref{}
}

// headerFinder reads a line of the header.
func (a *analysis) headerFinder(line string) finder {
	s := &sentence{parsed: &parsed{}}
	for _, src := range text.Split(line, 0).Sentences {
		s.source, s.tokens = &src, src.Tokens
		s.spread()
		break
	}
	return newFinder(a, s)
}
