package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// World makes small random worlds of actors, documents and evidences that keep all rules of the vocabulary. The same
// seed makes the same world.
type World struct {
	*rand.Rand
	Entities  []diplo.Entity
	documents int
}

// firstDay is where the days of a world begin; a month follows, which is wide enough for several occasions and narrow
// enough for them to fold.
const firstDay = diplo.Date("2025-05-28")

// NewWorld returns the world of a seed.
func NewWorld(seed uint64) *World {
	return &World{Rand: rand.New(rand.NewPCG(seed, 0)), Entities: cast()}
}

// Ref makes the reference of an id with a name made of its key: "state:RU" is "Name of RU".
func Ref(id diplo.ID) diplo.Ref {
	_, key, _ := strings.Cut(string(id), ":")
	return diplo.Ref{ID: id, Kind: id.Kind(), Name: "Name of " + key}
}

// Profile is the plain profile of an id.
func Profile(id diplo.ID) diplo.Entity { return diplo.Entity{Ref: Ref(id)} }

// cast are the actors and conflicts of every world: some with namesakes that judgements may join, some in the same
// organization.
func cast() []diplo.Entity {
	var all []diplo.Entity
	for _, id := range []diplo.ID{
		"state:FR", "state:IR", "state:RU", "state:UA", "org:EU", "org:UN", "org:~volunteer-corps",
		"person:anna-berg", "person:~anna-berg.unknown", "person:~a-berg.FR", "person:ivan-orlov", "person:~ivan-orlov.RU",
		"conflict:RU+UA",
	} {
		all = append(all, Profile(id))
	}
	for i := range all {
		switch e := &all[i]; e.ID {
		case "state:FR":
			e.Aliases, e.Codes, e.MemberOf = []string{"The French Republic", "Francé"}, diplo.Codes{ISO2: "FR"}, []diplo.Ref{Ref("org:EU"), Ref("org:UN")}
		case "state:RU", "state:UA", "state:IR":
			e.MemberOf = []diplo.Ref{Ref("org:UN")}
		case "person:anna-berg":
			e.Offices = []diplo.Office{{Holder: e.ID, Of: Ref("state:FR"), Title: "foreign minister", Kind: "foreign_minister", From: "2024-01-01", Source: "text"}}
		case "conflict:RU+UA":
			e.Parties = []diplo.Ref{Ref("state:RU"), Ref("state:UA")}
		}
	}
	return all
}

// Document makes a document with up to n evidences, quotes and offsets in place. About one in four has no date.
func (w *World) Document(n int) (diplo.Document, []diplo.Evidence) {
	w.documents++
	d := diplo.Document{
		ID: diplo.DocumentID(fmt.Sprintf("%d/%d", w.documents, w.Uint32())), Name: fmt.Sprintf("d%03d", w.documents),
		Publisher: pick(w, "", "The Courier", "the courier", "Wire"),
	}
	if w.IntN(4) > 0 {
		d.Published = w.day()
	}
	return w.Version(d, n)
}

// Version gives the document another text, and so another version, with up to n evidences in it.
func (w *World) Version(d diplo.Document, n int) (diplo.Document, []diplo.Evidence) {
	var evidences []diplo.Evidence
	text := fmt.Sprintf("title: Edition %d\n\n", w.Uint32())
	for range w.IntN(n + 1) {
		e := w.evidence(d)
		e.Start, e.End = len(text), len(text)+len(e.Quote)
		text += e.Quote + "\n\n"
		evidences = append(evidences, e)
	}
	d.Text, d.Version = text, diplo.ContentHash(text)
	for i := range evidences {
		evidences[i].Version = d.Version
		evidences[i].Identify()
	}
	return d, evidences
}

// evidence makes an evidence of the document, but for its offsets and id.
func (w *World) evidence(d diplo.Document) diplo.Evidence {
	// Few types, and those often, so that dossiers fill up: one of each kind of window, symmetric or not.
	info, _ := pick[diplo.Type](w, "CONDEMNS", "CONDEMNS", "SPOKE_WITH", "ATTACKS", "MEDIATES", "SANCTIONS", "MEMBER_OF", "HOLDS_OFFICE").Info()
	e := diplo.Evidence{
		Basis: pick(w, diplo.FromText, diplo.FromText, diplo.FromText, diplo.FromRow), Type: info.Code,
		Document: d.ID, Published: d.Published, Origin: d.Origin(),
		Modality: pick(w, diplo.Actual, diplo.Actual, diplo.Actual, diplo.Planned), Polarity: pick(w, diplo.Positive, diplo.Positive, diplo.Positive, diplo.Negative),
		Occurred: w.occurred(d.Published), Confidence: float64(w.IntN(11)) / 10, Extractor: "rules", Rule: "r1",
	}
	for e.Subject.ID == e.Object.ID {
		e.Subject, e.Object = w.actor(info.Subjects), w.actor(info.Objects)
	}
	if info.Code == "HOLDS_OFFICE" {
		e.Title = pick(w, "envoy", "prime minister")
	}
	e.Attribution = w.attribution()
	if w.IntN(4) == 0 {
		e.Act = w.act(info.Family, e)
	}
	e.Quote = fmt.Sprintf("%s %s %s %s.", e.Subject.Mention, info.Past, e.Object.Mention, pick(w, "in Genève", "again", "on Friday", "— twice"))
	if e.Basis == diplo.FromRow {
		e.Quote = ""
	}
	return e
}

