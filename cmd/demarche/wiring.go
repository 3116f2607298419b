package main

import (
	"context"
	"runtime/debug"
	"time"

	"github.com/demarche/demarche/internal/extract"
	"github.com/demarche/demarche/internal/gazetteer"
	"github.com/demarche/demarche/internal/store"
	"github.com/demarche/demarche/internal/store/open"
	"github.com/demarche/demarche/internal/syntax"
)

// engine is what reads documents: the rules, which can explain themselves, and the extractor that was chosen.
type engine struct {
	names     *gazetteer.Gazetteer
	rules     *extract.Rules
	extractor extract.Extractor
}

// names are those that come with demarche and those of the overlays.
func (a *app) names() (*gazetteer.Gazetteer, error) { return gazetteer.Open(a.overlays...) }

// lean lets the collector leave less garbage than usual: what reading leaves behind is short-lived, and a few percent of
// the time save a third of the memory that a long document takes. $GOGC goes first.
func (a *app) lean() {
	if a.env("GOGC") == "" {
		debug.SetGCPercent(40)
	}
}

func (a *app) engine() (engine, error) {
	names, err := a.names()
	if err != nil {
		return engine{}, err
	}
	parser, err := syntax.Load()
	if err != nil {
		return engine{}, err
	}
	rules, err := extract.New(names, parser)
	if err != nil {
		return engine{}, err
	}
	extractor, err := a.choice.extractor(rules, names, a)
	return engine{names, rules, extractor}, err
}

// withStore opens the store at url, does the work and closes the store. The first error counts.
func (a *app) withStore(ctx context.Context, url string, work func(store.Store) error) error {
	credentials := open.Credentials{User: a.env("DEMARCHE_NEO4J_USER"), Password: a.env("DEMARCHE_NEO4J_PASSWORD"), Database: a.env("DEMARCHE_NEO4J_DATABASE")}
	s, err := open.Open(ctx, url, credentials, store.Options{})
	if err != nil {
		return err
	}
	err = work(s)
	// Closing must not be cut short by the interrupt that ended the work.
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if closeErr := s.Close(closing); err == nil {
		err = closeErr
	}
	return err
}

// withNewest is withStore over a schema brought to the newest version.
func (a *app) withNewest(ctx context.Context, url string, work func(store.Store) error) error {
	return a.withStore(ctx, url, func(s store.Store) error {
		if _, _, err := s.Migrate(ctx); err != nil {
			return err
		}
		return work(s)
	})
}
