package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/store"
)

func (a *app) whoCommand() *cobra.Command {
	var asJSON, asStated bool
	cmd := &cobra.Command{
		Use:   "who TYPE [SUBJECT] [OBJECT]",
		Short: "answer who did what to whom, with the quotes",
		Long: `who prints the statements of a type, newest first, each with its date, its claimants and its quotes. TYPE is a code or
its past form: condemned, offers-mediation, SPOKE_WITH. SUBJECT and OBJECT are names, aliases, codes or ids; "-" is
anyone.

What a person does in office counts as an act of the state or organization he acts for, unless --as-stated is given or
SUBJECT or OBJECT is a person.`,
		Example: `  demarche who condemned
  demarche who condemned - Israel
  demarche who spoke-with "Vladimir Putin" --json`,
		Args: arguments(1, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			code, err := diplo.ParseType(args[0])
			if err != nil {
				return usageError{err}
			}
			names, err := a.names()
			if err != nil {
				return err
			}
			return a.withStore(cmd.Context(), a.store, func(s store.Store) error {
				w := who{query.New(s, names, nil), query.StatementAsk{Filter: &query.Filter{Types: []diplo.Type{code}}, RollUp: store.ByPolity}}
				if asStated {
					w.ask.RollUp = store.AsStated
				}
				if err := w.between(cmd.Context(), args[1:]); err != nil {
					return err
				}
				if asJSON {
					return a.printJSON(cmd.Context(), w)
				}
				n, err := a.printTable(cmd.Context(), w)
				if err == nil && n == 0 {
					a.note("no such statements")
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	cmd.Flags().BoolVar(&asStated, "as-stated", false, "keep people apart from the states and organizations they act for")
	return cmd
}

// who is a question for statements.
type who struct {
	service *query.Service
	ask     query.StatementAsk
}

// between sets the ends asked for: subject, object, "-" or nothing for anyone. A person is looked for as stated: rolled
// up, nobody would be left of him.
func (w *who) between(ctx context.Context, ends []string) error {
	for i, name := range ends {
		if name == "-" {
			continue
		}
		entity, err := w.service.EntityNamed(ctx, name)
		if err != nil {
			return err
		}
		if entity.ID == "" {
			return diplo.Errorf(diplo.NotFound, "nobody is called %q: try another name, a code or an id", name)
		}
		if entity.Kind == diplo.Person {
			w.ask.RollUp = store.AsStated
		}
		end := &query.EntityFilter{IDs: []diplo.ID{entity.ID}}
		if i == 0 {
			w.ask.Filter.Subject = end
		} else {
			w.ask.Filter.Object = end
		}
	}
	return nil
}

// answer is a statement with all that a reader wants to know of it.
type answer struct {
	diplo.Statement
	entities  map[diplo.ID]diplo.Entity
	evidence  []diplo.Evidence
	total     int // of its evidence
	documents map[diplo.ID]diplo.Document
}

// each calls visit for every statement that answers the question, newest first, with up to evidence pieces of evidence
// of each (0 for all).
func (w *who) each(ctx context.Context, evidence int, visit func(answer) error) error {
	size := query.MaxPage
	w.ask.Page = query.PageAsk{First: &size}
	for {
		page, err := w.service.Statements(ctx, w.ask)
		if err != nil {
			return err
		}
		answers, err := w.answers(ctx, page.Nodes(), evidence)
		if err != nil {
			return err
		}
		for _, x := range answers {
			if err := visit(x); err != nil {
				return err
			}
		}
		if !page.HasNext {
			return nil
		}
		w.ask.Page.After = page.Edges[len(page.Edges)-1].Cursor
	}
}

// answers fetches what belongs to statements, a page of them at once.
func (w *who) answers(ctx context.Context, statements []diplo.Statement, evidence int) ([]answer, error) {
	ids := make([]diplo.ID, len(statements))
	var entityIDs []diplo.ID
	for i, s := range statements {
		ids[i] = s.ID
		entityIDs = append(append(entityIDs, s.Subject, s.Object, s.SubjectPolity, s.ObjectPolity), s.ClaimedBy...)
	}
	first := evidence
	if first == 0 {
		first = query.MaxPage
	}
	pages, err := w.service.EvidenceOf(ctx, ids, query.PageAsk{First: &first}, first)
	if err != nil {
		return nil, err
	}
	answers := make([]answer, len(statements))
	var documentIDs []diplo.ID
	for i, p := range pages {
		answers[i] = answer{Statement: statements[i], evidence: p.Nodes(), total: p.Total}
		for evidence == 0 && p.HasNext {
			more, err := w.service.EvidenceOf(ctx, ids[i:i+1], query.PageAsk{First: &first, After: p.Edges[len(p.Edges)-1].Cursor}, first)
			if err != nil {
				return nil, err
			}
			p = more[0]
			answers[i].evidence = append(answers[i].evidence, p.Nodes()...)
		}
		for _, e := range answers[i].evidence {
			documentIDs = append(documentIDs, e.Document)
		}
	}
	entities, err := w.service.Entities(ctx, entityIDs)
	if err != nil {
		return nil, err
	}
	documents, err := w.service.DocumentsByID(ctx, documentIDs)
	if err != nil {
		return nil, err
	}
	named, stored := byID(entityIDs, entities), byID(documentIDs, documents)
	for i := range answers {
		answers[i].entities, answers[i].documents = named, stored
	}
	return answers, nil
}

func byID[T any](ids []diplo.ID, items []T) map[diplo.ID]T {
	m := make(map[diplo.ID]T, len(ids))
	for i, id := range ids {
		m[id] = items[i]
	}
	return m
}

// whoLine is the JSON form of an answer.
type whoLine struct {
	Statement     diplo.ID    `json:"statement"`
	Subject       *whoEntity  `json:"subject"`
	SubjectPolity *whoEntity  `json:"subjectPolity"`
	Type          diplo.Type  `json:"type"`
	Object        *whoEntity  `json:"object"`
	ObjectPolity  *whoEntity  `json:"objectPolity"`
	Since         *string     `json:"since"`
	Until         *string     `json:"until"`
	ClaimedBy     []whoEntity `json:"claimedBy"`
	Evidence      []whoQuote  `json:"evidence"`
}

type whoEntity struct {
	ID   diplo.ID `json:"id"`
	Name string   `json:"name"`
}

type whoQuote struct {
	Document    string `json:"document"`
	Quote       string `json:"quote"`
	Start       int    `json:"start"`
	End         int    `json:"end"`
	Attribution string `json:"attribution"`
}

// printJSON prints the answers, one object a line.
func (a *app) printJSON(ctx context.Context, w who) error {
	lines := json.NewEncoder(a.stdout)
	lines.SetEscapeHTML(false)
	return w.each(ctx, 0, func(x answer) error { return lines.Encode(x.line()) })
}

func (x answer) line() whoLine {
	line := whoLine{Statement: x.ID, Type: x.Type, Subject: x.entity(x.Subject), SubjectPolity: x.entity(x.SubjectPolity),
		Object: x.entity(x.Object), ObjectPolity: x.entity(x.ObjectPolity), Since: orNull(x.Occurred.Since), Until: orNull(x.Occurred.Until),
		ClaimedBy: []whoEntity{}, Evidence: []whoQuote{}}
	for _, id := range x.ClaimedBy {
		line.ClaimedBy = append(line.ClaimedBy, *x.entity(id))
	}
	for _, e := range x.evidence {
		line.Evidence = append(line.Evidence, whoQuote{x.documents[e.Document].Name, e.Quote, e.Start, e.End, diplo.Claimant(e.Attribution).Name})
	}
	return line
}

func (x answer) entity(id diplo.ID) *whoEntity {
	if id == "" {
		return nil
	}
	return &whoEntity{id, x.name(id)}
}

// name is the name of an entity, its id where none is known, "" for no id.
func (x answer) name(id diplo.ID) string {
	if e := x.entities[id]; e.Name != "" {
		return e.Name
	}
	return string(id)
}

func orNull(d diplo.Date) *string {
	if d == "" {
		return nil
	}
	return (*string)(&d)
}

// printTable prints the answers for people and returns how many there were.
func (a *app) printTable(ctx context.Context, w who) (int, error) {
	t := table{columns: []column{{"WHEN", 13}, {"WHO", 18}, {"WHOM", 18}, {"ACCORDING TO", 16}, {"IN WHICH WORDS", 0}}, width: a.width()}
	err := w.each(ctx, quotesShown, func(x answer) error {
		r := w.ask.RollUp
		t.add(when(x.Statement), x.end(r, x.Subject, x.SubjectPolity), x.end(r, x.Object, x.ObjectPolity), x.claimants(), x.words())
		return nil
	})
	if err != nil || len(t.rows) == 0 {
		return 0, err
	}
	t.write(a.stdout)
	return len(t.rows), nil
}

// printSentences prints statements of any type for people, each as a sentence.
func (a *app) printSentences(ctx context.Context, w who) error {
	t := table{columns: []column{{"WHEN", 13}, {"STATEMENT", 40}, {"ACCORDING TO", 16}, {"IN WHICH WORDS", 0}}, width: a.width()}
	err := w.each(ctx, quotesShown, func(x answer) error {
		t.add(when(x.Statement), x.sentence(), x.claimants(), x.words())
		return nil
	})
	if err == nil {
		t.write(a.stdout)
	}
	return err
}

// sentence is a statement in words: "Russia condemned Israel".
func (x answer) sentence() string {
	info, _ := x.Type.Info()
	did := info.Past
	if x.Title != "" {
		did = "was " + x.Title + " of"
	}
	return plain(x.name(x.Subject) + " " + did + " " + x.name(x.Object))
}

// quotesShown is how many quotes of a statement a table shows.
const quotesShown = 3

// end is how one end of a statement is shown: as stated or as its polity, with the other one in brackets.
func (x answer) end(r store.RollUp, stated, polity diplo.ID) string {
	if r != store.ByPolity || polity == "" || polity == stated {
		return plain(x.name(stated))
	}
	return plain(fmt.Sprintf("%s (%s)", x.name(polity), x.name(stated)))
}
