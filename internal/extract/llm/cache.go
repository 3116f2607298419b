package llm

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/demarche/demarche/internal/diplo"
)

// cache keeps completions on disk, one file each. The zero cache keeps none.
type cache struct {
	folder string
	log    *slog.Logger
}

func openCache(folder string, log *slog.Logger) (cache, error) {
	if folder != "" {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return cache{}, diplo.Errorf(diplo.BadInput, "the folder for the model's answers cannot be made: %w", err)
		}
	}
	return cache{folder, log}, nil
}

// cacheKey is a hash of all that the answer depends on: the model, and the prompt with the document in it.
func cacheKey(model string, messages []message) string {
	content, err := json.Marshal(struct {
		Model    string
		Messages []message
		Schema   any
	}{model, messages, answerSchema()})
	if err != nil {
		return "" // strings and maps of strings always marshal
	}
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// load is the completion kept under a key; false if there is none or it cannot be read.
func (c cache) load(key string) (completion, bool) {
	var kept completion
	if c.folder == "" {
		return kept, false
	}
	content, err := os.ReadFile(filepath.Join(c.folder, key+".json"))
	if err != nil {
		return kept, false
	}
	return kept, json.Unmarshal(content, &kept) == nil
}

// save keeps a completion: the whole file or none, whoever else is writing. A failure costs the next run a request and
// nothing else, so it is only logged.
func (c cache) save(key string, x completion) {
	if c.folder == "" {
		return
	}
	if err := c.write(key, x); err != nil {
		c.log.Warn("a model's answer could not be kept", "error", err)
	}
}

func (c cache) write(key string, x completion) error {
	content, err := json.Marshal(x)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(c.folder, "answer-*.tmp")
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(file.Name(), filepath.Join(c.folder, key+".json"))
	}
	if err != nil {
		_ = os.Remove(file.Name()) // the first error is the one to tell
	}
	return err
}
