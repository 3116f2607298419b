//go:build unix && neo4j

package neo4jtest_test

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/neo4jtest"
)

// TestServerDiesWithItsParent kills a process that launched a server, as a crash would, and waits for the server to go.
func TestServerDiesWithItsParent(t *testing.T) {
	parent := exec.Command(os.Args[0], "-test.run=^TestParent$")
	parent.Env = append(os.Environ(), "DEMARCHE_TEST_PARENT=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	uri, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || !strings.HasPrefix(uri, "bolt://") {
		t.Fatalf("the parent said %q, %v; want the address of its server", uri, err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(uri, "bolt://"))
	if err := parent.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := parent.Wait(); err == nil {
		t.Fatal("the parent ended by itself")
	}
	for begun := time.Now(); answers(address); time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 20*time.Second {
			t.Fatal("the server outlived its parent by twenty seconds")
		}
	}
}

func answers(address string) bool {
	c, err := net.DialTimeout("tcp", address, time.Second)
	if err != nil {
		return false
	}
	return c.Close() == nil
}

// TestParent is the process that TestServerDiesWithItsParent kills; by itself it tests that a killed server comes back
// with its address.
func TestParent(t *testing.T) {
	server, err := neo4jtest.Launch(t.Context(), neo4jtest.Config{})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Stop()
	if os.Getenv("DEMARCHE_TEST_PARENT") != "" {
		fmt.Println(server.URI)
		select {}
	}
	if !strings.Contains(server.Version, neo4jtest.Version) {
		t.Errorf("the server says it is %q, want version %s", server.Version, neo4jtest.Version)
	}
	address := strings.TrimPrefix(server.URI, "bolt://")
	server.Kill()
	if answers(address) {
		t.Error("a killed server answers")
	}
	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if !answers(address) {
		t.Error("a restarted server does not answer at its old address")
	}
}
