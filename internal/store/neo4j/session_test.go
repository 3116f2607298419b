//go:build neo4j

package neo4j

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// TestReadsGoToReaders holds that whatever reads says so to the driver, which sends it to a reader of a cluster: a server
// refuses to write on such a connection. A bookmark of what was written goes along, so that a reader that is behind waits.
func TestReadsGoToReaders(t *testing.T) {
	s := emptied(t)
	refused := func(err error) bool { return err != nil && strings.Contains(err.Error(), "read access mode") }
	_, err := query(t.Context(), s, "CREATE (n:Scrap) RETURN n", nil, itself)
	if !refused(err) {
		t.Errorf("query wrote: %v", err)
	}
	if err := s.read(t.Context(), func(t tx) error { return t.run("CREATE (n:Scrap)", nil) }); !refused(err) {
		t.Errorf("read wrote: %v", err)
	}
	before, err := s.bookmarks.GetBookmarks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Apply(t.Context(), store.Batch{Entities: []diplo.Entity{{Ref: diplo.Ref{ID: "state:FR", Kind: diplo.State, Name: "France"}}}}); err != nil {
		t.Fatal(err)
	}
	after, err := s.bookmarks.GetBookmarks(t.Context())
	if err != nil || len(after) == 0 || strings.Join(before, " ") == strings.Join(after, " ") {
		t.Errorf("the bookmarks were %v before writing and are %v after (%v)", before, after, err)
	}
}

// TestServerStopsWhenTimeIsUp holds that a reading for which nobody waits any more ends on the server too.
func TestServerStopsWhenTimeIsUp(t *testing.T) {
	s := emptied(t)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := query(ctx, s, "UNWIND range(1, 100000000000) AS endless RETURN sum(endless)", nil, itself)
	if diplo.CodeOf(err) != diplo.Timeout || time.Since(begun) > 10*time.Second {
		t.Errorf("after %s: %v", time.Since(begun), err)
	}
	for tries := 0; ; tries++ {
		rows, err := query(t.Context(), s, "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'endless' AND NOT currentQuery CONTAINS 'SHOW' RETURN currentQuery", nil, itself)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 {
			break
		}
		if tries == 100 {
			t.Fatal("the server is still at it")
		}
		time.Sleep(100 * time.Millisecond)
	}
}
