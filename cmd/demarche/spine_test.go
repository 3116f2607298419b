package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestIngestTwiceChangesNothing(t *testing.T) {
	dir, store := shortNews(t, 40), "sqlite:"+filepath.Join(t.TempDir(), "graph.db")
	first := ok(t, "ingest", dir, "--store", store)
	if !strings.Contains(first, "40 new documents") {
		t.Errorf("first run: %s", first)
	}
	before := ok(t, "export", "--history", "--store", store)
	second := ok(t, "ingest", dir, "--store", store)
	if !strings.Contains(second, "0 new documents, 40 seen before; 0 pieces of evidence: 0 statements added") {
		t.Errorf("second run: %s", second)
	}
	if diff := cmp.Diff(before, ok(t, "export", "--history", "--store", store)); diff != "" {
		t.Errorf("the second run changed the store:\n%s", diff)
	}
}

func TestExportImportExport(t *testing.T) {
	folder := t.TempDir()
	from := "sqlite:" + filepath.Join(folder, "from.db")
	ok(t, "ingest", bundled(t), "--store", from)
	for _, flags := range [][]string{nil, {"--history"}} {
		to := "sqlite:" + filepath.Join(folder, fmt.Sprintf("to%d.db", len(flags)))
		exported := ok(t, append([]string{"export", "--store", from}, flags...)...)
		if strings.Count(exported, "\n") < 200 {
			t.Fatalf("a short export:\n%s", exported)
		}
		o := world{stdin: strings.NewReader(exported)}.run(t, "import", "--store", to)
		if o.code != exitOK {
			t.Fatalf("import: exit %d, %s", o.code, o.errors)
		}
		if diff := cmp.Diff(exported, ok(t, append([]string{"export", "--store", to}, flags...)...)); diff != "" {
			t.Errorf("%v: the export of the import differs:\n%s", flags, diff)
		}
	}
	file := write(t, filepath.Join(folder, "cut.jsonl"), ok(t, "export", "--store", from)[:5000])
	if o := run(t, "import", file, "--store", "sqlite:"+filepath.Join(folder, "cut.db")); o.code != exitFailed || strings.Count(o.errors, "\n") != 1 {
		t.Errorf("an export that was cut off: exit %d, %s", o.code, o.errors)
	}
	if o := run(t, "import", filepath.Join(folder, "none.jsonl"), "--store", from); o.code != exitFailed || !strings.Contains(o.errors, "none.jsonl") {
		t.Errorf("an export that is not there: exit %d, %s", o.code, o.errors)
	}
}

// recorded are the times that two stores with the same content may differ in.
var recorded = regexp.MustCompile(`"(recordedAt|retractedAt|at)":"[^"]*"`)

// TestKill kills an ingest with some of its documents done, and holds that the next run ends where an undisturbed one
// does.
func TestKill(t *testing.T) {
	const documents = 130
	folder, news := t.TempDir(), shortNews(t, documents)
	undisturbed := "sqlite:" + filepath.Join(folder, "undisturbed.db")
	ok(t, "ingest", news, "--store", undisturbed)
	want := recorded.ReplaceAllString(ok(t, "export", "--store", undisturbed), "")

	partly := 0
	for i, enough := range []int{0, 1, 60, 90} {
		store := "sqlite:" + filepath.Join(folder, fmt.Sprintf("killed%d.db", i))
		done := killIngest(t, news, store, enough)
		if done > 0 && done < documents {
			partly++
		}
		ok(t, "ingest", news, "--store", store)
		if got := recorded.ReplaceAllString(ok(t, "export", "--store", store), ""); got != want {
			t.Errorf("killed with %d documents done: the export differs:\n%s", done, firstDifference(want, got))
		}
	}
	if partly == 0 {
		t.Error("no run was killed half-way")
	}
}

// killIngest runs an ingest in a process of its own, kills it as soon as the store holds enough documents, and returns
// how many it held then.
func killIngest(t *testing.T, news, store string, enough int) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "ingest", news, "--store", store)
	cmd.Env = append(os.Environ(), runVariable+"=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // killed, as it should be
		close(ended)
	}()
	documents := func() int { return strings.Count(run(t, "export", "--store", store).out, `"kind":"document"`) }
	for documents() < enough {
		select {
		case <-ended:
			return documents()
		case <-time.After(5 * time.Millisecond):
		}
	}
	_ = cmd.Process.Kill() // SIGKILL; it may have ended by itself
	<-ended
	return documents()
}

