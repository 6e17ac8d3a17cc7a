package centre

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// problem is a reply that is no success: a wire.Problem with its HTTP status.
type problem struct {
	wire.Problem
	status int
}

// Error implements error.
func (p *problem) Error() string { return p.Code + ": " + p.Message }

// GetStatus implements huma.StatusError.
func (p *problem) GetStatus() int { return p.status }

// statusOf gives the HTTP status of app's error codes; every other one is an internal error.
var statusOf = map[string]int{
	app.ErrInvalid:   http.StatusBadRequest,
	app.ErrNotFound:  http.StatusNotFound,
	app.ErrConflict:  http.StatusConflict,
	app.ErrForbidden: http.StatusForbidden,
	app.ErrRefused:   http.StatusUnprocessableEntity,
}

// asProblem returns what a laptop is told about an error. The cause of an internal error goes to the log only.
func (c *Centre) asProblem(err error) error {
	var headers huma.HeadersError
	if errors.As(err, &headers) {
		return err
	}
	var p *problem
	if errors.As(err, &p) {
		return p
	}
	var e *app.Error
	if errors.As(err, &e) && statusOf[e.Code] != 0 {
		return &problem{status: statusOf[e.Code], Problem: wire.Problem{Code: e.Code, Field: e.Field, Message: e.Message}}
	}
	if errors.Is(err, wire.ErrTooLarge) {
		return errTooLarge
	}
	c.log.Error("internal error", "error", err)
	return &problem{status: http.StatusInternalServerError, Problem: wire.Problem{Code: app.ErrInternal, Message: "中心内部错误，请稍后再试"}}
}

// refuse answers a request with what asProblem makes of an error.
func (c *Centre) refuse(w http.ResponseWriter, err error) {
	err = c.asProblem(err)
	var headers huma.HeadersError
	if errors.As(err, &headers) {
		for name, values := range headers.GetHeaders() {
			w.Header()[name] = values
		}
	}
	var p *problem
	if !errors.As(err, &p) {
		p = &problem{status: http.StatusInternalServerError, Problem: wire.Problem{Code: app.ErrInternal, Message: "中心内部错误，请稍后再试"}}
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(p.status)
	_ = json.NewEncoder(w).Encode(p.Problem)
}

var errTooLarge = &problem{status: http.StatusRequestEntityTooLarge, Problem: wire.Problem{Code: wire.CodeTooLarge, Message: "内容过大"}}

// invalid returns a problem about a message that is not what it should be.
func invalid(field, message string) error {
	return &problem{status: http.StatusBadRequest, Problem: wire.Problem{Code: app.ErrInvalid, Field: field, Message: message}}
}

// tooMany asks to come back later.
func tooMany(wait time.Duration) error {
	p := &problem{status: http.StatusTooManyRequests, Problem: wire.Problem{Code: wire.CodeTooMany, Message: "尝试次数过多，请稍后再试"}}
	return huma.ErrorWithHeaders(p, http.Header{"Retry-After": {strconv.Itoa(int(wait.Seconds()) + 1)}})
}

// codeOf names the problem of an HTTP status that the router itself answers with.
func codeOf(status int) string {
	switch status {
	case http.StatusNotFound:
		return app.ErrNotFound
	case http.StatusUnauthorized:
		return wire.CodeToken
	case http.StatusForbidden:
		return app.ErrForbidden
	case http.StatusRequestEntityTooLarge:
		return wire.CodeTooLarge
	}
	if status >= http.StatusInternalServerError {
		return app.ErrInternal
	}
	return app.ErrInvalid
}

// The API library makes its own errors (a body that is no JSON, a missing field) through this variable; laptops expect
// one form of problem from every path.
func init() {
	huma.NewError = func(status int, message string, errs ...error) huma.StatusError {
		if status == http.StatusUnprocessableEntity {
			status = http.StatusBadRequest
		}
		if status < http.StatusInternalServerError {
			message = "请求无法识别"
		}
		if status == http.StatusRequestEntityTooLarge {
			message = errTooLarge.Message
		}
		p := &problem{status: status, Problem: wire.Problem{Code: codeOf(status), Message: message}}
		for _, err := range errs {
			if d, ok := err.(huma.ErrorDetailer); ok && p.Field == "" {
				p.Field = d.ErrorDetail().Location
			}
		}
		return p
	}
}
