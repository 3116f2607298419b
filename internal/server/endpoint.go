package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/demarche/demarche/graph"
	"github.com/demarche/demarche/internal/diplo"
)

const (
	maxBody = 1 << 20 // bytes of a POST
	maxURL  = 8 << 10 // bytes of a GET's URL
)

// The media types of answers.
const (
	plainJSON    = "application/json"
	responseJSON = "application/graphql-response+json"
)

// endpoint speaks GraphQL over HTTP: POST with a JSON body, and GET. Answers that carry data have status 200. Of
// operations refused before they began, callers that accept application/graphql-response+json are told by status 400,
// while those that accept plain JSON alone get 200, as clients of that type expect.
type endpoint struct{ engine *graph.Engine }

// refusal is a request that is not fit to be read as an operation.
type refusal struct {
	status  int
	code    diplo.Code
	message string
}

func (e endpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Vary", "Accept")
	media := acceptable(r.Header.Values("Accept"))
	if media == "" {
		refuse(w, plainJSON, refusal{http.StatusNotAcceptable, diplo.BadInput, "answers are " + responseJSON + " or " + plainJSON})
		return
	}
	request, refused := read(w, r)
	if refused != nil {
		note(r, "refused", refused.message)
		refuse(w, media, *refused)
		return
	}
	answer := e.engine.Do(r.Context(), request)
	note(r, "operation", request.OperationName)
	note(r, "errors", len(answer.Errors))
	status := http.StatusOK
	if answer.Data == nil && media == responseJSON {
		status = http.StatusBadRequest
	}
	send(w, media, status, answer)
}

// read reads the operation that a request asks for.
func read(w http.ResponseWriter, r *http.Request) (*graph.Request, *refusal) {
	switch r.Method {
	case http.MethodGet:
		if len(r.URL.RequestURI()) > maxURL {
			return nil, &refusal{http.StatusRequestURITooLong, diplo.LimitReached, "the URL is longer than 8 KiB: use POST"}
		}
		return readURL(r.URL.Query())
	case http.MethodPost:
		return readBody(w, r)
	}
	w.Header().Set("Allow", "GET, POST")
	return nil, &refusal{http.StatusMethodNotAllowed, diplo.BadInput, "use POST, or GET"}
}

func readBody(w http.ResponseWriter, r *http.Request) (*graph.Request, *refusal) {
	media, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if charset := params["charset"]; err != nil || media != plainJSON || charset != "" && !strings.EqualFold(charset, "utf-8") {
		return nil, &refusal{http.StatusUnsupportedMediaType, diplo.BadInput, "the body must be application/json in UTF-8"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		return nil, &refusal{http.StatusRequestEntityTooLarge, diplo.LimitReached, "the body is larger than 1 MiB"}
	case err != nil:
		return nil, malformed("the body could not be read")
	}
	var parts struct {
		Query         json.RawMessage `json:"query"`
		OperationName json.RawMessage `json:"operationName"`
		Variables     json.RawMessage `json:"variables"`
		Extensions    json.RawMessage `json:"extensions"`
	}
	if err := json.Unmarshal(body, &parts); err != nil {
		return nil, malformed("the body must be one JSON object, with query and, if needed, operationName, variables and extensions")
	}
	return assemble(parts.Query, parts.OperationName, parts.Variables, parts.Extensions)
}

func readURL(q url.Values) (*graph.Request, *refusal) {
	quoted := func(name string) json.RawMessage {
		if !q.Has(name) {
			return nil
		}
		text, _ := json.Marshal(q.Get(name)) // a string always can be
		return text
	}
	object := func(name string) json.RawMessage {
		if q.Get(name) == "" {
			return nil
		}
		return json.RawMessage(q.Get(name))
	}
	return assemble(quoted("query"), quoted("operationName"), object("variables"), object("extensions"))
}

// assemble checks the parts of a request one by one.
func assemble(query, operation, variables, extensions json.RawMessage) (*graph.Request, *refusal) {
	request := &graph.Request{}
	for _, part := range []struct {
		name, kind string
		raw        json.RawMessage
		into       any
	}{
		{"query", "a string", query, &request.Query},
		{"operationName", "a string", operation, &request.OperationName},
		{"variables", "an object", variables, &request.Variables},
		{"extensions", "an object", extensions, &request.Extensions},
	} {
		if part.raw == nil {
			continue
		}
		d := json.NewDecoder(bytes.NewReader(part.raw))
		d.UseNumber()
		if err := d.Decode(part.into); err != nil || d.More() {
			return nil, malformed(part.name + " must be " + part.kind)
		}
	}
	if request.Query == "" {
		return nil, malformed("query is missing")
	}
	return request, nil
}

func malformed(message string) *refusal {
	return &refusal{http.StatusBadRequest, diplo.BadInput, message}
}

func refuse(w http.ResponseWriter, media string, r refusal) {
	send(w, media, r.status, &graph.Answer{Errors: gqlerror.List{{Message: r.message, Extensions: map[string]any{"code": r.code}}}})
}

// send writes an answer; without data it has no data entry.
func send(w http.ResponseWriter, media string, status int, a *graph.Answer) {
	body, err := json.Marshal(struct {
		Errors     gqlerror.List   `json:"errors,omitempty"`
		Data       json.RawMessage `json:"data,omitempty"`
		Extensions map[string]any  `json:"extensions,omitempty"`
	}{a.Errors, a.Data, a.Extensions})
	if err != nil {
		say(w, http.StatusInternalServerError, "something went wrong here")
		return
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // whoever asked may be gone
}
