//go:build browser

package server

import (
	"context"
	"html"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// TestPagesInChromium opens the start page and GraphiQL in a real browser that can reach this server alone.
func TestPagesInChromium(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := world(t, io.Discard, nil)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- server.Serve(ctx, l) }()
	defer func() {
		stop()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	operation := "{ stats { statements } }"
	for _, test := range []struct {
		name, target string
		want         []string
		not          string
	}{
		{"who condemned whom", "/", []string{"5 statements, newest first", "Maria Zakharova", "for Russia", "<mark>Both condemned Israel</mark>", "the report itself"}, "could not be answered"},
		{"a question in the address", "/?" + url.Values{"type": {"SPOKE_WITH"}, "object": {"Xi Jinping"}, "asStated": {"on"}}.Encode(), []string{"2 statements", "Emmanuel Macron"}, "Maria Zakharova"},
		{"a name that fits several", "/?object=Kim", []string{"person:kim-jong-un"}, "statements, newest first"},
		{"GraphiQL with an operation", "/graphiql?" + url.Values{"query": {operation}}.Encode(), []string{"graphiql-execute-button", "view-line", "stats"}, "Loading GraphiQL"},
	} {
		t.Run(test.name, func(t *testing.T) {
			shown := open(t, "http://"+l.Addr().String()+test.target)
			for _, want := range test.want {
				if !strings.Contains(shown, want) {
					t.Errorf("the page does not show %q: %.3000s", want, shown)
				}
			}
			if strings.Contains(shown, test.not) {
				t.Errorf("the page shows %q", test.not)
			}
		})
	}
}

// open is the page as the browser has it after its scripts ran, blanks made one.
func open(t *testing.T, address string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	chromium := exec.CommandContext(ctx, "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--user-data-dir="+t.TempDir(),
		"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--virtual-time-budget=10000", "--dump-dom", address)
	chromium.Env = append(os.Environ(), "HOME="+t.TempDir())
	dom, err := chromium.Output()
	if err != nil {
		t.Fatalf("chromium: %v", err)
	}
	_, body, _ := strings.Cut(string(dom), "<body")
	return regexp.MustCompile(`\s+`).ReplaceAllString(html.UnescapeString(body), " ")
}
