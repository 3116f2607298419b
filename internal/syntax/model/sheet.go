package model

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed scores.json
var shippedSheet []byte

// Sheet says which model was measured and what it reached.
type Sheet struct {
	SHA256    string             `json:"sha256"`    // of the model file
	Treebanks map[string]Figures `json:"treebanks"` // by file name
}

// Figures are in percent, over all tokens, on the treebank's words with predicted tags.
type Figures struct {
	Sentences int                `json:"sentences"`
	Tokens    int                `json:"tokens"`
	UPOS      float64            `json:"upos"`
	XPOS      float64            `json:"xpos"`
	UAS       float64            `json:"uas"`
	LAS       float64            `json:"las"`
	F1        map[string]float64 `json:"f1"` // of head and relation together, by relation
}

// Shipped is the sheet of the model that ships.
func Shipped() (Sheet, error) {
	var sheet Sheet
	if err := json.Unmarshal(shippedSheet, &sheet); err != nil {
		return Sheet{}, fmt.Errorf("scores.json: %w", err)
	}
	return sheet, nil
}
