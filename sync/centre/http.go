package centre

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"runtime/debug"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// Limits of the HTTP side.
const (
	maxAtOnce    = 64               // requests worked on at the same time; others wait
	waitTimeout  = 20 * time.Second // of a waiting request
	comeBack     = 30 * time.Second // what one that waited too long is told
	bodyTimeout  = 2 * time.Minute  // for a body of MaxEncoded over a slow line
	maxSmallBody = 64 << 10         // of enrolment and tokens, in bytes
)

type originKey struct{}

// Handler returns the HTTP API: the laptops' calls, health, and the OpenAPI document that describes them.
func (c *Centre) Handler() http.Handler {
	r := chi.NewRouter()
	r.Use(c.logged, c.recovered, origin, queued(maxAtOnce, waitTimeout))
	r.NotFound(func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, http.StatusNotFound, "没有这个地址")
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, http.StatusMethodNotAllowed, "该地址不支持这种请求")
	})
	api := humachi.New(r, apiConfig())
	c.describe(api)
	c.routeAuth(api)
	c.routeRecovery(api)
	c.routeSync(api)
	c.routeImports(api)
	c.routeHistory(api)
	c.routeHealth(api)
	serveDocument(r, api)
	return r
}

func apiConfig() huma.Config {
	cfg := huma.DefaultConfig("Fangce centre", "1")
	cfg.DocsPath = "" // the library's page loads scripts from elsewhere
	cfg.SchemasPath = ""
	cfg.OpenAPIPath = ""  // served by serveDocument, made once
	cfg.CreateHooks = nil // no $schema links in replies
	cfg.AllowAdditionalPropertiesByDefault = true
	cfg.FieldsOptionalByDefault = true
	cfg.Info.Description = "The centre's end of the sync of insurance planners' laptops. Every failure is a Problem."
	return cfg
}

// routeHealth serves what balancers and scripts ask.
func (c *Centre) routeHealth(api huma.API) {
	type health struct {
		Body struct {
			OK  bool  `json:"ok"`
			Now int64 `json:"now" doc:"the centre's clock, milliseconds since 1970 UTC"`
		}
	}
	huma.Register(api, huma.Operation{
		OperationID: "health", Method: http.MethodGet, Path: wire.PathHealth, Summary: "The program runs", Tags: []string{"operation"},
	}, func(context.Context, *struct{}) (*health, error) {
		h := &health{}
		h.Body.OK, h.Body.Now = true, int64(c.clock.Now())
		return h, nil
	})
	huma.Register(api, huma.Operation{
		OperationID: "ready", Method: http.MethodGet, Path: "/readyz", Summary: "The database answers", Tags: []string{"operation"},
	}, func(ctx context.Context, _ *struct{}) (*health, error) {
		if _, err := c.meta(ctx, "epoch"); err != nil {
			c.log.Error("not ready", "error", err)
			return nil, &problem{status: http.StatusServiceUnavailable, Problem: wire.Problem{Code: app.ErrInternal, Message: "数据库没有应答"}}
		}
		h := &health{}
		h.Body.OK, h.Body.Now = true, int64(c.clock.Now())
		return h, nil
	})
}

// logged writes one line per request, without anything personal.
func (c *Centre) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		next.ServeHTTP(ww, r)
		c.log.Info("request", "method", r.Method, "path", r.URL.Path, "status", ww.Status(),
			"in", r.ContentLength, "out", ww.BytesWritten(), "ms", time.Since(began).Milliseconds())
	})
}

// recovered turns a panic into an internal error.
func (c *Centre) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				c.log.Error("panic", "path", r.URL.Path, "value", v, "stack", string(debug.Stack()))
				writeProblem(w, http.StatusInternalServerError, "中心内部错误，请稍后再试")
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// queued lets n requests through at a time. The rest wait, and are told to come back when that takes too long.
func queued(n int, wait time.Duration) func(http.Handler) http.Handler {
	places := make(chan struct{}, n)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			waiting := time.NewTimer(wait)
			defer waiting.Stop()
			select {
			case places <- struct{}{}:
				defer func() { <-places }()
				next.ServeHTTP(w, r)
			case <-waiting.C:
				w.Header().Set("Retry-After", strconv.Itoa(int(comeBack.Seconds())))
				writeProblem(w, http.StatusServiceUnavailable, "中心正忙，请稍后再试")
			case <-r.Context().Done():
			}
		})
	}
}

// origin notes where a request came from, for the limits on guessing.
func origin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		if err != nil {
			host = r.RemoteAddr
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), originKey{}, host)))
	})
}

func originOf(ctx context.Context) string {
	host, _ := ctx.Value(originKey{}).(string)
	return host
}

func writeProblem(w http.ResponseWriter, status int, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(wire.Problem{Code: codeOf(status), Message: message})
}