func (w *World) actor(kinds []diplo.Kind) diplo.Actor {
	fit := slices.DeleteFunc(slices.Clone(w.Entities), func(e diplo.Entity) bool { return !slices.Contains(kinds, e.Kind) })
	e := fit[w.IntN(len(fit))]
	a := diplo.Actor{Ref: e.Ref, Mention: strings.ToUpper(e.Name)}
	switch {
	case e.Kind == diplo.State || e.Kind == diplo.Organization:
		a.Polity = e.Ref
	case e.Kind == diplo.Person && w.IntN(3) > 0:
		a.Polity = Ref(pick[diplo.ID](w, "state:FR", "state:RU", "org:EU", "org:~volunteer-corps"))
	}
	return a
}

func (w *World) attribution() []diplo.Attribution {
	var chain []diplo.Attribution
	if w.IntN(2) == 0 {
		chain = append(chain, diplo.Attribution{Role: diplo.Outlet, Name: "Wire", FromHeader: w.IntN(2) == 0})
	}
	if w.IntN(2) == 0 {
		speaker := w.actor([]diplo.Kind{diplo.Person, diplo.State})
		a := diplo.Attribution{Role: diplo.Speaker, Name: speaker.Name}
		if w.IntN(3) > 0 {
			a.Entity = speaker.ID
		}
		chain = append(chain, a)
	}
	return chain
}

func (w *World) act(family diplo.Family, e diplo.Evidence) *diplo.Act {
	day := e.Occurred.Day()
	host := w.actor([]diplo.Kind{diplo.Person}).Ref
	return &diplo.Act{
		ID:    diplo.ActID(family, []diplo.ID{e.Subject.ID, e.Object.ID}, day, string(e.Document)),
		Parts: []diplo.Part{{Role: diplo.Host, Entity: host}, {Role: diplo.Participant, Entity: e.Subject.Ref}, {Role: diplo.Participant, Entity: e.Object.Ref}},
	}
}

func (w *World) day() diplo.Date { return firstDay.AddDays(w.IntN(30)) }

// occurred dates an occasion in every way that the vocabulary knows.
func (w *World) occurred(published diplo.Date) diplo.Occurred {
	day := w.day()
	switch w.IntN(8) {
	case 0, 1:
		return diplo.Occurred{Since: day, Until: day, Precision: diplo.Day, Basis: diplo.Explicit, Words: "on that day"}
	case 2:
		return diplo.Occurred{Since: day, Until: day, Precision: diplo.Day, Basis: diplo.Relative, Words: "last Friday"}
	case 3:
		first, last, precision, _ := diplo.ParsePeriod(pick(w, "2025-05", "2025-06", "2025"))
		return diplo.Occurred{Since: first, Until: last, Precision: precision, Basis: diplo.Explicit}
	case 4:
		return diplo.Occurred{Since: day, Precision: diplo.Day, Basis: diplo.Explicit, Words: "since"}
	case 5:
		return diplo.Occurred{Until: day, Precision: diplo.Day, Basis: diplo.Explicit, Words: "until"}
	}
	if published == "" {
		return diplo.Occurred{Basis: diplo.Unknown}
	}
	return diplo.Occurred{Until: published, Basis: diplo.Publication}
}

// Batch makes a batch of n documents with their evidences and the profiles they need.
func (w *World) Batch(n int) store.Batch {
	var b store.Batch
	for range n {
		d, es := w.Document(4)
		b.Documents, b.Evidences = append(b.Documents, d), append(b.Evidences, es...)
	}
	return w.withProfiles(b)
}

// withProfiles adds the profiles of everyone that the batch names.
func (w *World) withProfiles(b store.Batch) store.Batch {
	for _, id := range b.Names() {
		i := slices.IndexFunc(w.Entities, func(e diplo.Entity) bool { return e.ID == id })
		b.Entities = append(b.Entities, w.Entities[i])
	}
	return b
}

// Judgement judges two namesakes.
func (w *World) Judgement(at time.Time) diplo.Judgement {
	pairs := [][2]diplo.ID{
		{"person:anna-berg", "person:~anna-berg.unknown"}, {"person:~a-berg.FR", "person:~anna-berg.unknown"},
		{"person:ivan-orlov", "person:~ivan-orlov.RU"}, {"org:EU", "org:~volunteer-corps"}, {"person:anna-berg", "person:~a-berg.FR"},
	}
	p := pick(w, pairs...)
	j := diplo.Judgement{Verdict: pick(w, diplo.Same, diplo.Same, diplo.Different, diplo.Unsure), A: p[0], B: p[1],
		By: pick(w, "ada", "matcher"), Why: "names", RecordedAt: at}
	j.Machine = j.By == "matcher"
	j.Identify()
	return j
}

func pick[T any](w *World, from ...T) T { return from[w.IntN(len(from))] }
