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

// dialTimeout is for making a connection, and again for its encryption: a telephone's network may take many seconds.
const dialTimeout = 25 * time.Second

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
	base, pin, _ := strings.Cut(address, "#")
	if transport == nil {
		transport = newTransport(base, pin)
	}
	r := resty.NewWithClient(&http.Client{Transport: &watched{next: transport, idle: idleTimeout}}).
		SetBaseURL(base).
		SetRetryCount(0).
		SetRedirectPolicy(resty.NoRedirectPolicy()).
		SetDoNotParseResponse(true).
		SetDisableWarn(true).
		SetLogger(quiet{})
	return &client{resty: r, clock: clock}
}

// newTransport returns the network to the centre at base; see pinned for pin.
func newTransport(base, pin string) *http.Transport {
	dialer := &net.Dialer{Timeout: dialTimeout, KeepAlive: 30 * time.Second}
	plain := strings.HasPrefix(base, "http://")
	t := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS13},
		TLSHandshakeTimeout: dialTimeout,
		IdleConnTimeout:     90 * time.Second,
		MaxIdleConnsPerHost: 2,
		ForceAttemptHTTP2:   true,
		DisableCompression:  true, // bulk bodies carry their own
		// A connection that has died unnoticed must not swallow the requests of the rounds to come.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 30 * time.Second, PingTimeout: 30 * time.Second},
	}
	if plain {
		t.Proxy = nil
	}
	if pin != "" {
		t.TLSClientConfig = pinned(t.TLSClientConfig, base, pin)
	}
	t.DialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dialer.DialContext(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		if plain {
			if err := onlyLoopback(c); err != nil {
				_ = c.Close()
				return nil, err
			}
		}
		if tcp, ok := c.(*net.TCPConn); ok {
			_ = tcp.SetWriteBuffer(sendBuffer) // a wish
		}
		return c, nil
	}
	return t
}

// exchange is one request and what reads its reply.
type exchange struct {
	path    string
	method  string            // POST if ""
	access  string            // token, "" none
	content string            // type of body
	header  map[string]string // more of the request's
	body    []byte
	read    func(io.Reader) error // of a successful reply
	// answered sees the status and header of every reply, before it is read; it may be nil.
	answered func(status int, header http.Header)
}

// span says when a request went out and when its answer began to come, by the laptop's clock.
type span struct{ sent, got app.Instant }

// do sends one request. Errors are app errors: ErrCancelled if ctx was cancelled, ErrOffline where no usable answer came,
// otherwise what the centre's problem says, see problemError.
func (c *client) do(ctx context.Context, x exchange) (span, error) {
	req := c.resty.R().SetContext(ctx).SetHeader("Accept", contentJSON)
	if x.method == "" {
		x.method = http.MethodPost
	}
	if x.content != "" {
		req.SetBody(x.body).SetHeader("Content-Type", x.content)
		if x.content == wire.ContentType {
			req.SetHeader("Accept", wire.ContentType+", "+contentJSON)
		}
	}
	req.SetHeaders(x.header)
	if x.access != "" {
		req.SetAuthToken(x.access)
	}
	when := span{sent: c.clock.Now()}
	reply, err := req.Execute(x.method, x.path)
	when.got = c.clock.Now()
	if err != nil {
		return when, networkError(ctx, err)
	}
	body := reply.RawBody()
	defer func() { _ = body.Close() }()
	if x.answered != nil {
		x.answered(reply.StatusCode(), reply.Header())
	}
	if reply.StatusCode() < 200 || reply.StatusCode() > 299 {
		raw, err := io.ReadAll(io.LimitReader(body, maxJSON))
		if err != nil {
			return when, networkError(ctx, fmt.Errorf("reading the problem of %s: %w", x.path, err))
		}
		return when, problemError(reply.StatusCode(), raw, retryAfter(reply.Header(), c.clock))
	}
	if x.read == nil {
		return when, nil
	}
	if err := x.read(body); err != nil {
		return when, networkError(ctx, fmt.Errorf("reading %s: %w", x.path, err))
	}
	return when, nil
}

// json exchanges one JSON object for another.
func (c *client) json(ctx context.Context, path string, in, out any) (span, error) {
	x, err := jsonExchange(path, in, out)
	if err != nil {
		return span{}, err
	}
	return c.do(ctx, x)
}

// jsonExchange is one that sends and reads a JSON object each.
func jsonExchange(path string, in, out any) (exchange, error) {
	body, err := json.Marshal(in)
	if err != nil {
		return exchange{}, fmt.Errorf("device: %w", err)
	}
	return exchange{path: path, content: contentJSON, body: body, read: readJSON(out)}, nil
}

func readJSON(out any) func(io.Reader) error {
	return func(r io.Reader) error { return json.NewDecoder(io.LimitReader(r, maxJSON)).Decode(out) }
}

// readLine reads a reply that is one line.
func readLine(out any) func(io.Reader) error {
	return func(src io.Reader) error {
		r, err := wire.NewReader(src)
		if err != nil {
			return err
		}
		defer r.Close()
		return cutShort(r.Read(out))
	}
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
