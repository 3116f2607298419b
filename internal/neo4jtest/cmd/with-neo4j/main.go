//go:build unix

// Command with-neo4j starts a throw-away Neo4j server, tells where it is, and stops it at the end.
//
//	with-neo4j -- COMMAND [ARG...]   runs the command with DEMARCHE_TEST_NEO4J_URI, _USER and _PASSWORD set, and exits as it does
//	with-neo4j                       serves Neo4j and Neo4j Browser until interrupted
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/demarche/demarche/internal/neo4jtest"
)

func main() {
	var c neo4jtest.Config
	flag.IntVar(&c.HeapMB, "heap", 512, "the server's heap in MB")
	flag.BoolVar(&c.Tuned, "tuned", false, "for work of more than a minute, as benchmarks are")
	flag.Parse()
	c.Tuned = c.Tuned || flag.NArg() == 0
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code, err := run(ctx, c, flag.Args())
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "with-neo4j:", err)
		code = 1
	}
	os.Exit(code)
}

func run(ctx context.Context, c neo4jtest.Config, command []string) (int, error) {
	server, err := neo4jtest.Launch(ctx, c)
	if err != nil {
		return 0, err
	}
	defer server.Stop()
	fmt.Fprintln(os.Stderr, server.Version, "at", server.URI)
	if len(command) == 0 {
		fmt.Printf("\nNeo4j Browser  %s/browser/?dbms=%s\nuser           %s\npassword       %s\n\nexport DEMARCHE_NEO4J_USER=%s DEMARCHE_NEO4J_PASSWORD=%s\ndemarche --store %s ...\n\nCtrl-C stops it and throws its data away.\n",
			server.HTTP, server.URI, neo4jtest.User, server.Password, neo4jtest.User, server.Password, server.URI)
		<-ctx.Done()
		return 0, nil
	}
	child := exec.CommandContext(ctx, command[0], command[1:]...)
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	child.Cancel = func() error { return child.Process.Signal(os.Interrupt) }
	child.Env = os.Environ()
	for _, v := range server.Environment() {
		child.Env = append(child.Env, v[0]+"="+v[1])
	}
	err = child.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}
