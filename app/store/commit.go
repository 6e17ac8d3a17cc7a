package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/sync/wire"
)

// Commit is the only way a laptop changes shared rows. All edits become visible together: the rows, the history of each
// changed field, one numbered operation per row for the centre, and the search index. When it returns nil, they are on
// disk. Edits that change nothing leave no trace. The drafts its context uses up (app.UsingDraft) are gone then too.
//
// Errors: app.ErrInvalid for an edit the registry does not allow or before SetAuthor, app.ErrNotFound for a change of a
// row that is not here, app.ErrConflict if a status has moved on, app.ErrDiskFull; nothing is changed then.
func (s *Store) Commit(ctx context.Context, edits ...Edit) error {
	return s.commit(ctx, nil, edits...)
}

// commit is Commit with something local to be stored in the same transaction.
func (s *Store) commit(ctx context.Context, local func(*session) error, edits ...Edit) error {
	drafts := app.DraftsUsed(ctx)
	if len(edits)+len(drafts) == 0 {
		return nil
	}
	if err := s.room.ask(); err != nil {
		return err
	}
	if person, _ := s.Author(); person == "" {
		return app.Errorf(app.ErrInvalid, "尚未登记使用人，无法保存")
	}
	err := s.update(ctx, func(w *session) error {
		person, device := s.Author()
		count, err := w.numbering()
		if err != nil {
			return err
		}
		c := &commit{session: w, count: count, person: person, device: device, tx: app.NewID(w.now.Time())}
		for _, e := range edits {
			if err := c.edit(e); err != nil {
				return err
			}
		}
		if err := w.useDrafts(drafts...); err != nil {
			return err
		}
		if local != nil {
			if err := local(w); err != nil {
				return err
			}
		}
		return w.keepNumbering(count)
	})
	if err == nil && slices.ContainsFunc(edits, func(e Edit) bool { return e.Kind != kindAccess }) {
		s.own.Add(1)
	}
	return err
}

// kindAccess notes who looked at what, which changes nothing that somebody would take back.
const kindAccess = "access"

// Changes returns how often something has been committed here since the store was opened, apart from notes of who looked
// at what. What comes from the centre does not count.
func (s *Store) Changes() int64 { return s.own.Load() }

// commit is one call of Commit under way.
type commit struct {
	*session
	count          *numbering
	person, device string
	tx             string
}

func (c *commit) edit(e Edit) error {
	t := tables()[e.Kind]
	if t == nil {
		return app.Errorf(app.ErrInvalid, "没有 %q 这类记录", e.Kind)
	}
	if e.ID == "" {
		return app.FieldErrorf(app.ErrInvalid, "id", "%s 缺少编号", e.Kind)
	}
	is, exists, err := c.load(t, e.ID)
	if err != nil {
		return err
	}
	switch {
	case !exists && !e.New:
		return app.Errorf(app.ErrNotFound, "没有找到这条记录")
	case exists && t.kind.InsertOnly && e.New:
		return nil // made twice: the first one stands
	case t.kind.InsertOnly && !e.New:
		return app.Errorf(app.ErrInvalid, "已写入的%s不能修改，只能另作更正", e.Kind)
	}
	if !exists {
		is.body = record.Body{}
		is.stream = c.streamOf(t.kind, e)
	}
	op, err := operation(t.kind, is, exists, e)
	if err != nil || op == nil {
		return err
	}
	if exists {
		if err := c.keepBase(t, is); err != nil {
			return err
		}
	}
	if err := c.enqueue(op); err != nil {
		return err
	}
	if err := c.rebuild(t, e.ID); err != nil {
		return err
	}
	if t.kind.InsertOnly {
		return nil // the record is its own history
	}
	after, _ := canonical(t.kind, e.ID, replay(t.kind, is.body, exists, op))
	return c.writeHistory(t.kind, e.ID, is.body, after, authored{person: c.person, device: c.device, at: c.now, n: op.N, created: !exists})
}

