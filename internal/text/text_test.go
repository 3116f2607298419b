package text

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// lines renders the sentences of a text, tokens divided by blanks.
func lines(d Doc) []string {
	var out []string
	for _, s := range d.Sentences {
		var words []string
		for _, t := range s.Tokens {
			words = append(words, t.Text)
		}
		out = append(out, strings.Join(words, " "))
	}
	return out
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"clitics", "Putin's aide didn't say they'd meet. The states' envoys can't.",
			[]string{"Putin 's aide did n't say they 'd meet .", "The states ' envoys ca n't ."}},
		{"curly marks", "Xi’s reply: “We’ll talk,” he said.", []string{`Xi 's reply : " We 'll talk , " he said .`}},
		{"hyphens", "The U.S.-backed, Saudi-led pro-Western ex-minister flew in mid-2022 on an F-16.",
			[]string{"The U.S. - backed , Saudi - led pro-Western ex-minister flew in mid-2022 on an F - 16 ."}},
		{"non-breaking hyphen and space", "a Moscow\u2011based\u00a0envoy", []string{"a Moscow - based envoy"}},
		{"numbers", "It paid $1.5bn, €20 and US$3m (5%) on 19/06/2025 at 10:30pm in 2014-15.",
			[]string{"It paid $ 1.5 bn , € 20 and US$ 3 m ( 5 % ) on 19/06/2025 at 10:30 pm in 2014 - 15 ."}},
		{"addresses", "See https://example.org/a.b?c=1, mail press@example.org or @mfa_russia.",
			[]string{"See https://example.org/a.b?c=1 , mail press@example.org or @mfa_russia ."}},
		{"titles", "Mr. Lavrov met Gen. J. F. Kelly of the U.S. on Tuesday. He left at 5 p.m. The talks failed.",
			[]string{"Mr. Lavrov met Gen. J. F. Kelly of the U.S. on Tuesday .", "He left at 5 p.m.", "The talks failed ."}},
		{"state before a name", "The U.S. President spoke. It angered the U.S. The envoy left.",
			[]string{"The U.S. President spoke .", "It angered the U.S.", "The envoy left ."}},
		{"number sign", "He said no. No. 10 is silent.", []string{"He said no .", "No. 10 is silent ."}},
		{"company", "Gazprom Inc. said so. Oil Co. The rest is not known.",
			[]string{"Gazprom Inc. said so .", "Oil Co.", "The rest is not known ."}},
		{"quoted question", `"Is it war?" Putin asked. "No!" she said. "Why?" The hall fell silent.`,
			[]string{`" Is it war ? " Putin asked .`, `" No ! " she said .`, `" Why ? "`, "The hall fell silent ."}},
		{"missing blank", "The talks ended.They will resume.", []string{"The talks ended .", "They will resume ."}},
		{"ellipsis", "We wait... and wait. He paused… Nobody spoke.",
			[]string{"We wait ... and wait .", "He paused …", "Nobody spoke ."}},
		{"brackets", "He left (Iran denied it). It (the bloc) stayed.", []string{"He left ( Iran denied it ) .", "It ( the bloc ) stayed ."}},
		{"wrapped lines", "The foreign minister of the republic flew to Geneva for\ntalks with his counterpart from the other bank of the\nriver.",
			[]string{"The foreign minister of the republic flew to Geneva for talks with his counterpart from the other bank of the river ."}},
		{"list", "They agreed:\n- to meet again\n- to free prisoners\n", []string{"They agreed :", "- to meet again", "- to free prisoners"}},
		{"html", "<p>Iran &amp; Israel<br>They agreed.</p><p>AT&amp;T&#8217;s <b>boss</b> left.</p><script>x < 1. No.</script>",
			[]string{"Iran & Israel", "They agreed .", "AT&T 's boss left ."}},
		{"no markup", "If a<b and c>d, x < y & z.", []string{"If a < b and c > d , x < y & z ."}},
		{"markdown", "## The call\n\nPutin **spoke** with [Xi](https://example.org/xi).",
			[]string{"## The call", "Putin spoke with Xi ."}},
		{"invisible", "Pu\u00adtin\u200b spoke\u2028Xi listened", []string{"Putin spoke", "Xi listened"}},
		{"elisions", "In the '90s rock 'n' roll hit '68 and '' so '' on.", []string{"In the '90s rock 'n ' roll hit '68 and '' so '' on ."}},
		{"signs", "It fell by -5 to +3 :-) and a (b [c] {d}) <<e>>", []string{"It fell by -5 to +3 :-) and a ( b [ c ] { d } ) << e >>"}},
		{"abbreviation of dates", "It met Jan. 5, Sat. 7 and Sept. 9. On Sat. Nobody met in Mar. The end.",
			[]string{"It met Jan. 5 , Sat. 7 and Sept. 9 .", "On Sat .", "Nobody met in Mar .", "The end ."}},
		{"spoken by two", "“When?” the envoy asked. “Now!” Gen. Hadi of Iran replied.",
			[]string{`" When ? " the envoy asked .`, `" Now ! " Gen. Hadi of Iran replied .`}},
		{"other scripts", "会谈结束。双方同意。 هل انتهى؟", []string{"会谈结束 。", "双方同意 。", "هل انتهى ؟"}},
		{"nothing", " \n\t\n ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, lines(Split(c.text, 0))); diff != "" {
				t.Errorf("Split(%q) (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

// TestOffsets holds that tokens point at the original, header, markup and entities included.
func TestOffsets(t *testing.T) {
	const text = "title: x\n\nThe <b>EU</b>&#8217;s “envoy” left&nbsp;it."
	want := []string{"The", "EU", "&#8217;s", "“", "envoy", "”", "left", "it", "."}
	var got []string
	for _, s := range Split(text, 10).Sentences {
		for _, tok := range s.Tokens {
			got = append(got, text[tok.Start:tok.End])
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("originals (-want +got):\n%s", diff)
	}
}

func TestLead(t *testing.T) {
	for _, c := range []struct {
		text string
		lead int
	}{
		{"MOSCOW, June 19 (Reuters) - Putin spoke.", 8},
		{"KYIV — Ukraine said so.", 2},
		{"WASHINGTON, D.C. (AP) -- The envoy left.", 7},
		{"Doha, Qatar – The foreign minister of Qatar met his counterpart from Iran on Monday.", 4},
		{"GENEVA, 3 March – Delegations met.", 5},
		{"- to meet again", 1},
		{"• to meet again", 1},
		{"2. They met again.", 2},
		{"Putin – who met Xi – left.", 0},
		{"Talks between Iran and Israel - the first - began.", 0},
		{"NATO - which has 32 members - met.", 0},
		{"MOSCOW –", 0},
	} {
		s := Split(c.text, 0).Sentences[0]
		if s.Lead != c.lead {
			t.Errorf("%q: lead %d, want %d", c.text, s.Lead, c.lead)
		}
	}
}

func TestSentenceKinds(t *testing.T) {
	const text = `Putin calls Xi over Iran

## Background

The two spoke. They agreed.

Photo: Kremlin press service

Leaders shake hands. (Getty Images)

Sanctions	2014	2022
Tariffs	2018	2025

"It is over. We go home.

"We never come back," he said. The end`
	type kinds struct {
		Text                              string
		Headline, Caption, Table, InQuote bool
	}
	var got []kinds
	for i, s := range Split(text, 0).Sentences {
		got = append(got, kinds{lines(Split(text, 0))[i], s.Headline, s.Caption, s.Table, s.InQuote})
	}
	want := []kinds{
		{Text: "Putin calls Xi over Iran", Headline: true},
		{Text: "## Background", Headline: true},
		{Text: "The two spoke ."}, {Text: "They agreed ."},
		{Text: "Photo : Kremlin press service", Caption: true},
		{Text: "Leaders shake hands .", Caption: true}, {Text: "( Getty Images )", Caption: true},
		{Text: "Sanctions 2014 2022", Table: true}, {Text: "Tariffs 2018 2025", Table: true},
		{Text: `" It is over .`}, {Text: "We go home .", InQuote: true},
		{Text: `" We never come back , " he said .`, InQuote: true}, {Text: "The end"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestQuotations(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{`He said "no" and “yes”.`, []string{`"no"`, "“yes”"}},
		{"“One. Two.\n\n“Three,” he said.", []string{"“One. Two.\n\n“Three,”"}},
		{"“One. Two.\n\nThree, he said.", []string{"“One. Two."}},
		{"It was 'a “grave” threat', he said of the states' envoys.", []string{"'a “grave” threat'"}},
		{"The states' envoys left in the '90s.", nil},
	} {
		var got []string
		for _, q := range Split(c.text, 0).Quotations {
			got = append(got, c.text[q.Start:q.End])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestLanguage(t *testing.T) {
	for want, text := range map[string]string{
		"en": "The foreign minister said that the talks with Iran were over and that he will not return to Geneva.",
		"fr": "Le ministre des affaires étrangères a déclaré que les pourparlers avec l'Iran sont dans une impasse pour le moment.",
		"de": "Der Außenminister sagte, dass die Gespräche mit dem Iran nicht zu einem Ergebnis geführt haben und er auf eine Antwort wartet.",
		"es": "El ministro de exteriores dijo que las conversaciones con Irán no han terminado y que el acuerdo es para todos los países.",
		"ru": "Президент России заявил, что он не намерен встречаться с ним и что это его последнее слово по вопросу о мире.",
		"ar": "قال وزير الخارجية إن المحادثات انتهت",
		"zh": "外交部发言人表示，会谈已经结束。",
		"":   "Tokyo 42.",
	} {
		if got := Split(text, 0).Language; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestShortEnglishIsNoOtherLanguage(t *testing.T) {
	for _, text := range []string{
		"Japan pledged Bangladesh a bridge and a deep-water berth.",
		"President Luiz Inacio Lula da Silva met Staffan de Mistura",
	} {
		if got := Split(text, 0).Language; got != "" && got != "en" {
			t.Errorf("%q is %q", text, got)
		}
	}
}

// checkDoc holds what is true of every Doc.
func checkDoc(t *testing.T, text string, from int, d Doc) {
	t.Helper()
	from = min(max(from, 0), len(text))
	valid := utf8.ValidString(text[from:])
	at, sentences := from, 0
	for i, p := range d.Paragraphs {
		if p.First != sentences || p.Last <= p.First || p.Last > len(d.Sentences) {
			t.Fatalf("paragraph %d holds sentences %d to %d after %d", i, p.First, p.Last, sentences)
		}
		sentences = p.Last
		if p.Start != d.Sentences[p.First].Start || p.End != d.Sentences[p.Last-1].End {
			t.Fatalf("paragraph %d is not where its sentences are", i)
		}
		for _, s := range d.Sentences[p.First:p.Last] {
			if s.Paragraph != i || len(s.Tokens) == 0 || s.Lead < 0 || s.Lead >= len(s.Tokens) ||
				s.Start != s.Tokens[0].Start || s.End != s.Tokens[len(s.Tokens)-1].End {
				t.Fatalf("bad sentence %+v", s)
			}
			for _, tok := range s.Tokens {
				if tok.Start < at || tok.End <= tok.Start || tok.End > len(text) || tok.Text == "" {
					t.Fatalf("bad token %+v after offset %d", tok, at)
				}
				if valid && !(utf8.ValidString(tok.Text) && utf8.ValidString(text[tok.Start:tok.End])) {
					t.Fatalf("token %+v cuts a character", tok)
				}
				at = tok.End
			}
		}
	}
	if sentences != len(d.Sentences) {
		t.Fatalf("%d sentences outside paragraphs", len(d.Sentences)-sentences)
	}
	for i, q := range d.Quotations {
		if q.End <= q.Start || q.End > len(text) || i > 0 && q.Start < d.Quotations[i-1].End {
			t.Fatalf("bad quotation %+v", q)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"", "title: x\n\nMr. X said “no.” <b>Yes</b> &amp; &#x1F600;", "\x00\xff\xfe\xe2\x80", "a.b.c. U.S.", "''' \"' 'tis ''",
		"<script><script>", "[a](b)[c](", "-\n-\n* \n#### \n1. ", "wouldn't've n't 's", "\u2028\u2029\u00ad", "—\t|\t|\t|", "@a#b http:// www. a@b. $", "..?!.", "&ZeroWidthSpace;&#0;&nGt;"} {
		f.Add(s, 0)
	}
	f.Fuzz(func(t *testing.T, s string, from int) {
		checkDoc(t, s, from, Split(s, from))
	})
}

// TestLinear holds that texts made to be looked at again and again take time in proportion to their length: 32 times the
// text less than 256 times the time, where a quadratic splitter would take 1024 times. The best of five counts, since the
// machine has other things to do as well.
func TestLinear(t *testing.T) {
	const short, factor = 1 << 11, 32
	spent := func(text string) time.Duration {
		start := time.Now()
		Split(text, 0)
		return time.Since(start)
	}
	for _, unit := range []string{"<", "<script>", "<!--", "&", "[", "](", "[a](", "\"", "“", "'", "-", "a-", "a.", "1-", "1.1-", "a@", "U.S. ", "\n", "\n\n", "- \n", "a\n", "\x04", "'s", "n't", "?”", "() ", "A ", "J.\u00a0"} {
		text := strings.Repeat(unit, short/len(unit))
		long := strings.Repeat(text, factor)
		base, best := time.Hour, time.Hour
		for range 5 {
			base, best = min(base, spent(text)), min(best, spent(long))
		}
		if best > 8*factor*base {
			t.Errorf("%q repeated: %v for %d bytes, %v for %d", unit, base, len(text), best, len(long))
		}
		checkDoc(t, long, 0, Split(long, 0))
	}
}

func BenchmarkSplit(b *testing.B) {
	unit := "Putin’s envoy, who met Xi in Beijing on June 19, said the U.S.-led bloc “didn’t” reply to Russia's offer of talks.\n\n"
	text := strings.Repeat(unit, 1000)
	n := 0
	for b.Loop() {
		n = 0
		for _, s := range Split(text, 0).Sentences {
			n += len(s.Tokens)
		}
	}
	b.SetBytes(int64(len(text)))
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds()/1e6, "Mtokens/s")
}
