package centre

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Entries of meta about epochs. The floor is above every version and every seq that was given out before the epoch began,
// also by the centre whose work after the backup is lost.
const (
	metaEpoch   = "epoch"
	metaEpochAt = "epoch_at" // when it began, milliseconds since 1970 UTC; missing in the first epoch
	metaFloor   = "ver_floor"
	// metaEpochOps is the rid of the last operation before the first of the restores that are being mended.
	metaEpochOps = "epoch_ops"
)

// amends is how long after a restore laptops may bring back what the centre has lost, in milliseconds: as long as they keep
// their acknowledged operations.
const amends = 90 * 24 * 60 * 60 * 1000

// Epoch returns the id of the present epoch: it changes when the database goes on from a backup.
func (c *Centre) Epoch() string { return *c.epoch.Load() }

// StartEpoch begins a new epoch, as the database goes on from a backup: laptops meet it anew, send again what the backup
// lacks, and offer the rows it lacks. One-time codes given before are void. No version or seq of a row is ever given out twice, as the new ones begin above the
// present moment in milliseconds: more than the centre can have given out to one row or stream since the backup.
func (c *Centre) StartEpoch(ctx context.Context) error {
	var raw [16]byte
	if _, err := rand.Read(raw[:]); err != nil {
		return err
	}
	epoch := hex.EncodeToString(raw[:])
	err := c.update(ctx, func(t *txn) error {
		before, err := t.floorNow()
		if err != nil {
			return err
		}
		floor := max(before+1, int64(t.now))
		ops, err := t.lastOpBefore()
		if err != nil {
			return err
		}
		for key, value := range map[string]string{
			metaEpoch: epoch, metaEpochAt: strconv.FormatInt(int64(t.now), 10), metaFloor: strconv.FormatInt(floor, 10),
			metaEpochOps: strconv.FormatInt(ops, 10),
		} {
			if err := t.setMeta(key, value); err != nil {
				return err
			}
		}
		if err := t.noteLoss(floor); err != nil {
			return err
		}
		if err := t.expectReturns(); err != nil {
			return err
		}
		// Some may have been used since the backup: they would be good a second time.
		if err := t.exec(`DELETE FROM code WHERE device = ''`); err != nil {
			return err
		}
		return t.audit(auditRestore, "", map[string]any{"epoch": epoch, "floor": floor})
	})
	if err == nil {
		c.epoch.Store(&epoch)
	}
	return err
}

// lastOpBefore returns what metaEpochOps is in a new epoch. What could not be applied since an earlier restore, as what it
// hangs on was lost, is waited for still, if that comes back after this one.
func (t *txn) lastOpBefore() (rid int64, err error) {
	if mending, err := t.mending(); err != nil || mending {
		if err != nil {
			return 0, err
		}
		return t.metaInt(metaEpochOps)
	}
	_, err = t.one(`SELECT coalesce(max(rid), 0) FROM device_op`, nil, &rid)
	return rid, err
}

// StartEpoch begins a new epoch in a database that nobody has open; see Centre.StartEpoch.
func StartEpoch(ctx context.Context, path string, o Options) error {
	o.MustExist = true
	c, err := Open(ctx, path, o)
	if err != nil {
		return err
	}
	return errors.Join(c.StartEpoch(ctx), c.Close())
}

// sameEpoch refuses a request of a laptop that speaks of another epoch; "" is any.
func (c *Centre) sameEpoch(epoch string) error {
	if now := c.Epoch(); epoch != "" && epoch != now {
		return &problem{status: http.StatusConflict, Problem: wire.Problem{Code: wire.CodeEpoch, Epoch: now, Message: "中心的数据已从备份恢复，请重新同步"}}
	}
	return nil
}

// floorNow returns the greatest version and seq that may have been given out before the present epoch; 0 in the first one.
func (t *txn) floorNow() (int64, error) {
	if t.floor == nil {
		n, err := t.metaInt(metaFloor)
		if err != nil {
			return 0, err
		}
		t.floor = &n
	}
	return *t.floor, nil
}

// after returns what follows a version or a seq.
func (t *txn) after(n int64) (int64, error) {
	floor, err := t.floorNow()
	return max(n, floor) + 1, err
}

// mending reports whether an epoch began so lately that laptops may bring back what was lost.
func (t *txn) mending() (bool, error) {
	began, err := t.metaInt(metaEpochAt)
	return began > 0 && int64(t.now)-began <= amends, err
}

// restoredVer returns the last version of a row from before the present epoch, 0 if there is none.
func (t *txn) restoredVer(r *row) (ver int64, err error) {
	floor, err := t.floorNow()
	if err != nil || r.ver <= floor {
		return r.ver, err
	}
	_, err = t.one(`SELECT coalesce(max(ver), 0) FROM history WHERE kind = ? AND id = ? AND ver <= ?`, []any{r.kind, r.id, floor}, &ver)
	return ver, err
}

func (t *txn) metaInt(key string) (int64, error) {
	var text string
	found, err := t.one(`SELECT value FROM meta WHERE key = ?`, []any{key}, &text)
	if err != nil || !found {
		return 0, err
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return 0, &app.Error{Code: app.ErrDamaged, Message: fmt.Sprintf("中心数据库中的 %s 已损坏", key), Cause: err}
	}
	return n, nil
}

func (t *txn) setMeta(key, value string) error {
	return t.exec(`INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
}
