package store

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// BlobsToSend returns contents that lie here and that the centre, as it is since its last restore, has not confirmed; not
// those whose row is not there yet. The smallest come first. What was added here is sent wherever its card may lie by now.
func (s *Store) BlobsToSend(ctx context.Context, limit int) ([]wire.Blob, error) {
	return s.blobList(ctx, `SELECT b.sha, b.size FROM blobs b
		WHERE b.have = 1 AND NOT (b.confirmed_at > 0 AND b.epoch = (`+presentEpoch+`))
		AND (b.own = 1 AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.sha = b.sha AND a.sha <> '')
				AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.thumb = b.sha AND a.thumb <> '')
			OR EXISTS (SELECT 1 FROM attachments a WHERE a.sha = b.sha AND a.sha <> '' AND `+answered+`)
			OR EXISTS (SELECT 1 FROM attachments a WHERE a.thumb = b.sha AND a.thumb <> '' AND `+answered+`))
		ORDER BY b.size, b.sha LIMIT ?`, limit)
}

// answered selects attachments that the centre has. Where it told nothing but the outcome, as to a laptop that is taken out
// of use, the row has no version here.
const answered = `(a.ver > 0 OR NOT EXISTS (SELECT 1 FROM outbox o WHERE o.kind = 'attachment' AND o.id = a.id AND o.state = 0))`

// BlobsToFetch returns contents that are not here and are wanted: the small pictures of all attachments that stand, and
// what somebody has asked for. The smallest come first, and of the small pictures the newest.
func (s *Store) BlobsToFetch(ctx context.Context, limit int) ([]wire.Blob, error) {
	return s.blobList(ctx, `SELECT sha, size FROM (
			SELECT b.sha AS sha, b.size AS size, 0 AS at FROM blobs b WHERE b.have = 0 AND b.want = 1
				AND EXISTS (SELECT 1 FROM attachments a WHERE a.sha = b.sha AND a.sha <> '' AND a.ver > 0)
			UNION ALL
			SELECT a.thumb, a.thumb_size, max(a.added_at) FROM attachments a
				WHERE a.thumb <> '' AND a.ver > 0 AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.sha = a.thumb AND b.have = 1)
				AND NOT EXISTS (SELECT 1 FROM attachments w WHERE w.withdraws = a.id AND w.withdraws <> '')
				GROUP BY a.thumb)
		ORDER BY size >= `+thumbsFirst+`, CASE WHEN size < `+thumbsFirst+` THEN -at ELSE size END, sha LIMIT ?`, limit)
}

// thumbsFirst is the size, in bytes, below which all contents count as equally small: app.MaxThumb.
const thumbsFirst = "262144"

func (s *Store) blobList(ctx context.Context, query string, args ...any) ([]wire.Blob, error) {
	var out []wire.Blob
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var b wire.Blob
		err := scan(&b.Sha, &b.Size)
		out = append(out, b)
		return err
	})
	return out, err
}

// BlobHere returns a content that an attachment names, and whether it is here. Error: app.ErrNotFound if none names it.
func (s *Store) BlobHere(ctx context.Context, sha string) (wire.Blob, bool, error) {
	found, err := s.blobList(ctx, `SELECT ?1, CASE a.sha WHEN ?1 THEN a.size ELSE a.thumb_size END FROM attachments a
		WHERE a.sha = ?1 AND a.sha <> '' OR a.thumb = ?1 AND a.thumb <> '' LIMIT 1`, sha)
	if err == nil && len(found) == 0 {
		err = app.Errorf(app.ErrNotFound, "没有找到这个附件")
	}
	if err != nil {
		return wire.Blob{}, false, err
	}
	have, err := s.haveBlob(ctx, sha)
	return found[0], have, err
}

