package device

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// checkEvery is how often the laptop compares what it holds with the centre, where nothing gave reason to do so earlier.
const checkEvery = 6 * time.Hour

// repairRows is about how many rows one request of a repair is about.
const repairRows = 3000

// checking says when the laptop is to be compared with the centre; touched under turn only.
type checking struct {
	always bool
	due    bool      // something came or went whole, or there was no comparison since the start
	last   time.Time // of the last one
}

func (e *Engine) checkDue() bool {
	return e.checks.always || e.checks.due || time.Since(e.checks.last) >= checkEvery
}

// noteScope asks for a comparison once streams or rows have come or gone whole.
func (e *Engine) noteScope(page *wire.Page) {
	left := func(x wire.Entry) bool { return x.T == wire.TypeLeave }
	if len(page.Head.Enter)+len(page.Head.Revoked) > 0 || slices.ContainsFunc(page.Entries, left) {
		e.checks.due = true
	}
}

// check compares the streams with the centre's digests and mends those that differ. There are none if none were asked for.
func (e *Engine) check(ctx context.Context, report *Report, theirs map[string]wire.Digest) error {
	if len(theirs) == 0 {
		return nil
	}
	streams := slices.Sorted(maps.Keys(theirs))
	e.phase(PhaseCheck, 0, len(streams))
	mine, err := e.store.Digests(ctx, streams)
	if err != nil {
		return fmt.Errorf("device: digests: %w", err)
	}
	cursors, err := e.store.Cursors(ctx)
	if err != nil {
		return fmt.Errorf("device: cursors: %w", err)
	}
	same, settled := true, true
	for i, stream := range streams {
		if mine[stream] != theirs[stream] {
			same = false
			ok, err := e.repair(ctx, report, stream, cursors[stream], theirs[stream])
			if err != nil {
				return err
			}
			settled = settled && ok
		}
		e.step(PhaseCheck, i+1, len(streams))
	}
	e.checks.due, e.checks.last = !settled, time.Now()
	if same {
		return e.setWithheld(ctx, 0)
	}
	return nil
}

// repair fetches what is different in one stream, bucket by bucket. It reports whether that could be tried: a stream that
// has moved on meanwhile is pulled first.
func (e *Engine) repair(ctx context.Context, report *Report, stream string, seq int64, want wire.Digest) (bool, error) {
	report.Mismatched++
	var reply wire.DigestReply
	err := e.ask(ctx, wire.PathDigest, wire.DigestRequest{V: wire.V, Epoch: e.currentEpoch(), Stream: stream, Seq: seq}, &reply)
	if app.Code(err) == app.ErrForbidden {
		return false, nil // taken away since
	}
	if err != nil {
		return false, err
	}
	if reply.Seq != seq {
		return false, nil
	}
	mine, err := e.store.Buckets(ctx, stream)
	if err != nil {
		return false, fmt.Errorf("device: buckets: %w", err)
	}
	rows := 0
	for _, part := range different(mine, reply.Buckets) {
		n, err := e.repairBuckets(ctx, report, stream, seq, part)
		if err != nil {
			return false, err
		}
		rows += n
	}
	report.Repaired += rows
	after, err := e.store.Digests(ctx, []string{stream})
	if err != nil {
		return false, fmt.Errorf("device: digests: %w", err)
	}
	slog.Warn("a stream differed from the centre's", "stream", stream, "repaired", rows, "same now", after[stream] == want)
	return true, nil
}

// different returns the buckets that are not the same at both ends, in parts of about repairRows rows.
func different(mine, theirs map[int]wire.Digest) [][]int {
	var (
		out  [][]int
		part []int
		rows int64
	)
	for b := range wire.Buckets {
		if mine[b] == theirs[b] {
			continue
		}
		n := max(mine[b].Count, theirs[b].Count)
		if len(part) > 0 && rows+n > repairRows {
			out, part, rows = append(out, part), nil, 0
		}
		part, rows = append(part, b), rows+n
	}
	if len(part) > 0 {
		out = append(out, part)
	}
	return out
}

// mostRepairs bounds how often the same buckets are asked for.
const mostRepairs = 100

// repairBuckets asks for what is different in some buckets until there is no more of it, and returns how many rows changed.
func (e *Engine) repairBuckets(ctx context.Context, report *Report, stream string, seq int64, buckets []int) (rows int, err error) {
	for range mostRepairs {
		have, err := e.store.BucketRows(ctx, stream, buckets)
		if err != nil {
			return rows, fmt.Errorf("device: buckets: %w", err)
		}
		page, err := e.askRepair(ctx, wire.RepairRequest{
			V: wire.V, Epoch: e.currentEpoch(), Stream: stream, Seq: seq, Buckets: buckets, Rows: have,
		})
		if err != nil {
			return rows, err
		}
		if err := e.guardPage(ctx, report, page); err != nil {
			return rows, err
		}
		n, err := e.store.Repair(ctx, page)
		if err != nil {
			return rows, fmt.Errorf("device: repair: %w", err)
		}
		if rows += n; !page.Tail.More || n == 0 {
			break
		}
	}
	return rows, nil
}

func (e *Engine) askRepair(ctx context.Context, ask wire.RepairRequest) (*wire.Page, error) {
	body, err := lines(ask)
	if err != nil {
		return nil, err
	}
	var page *wire.Page
	_, err = e.authorised(ctx, exchange{path: wire.PathRepair, content: wire.ContentType, body: body, read: readPage(&page)})
	if err != nil {
		return nil, err
	}
	if page.Head.Epoch != e.currentEpoch() {
		return nil, app.Errorf(app.ErrConflict, "中心的数据库已恢复，需要重新同步")
	}
	return page, nil
}

// guardPage is guard for the cards a repair would take away.
func (e *Engine) guardPage(ctx context.Context, report *Report, page *wire.Page) error {
	leaves := func(x wire.Entry) bool { return x.T == wire.TypeLeave && x.Kind == app.KindCustomer.Name }
	var cards []string
	for i := range page.Entries {
		if leaves(page.Entries[i]) {
			cards = append(cards, page.Entries[i].ID)
		}
	}
	if len(cards) <= fewRemovals {
		return nil
	}
	r, err := e.store.Removals(ctx)
	if err != nil {
		return fmt.Errorf("device: removals: %w", err)
	}
	if !massive(len(cards), r.Of) {
		return nil
	}
	doubtful, err := e.unconfirmed(ctx, cards)
	if err != nil {
		return err
	}
	page.Entries = slices.DeleteFunc(page.Entries, func(x wire.Entry) bool { return leaves(x) && slices.Contains(doubtful, x.ID) })
	report.Withheld += len(doubtful)
	return e.setWithheld(ctx, len(doubtful))
}
