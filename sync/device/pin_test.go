package device

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

// authority is a private one that issues a server's certificate.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newCertificate(t *testing.T, issuer *authority, c *x509.Certificate) authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c.SerialNumber = big.NewInt(time.Now().UnixNano())
	c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	c.BasicConstraintsValid = true
	parent, by := c, key
	if issuer != nil {
		parent, by = issuer.cert, issuer.key
	}
	raw, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, by)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return authority{cert, key}
}

func newAuthority(t *testing.T) authority {
	return newCertificate(t, nil, &x509.Certificate{Subject: pkix.Name{CommonName: "ca"}, IsCA: true, KeyUsage: x509.KeyUsageCertSign})
}

func (a authority) server(t *testing.T, hosts ...string) authority {
	c := &x509.Certificate{Subject: pkix.Name{CommonName: "centre"}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			c.IPAddresses = append(c.IPAddresses, ip)
		} else {
			c.DNSNames = append(c.DNSNames, h)
		}
	}
	return newCertificate(t, &a, c)
}

func serve(t *testing.T, leaf authority, chain ...authority) string {
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"device_id":"d"}`))
	}))
	c := tls.Certificate{PrivateKey: leaf.key, Certificate: [][]byte{leaf.cert.Raw}}
	for _, a := range chain {
		c.Certificate = append(c.Certificate, a.cert.Raw)
	}
	s.TLS = &tls.Config{Certificates: []tls.Certificate{c}, MinVersion: tls.VersionTLS13}
	s.Config.ErrorLog = nil
	s.StartTLS()
	t.Cleanup(s.Close)
	return s.URL
}

func TestAPrivateAuthorityIsKnownByItsPin(t *testing.T) {
	ca, other := newAuthority(t), newAuthority(t)
	good, elsewhere := ca.server(t, "127.0.0.1"), ca.server(t, "192.0.2.7", "centre.example.cn")
	for name, c := range map[string]struct {
		url, pin string
		text     string // of the error, "" none
	}{
		"the authority's pin":              {serve(t, good, ca), Pin(ca.cert), ""},
		"an authority among others":        {serve(t, good, other, ca), Pin(ca.cert), ""},
		"another authority's pin":          {serve(t, good, ca), Pin(other.cert), pinMessage},
		"the authority is not sent along":  {serve(t, good), Pin(ca.cert), pinMessage},
		"another host":                     {serve(t, elsewhere, ca), Pin(ca.cert), certMessage},
		"issued by another":                {serve(t, other.server(t, "127.0.0.1"), ca), Pin(ca.cert), certMessage},
		"the server's own key for the pin": {serve(t, good, ca), Pin(good.cert), pinMessage},
		"no pin":                           {serve(t, good, ca), "", certMessage},
	} {
		address := c.url
		if c.pin != "" {
			address += "#" + c.pin
		}
		address, err := ParseAddress(address)
		if err != nil {
			t.Fatal(err)
		}
		client := newClient(address, app.StartingAt(time.Time{}), nil)
		for range 2 { // also what is resumed
			_, err = client.json(t.Context(), "/", struct{}{}, &map[string]any{})
			var e *app.Error
			if c.text == "" && err != nil || c.text != "" && (!errors.As(err, &e) || e.Code != app.ErrOffline || e.Message != c.text) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}
