package extract

import (
	"context"
	"fmt"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/lexicon"
)

// Explain returns a printable account of how a document was read: for each sentence its tree, whom its words were taken
// for and why, the frames that fitted, and of those that did not what they lacked.
func (r *Rules) Explain(ctx context.Context, doc diplo.Document) (string, error) {
	t := &trace{misses: map[*sentence][]miss{}}
	a, err := r.analyse(ctx, doc, t)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, n := range a.notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	for _, s := range a.sentences {
		start, end := s.span(0, len(s.tokens)-1)
		fmt.Fprintf(&b, "== %d: %s\n", s.index, strings.Join(strings.Fields(doc.Text[start:end]), " "))
		for u, tok := range s.tree {
			fmt.Fprintf(&b, "  %3d %-16s %-6s %-12s %3d %s\n", u, tok.Form, tok.XPOS, tok.Deprel, tok.Head, s.describe(a, u))
		}
		if s.speaker != nil {
			fmt.Fprintf(&b, "  spoken by %s\n", s.speaker.ref.Name)
		}
		for _, h := range a.hits {
			if h.sentence == s {
				fmt.Fprintf(&b, "  + %s (%s) at %d: %s -> %s [%s %v]\n", h.frame.Rule, h.kind, h.trigger, names(h.subjects), names(h.objects), h.modality, h.negative)
			}
		}
		for _, e := range t.doubted[s] {
			fmt.Fprintf(&b, "  - %s %s %s (%s) left out: confidence %.2f\n", e.Subject.Name, e.Type, e.Object.Name, e.Rule, e.Confidence)
		}
		for _, m := range t.misses[s] {
			fmt.Fprintf(&b, "  - %s at %d lacks %s\n", m.frame.Rule, m.unit, m.lacks)
		}
	}
	for _, e := range a.evidence {
		fmt.Fprintf(&b, "=> %s %s %s (%s)\n", e.Subject.Name, e.Type, e.Object.Name, e.Rule)
	}
	return b.String(), nil
}

func names(list []actor) string {
	var out []string
	for _, x := range list {
		out = append(out, x.ref.Name)
	}
	return strings.Join(out, ", ")
}

// describe says what a unit was taken for.
func (s *sentence) describe(a *analysis, u int) string {
	m := s.units[u].mention
	if m == nil {
		return ""
	}
	start, end := s.span(m.first, m.last)
	var refs []string
	for _, r := range m.refs {
		refs = append(refs, string(r.ID))
	}
	out := fmt.Sprintf("%q %s %s (%s)", a.doc.Text[start:end], mentionKinds[m.kind], strings.Join(refs, " "), m.why)
	if m.office != nil {
		out += fmt.Sprintf(" office %q %s of %s", m.office.title, m.office.kind, m.office.of.ID)
	}
	return out
}

// trace collects why each sentence gave what it gave; a nil trace collects nothing.
type trace struct {
	misses  map[*sentence][]miss
	doubted map[*sentence][]diplo.Evidence
}

// miss is a frame whose trigger stood in a sentence and that did not fit.
type miss struct {
	unit  int
	frame *lexicon.Frame
	lacks string
}

func (t *trace) missed(s *sentence, u int, f *lexicon.Frame, c candidate) {
	if t == nil {
		return
	}
	lacks := "a subject"
	switch {
	case len(c.consumed) < len(f.Needs):
		lacks = "its words"
	case len(c.subjects) > 0 && len(c.objects) > 0:
		lacks = "a deed: only asked for or supposed"
	case len(c.objects) == 0 && len(c.subjects) == 0:
		lacks = "an object and a subject"
	case len(c.objects) == 0:
		lacks = "an object"
	}
	t.misses[s] = append(t.misses[s], miss{u, f, lacks})
}

func (t *trace) leftOut(s *sentence, e diplo.Evidence) {
	if t == nil {
		return
	}
	if t.doubted == nil {
		t.doubted = map[*sentence][]diplo.Evidence{}
	}
	t.doubted[s] = append(t.doubted[s], e)
}
