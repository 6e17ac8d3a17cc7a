package service

import (
	"context"
	"encoding/json"

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
		w, err := s.putBack(ctx, k)
		if err != nil {
			return err
		}
		writes = append(writes, w)
	}
	return s.store.Save(ctx, writes...)
}

// putBack returns the write that gives the field of a kept value that value.
func (s *Service) putBack(ctx context.Context, k app.Kept) (record.Write, error) {
	row, err := s.store.Row(ctx, k.Kind, k.RowID)
	if err != nil {
		return record.Write{}, err
	}
	kind := record.Lookup(k.Kind)
	after := kind.New()
	body := kind.Overlay(kind.Encode(row), record.Body{k.Field: json.RawMessage(k.Value)})
	if _, err := kind.Decode(body, after); err != nil {
		return record.Write{}, &app.Error{Code: app.ErrInternal, Field: k.Field, Message: "保留的内容无法恢复", Cause: err}
	}
	kind.SetID(after, k.RowID)
	return record.Change(row, after), nil
}
