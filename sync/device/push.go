package device

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// push sends every operation that is pending at its begin, batch by batch. What is written meanwhile goes with the next
// round: over a slow line somebody who goes on writing would keep this one from ever pulling.
func (e *Engine) push(ctx context.Context, report *Report) error {
	if err := e.settleNumbers(ctx); err != nil {
		return err
	}
	total, _, err := e.store.UnsentSum(ctx)
	if err != nil {
		return fmt.Errorf("device: unsent: %w", err)
	}
	e.phase(PhasePush, 0, total)
	rewound, most := false, wire.MaxOps
	for sent := 0; sent < total; {
		ops, err := e.nextBatch(ctx)
		if err != nil || len(ops) == 0 {
			return err
		}
		ops = ops[:min(len(ops), max(1, most))]
		if most == 0 {
			ops[0].Line = inPlaceOf(ops[0])
		}
		began := time.Now()
		_, results, err := e.pushBatch(ctx, e.epochMet(), ops)
		e.bytes.learn(ops, time.Since(began), err)
		if gap, missing := refusedAs(err, wire.CodeExpected); missing && !rewound {
			rewound = true
			if err := e.rewind(ctx, gap.problem.Expected, err); err != nil {
				return err
			}
			again, _, err := e.store.UnsentSum(ctx)
			if err != nil {
				return fmt.Errorf("device: unsent: %w", err)
			}
			total = sent + again
			continue
		}
		if _, large := refusedAs(err, wire.CodeTooLarge); large && most > 0 {
			most = len(ops) / 2
			continue
		}
		if err != nil {
			return err
		}
		most = wire.MaxOps
		// The answer is stored even if the program is closing: the work is done at the centre.
		if err := e.store.Acknowledge(context.WithoutCancel(ctx), results); err != nil {
			return fmt.Errorf("device: acknowledge: %w", err)
		}
		sent += len(results)
		report.count(results)
		e.phase(PhasePush, sent, max(total, sent))
	}
	return nil
}

// nextBatch returns the next operations to send.
func (e *Engine) nextBatch(ctx context.Context) ([]wire.Pending, error) {
	ops, err := e.store.Pending(ctx, wire.MaxOps+1) // one more, to see where a transaction ends
	if err != nil {
		return nil, fmt.Errorf("device: pending: %w", err)
	}
	n, err := cut(ops, e.bytes.size())
	return ops[:n], err
}

// inPlaceOf returns what is sent under the number of an operation that is too large by itself, as an earlier version could
// keep one: something the centre sets aside, so that its author is told and what comes behind it goes on.
func inPlaceOf(p wire.Pending) []byte {
	return fmt.Appendf(nil, `{"n":%d}`, p.N)
}

// maxBatch is how many bytes a batch may have before it is compressed, however quick the line is; see wire.MaxEncoded.
const maxBatch = 7 << 20

// cut returns how many of the operations make the next batch: as many whole transactions as fit into wire.MaxOps and
// most bytes, at least one. Only a transaction of more operations or bytes than the centre takes at once is divided, as it could
// never be sent otherwise; and where numbers that were settled anew leave a gap, as a push has none.
func cut(ops []wire.Pending, most int) (int, error) {
	whole, size, tx := 0, 0, ""
	for i := range ops {
		if ops[i].N != ops[0].N+int64(i) {
			return i, nil
		}
		next, err := transaction(ops[i])
		if err != nil {
			return 0, err
		}
		if i > 0 && (next == "" || next != tx) {
			whole = i
		}
		size += len(ops[i].Line) + 1
		switch {
		case whole > 0 && (i >= wire.MaxOps || size > most):
			return whole, nil
		case i >= wire.MaxOps || i > 0 && size > maxBatch:
			return i, nil
		}
		tx = next
	}
	return len(ops), nil
}

func transaction(p wire.Pending) (string, error) {
	var op struct {
		Tx string `json:"tx"`
	}
	if err := json.Unmarshal(p.Line, &op); err != nil {
		return "", fmt.Errorf("device: operation %d: %w", p.N, err)
	}
	return op.Tx, nil
}

// pushBatch sends one batch and returns the result of each of its operations.
func (e *Engine) pushBatch(ctx context.Context, epoch string, ops []wire.Pending) (wire.PushReply, []wire.Result, error) {
	head := wire.PushHead{V: wire.V, Epoch: epoch, Device: e.deviceID(), Schema: wire.Schema, Count: len(ops)}
	parts := make([]any, 0, len(ops)+1)
	parts = append(parts, head)
	for i := range ops {
		parts = append(parts, ops[i].Line)
	}
	body, err := lines(parts...)
	if err != nil {
		return wire.PushReply{}, nil, err
	}
	var (
		reply   wire.PushReply
		results []wire.Result
	)
	when, err := e.authorised(ctx, exchange{
		path: wire.PathPush, content: wire.ContentType, body: body,
		read: func(r io.Reader) (err error) {
			reply, results, err = readResults(r)
			return err
		},
	})
	if err != nil {
		return wire.PushReply{}, nil, err
	}
	e.measure(when, reply.Now)
	if err := answers(ops, results); err != nil {
		return reply, nil, &app.Error{Code: app.ErrOffline, Message: "中心的答复不完整，稍后会自动重发", Cause: err}
	}
	return reply, results, nil
}

// readResults decodes a whole reply to a push.
func readResults(src io.Reader) (wire.PushReply, []wire.Result, error) {
	var (
		head wire.PushReply
		out  []wire.Result
	)
	r, err := wire.NewReader(src)
	if err != nil {
		return head, nil, err
	}
	defer r.Close()
	if err := r.Read(&head); err != nil {
		return head, nil, cutShort(err)
	}
	for {
		var result wire.Result
		err := r.Read(&result)
		if errors.Is(err, io.EOF) {
			return head, out, nil
		}
		if err != nil {
			return head, nil, err
		}
		out = append(out, result)
	}
}

// answers checks that every operation got its result, in order.
func answers(ops []wire.Pending, results []wire.Result) error {
	if len(ops) != len(results) {
		return fmt.Errorf("device: %d results for %d operations", len(results), len(ops))
	}
	for i := range ops {
		if ops[i].N != results[i].N {
			return fmt.Errorf("device: result %d for operation %d", results[i].N, ops[i].N)
		}
	}
	return nil
}

func (r *Report) count(results []wire.Result) {
	for i := range results {
		r.Pushed++
		switch results[i].Outcome {
		case wire.OutcomeKept:
			r.Kept++
		case wire.OutcomeRefused, wire.OutcomeQuarantined:
			r.Refused++
		}
	}
}

// cutShort tells the end of a message from its absence: a reply always has a head.
func cutShort(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
