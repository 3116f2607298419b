// Package model is the stored form of the parser's network: what the trainer writes, what
// the parser reads, and the model that ships with the program.
package model

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/demarche/demarche/internal/syntax/features"
)

//go:embed parser.bin
var embedded []byte

// Embedded is the model file that ships with the program. Callers must not change it.
func Embedded() []byte { return embedded }

// Tag is a universal part of speech with the Penn Treebank tag that goes with it.
type Tag struct{ UPOS, XPOS string }

// Tensor is a matrix of 8-bit weights, row by row. A weight times the Scale of its column is
// its value.
type Tensor struct {
	Rows, Cols int
	Scale      []float32
	Data       []int8
}

// Model is everything that the parser needs.
type Model struct {
	Words     *features.Vocabulary
	Tags      []Tag
	Relations []string // without "root"
	Tensors   map[string]Tensor
}

// Quantise rounds row-major values to 8 bits, with a scale for each column.
func Quantise(rows, cols int, values []float32) Tensor {
	t := Tensor{Rows: rows, Cols: cols, Scale: make([]float32, cols), Data: make([]int8, rows*cols)}
	for i, v := range values {
		c := i % cols
		t.Scale[c] = max(t.Scale[c], float32(math.Abs(float64(v)))/math.MaxInt8)
	}
	for i, v := range values {
		if s := t.Scale[i%cols]; s > 0 {
			t.Data[i] = int8(math.Round(float64(v / s)))
		}
	}
	return t
}

// Row sets dst, as long as the tensor is wide, to the values of row i.
func (t Tensor) Row(dst []float32, i int) {
	row := t.Data[i*t.Cols:][:t.Cols]
	for c := range dst[:t.Cols] {
		dst[c] = float32(row[c]) * t.Scale[c]
	}
}

// Order lists the names of a model's tensors in the order of the file.
func Order() []string {
	return []string{
		"word", "suffix2", "suffix3", "suffix4", "prefix3", "shape",
		"layer1.forward.input", "layer1.forward.state", "layer1.forward.bias",
		"layer1.backward.input", "layer1.backward.state", "layer1.backward.bias",
		"tag.output", "tag.bias", "tag.embedding",
		"layer2.forward.input", "layer2.forward.state", "layer2.forward.bias",
		"layer2.backward.input", "layer2.backward.state", "layer2.backward.bias",
		"slot.input", "slot.absent", "slot.relation", "hidden.bias",
		"action.output", "action.bias",
	}
}

const magic = "demarche parser 1\n"

// Encode writes the file: the magic line, the lists of strings, the tensors in Order. Counts
// are unsigned varints, strings are preceded by their length, scales are little-endian float32.
func (m *Model) Encode() []byte {
	b := []byte(magic)
	for kind := range features.Kinds {
		b = appendStrings(b, m.Words.Values(kind))
	}
	var upos, xpos []string
	for _, tag := range m.Tags {
		upos, xpos = append(upos, tag.UPOS), append(xpos, tag.XPOS)
	}
	b = appendStrings(b, upos)
	b = appendStrings(b, xpos)
	b = appendStrings(b, m.Relations)
	for _, name := range Order() {
		t := m.Tensors[name]
		b = binary.AppendUvarint(b, uint64(t.Rows))
		b = binary.AppendUvarint(b, uint64(t.Cols))
		for _, s := range t.Scale {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(s))
		}
		for _, v := range t.Data {
			b = append(b, byte(v))
		}
	}
	return b
}

func appendStrings(b []byte, list []string) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	return b
}

// Decode reads what Encode wrote. It fails on a file that is cut off, has something behind
// its end, or is of another version; whether the tensors fit each other the parser checks.
func Decode(file []byte) (*Model, error) {
	d := &decoder{rest: file}
	if string(d.take(len(magic))) != magic {
		return nil, errors.New("not a parser model of this version: train it again")
	}
	m := &Model{Tensors: make(map[string]Tensor)}
	var values [features.Kinds][]string
	for kind := range values {
		values[kind] = d.strings()
	}
	upos, xpos := d.strings(), d.strings()
	m.Relations = d.strings()
	if len(upos) != len(xpos) {
		return nil, fmt.Errorf("parser model: %d universal and %d Penn tags", len(upos), len(xpos))
	}
	for i := range upos {
		m.Tags = append(m.Tags, Tag{UPOS: upos[i], XPOS: xpos[i]})
	}
	for _, name := range Order() {
		m.Tensors[name] = d.tensor()
	}
	if d.short {
		return nil, errors.New("parser model: the file is cut off")
	}
	if len(d.rest) > 0 {
		return nil, fmt.Errorf("parser model: %d bytes behind the end", len(d.rest))
	}
	m.Words = features.New(values)
	return m, nil
}

// decoder reads from rest; after the first read beyond its end all reads give nothing.
type decoder struct {
	rest  []byte
	short bool
}

func (d *decoder) take(n int) []byte {
	if d.short || n < 0 || n > len(d.rest) {
		d.short = true
		return nil
	}
	taken := d.rest[:n]
	d.rest = d.rest[n:]
	return taken
}

// count reads a number of things that take at least one byte each.
func (d *decoder) count() int {
	v, size := binary.Uvarint(d.rest)
	if d.short || size <= 0 || v > uint64(len(d.rest)) {
		d.short = true
		return 0
	}
	d.rest = d.rest[size:]
	return int(v)
}

func (d *decoder) strings() []string {
	list := make([]string, d.count())
	for i := range list {
		list[i] = string(d.take(d.count()))
	}
	return list
}

func (d *decoder) tensor() Tensor {
	t := Tensor{Rows: d.count(), Cols: d.count()}
	if scales := d.take(4 * t.Cols); scales != nil {
		t.Scale = make([]float32, t.Cols)
		for i := range t.Scale {
			t.Scale[i] = math.Float32frombits(binary.LittleEndian.Uint32(scales[4*i:]))
		}
	}
	if t.Cols > 0 && t.Rows > len(d.rest)/t.Cols {
		d.short = true
	}
	if data := d.take(t.Rows * t.Cols); data != nil {
		t.Data = make([]int8, len(data))
		for i, v := range data {
			t.Data[i] = int8(v)
		}
	}
	return t
}
