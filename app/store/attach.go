package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/sealed"
)

// blobs is what the store knows in memory of contents. files is held while one is written, removed or compared with the
// database, so that none of these sees half of another. Whoever does so is a task of the store: the key contents are sealed
// with stays as long.
type blobs struct {
	files sync.Mutex

	mu   sync.Mutex
	done map[string]int64 // bytes that are through, of contents on their way
}

func (s *Store) contents() contents { return contentsOf(s.files.dir, s.key, s.watch) }

// Attach stores a new attachment with its content and, where it has one, its small picture: all of it or nothing. The
// contents are on the disk before the row is; what a crash leaves of them in between goes at the next opening. Errors:
// app.ErrInvalid for a row that does not fit the contents, app.ErrDiskFull, those of Commit.
func (s *Store) Attach(ctx context.Context, a app.Attachment, content, thumb []byte) error {
	if !a.Valid() || a.Size != int64(len(content)) || a.ThumbSize != int64(len(thumb)) {
		return app.Errorf(app.ErrInvalid, "附件与其内容不符")
	}
	if err := s.roomFor(a.Size + a.ThumbSize); err != nil {
		return err
	}
	_, leave, err := s.tasks.join(ctx)
	if err != nil {
		return err
	}
	defer leave()
	s.blobs.files.Lock()
	defer s.blobs.files.Unlock()
	all := map[string][]byte{a.Sha: content}
	if a.Thumb != "" {
		all[a.Thumb] = thumb
	}
	var written []string
	for sha, b := range all {
		if have, err := s.haveBlob(ctx, sha); err != nil {
			return err
		} else if have {
			continue
		}
		written = append(written, sha)
		if err := s.contents().put(sha, int64(len(b)), bytes.NewReader(b)); err != nil {
			return errors.Join(s.fail(err), s.contents().remove(written...))
		}
	}
	err = s.commit(ctx, func(w *session) error {
		for _, sha := range slices.Sorted(maps.Keys(all)) {
			if err := w.ownBlob(sha, int64(len(all[sha]))); err != nil {
				return err
			}
		}
		return nil
	}, Create(a))
	if err != nil {
		return errors.Join(err, s.contents().remove(written...))
	}
	return nil
}

// roomFor returns app.ErrDiskFull if the disk cannot take so many more bytes and still do what it must.
func (s *Store) roomFor(size int64) error {
	if left := s.room.now(); 0 <= left && left < size+roomCommit {
		return diskFull(nil)
	}
	return s.room.ask()
}

func (s *Store) haveBlob(ctx context.Context, sha string) (have bool, err error) {
	err = s.each(ctx, "SELECT have FROM blobs WHERE sha = ?", []any{sha}, func(scan func(...any) error) error { return scan(&have) })
	return have, err
}

// ownBlob notes a content that was added here. One that came from the centre before is to be confirmed again: the centre
// has to know that the rows of this person may name it too.
func (w *session) ownBlob(sha string, size int64) error {
	return w.exec(`INSERT INTO blobs (sha, size, have, own, used_at) VALUES (?1, ?2, 1, 1, ?3)
		ON CONFLICT (sha) DO UPDATE SET have = 1, own = 1, want = 0, confirmed_at = 0, used_at = ?3`, sha, size, int64(w.now))
}

// Attachment returns one attachment; app.ErrNotFound if there is none.
func (s *Store) Attachment(ctx context.Context, id string) (app.Attachment, error) {
	return one[app.Attachment](ctx, s, id)
}

// AttachmentsOf returns the attachments of a customer that stand, newest first, with where their contents are.
func (s *Store) AttachmentsOf(ctx context.Context, customerID string) ([]app.AttachmentView, error) {
	rows, err := list[app.Attachment](ctx, s, `WHERE r.customer_id = ? AND r.withdraws = ''
		AND NOT EXISTS (SELECT 1 FROM attachments w WHERE w.withdraws = r.id AND w.withdraws <> '')
		ORDER BY r.added_at DESC, r.id DESC`, customerID)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	out := make([]app.AttachmentView, len(rows))
	byID := make(map[string]*app.AttachmentView, len(rows))
	for i, a := range rows {
		out[i] = app.AttachmentView{Attachment: a, State: app.BlobRemote}
		byID[a.ID] = &out[i]
	}
	err = s.each(ctx, `SELECT a.id, a.ver = 0, coalesce(p.name, ''), coalesce(b.have, 0), coalesce(b.want, 0),
			coalesce(b.confirmed_at > 0 AND b.epoch = (`+presentEpoch+`), 0)
		FROM attachments a LEFT JOIN people p ON p.id = a.person_id LEFT JOIN blobs b ON b.sha = a.sha
		WHERE a.customer_id = ?`, []any{customerID}, func(scan func(...any) error) error {
		var id, author string
		var unsent, have, want, confirmed bool
		if err := scan(&id, &unsent, &author, &have, &want, &confirmed); err != nil {
			return err
		}
		if v := byID[id]; v != nil {
			v.Unsent, v.Author = unsent, author
			v.State, v.Done = s.blobState(v.Sha, have, want, confirmed)
		}
		return nil
	})
	return out, err
}

