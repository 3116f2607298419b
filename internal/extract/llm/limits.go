package llm

import (
	"sync"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// pace spaces requests evenly: each takes the next free moment.
type pace struct {
	gap  time.Duration // 0 for no limit
	mu   sync.Mutex
	next time.Time
}

// wait takes the next moment and returns how long it is until then.
func (p *pace) wait(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	at := now
	if p.next.After(now) {
		at = p.next
	}
	p.next = at.Add(p.gap)
	return at.Sub(now)
}

// budget is what an extractor may spend in its life; a maximum of 0 is none.
type budget struct {
	maxRequests, maxTokens int
	mu                     sync.Mutex
	requests, tokens       int
}

// reserve takes a request with a prompt of that many bytes off the budget, and returns the tokens it was taken to cost
// until [budget.settle] tells better.
func (b *budget) reserve(bytes int) (tokens int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	tokens = bytes/4 + 1 // the usual length of an English token
	switch {
	case b.maxRequests > 0 && b.requests+1 > b.maxRequests:
		return 0, diplo.Errorf(diplo.LimitReached, "the model's budget is spent: %d requests were made; raise it, or run again with a cache, which keeps what was answered", b.requests)
	case b.maxTokens > 0 && b.tokens+tokens > b.maxTokens:
		return 0, diplo.Errorf(diplo.LimitReached, "the model's budget is spent: %d of %d tokens are used and the next request takes about %d; raise it, or run again with a cache, which keeps what was answered", b.tokens, b.maxTokens, tokens)
	}
	b.requests++
	b.tokens += tokens
	return tokens, nil
}

// settle corrects a reservation by what the endpoint reports that the request cost, prompt and answer together. A report
// that the prompt alone refutes, or none, is replaced by a guess from the answer's bytes.
func (b *budget) settle(reserved, reported, answer int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	spent := min(reported, maxResponse)
	if spent < reserved/2 {
		spent = reserved + answer/4
	}
	b.tokens += spent - reserved
}