// WantBlob notes that a content shall be fetched. A content that no attachment names is not.
func (s *Store) WantBlob(ctx context.Context, sha string) error {
	err := s.update(ctx, func(w *session) error {
		return w.exec(`INSERT INTO blobs (sha, size, want, used_at)
			SELECT ?1, CASE a.sha WHEN ?1 THEN a.size ELSE a.thumb_size END, 1, ?2
			FROM attachments a WHERE a.sha = ?1 AND a.sha <> '' OR a.thumb = ?1 AND a.thumb <> '' LIMIT 1
			ON CONFLICT (sha) DO UPDATE SET want = 1 WHERE have = 0`, sha, int64(w.now))
	})
	if err == nil {
		s.blobsChanged()
	}
	return err
}

// BlobSent notes that the centre has a content, verified and on its disk.
func (s *Store) BlobSent(ctx context.Context, sha string) error {
	err := s.update(ctx, func(w *session) error {
		return w.exec("UPDATE blobs SET confirmed_at = ?, epoch = ? WHERE sha = ?", int64(w.now), w.epoch, sha)
	})
	s.blobsChanged()
	return err
}

// DoubtBlobs forgets what the centre has confirmed: it was restored, and this laptop may hear of that before it pulls anything
// of the new epoch, or never, where it is taken out of use.
func (s *Store) DoubtBlobs(ctx context.Context) error {
	return s.update(ctx, func(w *session) error { return w.exec("UPDATE blobs SET confirmed_at = 0 WHERE confirmed_at > 0") })
}

// BlobArrived returns how many bytes of a content have come. Damaged pieces, and those after them, are removed.
func (s *Store) BlobArrived(ctx context.Context, sha string) (int64, error) {
	_, leave, err := s.tasks.join(ctx)
	if err != nil {
		return 0, err
	}
	defer leave()
	s.blobs.files.Lock()
	defer s.blobs.files.Unlock()
	c := s.contents()
	bytes, n := c.arrived(sha)
	return bytes, s.fail(discard(c.parts(sha)[n:], s.watch))
}

// AddBlobPart keeps the bytes that follow what has come of a content. Error: app.ErrDiskFull; nothing is kept then.
func (s *Store) AddBlobPart(ctx context.Context, b wire.Blob, part []byte) error {
	if err := s.roomFor(int64(len(part))); err != nil {
		return err
	}
	_, leave, err := s.tasks.join(ctx)
	if err != nil {
		return err
	}
	defer leave()
	s.blobs.files.Lock()
	defer s.blobs.files.Unlock()
	// The row says that the pieces belong to something: those of nothing go at the next opening.
	err = s.update(ctx, func(w *session) error {
		return w.exec(`INSERT INTO blobs (sha, size, want, used_at) VALUES (?, ?, 1, ?) ON CONFLICT (sha) DO NOTHING`,
			b.Sha, b.Size, int64(w.now))
	})
	if err != nil {
		return err
	}
	return s.fail(s.contents().addPart(b.Sha, len(s.contents().parts(b.Sha)), part))
}

// FinishBlob verifies what has come of a content and makes it the content. Errors: app.ErrDamaged if it is another one, what
// has come is gone then; app.ErrDiskFull.
func (s *Store) FinishBlob(ctx context.Context, b wire.Blob) error {
	if err := s.roomFor(b.Size); err != nil {
		return err
	}
	_, leave, err := s.tasks.join(ctx)
	if err != nil {
		return err
	}
	defer leave()
	s.blobs.files.Lock()
	defer s.blobs.files.Unlock()
	if err := s.contents().join(b.Sha, b.Size); err != nil {
		return s.fail(err)
	}
	err = s.update(ctx, func(w *session) error {
		return w.exec(`INSERT INTO blobs (sha, size, have, confirmed_at, epoch, used_at) VALUES (?1, ?2, 1, ?3, ?4, ?3)
			ON CONFLICT (sha) DO UPDATE SET have = 1, want = 0, confirmed_at = ?3, epoch = ?4, used_at = ?3`,
			b.Sha, b.Size, int64(w.now), w.epoch)
	})
	s.blobsChanged()
	return err
}
