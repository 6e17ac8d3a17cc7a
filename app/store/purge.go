package store

import "github.com/fangce/fangce/app"

// purge removes a row that has left, and everything that says what was in it: its history, drafts about it, and the
// operations on it, which are all acknowledged and keep their numbers only. What is in backups and in the search index's
// segments goes afterwards, see dropPurged.
func (w *session) purge(t *table, id string) error {
	if err := w.remove(t, id); err != nil {
		return err
	}
	if err := w.forgetHistory(t.kind.Name, id); err != nil {
		return err
	}
	if err := w.dropDraftsAbout(id); err != nil {
		return err
	}
	for _, table := range []string{"outbox", "outbox_old"} {
		if err := w.exec("UPDATE "+table+" SET line = x'' WHERE kind = ? AND id = ? AND state <> ?", t.kind.Name, id, opPending); err != nil {
			return err
		}
	}
	return w.notePurge()
}

// purgeUnknown removes what left of the kinds only a newer program knows. Those hang on a card by a field of this name.
func (w *session) purgeUnknown(l leaving) error {
	n, err := w.affected(`DELETE FROM unknown WHERE stream = ?1 AND (?2 = '' OR kind = ?2 AND id = ?3
		OR ?2 = ?4 AND json_extract(body, '$.customer_id') = ?3)`, l.stream, l.kind, l.id, app.KindCustomer.Name)
	if err != nil || n == 0 {
		return err
	}
	return w.notePurge()
}

// notePurge remembers that something was purged that is still in backups and in files not written anew since.
func (w *session) notePurge() error {
	if w.purged {
		return nil
	}
	w.purged = true
	return w.setInt(settingPurged, int64(w.now))
}
