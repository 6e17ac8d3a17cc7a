package device

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestOnlyTLS13(t *testing.T) {
	for name, c := range map[string]struct {
		most uint16
		ok   bool
	}{"a server of TLS 1.2": {tls.VersionTLS12, false}, "a server of TLS 1.3": {tls.VersionTLS13, true}} {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"device_id":"d"}`))
		}))
		s.TLS = &tls.Config{MaxVersion: c.most}
		s.StartTLS()
		transport := newTransport(s.URL, "")
		transport.TLSClientConfig.RootCAs = x509.NewCertPool()
		transport.TLSClientConfig.RootCAs.AddCert(s.Certificate())
		client := newClient(s.URL, app.StartingAt(app.Instant(0).Time()), transport)
		var out map[string]any
		_, err := client.json(t.Context(), "/", struct{}{}, &out)
		if (err == nil) != c.ok || !c.ok && app.Code(err) != app.ErrOffline {
			t.Errorf("%s: %v", name, err)
		}
		s.Close()
	}
}

func TestAnUnknownCertificateIsNamed(t *testing.T) {
	s := httptest.NewTLSServer(http.NotFoundHandler())
	defer s.Close()
	_, err := newClient(s.URL, app.StartingAt(app.Instant(0).Time()), nil).json(t.Context(), "/", struct{}{}, nil)
	var e *app.Error
	if !errors.As(err, &e) || e.Code != app.ErrOffline || e.Message != "中心的安全证书无法验证，请检查中心地址，或联系中心" {
		t.Errorf("%v", err)
	}
}

// A name such as localhost may resolve to anything; the connection itself is looked at.
func TestPlainHTTPStaysOnThisMachine(t *testing.T) {
	for address, ok := range map[string]bool{"127.0.0.1": true, "::1": true, "192.0.2.7": false, "10.0.0.5": false} {
		err := onlyLoopback(connTo{addr: &net.TCPAddr{IP: net.ParseIP(address), Port: 80}})
		if (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}

type connTo struct {
	net.Conn
	addr net.Addr
}

func (c connTo) RemoteAddr() net.Addr { return c.addr }
