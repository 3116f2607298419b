package lexicon

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
)

// readFrames adds the frames of one file.
func (l *Lexicon) readFrames(file, text string) error {
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		if strings.TrimSpace(line) == "" {
			continue
		}
		f, err := l.parseFrame(line)
		if err != nil {
			return fmt.Errorf("lexicon %s:%d: %w", file, n+1, err)
		}
		l.all = append(l.all, f)
		for _, lemma := range f.Lemmas {
			l.frames[f.Form][lemma] = append(l.frames[f.Form][lemma], f)
		}
	}
	return nil
}

// parseFrame reads "TYPE form lemma... | slots | options".
func (l *Lexicon) parseFrame(line string) (*Frame, error) {
	parts := strings.Split(line, "|")
	if len(parts) < 2 || len(parts) > 3 {
		return nil, fmt.Errorf("a frame has two or three parts divided by |, not %d", len(parts))
	}
	head := strings.Fields(parts[0])
	if len(head) < 3 {
		return nil, fmt.Errorf("a frame begins with type, form and a word")
	}
	f := &Frame{Type: diplo.Type(head[0]), Form: Form(head[1]), Confidence: 0.8, Modality: diplo.Actual, Subjects: []Slot{SubjectSlot}}
	if _, ok := f.Type.Info(); !ok {
		return nil, fmt.Errorf("%q is no statement type", head[0])
	}
	if l.frames[f.Form] == nil {
		return nil, fmt.Errorf("%q is no form: use verb, noun, adj or modal", head[1])
	}
	for _, w := range head[2:] {
		if err := l.parseWord(f, w); err != nil {
			return nil, err
		}
	}
	for _, s := range strings.Fields(parts[1]) {
		f.Objects = append(f.Objects, slotOf(s))
	}
	if len(f.Lemmas) == 0 || len(f.Objects) == 0 {
		return nil, fmt.Errorf("a frame needs a word and an object slot")
	}
	f.Rule = fmt.Sprintf("%s/%s:%s", f.Type, f.Form, f.Lemmas[0])
	if len(parts) == 3 {
		for _, o := range strings.Fields(parts[2]) {
			if err := parseOption(f, o); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// parseWord reads a trigger, a particle or a requirement.
func (l *Lexicon) parseWord(f *Frame, w string) error {
	if p, ok := strings.CutPrefix(w, "+"); ok {
		f.Particle = p
		return nil
	}
	slot, words, ok := strings.Cut(w, "=")
	if !ok {
		if class, isClass := strings.CutPrefix(w, "@"); isClass {
			if l.classes[class] == nil {
				return fmt.Errorf("no class %q", class)
			}
			f.Lemmas = append(f.Lemmas, sorted(l.classes[class])...)
			return nil
		}
		f.Lemmas = append(f.Lemmas, strings.ReplaceAll(w, "_", " "))
		return nil
	}
	need := Requirement{Slot: slotOf(slot), Words: map[string]bool{}}
	for _, x := range strings.Split(words, ",") {
		if class, isClass := strings.CutPrefix(x, "@"); isClass {
			if l.classes[class] == nil {
				return fmt.Errorf("no class %q", class)
			}
			for y := range l.classes[class] {
				need.Words[y] = true
			}
			continue
		}
		need.Words[strings.ReplaceAll(x, "_", " ")] = true
	}
	f.Needs = append(f.Needs, need)
	return nil
}

func parseOption(f *Frame, o string) error {
	name, value, _ := strings.Cut(o, "=")
	switch name {
	case "planned":
		f.Modality = diplo.Planned
	case "hypothetical":
		f.Modality = diplo.Hypothetical
	case "negative":
		f.Negative = true
	case "organizations":
		f.ObjectKinds = []diplo.Kind{diplo.Organization}
	case "persons":
		f.ObjectKinds = []diplo.Kind{diplo.Person}
	case "negated":
		f.Negated = true
	case "direct":
		f.Direct = true
	case "beside":
		f.Beside = true
	case "named":
		f.Named = true
	case "bound":
		f.Bound = true
	case "people":
		f.People = true
	case "subj":
		f.Subjects = nil
		for _, s := range strings.Split(value, ",") {
			f.Subjects = append(f.Subjects, slotOf(s))
		}
	case "conf":
		c, err := strconv.ParseFloat(value, 64)
		if err != nil || c <= 0 || c > 1 {
			return fmt.Errorf("conf=%s is no confidence between 0 and 1", value)
		}
		f.Confidence = c
	default:
		return fmt.Errorf("unknown option %q", o)
	}
	return nil
}

func slotOf(s string) Slot { return Slot(strings.ReplaceAll(s, "_", " ")) }
