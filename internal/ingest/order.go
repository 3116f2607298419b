package ingest

import (
	"context"
	"iter"
	"runtime"
	"sync"
)

// InOrder does the work of n items in parallel and yields what became of each, in their order. Workers is how many are
// under way at once, waiting ones included; 0 means as many as there are processors. It ends early when the context is
// done, and returns only when no work is left under way.
func InOrder[T any](ctx context.Context, n, workers int, work func(ctx context.Context, i int) T) iter.Seq[T] {
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(T) bool) {
		ctx, stop := context.WithCancel(ctx)
		var working sync.WaitGroup
		defer working.Wait()
		defer stop()                            // before the wait
		pending := make(chan chan T, workers-1) // with the one that is waited for: as many as there are workers
		working.Go(func() {
			defer close(pending)
			for i := range n {
				result := make(chan T, 1)
				select {
				case pending <- result:
				case <-ctx.Done():
					return
				}
				working.Go(func() { result <- work(ctx, i) })
			}
		})
		for result := range pending {
			if !yield(<-result) {
				return
			}
		}
	}
}
