package main

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
)

// Times around the end of a certificate.
const (
	certLook = time.Minute         // how often its file is looked at again
	certSoon = 30 * 24 * time.Hour // before its end, from when the log warns
	certNags = 24 * time.Hour
)

// tls returns how connections are secured; nil without a certificate.
func (f serveFlags) tls(log *slog.Logger) (*tls.Config, error) {
	if *f.cert == "" {
		return nil, nil
	}
	k := &keypair{cert: *f.cert, key: *f.key, log: log}
	if err := k.load(); err != nil {
		return nil, &app.Error{Code: app.ErrDamaged, Message: "证书或私钥文件无法读取，或两者不成一对", Cause: err}
	}
	return &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: k.get}, nil
}

// keypair is a certificate that is read again when its files are replaced, so that a new one needs no restart.
type keypair struct {
	cert, key string
	log       *slog.Logger
	mu        sync.Mutex
	now       *tls.Certificate
	at        time.Time // of the files
	looked    time.Time
	nagged    time.Time
}

func (k *keypair) load() error {
	info, err := os.Stat(k.cert)
	if err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(k.cert, k.key)
	if err != nil {
		return err
	}
	k.now, k.at = &pair, info.ModTime()
	return nil
}

func (k *keypair) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	now := time.Now()
	if now.Sub(k.looked) < certLook {
		return k.now, nil
	}
	k.looked = now
	if info, err := os.Stat(k.cert); err == nil && !info.ModTime().Equal(k.at) {
		if err := k.load(); err != nil {
			k.log.Error("certificate", "error", err) // what is loaded goes on
		}
	}
	if leaf := k.now.Leaf; leaf != nil && leaf.NotAfter.Sub(now) < certSoon && now.Sub(k.nagged) >= certNags {
		k.nagged = now
		k.log.Warn("the certificate ends soon", "at", leaf.NotAfter.Format(time.DateOnly))
	}
	return k.now, nil
}