// presentEpoch selects the number of the centre's present epoch.
const presentEpoch = "SELECT coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE key = '" + settingEpochNo + "'), 0)"

func (s *Store) blobState(sha string, have, want, confirmed bool) (state string, done int64) {
	s.blobs.mu.Lock()
	done, moving := s.blobs.done[sha]
	s.blobs.mu.Unlock()
	switch {
	case have && confirmed:
		return app.BlobSent, 0
	case have && moving:
		return app.BlobSending, done
	case have:
		return app.BlobHere, 0
	case want || moving:
		return app.BlobFetching, done
	}
	return app.BlobRemote, 0
}

// BlobProgress notes, until the store is closed, how many bytes of a content are through; a negative number says that
// it moves no longer.
func (s *Store) BlobProgress(sha string, done int64) {
	s.blobs.mu.Lock()
	if s.blobs.done == nil {
		s.blobs.done = map[string]int64{}
	}
	if done < 0 {
		delete(s.blobs.done, sha)
	} else {
		s.blobs.done[sha] = done
	}
	s.blobs.mu.Unlock()
	s.blobsChanged()
}

// blobsChanged tells the listeners that attachments are to be shown anew.
func (s *Store) blobsChanged() { s.notify.changed(map[string]bool{app.KindAttachment.Name: true}) }

// usedAgain is how old the note of when a content was last looked at may get: it decides what leaves the cache first.
const usedAgain = app.Instant(24 * time.Hour / time.Millisecond)

// OpenBlob returns a reader of a content that is here. Error: app.ErrNotFound if it is not; one that turns out to be damaged
// is forgotten, so that it is fetched again if the centre has it.
func (s *Store) OpenBlob(ctx context.Context, sha string) (io.ReadCloser, error) {
	_, leave, err := s.tasks.join(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	var have bool
	var used app.Instant
	err = s.each(ctx, "SELECT have, used_at FROM blobs WHERE sha = ?", []any{sha}, func(scan func(...any) error) error {
		return scan(&have, &used)
	})
	if err != nil {
		return nil, err
	}
	if !have {
		return nil, app.Errorf(app.ErrNotFound, "附件内容尚未传到本机")
	}
	r, err := s.contents().open(sha)
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, sealed.ErrDamaged):
		s.blobDamaged(sha)
		return nil, &app.Error{Code: app.ErrNotFound, Message: "附件内容尚未传到本机", Cause: err}
	case err != nil:
		return nil, s.fail(err)
	}
	if now := s.clock.Now(); now-used > usedAgain {
		_ = s.update(ctx, func(w *session) error { // only the order in which contents leave depends on it
			return w.exec("UPDATE blobs SET used_at = ? WHERE sha = ?", int64(w.now), sha)
		})
	}
	return &watchedContent{r, s, sha}, nil
}

// blobDamaged forgets a content whose file is missing or does not open.
func (s *Store) blobDamaged(sha string) {
	_ = s.update(context.Background(), func(w *session) error { // found out again at the next look
		return w.exec("UPDATE blobs SET have = 0, want = 1, confirmed_at = 0 WHERE sha = ?", sha)
	})
	s.blobsChanged()
}

// watchedContent notices damage in the middle of a content.
type watchedContent struct {
	io.ReadCloser
	s   *Store
	sha string
}

// Read implements io.Reader. Error: app.ErrDamaged.
func (c *watchedContent) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b)
	if errors.Is(err, sealed.ErrDamaged) {
		c.s.blobDamaged(c.sha)
		err = &app.Error{Code: app.ErrDamaged, Message: "附件内容已损坏", Cause: err}
	}
	return n, err
}
