package llm

import (
	"cmp"
	"context"
	"slices"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
)

// Both is the extractor that runs two, one after the other, and returns the evidence of both. What both found stays two
// evidences of two extractors: folding makes one statement of them. A document fails if either fails. The name is that
// of the two with a comma between; each evidence keeps the name of its own.
func Both(first, second extract.Extractor) extract.Extractor { return both{first, second} }

type both struct{ first, second extract.Extractor }

func (b both) Name() string { return b.first.Name() + "," + b.second.Name() }

func (b both) Extract(ctx context.Context, doc diplo.Document) (extract.Result, error) {
	x, err := b.first.Extract(ctx, doc)
	if err != nil {
		return extract.Result{}, err
	}
	y, err := b.second.Extract(ctx, doc)
	if err != nil {
		return extract.Result{}, err
	}
	return extract.Result{
		Evidence: inOrder(slices.Concat(x.Evidence, y.Evidence)),
		Entities: eachOnce(slices.Concat(x.Entities, y.Entities)),
		Notes:    slices.Concat(x.Notes, y.Notes),
	}, nil
}

// inOrder sorts evidence as extract.Result wants it.
func inOrder(all []diplo.Evidence) []diplo.Evidence {
	slices.SortFunc(all, func(x, y diplo.Evidence) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.ID, y.ID))
	})
	return all
}

// eachOnce sorts profiles by id and merges those of one entity.
func eachOnce(all []diplo.Entity) []diplo.Entity {
	slices.SortStableFunc(all, func(x, y diplo.Entity) int { return cmp.Compare(x.ID, y.ID) })
	var out []diplo.Entity
	for _, e := range all {
		if n := len(out); n > 0 && out[n-1].ID == e.ID {
			out[n-1] = diplo.MergeProfiles(out[n-1], e)
			continue
		}
		out = append(out, e)
	}
	return out
}
