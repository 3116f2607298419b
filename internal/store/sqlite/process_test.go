package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/sqlite"
	"github.com/demarche/demarche/internal/store/storetest"
)

// writerVariable makes the test binary a writer instead: "FILE SEED BATCHES".
const writerVariable = "DEMARCHE_TEST_SQLITE_WRITER"

func TestMain(m *testing.M) {
	if job := os.Getenv(writerVariable); job != "" {
		if err := writeBatches(strings.Fields(job)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// writeBatches writes the batches of a seed's world and prints a line for each that Apply returned from.
func writeBatches(job []string) error {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, job[0], store.Options{})
	if err != nil {
		return err
	}
	defer s.Close(ctx)
	if _, _, err := s.Migrate(ctx); err != nil {
		return err
	}
	for i, batch := range worldOf(job[1], job[2]) {
		if _, err := s.Apply(ctx, batch); err != nil {
			return err
		}
		fmt.Println(i + 1)
	}
	return nil
}

func worldOf(seed, batches string) []store.Batch {
	n, _ := strconv.Atoi(batches)
	number, _ := strconv.ParseUint(seed, 10, 64)
	w := storetest.NewWorld(number)
	all := make([]store.Batch, n)
	for i := range all {
		all[i] = w.Batch(3)
	}
	return all
}

func startWriter(t *testing.T, file string, seed, batches int) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d %d", writerVariable, file, seed, batches))
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, bufio.NewScanner(out)
}

func openFile(t *testing.T, file string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), file, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close(context.Background()) })
	return s
}

// modelOf is what a store holds after the batches.
func modelOf(t *testing.T, batches ...store.Batch) string {
	t.Helper()
	m := storetest.NewModel(store.Options{})
	if _, _, err := m.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, b := range batches {
		if _, err := m.Apply(t.Context(), b); err != nil {
			t.Fatal(err)
		}
	}
	return storetest.Timeless(t, storetest.Export(t, m, false))
}

func TestSeveralProcessesWriteOneFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "shared.db") // made by whoever comes first
	var writers []*exec.Cmd
	var all []store.Batch
	for seed := range 3 {
		c, acknowledged := startWriter(t, file, seed, 15)
		go func() {
			for acknowledged.Scan() {
			}
		}()
		writers = append(writers, c)
		all = append(all, worldOf(fmt.Sprint(seed), "15")...)
	}
	for _, c := range writers {
		if err := c.Wait(); err != nil {
			t.Errorf("writer: %v", err)
		}
	}
	s := openFile(t, file)
	if got := storetest.Timeless(t, storetest.Export(t, s, false)); got != modelOf(t, all...) {
		t.Errorf("the file does not hold what was written:\n%s", got)
	}
	changes, err := s.Changes(t.Context(), 0, 0)
	if err != nil || len(changes) == 0 || changes[len(changes)-1].Seq != int64(len(changes)) {
		t.Errorf("the log of %d changes has gaps (%v)", len(changes), err)
	}
}

func TestKilledWriterLosesNothing(t *testing.T) {
	batches := worldOf("5", "400")
	for round := range 3 {
		file := filepath.Join(t.TempDir(), "killed.db")
		c, acknowledged := startWriter(t, file, 5, 400)
		last := 0
		for last < 8+5*round && acknowledged.Scan() {
			last, _ = strconv.Atoi(acknowledged.Text())
		}
		time.Sleep(time.Duration(round) * time.Millisecond) // somewhere within the next batches
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for acknowledged.Scan() {
			last, _ = strconv.Atoi(acknowledged.Text())
		}
		c.Wait() // it was killed: that is its error
		s := openFile(t, file)
		got := storetest.Timeless(t, storetest.Export(t, s, false))
		if got != modelOf(t, batches[:last]...) && got != modelOf(t, batches[:last+1]...) {
			t.Errorf("killed after %d batches were acknowledged, the store holds neither %d nor %d of them", last, last, last+1)
		}
		if _, err := s.Apply(t.Context(), batches[last+1]); err != nil {
			t.Errorf("writing on after the kill: %v", err)
		}
	}
}
