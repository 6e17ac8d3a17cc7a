package main

import (
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base32"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// How long certificates hold. The authority outlives every certificate it issues.
const (
	authorityLife = 20 * 365 * 24 * time.Hour
	serverLife    = 825 * 24 * time.Hour
)

// Files of a folder of certificates.
const (
	authorityCert = "ca.pem"
	authorityKey  = "ca.key"
	serverCert    = "server.pem" // with the authority's, which laptops know by its pin
	serverKey     = "server.key"
)

// cert makes a private authority and a certificate for the centre, and prints the address laptops are enrolled with. An
// authority that is there already issues the new certificate: its pin, and so the address, stays.
func cert(_ context.Context, out console, args []string) error {
	f := newFlags("cert")
	dir := f.String("dir", "", "folder of the certificates")
	hosts := f.String("host", "", "names and IP addresses laptops reach the centre by, separated by commas")
	port := f.Int("port", 8321, "port of the centre")
	if _, err := f.parse(args, 0); err != nil {
		return err
	}
	if err := f.need("dir", "host"); err != nil {
		return err
	}
	names := strings.FieldsFunc(*hosts, func(r rune) bool { return r == ',' || r == ' ' || r == '，' })
	if len(names) == 0 || *port < 1 || *port > 65535 {
		return wrongUsage("-host names no host, or -port is none")
	}
	for _, name := range names {
		if u, err := url.Parse("https://" + name); net.ParseIP(name) == nil && (err != nil || u.Hostname() != name || u.Port() != "") {
			return wrongUsage("%q is no name or IP address of a host", name)
		}
	}
	now, err := f.clock()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*dir, 0o700); err != nil {
		return err
	}
	ca, err := authority(*dir, now())
	if err != nil {
		return err
	}
	if err := ca.issue(*dir, names, now()); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(out.err, "已生成 %s 和 %s，%s 前有效；%s 是私有根证书的私钥，请离线保存\n",
		filepath.Join(*dir, serverCert), filepath.Join(*dir, serverKey), app.InstantOf(now().Add(serverLife)).Date(), filepath.Join(*dir, authorityKey))
	_, err = fmt.Fprintf(out.out, "https://%s#%s\n", net.JoinHostPort(names[0], strconv.Itoa(*port)), pin(ca.cert))
	return err
}

// pin is what laptops know an authority by: the first 20 bytes of the SHA-256 of its SubjectPublicKeyInfo, in base32.
func pin(c *x509.Certificate) string {
	sum := sha256.Sum256(c.RawSubjectPublicKeyInfo)
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20])
}

// issuer is a private authority.
type issuer struct {
	cert *x509.Certificate
	key  crypto.Signer
}

// authority reads the authority of a folder, or makes one.
func authority(dir string, now time.Time) (issuer, error) {
	certPEM, err := os.ReadFile(filepath.Join(dir, authorityCert))
	keyPEM, keyErr := os.ReadFile(filepath.Join(dir, authorityKey))
	if errors.Is(err, fs.ErrNotExist) && errors.Is(keyErr, fs.ErrNotExist) {
		return newAuthority(dir, now)
	}
	unusable := app.Errorf(app.ErrDamaged, "%s 里的根证书或其私钥缺失或已损坏：请从保管处取回，或换一个空文件夹重新生成（各电脑须换用新地址）", dir)
	c, _ := pem.Decode(certPEM)
	k, _ := pem.Decode(keyPEM)
	if err = errors.Join(err, keyErr); err != nil || c == nil || k == nil {
		return issuer{}, unusable
	}
	var a issuer
	parsed, err := x509.ParsePKCS8PrivateKey(k.Bytes)
	if a.cert, _ = x509.ParseCertificate(c.Bytes); a.cert == nil || err != nil {
		return issuer{}, unusable
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || !key.PublicKey.Equal(a.cert.PublicKey) {
		return issuer{}, unusable
	}
	a.key = key
	return a, nil
}

func newAuthority(dir string, now time.Time) (issuer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return issuer{}, err
	}
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: "Fangce private CA"}, NotBefore: now.Add(-24 * time.Hour), NotAfter: now.Add(authorityLife),
		IsCA: true, BasicConstraintsValid: true, MaxPathLenZero: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageCRLSign,
	}
	a := issuer{key: key}
	raw, err := a.sign(template, template, &key.PublicKey)
	if err != nil {
		return issuer{}, err
	}
	if a.cert, err = x509.ParseCertificate(raw); err != nil {
		return issuer{}, err
	}
	if err := writeKey(filepath.Join(dir, authorityKey), key); err != nil {
		return issuer{}, err
	}
	return a, writePEM(filepath.Join(dir, authorityCert), "CERTIFICATE", raw)
}

func (a issuer) sign(template, parent *x509.Certificate, public crypto.PublicKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 127))
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial
	return x509.CreateCertificate(rand.Reader, template, parent, public, a.key)
}

// issue writes a certificate for the hosts, with a key of its own; earlier ones are replaced.
func (a issuer) issue(dir string, hosts []string, now time.Time) error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	template := &x509.Certificate{
		Subject: pkix.Name{CommonName: hosts[0]}, NotBefore: now.Add(-24 * time.Hour), NotAfter: now.Add(serverLife),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, BasicConstraintsValid: true,
	}
	for _, h := range hosts {
		if ip := net.ParseIP(h); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, h)
		}
	}
	raw, err := a.sign(template, a.cert, &key.PublicKey)
	if err != nil {
		return err
	}
	if err := writeKey(filepath.Join(dir, serverKey), key); err != nil {
		return err
	}
	return writePEM(filepath.Join(dir, serverCert), "CERTIFICATE", raw, a.cert.Raw)
}

func writeKey(path string, key *ecdsa.PrivateKey) error {
	raw, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	return writePEM(path, "PRIVATE KEY", raw)
}

// writePEM writes a file anew; nobody else may read it, and never is half of it there under its name.
func writePEM(path, kind string, blocks ...[]byte) error {
	var b []byte
	for _, raw := range blocks {
		b = append(b, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: raw})...)
	}
	if err := os.WriteFile(path+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}
