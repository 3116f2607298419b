//go:build unix

package neo4jtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// User is the name of the one user of a launched server.
const User = "neo4j"

// patience bounds a start; a loaded machine takes a minute where an idle one takes ten seconds.
const patience = 3 * time.Minute

// supervise runs the server for as long as the launching process holds the other end of the script's input: when that
// closes, by intent or because the process died, the server is killed; unless "keep" was read, its folder goes too.
const supervise = `home=$1; shift; exec 3<&0; "$@" </dev/null & pid=$!
( read -r word <&3; kill -9 $pid; test "$word" = keep || rm -rf "$home" ) 2>/dev/null & wait $pid`

// Config changes how a server is launched. The zero value is a small server.
type Config struct {
	HeapMB int  // 0 means 512
	Tuned  bool // the JVM compiles with all its might: slower to start, faster from the second minute on
}

// Server is a Neo4j server that this process launched. It dies with the process.
type Server struct {
	URI      string // bolt://127.0.0.1:PORT
	HTTP     string // http://127.0.0.1:PORT, where Neo4j Browser is at /browser/
	Password string // of [User], random
	Version  string // as the running server tells it

	home   string
	config Config
	ours   bool // the password is Password

	mu     sync.Mutex
	leash  io.WriteCloser // nil while nothing runs
	exited chan struct{}
}

// Launch starts a server and waits until it answers. Whoever launched it stops it.
func Launch(ctx context.Context, c Config) (*Server, error) {
	home, err := os.MkdirTemp("", "demarche-neo4j-")
	if err != nil {
		return nil, fmt.Errorf("making a folder for Neo4j: %w", err)
	}
	if c.HeapMB == 0 {
		c.HeapMB = 512
	}
	s := &Server{home: home, config: c, Password: rand.Text()}
	if err := s.configure(ctx); err != nil {
		remove(home)
		return nil, err
	}
	if err := s.Start(ctx); err != nil {
		s.Stop()
		return nil, err
	}
	return s, nil
}

func (s *Server) configure(ctx context.Context) error {
	bolt, err := freePort(ctx)
	if err != nil {
		return err
	}
	http, err := freePort(ctx)
	if err != nil {
		return err
	}
	s.URI, s.HTTP = "bolt://"+bolt, "http://"+http
	conf := map[string]string{
		"server.bolt.listen_address":     bolt,
		"server.bolt.advertised_address": bolt,
		"server.http.listen_address":     http,
		"server.http.advertised_address": http,
		"server.https.enabled":           "false",
		"server.memory.pagecache.size":   "128m",
		"db.tx_log.preallocate":          "false",
		"dbms.usage_report.enabled":      "false",
		"client.allow_telemetry":         "false",
	}
	var lines bytes.Buffer
	for k, v := range conf {
		fmt.Fprintf(&lines, "%s=%s\n", k, v)
	}
	if err := os.MkdirAll(filepath.Join(s.home, "conf"), 0o755); err != nil {
		return fmt.Errorf("configuring Neo4j: %w", err)
	}
	return os.WriteFile(filepath.Join(s.home, "conf", "neo4j.conf"), lines.Bytes(), 0o644)
}

