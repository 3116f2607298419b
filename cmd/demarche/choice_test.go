package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestModelReads extracts with a model behind a local endpoint, alone and beside the rules: what its answer quotes from
// the text comes out, what it makes up is dropped and said, and the key goes to the endpoint and nowhere else.
func TestModelReads(t *testing.T) {
	statement := func(quote string) map[string]any {
		actor := func(name string) map[string]any {
			return map[string]any{"kind": "state", "name": name, "mention": name, "acts_for": ""}
		}
		return map[string]any{
			"paragraph": 1, "quote": quote, "type": "WARNS", "subject": actor("Russia"), "object": actor("Norway"), "modality": "actual",
			"polarity": "positive", "attribution": []any{}, "date": "", "date_words": "", "title": "",
		}
	}
	endpoint := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if got := r.Header.Get("Authorization"); got != "Bearer a-secret" {
			t.Errorf("Authorization: %q", got)
		}
		content, err := json.Marshal(map[string]any{"statements": []any{statement("Russia warned Norway"), statement("Norway is doomed")}})
		if err != nil {
			t.Error(err)
		}
		json.NewEncoder(w).Encode(map[string]any{
			"choices": []any{map[string]any{"finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": string(content)}}},
		})
	}))
	defer endpoint.Close()
	file := filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(file, []byte("Russia warned Norway on Monday."), 0o600); err != nil {
		t.Fatal(err)
	}
	w := world{env: map[string]string{"DEMARCHE_LLM_KEY": "a-secret", "DEMARCHE_LLM_URL": endpoint.URL + "/v1", "DEMARCHE_LLM_MODEL": "small"}}
	for extractor, records := range map[string]int{"llm": 1, "rules,llm": 2} {
		got := w.run(t, "extract", "--extractor", extractor, file)
		if got.code != 0 || strings.Count(got.out, `"type":"WARNS"`) != records || strings.Contains(got.out, "doomed") {
			t.Errorf("%s: exit %d, want %d records:\n%s%s", extractor, got.code, records, got.out, got.errors)
		}
		if !strings.Contains(got.errors, "dropped") || strings.Contains(got.out+got.errors, "a-secret") {
			t.Errorf("%s: want a note of what was dropped, and no key: %s", extractor, got.errors)
		}
	}
	for _, bad := range [][]string{{"--extractor", "oracle"}, {"--extractor", "llm", "--llm-url", ""}, {"--extractor", "llm", "--llm-model", "", "--llm-url", "nowhere"}} {
		if got := run(t, append([]string{"extract", file}, bad...)...); got.code != exitFailed || strings.Count(got.errors, "\n") != 1 {
			t.Errorf("%v: exit %d, %q", bad, got.code, got.errors)
		}
	}
}
