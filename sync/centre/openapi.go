package centre

import (
	"encoding/json"
	"net/http"
	"reflect"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
	"github.com/go-chi/chi/v5"
)

// needsToken marks the calls that want an access token.
var needsToken = []map[string][]string{{"access": {}}}

// described are the messages that travel as lines; the document lists them although no library reads them.
var described = map[string]reflect.Type{
	"PullRequest": reflect.TypeFor[wire.PullRequest](),
	"PullHead":    reflect.TypeFor[wire.PullHead](),
	"Entry":       reflect.TypeFor[wire.Entry](),
	"PullTail":    reflect.TypeFor[wire.PullTail](),
	"PushHead":    reflect.TypeFor[wire.PushHead](),
	"Op":          reflect.TypeFor[wire.Op](),
	"PushReply":   reflect.TypeFor[wire.PushReply](),
	"Result":      reflect.TypeFor[wire.Result](),

	"ImportRequest": reflect.TypeFor[wire.ImportRequest](),
	"RepairRequest": reflect.TypeFor[wire.RepairRequest](),
	"AdoptHead":     reflect.TypeFor[wire.AdoptHead](),
	"AdoptReply":    reflect.TypeFor[wire.AdoptReply](),
}

func (c *Centre) describe(api huma.API) {
	doc := api.OpenAPI()
	doc.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"access": {Type: "http", Scheme: "bearer", Description: "The access token of an enrolled laptop, good for 15 minutes. Beside it " +
			wire.HeaderAt + ", " + wire.HeaderContent + " and " + wire.HeaderSignature + ": the moment, the SHA-256 of the body, and the signature by the laptop's key over the request."},
	}
	for _, name := range []string{"PullRequest", "PullHead", "Entry", "PullTail", "PushHead", "Op", "PushReply", "Result", "ImportRequest", "RepairRequest", "AdoptHead", "AdoptReply"} {
		doc.Components.Schemas.Schema(described[name], true, name)
	}
}

func linesReply(names ...string) map[string]*huma.Response {
	return map[string]*huma.Response{"200": {
		Description: "JSON lines under zstd",
		Content:     map[string]*huma.MediaType{wire.ContentType: lineType(names)},
	}}
}

// lineType names the messages of a body in its extension, as OpenAPI has no way to describe lines; the body itself is
// binary to every generic client.
func lineType(names []string) *huma.MediaType {
	refs := make([]map[string]string, len(names))
	for i, n := range names {
		refs[i] = map[string]string{"$ref": "#/components/schemas/" + n}
	}
	return &huma.MediaType{
		Schema:     &huma.Schema{Type: huma.TypeString, Format: "binary"},
		Extensions: map[string]any{"x-lines": refs},
	}
}

// requests name the lines of the bodies that the library only knows as bytes.
var requests = map[string][]string{
	wire.PathPull:    {"PullRequest"},
	wire.PathPush:    {"PushHead", "Op"},
	wire.PathRepair:  {"RepairRequest"},
	wire.PathAdopt:   {"AdoptHead", "Entry"},
	wire.PathImports: {"ImportRequest"},
}

// describeRequests tells the lines of raw requests; registering an operation leaves only their bytes.
func describeRequests(api huma.API) {
	for path, names := range requests {
		api.OpenAPI().Paths[path].Post.RequestBody.Content[wire.ContentType] = lineType(names)
	}
}

// serveDocument serves the description of the API, written out when somebody first asks for it.
func serveDocument(r chi.Router, api huma.API) {
	describeRequests(api)
	doc := sync.OnceValues(func() ([]byte, error) { return json.Marshal(api.OpenAPI()) })
	r.Get("/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		text, err := doc()
		if err != nil {
			writeProblem(w, http.StatusInternalServerError, "接口说明无法生成")
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(text)
	})
}
