package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io/fs"
	"log/slog"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/app/store/sealed"
	"github.com/fangce/fangce/app/store/vault"
)

// enrolment is what the rescue file holds: with it a new database goes on as the same laptop of the same person.
type enrolment struct {
	Settings map[string]string `json:"settings"`
	Secrets  map[string][]byte `json:"secrets"`
}

// passing reports whether a setting is one that a new database finds out by itself, or that only fits the database it is in.
func passing(key string) bool {
	switch key {
	case settingEpochID, settingEpochNo, settingRenumber:
		return false
	case settingClockOffset, "sync.last", "sync.error", "sync.error_at", "sync.pushed", "sync.pulled":
		return true
	}
	return strings.HasPrefix(key, "store.") || strings.HasPrefix(key, "window/recent")
}

// ofRows are settings that say which of the centre's databases the rows here came from. A restored database keeps its own.
var ofRows = map[string]bool{settingEpochID: true, settingEpochNo: true, "sync.epoch": true}

// rescueFile is how the rescue file stands. It is touched under the writer's lock only.
type rescueFile struct {
	ready  bool     // the database is known not to be older than the file
	wrote  [32]byte // SHA-256 of what the file holds
	behind bool     // the file could not be written
}

// Rescue brings an account back whose database is damaged or missing: the newest backup that is whole, or else a new
// database with the enrolment of the rescue file, and in both cases the unsent operations of the log. The rest comes from
// the centre at the next sync. The account must be closed. The damaged database is removed once the other one has opened.
// Errors: app.ErrDiskFull, app.ErrNewerStore.
func Rescue(ctx context.Context, dir string, key []byte, o Options) (app.Rescued, error) {
	all, err := Backups(dir)
	if err != nil {
		slog.Warn("the backups cannot be listed", "error", err)
	}
	for _, b := range likeliest(all, o.Clock) {
		r, err := Restore(ctx, dir, key, b.Name, o)
		switch app.Code(err) {
		case "", app.ErrDiskFull, app.ErrNewerStore:
			return r, err
		}
		if ctx.Err() != nil {
			return r, err
		}
	}
	return replace(ctx, dir, key, o, func(next files) error {
		v, err := vault.New(key, vault.Options{Watch: o.Watch})
		if err != nil {
			return err
		}
		return errors.Join(v.Create(next.database()), v.Close())
	})
}

// likeliest returns backups, newest first, in the order in which they shall be tried: those dated ahead of the clock, which
// was wrong then or is now, may be older than they say.
func likeliest(all []app.Backup, clock app.Clock) []app.Backup {
	if clock == nil {
		return all
	}
	now := clock.Now()
	split := slices.IndexFunc(all, func(b app.Backup) bool { return b.At <= now })
	if split < 0 {
		return all
	}
	return slices.Concat(all[split:], all[:split])
}

// keepEnrolment writes the rescue file anew if it does not hold what the database says.
func (s *Store) keepEnrolment(w *session) {
	s.rescue.behind = s.rescue.ready && s.writeEnrolment(w) != nil
}

func (s *Store) writeEnrolment(w *session) error {
	e, err := w.enrolment()
	if err != nil {
		return err
	}
	b, err := json.Marshal(e)
	for _, v := range e.Secrets {
		clear(v)
	}
	defer clear(b)
	sum := sha256.Sum256(b)
	if err != nil || sum == s.rescue.wrote || len(e.Settings)+len(e.Secrets) == 0 {
		return err
	}
	if err := sealed.WriteFile(s.files.rescue(), s.key, fileRescue, b, s.watch); err != nil {
		return err
	}
	s.rescue.wrote = sum
	return nil
}

// openRescue brings the rescue file up to date with a database that is not older.
func (s *Store) openRescue(w *session) {
	if b, err := sealed.ReadFile(s.files.rescue(), s.key, fileRescue); err == nil {
		s.rescue.wrote = sha256.Sum256(b)
		clear(b)
	}
	s.rescue.ready = true
	s.keepEnrolment(w)
}

func (w *session) enrolment() (enrolment, error) {
	e := enrolment{map[string]string{}, map[string][]byte{}}
	err := w.each("SELECT key, value FROM settings", nil, func(scan func(...any) error) error {
		var key, value string
		err := scan(&key, &value)
		if !passing(key) {
			e.Settings[key] = value
		}
		return err
	})
	if err != nil {
		return e, err
	}
	err = w.each("SELECT key, sealed FROM secrets WHERE key <> ?", []any{secretCheck}, func(scan func(...any) error) error {
		var key string
		var b []byte
		if err := scan(&key, &b); err != nil {
			return err
		}
		v, err := w.s.secret.open(key, b)
		e.Secrets[key] = v
		return err
	})
	return e, err
}

// takeRescue brings the enrolment of the rescue file into a database that is older than it, and reports whether the
// database is a new one. Without a rescue file a new database at least learns whose operations the log holds.
func (w *session) takeRescue(l *oplog.Log) (fresh bool, err error) {
	person, err := w.setting(settingPerson)
	if err != nil {
		return false, err
	}
	fresh = person == ""
	b, err := sealed.ReadFile(w.s.files.rescue(), w.s.key, fileRescue)
	var e enrolment
	if err == nil {
		err = json.Unmarshal(b, &e)
	}
	clear(b)
	var syntax *json.SyntaxError
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, sealed.ErrDamaged) || errors.As(err, &syntax) {
		e = enrolment{}
		if fresh {
			e.Settings = map[string]string{}
			e.Settings[settingPerson], e.Settings[settingDevice] = l.Writer()
		}
	} else if err != nil {
		return fresh, err
	}
	for key, value := range e.Settings {
		if passing(key) || !fresh && ofRows[key] {
			continue
		}
		if err := w.setSetting(key, value); err != nil {
			return fresh, err
		}
	}
	for key, value := range e.Secrets {
		if err := w.setSecret(key, value); err != nil {
			return fresh, err
		}
	}
	return fresh, nil
}
