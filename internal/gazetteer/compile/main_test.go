package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sources writes a folder of small sources.
func sources(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"states.jsonl":        `{"id":"VA","iso3":"VAT","name":"Vatican City","capital":"Vatican City","status":"un_observer"}` + "\n" + `{"id":"QQ","name":"Quorum","capital":"Quorumville"}`,
		"organizations.jsonl": `{"id":"QMFA","name":"Quorum House","kind":"ministry","country":"QQ","acts_as":"QQ"}`,
		"conflicts.jsonl":     `{"id":"q","name":"Quorum dispute","parties":["QQ","VA"],"from":"2001"}`,
		"offices.jsonl": `{"person_id":"ada-one","person":"Ada One","aliases":["One"],"office":"prime minister","kind":"head_of_government","of":"QQ","from":"2010","to":"","asof":"2012","source":"factbook"}
{"person_id":"ada-one","person":"Ada One","office":"president","kind":"head_of_state","of":"QQ","from":"2026-05-01","source":"oda"}`,
		"titles.json": `{"honorifics":["Mr"],"modifiers":{"former":["former"]},"titles":[{"title":"Prime Minister","kind":"head_of_government","position":"before","scope":"state"}]}`,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRunCompilesTables(t *testing.T) {
	out := t.TempDir()
	if err := run(sources(t), out); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"states.jsonl":    `"name":"Vatican"`, // corrections lie over the sources
		"conflicts.jsonl": `"name":"Quorum–Vatican conflict"`,
		"persons.tsv":     "ada-one\tAda One\t\tOne\t\n",
		"offices.tsv":     "ada-one\tprime minister\thead_of_government\t\tQQ\t2010-01-01\t\t2012-12-31\tfactbook\n",
		"names.tsv":       "quorum house\tCC\tBODY\tstate:QQ\tministry\t\n",
		"people.tsv":      "ada one\tP\tada-one\n",
	} {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), want) {
			t.Errorf("%s lacks %q:\n%.600s", name, want, text)
		}
		if strings.Contains(string(text), "oda\n") {
			t.Errorf("%s holds a row of the share-alike source", name)
		}
	}
}

func TestRunSaysWhatIsMissing(t *testing.T) {
	for _, name := range []string{"states.jsonl", "titles.json", "offices.jsonl"} {
		dir := sources(t)
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		if err := run(dir, t.TempDir()); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
	dir := sources(t)
	if err := os.WriteFile(filepath.Join(dir, "titles.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(dir, t.TempDir()); err == nil || !strings.Contains(err.Error(), "titles.json") {
		t.Errorf("with broken titles: %v", err)
	}
}

func TestReviewErrorsNameTheLine(t *testing.T) {
	for _, text := range []string{"# fine\nkeep\tada", "keep\ta\tb\nmaybe\ta\tb"} {
		if _, err := readReview(text); err == nil || !strings.Contains(err.Error(), "review.tsv:2") {
			t.Errorf("readReview(%q) = %v, want an error at line 2", text, err)
		}
	}
}
