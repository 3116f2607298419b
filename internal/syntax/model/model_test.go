package model

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"testing"

	"github.com/demarche/demarche/internal/syntax/features"
)

func TestTheScoreSheetIsOfThisModel(t *testing.T) {
	sheet, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(Embedded())
	if got := hex.EncodeToString(sum[:]); got != sheet.SHA256 {
		t.Errorf("scores.json is of the model %s, parser.bin is %s: measure it anew with eval --sheet", sheet.SHA256, got)
	}
	if len(Embedded()) > 4<<20 {
		t.Errorf("the model has %d bytes, more than 4 MB", len(Embedded()))
	}
}

func TestTheShippedModelReachesItsTargets(t *testing.T) {
	sheet, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	ewt, ok := sheet.Treebanks["en_ewt-ud-test.conllu"]
	if !ok {
		t.Fatal("scores.json has no figures for EWT test")
	}
	for _, figure := range []struct {
		name       string
		got, least float64
	}{
		{"UPOS", ewt.UPOS, 95}, {"UAS", ewt.UAS, 86.5}, {"LAS", ewt.LAS, 83.5},
		{"nsubj", ewt.F1["nsubj"], 88}, {"obj", ewt.F1["obj"], 88},
	} {
		if figure.got < figure.least {
			t.Errorf("%s %.2f on EWT test, want %.2f", figure.name, figure.got, figure.least)
		}
	}
}

func TestEncodeAndDecodeAreInverse(t *testing.T) {
	m, err := Decode(Embedded())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Encode(), Embedded()) {
		t.Error("decoding and encoding changes the shipped model")
	}
}

func TestDecodeRefuses(t *testing.T) {
	whole := Embedded()
	tests := map[string]struct {
		file []byte
		want string
	}{
		"nothing":       {nil, "not a parser model"},
		"other version": {append([]byte("demarche parser 0\n"), whole[len(magic):]...), "not a parser model"},
		"cut off":       {whole[:len(whole)/2], "cut off"},
		"cut off words": {whole[:2000], "cut off"},
		"more":          {append(bytes.Clone(whole), 0), "1 bytes behind the end"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := Decode(test.file); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestQuantise(t *testing.T) {
	values := []float32{1, -0.001, 0, -0.5, 0.002, 0, 0.25, 0.0005, 0}
	tensor := Quantise(3, 3, values)
	row := make([]float32, 3)
	for i := range 3 {
		tensor.Row(row, i)
		for c, got := range row {
			if want := values[3*i+c]; math.Abs(float64(got-want)) > float64(tensor.Scale[c])/2 {
				t.Errorf("row %d, column %d is %g, want %g", i, c, got, want)
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	m := &Model{Words: features.New([features.Kinds][]string{{"a"}}), Tags: []Tag{{"X", "FW"}}, Relations: []string{"dep"}}
	f.Add(m.Encode())
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := Decode(file)
		if err == nil && len(m.Encode()) > len(file) {
			t.Error("the model is longer than its file")
		}
	})
}
