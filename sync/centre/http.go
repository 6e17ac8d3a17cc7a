package centre

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/fangce/fangce/sync/wire"
	"github.com/go-chi/chi/v5"
)

// Limits of the HTTP side.
const (
	bodyTimeout  = 2 * time.Minute // for a body that came without a token
	maxSmallBody = 64 << 10        // of enrolment and tokens, in bytes
)

type originKey struct{}

// Handler returns the HTTP API: the laptops' calls, health, and the OpenAPI document that describes them.
func (c *Centre) Handler() http.Handler {
	r := chi.NewRouter()
	r.Use(origin, c.logged, c.recovered, c.limited, c.proven, c.queue.places)
	r.NotFound(func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, http.StatusNotFound, "没有这个地址")
	})
	r.MethodNotAllowed(func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, http.StatusMethodNotAllowed, "该地址不支持这种请求")
	})
	api := humachi.New(r, apiConfig())
	c.describe(api)
	c.routeAuth(api)
	c.routeDevices(r, api)
	c.routeRecovery(api)
	c.routeSync(api)
	c.routeRepair(api)
	c.routeImports(api)
	c.routeHistory(api)
	c.routeBlobs(api)
	c.routeHealth(api)
	c.routeMetrics(r)
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
		OperationID: "ready", Method: http.MethodGet, Path: "/readyz", Summary: "Work can be taken in: the database takes writes, the disk has room", Tags: []string{"operation"},
	}, func(ctx context.Context, _ *struct{}) (*health, error) {
		if err := c.ready(ctx); err != nil {
			return nil, c.notReady(ctx, err)
		}
		h := &health{}
		h.Body.OK, h.Body.Now = true, int64(c.clock.Now())
		return h, nil
	})
}

// recovered turns a panic into an internal error.
func (c *Centre) recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				c.log.Error("panic", "request", requestOf(r.Context()), "value", v, "stack", string(debug.Stack()))
				writeProblem(w, http.StatusInternalServerError, "中心内部错误，请稍后再试")
			}
		}()
		next.ServeHTTP(w, r)
	})
}

// origin notes where a request came from, for the limits on guessing. A proxy on this machine says for whom it asks.
func origin(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := remote(r)
		if local(host) {
			list := strings.Split(r.Header.Get("X-Forwarded-For"), ",")
			if ip := net.ParseIP(strings.TrimSpace(list[len(list)-1])); ip != nil {
				host = ip.String()
			}
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), originKey{}, host)))
	})
}

// remote returns the address of the other end of a request's connection.
func remote(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// local reports whether an address is this machine's own.
func local(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
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
