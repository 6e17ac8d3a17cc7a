package centre

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/fangce/fangce/sync/wire"
)

// rawInput is a compressed body as it came.
type rawInput struct {
	Authorization string `header:"Authorization" hidden:"true"`
	RawBody       []byte `contentType:"application/x-ndjson+zstd"`
}

// rawOutput is a compressed reply.
type rawOutput struct {
	ContentType string `header:"Content-Type"`
	// Length tells a laptop on a slow line when an answer will be over.
	Length int `header:"Content-Length"`
	Body   []byte
}

func (c *Centre) routeSync(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "pull", Method: http.MethodPost, Path: wire.PathPull, Tags: []string{"sync"}, Security: needsToken,
		Summary: "What is new in every stream granted to the laptop's person",
		Description: "Request: one PullRequest. Reply: one PullHead, Entry lines, one PullTail; all of it one state of the centre. " +
			"Store the entries and the tail's cursors in one transaction, and ask again while `more` is true.",
		MaxBodyBytes: maxSmallBody * 4, Errors: []int{400, 401, 409, 426},
		Responses: linesReply("PullHead", "Entry", "PullTail"),
	}, func(ctx context.Context, in *rawInput) (*rawOutput, error) { return c.raw(ctx, in, c.handlePull) })
	huma.Register(api, huma.Operation{
		OperationID: "push", Method: http.MethodPost, Path: wire.PathPush, Tags: []string{"sync"}, Security: needsToken,
		Summary: "Take in the numbered operations of a laptop",
		Description: "Request: one PushHead, then `count` Op lines with gapless numbers. Reply: one PushReply, then one Result per operation. " +
			"An operation that comes again byte for byte gives the stored result; other bytes under its number are refused (409 cloned), a gap too (409 expected).",
		MaxBodyBytes: wire.MaxEncoded, BodyReadTimeout: bodyTimeout, Errors: []int{400, 401, 409, 413},
		Responses: linesReply("PushReply", "Result"),
	}, func(ctx context.Context, in *rawInput) (*rawOutput, error) { return c.raw(ctx, in, c.handlePush) })
}

// raw authenticates a request, has it handled, and answers with lines.
func (c *Centre) raw(ctx context.Context, in *rawInput, handle func(context.Context, session, *wire.Reader, *bytes.Buffer) error) (*rawOutput, error) {
	who, err := c.session(ctx, in.Authorization)
	if err != nil {
		return nil, c.asProblem(err)
	}
	r, err := wire.NewReader(bytes.NewReader(in.RawBody))
	if err != nil {
		return nil, c.asProblem(unreadable(err))
	}
	defer r.Close()
	var out bytes.Buffer
	if err := handle(ctx, who, r, &out); err != nil {
		return nil, c.asProblem(err)
	}
	return &rawOutput{wire.ContentType, out.Len(), out.Bytes()}, nil
}

func (c *Centre) handlePull(ctx context.Context, who session, r *wire.Reader, out *bytes.Buffer) error {
	var req wire.PullRequest
	if err := r.Read(&req); err != nil {
		return unreadable(err)
	}
	if req.V > wire.V {
		return invalid("v", "不认识的信封版本")
	}
	if err := c.pull(ctx, who, &req, out); err != nil {
		return err
	}
	c.heardOf(ctx, who.device, req.Unsent, req.Oldest)
	return nil
}

func (c *Centre) handlePush(ctx context.Context, who session, r *wire.Reader, out *bytes.Buffer) error {
	var head wire.PushHead
	if err := r.Read(&head); err != nil {
		return unreadable(err)
	}
	switch {
	case head.V > wire.V:
		return invalid("v", "不认识的信封版本")
	case head.Device != who.device:
		return invalid("device", "设备编号与登记的不符")
	case head.Count < 0 || head.Count > wire.MaxOps:
		return errTooLarge
	}
	if err := c.sameEpoch(head.Epoch); err != nil {
		return err
	}
	ops, err := readOps(r, head.Count)
	if err != nil {
		return err
	}
	reply, results, err := c.push(ctx, who, ops)
	if err != nil {
		return err
	}
	w, err := wire.NewWriter(out)
	if err != nil {
		return err
	}
	if err := w.Write(reply); err != nil {
		return err
	}
	for _, res := range results {
		if err := w.Write(res); err != nil {
			return err
		}
	}
	return w.Close()
}

// readOps reads exactly count operations, numbered without gaps; a message cut short is refused as a whole.
func readOps(r *wire.Reader, count int) ([]arrived, error) {
	ops := make([]arrived, 0, count)
	for range count {
		line, err := r.Next()
		if err != nil {
			return nil, unreadable(err)
		}
		a := newArrived(line)
		if n := len(ops); a.op.N < 1 || n > 0 && a.op.N != ops[n-1].op.N+1 {
			return nil, invalid("n", fmt.Sprintf("第 %d 条改动的编号不连续", n+1))
		}
		ops = append(ops, a)
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		return nil, invalid("count", "改动的条数与声明的不符")
	}
	return ops, nil
}

// unreadable says that a body is no message of this protocol, or too large.
func unreadable(err error) error {
	if errors.Is(err, wire.ErrTooLarge) {
		return err
	}
	return invalid("body", "内容不完整或无法识别")
}
