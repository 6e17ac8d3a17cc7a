package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/fangce/fangce/app/logline"
)

// Timeouts of the server. A laptop on a slow line sends 8 MiB within the read timeout.
const (
	headerTimeout   = 10 * time.Second
	readTimeout     = 3 * time.Minute
	writeTimeout    = 5 * time.Minute
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 20 * time.Second
	maxHeader       = 32 << 10
)

func serve(ctx context.Context, out console, args []string) error {
	f := newFlags("serve")
	addr := f.String("addr", "127.0.0.1:8321", "address to listen on")
	name := f.String("name", "", "the centre's name as forms print it")
	cert := f.String("cert", "", "certificate file, PEM")
	key := f.String("key", "", "key file of the certificate, PEM")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("db", "addr"); err != nil {
		return err
	}
	if (*cert == "") != (*key == "") {
		return wrongUsage("-cert and -key belong together")
	}
	log := slog.New(logline.NewHandler(slog.NewJSONHandler(out.err, nil)))
	c, err := f.open(ctx, false, log)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if *name != "" {
		if err := c.SetName(ctx, *name); err != nil {
			return err
		}
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", *addr)
	if err != nil {
		return err
	}
	srv := &http.Server{
		Handler: c.Handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS13},
	}
	scheme := "http"
	if *cert != "" {
		scheme = "https"
	} else if a, ok := l.Addr().(*net.TCPAddr); ok && !a.IP.IsLoopback() {
		log.Warn("plain HTTP beyond this machine: laptops refuse it; use -cert and -key, or a TLS proxy in front")
	}
	if _, err := fmt.Fprintf(out.out, "listening %s://%s\n", scheme, l.Addr()); err != nil {
		return errors.Join(err, l.Close())
	}
	return serveUntil(ctx, srv, l, *cert, *key)
}

// serveUntil serves until ctx is done, then lets the requests under way finish.
func serveUntil(ctx context.Context, srv *http.Server, l net.Listener, cert, key string) error {
	failed := make(chan error, 1)
	go func() {
		if cert != "" {
			failed <- srv.ServeTLS(l, cert, key)
		} else {
			failed <- srv.Serve(l)
		}
	}()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	return srv.Shutdown(stopping)
}
