package service

import (
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

type activityReads interface {
	Activities(ctx context.Context) ([]app.Activity, error)
	Activity(ctx context.Context, id string) (app.Activity, error)
	Invitations(ctx context.Context) ([]app.Invitation, error)
	InvitationsTo(ctx context.Context, activityID string) ([]app.Invitation, error)
	Invitation(ctx context.Context, id string) (app.Invitation, error)
}

// MayPlanActivities reports whether the account's person may prepare activities.
func (s *Service) MayPlanActivities() bool { return slices.ContainsFunc(app.ActivityRoles, s.me.Is) }

// Activities returns all activities, the latest to begin first, with the figures of this laptop's customers.
func (s *Service) Activities(ctx context.Context) ([]app.ActivityRow, error) {
	all, err := s.store.Activities(ctx)
	if err != nil {
		return nil, err
	}
	invitations, err := s.store.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	by := map[string][]app.Invitation{}
	for _, i := range invitations {
		by[i.ActivityID] = append(by[i.ActivityID], i)
	}
	people, err := s.staffNames(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]app.ActivityRow, 0, len(all))
	for _, a := range all {
		out = append(out, app.ActivityRow{Activity: a, Owner: people[a.Owner], Counts: app.CountInvitations(by[a.ID])})
	}
	return out, nil
}

func (s *Service) staffNames(ctx context.Context) (map[string]string, error) {
	people, err := s.store.People(ctx)
	out := make(map[string]string, len(people))
	for _, p := range people {
		out[p.ID] = p.Name
	}
	return out, err
}

// Activity returns one activity with the invitations to it, by name; those taken off its list come last. Error:
// app.ErrNotFound.
func (s *Service) Activity(ctx context.Context, id string) (app.ActivityView, error) {
	a, err := s.store.Activity(ctx, id)
	if err != nil {
		return app.ActivityView{}, err
	}
	people, err := s.staffNames(ctx)
	if err != nil {
		return app.ActivityView{}, err
	}
	invitations, err := s.store.InvitationsTo(ctx, id)
	if err != nil {
		return app.ActivityView{}, err
	}
	v := app.ActivityView{Row: app.ActivityRow{Activity: a, Owner: people[a.Owner], Counts: app.CountInvitations(invitations)}}
	ids := make([]string, len(invitations))
	for i, n := range invitations {
		ids[i] = n.CustomerID
	}
	cards, err := s.store.Customers(ctx, ids)
	if err != nil {
		return v, err
	}
	for _, n := range invitations {
		c, here := cards[n.CustomerID]
		if !here {
			continue
		}
		v.Invitations = append(v.Invitations, app.InvitationRow{
			Invitation: n, Name: c.Name, Sex: c.Sex, Grade: c.Grade, Key: c.Key, Phone: app.UsablePhone(c.Phones), District: districtOf(c), Silent: c.DoNotContact,
		})
	}
	slices.SortStableFunc(v.Invitations, func(a, b app.InvitationRow) int {
		if x, y := a.Invitation.Status == app.InvitationDropped, b.Invitation.Status == app.InvitationDropped; x != y {
			if x {
				return 1
			}
			return -1
		}
		return strings.Compare(a.Name, b.Name)
	})
	return v, nil
}

// districtOf returns the district a customer lives in, "" if it is not known.
func districtOf(c app.Customer) string {
	for _, a := range c.Addresses {
		if !a.Wrong && a.District != "" {
			return a.District
		}
	}
	return ""
}

// SaveActivity stores a new activity (without an id) or a changed one, and returns its id. Errors: app.ErrForbidden for who
// may not prepare activities; app.ErrInvalid with the field.
func (s *Service) SaveActivity(ctx context.Context, a app.Activity) (string, error) {
	if !s.MayPlanActivities() {
		return "", app.Errorf(app.ErrForbidden, "客户活动由主管或中心安排，规划师可以邀请客户")
	}
	a.Title, a.Place, a.Host = strings.TrimSpace(a.Title), strings.TrimSpace(a.Place), strings.TrimSpace(a.Host)
	switch {
	case a.Title == "":
		return "", invalid("title", "请填写活动名称")
	case !slices.Contains(app.ActivityKinds, a.Kind):
		return "", invalid("kind", "请选择活动类型")
	case a.StartsAt == 0:
		return "", invalid("starts_at", "请填写活动的日期和时间")
	case a.EndsAt != 0 && a.EndsAt <= a.StartsAt:
		return "", invalid("ends_at", "结束时间早于开始时间")
	case a.Place == "":
		return "", invalid("place", "请填写活动地点")
	case a.Capacity < 0:
		return "", invalid("capacity", "名额不能小于 0")
	}
	if a.ID == "" {
		a.ID, a.Owner, a.Status = s.newID(), s.me.ID, app.ActivityPlanned
		return a.ID, s.store.Save(ctx, record.Create(a))
	}
	before, err := s.store.Activity(ctx, a.ID)
	if err != nil {
		return "", err
	}
	a.Owner, a.Status = before.Owner, before.Status
	return a.ID, s.store.Save(ctx, record.Change(before, a))
}

// SetActivityStatus says that an activity was held, was cancelled, or is planned after all, and returns what it was.
func (s *Service) SetActivityStatus(ctx context.Context, id, status string) (was string, err error) {
	if !s.MayPlanActivities() {
		return "", app.Errorf(app.ErrForbidden, "客户活动由主管或中心安排，规划师可以邀请客户")
	}
	if !slices.Contains([]string{app.ActivityPlanned, app.ActivityHeld, app.ActivityCancelled}, status) {
		return "", invalid("status", "没有“%s”这个状态", status)
	}
	a, err := s.store.Activity(ctx, id)
	if err != nil {
		return "", err
	}
	b := a
	b.Status = status
	return a.Status, s.store.Save(ctx, record.Change(a, b))
}
