package storetest

import (
	"fmt"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// Bench measures writing, in evidences a second, adding to a pair of which much is reported, and the question "who condemned
// X" on a hundred thousand statements.
func Bench(b *testing.B, open Open) {
	b.Run("Apply", func(b *testing.B) {
		w := NewWire()
		s := open(b, store.Options{})
		b.ResetTimer()
		n := 0
		for b.Loop() {
			batch := w.Batch(500)
			if _, err := s.Apply(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			n += len(batch.Evidences)
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "evidences/s")
	})
	b.Run("HotPair", func(b *testing.B) { // one report more, where ten thousand say the same of the same two
		s := open(b, store.Options{})
		n := 0
		more := func(reports int) store.Batch {
			var all []diplo.Evidence
			for range reports {
				n++
				all = append(all, told("state:RU", "CONDEMNS", "state:UA", diplo.Date("1990-01-01").AddDays(n%4000), by(fmt.Sprint(n))))
			}
			return batchOf(evidences(all...))
		}
		for range 4 {
			if _, err := s.Apply(b.Context(), more(2500)); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			if _, err := s.Apply(b.Context(), more(1)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("WhoCondemned", func(b *testing.B) {
		const statements = 100_000
		w := NewWire()
		s := open(b, store.Options{})
		for n := 0; n < statements; n += 2000 {
			if _, err := s.Apply(b.Context(), w.Batch(2000)); err != nil {
				b.Fatal(err)
			}
		}
		for name, q := range map[string]store.Query{"AsStated": {}, "ByPolity": {RollUp: store.ByPolity}} {
			q.Filter = Usual("CONDEMNS", "state:IL")
			q.Page.Limit = 20
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					found, err := s.Statements(b.Context(), q)
					if err != nil || len(found.Statements) != 20 {
						b.Fatalf("%d statements, %v", len(found.Statements), err)
					}
				}
			})
		}
	})
}

// Usual is the filter that a user's question "who did this to whom" becomes.
func Usual(what diplo.Type, whom diplo.ID) store.Filter {
	return store.Filter{
		Types: []diplo.Type{what}, Object: &store.EntityFilter{IDs: []diplo.ID{whom}},
		Modality: []diplo.Modality{diplo.Actual}, Polarity: []diplo.Polarity{diplo.Positive}, Basis: []diplo.EvidenceBasis{diplo.FromText, diplo.FromHand},
	}
}

// Wire is an endless run of reports among two hundred states, Israel (state:IL) one of them: each makes a statement of
// its own, most in one of twelve common types, the objects unevenly spread.
type Wire struct {
	*World
	states []diplo.Ref
	day    diplo.Date
}

// NewWire returns the wire from its beginning, which is always the same.
func NewWire() *Wire {
	w := &Wire{World: NewWorld(1), day: "1990-01-01"}
	for i := range 200 {
		w.states = append(w.states, Ref(diplo.ID(fmt.Sprintf("state:S%03d", i))))
	}
	w.states[7] = Ref("state:IL")
	return w
}

// Batch makes the next n evidences in a twentieth as many documents.
func (w *Wire) Batch(n int) store.Batch {
	types := []diplo.Type{"CONDEMNS", "CONDEMNS", "CONDEMNS", "SPOKE_WITH", "MET_WITH", "VISITED", "SUPPORTS", "URGES", "ACCUSES", "WARNS", "ATTACKS", "AGREED_WITH"}
	var b store.Batch
	for len(b.Evidences) < n {
		w.day = w.day.AddDays(1)
		d := diplo.Document{ID: diplo.DocumentID(fmt.Sprint(w.documents)), Name: fmt.Sprint(w.documents), Published: w.day, Publisher: fmt.Sprintf("Paper %d", w.IntN(40))}
		w.documents++
		var es []diplo.Evidence
		for range 20 {
			e := w.report(pick(w.World, types...), d)
			e.Start = len(d.Text)
			d.Text += e.Quote
			e.End = len(d.Text)
			es = append(es, e)
		}
		d.Version = diplo.ContentHash(d.Text)
		for i := range es {
			es[i].Version = d.Version
			es[i].Identify()
		}
		b.Documents, b.Evidences = append(b.Documents, d), append(b.Evidences, es...)
	}
	return withPlainProfiles(b)
}

func (w *Wire) report(what diplo.Type, d diplo.Document) diplo.Evidence {
	i := w.IntN(200)
	j := (i + 1 + w.IntN(199)*w.IntN(200)/200) % 200
	if i == j {
		j = (i + 1) % 200
	}
	actor := func(r diplo.Ref) diplo.Actor { return diplo.Actor{Ref: r, Mention: r.Name, Polity: r} }
	if what == "VISITED" && w.IntN(2) == 0 {
		what = "CONDEMNS"
	}
	return diplo.Evidence{
		Basis: diplo.FromText, Document: d.ID, Published: d.Published, Origin: d.Origin(), Type: what,
		Subject: actor(w.states[i]), Object: actor(w.states[j]), Modality: diplo.Actual, Polarity: diplo.Positive,
		Occurred:   diplo.Occurred{Since: w.day, Until: w.day, Precision: diplo.Day, Basis: diplo.Explicit},
		Confidence: 0.9, Extractor: "rules", Rule: "verb", Attribution: []diplo.Attribution{{Role: diplo.Speaker, Name: w.states[i].Name, Entity: w.states[i].ID}},
		Quote: fmt.Sprintf("%s %s %s over shelling near the border on %s, officials in the capital said.\n", w.states[i].Name, what, w.states[j].Name, w.day),
	}
}
