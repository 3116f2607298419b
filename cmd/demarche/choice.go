package main

import (
	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/extract/llm"
	"github.com/demarche/demarche/internal/gazetteer"
)

// choice is which extractor reads the documents. The zero value is the rules.
type choice struct {
	name  string
	model llm.Options
}

// flags adds the flags of the choice to a command that extracts.
func (c *choice) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&c.name, "extractor", "rules", "what reads the documents: rules, llm (a language model), or rules,llm for both")
	f.StringVar(&c.model.URL, "llm-url", "", "OpenAI-compatible endpoint with its version, http://127.0.0.1:11434/v1; its key stands in DEMARCHE_LLM_KEY")
	f.StringVar(&c.model.Model, "llm-model", "", "the model as the endpoint calls it")
	f.IntVar(&c.model.PerMinute, "llm-per-minute", 0, "requests a minute at most; 0 for no limit")
	f.IntVar(&c.model.MaxRequests, "llm-max-requests", 500, "requests a run at most, retries included; 0 for no limit")
	f.IntVar(&c.model.MaxTokens, "llm-max-tokens", 0, "tokens a run at most, prompts and answers together; 0 for no limit")
	f.StringVar(&c.model.Cache, "llm-cache", "", "`folder` that keeps the model's answers for the next run")
}

// extractor is the one that was chosen.
func (c *choice) extractor(rules *extract.Rules, names *gazetteer.Gazetteer, a *app) (extract.Extractor, error) {
	if c.name == "" || c.name == "rules" {
		return rules, nil
	}
	if c.name != "llm" && c.name != "rules,llm" {
		return nil, diplo.Errorf(diplo.BadInput, "--extractor %q: use rules, llm or rules,llm", c.name)
	}
	o := c.model
	o.Key, o.Log = llm.Key(a.env("DEMARCHE_LLM_KEY")), a.log
	model, err := llm.New(names, o)
	if err != nil {
		return nil, err
	}
	if c.name == "llm" {
		return model, nil
	}
	return llm.Both(rules, model), nil
}
