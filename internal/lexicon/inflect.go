package lexicon

import (
	"maps"
	"slices"
	"strings"
)

func sorted(set map[string]bool) []string {
	words := make([]string, 0, len(set))
	for w := range set {
		words = append(words, w)
	}
	slices.Sort(words)
	return words
}

// inflect fills the form tables from every word that a frame or class names: classes whose name ends in "verb" are verbs,
// the others nouns.
func (l *Lexicon) inflect() {
	for _, f := range l.all {
		for _, lemma := range f.Lemmas {
			switch f.Form {
			case Verb:
				l.addVerb(lemma)
			case Noun:
				l.addNoun(lemma)
			}
		}
		for _, need := range f.Needs {
			for _, w := range sorted(need.Words) {
				l.addNoun(w)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(l.classes)) {
		for _, w := range sorted(l.classes[name]) {
			if strings.HasSuffix(name, "verb") {
				l.addVerb(w)
			} else {
				l.addNoun(w)
			}
		}
	}
	for form, lemma := range irregular {
		if l.verbs[lemma] != "" {
			l.verbs[form] = lemma
		}
	}
	for form, lemma := range irregularPlurals {
		l.nouns[form] = lemma
	}
}

func (l *Lexicon) addNoun(w string) {
	l.nouns[w] = w
	if p := plural(w); l.nouns[p] == "" {
		l.nouns[p] = w
	}
}

func (l *Lexicon) addVerb(w string) {
	put := func(form string) {
		if l.verbs[form] == "" || form == w {
			l.verbs[form] = w
		}
	}
	put(w)
	put(plural(w))
	stem := w
	switch {
	case strings.HasSuffix(w, "ee"), strings.HasSuffix(w, "ye"), strings.HasSuffix(w, "oe"):
		put(w + "d")
		put(w + "ing")
		return
	case strings.HasSuffix(w, "ie"):
		put(w + "d")
		put(w[:len(w)-2] + "ying")
		return
	case strings.HasSuffix(w, "e"):
		stem = w[:len(w)-1]
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		put(w[:len(w)-1] + "ied")
		put(w + "ing")
		return
	case strings.HasSuffix(w, "c"):
		put(w + "ked")
		put(w + "king")
	}
	put(stem + "ed")
	put(stem + "ing")
	if doubles(w) {
		put(w + w[len(w)-1:] + "ed")
		put(w + w[len(w)-1:] + "ing")
	}
}

// doubles says whether a final consonant may be written twice: "ban, banned", "travel, travelled". Forms that do not
// exist do no harm.
func doubles(w string) bool {
	if len(w) < 3 {
		return false
	}
	last, vowel, before := w[len(w)-1], w[len(w)-2], w[len(w)-3]
	isVowel := func(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }
	return !isVowel(last) && strings.IndexByte("wxy", last) < 0 && isVowel(vowel) && (!isVowel(before) || before == 'u')
}

func plural(w string) string {
	switch {
	case strings.HasSuffix(w, "man"):
		return w[:len(w)-2] + "en"
	case strings.HasSuffix(w, "y") && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "ch"),
		strings.HasSuffix(w, "sh"), w == "veto", w == "embargo", w == "go", w == "do":
		return w + "es"
	}
	return w + "s"
}

// irregular lists verb forms that the rules of English spelling do not give.
var irregular = map[string]string{
	"met": "meet", "held": "hold", "spoke": "speak", "spoken": "speak", "said": "say", "told": "tell", "gave": "give", "given": "give",
	"took": "take", "taken": "take", "struck": "strike", "stricken": "strike", "shot": "shoot", "fought": "fight", "sent": "send",
	"withdrew": "withdraw", "withdrawn": "withdraw", "broke": "break", "broken": "break", "cut": "cut", "hit": "hit", "put": "put",
	"made": "make", "had": "have", "has": "have", "having": "have", "came": "come", "went": "go", "gone": "go", "began": "begin", "begun": "begin",
	"thought": "think", "sought": "seek", "brought": "bring", "bought": "buy", "sold": "sell", "swore": "swear", "sworn": "swear",
	"stood": "stand", "understood": "understand", "saw": "see", "seen": "see", "flew": "fly", "flown": "fly", "led": "lead",
	"laid": "lay", "paid": "pay", "left": "leave", "lost": "lose", "won": "win", "forbade": "forbid", "forbidden": "forbid",
	"overthrew": "overthrow", "overthrown": "overthrow", "threw": "throw", "thrown": "throw", "drew": "draw", "drawn": "draw",
	"froze": "freeze", "frozen": "freeze", "forgot": "forget", "hid": "hide", "hidden": "hide", "stuck": "stick", "bound": "bind", "fled": "flee", "slid": "slide",
	"split": "split", "spread": "spread", "rode": "ride", "woke": "wake", "wound": "wind", "swung": "swing", "clung": "cling", "bent": "bend", "lent": "lend", "caught": "catch",
	"foresaw": "foresee", "overcame": "overcome", "withstood": "withstand", "misled": "mislead", "leapt": "leap", "pled": "plead", "quit": "quit", "cost": "cost", "burst": "burst",
	"wrote": "write", "written": "write", "knew": "know", "known": "know", "kept": "keep", "felt": "feel", "found": "find",
	"got": "get", "gotten": "get", "let": "let", "set": "set", "shed": "shed", "shut": "shut", "slew": "slay", "spent": "spend", "stole": "steal",
	"stolen": "steal", "swept": "sweep", "taught": "teach", "tore": "tear", "torn": "tear", "underwent": "undergo", "upheld": "uphold",
	"withheld": "withhold", "bade": "bid", "beat": "beat", "beaten": "beat", "became": "become", "chose": "choose",
	"chosen": "choose", "dealt": "deal", "drove": "drive", "driven": "drive", "fell": "fall", "fallen": "fall", "fed": "feed", "forgave": "forgive",
	"forgiven": "forgive", "hung": "hang", "meant": "mean", "rose": "rise", "ran": "run", "shook": "shake", "shaken": "shake", "sank": "sink",
	"sunk": "sink", "blew": "blow", "blown": "blow", "ceded": "cede", "co-operated": "co-operate", "retook": "retake", "retaken": "retake",
	"sat": "sit", "bore": "bear", "borne": "bear", "ate": "eat", "spat": "spit", "strove": "strive", "sprang": "spring", "sprung": "spring", "sang": "sing",
	"rang": "ring", "rung": "ring", "forwent": "forgo", "forewarned": "forewarn", "slung": "sling", "flung": "fling", "dug": "dig", "read": "read", "leaned": "lean",
	"leant": "lean", "withdrawing": "withdraw", "lied": "lie", "lying": "lie", "ground": "grind", "shone": "shine", "bidden": "bid", "wept": "weep", "crept": "creep", "slunk": "slink",
	"undertook": "undertake", "undertaken": "undertake", "refusing": "refuse",
	"is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "'s": "be", "'re": "be", "am": "be",
}

var irregularPlurals = map[string]string{"people": "people", "men": "man", "women": "woman", "children": "child", "crises": "crisis",
	"allies": "ally", "envoys": "envoy", "embargoes": "embargo", "vetoes": "veto", "personnel": "personnel", "aircraft": "aircraft"}
