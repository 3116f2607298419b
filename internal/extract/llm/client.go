package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

const (
	maxResponse = 4 << 20         // bytes of one answer, envelope included
	maxAnswer   = 16384           // tokens of one answer
	maxPause    = 2 * time.Minute // the longest wait that an endpoint may ask for
)

// message is one turn of a chat.
type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// completion is what a model answered, as it is kept in the cache.
type completion struct {
	Content string `json:"content"`
	Refusal string `json:"refusal,omitempty"` // why the model would not answer
	Finish  string `json:"finish"`            // "stop", "length", "content_filter" ...
}

// client speaks to one endpoint. The key is reached by a function, so that no printing of the client shows it.
type client struct {
	url, model string
	key        func() string
	http       *http.Client
	timeout    time.Duration
	retries    int
	backoff    time.Duration
	now        func() time.Time
	log        *slog.Logger
	pace       pace
	budget     budget
	refused    atomic.Uint32 // bit i: the endpoint does not take optional[i]
}

// optional are the parameters that an endpoint may refuse; one that it refuses by name is left out from then on.
var optional = [...]struct {
	name  string
	value func() any
}{
	{"temperature", func() any { return 0 }},
	{"seed", func() any { return 1 }},
	{"max_completion_tokens", func() any { return maxAnswer }},
	{"response_format", func() any {
		return map[string]any{"type": "json_schema", "json_schema": map[string]any{"name": "statements", "strict": true, "schema": answerSchema()}}
	}},
}

func newClient(o Options) (*client, error) {
	u, err := url.Parse(o.URL)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, diplo.Errorf(diplo.BadInput, "%q is no address of a model: write it as https://api.openai.com/v1", redacted(o.URL))
	}
	if u.User != nil {
		return nil, diplo.Errorf(diplo.BadInput, "the address %s names a user: give the key apart from the address", u.Redacted())
	}
	plain := http.Client{}
	if o.Client != nil {
		plain = *o.Client
	}
	plain.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c := &client{
		url: u.JoinPath("chat/completions").String(), model: o.Model, key: func() string { return string(o.Key) }, http: &plain,
		timeout: o.Timeout, retries: o.Retries, backoff: o.Backoff, now: o.Now, log: o.Log,
		budget: budget{maxRequests: o.MaxRequests, maxTokens: o.MaxTokens},
	}
	if c.timeout == 0 {
		c.timeout = 2 * time.Minute
	}
	if c.retries == 0 {
		c.retries = 4
	}
	if c.backoff == 0 {
		c.backoff = time.Second
	}
	if c.now == nil {
		c.now = time.Now
	}
	if o.PerMinute > 0 {
		c.pace.gap = time.Minute / time.Duration(o.PerMinute)
	}
	return c, nil
}

// redacted is an address without what stands before an "@".
func redacted(address string) string {
	if i := strings.LastIndexByte(address, '@'); i >= 0 {
		return "..." + address[i:]
	}
	return address
}

// failure is a request that gave no answer.
type failure struct {
	err   *diplo.Error
	again bool          // another try may help
	after time.Duration // that the endpoint asks to wait first
	names string        // the optional parameter that it refuses
}

// complete asks for one completion, as often as it takes. The error is the context's, or a diplo error.
func (c *client) complete(ctx context.Context, messages []message) (completion, error) {
	for try := 0; ; {
		left := c.refused.Load()
		body, err := c.body(messages, left)
		if err != nil {
			return completion{}, err
		}
		spent, err := c.budget.reserve(len(body))
		if err != nil {
			return completion{}, err
		}
		if err := sleep(ctx, c.pace.wait(c.now())); err != nil {
			return completion{}, err
		}
		answer, tokens, failed := c.attempt(ctx, body, left)
		c.budget.settle(spent, tokens, len(answer.Content))
		switch {
		case ctx.Err() != nil:
			return completion{}, ctx.Err()
		case failed == nil:
			return answer, nil
		case failed.names != "":
			c.log.Info("the model's endpoint does not take a parameter: it is left out", "parameter", failed.names)
			continue
		case !failed.again || try >= c.retries || failed.after > maxPause:
			return completion{}, failed.err
		}
		pause := max(c.pause(try), failed.after)
		c.log.Info("the model's endpoint is asked again", "after", pause, "error", failed.err)
		if err := sleep(ctx, pause); err != nil {
			return completion{}, err
		}
		try++
	}
}

