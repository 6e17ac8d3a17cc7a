package store

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fangce/fangce/app"
)

// backupLateAfter is how old the newest backup may become before people are told.
const backupLateAfter = 2 * 24 * time.Hour

// Health says how the account's files stand: their size, the room left on the disk, the backups.
func (s *Store) Health(ctx context.Context) (app.StoreHealth, error) {
	if err := ctx.Err(); err != nil {
		return app.StoreHealth{}, err
	}
	all, err := Backups(s.files.dir)
	if err != nil {
		s.backup.say(err)
	}
	now := s.clock.Now()
	h := app.StoreHealth{
		Free: s.room.now(), BackupNote: s.backup.said(), Backups: all, LogBehind: s.LogBehind(), LastBackup: lastBackup(all, now),
	}
	if h.Size, err = sizeOfFolder(s.files.dir); err != nil {
		return h, err
	}
	if h.Free >= 0 {
		h.Low = h.Free < max(roomWarn, 2*sizeOf(s.files.database()))
		h.Full = h.Free < roomCommit
	}
	// An account without any is new, unless making the first one has failed.
	h.BackupLate = h.LastBackup == 0 && h.BackupNote != "" ||
		h.LastBackup != 0 && now.Time().Sub(h.LastBackup.Time()) > backupLateAfter
	return h, nil
}

// sizeOfFolder adds up the files in a folder and below.
func sizeOfFolder(dir string) (sum int64, err error) {
	err = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return ifThere(err)
		}
		info, err := e.Info()
		if err == nil {
			sum += info.Size()
		}
		return ifThere(err)
	})
	return sum, err
}

// ifThere passes over a file that has gone meanwhile.
func ifThere(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
