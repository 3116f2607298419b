// Package dispatches holds the news dispatches that come with demarche, for a first look without a document of one's
// own. They are written for it, from public facts, and spread over regions and years; "Demarche Sample Wire", which
// their headers name, is no real publisher.
package dispatches

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed texts/*.txt
var texts embed.FS

// Dispatch is one bundled document: its file name and its bytes, header included.
type Dispatch struct {
	Name string // "2025-06-moscow-beijing-call.txt"
	Text []byte
}

// All returns the dispatches by name, which is by date.
func All() ([]Dispatch, error) {
	names, err := fs.Glob(texts, "texts/*.txt") // sorted
	if err != nil {
		return nil, err
	}
	all := make([]Dispatch, len(names))
	for i, name := range names {
		all[i].Name = strings.TrimPrefix(name, "texts/")
		if all[i].Text, err = texts.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return all, nil
}
