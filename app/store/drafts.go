package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/fangce/fangce/app"
)

// SaveDraft keeps a form that is being filled in, in the place of what was kept under its key. When it returns nil, the
// draft is on disk. A draft without a time gets the present one. Error: app.ErrInvalid without a key.
func (s *Store) SaveDraft(ctx context.Context, d app.Draft) error {
	if d.Key == "" {
		return app.FieldErrorf(app.ErrInvalid, "key", "草稿缺少编号")
	}
	return s.update(ctx, func(w *session) error {
		at := d.At
		if at == 0 {
			at = w.now
		}
		d.At = at
		return w.putDraft(d)
	})
}

func (w *session) putDraft(d app.Draft) error {
	w.drafted = true
	return w.exec(`INSERT INTO drafts (key, room, about, title, form, at, body) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET room = excluded.room, about = excluded.about, title = excluded.title,
			form = excluded.form, at = excluded.at, body = excluded.body`,
		d.Key, d.Room, d.About, d.Title, d.Form, int64(d.At), append([]byte{}, d.Body...))
}

const selectDraft = "SELECT key, room, about, title, form, at, body FROM drafts"

func scanDraft(scan func(...any) error) (d app.Draft, err error) {
	err = scan(&d.Key, &d.Room, &d.About, &d.Title, &d.Form, &d.At, &d.Body)
	return d, err
}

// Draft returns what is kept under a key, and whether anything is.
func (s *Store) Draft(ctx context.Context, key string) (app.Draft, bool, error) {
	d, err := scanDraft(s.read.QueryRowContext(ctx, selectDraft+" WHERE key = ?", key).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		return app.Draft{}, false, nil
	}
	return d, err == nil, s.fail(err)
}

// Drafts returns everything that was begun and not handed in, newest first.
func (s *Store) Drafts(ctx context.Context) ([]app.Draft, error) {
	var out []app.Draft
	err := s.each(ctx, selectDraft+" ORDER BY at DESC, key", nil, func(scan func(...any) error) error {
		d, err := scanDraft(scan)
		out = append(out, d)
		return err
	})
	return out, err
}

// DropDraft removes what is kept under a key, if anything is.
func (s *Store) DropDraft(ctx context.Context, key string) error {
	return s.update(ctx, func(w *session) error { return w.useDrafts(key) })
}

// useDrafts deletes drafts that were handed in.
func (w *session) useDrafts(keys ...string) error {
	for _, key := range keys {
		if err := w.deleteDrafts("key = ?", key); err != nil {
			return err
		}
	}
	return nil
}

func (w *session) deleteDrafts(where string, arg any) error {
	n, err := w.affected("DELETE FROM drafts WHERE "+where, arg)
	w.drafted = w.drafted || n > 0
	return err
}

// dropDraftsAbout deletes the drafts about a row that leaves the laptop.
func (w *session) dropDraftsAbout(id string) error {
	return w.deleteDrafts("about = ? AND about <> ''", id)
}
