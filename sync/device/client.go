package device

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Time limits of one exchange. Bulk bodies may take minutes over a telephone's network.
const (
	dialTimeout  = 10 * time.Second
	replyTimeout = 90 * time.Second // until the centre begins to answer
	smallTimeout = 30 * time.Second // enrolment, tokens
	bulkTimeout  = 5 * time.Minute  // pull, push, imports
)

// maxJSON bounds replies that are one JSON object.
const maxJSON = 1 << 20

const contentJSON = "application/json"

// client exchanges single messages with the centre. It never tries twice.
type client struct {
	resty *resty.Client
	clock app.Clock
}

// newClient returns a client of the centre at an address ParseAddress has returned. A nil transport is the network.
func newClient(address string, clock app.Clock, transport http.RoundTripper) *client {
	if transport == nil {
		transport = newTransport(strings.HasPrefix(address, "http://"))
	}
	r := resty.NewWithClient(&http.Client{Transport: transport}).
		SetBaseURL(address).
		SetRetryCount(0).
		SetRedirectPolicy(resty.NoRedirectPolicy()).
		SetDoNotParseResponse(true).
		SetDisableWarn(true).
		SetLogger(quiet{})
	return &client{resty: r, clock: clock}
}

func newTransport(plain bool) http.RoundTripper {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	t := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           dialer.DialContext,
		TLSClientConfig:       &tls.Config{MinVersion: tls.VersionTLS13},
		TLSHandshakeTimeout:   dialTimeout,
		ResponseHeaderTimeout: replyTimeout,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConnsPerHost:   2,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true, // bulk bodies carry their own
	}
	if plain {
		t.Proxy = nil
		t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := dialer.DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			if err := onlyLoopback(c); err != nil {
				_ = c.Close()
				return nil, err
			}
			return c, nil
		}
	}
	return t
}

// exchange is one request and what reads its reply.
type exchange struct {
	path    string
	get     bool   // asks without a body
	access  string // token, "" none
	content string // type of body
	body    []byte
	limit   time.Duration
	read    func(io.Reader) error // of a successful reply
}

// span says when a request went out and when its answer began to come, by the laptop's clock.
type span struct{ sent, got app.Instant }

// do sends one request. Errors are app errors: ErrCancelled if ctx was cancelled, ErrOffline where no usable answer came,
// otherwise what the centre's problem says, see problemError.
func (c *client) do(ctx context.Context, x exchange) (span, error) {
	bounded, cancel := context.WithTimeout(ctx, x.limit)
	defer cancel()
	req := c.resty.R().SetContext(bounded)
	if x.get {
		req.SetHeader("Accept", contentJSON)
	} else {
		req.SetBody(x.body).SetHeader("Content-Type", x.content).SetHeader("Accept", x.content+", "+contentJSON)
	}
	if x.access != "" {
		req.SetAuthToken(x.access)
	}
	when := span{sent: c.clock.Now()}
	send := req.Post
	if x.get {
		send = req.Get
	}
	reply, err := send(x.path)
	when.got = c.clock.Now()
	if err != nil {
		return when, networkError(ctx, err)
	}
	body := reply.RawBody()
	defer func() { _ = body.Close() }()
	if reply.StatusCode() < 200 || reply.StatusCode() > 299 {
		raw, _ := io.ReadAll(io.LimitReader(body, maxJSON))
		return when, problemError(reply.StatusCode(), raw, retryAfter(reply.Header(), c.clock))
	}
	if err := x.read(body); err != nil {
		return when, networkError(ctx, fmt.Errorf("reading %s: %w", x.path, err))
	}
	return when, nil
}

// json exchanges one JSON object for another.
func (c *client) json(ctx context.Context, path string, in, out any) (span, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return span{}, fmt.Errorf("device: %w", err)
	}
	return c.do(ctx, exchange{
		path: path, content: contentJSON, body: body, limit: smallTimeout, read: readJSON(out),
	})
}

func readJSON(out any) func(io.Reader) error {
	return func(r io.Reader) error { return json.NewDecoder(io.LimitReader(r, maxJSON)).Decode(out) }
}

// lines encodes one message of JSON lines: values are encoded, bytes are taken as lines that are encoded already.
func lines(parts ...any) ([]byte, error) {
	var b bytes.Buffer
	w, err := wire.NewWriter(&b)
	if err != nil {
		return nil, fmt.Errorf("device: %w", err)
	}
	for _, p := range parts {
		if line, ok := p.([]byte); ok {
			err = w.WriteLine(line)
		} else {
			err = w.Write(p)
		}
		if err != nil {
			return nil, fmt.Errorf("device: %w", err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("device: %w", err)
	}
	return b.Bytes(), nil
}

// quiet sends resty's own remarks to the debug log: every failure is returned and reported once, by the round.
type quiet struct{}

func (quiet) Errorf(format string, v ...any) { slog.Debug("resty", "text", fmt.Sprintf(format, v...)) }

func (quiet) Warnf(format string, v ...any) { slog.Debug("resty", "text", fmt.Sprintf(format, v...)) }
func (quiet) Debugf(string, ...any)         {}
