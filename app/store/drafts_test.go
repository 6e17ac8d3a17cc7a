package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
)

func draft(key, about, body string) app.Draft {
	return app.Draft{Key: key, Room: "calls", About: about, Title: "王芳", Form: "call", Body: []byte(body)}
}

func saveDraft(t *testing.T, s *store.Store, d app.Draft) {
	t.Helper()
	if err := s.SaveDraft(ctx, d); err != nil {
		t.Fatal(err)
	}
}

func draftKeys(t *testing.T, s *store.Store) string {
	t.Helper()
	all, err := s.Drafts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, d := range all {
		keys = append(keys, d.Key)
	}
	return strings.Join(keys, " ")
}

func TestDraftsAreKeptUntilTheyAreDropped(t *testing.T) {
	s, clock := apptest.NewStoreClock(t)
	saveDraft(t, s, draft("a", "c1", `{"n":1}`))
	clock.Add(time.Minute)
	saveDraft(t, s, draft("b", "", ""))
	clock.Add(time.Minute)
	saveDraft(t, s, draft("a", "c1", `{"n":2}`))
	if got := draftKeys(t, s); got != "a b" {
		t.Errorf("drafts %s, want the newest first", got)
	}
	d, ok, err := s.Draft(ctx, "a")
	if err != nil || !ok || string(d.Body) != `{"n":2}` || d.Title != "王芳" || d.Room != "calls" || d.Form != "call" || d.At != s.Clock().Now() {
		t.Errorf("%+v %v %v", d, ok, err)
	}
	if _, ok, err := s.Draft(ctx, "c"); ok || err != nil {
		t.Error(ok, err)
	}
	if err := s.SaveDraft(ctx, app.Draft{}); app.Code(err) != app.ErrInvalid {
		t.Error(err)
	}
	if err := s.DropDraft(ctx, "a"); err != nil || draftKeys(t, s) != "b" {
		t.Error(err, draftKeys(t, s))
	}
	if ops, err := s.Pending(ctx, 10); err != nil || len(ops) != 0 {
		t.Error("a draft is to be sent", ops, err)
	}
}

// The form and its draft cannot both be there, nor be gone both.
func TestACommitUsesItsDrafts(t *testing.T) {
	s := apptest.NewStore(t)
	for _, key := range []string{"a", "b", "c", "d"} {
		saveDraft(t, s, draft(key, "", ""))
	}
	c := apptest.Customer(1, "王芳")
	apptest.MustCommit(t, s, store.Create(c))
	bad := store.Edit{Kind: "customer", ID: "nobody", Set: record.Body{}}
	if err := s.Commit(app.UsingDraft(ctx, "a"), bad); err == nil || !strings.Contains(draftKeys(t, s), "a") {
		t.Fatal("a refused commit used its draft", err)
	}
	if err := s.Commit(app.UsingDraft(ctx, "a", "b"), store.Create(apptest.Customer(2, "李明"))); err != nil {
		t.Fatal(err)
	}
	if got := draftKeys(t, s); got != "c d" {
		t.Errorf("drafts %s", got)
	}
	if err := s.Save(app.UsingDraft(ctx, "c"), record.Write{Before: c, After: c}); err != nil {
		t.Fatal(err)
	}
	if err := s.Commit(app.UsingDraft(ctx, "d"), store.Create(c)); err != nil {
		t.Fatal(err)
	}
	if got := draftKeys(t, s); got != "" {
		t.Errorf("drafts %s left although the forms were handed in unchanged", got)
	}
}

func TestDraftsLeaveWithTheCard(t *testing.T) {
	s := apptest.NewStore(t)
	stays, goes := apptest.Customer(1, "王芳"), apptest.Customer(2, "李明")
	policy := app.Policy{ID: "p2", CustomerID: goes.ID, Number: "P2"}
	mustApply(t, s, at(1, 1, stays))
	mustApply(t, s, at(2, 1, goes))
	mustApply(t, s, at(3, 1, policy))
	saveDraft(t, s, draft("stays", stays.ID, ""))
	saveDraft(t, s, draft("goes", goes.ID, "其电话13800001111"))
	saveDraft(t, s, draft("of its policy", policy.ID, ""))
	saveDraft(t, s, draft("alone", "", ""))
	mustApply(t, s, leaves(9, "customer", goes.ID, 1))
	got := strings.Split(draftKeys(t, s), " ")
	slices.Sort(got)
	if strings.Join(got, " ") != "alone stays" {
		t.Errorf("drafts %q", got)
	}
}
