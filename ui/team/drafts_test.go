package team

import (
	"context"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/ui/widgets"
)

// watched is the real service, which looks after a mark what drafts its commit has left.
type watched struct {
	*service.Service
	left []app.Draft
}

func (w *watched) MarkLog(ctx context.Context, m app.LogMark) error {
	err := w.Service.MarkLog(ctx, m)
	w.left, _ = w.Drafts(context.Background())
	return err
}

// A mark begun is on the disk within a second, and there again after a crash and from the list of what was begun; giving
// it deletes it in the same transaction.
func TestMarkBegunSurvivesACrash(t *testing.T) {
	st := newStand(t)
	st.score(4)
	test.Type(st.log.mark.comment, "看一下")
	key := "team.mark/" + app.WorkLogID(first.ID, day)
	d := st.keep.Keeps(key, "comment", "看一下")
	if d.About != app.WorkLogID(first.ID, day) || d.Room != "team" || d.Title != "陈思 · 3月17日 星期二" {
		t.Errorf("kept as %+v", d)
	}
	st.enter()
	st.Show(d)
	st.settle()
	if st.log.title.Value() != "陈思" || st.log.mark.sum.Value() != "4" || st.log.mark.comment.Text != "看一下" {
		t.Fatalf("after a crash %s has %s, %q", st.log.title.Value(), st.log.mark.sum.Value(), st.log.mark.comment.Text)
	}
	if !st.log.mark.restored.Content().Visible() {
		t.Error("it does not say that it was restored")
	}
	st.ctrlEnter()
	st.settle()
	if got := st.marks(first); len(got) != 1 || got[0].Comment != "看一下" {
		t.Fatalf("marked %+v", got)
	}
	if len(st.watched.left) != 0 {
		t.Errorf("the commit left %+v", st.watched.left)
	}
	st.keep.Gone(key)
}

// A mark begun can be given up: the log is unmarked again.
func TestMarkBegunIsGivenUp(t *testing.T) {
	st := newStand(t)
	st.score(4)
	key := "team.mark/" + app.WorkLogID(first.ID, day)
	st.keep.Keeps(key, app.LogCriteria[0].Code, "4")
	st.enter()
	widgets.Find("team.restored.discard").(*widgets.Button).OnTap()
	if st.log.mark.sum.Value() != "0" || st.log.mark.touched || st.log.mark.restored.Content().Visible() {
		t.Errorf("given up it has %s", st.log.mark.sum.Value())
	}
	st.keep.Gone(key)
}
