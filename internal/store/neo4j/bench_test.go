//go:build neo4j

package neo4j

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/neo4jtest"
	"github.com/demarche/demarche/internal/store"
)

const (
	evidenceADoc    = 5
	documentsABatch = 200
)

// BenchmarkApply writes a batch through Apply and one like it as rows alone, in turn: by one UNWIND after another, in one
// transaction, with nothing read, folded or compared. Apply is to reach half the rate of that; share tells what it
// reaches, as the median over the pairs.
func BenchmarkApply(b *testing.B) {
	s := emptied(b)
	told, bareWire := newWire("told"), newWire("bare")
	seen := map[diplo.ID]bool{}
	var shares []float64
	var apply time.Duration
	pair := func() (one, other time.Duration) {
		applied, written := told.batch(), bareWire.batch()
		begun := time.Now()
		if _, err := s.Apply(b.Context(), applied); err != nil {
			b.Fatal(err)
		}
		between := time.Now()
		if err := bare(b.Context(), s, written, seen); err != nil {
			b.Fatal(err)
		}
		return between.Sub(begun), time.Since(between)
	}
	for range 2 { // the first compile the queries
		pair()
	}
	for b.Loop() {
		one, other := pair()
		apply += one
		shares = append(shares, float64(other)/float64(one))
	}
	slices.Sort(shares)
	b.ReportMetric(float64(len(shares)*documentsABatch*evidenceADoc)/apply.Seconds(), "evidences/s")
	b.ReportMetric(shares[len(shares)/2], "share")
}

// bare writes a batch's nodes and relationships as an application would, knowing that all of it is new.
func bare(ctx context.Context, s *Store, batch store.Batch, seen map[diplo.ID]bool) error {
	now := time.Now()
	batch, err := store.Prepare(batch, now)
	if err != nil {
		return err
	}
	return s.transact(ctx, neo4j.AccessModeWrite, func(t tx) error {
		plan := &store.Plan{Evidences: map[diplo.ID]*store.PlannedEvidence{}}
		for _, d := range batch.Documents {
			plan.Documents = append(plan.Documents, store.PlannedVersion{Document: d, Added: true, Current: true})
		}
		for _, e := range batch.Evidences {
			plan.Evidences[e.ID] = &store.PlannedEvidence{Evidence: e, Added: true}
		}
		for _, e := range batch.Entities {
			if !seen[e.ID] {
				seen[e.ID] = true
				plan.Entities = append(plan.Entities, e)
			}
		}
		statements := deleteSeen(diplo.Fold(batch.Evidences, diplo.Identity{}), seen)
		for _, s := range statements {
			plan.Statements = append(plan.Statements, store.StatementChange{Is: s})
		}
		plan.Applied.Changes = diplo.Changes(nil, statements)
		a := &application{tx: t, Plan: plan, now: now}
		for _, step := range []func() error{a.writeDocuments, a.writeEntities, a.writeEvidences, a.writeStatements, a.writeEdges, a.writeChanges} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	})
}

func deleteSeen(statements []diplo.Statement, seen map[diplo.ID]bool) []diplo.Statement {
	var fresh []diplo.Statement
	for _, s := range statements {
		if !seen[s.ID] {
			seen[s.ID] = true
			fresh = append(fresh, s)
		}
	}
	return fresh
}

// emptied is a store without anything in it.
func emptied(b testing.TB) *Store {
	b.Helper()
	uri, user, password := neo4jtest.Use(b)
	s, err := Open(b.Context(), uri, Credentials{User: user, Password: password}, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(context.Background()); err != nil {
			b.Error(err)
		}
	})
	if err := Empty(b.Context(), s); err != nil {
		b.Fatal(err)
	}
	return s
}

// wire makes batches of documents that states and persons condemn, support and speak with each other in, the same
// each time.
type wire struct {
	name   string
	random *rand.Rand
	n      int
	states []diplo.Ref
}

func newWire(name string) *wire {
	w := &wire{name: name, random: rand.New(rand.NewPCG(uint64(len(name)), uint64(name[0])))}
	for i := range 190 {
		id := strings.ToUpper(name) + string([]byte{'A' + byte(i/26), 'A' + byte(i%26)}) // the wires share no state
		w.states = append(w.states, diplo.Ref{ID: diplo.ID("state:" + id), Kind: diplo.State, Name: "State " + id})
	}
	return w
}

func (w *wire) batch() store.Batch {
	var b store.Batch
	for _, s := range w.states {
		b.Entities = append(b.Entities, diplo.Entity{Ref: s})
	}
	types := []diplo.Type{"CONDEMNS", "SUPPORTS", "URGES", "WELCOMES", "SANCTIONS", "ACCUSES", "VISITED", "SPOKE_WITH", "CRITICIZES", "REJECTS"}
	for range documentsABatch {
		w.n++
		published := diplo.Date("2020-01-01").AddDays(w.random.IntN(2000))
		d := diplo.Document{ID: diplo.DocumentID(fmt.Sprint(w.name, w.n)), Version: "1", Name: fmt.Sprintf("dispatch %d", w.n),
			Publisher: fmt.Sprintf("Agency %d", w.random.IntN(30)), Published: published}
		for range evidenceADoc {
			from, to := w.states[w.random.IntN(len(w.states))], w.states[w.random.IntN(len(w.states))]
			if from.ID == to.ID {
				to = w.states[(w.random.IntN(len(w.states)-1)+1)%len(w.states)]
			}
			if from.ID == to.ID {
				continue
			}
			kind := types[w.random.IntN(len(types))]
			quote := fmt.Sprintf("%s %s %s over word%d and word%d.", from.Name, kind, to.Name, w.random.IntN(5000), w.random.IntN(50))
			on := published.AddDays(-w.random.IntN(7))
			e := diplo.Evidence{Basis: diplo.FromText, Document: d.ID, Version: d.Version, Published: published, Origin: d.Origin(), Type: kind,
				Subject: diplo.Actor{Ref: from, Mention: from.Name, Polity: from}, Object: diplo.Actor{Ref: to, Mention: to.Name, Polity: to},
				Modality: diplo.Actual, Polarity: diplo.Positive, Confidence: 0.8, Quote: quote, Start: len(d.Text), End: len(d.Text) + len(quote),
				Occurred:    diplo.Occurred{Since: on, Until: on, Precision: diplo.Day, Basis: diplo.Explicit, Words: "that day"},
				Attribution: []diplo.Attribution{{Role: diplo.Speaker, Name: from.Name, Entity: from.ID}}}
			e.Identify()
			d.Text += quote + "\n"
			b.Evidences = append(b.Evidences, e)
		}
		b.Documents = append(b.Documents, d)
	}
	return b
}
