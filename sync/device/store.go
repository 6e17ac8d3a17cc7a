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
	// UnsentSum returns how many operations are pending and when the oldest was made, by the laptop's clock.
	UnsentSum(ctx context.Context) (n int, since app.Instant, err error)
	// PruneOutbox lets go of acknowledged operations too old to be sent again.
	PruneOutbox(ctx context.Context) error
	// NewDevice gives the laptop another identity: operations not acknowledged get numbers from 1 on, the others are set
	// aside. It is all or nothing, and the same id again changes nothing.
	NewDevice(ctx context.Context, deviceID string) error

	Staging
	Mending
	// TakeHistory keeps the histories of rows, in place of what was learnt of them by pulls.
	TakeHistory(ctx context.Context, h *wire.HistoryReply) error

	Secrets
	// Unsent, Refused and KeptOpen return what the Sync room lists.
	Unsent(ctx context.Context) ([]app.UnsentItem, error)
	Refused(ctx context.Context) ([]app.RefusedItem, error)
	KeptOpen(ctx context.Context) ([]app.KeptItem, error)
}

// Staging is how the store takes in what is pulled.
type Staging interface {
	// Cursors returns the greatest sequence number taken in of each stream, by what is staged: where a pull goes on.
	Cursors(ctx context.Context) (map[string]int64, error)
	// Stage keeps one page with its cursors, all or nothing, and returns how many entries it held. Nothing of it is shown
	// yet. A page of another epoch than the last one starts the cursors over.
	Stage(ctx context.Context, page *wire.Page) (int, error)
	// Publish shows what was staged, card by card, and returns how many rows it changed. It may be interrupted at any point
	// and goes on at the next call.
	Publish(ctx context.Context, step func(done, total int)) (rows int, err error)
	// Filling reports whether the first taking-in of everything is not complete.
	Filling(ctx context.Context) (bool, error)
	// Removals returns what Publish would take away.
	Removals(ctx context.Context) (app.Removals, error)
	// Withhold keeps these cards, whatever was staged about their leaving.
	Withhold(ctx context.Context, cards []string) error
	// CloseEpoch notes which rows did not come from a centre that began a new epoch, once everything was pulled.
	CloseEpoch(ctx context.Context) error
	// Offers returns rows a restored centre may lack; Offered forgets them.
	Offers(ctx context.Context, limit int) ([]wire.Entry, error)
	Offered(ctx context.Context, rows []wire.Entry) error
}

// Mending is how the store compares itself with the centre, and what it knows that a restored centre may not.
type Mending interface {
	// Digests returns the digests of streams as the centre had them when it was last pulled from.
	Digests(ctx context.Context, streams []string) (map[string]wire.Digest, error)
	// Buckets returns the digests of a stream's buckets that hold anything.
	Buckets(ctx context.Context, stream string) (map[int]wire.Digest, error)
	// BucketRows returns what buckets hold.
	BucketRows(ctx context.Context, stream string, buckets []int) ([]wire.RowVer, error)
	// Repair takes in entries at once, also of versions it has, and returns how many rows it changed.
	Repair(ctx context.Context, page *wire.Page) (rows int, err error)
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
	// Rewind makes the acknowledged operations from number n on pending again. Those no longer kept are passed
	// over. Returns app.ErrNotFound if there never were operations up to that number.
	Rewind(ctx context.Context, n int64) error
	// Acknowledged returns the last operation below number n that was acknowledged and whose content is still here.
	Acknowledged(ctx context.Context, n int64) (op wire.Pending, found bool, err error)
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
	SettingContact     = "sync.contact"      // last contact, by the centre's clock; it never goes back
	SettingLeaseDays   = "sync.lease_days"   // as the centre last said
	SettingWithheld    = "sync.withheld"     // cards the last mass removal was not confirmed for

	settingReopened = "sync.reopened" // epoch of a restored centre that has not been pulled from whole
)

// Keys written by the store itself.
const (
	settingDevice = "device_id"
)

// Keys of sealed secrets.
const (
	secretKey    = "sync.key"    // Ed25519 private key
	secretTokens = "sync.tokens" // JSON of wire.Tokens
	secretNext   = "sync.next"   // JSON of identity
)
