package store

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/fangce/fangce/app"
)

// SettingBlobLimit is the setting that holds how many bytes contents may take on this laptop, decimal.
const SettingBlobLimit = "attachments.limit"

// blobLimit holds where SettingBlobLimit says nothing.
const blobLimit = 2 << 30

// orphanLife is how long contents that were added here are kept whose rows are nowhere to be found and that the centre has
// not confirmed: as long as the centre may still be restored from a backup that knows the row.
const orphanLife = app.Instant(90 * 24 * time.Hour / time.Millisecond)

// TidyBlobs removes contents that no attachment names any more, such as those of cards that were handed on, and, oldest
// first, as many of those the centre has confirmed as the cache is too large by. Contents that only this laptop may have
// stay: what a centre confirmed that was restored since is sent to it again.
func (s *Store) TidyBlobs(ctx context.Context) error {
	before := int64(s.clock.Now() - orphanLife)
	gone, err := s.blobList(ctx, "SELECT b.sha, b.size FROM blobs b WHERE "+unnamed, before)
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		shas := make([]string, len(gone))
		for i, b := range gone {
			shas[i] = b.Sha
		}
		if err := s.dropBlobs(ctx, "DELETE FROM blobs AS b WHERE "+unnamed+" AND b.sha = ?", shas, before); err != nil {
			return err
		}
	}
	return s.fitBlobs(ctx)
}

// unnamed selects the contents TidyBlobs removes. What was listed is judged again when it is removed: it may have been
// attached anew in between.
const unnamed = `NOT EXISTS (SELECT 1 FROM attachments a WHERE a.sha = b.sha AND a.sha <> '')
	AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.thumb = b.sha AND a.thumb <> '')
	AND (b.own = 0 OR b.have = 0 OR b.confirmed_at > 0 AND b.epoch = (` + presentEpoch + `) OR b.used_at < ?)`

// confirmed selects the contents that the centre has.
const confirmed = `b.have = 1 AND b.confirmed_at > 0 AND b.epoch = (` + presentEpoch + `)`

// fitBlobs makes the contents fit their limit.
func (s *Store) fitBlobs(ctx context.Context) error {
	limit := int64(blobLimit)
	if text, err := s.Setting(ctx, SettingBlobLimit); err != nil {
		return err
	} else if n, err := strconv.ParseInt(text, 10, 64); err == nil && n >= 0 {
		limit = n
	}
	var total int64
	err := s.each(ctx, "SELECT coalesce(sum(size), 0) FROM blobs WHERE have = 1", nil, func(scan func(...any) error) error { return scan(&total) })
	if err != nil || total <= limit {
		return err
	}
	// Small pictures are what lists show: they would be fetched again at once.
	all, err := s.blobList(ctx, `SELECT b.sha, b.size FROM blobs b
		WHERE `+confirmed+`
		AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.thumb = b.sha AND a.thumb <> '')
		ORDER BY b.used_at, b.sha`)
	if err != nil {
		return err
	}
	var shas []string
	for _, b := range all {
		if total <= limit {
			break
		}
		shas = append(shas, b.Sha)
		total -= b.Size
	}
	return s.dropBlobs(ctx, "UPDATE blobs AS b SET have = 0, want = 0 WHERE "+confirmed+" AND b.sha = ?", shas)
}

// dropBlobs removes contents: first the database forgets them, by a statement whose last argument is the content's hash,
// then the files go of those it forgot. What a crash leaves in between goes at the next opening.
func (s *Store) dropBlobs(ctx context.Context, forget string, shas []string, args ...any) error {
	_, leave, err := s.tasks.join(ctx)
	if err != nil {
		return err
	}
	defer leave()
	s.blobs.files.Lock()
	defer s.blobs.files.Unlock()
	var gone []string
	err = s.update(ctx, func(w *session) error {
		for _, sha := range shas {
			n, err := w.affected(forget, append(slices.Clone(args), sha)...)
			if err != nil {
				return err
			}
			if n > 0 {
				gone = append(gone, sha)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	s.blobsChanged()
	return s.fail(s.contents().remove(gone...))
}
