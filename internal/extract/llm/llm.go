// Package llm extracts statements with a language model behind any OpenAI-compatible chat completions endpoint. It keeps
// the contract of [extract.Extractor], so a model and the rules may stand in for each other or run side by side ([Both]).
//
// A model is not believed. What it answers is only a claim about the text, and a claim becomes evidence only when the
// text bears it out: the type is one of the table and takes ends of these kinds, the quote stands in the paragraphs that
// were sent, both ends are named there and are who the gazetteer says they are on the day of publication, the words of
// the date are the text's own. All else is dropped with its [Reason], and never stored. The text itself is sent as data
// between tags that it cannot close; where it gives orders and a model obeys them, the same checks stand in the way. They
// hold who is named and which words are there, not whether those words mean what the model says: that is what the
// confidence is for, which is set and not measured.
//
// Documents go out in pieces of whole paragraphs, each with a little of what stands before it. Requests are paced,
// tried again where that helps, counted against a budget and, if asked for, kept on disk with their answers.
package llm

import (
	"context"
	"log/slog"
	"net/http"
	"time"
	"unicode/utf8"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/gazetteer"
)

// Key is the secret that an endpoint asks for. It prints as "(secret)", in logs, errors and JSON alike.
type Key string

// String is "(secret)", or "" for no key.
func (k Key) String() string {
	if k == "" {
		return ""
	}
	return "(secret)"
}

// GoString is String in quotes.
func (k Key) GoString() string { return `"` + k.String() + `"` }

// MarshalText is String, so that no encoder writes the key.
func (k Key) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Options say where the model is and what it may cost. URL and Model are needed; the zero value of all else will do.
type Options struct {
	URL   string // base of the API with its version: "https://api.openai.com/v1", "http://127.0.0.1:11434/v1"
	Model string // as the endpoint calls it
	Key   Key    // sent as bearer token, "" for an endpoint that asks for none

	Timeout     time.Duration // of one request with its answer; 0 means two minutes
	Retries     int           // more tries after a failure that may pass; 0 means four, less than 0 none
	Backoff     time.Duration // pause before the first retry, doubled for each further one; 0 means one second
	PerMinute   int           // requests started in a minute, evenly spaced; 0 means no limit
	MaxRequests int           // that an Extractor makes in its life, retries included; 0 means no limit
	MaxTokens   int           // that an Extractor spends in its life, prompts and answers together; 0 means no limit

	Cache  string           // folder of answers kept for the next run, made if missing; "" keeps none
	Client *http.Client     // nil means one of its own; redirects are not followed either way
	Now    func() time.Time // the clock that paces requests; nil means time.Now
	Log    *slog.Logger     // retries and cache failures, never the key or the text; nil means nowhere
}

// Extractor is the extractor that asks a model. Unlike that of the rules its answer may differ from run to run, as far
// as the model's does; with a cache it does not. Its errors beyond those of the contract: LIMIT_EXCEEDED when the budget
// is spent, UNAVAILABLE or TIMEOUT when the endpoint does not answer after all tries, BAD_USER_INPUT when it refuses the
// request. It is safe for concurrent use.
type Extractor struct {
	names  *gazetteer.Gazetteer
	model  string
	client *client
	cache  cache
}

var _ extract.Extractor = (*Extractor)(nil)

// New makes an extractor that resolves names by names. It fails with BAD_USER_INPUT if the URL is none, names a user or
// password, if the model is missing, or if the cache folder cannot be made. It asks nothing of the endpoint yet.
func New(names *gazetteer.Gazetteer, o Options) (*Extractor, error) {
	if o.Model == "" {
		return nil, diplo.Errorf(diplo.BadInput, "the extractor llm needs a model: name it as the endpoint does")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	client, err := newClient(o)
	if err != nil {
		return nil, err
	}
	cache, err := openCache(o.Cache, o.Log)
	if err != nil {
		return nil, err
	}
	return &Extractor{names: names, model: o.Model, client: client, cache: cache}, nil
}

// Name is "llm/" and the model.
func (x *Extractor) Name() string { return "llm/" + x.model }

// Extract implements [extract.Extractor]. Notes count what was dropped, by reason; [Extractor.Read] has the list.
func (x *Extractor) Extract(ctx context.Context, doc diplo.Document) (extract.Result, error) {
	reading, err := x.Read(ctx, doc)
	return reading.Result, err
}

// Reading is what the model said of one document: what bore examination, and what did not.
type Reading struct {
	extract.Result
	Dropped []Dropped // in the order of the answers
}

// Read is Extract with the list of what was dropped.
func (x *Extractor) Read(ctx context.Context, doc diplo.Document) (Reading, error) {
	if !utf8.ValidString(doc.Text) {
		return Reading{}, diplo.Errorf(diplo.BadInput, "%s: the text is not valid UTF-8", doc.Name)
	}
	r := newReader(x, doc)
	queue := r.pieces()
	for len(queue) > 0 {
		if err := ctx.Err(); err != nil {
			return Reading{}, err
		}
		p := queue[0]
		queue = queue[1:]
		answer, err := x.ask(ctx, r.messages(p))
		if err != nil {
			return Reading{}, err
		}
		if first, second, ok := p.halve(); answer.cut && ok {
			queue = append([]piece{first, second}, queue...)
			continue
		}
		r.take(p, answer)
	}
	return r.finish(), nil
}

// ask answers from the cache, else from the endpoint. Only answers that could be read are kept.
func (x *Extractor) ask(ctx context.Context, messages []message) (answer, error) {
	key := cacheKey(x.model, messages)
	if c, ok := x.cache.load(key); ok {
		if a, err := parseAnswer(c); err == nil {
			return a, nil
		}
	}
	c, err := x.client.complete(ctx, messages)
	if err != nil {
		return answer{}, err
	}
	a, err := parseAnswer(c)
	if err != nil {
		return answer{}, err
	}
	x.cache.save(key, c)
	return a, nil
}
