package centre

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"hash"
	"io"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
)

// AllotRun is an allocation of a month that the centre keeps.
type AllotRun struct {
	Number   int64 // from 1, never given twice
	Month    string
	Factors  string // the closed month that the planners' factors are of
	MadeAt   app.Instant
	MadeBy   string // person id, "" for the centre itself
	Note     string
	Cases    int
	Planners int
}

// KeptAllot is an allocation to be kept.
type KeptAllot struct {
	Result  *allot.Result
	Factors string // the closed month that the planners' factors are of; the last one if empty
	By      string // person id, "" for the centre itself
	Note    string
}

// KeepAllotRun keeps an allocation under the next number. What it starts from is kept, and the sum of what it came to.
// Error: app.ErrInvalid if the factors' month is none.
func (c *Centre) KeepAllotRun(ctx context.Context, k KeptAllot) (number int64, err error) {
	r := k.Result
	if k.Factors == "" {
		k.Factors = app.Date(c.clock.Today().Month() + "-01").AddDays(-1).Month()
	}
	if !app.Date(k.Factors + "-01").Valid() {
		return 0, app.FieldErrorf(app.ErrInvalid, "factors", "%q 不是月份，应写作 2026-12", k.Factors)
	}
	var input bytes.Buffer
	in, out := sha256.New(), sha256.New()
	z := gzip.NewWriter(&input)
	if err := allotjson.WriteInput(io.MultiWriter(z, in), r.Input()); err != nil {
		return 0, err
	}
	if err := z.Close(); err != nil {
		return 0, err
	}
	if err := allotjson.Write(out, r); err != nil {
		return 0, err
	}
	sum := in.Sum(nil)
	if err := c.keepInput(ctx, sum, input.Bytes()); err != nil {
		return 0, err
	}
	cases, planners := len(r.Input().Cases), len(r.Input().Planners)
	err = c.update(ctx, func(t *txn) error {
		if err := t.exec(`INSERT INTO allot_run (month, factors, made_at, made_by, note, cases, planners, input_sum, result_sum)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, r.Month, k.Factors, t.now, k.By, k.Note, cases, planners, sum, out.Sum(nil)); err != nil {
			return err
		}
		if _, err := t.one(`SELECT last_insert_rowid()`, nil, &number); err != nil {
			return err
		}
		return t.audit(auditAllot, k.By, map[string]any{"number": number, "month": r.Month, "cases": cases, "planners": planners})
	})
	return number, err
}

// inputPart is how many bytes of an input one transaction writes: laptops that sync do not wait for more.
const inputPart = 1 << 20

// keepInput keeps what an allocation starts from, unless it is here already. Parts without a run, after a crash, wait for the
// next try.
func (c *Centre) keepInput(ctx context.Context, sum, packed []byte) error {
	for part := 0; part*inputPart < len(packed); part++ {
		data := packed[part*inputPart : min((part+1)*inputPart, len(packed))]
		if err := c.update(ctx, func(t *txn) error {
			return t.exec(`INSERT INTO allot_input (sum, part, data) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, sum, part, data)
		}); err != nil {
			return err
		}
	}
	return nil
}

// AllotRuns returns the allocations kept for a month, of all months if it is "", oldest first.
func (c *Centre) AllotRuns(ctx context.Context, month string) ([]AllotRun, error) {
	var out []AllotRun
	err := c.view(ctx, func(t *txn) error {
		return t.each(`SELECT number, month, factors, made_at, made_by, note, cases, planners FROM allot_run WHERE ?1 = '' OR month = ?1 ORDER BY number`,
			[]any{month}, func(rows *sql.Rows) error {
				var r AllotRun
				err := rows.Scan(&r.Number, &r.Month, &r.Factors, &r.MadeAt, &r.MadeBy, &r.Note, &r.Cases, &r.Planners)
				out = append(out, r)
				return err
			})
	})
	return out, err
}

// AllotRun returns what the allocation of that number came to, worked out again from what it started from. Errors:
// app.ErrNotFound if there is none, app.ErrDamaged if it does not come out to the byte.
func (c *Centre) AllotRun(ctx context.Context, number int64) (*allot.Result, error) {
	var inputSum, resultSum []byte
	var input bytes.Buffer
	err := c.view(ctx, func(t *txn) error {
		found, err := t.one(`SELECT input_sum, result_sum FROM allot_run WHERE number = ?`, []any{number}, &inputSum, &resultSum)
		if err == nil && !found {
			err = app.Errorf(app.ErrNotFound, "没有编号为 %d 的分配", number)
		}
		if err != nil {
			return err
		}
		return t.each(`SELECT data FROM allot_input WHERE sum = ? ORDER BY part`, []any{inputSum}, func(rows *sql.Rows) error {
			var data []byte
			err := rows.Scan(&data)
			input.Write(data)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	r, err := again(&input, inputSum, resultSum)
	if err != nil {
		return nil, &app.Error{Code: app.ErrDamaged, Message: fmt.Sprintf("第 %d 号分配与保存时不一致，请保留现场并立即上报", number), Cause: err}
	}
	return r, nil
}

// again deals what a run has started from once more.
func again(input io.Reader, inputSum, resultSum []byte) (*allot.Result, error) {
	z, err := gzip.NewReader(input)
	if err != nil {
		return nil, err
	}
	sum := sha256.New()
	in, err := allotjson.Read(io.TeeReader(z, sum))
	if err != nil {
		return nil, err
	}
	if err := same("input", sum, inputSum); err != nil {
		return nil, err
	}
	r, err := allot.Allocate(in)
	if err != nil {
		return nil, err
	}
	sum.Reset()
	if err := allotjson.Write(sum, r); err != nil {
		return nil, err
	}
	return r, same("result", sum, resultSum)
}

func same(what string, is hash.Hash, want []byte) error {
	if got := is.Sum(nil); !bytes.Equal(got, want) {
		return fmt.Errorf("the %s has the sum %x, not %x", what, got, want)
	}
	return nil
}
