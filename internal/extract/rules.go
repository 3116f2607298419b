package extract

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/lexicon"
	"github.com/demarche/demarche/internal/syntax"
)

const extractorName = "rules/1"

// Rules is the extractor that reads by rules over dependency trees. It does not change and is safe for concurrent use.
type Rules struct {
	gaz     *gazetteer.Gazetteer
	parser  *syntax.Parser
	lexicon *lexicon.Lexicon
	stages  []stage
}

// stage is one step of the analysis: it reads what the earlier ones found and adds its own.
type stage struct {
	name string
	run  func(*analysis)
}

// New makes the extractor that resolves names by gaz and reads trees of parser. It fails if the embedded lexicon is
// broken.
func New(gaz *gazetteer.Gazetteer, parser *syntax.Parser) (*Rules, error) {
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	return &Rules{gaz: gaz, parser: parser, lexicon: lex, stages: []stage{
		{"sentences", cutSentences},
		{"mentions", findMentions},
		{"syntax", parseSentences},
		{"references", resolveReferences},
		{"voice", findVoice},
		{"speakers", findSpeakers},
		{"disputes", findDisputes},
		{"protagonists", findProtagonists},
		{"evidence", makeEvidence},
	}}, nil
}

// Name is "rules/1".
func (r *Rules) Name() string { return extractorName }

// Extract implements [Extractor].
func (r *Rules) Extract(ctx context.Context, doc diplo.Document) (Result, error) {
	a, err := r.analyse(ctx, doc, nil)
	if err != nil {
		return Result{}, err
	}
	return Result{Evidence: a.evidence, Entities: a.profiles(), Notes: a.notes}, nil
}

func (r *Rules) analyse(ctx context.Context, doc diplo.Document, t *trace) (*analysis, error) {
	if !utf8.ValidString(doc.Text) {
		return nil, diplo.Errorf(diplo.BadInput, "%s: the text is not valid UTF-8", doc.Name)
	}
	a := &analysis{doc: doc, rules: r, cast: newCast(), trace: t}
	for _, s := range r.stages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.run(a)
		if len(a.notes) > 0 {
			break
		}
	}
	return a, ctx.Err()
}

// profiles are the entities that the evidence names.
func (a *analysis) profiles() []diplo.Entity {
	seen := map[diplo.ID]diplo.Ref{}
	note := func(refs ...diplo.Ref) {
		for _, ref := range refs {
			if ref.ID != "" {
				seen[ref.ID] = ref
			}
		}
	}
	for _, e := range a.evidence {
		note(e.Subject.Ref, e.Object.Ref, e.Subject.Polity, e.Object.Polity)
		for _, at := range e.Attribution {
			if at.Entity != "" {
				note(diplo.Ref{ID: at.Entity, Kind: at.Entity.Kind(), Name: at.Name})
			}
		}
		if e.Act != nil {
			for _, p := range e.Act.Parts {
				note(p.Entity)
			}
		}
	}
	out := make([]diplo.Entity, 0, len(seen))
	for id, ref := range seen {
		if e, ok := a.rules.gaz.Entity(id); ok {
			out = append(out, e)
			for _, p := range e.Parties {
				if _, listed := seen[p.ID]; !listed {
					if q, ok := a.rules.gaz.Entity(p.ID); ok {
						seen[p.ID] = p
						out = append(out, q)
					}
				}
			}
			continue
		}
		out = append(out, diplo.Entity{Ref: ref})
	}
	slices.SortFunc(out, func(x, y diplo.Entity) int {
		if x.ID < y.ID {
			return -1
		}
		return 1
	})
	return slices.CompactFunc(out, func(x, y diplo.Entity) bool { return x.ID == y.ID })
}
