package centre

import (
	"net/http"

	"github.com/fangce/fangce/sync/wire"
)

// Epoch returns the id of the present epoch: it changes when the database goes on from a backup.
func (c *Centre) Epoch() string { return *c.epoch.Load() }

// sameEpoch refuses a request of a laptop that speaks of another epoch; "" is any.
func (c *Centre) sameEpoch(epoch string) error {
	if now := c.Epoch(); epoch != "" && epoch != now {
		return &problem{status: http.StatusConflict, Problem: wire.Problem{Code: wire.CodeEpoch, Epoch: now, Message: "中心的数据已从备份恢复，请重新同步"}}
	}
	return nil
}
