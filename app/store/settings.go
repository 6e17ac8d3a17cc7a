package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Keys of settings the store keeps itself.
const (
	settingPerson   = "person_id"
	settingDevice   = "device_id"
	settingN        = "store.n"        // number of the last operation
	settingHLC      = "store.hlc"      // of the last operation
	settingEpochID  = "store.epoch"    // the centre's epoch of the last page
	settingEpochNo  = "store.epoch_no" // counts the epochs seen
	settingIndex    = "store.index"    // what the search index was built with
	settingDay      = "store.day"      // the day card_index.next_due is as of
	settingPurged   = "store.purged"   // when a stream was purged that is still in backups
	settingRequired = "cards.required" // JSON list of the facts a card must have
	// settingClockOffset is written by the sync: milliseconds to add to this laptop's clock.
	settingClockOffset = "sync.clock_offset"
	// settingContact is written by the sync: the last contact with the centre by the centre's clock, which never goes back.
	settingContact = "sync.contact"
)

const (
	selectSetting = "SELECT value FROM settings WHERE key = ?"
	upsertSetting = "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)

// Setting returns a local setting, "" if it was never set. Settings never leave the laptop.
func (s *Store) Setting(ctx context.Context, key string) (string, error) {
	var v string
	err := s.read.QueryRowContext(ctx, selectSetting, key).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return v, s.fail(err)
}

// SetSetting stores a local setting.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.update(ctx, func(w *session) error { return w.setSetting(key, value) })
}

func (w *session) setting(key string) (v string, err error) {
	_, err = w.find(selectSetting, []any{key}, &v)
	return v, err
}

func (w *session) intSetting(key string) (int64, error) {
	v, err := w.setting(key)
	if err != nil || v == "" {
		return 0, err
	}
	n, err := strconv.ParseInt(v, 10, 64)
	if err != nil {
		return 0, &app.Error{Code: app.ErrDamaged, Field: key, Message: "数据库已损坏", Cause: err}
	}
	return n, nil
}

func (w *session) setSetting(key, value string) error {
	if !passing(key) {
		was, err := w.setting(key)
		if err != nil {
			return err
		}
		w.enrolled = w.enrolled || was != value
	}
	return w.exec(upsertSetting, key, value)
}

func (w *session) setInt(key string, n int64) error {
	return w.setSetting(key, strconv.FormatInt(n, 10))
}

// authorship is who writes on this laptop.
type authorship struct {
	mu             sync.Mutex
	person, device string
}

// SetAuthor names the person and the device all later commits are made by, and remembers both as the settings
// "person_id" and "device_id".
func (s *Store) SetAuthor(personID, deviceID string) {
	s.author.mu.Lock()
	s.author.person, s.author.device = personID, deviceID
	s.author.mu.Unlock()
	// A store that cannot write says so at the next commit; until then the author in memory holds.
	_ = s.update(context.Background(), func(w *session) error {
		w.logged.author = true
		return errors.Join(w.setSetting(settingPerson, personID), w.setSetting(settingDevice, deviceID))
	})
}

// Author returns who SetAuthor named, "" before.
func (s *Store) Author() (personID, deviceID string) {
	s.author.mu.Lock()
	defer s.author.mu.Unlock()
	return s.author.person, s.author.device
}

func (s *Store) loadAuthor(ctx context.Context) error {
	person, err := s.Setting(ctx, settingPerson)
	if err != nil {
		return err
	}
	device, err := s.Setting(ctx, settingDevice)
	s.author.person, s.author.device = person, device
	return err
}

// numbering hands out operation numbers, gapless, and clock values during one commit.
type numbering struct {
	n      int64
	hlc    wire.HLC
	offset int64
}

func (w *session) numbering() (*numbering, error) {
	n, err := w.intSetting(settingN)
	if err != nil {
		return nil, err
	}
	hlc, err := w.intSetting(settingHLC)
	if err != nil {
		return nil, err
	}
	offset, err := w.intSetting(settingClockOffset)
	if err != nil {
		return nil, err
	}
	return &numbering{n, wire.HLC(hlc), offset}, nil
}

func (c *numbering) next(now app.Instant) (int64, wire.HLC) {
	c.n++
	c.hlc = wire.NextHLC(c.hlc, int64(now)+c.offset)
	return c.n, c.hlc
}

func (w *session) keepNumbering(c *numbering) error {
	return errors.Join(w.setInt(settingN, c.n), w.setInt(settingHLC, int64(c.hlc)))
}
