package centre

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// HeaderRequest carries the id of a request in its reply; the log names it too.
const HeaderRequest = "Fangce-Request"

type aboutKey struct{}

// about is what the log says of a request.
type about struct{ id, device string }

// noteDevice notes which laptop a request is of.
func noteDevice(ctx context.Context, device string) {
	if a, ok := ctx.Value(aboutKey{}).(*about); ok && len(device) <= maxName {
		a.device = device
	}
}

// requestOf returns the id of the request a context belongs to, "" for none.
func requestOf(ctx context.Context) string {
	if a, ok := ctx.Value(aboutKey{}).(*about); ok {
		return a.id
	}
	return ""
}

// logged writes one line per request and counts it, without anything personal: a path is named as the API names it, not as
// it came.
func (c *Centre) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		var raw [8]byte
		_, _ = rand.Read(raw[:])
		a := &about{id: hex.EncodeToString(raw[:])}
		w.Header().Set(HeaderRequest, a.id)
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		defer func() {
			path, took := pattern(r), time.Since(began)
			c.metrics.requests.WithLabelValues(path, strconv.Itoa(ww.Status())).Observe(took.Seconds())
			line := []any{
				"request", a.id, "method", r.Method, "path", path, "status", ww.Status(),
				"in", r.ContentLength, "out", ww.BytesWritten(), "ms", took.Milliseconds(),
			}
			if a.device != "" {
				line = append(line, "device", a.device)
			}
			c.log.Info("request", line...)
		}()
		next.ServeHTTP(ww, r.WithContext(context.WithValue(r.Context(), aboutKey{}, a)))
	})
}

// pattern returns the path of a request as the API names it, "other" for one it does not know.
func pattern(r *http.Request) string {
	if route := chi.RouteContext(r.Context()); route != nil {
		if p := route.RoutePattern(); p != "" && p != "/*" {
			return p
		}
		// Turned away before it was routed.
		found := chi.NewRouteContext()
		if route.Routes != nil && route.Routes.Match(found, r.Method, r.URL.Path) {
			return found.RoutePattern()
		}
	}
	return "other"
}
