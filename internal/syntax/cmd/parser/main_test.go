package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/syntax/model"
)

// treebank writes one small file under each of the names that a treebank has.
func treebank(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	var text strings.Builder
	for _, subject := range []string{"Oslo", "Cairo", "Quito"} {
		for _, object := range []string{"envoys", "troops"} {
			rows := []string{
				"1 " + subject + " _ PROPN NNP _ 2 nsubj _ _", "2 recalled _ VERB VBD _ 0 root _ _",
				"3 " + object + " _ NOUN NNS _ 2 obj _ _", "4 . _ PUNCT . _ 2 punct _ _",
			}
			for _, row := range rows {
				text.WriteString(strings.ReplaceAll(row, " ", "\t") + "\n")
			}
			text.WriteString("\n")
		}
	}
	for _, part := range []string{"train", "dev", "test"} {
		path := filepath.Join(folder, "own-"+part+".conllu")
		if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestTrainThenEval(t *testing.T) {
	folder := treebank(t)
	file, sheetFile := filepath.Join(folder, "model.bin"), filepath.Join(folder, "sheet.json")
	var out bytes.Buffer
	train := []string{"train", "--treebank", folder, "--out", file, "--epochs", "40", "--state", "16", "--batch", "2"}
	if err := run(context.Background(), train, &out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "epoch 40: ") {
		t.Errorf("no line for the last epoch:\n%s", out.String())
	}
	out.Reset()
	eval := []string{"eval", "--model", file, "--sheet", sheetFile, folder}
	if err := run(context.Background(), eval, &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"own-test.conllu: 6 sentences, 24 tokens, ", "LAS 100.00", "nsubj              6  F1 100.0"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	text, err := os.ReadFile(sheetFile)
	if err != nil {
		t.Fatal(err)
	}
	var sheet model.Sheet
	if err := json.Unmarshal(text, &sheet); err != nil {
		t.Fatal(err)
	}
	if figures := sheet.Treebanks["own-test.conllu"]; figures.LAS != 100 || figures.F1["obj"] != 100 || len(sheet.SHA256) != 64 {
		t.Errorf("sheet %+v", sheet)
	}
}

func TestWrongUse(t *testing.T) {
	empty := t.TempDir()
	tests := map[string]struct {
		args []string
		want string
	}{
		"nothing":       {nil, "say \"train"},
		"no treebank":   {[]string{"train", "--out", "x"}, "train needs --treebank DIR and --out FILE"},
		"no files":      {[]string{"train", "--treebank", empty, "--out", "x"}, "no *train*.conllu in this folder"},
		"no teacher":    {[]string{"train", "--teacher", filepath.Join(empty, "m.bin")}, "m.bin: no such file"},
		"no folder":     {[]string{"eval"}, "eval needs a folder"},
		"nothing to do": {[]string{"eval", empty}, "no *test*.conllu in this folder"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			err := run(context.Background(), test.args, &bytes.Buffer{})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}
