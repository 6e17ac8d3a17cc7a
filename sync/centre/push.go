package centre

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"net/http"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// maxClockLead is how far a laptop's clock may run ahead before its HLCs are clamped (architecture §3).
const maxClockLead = 5 * 60 * 1000 // milliseconds

// arrived is one operation as it came.
type arrived struct {
	op   wire.Op
	line []byte
	hash []byte
	bad  bool // the line is no operation this program can read; only its number is known
}

// session is whom a request speaks for.
type session struct {
	device string
	person app.Person
	key    ed25519.PublicKey // of the device
	state  string            // of the device, wire.DeviceActive …
	kin    []string          // the person's other laptops, known while operations are taken in
	later  bool              // what is taken in was refused before, see retry
}

// push takes the operations of one laptop in, group by group: what was taken in before a failure stays, and sending it
// again gives the same results.
func (c *Centre) push(ctx context.Context, who session, ops []arrived) (*wire.PushReply, []wire.Result, error) {
	results, err := c.pushGroups(ctx, who, groups(ops))
	if err != nil {
		return nil, nil, err
	}
	reply := &wire.PushReply{V: wire.V, Epoch: c.Epoch(), Now: int64(c.clock.Now())}
	var old int64
	room := 2*len(ops) + 20 // trimming keeps pace with what comes
	err = c.view(ctx, func(t *txn) (err error) {
		if old, err = t.trimmable(room); err != nil {
			return err
		}
		reply.Expected, err = t.expected(who.device)
		return err
	})
	if err == nil && old > 0 {
		err = c.trim(ctx, room)
	}
	return reply, results, err
}

// groups splits operations where their transaction changes.
func groups(ops []arrived) [][]arrived {
	var out [][]arrived
	for i, o := range ops {
		if i > 0 && o.op.Tx != "" && o.op.Tx == ops[i-1].op.Tx {
			out[len(out)-1] = append(out[len(out)-1], o)
			continue
		}
		out = append(out, []arrived{o})
	}
	return out
}

// spread fills in why each operation of a group is refused, if one of them was and others were not.
func spread(group []arrived, results []wire.Result, refusals map[int64]string) bool {
	failed := slices.ContainsFunc(results, hardRefusal)
	if !failed {
		return false
	}
	more := false
	for i, r := range results {
		switch {
		case hardRefusal(r):
			refusals[r.N] = r.Reason
		case r.Outcome == wire.OutcomeApplied || r.Outcome == wire.OutcomeKept:
			if !insertOnly(group[i].op.Kind) {
				refusals[r.N] = reasonGroup
				more = true
			}
		}
	}
	return more
}

func hardRefusal(r wire.Result) bool {
	return r.Outcome == wire.OutcomeRefused && r.Reason != reasonStatusMoved
}

func (t *txn) applyGroup(who session, group []arrived, refusals map[int64]string, granted []string) ([]wire.Result, error) {
	results := make([]wire.Result, 0, len(group))
	for _, a := range group {
		expected, err := t.expected(who.device)
		if err != nil {
			return nil, err
		}
		var res *wire.Result
		switch {
		case a.op.N > expected:
			return nil, &problem{status: http.StatusConflict, Problem: wire.Problem{Code: wire.CodeExpected, Expected: expected, Message: "缺少之前的改动，请从所需的编号起重新发送"}}
		case a.op.N < expected:
			res, err = t.repeated(who.device, a)
		default:
			res, err = t.take(who, a, refusals[a.op.N])
		}
		if err != nil {
			return nil, err
		}
		if who.state != wire.DeviceDraining { // it hears nothing of rows any more
			if err := t.attach(res, granted); err != nil {
				return nil, err
			}
		}
		results = append(results, *res)
	}
	return results, nil
}

// expected returns the number of the next operation of a device.
func (t *txn) expected(device string) (int64, error) {
	var n int64
	_, err := t.one(`SELECT next_n FROM device WHERE id = ?`, []any{device}, &n)
	return n, err
}

// repeated returns the stored result of an operation that has come before.
func (t *txn) repeated(device string, a arrived) (*wire.Result, error) {
	var hash []byte
	var stored string
	found, err := t.one(`SELECT hash, result FROM device_op WHERE device = ? AND n = ?`, []any{device, a.op.N}, &hash, &stored)
	if err != nil {
		return nil, err
	}
	if !found || !bytes.Equal(hash, a.hash) {
		return nil, &problem{status: http.StatusConflict, Problem: wire.Problem{Code: wire.CodeCloned, N: a.op.N, Message: "同一编号的改动内容不同：有两份数据使用同一台设备的身份，请重新登记本机"}}
	}
	var res wire.Result
	return &res, json.Unmarshal([]byte(stored), &res)
}

// take stores a new operation with what became of it.
func (t *txn) take(who session, a arrived, refusal string) (*wire.Result, error) {
	res := &wire.Result{N: a.op.N, Kind: a.op.Kind, ID: a.op.ID}
	same, err := t.twinOf(who.device, who.kin, &a.op)
	if err != nil {
		return nil, err
	}
	switch {
	case a.bad:
		res.Outcome, res.Reason = wire.OutcomeQuarantined, reasonInvalid
	case same != nil:
		res.Ver, res.Outcome, res.Reason = same.result.Ver, same.result.Outcome, same.result.Reason
	case refusal != "":
		res.Outcome, res.Reason = wire.OutcomeRefused, refusal
	default:
		err = t.apply(who, &a.op, res)
	}
	if err != nil {
		return nil, err
	}
	t.note(metricPushed, 1)
	if res.Outcome == wire.OutcomeRefused || res.Outcome == wire.OutcomeQuarantined {
		t.note(metricRefused, 1)
	}
	stored, err := wire.Line(res)
	if err != nil {
		return nil, err
	}
	if err := t.exec(`INSERT INTO device_op (device, n, hash, kind, id, outcome, result, line, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		who.device, a.op.N, a.hash, a.op.Kind, a.op.ID, res.Outcome, string(stored), a.line, t.now); err != nil {
		return nil, err
	}
	return res, t.exec(`UPDATE device SET next_n = ? WHERE id = ?`, a.op.N+1, who.device)
}

// attach gives the author the row as it is now, if the author may pull its stream.
func (t *txn) attach(res *wire.Result, granted []string) error {
	r, err := t.last, error(nil)
	if r == nil || r.kind != res.Kind || r.id != res.ID {
		r, err = t.get(res.Kind, res.ID)
	}
	if err != nil || r == nil || !slices.Contains(granted, r.stream) {
		return err
	}
	if err := t.nameDevices(); err != nil {
		return err
	}
	e := r.entry()
	e.DeviceName = t.devices[e.Device]
	res.Row = &e
	return nil
}

func newArrived(line []byte) arrived {
	sum := sha256.Sum256(line)
	a := arrived{line: line, hash: sum[:]}
	if json.Unmarshal(line, &a.op) == nil && a.op.Kind != "" && len(a.op.Kind) <= maxName && a.op.ID != "" && len(a.op.ID) <= maxName {
		return a
	}
	var head struct {
		N  int64  `json:"n"`
		Tx string `json:"tx"`
	}
	_ = json.Unmarshal(line, &head)
	a.op, a.bad = wire.Op{N: head.N, Tx: head.Tx}, true
	return a
}

// maxName bounds kinds and ids, in bytes.
const maxName = 128
