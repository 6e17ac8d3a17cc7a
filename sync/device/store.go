package device

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Store is what the sync needs of the laptop's store.
type Store interface {
	// Pending returns up to limit operations that are not acknowledged, oldest first, without a gap but where Renumber had
	// to leave one.
	Pending(ctx context.Context, limit int) ([]wire.Pending, error)
	// Acknowledge stores what became of operations; they are pending no longer.
	Acknowledge(ctx context.Context, results []wire.Result) error
	// Cursors returns the greatest sequence number taken in of each stream.
	Cursors(ctx context.Context) (map[string]int64, error)
	// Apply takes in one page with its cursors, all or nothing, and returns how many rows it changed. A page of another
	// epoch than the last one starts the cursors over.
	Apply(ctx context.Context, page *wire.Page) (rows int, err error)
	// TakeHistory keeps the histories of rows, in place of what was learnt of them by pulls.
	TakeHistory(ctx context.Context, h *wire.HistoryReply) error

	Secrets
	// Unsent, Refused and KeptOpen return what the Sync room lists.
	Unsent(ctx context.Context) ([]app.UnsentItem, error)
	Refused(ctx context.Context) ([]app.RefusedItem, error)
	KeptOpen(ctx context.Context) ([]app.KeptItem, error)
}

// Secrets is the part of the store that remembers the enrolment: plain local settings and sealed secrets. A missing
// setting is "", a missing secret nil.
type Secrets interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
	Secret(ctx context.Context, key string) ([]byte, error)
	SetSecret(ctx context.Context, key string, value []byte) error
	// SetAuthor names who writes from now on; the store keeps both under "person_id" and "device_id".
	SetAuthor(personID, deviceID string)
}

// Rewinder is implemented by a store that can send acknowledged operations again, for a centre restored from a backup.
type Rewinder interface {
	// Rewind makes the acknowledged operations from number n on pending again. Returns app.ErrNotFound if they are no
	// longer kept.
	Rewind(ctx context.Context, n int64) error
}

// Keys of local settings the sync writes; instants and offsets are decimal milliseconds.
const (
	SettingURL         = "sync.url"          // the centre's address
	SettingCentre      = "sync.centre"       // the centre's name as forms print it
	SettingEpoch       = "sync.epoch"        // of the centre's database
	SettingPerson      = "sync.person"       // JSON of wire.Person
	SettingLastSync    = "sync.last"         // end of the last complete round, by the corrected clock
	SettingLastError   = "sync.error"        // code of the error the last round ended in, "" none
	SettingLastErrorAt = "sync.error_at"     // when it did
	SettingPushed      = "sync.pushed"       // operations sent by the last complete round
	SettingPulled      = "sync.pulled"       // rows taken in by it
	SettingRecovery    = "sync.recovery"     // JSON of wire.RecoveryKey
	SettingClockOffset = "sync.clock_offset" // to be added to the laptop's clock
)

// Keys written by the store itself.
const (
	settingDevice = "device_id"
)

// Keys of sealed secrets.
const (
	secretKey    = "sync.key"    // Ed25519 private key
	secretTokens = "sync.tokens" // JSON of wire.Tokens
)
