package service

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Invitees returns the customers who could be invited to an activity: all but those on its list and those who must not be
// contacted, key customers first, then by grade and name.
func (s *Service) Invitees(ctx context.Context, activityID string) ([]app.Invitee, error) {
	people, err := s.store.GreetedPeople(ctx)
	if err != nil {
		return nil, err
	}
	invitations, err := s.store.Invitations(ctx)
	if err != nil {
		return nil, err
	}
	on, before := map[string]bool{}, map[string]int{}
	for _, i := range invitations {
		switch {
		case i.Status == app.InvitationDropped:
		case i.ActivityID == activityID:
			on[i.CustomerID] = true
		case i.Status != app.InvitationListed:
			before[i.CustomerID]++
		}
	}
	today := s.clock.Today()
	var out []app.Invitee
	for _, c := range people {
		if c.DoNotContact || on[c.ID] {
			continue
		}
		out = append(out, app.Invitee{
			ID: c.ID, Name: c.Name, Sex: c.Sex, Grade: c.Grade, Key: c.Key, Prospect: c.Prospect, District: districtOf(c),
			Phone: app.UsablePhone(c.Phones), Age: app.AgeOn(c.BirthDate, today), Invited: before[c.ID],
		})
	}
	rank := func(i app.Invitee) string {
		if i.Key {
			return ""
		}
		return cmp.Or(i.Grade, "D")
	}
	slices.SortStableFunc(out, func(a, b app.Invitee) int {
		return cmp.Or(strings.Compare(rank(a), rank(b)), strings.Compare(a.Name, b.Name))
	})
	return out, nil
}

// Invite puts customers on the list of an activity (拟邀请); those on it already stay as they are. Errors: app.ErrConflict if
// the activity is over or cancelled; app.ErrNotFound.
func (s *Service) Invite(ctx context.Context, activityID string, customerIDs ...string) ([]app.InvitationStep, error) {
	a, err := s.openActivity(ctx, activityID)
	if err != nil {
		return nil, err
	}
	known, err := s.store.Names(ctx, customerIDs)
	if err != nil {
		return nil, err
	}
	var steps []app.InvitationStep
	var writes []record.Write
	for _, id := range customerIDs {
		if _, here := known[id]; !here {
			return nil, app.Errorf(app.ErrNotFound, "没有找到这位客户")
		}
		n, err := s.store.Invitation(ctx, app.InvitationID(a.ID, id))
		switch {
		case notFound(err):
			n = app.Invitation{ID: app.InvitationID(a.ID, id), CustomerID: id, ActivityID: a.ID, PersonID: s.me.ID, Status: app.InvitationListed}
			writes = append(writes, record.Create(n))
			steps = append(steps, app.InvitationStep{ID: n.ID, To: n.Status})
		case err != nil:
			return nil, err
		case n.Status == app.InvitationDropped:
			m := n
			m.Status = app.InvitationListed
			writes = append(writes, record.Change(n, m))
			steps = append(steps, app.InvitationStep{ID: n.ID, From: n.Status, To: m.Status})
		}
	}
	return steps, s.save(ctx, writes)
}

func (s *Service) openActivity(ctx context.Context, id string) (app.Activity, error) {
	a, err := s.store.Activity(ctx, id)
	if err == nil && a.Status == app.ActivityCancelled {
		err = app.Errorf(app.ErrConflict, "“%s”已经取消", a.Title)
	}
	return a, err
}

// MoveInvitations moves invitations to a status: told, accepted, declined, came, did not come, off the list. Telling and
// coming are written down as service of the card (附加值服务, 002 §二.四), telling only where no record of today says so.
// Those that cannot go on to that status stay. Where nobody could be moved: app.ErrConflict.
func (s *Service) MoveInvitations(ctx context.Context, status, note string, ids ...string) ([]app.InvitationStep, error) {
	var steps []app.InvitationStep
	var writes []record.Write
	for _, id := range ids {
		n, err := s.store.Invitation(ctx, id)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(app.InvitationSteps(n.Status), status) {
			continue
		}
		m, more, recordID, err := s.moveInvitation(ctx, n, status, note)
		if err != nil {
			return nil, err
		}
		writes = append(append(writes, record.Change(n, m)), more...)
		steps = append(steps, app.InvitationStep{ID: n.ID, From: n.Status, To: m.Status, RecordID: recordID})
	}
	if len(steps) == 0 {
		return nil, app.Errorf(app.ErrConflict, "所选邀请不能改为这一状态")
	}
	return steps, s.save(ctx, writes)
}

