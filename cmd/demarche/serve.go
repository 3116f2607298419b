package main

import (
	"context"
	"errors"
	"fmt"
	"net"

	"github.com/spf13/cobra"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/query"
	"github.com/demarche/demarche/internal/server"
	"github.com/demarche/demarche/internal/store"
)

const defaultListen = "127.0.0.1:8080"

func (a *app) serveCommand() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "serve the graph over GraphQL until interrupted",
		Long: `serve answers GraphQL at /graphql, with GraphiQL at /graphiql and the explorer at /; /healthz, /readyz and /metrics are
for operators. It runs until it is interrupted, and ends the requests that it has begun.`,
		Args: arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			e, err := a.engine()
			if err != nil {
				return err
			}
			return a.withNewest(cmd.Context(), a.store, func(s store.Store) error {
				return a.serve(cmd.Context(), e, s, func(ctx context.Context) (net.Listener, error) { return listen(ctx, address) })
			})
		},
	}
	cmd.Flags().StringVar(&address, "listen", defaultListen, "`address` to listen on; port 0 takes a free one")
	return cmd
}

// listen takes the address.
func listen(ctx context.Context, address string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return nil, &diplo.Error{Code: diplo.BadInput, Message: fmt.Sprintf("cannot listen on %s: choose another address with --listen (%v)", address, err), Cause: err}
	}
	return listener, nil
}

// serve listens, says where, and answers requests until the context is done.
func (a *app) serve(ctx context.Context, e engine, s store.Store, listen func(context.Context) (net.Listener, error)) error {
	//nolint:contextcheck // the metrics are asked for without one
	handler, err := server.New(server.Config{Service: query.New(s, e.names, e.extractor), Ping: s.Ping, Logger: a.log})
	if err != nil {
		return err
	}
	listener, err := listen(ctx)
	if err != nil {
		return err
	}
	base := "http://" + listener.Addr().String()
	fmt.Fprintf(a.stdout, "serving the explorer at %s/, GraphQL at %s/graphql, GraphiQL at %s/graphiql; Ctrl-C ends it\n", base, base, base)
	if err := a.stdout.Flush(); err != nil {
		return errors.Join(err, listener.Close())
	}
	return handler.Serve(ctx, listener)
}