// keepBase copies the centre's row aside when a row gets its first pending operation.
func (c *commit) keepBase(t *table, is row) error {
	ops, err := c.pendingOps(t, is.id)
	if err != nil || len(ops) > 0 {
		return err
	}
	return c.saveBase(t, is)
}

// enqueue numbers the operation and stores the bytes that will be sent.
func (c *commit) enqueue(op *wire.Op) error {
	var err error
	if op.Seen, err = c.seen(op.Stream); err != nil {
		return err
	}
	if op.Blind, err = c.blind(); err != nil {
		return err
	}
	op.N, op.HLC = c.count.next(c.now)
	op.Tx, op.At = c.tx, int64(c.now)
	line, err := wire.Line(op)
	if err != nil {
		return fmt.Errorf("store: operation: %w", err)
	}
	if len(line) > wire.MaxRow { // it could never be sent, nor anything behind it
		return app.Errorf(app.ErrInvalid, "内容太长，无法保存，请缩短后再试")
	}
	hash := sha256.Sum256(line)
	o := oplog.Op{N: op.N, Tx: op.Tx, Line: line, Hash: hash[:], Kind: op.Kind, ID: op.ID, At: op.At}
	c.logged.ops = append(c.logged.ops, o)
	return c.insertOp(o)
}

// seen returns up to where the author has seen a stream: what is staged is not shown yet.
func (w *session) seen(stream string) (seq int64, err error) {
	_, err = w.find("SELECT shown FROM cursors WHERE stream = ?", []any{stream}, &seq)
	return seq, err
}

// streamOf returns the stream of a new row. What hangs on a card that is not here goes to the author's own seat.
func (c *commit) streamOf(k *record.Kind, e Edit) string {
	s := k.Stream(record.Context{ID: e.ID, Body: e.Set, Author: c.person, Of: func(kind, id string) string {
		t := tables()[kind]
		if t == nil {
			return ""
		}
		var rid, ver, epoch int64
		var stream, customer string
		_, _ = c.find(t.probe, []any{id}, &rid, &stream, &ver, &epoch, &customer) // an error shows at the next statement
		return stream
	}})
	if s == "" {
		return app.SeatStream(c.person)
	}
	return s
}

// operation returns what an edit does to a row as it is now, nil if nothing.
func operation(k *record.Kind, is row, exists bool, e Edit) (*wire.Op, error) {
	op := &wire.Op{
		Kind: k.Name, ID: e.ID, Stream: is.stream, New: !exists, Set: record.Body{}, From: record.Body{},
		Base: map[string]int64{}, Add: map[string][]json.RawMessage{}, Remove: map[string][]json.RawMessage{},
	}
	base := is.ver
	if e.Base > 0 {
		base = e.Base
	}
	for name, want := range e.Set {
		f, known := k.Field(name)
		if !known {
			return nil, app.FieldErrorf(app.ErrInvalid, name, "%s 没有 %s 这一项", k.Name, name)
		}
		now := value(k, is.body, f)
		saw, said := e.From[name]
		if !said {
			saw = now
		}
		op.Base[name] = base
		switch {
		case f.Class == record.Set:
			if e.New && exists {
				saw = nil // made twice: nothing is taken away
			}
			add, remove := record.SetDiff(saw, want)
			if applied := record.SetApply(now, add, remove); sameValue(applied, record.SetApply(now, nil, nil)) {
				delete(op.Base, name)
				continue
			}
			if len(add) > 0 {
				op.Add[name] = add
			}
			if len(remove) > 0 {
				op.Remove[name] = remove
			}
		case sameValue(now, want) || f.Class == record.Status && e.New && exists && !record.IsZero(now):
			delete(op.Base, name)
		case f.Class == record.Status:
			if !sameValue(now, saw) {
				return nil, app.FieldErrorf(app.ErrConflict, name, "状态已变为 %s，请刷新后再试", now)
			}
			op.Set[name] = want
			if exists {
				op.From[name] = now
			}
		default:
			op.Set[name] = want
			if !sameValue(now, saw) {
				op.Base[name] = 0 // the author has not seen what stands there now
			}
		}
	}
	if exists && len(op.Base) == 0 {
		return nil, nil
	}
	return op, nil
}