// shortNews writes n documents of a few sentences that repeat each other's statements, and returns their folder.
func shortNews(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	states := []string{"Russia", "China", "Israel", "Iran", "France"}
	for i := range n {
		subject, object := states[i%5], states[(i+1+i/5%4)%5]
		write(t, filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), fmt.Sprintf("published: 2025-06-%02d\nurl: https://example.org/%d\n\n%s condemned %s on Monday. %s supported %s.\n",
			1+i%28, i, subject, object, object, states[(i+2)%5]))
	}
	return dir
}

// firstDifference shows the first lines in which two exports differ.
func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\n-%s\n+%s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("%d lines and %d", len(w), len(g))
}

func TestWho(t *testing.T) {
	folder := t.TempDir()
	store := "sqlite:" + filepath.Join(folder, "graph.db")
	write(t, filepath.Join(folder, "news", "moscow.txt"), "source: Example Wire\npublished: 2025-06-20\n\n"+
		"Russian President Vladimir Putin condemned Israel on 19 June 2025.\n\nChinese President Xi Jinping spoke with Vladimir Putin by telephone.\n")
	write(t, filepath.Join(folder, "news", "ankara.txt"), "published: 2023-01-23\n\nFinland condemned Sweden.\n")
	ok(t, "ingest", filepath.Join(folder, "news"), "--store", store)
	who := func(args ...string) outcome { return run(t, append([]string{"who", "--store", store}, args...)...) }

	table := who("condemned").out
	if !regexp.MustCompile(`2025-06-19 +Russia \(Vladimir +Israel +the report +“.*Vladimir Putin condemned Israel on`).MatchString(table) ||
		strings.Index(table, "Israel") > strings.Index(table, "Sweden") {
		t.Errorf("newest first, rolled up, with date, claimant and quote:\n%s", table)
	}
	for _, tt := range []struct {
		args []string
		want []string // subject > object, as stated
	}{
		{[]string{"condemned"}, []string{"Vladimir Putin > Israel", "Finland > Sweden"}},
		{[]string{"CONDEMNS", "-", "Israel"}, []string{"Vladimir Putin > Israel"}},
		{[]string{"condemned", "Moscow"}, []string{"Vladimir Putin > Israel"}},
		{[]string{"condemned", "RUS", "IL"}, []string{"Vladimir Putin > Israel"}},
		{[]string{"condemned", "state:RU", "-"}, []string{"Vladimir Putin > Israel"}},
		{[]string{"condemned", "Russia", "--as-stated"}, nil},
		{[]string{"condemned", "Vladimir Putin"}, []string{"Vladimir Putin > Israel"}},
		{[]string{"condemned", "Israel"}, nil},
		{[]string{"offers-mediation"}, nil},
		{[]string{"spoke-with", "Vladimir Putin"}, []string{"Vladimir Putin > Xi Jinping"}},
		{[]string{"spoke_with", "China", "Russia"}, []string{"Vladimir Putin > Xi Jinping"}},
	} {
		o := who(append(tt.args, "--json")...)
		var got []string
		for line := range strings.Lines(o.out) {
			var x whoLine
			if err := json.Unmarshal([]byte(line), &x); err != nil {
				t.Fatal(err)
			}
			got = append(got, x.Subject.Name+" > "+x.Object.Name)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" || o.code != exitOK {
			t.Errorf("%v: exit %d %s (-want +got):\n%s", tt.args, o.code, o.errors, diff)
		}
	}
	if o := who("condemned", "Israel"); o.out != "" || !strings.Contains(o.errors, "no such statements") {
		t.Errorf("no answer: %q %q", o.out, o.errors)
	}
	if o := who("condemned", "Kim"); o.code != exitFailed || !strings.Contains(o.errors, "person:kim-jong-un") || strings.Count(o.errors, "person:") < 2 {
		t.Errorf("a name of several: exit %d, %s, want the candidates", o.code, o.errors)
	}
	if o := who("condemned", "Ruritania"); o.code != exitFailed || !strings.Contains(o.errors, `nobody is called "Ruritania"`) {
		t.Errorf("unknown name: exit %d, %s", o.code, o.errors)
	}
}

