package lexicon

import (
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

func load(t *testing.T) *Lexicon {
	t.Helper()
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Every type that words can tell has a frame; offices and advisers are told by titles.
func TestEveryTypeHasAFrame(t *testing.T) {
	l := load(t)
	has := map[diplo.Type]bool{"HOLDS_OFFICE": true, "ADVISES": true}
	for _, f := range l.All() {
		has[f.Type] = true
	}
	for _, row := range diplo.Types() {
		if !has[row.Code] {
			t.Errorf("%s has no frame", row.Code)
		}
	}
}

func TestLemma(t *testing.T) {
	l := load(t)
	for _, c := range []struct{ form, tag, want string }{
		{"condemned", "VERB", "condemn"}, {"met", "VERB", "meet"}, {"withdrew", "VERB", "withdraw"}, {"accuses", "VERB", "accuse"},
		{"denied", "VERB", "deny"}, {"agreeing", "VERB", "agree"}, {"banned", "VERB", "ban"}, {"Urging", "VERB", "urge"}, {"frozen", "VERB", "freeze"},
		{"sanctions", "NOUN", "sanction"}, {"countries", "NOUN", "country"}, {"allies", "NOUN", "ally"}, {"servicemen", "NOUN", "serviceman"},
		{"breaches", "NOUN", "breach"}, {"zebras", "NOUN", "zebras"}, {"wobbled", "VERB", "wobbled"},
	} {
		if got := l.Lemma(c.form, c.tag); got != c.want {
			t.Errorf("%s as %s: %q, want %q", c.form, c.tag, got, c.want)
		}
	}
	if l.VerbLemma("zebra") != "" || l.NounLemma("sanctions") != "sanction" {
		t.Error("unknown verbs have no lemma, known nouns have theirs")
	}
}

// A plural written beside its singular would be a word of its own, which no frame of the singular sees.
func TestNoPluralStandsBesideItsSingular(t *testing.T) {
	own := map[string]bool{"backwards": true, "das": true, "dos": true, "mrs": true, "proceedings": true, "thanks": true, "waters": true, "words": true}
	l := load(t)
	for w, lemma := range l.nouns {
		if s, plural := strings.CutSuffix(w, "s"); plural && w == lemma && l.nouns[s] == s && !own[w] {
			t.Errorf("%q is written beside %q: write the singular alone", w, s)
		}
	}
}

func TestFramesSayWhatIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		"CONDEMNS verb condemn":                    "two or three parts",
		"CONDEMNS verb | obj":                      "type, form and a word",
		"LAMENTS verb lament | obj":                "no statement type",
		"CONDEMNS gerund condemning | obj":         "no form",
		"CONDEMNS verb condemn |":                  "an object slot",
		"CONDEMNS verb condemn obj=@nothing | obj": "no class",
		"CONDEMNS verb condemn | obj | loudly":     "unknown option",
		"CONDEMNS verb condemn | obj | conf=2":     "confidence",
	} {
		l := load(t)
		err := l.readFrames("test.frames", "# a comment\n"+line)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "test.frames:2") {
			t.Errorf("%q: %v, want %q at test.frames:2", line, err, want)
		}
	}
}

func TestParseFrame(t *testing.T) {
	l := load(t)
	f, err := l.parseFrame("CRITICIZES noun concern +over obj=deed,@media in_front_of=table | obj ahead_of | conf=.25 planned negative negated direct people persons subj=poss,subj")
	if err != nil {
		t.Fatal(err)
	}
	if f.Particle != "over" || len(f.Needs) != 2 || !f.Needs[0].Words["deed"] || !f.Needs[0].Words["reuters"] || f.Needs[1].Slot != "in front of" ||
		f.Objects[1] != "ahead of" || f.Confidence != .25 || f.Modality != diplo.Planned || !f.Negative || !f.Negated || !f.Direct || !f.People ||
		f.Subjects[0] != Possessor || f.ObjectKinds[0] != diplo.Person || f.Rule != "CRITICIZES/noun:concern" {
		t.Errorf("%+v", f)
	}
}

func TestClassesSayWhatIsWrong(t *testing.T) {
	l := load(t)
	if err := l.readClasses("a_class words"); err == nil || !strings.Contains(err.Error(), "words.txt:1") {
		t.Errorf("no colon: %v", err)
	}
	if err := l.readClasses("a: b\nc: @missing"); err == nil || !strings.Contains(err.Error(), "words.txt:2") {
		t.Errorf("class below: %v", err)
	}
	if err := l.readClasses("a: phone_call b # c\nd: @a"); err != nil || !l.In("d", "phone call") || l.In("d", "c") {
		t.Errorf("%v %v", err, l.Class("d"))
	}
}
