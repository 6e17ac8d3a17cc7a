package store_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// Once a card was handed over and what was written of it is at the centre, nothing of it is found in any file of the
// account. The database lies open here, so that its pages, used and free, and its WAL can be searched.
func TestNothingStaysOfACardHandedOver(t *testing.T) {
	sealed := started(t)
	dir := t.TempDir()
	s, err := store.PlainTwin(ctx, sealed, dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	const secret = "机密"
	mark := func(what string) string { return secret + what }
	c := apptest.Customer(7, "褚遂良")
	c.Phones[0].Number, c.Notes, c.Employer = "13977770007", mark("备注"), mark("单位")
	p := apptest.Policy(7, c, "2026-04-01")
	p.Number, p.Remark = "77007700770077", mark("保单")
	pet := wire.Entry{T: wire.TypeRow, Stream: seat, Seq: 3, Kind: "pet", ID: "p7", Ver: 1, Body: record.Body{"customer_id": record.Value(c.ID), "name": record.Value(mark("宠物"))}}
	others := func() (rows []any) {
		for i := range 40 {
			o := apptest.Customer(100+i, "王芳")
			rows = append(rows, o, apptest.Policy(100+i, o, "2026-04-01"))
		}
		return rows
	}()
	mustApply(t, s, apptest.Page(seat, 100, others...))
	mustApply(t, s, pageOf(entry(seat, 1, 5, c), entry(seat, 2, 5, p), pet))

	newer := c
	newer.Notes = mark("新备注")
	mustStage(t, s, pageOf(entry(seat, 4, 6, newer))) // history
	mustPublish(t, s)
	mine := newer
	mine.Name, mine.Addresses = "褚登善", []app.Address{{Text: mark("地址")}}
	mustChange(t, s, newer, mine)
	apptest.MustCommit(t, s, store.Create(app.ServiceRecord{ID: "r7", CustomerID: c.ID, Channel: app.ChannelPhone, Content: mark("谈话")}))
	again := mine
	again.Employer = mark("新单位")
	mustChange(t, s, mine, again)
	saveDraft(t, s, draft("d7", c.ID, mark("草稿")))
	for _, v := range []string{"褚遂良", secret, "77007700770077", "褚登善"} {
		if !shows(t, dir, v) {
			t.Fatal(v, "is not found to begin with")
		}
	}

	mustStage(t, s, pageOf(leave(seat, 5, 7, "customer", c.ID)))
	mustPublish(t, s)
	mustAcknowledge(t, s, applied(1, c.ID), wire.Result{N: 2, Kind: "service_record", ID: "r7", Ver: 1, Outcome: wire.OutcomeApplied},
		wire.Result{N: 3, Kind: "customer", ID: c.ID, Ver: 9, Outcome: wire.OutcomeRefused, Reason: "forbidden"})
	if n := found(t, s, app.CardQuery{Text: "褚"}); n != 0 {
		t.Error("the card is still here")
	}
	long := s.LogSize()
	if err := s.Cleanse(ctx); err != nil {
		t.Fatal(err)
	}
	if now := s.LogSize(); now > 400 || long < 1000 {
		t.Errorf("the log had %d bytes and has %d, though nothing is to be sent", long, now)
	}
	for _, v := range []string{secret, "褚", "遂", "13977770007", "70007777931", "77007700770077", "chusuiliang", "csl"} {
		if shows(t, dir, v) {
			t.Errorf("%s is still found", v)
		}
	}
	if n := found(t, s, app.CardQuery{Text: "王芳"}); n != 40 {
		t.Errorf("%d of the others are found", n)
	}
	if ops := pending(t, s); len(ops) != 0 {
		t.Error("operations are pending")
	}
	// The numbers go on.
	apptest.MustCommit(t, s, store.Create(apptest.Customer(200, "新客户")))
	if ops := pending(t, s); len(ops) != 1 || ops[0].N != 4 {
		t.Errorf("%+v", ops)
	}
}

// shows reports whether a text stands in a file of a folder.
func shows(t *testing.T, dir, text string) bool {
	t.Helper()
	in := false
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if bytes.Contains(b, []byte(text)) {
			in = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return in
}