// TestWhoJSON holds the form of the lines, key by key, and that their quotes stand in the documents.
func TestWhoJSON(t *testing.T) {
	folder := t.TempDir()
	store := "sqlite:" + filepath.Join(folder, "graph.db")
	content := "source: Example Wire\npublished: 2025-06-20\n\nRussian President Vladimir Putin condemned Israel on 19 June 2025.\n"
	ok(t, "ingest", write(t, filepath.Join(folder, "moscow.txt"), content), "--store", store)
	line := ok(t, "who", "condemned", "--json", "--store", store)
	var x whoLine
	if err := json.Unmarshal([]byte(line), &x); err != nil || len(x.Evidence) != 1 {
		t.Fatalf("%v: %s", err, line)
	}
	quote := x.Evidence[0]
	if content[quote.Start:quote.End] != quote.Quote {
		t.Errorf("%d:%d is not %q", quote.Start, quote.End, quote.Quote)
	}
	text, _ := json.Marshal(quote.Quote)
	want := fmt.Sprintf(`{"statement":%q,"subject":{"id":"person:vladimir-putin","name":"Vladimir Putin"},"subjectPolity":{"id":"state:RU","name":"Russia"},`+
		`"type":"CONDEMNS","object":{"id":"state:IL","name":"Israel"},"objectPolity":{"id":"state:IL","name":"Israel"},"since":"2025-06-19","until":"2025-06-19",`+
		`"claimedBy":[],"evidence":[{"document":"moscow","quote":%s,"start":%d,"end":%d,"attribution":""}]}`+"\n", x.Statement, text, quote.Start, quote.End)
	if diff := cmp.Diff(want, line); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWhoManyPages holds that answers beyond one page of statements and of evidence are all there.
func TestWhoManyPages(t *testing.T) {
	folder := t.TempDir()
	store := "sqlite:" + filepath.Join(folder, "graph.db")
	day := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range 130 {
		published := day.AddDate(0, 0, 5*i).Format(time.DateOnly)
		write(t, filepath.Join(folder, "news", fmt.Sprintf("%03d.txt", i)), "published: "+published+"\n\nRussia condemned Israel.\n")
		write(t, filepath.Join(folder, "news", fmt.Sprintf("r%03d.txt", i)), fmt.Sprintf("published: 2010-01-01\nurl: https://example.org/%d\n\nIran condemned Iraq.\n", i))
	}
	ok(t, "ingest", filepath.Join(folder, "news"), "--store", store)
	if n := strings.Count(ok(t, "who", "condemned", "-", "Israel", "--json", "--store", store), "\n"); n != 130 {
		t.Errorf("%d statements, want 130", n)
	}
	var x whoLine
	if err := json.Unmarshal([]byte(ok(t, "who", "condemned", "Iran", "--json", "--store", store)), &x); err != nil || len(x.Evidence) != 130 {
		t.Errorf("%d quotes, %v, want 130", len(x.Evidence), err)
	}
	if table := ok(t, "who", "condemned", "Iran", "--store", store); !strings.Contains(table, "and 127 more") {
		t.Errorf("the table tells of the quotes left out:\n%s", table)
	}
}

func TestDemoOnce(t *testing.T) {
	o := run(t, "demo", "--once")
	if o.code != exitOK || o.errors != "" {
		t.Fatalf("exit %d, %s", o.code, o.errors)
	}
	_, condemned, found := strings.Cut(o.out, "WHO CONDEMNED WHOM")
	if !found {
		t.Fatalf("no answer:\n%s", o.out)
	}
	for _, want := range []string{"Russia", "China", "Israel", "North Korea", "Ukraine", "“"} {
		if !strings.Contains(o.out, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, pair := range []string{`Russia.* Israel `, `China.* Israel `, `European Union +Russia `, `Turkey +Sweden `, `China +India `} {
		if !regexp.MustCompile(pair).MatchString(condemned) {
			t.Errorf("no %s in\n%s", pair, condemned)
		}
	}
	if strings.Contains(o.out, "\x1b") || strings.Contains(o.out, "\r") {
		t.Error("control characters in a pipe")
	}
}

func TestMigrate(t *testing.T) {
	store := "sqlite:" + filepath.Join(t.TempDir(), "graph.db")
	first, second := ok(t, "migrate", "--store", store), ok(t, "migrate", "--store", store)
	if !strings.Contains(first, "from version 0 to ") || !strings.Contains(second, "already") {
		t.Errorf("%q, then %q", first, second)
	}
	if out := ok(t, "who", "condemned", "--store", store); out != "" {
		t.Errorf("an empty store answers %q", out)
	}
}

func TestExplain(t *testing.T) {
	file := write(t, filepath.Join(t.TempDir(), "a.txt"), condemnation)
	if out := ok(t, "extract", "--explain", file); !strings.Contains(out, "CONDEMNS") || json.Valid([]byte(strings.SplitN(out, "\n", 2)[0])) {
		t.Errorf("the account of how it was found:\n%s", out)
	}
}

// TestGazetteerOverlay holds that a name of an overlay is known everywhere.
func TestGazetteerOverlay(t *testing.T) {
	folder := t.TempDir()
	overlay := write(t, filepath.Join(folder, "more.jsonl"), `{"record":"state","id":"QQ","iso3":"QQQ","name":"Quorum Islands","capital":"Quorumville","demonyms":["Quorumian"]}`+"\n")
	news := write(t, filepath.Join(folder, "news.txt"), "published: 2025-06-19\n\nThe Quorum Islands condemned Israel.\n")
	store := "sqlite:" + filepath.Join(folder, "graph.db")
	ok(t, "ingest", news, "--store", store, "--gazetteer", overlay)
	if out := ok(t, "who", "condemned", "QQQ", "Israel", "--store", store, "--gazetteer", overlay, "--json"); !strings.Contains(out, `"id":"state:QQ"`) {
		t.Errorf("the state of the overlay: %q", out)
	}
	if out := ok(t, "who", "condemned", "quorum islands", "--store", store, "--json"); !strings.Contains(out, `"id":"state:QQ"`) {
		t.Errorf("the state without the overlay, known to the store: %q", out)
	}
	bad := write(t, filepath.Join(folder, "bad.jsonl"), "{\"record\":\"state\"\n")
	file := write(t, filepath.Join(folder, "a.txt"), condemnation)
	if o := run(t, "extract", file, "--gazetteer", bad); o.code != exitFailed || !strings.Contains(o.errors, "bad.jsonl:1") {
		t.Errorf("exit %d, %s", o.code, o.errors)
	}
	if o := run(t, "who", "condemned", "--gazetteer", filepath.Join(folder, "none.jsonl")); o.code != exitFailed || !strings.Contains(o.errors, "none.jsonl") {
		t.Errorf("exit %d, %s", o.code, o.errors)
	}
}

// TestServe starts the server as serve and demo do, asks it over GraphQL, and stops it.
func TestServe(t *testing.T) {
	folder := t.TempDir()
	store := "sqlite:" + filepath.Join(folder, "graph.db")
	ok(t, "ingest", write(t, filepath.Join(folder, "a.txt"), "China condemned India."), "--store", store)
	for _, args := range [][]string{{"serve", "--store", store, "--listen", "127.0.0.1:0"}, {"demo", "--listen", "127.0.0.1:0"}} {
		t.Run(args[0], func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			read, written := io.Pipe()
			var errors bytes.Buffer
			code := make(chan int, 1)
			go func() {
				code <- Run(ctx, args, func(string) string { return "" }, nil, written, &errors)
				_ = written.Close()
			}()
			base := ""
			lines := bufio.NewScanner(read)
			for base == "" && lines.Scan() {
				if m := regexp.MustCompile(`GraphQL at (http://127\.0\.0\.1:\d+)/graphql`).FindStringSubmatch(lines.Text()); m != nil {
					base = m[1]
				}
			}
			if base == "" {
				t.Fatalf("it does not say where it serves: %s", errors.String())
			}
			go func() { _, _ = io.Copy(io.Discard, read) }()
			question := `{"query": "{ statements(filter: {types: [CONDEMNS], object: {names: [\"India\"]}}, rollUp: POLITY) { totalCount nodes { subject { name } } } }"}`
			answer, err := http.Post(base+"/graphql", "application/json", strings.NewReader(question))
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = answer.Body.Close() }()
			if body, err := io.ReadAll(answer.Body); err != nil || !strings.Contains(string(body), `"name":"China"`) {
				t.Errorf("%s %v", body, err)
			}
			for _, path := range []string{"/", "/graphiql", "/healthz", "/readyz", "/metrics"} {
				page, err := http.Get(base + path)
				if err != nil || page.StatusCode != http.StatusOK {
					t.Errorf("%s: %v %v", path, page, err)
					continue
				}
				_ = page.Body.Close()
			}
			stop()
			if c := <-code; c != exitOK || errors.Len() > 0 {
				t.Errorf("exit %d, %q", c, errors.String())
			}
		})
	}
}

func TestServeWhereNobodyCan(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	for _, address := range []string{taken.Addr().String(), "nowhere", "127.0.0.1:99999"} {
		o := run(t, "serve", "--store", "sqlite::memory:", "--listen", address)
		if o.code != exitFailed || !strings.Contains(o.errors, "cannot listen on "+address) || strings.Count(o.errors, "\n") != 1 {
			t.Errorf("%s: exit %d, %q", address, o.code, o.errors)
		}
	}
}

func TestEvaluate(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "articles", "moscow.txt"), "published: 2025-06-20\n\nRussia condemned Israel.\n")
	write(t, filepath.Join(dir, "gold", "moscow.json"), `{"article": "moscow", "statements": [
		{"subject": {"kind": "state", "name": "Russia"}, "type": "CONDEMNS", "object": {"kind": "state", "name": "Israel"},
		 "modality": "actual", "polarity": "positive", "attribution": "", "date": "", "quote": "Russia condemned Israel"},
		{"subject": {"kind": "state", "name": "Russia"}, "type": "ATTACKS", "object": {"kind": "state", "name": "Iran"},
		 "modality": "actual", "polarity": "positive", "attribution": "", "date": "", "quote": "Russia"}]}`)
	var figures struct {
		Relations struct {
			Strict struct{ Gold, Predicted int }
		}
	}
	if err := json.Unmarshal([]byte(ok(t, "evaluate", dir, "--json")), &figures); err != nil || figures.Relations.Strict.Gold != 2 || figures.Relations.Strict.Predicted != 1 {
		t.Errorf("%+v %v", figures, err)
	}
	if out := ok(t, "evaluate", dir, "--show"); !strings.Contains(out, "precision 1.000  recall 0.500") || !strings.Contains(out, "MISSED") {
		t.Errorf("%s", out)
	}
	if out := ok(t, "evaluate", dir, "--calibration", "--bootstrap", "10"); !strings.Contains(out, "Brier 0.") || !strings.Contains(out, "right 1.000 [1.000 to 1.000]") {
		t.Errorf("%s", out)
	}
	if plain, calibrated := ok(t, "evaluate", dir, "--json"), ok(t, "evaluate", dir, "--json", "--calibration"); strings.Contains(plain, "calibration") || !strings.Contains(calibrated, `"uncertainty": 0.0`) {
		t.Errorf("%s%s", plain, calibrated)
	}
	write(t, filepath.Join(dir, "articles", "bad.txt"), "\xff\xff")
	if o := run(t, "evaluate", dir); o.code != exitFailed || !strings.Contains(o.errors, "bad.txt is not UTF-8") || !strings.Contains(o.out, "precision 1.000") {
		t.Errorf("exit %d, %s%s", o.code, o.out, o.errors)
	}
	if o := run(t, "evaluate", t.TempDir()); o.code != exitFailed || !strings.Contains(o.errors, "there is no folder") {
		t.Errorf("exit %d, %s", o.code, o.errors)
	}
	if o := run(t, "evaluate", dir, "--json", "--show"); o.code != exitUsage {
		t.Errorf("exit %d, %s", o.code, o.errors)
	}
}
