package device

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base32"
	"errors"
	"net/url"
)

// pinBytes is how much of the hash of an authority's key a pin holds.
const pinBytes = 20

var pinLetters = base32.StdEncoding.WithPadding(base32.NoPadding)

// errPin says that nobody the address names vouches for the centre.
var errPin = errors.New("device: no certificate of the chain has the pin of the address")

func validPin(pin string) bool {
	b, err := pinLetters.DecodeString(pin)
	return err == nil && len(b) == pinBytes
}

// Pin returns what stands behind "#" in the address of a centre whose certificate was issued by a private authority: the
// first 20 bytes of the SHA-256 of the authority's SubjectPublicKeyInfo, in base32.
func Pin(authority *x509.Certificate) string {
	sum := sha256.Sum256(authority.RawSubjectPublicKeyInfo)
	return pinLetters.EncodeToString(sum[:pinBytes])
}

// pinned returns a configuration that trusts the centre at base only by a chain that ends at the authority with that pin,
// which the centre sends along. The machine's own list of authorities is worth nothing then, neither for better nor worse.
func pinned(c *tls.Config, base, pin string) *tls.Config {
	host := base
	if u, err := url.Parse(base); err == nil {
		host = u.Hostname()
	}
	c = c.Clone()
	c.InsecureSkipVerify = true //nolint:gosec // VerifyConnection verifies, also what is resumed.
	c.VerifyConnection = func(s tls.ConnectionState) error { return vouched(s.PeerCertificates, host, pin) }
	return c
}

// vouched checks that the first certificate is the host's and leads to the authority with that pin.
func vouched(chain []*x509.Certificate, host, pin string) error {
	if len(chain) == 0 {
		return errPin
	}
	roots, between := x509.NewCertPool(), x509.NewCertPool()
	found := false
	for _, c := range chain[1:] {
		if c.IsCA && Pin(c) == pin {
			roots.AddCert(c)
			found = true
			continue
		}
		between.AddCert(c)
	}
	if !found {
		return errPin
	}
	_, err := chain[0].Verify(x509.VerifyOptions{
		DNSName: host, Roots: roots, Intermediates: between, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	})
	if err != nil {
		return &tls.CertificateVerificationError{UnverifiedCertificates: chain, Err: err}
	}
	return nil
}
