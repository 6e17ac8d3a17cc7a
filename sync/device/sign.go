package device

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"

	"github.com/fangce/fangce/sync/wire"
)

// signed returns the request with its token and the signature of the laptop's key, which the centre wants beside it: a
// token that was stolen alone is worth nothing. access is "" for what needs no token.
func (e *Engine) signed(x exchange, access string) (exchange, error) {
	e.tokens.mu.Lock()
	defer e.tokens.mu.Unlock()
	if e.key == nil {
		return x, context.Canceled // the account is being locked
	}
	method := x.method
	if method == "" {
		method = http.MethodPost
	}
	at, content := int64(e.corrected()), wire.Content(x.body)
	sig := ed25519.Sign(e.key, wire.RequestMessage(method, x.path, access, at, content, func(name string) string { return x.header[name] }))
	x.access, x.header = access, maps.Clone(x.header)
	if x.header == nil {
		x.header = map[string]string{}
	}
	x.header[wire.HeaderContent] = content
	x.header[wire.HeaderAt] = strconv.FormatInt(at, 10)
	x.header[wire.HeaderSignature] = base64.RawURLEncoding.EncodeToString(sig)
	return x, nil
}