// Set adds a line to neo4j.conf, of a setting that has none yet. It takes effect when the server is next started.
func (s *Server) Set(setting, value string) error {
	f, err := os.OpenFile(filepath.Join(s.home, "conf", "neo4j.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("configuring Neo4j: %w", err)
	}
	_, err = fmt.Fprintf(f, "%s=%s\n", setting, value)
	return errors.Join(err, f.Close())
}

func freePort(ctx context.Context) (address string, err error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err == nil {
		address, err = l.Addr().String(), l.Close()
	}
	if err != nil {
		return "", fmt.Errorf("finding a free port for Neo4j: %w", err)
	}
	return address, nil
}

// Start starts a server that Kill killed again, on its data and its ports, and waits until it answers.
func (s *Server) Start(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	lib, err := jars(ctx)
	if err != nil {
		return err
	}
	if err := s.spawn(ctx, lib); err != nil {
		return fmt.Errorf("starting Neo4j: %w", err)
	}
	return s.awaitAnswer(ctx)
}

func (s *Server) spawn(ctx context.Context, lib string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leash != nil {
		return errors.New("it is running")
	}
	java, err := exec.LookPath("java")
	if err != nil {
		return fmt.Errorf("install java 17, or name a server in %s (%w)", envURI, err)
	}
	log, err := os.OpenFile(s.logFile(), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	// The server outlives the context that it was started under; the leash ends it.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), "sh", append([]string{"-c", supervise, "sh", s.home, java}, s.arguments(lib)...)...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // Ctrl-C reaches us, and the leash does the rest
	leash, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := errors.Join(cmd.Start(), log.Close()); err != nil {
		return err
	}
	exited := make(chan struct{})
	go func() {
		_ = cmd.Wait() // it is killed in any case
		close(exited)
	}()
	s.leash, s.exited = leash, exited
	return nil
}

// arguments are java's.
func (s *Server) arguments(lib string) []string {
	args := []string{"-Xms128m", fmt.Sprintf("-Xmx%dm", s.config.HeapMB), "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8",
		"--add-opens=java.base/java.nio=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED", "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"}
	if !s.config.Tuned {
		args = append(args, "-XX:TieredStopAtLevel=1")
	}
	return append(args, "-cp", filepath.Join(lib, "*"), "org.neo4j.server.CommunityEntryPoint",
		"--home-dir="+s.home, "--config-dir="+filepath.Join(s.home, "conf"))
}

func (s *Server) logFile() string { return filepath.Join(s.home, "server.log") }

// awaitAnswer waits until the server answers queries under its own password.
func (s *Server) awaitAnswer(ctx context.Context) error {
	for {
		err := s.setUp(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-s.exited:
			return fmt.Errorf("Neo4j ended instead of starting: %s", s.logTail())
		case <-ctx.Done():
			return fmt.Errorf("Neo4j at %s does not answer (%w): %s", s.URI, errors.Join(ctx.Err(), err), s.logTail())
		case <-time.After(200 * time.Millisecond):
		}
	}
}

func (s *Server) setUp(ctx context.Context) error {
	if !s.ours {
		if _, err := s.query(ctx, "neo4j", "system", "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password"); err != nil {
			return err
		}
		s.ours = true
	}
	version, err := s.query(ctx, s.Password, "neo4j", "CALL dbms.components() YIELD name, versions, edition RETURN name + ' ' + versions[0] + ' ' + edition")
	s.Version = version
	return err
}

func (s *Server) query(ctx context.Context, password, database, cypher string) (answer string, err error) {
	driver, err := neo4j.NewDriverWithContext(s.URI, neo4j.BasicAuth(User, password, ""))
	if err != nil {
		return "", err
	}
	session := driver.NewSession(ctx, neo4j.SessionConfig{DatabaseName: database})
	defer func() { err = errors.Join(err, session.Close(ctx), driver.Close(ctx)) }()
	result, err := session.Run(ctx, cypher, map[string]any{"password": s.Password})
	if err != nil {
		return "", err
	}
	records, err := result.Collect(ctx)
	if err != nil || len(records) == 0 || len(records[0].Values) == 0 {
		return "", err
	}
	return fmt.Sprint(records[0].Values[0]), nil
}

func (s *Server) logTail() string {
	log, err := os.ReadFile(s.logFile())
	if err != nil {
		return "it left no log"
	}
	return string(log[max(0, len(log)-4000):])
}

// Kill ends the server at once (SIGKILL) and keeps its data for Start.
func (s *Server) Kill() { s.end("keep\n") }

// Stop ends the server at once and removes its data. A second Stop does nothing.
func (s *Server) Stop() {
	s.end("")
	remove(s.home)
}

func (s *Server) end(word string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.leash == nil {
		return
	}
	// A supervisor that has gone already hears nothing, and that is all that can go wrong.
	_, _ = io.WriteString(s.leash, word)
	_ = s.leash.Close()
	<-s.exited
	s.leash = nil
}
