package extract

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/dispatches"
)

// rotated are the states that change places from one copy of the dispatches to the next.
var rotated = strings.Fields("Russia China India Japan France Israel Iran Qatar Niger Nigeria Rwanda Eritrea Ethiopia Honduras Venezuela Cuba Pakistan " +
	"Armenia Azerbaijan Belarus Poland Spain Norway Ireland Turkey Ukraine Australia")

// longText is at least so many bytes of dispatches one after the other, each time of other states.
func longText(t testing.TB, bytes int) string {
	t.Helper()
	all, err := dispatches.All()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for i := 0; b.Len() < bytes; i++ {
		_, body, _ := strings.Cut(string(all[i%len(all)].Text), "\n\n")
		var pairs []string
		for k, name := range rotated {
			pairs = append(pairs, name, rotated[(k+i/len(all))%len(rotated)])
		}
		b.WriteString(strings.NewReplacer(pairs...).Replace(strings.TrimSpace(body)) + "\n\n")
	}
	return b.String()
}

// longSentence is one sentence of so many words, made of whole clauses.
func longSentence(t testing.TB, words int) string {
	t.Helper()
	var clauses []string
	n := 0
	for _, s := range strings.SplitAfter(strings.ReplaceAll(longText(t, words*8), "\n\n", " "), ". ") {
		if strings.Contains(s, `"`) {
			continue
		}
		if n += len(strings.Fields(s)) + 1; n > words {
			break
		}
		clauses = append(clauses, strings.TrimSuffix(strings.TrimSpace(s), "."))
	}
	return strings.Join(clauses, ", and ") + "."
}

// shapes are the forms in which a long text may come, of so many bytes.
var shapes = map[string]func(t testing.TB, bytes int) string{
	"document":  longText,
	"paragraph": func(t testing.TB, bytes int) string { return strings.ReplaceAll(longText(t, bytes), "\n\n", " ") },
	"sentence":  func(t testing.TB, bytes int) string { return longSentence(t, bytes/6) },
}

// Twice the text takes twice the memory, also where all of it is one paragraph or one sentence.
func TestExtractTakesMemoryInProportion(t *testing.T) {
	rules := newRules(t)
	spent := func(text string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := rules.Extract(context.Background(), document("long", "2024-01-01", text)); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	for name, text := range shapes {
		spent(text(t, 20_000)) // what is remembered of words
		one, two := spent(text(t, 50_000)), spent(text(t, 100_000))
		if two*10 > one*23 {
			t.Errorf("%s: %d bytes of memory for the text, %d for twice the text", name, one, two)
		}
	}
}

// What is found in a document does not depend on which of its sentences lie open.
func TestClosedSentencesReadAlike(t *testing.T) {
	rules := newRules(t)
	for name, text := range shapes {
		doc := document("long", "2024-01-01", text(t, 60_000))
		closing, err := rules.Extract(context.Background(), doc)
		if err != nil {
			t.Fatal(err)
		}
		open, err := rules.analyse(context.Background(), doc, &trace{misses: map[*sentence][]miss{}})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(closing.Evidence, open.evidence) {
			t.Errorf("%s: %d statements, and %d where no sentence is closed", name, len(closing.Evidence), len(open.evidence))
		}
	}
}

// A sentence of 20,000 words is read in pieces, all of it, with offsets that are true.
func TestExtractLongSentence(t *testing.T) {
	doc := document("sentence", "2024-01-01", longSentence(t, 20_000))
	result, err := newRules(t).Extract(context.Background(), doc)
	if err != nil {
		t.Fatal(err)
	}
	check(t, doc, result)
	tenths := map[int]bool{}
	for _, e := range result.Evidence {
		tenths[e.Start*10/len(doc.Text)] = true
	}
	if len(tenths) < 10 {
		t.Errorf("statements in %d tenths of the sentence only", len(tenths))
	}
}

// BenchmarkExtractLong shows that time grows with the text, and how much memory is alive at most while it is read.
func BenchmarkExtractLong(b *testing.B) {
	rules := newRules(b)
	run := func(name, text string) {
		doc := document("long", "2024-01-01", text)
		b.Run(name, func(b *testing.B) {
			top := watchMemory(b)
			for b.Loop() {
				if _, err := rules.Extract(context.Background(), doc); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(top(), "MB-alive")
			b.ReportMetric(float64(len(strings.Fields(text))*b.N)/b.Elapsed().Seconds(), "words/s")
		})
	}
	for _, bytes := range []int{625_000, 1_250_000, 2_500_000, 5_000_000} {
		run(fmt.Sprintf("document/%dkB", bytes/1000), longText(b, bytes))
	}
	run("paragraph/5000kB", shapes["paragraph"](b, 5_000_000))
	for _, copies := range []int{5_000, 20_000} { // of the same people, by the same titles
		run(fmt.Sprintf("repeated/%dtimes", copies), strings.Repeat("Russia condemned Iran and the president of Chad ", copies))
	}
	for _, words := range []int{5_000, 20_000} {
		run(fmt.Sprintf("sentence/%dwords", words), longSentence(b, words))
	}
}

// watchMemory notes the live heap after each collection; the function returned ends the watch and gives the most, in MB.
func watchMemory(b *testing.B) func() float64 {
	b.Helper()
	runtime.GC()
	stop, most := make(chan struct{}), make(chan uint64)
	go func() {
		top := uint64(0)
		alive := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		for tick := time.NewTicker(20 * time.Millisecond); ; {
			select {
			case <-tick.C:
				metrics.Read(alive)
				top = max(top, alive[0].Value.Uint64())
			case <-stop:
				tick.Stop()
				most <- top
				return
			}
		}
	}()
	return func() float64 {
		close(stop)
		return float64(<-most) / 1e6
	}
}

// BenchmarkPipeline is the whole of reading over ordinary documents, one after the other on one core.
func BenchmarkPipeline(b *testing.B) {
	rules := newRules(b)
	all, err := dispatches.All()
	if err != nil {
		b.Fatal(err)
	}
	var docs []diplo.Document
	sentences := 0
	for _, d := range all {
		doc := document(d.Name, d.Name[:4]+"-01-01", string(d.Text))
		a := &analysis{doc: doc, rules: rules, cast: newCast()}
		cutSentences(a)
		sentences += len(a.sentences)
		docs = append(docs, doc)
	}
	for b.Loop() {
		for _, doc := range docs {
			if _, err := rules.Extract(context.Background(), doc); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(sentences*b.N)/b.Elapsed().Seconds(), "sentences/s")
}
