package ingest_test

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/demarche/demarche/internal/ingest"
)

func TestInOrder(t *testing.T) {
	var under, most atomic.Int32
	firstWaits := make(chan struct{})
	double := func(_ context.Context, i int) int {
		if now := under.Add(1); now > most.Load() {
			most.Store(now)
		}
		defer under.Add(-1)
		switch i {
		case 0:
			<-firstWaits // until a later one is done
		case 1:
			close(firstWaits)
		}
		return 2 * i
	}
	got := slices.Collect(ingest.InOrder(t.Context(), 5, 2, double))
	if !slices.Equal(got, []int{0, 2, 4, 6, 8}) {
		t.Errorf("yielded %v", got)
	}
	if most.Load() > 2 {
		t.Errorf("%d at once", most.Load())
	}
}

func TestInOrderEndsEarly(t *testing.T) {
	var under atomic.Int32
	wait := func(ctx context.Context, i int) int {
		if i > 0 {
			under.Add(1)
			<-ctx.Done()
			under.Add(-1)
		}
		return i
	}
	for range ingest.InOrder(t.Context(), 100, 4, wait) {
		break
	}
	if n := under.Load(); n > 0 {
		t.Errorf("%d still at work", n)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	n := 0
	for range ingest.InOrder(done, 100, 4, func(context.Context, int) int { return 0 }) {
		n++
	}
	if n == 100 {
		t.Error("a context that is done ended nothing")
	}
}