// pause is the wait before a retry: doubled each time up to the longest, less up to a quarter, so that many clients
// don't come back at once.
func (c *client) pause(try int) time.Duration {
	d := maxPause
	if try < 16 {
		d = min(c.backoff<<try, maxPause)
	}
	return d - time.Duration(rand.Int64N(int64(d)/4+1))
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// body is a request without the parameters in left.
func (c *client) body(messages []message, left uint32) ([]byte, error) {
	request := map[string]any{"model": c.model, "messages": messages}
	for i, p := range optional {
		if left&(1<<i) == 0 {
			request[p.name] = p.value()
		}
	}
	return json.Marshal(request)
}

// attempt makes one request, sent without the parameters in left. Tokens is what the endpoint says that it cost, 0 if it does not say.
func (c *client) attempt(ctx context.Context, body []byte, left uint32) (_ completion, tokens int, _ *failure) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url, bytes.NewReader(body))
	if err != nil {
		return completion{}, 0, &failure{err: diplo.Errorf(diplo.BadInput, "the model cannot be asked: %w", err)}
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	if key := c.key(); key != "" {
		request.Header.Set("Authorization", "Bearer "+key)
	}
	response, err := c.http.Do(request)
	if err != nil {
		return completion{}, 0, c.lost(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(io.LimitReader(response.Body, maxResponse+1))
	switch {
	case err != nil:
		return completion{}, 0, c.lost(err)
	case len(content) > maxResponse:
		return completion{}, 0, &failure{err: diplo.Errorf(diplo.Unavailable, "the answer of the model at %s is longer than %d bytes", c.url, maxResponse)}
	case response.StatusCode != http.StatusOK:
		return completion{}, 0, c.refusal(response, content, left)
	}
	return c.open(content)
}

// lost is a request that broke off or ran out of time.
func (c *client) lost(err error) *failure {
	if errors.Is(err, context.DeadlineExceeded) {
		return &failure{err: diplo.Errorf(diplo.Timeout, "the model at %s did not answer within %s", c.url, c.timeout), again: true}
	}
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	return &failure{err: diplo.Errorf(diplo.Unavailable, "the model at %s cannot be reached: %w", c.url, err), again: true}
}

// refusal reads an answer that is not 200.
func (c *client) refusal(response *http.Response, content []byte, left uint32) *failure {
	status, why := response.StatusCode, c.reason(content)
	f := &failure{err: diplo.Errorf(diplo.Unavailable, "the model at %s answers %d%s", c.url, status, why)}
	switch {
	case status == http.StatusTooManyRequests || status == http.StatusRequestTimeout || status == http.StatusConflict || status >= 500:
		f.again, f.after = true, retryAfter(response.Header.Get("Retry-After"), c.now())
		return f
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		f.err = diplo.Errorf(diplo.BadInput, "the model at %s refuses the key (%d)%s", c.url, status, why)
		return f
	case status >= 300 && status < 400:
		f.err = diplo.Errorf(diplo.BadInput, "%s sends elsewhere (%d), which is not followed: give the address that it sends to", c.url, status)
		return f
	}
	f.err = diplo.Errorf(diplo.BadInput, "the model %q at %s refuses the request (%d)%s", c.model, c.url, status, why)
	if status == http.StatusBadRequest || status == http.StatusUnprocessableEntity {
		f.names = c.without(string(content), left)
	}
	return f
}

// without notes the optional parameter that a refusal names, of those that were sent, and returns it; "" for none.
func (c *client) without(refusal string, left uint32) string {
	for i, p := range optional {
		if bit := uint32(1) << i; left&bit == 0 && strings.Contains(refusal, p.name) {
			c.refused.Or(bit)
			return p.name
		}
	}
	return ""
}

// reason is the message in the body of a refusal, in one short line and without the key; "" for pages and the like.
func (c *client) reason(content []byte) string {
	var body struct {
		Error json.RawMessage `json:"error"`
	}
	var inner struct {
		Message string `json:"message"`
	}
	if json.Unmarshal(content, &body) != nil {
		return ""
	}
	if json.Unmarshal(body.Error, &inner) != nil {
		_ = json.Unmarshal(body.Error, &inner.Message) // some send the message alone, some none
	}
	line := strings.Join(strings.Fields(inner.Message), " ")
	if key := c.key(); key != "" {
		line = strings.ReplaceAll(line, key, Key(key).String())
	}
	if line == "" {
		return ""
	}
	return ": " + shorten(line, 200)
}

// retryAfter reads the header of that name: seconds, or a date. 0 if it says nothing.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), 1e6)) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}

// open reads the envelope of an answer.
func (c *client) open(content []byte) (completion, int, *failure) {
	var envelope struct {
		Choices []struct {
			Message struct {
				Content string `json:"content"`
				Refusal string `json:"refusal"`
			} `json:"message"`
			FinishReason string `json:"finish_reason"`
		} `json:"choices"`
		Usage struct {
			TotalTokens int `json:"total_tokens"`
		} `json:"usage"`
	}
	if err := json.Unmarshal(content, &envelope); err != nil {
		return completion{}, 0, &failure{err: diplo.Errorf(diplo.Unavailable, "what %s answers is no chat completion: is it the address of the API?", c.url)}
	}
	tokens := envelope.Usage.TotalTokens
	if len(envelope.Choices) == 0 {
		return completion{}, tokens, &failure{err: diplo.Errorf(diplo.Unavailable, "the model at %s gives no answer%s", c.url, c.reason(content)), again: true}
	}
	first := envelope.Choices[0]
	return completion{Content: first.Message.Content, Refusal: first.Message.Refusal, Finish: first.FinishReason}, tokens, nil
}

// shorten cuts s to at most n bytes at the end of a rune.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return fmt.Sprintf("%s...", strings.ToValidUTF8(s[:n], ""))
}
