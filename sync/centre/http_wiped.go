package centre

import (
	"cmp"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
)

// serveWiped hears from a laptop that it is wiped. It has no token any more, only its key; the signature is over the body as
// it came, so that no library may read it first.
func (c *Centre) serveWiped(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxSmallBody)
	body, err := readBody(w, r)
	var req wire.WipedRequest
	if err == nil && json.Unmarshal(body, &req) != nil {
		err = invalid("body", "内容不完整或无法识别")
	}
	if err == nil {
		noteDevice(r.Context(), req.DeviceID)
		err = c.takeWiped(r, req, body)
	}
	if err != nil {
		c.refuse(w, err)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(wire.WipedReply{V: wire.V})
}

func (c *Centre) takeWiped(r *http.Request, req wire.WipedRequest, body []byte) error {
	return c.update(r.Context(), func(t *txn) error {
		d, known, err := t.device(req.DeviceID)
		if err != nil {
			return err
		}
		if !known {
			return errNotKnown
		}
		if err := cmp.Or(c.verify(r, d.key, ""), asStated(r, body)); err != nil {
			return err
		}
		return t.wiped(req.DeviceID, d)
	})
}

// describeWiped lists the call in the document, which no library registers.
func describeWiped(api huma.API) {
	schemas := api.OpenAPI().Components.Schemas
	content := func(t reflect.Type, name string) map[string]*huma.MediaType {
		return map[string]*huma.MediaType{"application/json": {Schema: schemas.Schema(t, true, name)}}
	}
	api.OpenAPI().AddOperation(&huma.Operation{
		OperationID: "wiped", Method: http.MethodPost, Path: wire.PathWiped, Tags: []string{"laptops"},
		Summary:     "A laptop taken out of use says that it is wiped",
		Description: "Without a token: " + wire.HeaderAt + ", " + wire.HeaderContent + " and " + wire.HeaderSignature + " by the laptop's key. Saying it again is good, too.",
		RequestBody: &huma.RequestBody{Content: content(reflect.TypeFor[wire.WipedRequest](), "WipedRequest")},
		Responses: map[string]*huma.Response{
			"200": {Description: "Noted", Content: content(reflect.TypeFor[wire.WipedReply](), "WipedReply")},
		},
	})
}
