package centre

import (
	"bytes"
	"cmp"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Time limits of a body that is being sent. A line that moves is given time, one that stands still is not.
const (
	bodyIdle  = time.Minute
	bodyTotal = 15 * time.Minute
	bodyPart  = 64 << 10 // bytes after which the time limit starts anew
)

// errOther is the answer to a request that another key has signed: the token may be stolen.
var errOther = &problem{status: http.StatusUnauthorized, Problem: wire.Problem{Code: app.ErrUnauthorised, Message: "请求的签名与本机登记的密钥不符，请用新的登记码重新登记"}}

// errUnsigned is the answer to a request without a signature: laptops of an earlier version sign nothing.
var errUnsigned = &problem{status: http.StatusUpgradeRequired, Problem: wire.Problem{Code: wire.CodeUpgrade, Message: "请求没有签名：本机程序版本过旧，请升级后再同步；尚未发送的内容仍保存在本机"}}

type sessionKey struct{}

// open reports whether a path is for laptops that have no token, or none that is good.
func open(path string) bool {
	switch path {
	case wire.PathEnrol, wire.PathToken, wire.PathRejoin, wire.PathWiped, wire.PathRecover, wire.PathHealth:
		return true
	}
	return !strings.HasPrefix(path, "/v1/")
}

// proven lets requests that carry an access token through with whom they speak for: the token must be known, the device in
// use, and the request signed by the key the token is bound to. Requests without a token go on as they are; what needs a
// session refuses them. The body is read here, once it is known whose it is, and before the request takes a place among those
// that are worked on, so that a slow line keeps nobody else waiting.
func (c *Centre) proven(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || token == "" || open(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		who, err := c.authenticate(r.Context(), token)
		if err != nil {
			// Guessing is not free.
			err = cmp.Or(c.limits.origin(originOf(r.Context()), c.clock()), err)
		} else {
			noteDevice(r.Context(), who.device)
			if err = c.limits.device(who.device, c.clock()); err != nil {
				c.tally(metricLimited, 1)
			}
		}
		if err == nil {
			err = who.may(r)
		}
		if err != nil {
			c.refuse(w, err)
			return
		}
		if err := c.verify(r, who.key, token); err != nil {
			c.refuse(w, err)
			return
		}
		leave, err := c.limits.enter(who.device)
		if err != nil {
			c.tally(metricLimited, 1)
			c.refuse(w, err)
			return
		}
		defer leave()
		body, err := readBody(w, r)
		if err == nil {
			err = asStated(r, body)
		}
		if err != nil {
			c.refuse(w, err)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		r.ContentLength = int64(len(body))
		next.ServeHTTP(inHand{w}, r.WithContext(context.WithValue(r.Context(), sessionKey{}, who)))
	})
}

// inHand is the reply to a request whose body has been read: its time limit is over.
type inHand struct{ http.ResponseWriter }

// SetReadDeadline does nothing: a limit set now would end the request instead.
func (inHand) SetReadDeadline(time.Time) error { return nil }

// Unwrap returns the writer below, for http.ResponseController.
func (w inHand) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// readBody reads a body of at most wire.MaxEncoded bytes.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, error) {
	if r.ContentLength > wire.MaxEncoded {
		return nil, errTooLarge
	}
	control := http.NewResponseController(w)
	end := time.Now().Add(bodyTotal)
	var b bytes.Buffer
	for {
		limit := time.Now().Add(bodyIdle)
		if limit.After(end) {
			limit = end
		}
		_ = control.SetReadDeadline(limit) // not every transport has one
		n, err := io.CopyN(&b, r.Body, bodyPart)
		switch {
		case b.Len() > wire.MaxEncoded:
			return nil, errTooLarge
		case n == bodyPart && err == nil:
			continue
		case err == io.EOF:
			_ = control.SetReadDeadline(time.Time{})
			return b.Bytes(), nil
		}
		return nil, invalid("body", "请求内容没有传完整")
	}
}

// verify checks that a request, with the body it states, was signed by a device's key, at a moment near the centre's.
func (c *Centre) verify(r *http.Request, key ed25519.PublicKey, access string) error {
	stated, signature := r.Header.Get(wire.HeaderAt), r.Header.Get(wire.HeaderSignature)
	if signature == "" {
		return errUnsigned
	}
	at, err := strconv.ParseInt(stated, 10, 64)
	if err != nil {
		return errOther
	}
	sig, err := base64.RawURLEncoding.DecodeString(signature)
	target := r.URL.EscapedPath()
	if r.URL.RawQuery != "" {
		target += "?" + r.URL.RawQuery
	}
	message := wire.RequestMessage(r.Method, target, access, at, r.Header.Get(wire.HeaderContent), r.Header.Get)
	if err != nil || !ed25519.Verify(key, message, sig) {
		return errOther
	}
	return c.near(at)
}

// asStated checks that the body of a request is the one its signature is for.
func asStated(r *http.Request, body []byte) error {
	if r.Header.Get(wire.HeaderContent) != wire.Content(body) {
		return errOther
	}
	return nil
}

// near refuses a moment that is too far from the centre's clock, and says what that shows: what was signed long ago, or
// for later, is not to be used again.
func (c *Centre) near(at int64) error {
	now := int64(c.clock.Now())
	if at < now-wire.MaxSkew || at > now+wire.MaxSkew {
		return &problem{status: http.StatusUnauthorized, Problem: wire.Problem{Code: wire.CodeClock, Now: now, Message: "本机的时钟与中心相差太多"}}
	}
	return nil
}

// may says whether a device in its state may make a request: one that is to be wiped hears nothing else, one that is
// drained may send what it has and see the list of laptops, but take none out of use: it may be in other hands.
func (who session) may(r *http.Request) error {
	switch who.state {
	case wire.DeviceActive:
		return nil
	case wire.DeviceDraining:
		path, sends := r.URL.Path, r.Method != http.MethodGet
		if path == wire.PathPush || path == wire.PathDevices && !sends || sends && strings.HasPrefix(path, wire.PathBlobs+"/") {
			return nil
		}
		return errRevoked
	}
	return errWipe
}

// session returns whom a request speaks for, as proven has found out.
func (c *Centre) session(ctx context.Context, _ string) (session, error) {
	who, ok := ctx.Value(sessionKey{}).(session)
	if !ok {
		return session{}, errToken
	}
	return who, nil
}
