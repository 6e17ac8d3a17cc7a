package service

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// SettleKept settles a conflict: with takeLost the value that lost is written again and wins, otherwise what stands
// stays. Either way both remain in the history. Errors: app.ErrConflict if somebody settled it before.
func (s *Service) SettleKept(ctx context.Context, keptID string, takeLost bool) error {
	k, err := s.store.Kept(ctx, keptID)
	if err != nil {
		return err
	}
	if k.Status != app.KeptOpen {
		return app.Errorf(app.ErrConflict, "这条冲突已经处理")
	}
	settled := k
	settled.Status = app.KeptSettled
	writes := []record.Write{record.Change(k, settled)}
	if takeLost {
		w, err := s.putBack(ctx, k, json.RawMessage(k.Value))
		if err != nil {
			return err
		}
		writes = append(writes, w)
	}
	return s.store.Save(ctx, writes...)
}

// SettleKeptText settles a conflict with a text made of both. Errors: those of SettleKept; app.ErrInvalid where the field
// holds no text.
func (s *Service) SettleKeptText(ctx context.Context, keptID, text string) error {
	k, err := s.store.Kept(ctx, keptID)
	if err != nil {
		return err
	}
	if k.Status != app.KeptOpen {
		return app.Errorf(app.ErrConflict, "这条冲突已经处理")
	}
	if !joinable(k) {
		return app.FieldErrorf(app.ErrInvalid, k.Field, "这项内容不能合并填写")
	}
	settled := k
	settled.Status = app.KeptSettled
	w, err := s.putBack(ctx, k, record.Value(text))
	if err != nil {
		return err
	}
	return s.store.Save(ctx, record.Change(k, settled), w)
}

// joinable reports whether two values of the field can be made one text: it holds words, not a code, a date or a number.
func joinable(k app.Kept) bool {
	kind := record.Lookup(k.Kind)
	if kind == nil {
		return false
	}
	f, known := kind.Field(k.Field)
	if !known || f.Type != record.TypeText || coded[k.Field] {
		return false
	}
	var a, b string
	return json.Unmarshal([]byte(k.Value), &a) == nil && json.Unmarshal([]byte(k.Winner), &b) == nil &&
		a != "" && b != "" && !app.Date(a).Valid() && !app.Date(b).Valid()
}

// coded are text fields that hold a code or a number of a fixed form.
var coded = map[string]bool{
	"id": true, "card_no": true, "sex": true, "id_type": true, "id_no": true, "income_band": true, "marriage": true, "best_channel": true,
	"grade": true, "quiet_from": true, "quiet_to": true, "channel": true, "stage": true, "outcome": true, "phone": true, "status": true,
	"form_no": true, "month": true, "category": true, "reason": true, "fact": true, "how": true, "name": true,
}

// KeptDetail returns what a person needs to see to settle a conflict.
func (s *Service) KeptDetail(ctx context.Context, k app.Kept) (app.KeptDetail, error) {
	d := app.KeptDetail{Now: k.Winner, Own: k.Author == s.me.ID, Text: joinable(k)}
	kind := record.Lookup(k.Kind)
	if kind == nil {
		return d, nil // of a newer centre: both values can be seen
	}
	row, err := s.store.Row(ctx, k.Kind, k.RowID)
	if err != nil {
		if app.Code(err) == app.ErrNotFound {
			return d, nil
		}
		return d, err
	}
	if now := kind.Encode(row)[k.Field]; len(now) > 0 {
		d.Now = string(now)
	} else {
		d.Now = "null"
	}
	switch row := row.(type) {
	case *app.Policy:
		d.Row = row.Number
	case *app.WorkLog:
		d.Row = string(row.Date)
	case *app.Appointment:
		d.Row = row.At.Time().Format("2006-01-02 15:04")
	}
	all, err := s.store.History(ctx, k.Kind, k.RowID)
	if err != nil {
		return d, err
	}
	i := slices.IndexFunc(all, func(h app.HistoryEntry) bool {
		return h.Field == k.Field && h.After == d.Now && h.State != app.HistoryLost && h.State != app.HistoryRefused
	})
	if i < 0 {
		return d, nil
	}
	d.NowAt, d.NowOwn = all[i].At, all[i].Author == s.me.ID
	d.NowAuthor, err = s.nameOf(ctx, map[string]string{s.me.ID: s.me.Name}, all[i].Author)
	return d, err
}

// putBack returns the write that gives the field of a kept value another value.
func (s *Service) putBack(ctx context.Context, k app.Kept, value json.RawMessage) (record.Write, error) {
	row, err := s.store.Row(ctx, k.Kind, k.RowID)
	if err != nil {
		return record.Write{}, err
	}
	kind := record.Lookup(k.Kind)
	after := kind.New()
	body := kind.Overlay(kind.Encode(row), record.Body{k.Field: value})
	if _, err := kind.Decode(body, after); err != nil {
		return record.Write{}, &app.Error{Code: app.ErrInternal, Field: k.Field, Message: "保留的内容无法恢复", Cause: err}
	}
	kind.SetID(after, k.RowID)
	return record.Change(row, after), nil
}
