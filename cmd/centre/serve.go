package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/logline"
	"github.com/fangce/fangce/sync/centre"
)

// Timeouts of the server. A line that moves is given longer while a body is being sent.
const (
	headerTimeout   = 10 * time.Second
	readTimeout     = 3 * time.Minute
	writeTimeout    = 15 * time.Minute
	idleTimeout     = 2 * time.Minute
	shutdownTimeout = 20 * time.Second
	maxHeader       = 32 << 10
)

// anchorEvery is how often it is noted how far the audit log has come, whether or not anything was added.
const anchorEvery = time.Hour

// maxLease bounds -lease, in days.
const maxLease = 365

// serveFlags are the flags of the command that serves laptops.
type serveFlags struct {
	*flags
	addr, name, cert, key, metrics *string
	lease                          *int
}

func serve(ctx context.Context, out console, args []string) error {
	f := serveFlags{flags: newFlags("serve")}
	f.addr = f.String("addr", "127.0.0.1:8321", "address to listen on; beyond this machine only with -cert and -key")
	f.name = f.String("name", "", "the centre's name as forms print it")
	f.cert = f.String("cert", "", "certificate file, PEM")
	f.key = f.String("key", "", "key file of the certificate, PEM")
	f.metrics = f.String("metrics-addr", "", "address to serve /metrics on; without it only this machine may read them")
	f.lease = f.Int("lease", 0, "days after which a laptop that has not been in contact hides customers' data; 30 until it is set")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	log := slog.New(logline.NewHandler(slog.NewJSONHandler(out.err, nil)))
	tlsConfig, err := f.tls(log)
	if err != nil {
		return err
	}
	_, missing := os.Stat(*f.db)
	c, err := f.open(ctx, false, log)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if errors.Is(missing, fs.ErrNotExist) {
		// A mistyped name would otherwise look like a centre that knows nobody.
		log.Warn("the database was not there: a new, empty one was made", "file", *f.db)
		if _, err := putScripts(ctx, c); err != nil {
			return err
		}
	}
	if err := f.settle(ctx, c); err != nil {
		return err
	}
	l, err := listen(ctx, *f.addr)
	if err != nil {
		return err
	}
	if tlsConfig == nil && !onThisMachine(l.Addr()) {
		return errors.Join(errPlain(*f.addr), l.Close())
	}
	scheme := "http"
	if tlsConfig != nil {
		scheme = "https"
	}
	servers := []*server{{l: l, http: &http.Server{
		Handler: c.Handler(), ReadHeaderTimeout: headerTimeout, ReadTimeout: readTimeout, WriteTimeout: writeTimeout,
		IdleTimeout: idleTimeout, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), TLSConfig: tlsConfig,
	}}}
	if *f.metrics != "" {
		m, err := listen(ctx, *f.metrics)
		if err != nil {
			return errors.Join(err, l.Close())
		}
		servers = append(servers, &server{l: m, http: &http.Server{Handler: c.Metrics(), ReadHeaderTimeout: headerTimeout, ReadTimeout: headerTimeout, WriteTimeout: time.Minute, MaxHeaderBytes: maxHeader}})
	}
	if _, err := fmt.Fprintf(out.out, "listening %s://%s\n", scheme, l.Addr()); err != nil {
		return errors.Join(err, closeAll(servers))
	}
	go anchor(ctx, c, log)
	return serveUntil(ctx, servers)
}

// check refuses flags that do not go together.
func (f serveFlags) check() error {
	if err := f.need("db", "addr"); err != nil {
		return err
	}
	switch {
	case (*f.cert == "") != (*f.key == ""):
		return wrongUsage("-cert and -key belong together")
	case *f.lease < 0 || *f.lease > maxLease:
		return wrongUsage("-lease is a number of days up to %d", maxLease)
	}
	if *f.cert == "" && beyondThisMachine(*f.addr) {
		return errPlain(*f.addr)
	}
	return nil
}

// settle stores what flags say about the centre.
func (f serveFlags) settle(ctx context.Context, c *centre.Centre) error {
	if *f.name != "" {
		if err := c.SetName(ctx, *f.name); err != nil {
			return err
		}
	}
	if *f.lease > 0 {
		if err := c.SetLease(ctx, *f.lease); err != nil {
			return err
		}
	}
	return c.AnchorAudit(ctx)
}

func errPlain(addr string) error {
	return wrongUsage("plain HTTP is for this machine only, and %s is not: give -cert and -key (centre cert makes them), or listen on 127.0.0.1 behind a TLS proxy", addr)
}

// beyondThisMachine reports whether an address can be reached from elsewhere, as far as its text says.
func beyondThisMachine(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false // listening says what is wrong
	}
	ip := net.ParseIP(host)
	return host == "" || ip != nil && !ip.IsLoopback()
}

// onThisMachine reports whether what was opened can be reached from this machine only.
func onThisMachine(a net.Addr) bool {
	tcp, ok := a.(*net.TCPAddr)
	return ok && tcp.IP.IsLoopback()
}

func listen(ctx context.Context, addr string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &app.Error{Code: app.ErrInUse, Message: "无法在 " + addr + " 上监听：地址不对，或已被占用", Cause: err}
	}
	return l, nil
}

// anchor notes from time to time how far the audit log has come.
func anchor(ctx context.Context, c *centre.Centre, log *slog.Logger) {
	for every := time.NewTicker(anchorEvery); ; {
		select {
		case <-ctx.Done():
			every.Stop()
			return
		case <-every.C:
			if err := c.AnchorAudit(ctx); err != nil && ctx.Err() == nil {
				log.Error("audit anchor", "error", err)
			}
		}
	}
}

// server is one listener with what answers there.
type server struct {
	http *http.Server
	l    net.Listener
}

func closeAll(servers []*server) error {
	var errs []error
	for _, s := range servers {
		errs = append(errs, s.l.Close())
	}
	return errors.Join(errs...)
}

// serveUntil serves until ctx is done, then lets the requests under way finish.
func serveUntil(ctx context.Context, servers []*server) error {
	failed := make(chan error, len(servers))
	for _, s := range servers {
		go func() {
			if s.http.TLSConfig != nil {
				failed <- s.http.ServeTLS(s.l, "", "")
			} else {
				failed <- s.http.Serve(s.l)
			}
		}()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	stopping, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	var errs []error
	for _, s := range servers {
		errs = append(errs, s.http.Shutdown(stopping))
	}
	return errors.Join(errs...)
}
