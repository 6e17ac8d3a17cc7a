package service_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

var dinner = app.Activity{
	ID: "activity-1", Kind: app.ActivityParty, Title: "春季客户联谊会", StartsAt: app.InstantOf(apptest.Now.AddDate(0, 0, 10)), Place: "中心三楼会议室",
	Capacity: 20, Owner: apptest.Supervisor, Status: app.ActivityPlanned,
}

func TestInvitations(t *testing.T) {
	r := newRoom(t, planner)
	a, b, silent := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷"), apptest.Customer(3, "韩梅")
	silent.DoNotContact = true
	r.seat(a, b, silent)
	apply(t, r.store, app.StreamActivities, dinner)
	if who := must[[]app.Invitee](t)(r.Invitees(ctx, dinner.ID)); len(who) != 2 {
		t.Errorf("who must not be contacted is offered: %+v", who)
	}
	listed := must[[]app.InvitationStep](t)(r.Invite(ctx, dinner.ID, a.ID, b.ID))
	if again := must[[]app.InvitationStep](t)(r.Invite(ctx, dinner.ID, a.ID)); len(again) != 0 {
		t.Errorf("listed twice: %+v", again)
	}
	if who := must[[]app.Invitee](t)(r.Invitees(ctx, dinner.ID)); len(who) != 0 {
		t.Errorf("%+v", who)
	}
	records := func(c app.Customer) []app.RecordView { return must[app.CardView](t)(r.Card(ctx, c.ID)).Records }
	told := must[[]app.InvitationStep](t)(r.MoveInvitations(ctx, app.InvitationSent, "", listed[0].ID, listed[1].ID))
	if len(records(a)) != 1 || records(a)[0].Record.Channel != app.ChannelGift || records(a)[0].Record.Items[0] != app.ItemActivity {
		t.Errorf("%+v", records(a))
	}
	ok(t, r.SetGuests(ctx, listed[0].ID, 2))
	fails(t, r.SetGuests(ctx, listed[0].ID, 10), app.ErrInvalid, "guests")
	must[[]app.InvitationStep](t)(r.MoveInvitations(ctx, app.InvitationAccepted, "", listed[0].ID))
	v := must[app.ActivityView](t)(r.Activity(ctx, dinner.ID))
	if c := v.Row.Counts; c.Accepted != 1 || c.Sent != 1 || c.Seats != 3 || v.Row.Owner != "周敏" {
		t.Errorf("%+v", v.Row)
	}
	// What has moved on since stays; the other is told no more, and its record is gone.
	ok(t, r.UndoInvitations(ctx, told, "撤销"))
	v = must[app.ActivityView](t)(r.Activity(ctx, dinner.ID))
	if c := v.Row.Counts; c.Accepted != 1 || c.Listed != 1 || len(records(a)) != 1 || len(records(b)) != 0 {
		t.Errorf("%+v, %d and %d records", c, len(records(a)), len(records(b)))
	}
	came := must[[]app.InvitationStep](t)(r.MoveInvitations(ctx, app.InvitationCame, "", listed[0].ID, listed[1].ID))
	if len(came) != 1 || len(records(a)) != 2 {
		t.Errorf("who was never told came: %+v", came)
	}
	_, err := r.MoveInvitations(ctx, app.InvitationSent, "", listed[0].ID)
	fails(t, err, app.ErrConflict, "")
	ok(t, r.UndoInvitations(ctx, listed[1:], "撤销"))
	if who := must[[]app.Invitee](t)(r.Invitees(ctx, dinner.ID)); len(who) != 1 || who[0].Name != "李雷" {
		t.Errorf("%+v", who)
	}
}

// An invitation whose text was sent today is not written down twice.
func TestAnInvitationSentByMessageIsOneRecord(t *testing.T) {
	r := newRoom(t, planner)
	a := apptest.Customer(1, "王芳")
	r.seat(a)
	apply(t, r.store, app.StreamActivities, dinner)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: a.ID, Channel: app.ChannelOnline, Stage: app.StageInvite, Content: "诚邀您参加春季客户联谊会"}))
	listed := must[[]app.InvitationStep](t)(r.Invite(ctx, dinner.ID, a.ID))
	must[[]app.InvitationStep](t)(r.MoveInvitations(ctx, app.InvitationSent, "", listed[0].ID))
	if n := len(must[app.CardView](t)(r.Card(ctx, a.ID)).Records); n != 1 {
		t.Errorf("%d records", n)
	}
}

func TestActivitiesArePreparedBySomeRolesOnly(t *testing.T) {
	r := newRoom(t, planner)
	a := dinner
	a.ID = ""
	_, err := r.SaveActivity(ctx, a)
	fails(t, err, app.ErrForbidden, "")
	s := newRoom(t, supervisor)
	id := must[string](t)(s.SaveActivity(ctx, a))
	a.ID, a.Title = id, "春季答谢会"
	must[string](t)(s.SaveActivity(ctx, a))
	for field, b := range map[string]app.Activity{
		"title": {Kind: a.Kind, StartsAt: a.StartsAt, Place: a.Place}, "starts_at": {Kind: a.Kind, Title: "甲", Place: a.Place},
		"place": {Kind: a.Kind, Title: "甲", StartsAt: 1}, "ends_at": {Kind: a.Kind, Title: "甲", StartsAt: 5, EndsAt: 4, Place: "乙"}, "kind": {Title: "甲", StartsAt: 1, Place: "乙"},
	} {
		_, err := s.SaveActivity(ctx, b)
		fails(t, err, app.ErrInvalid, field)
	}
	if was := must[string](t)(s.SetActivityStatus(ctx, id, app.ActivityCancelled)); was != app.ActivityPlanned {
		t.Error(was)
	}
	if all := must[[]app.ActivityRow](t)(s.Activities(ctx)); len(all) != 1 || all[0].Activity.Title != "春季答谢会" || all[0].Activity.Owner != supervisor.ID {
		t.Errorf("%+v", all)
	}
	_, err = s.Invite(ctx, id, "anybody")
	fails(t, err, app.ErrConflict, "")
}