func (s *Service) moveInvitation(ctx context.Context, n app.Invitation, status, note string) (app.Invitation, []record.Write, string, error) {
	now := s.clock.Now()
	n.Status = status
	if note = strings.TrimSpace(note); note != "" {
		n.Note = note
	}
	content := ""
	a, err := s.store.Activity(ctx, n.ActivityID)
	if err != nil {
		return n, nil, "", err
	}
	switch status {
	case app.InvitationSent:
		n.InvitedAt = now
		content = "邀请参加“" + a.Title + "”（" + a.StartsAt.Date().Chinese() + "，" + a.Place + "）。"
	case app.InvitationAccepted, app.InvitationDeclined:
		if n.InvitedAt == 0 {
			n.InvitedAt = now
			content = "邀请参加“" + a.Title + "”（" + a.StartsAt.Date().Chinese() + "，" + a.Place + "），客户" + map[string]string{
				app.InvitationAccepted: "答应参加", app.InvitationDeclined: "谢绝",
			}[status] + "。"
		}
		n.AnsweredAt = now
	case app.InvitationCame:
		content = "客户到场参加“" + a.Title + "”。"
	}
	if content == "" {
		return n, nil, "", nil
	}
	if status == app.InvitationSent {
		told, err := s.toldToday(ctx, n.CustomerID, a.Title)
		if err != nil || told {
			return n, nil, "", err
		}
	}
	c, err := s.store.Customer(ctx, n.CustomerID)
	if err != nil {
		return n, nil, "", err
	}
	writes, r, err := s.land(ctx, app.ServiceRecord{
		CustomerID: n.CustomerID, Channel: app.ChannelGift, Stage: app.StageInvite, Outcome: app.OutcomeDone, Items: []string{app.ItemActivity}, Content: content,
	}, c.Name, "")
	return n, writes, r.ID, err
}

// toldToday reports whether a record of today says that a customer was invited to what a title names, as when the text of
// the invitation was sent.
func (s *Service) toldToday(ctx context.Context, customerID, title string) (bool, error) {
	from, _ := dayBounds(s.clock.Today())
	records, err := s.store.RecordsSince(ctx, []string{customerID}, from)
	return slices.ContainsFunc(records, func(r app.ServiceRecord) bool {
		return r.Stage == app.StageInvite && r.PersonID == s.me.ID && strings.Contains(r.Content, title)
	}), err
}

// SettleInvitations brings the invitations to an activity up to what was sent today by message: who was written to counts as
// told, and no longer so once that record was taken back.
func (s *Service) SettleInvitations(ctx context.Context, activityID string) error {
	a, err := s.store.Activity(ctx, activityID)
	if err != nil {
		return err
	}
	all, err := s.store.InvitationsTo(ctx, activityID)
	if err != nil {
		return err
	}
	today := s.clock.Today()
	var writes []record.Write
	for _, n := range all {
		told, err := s.toldToday(ctx, n.CustomerID, a.Title)
		if err != nil {
			return err
		}
		m := n
		switch {
		case told && n.Status == app.InvitationListed:
			m.Status, m.InvitedAt = app.InvitationSent, s.clock.Now()
		case !told && n.Status == app.InvitationSent && n.InvitedAt.Date() == today:
			m.Status, m.InvitedAt = app.InvitationListed, 0
		default:
			continue
		}
		writes = append(writes, record.Change(n, m))
	}
	return s.save(ctx, writes)
}

// SetGuests says how many people an invited customer brings.
func (s *Service) SetGuests(ctx context.Context, invitationID string, guests int64) error {
	if guests < 0 || guests > mostGuests {
		return invalid("guests", "随行人数请填 0 到 %d", mostGuests)
	}
	n, err := s.store.Invitation(ctx, invitationID)
	if err != nil {
		return err
	}
	m := n
	m.Guests = guests
	return s.store.Save(ctx, record.Change(n, m))
}

// NoteInvitation keeps why a customer comes or does not, or what else is to be known of the invitation, and returns what was
// noted before.
func (s *Service) NoteInvitation(ctx context.Context, invitationID, note string) (was string, err error) {
	n, err := s.store.Invitation(ctx, invitationID)
	if err != nil {
		return "", err
	}
	m := n
	m.Note = strings.TrimSpace(note)
	return n.Note, s.store.Save(ctx, record.Change(n, m))
}

// mostGuests is how many people one customer may bring.
const mostGuests = 9

// UndoInvitations takes back what Invite or MoveInvitations did, with the records it wrote. What has moved on since stays.
func (s *Service) UndoInvitations(ctx context.Context, steps []app.InvitationStep, why string) error {
	var writes []record.Write
	for _, step := range steps {
		n, err := s.store.Invitation(ctx, step.ID)
		if err != nil {
			return err
		}
		if n.Status != step.To {
			continue
		}
		m := n
		m.Status = cmp.Or(step.From, app.InvitationDropped)
		switch m.Status {
		case app.InvitationListed, app.InvitationDropped:
			m.InvitedAt, m.AnsweredAt = 0, 0
		case app.InvitationSent:
			m.AnsweredAt = 0
		}
		writes = append(writes, record.Change(n, m))
		if step.RecordID == "" {
			continue
		}
		r, err := s.standingRecord(ctx, step.RecordID)
		if app.Code(err) == app.ErrConflict {
			continue
		}
		if err != nil {
			return err
		}
		more, err := s.withdrawal(ctx, r, why)
		if err != nil {
			return err
		}
		writes = append(writes, more...)
	}
	return s.save(ctx, writes)
}
