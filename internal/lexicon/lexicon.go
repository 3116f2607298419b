// Package lexicon says what English words do to whom: the frames that turn a verb or a noun in a dependency tree into a
// statement type with its subject and object, and the word classes that the extractor's other stages ask about.
//
// The data are one readable file per family of types (data/*.frames) and one of word classes (data/words.txt), embedded
// and checked when they are loaded. A frame line has three parts divided by "|":
//
//	TYPE form lemma... [+particle] [obj=words] [prep=words] | object slots | options
//
// Forms: verb, noun, adj (after a copula; "behind_attack" and "against_*" are predicates too: "is behind the attack", "is
// against the plan"). "obj=" asks that the direct object's head be one of the words or of a class
// (@sanction); "at=", "from=" and so on ask the same of a prepositional complement. Slots are tried in order, and the
// first that holds an actor wins; see [Slot].
package lexicon

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

//go:embed data
var data embed.FS

// Form is the part of speech that a frame's trigger has.
type Form string

// The forms of triggers.
const (
	Verb      Form = "verb"
	Noun      Form = "noun"
	Adjective Form = "adj"
	Modal     Form = "modal" // an auxiliary: the trigger stands for its verb
)

// Slot is a place in the tree where an actor is looked for: a grammatical function or a preposition.
type Slot string

// The slots that are no prepositions. Any other slot is a preposition ("on"), whose complement is meant whether it hangs
// on the trigger, on its object or on the verb that governs a noun.
const (
	SubjectSlot    Slot = "subj"      // the agent: active subject, passive "by", controller, possessor of a noun
	ObjectSlot     Slot = "obj"       // direct object, passive subject
	IndirectObject Slot = "iobj"      // indirect object
	Possessor      Slot = "poss"      // possessor, demonym or name before a noun: "Israel's", "Israeli"
	ObjPoss        Slot = "objposs"   // the possessor, or the "of", "by" or "with" complement, of the direct object
	Mutual         Slot = "mutual"    // the members of a plural subject among themselves
	Complement     Slot = "called"    // in requirements: what the object is called, "called the raid a crime"
	Content        Slot = "comp"      // the actor that the content clause is about: its subject
	Bidden         Slot = "bidden"    // the same, where the clause says what that actor shall do: "insisted that X sign"
	Target         Slot = "target"    // the actor that the content clause acts on: its objects, then its prepositional complements
	Partner        Slot = "partner"   // the addressee: whom the speaker tells it, else whom he talks to in the same act
	Disputants     Slot = "conflict"  // a conflict named or described in the clause, else the one that the document is about
	Owner          Slot = "owner"     // whose the thing is that the frame's words name: the ambassador's state
	Within         Slot = "within"    // a state named inside the words that the frame asks for
	Told           Slot = "told"      // whom the speaker tells it: "X told Y that ..."
	Accuser        Slot = "accuser"   // who charged the subject in the sentences before
	Answerer       Slot = "answerer"  // who answers the request or charge that the noun tells: "X denied Y's accusation"
	Cause          Slot = "cause"     // the agent of a verb that governs the noun: "drew condemnation from"
	Self           Slot = "self"      // the trigger's own nominal: "is in Beijing"
	Context        Slot = "context"   // the actor that the sentences before speak to or complain of
	Addressee      Slot = "addressee" // the object of the verb that happens in the act: "in a call, X urged Y"
	Named          Slot = "named"     // a state's name before the noun, beside its possessor: "his Cuba visit"
	Enjoyer        Slot = "enjoyer"   // the agent of the verb that is done with it: "with support from X, Y has held on"
	Rival          Slot = "rival"     // the other party of the dispute that the document is about
	Parties        Slot = "parties"   // a conflict, but only between parties that the sentence names
	Antecedent     Slot = "relative"  // the noun that the trigger's participial or relative clause describes
	Speech         Slot = "speaker"   // who says the clause that holds the trigger
	Any            Slot = "any"       // the nearest other actor of the clause
)

// Words that a frame may ask for instead of a word.
const (
	AnyVerb    = "*"  // any infinitive, also under the object: "gave Chad a day to decide"
	AnyWord    = "*"  // of other complements: any at all, "clashed over ..."
	Infinitive = "to" // any infinitive of a verb without object: "has to decide"
)

// Requirement restricts a complement of the trigger to a set of head words.
type Requirement struct {
	Slot  Slot
	Words map[string]bool // lemmas
}

// Frame is one line of the lexicon: words that make a statement of a type.
type Frame struct {
	Type        diplo.Type
	Form        Form
	Lemmas      []string
	Particle    string // "out" in "hit out", "" for none
	Needs       []Requirement
	Objects     []Slot
	ObjectKinds []diplo.Kind // narrower than the type allows; nil for all of those
	Subjects    []Slot       // default SubjectSlot
	Modality    diplo.Modality
	Negative    bool
	Negated     bool    // only where negated: "cannot accept" rejects
	Direct      bool    // the object must be an actor itself, not the owner of a thing or deed
	Bound       bool    // the prepositions of the object slots belong to the trigger, whatever noun stands before them
	Beside      bool    // said beside what another frame of the trigger says, not in its place
	Named       bool    // the object must be named, no pronoun
	People      bool    // the object's words are people: they stand for their state or organization
	Confidence  float64 // that a match says this
	Rule        string  // "CONDEMNS/verb:condemn", unique enough to measure by
}

// Lexicon holds the frames by trigger and the word classes. It does not change and is safe for concurrent use.
type Lexicon struct {
	frames  map[Form]map[string][]*Frame
	classes map[string]map[string]bool
	verbs   map[string]string // inflected form -> lemma
	nouns   map[string]string
	all     []*Frame
}

// Load reads and checks the embedded data. An error names file and line.
func Load() (*Lexicon, error) {
	l := &Lexicon{
		frames:  map[Form]map[string][]*Frame{Verb: {}, Noun: {}, Adjective: {}, Modal: {}},
		classes: map[string]map[string]bool{}, verbs: map[string]string{}, nouns: map[string]string{},
	}
	words, err := data.ReadFile("data/words.txt")
	if err != nil {
		return nil, err
	}
	if err := l.readClasses(string(words)); err != nil {
		return nil, err
	}
	files, err := data.ReadDir("data")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		if path.Ext(f.Name()) != ".frames" {
			continue
		}
		text, err := data.ReadFile("data/" + f.Name())
		if err != nil {
			return nil, err
		}
		if err := l.readFrames(f.Name(), string(text)); err != nil {
			return nil, err
		}
	}
	l.inflect()
	return l, nil
}

// Frames returns the frames that a lemma of that form triggers, in the order of the files; the slice is shared.
func (l *Lexicon) Frames(form Form, lemma string) []*Frame { return l.frames[form][lemma] }

// All returns every frame in the order of the files.
func (l *Lexicon) All() []*Frame { return slices.Clone(l.all) }

// In reports whether a lemma belongs to a word class of data/words.txt. An unknown class has no words.
func (l *Lexicon) In(class, lemma string) bool { return l.classes[class][lemma] }

// Class returns the words of a class, nil for an unknown one; the map is shared.
func (l *Lexicon) Class(name string) map[string]bool { return l.classes[name] }

// Lemma returns the base form of a word as the tag's part of speech (UPOS) has it; words that no frame or class names
// come back in lower case.
func (l *Lexicon) Lemma(form, upos string) string {
	w := strings.ToLower(form)
	first, second := l.nouns, l.verbs
	if upos == "VERB" || upos == "AUX" {
		first, second = second, first
	}
	if lemma, ok := first[w]; ok {
		return lemma
	}
	if upos == "VERB" || upos == "NOUN" || upos == "PROPN" {
		return w
	}
	if lemma, ok := second[w]; ok {
		return lemma
	}
	return w
}

// VerbLemma returns the lemma of a form of a verb that the lexicon knows, "" for any other word.
func (l *Lexicon) VerbLemma(form string) string { return l.verbs[strings.ToLower(form)] }

// NounLemma is the same for nouns.
func (l *Lexicon) NounLemma(form string) string { return l.nouns[strings.ToLower(form)] }

func (l *Lexicon) readClasses(text string) error {
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, words, ok := strings.Cut(line, ":")
		if !ok {
			return fmt.Errorf("lexicon words.txt:%d: no colon after the name of the class", n+1)
		}
		name = strings.TrimSpace(name)
		class := l.classes[name]
		if class == nil {
			class = map[string]bool{}
			l.classes[name] = class
		}
		for _, w := range strings.Fields(words) {
			if other, ok := strings.CutPrefix(w, "@"); ok {
				if l.classes[other] == nil {
					return fmt.Errorf("lexicon words.txt:%d: no class %q above this line", n+1, other)
				}
				for x := range l.classes[other] {
					class[x] = true
				}
				continue
			}
			class[strings.ReplaceAll(w, "_", " ")] = true
		}
	}
	return nil
}
