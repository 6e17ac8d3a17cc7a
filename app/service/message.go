package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// Messages returns the texts for an occasion, filled for the customer, the most fitting first. Without a policy it is
// the one first in the order of calls, without an appointment the next one agreed. Errors: app.ErrDoNotContact if the
// customer asked not to be contacted, app.ErrNotFound.
func (s *Service) Messages(ctx context.Context, want app.MessageWant) ([]app.Message, error) {
	f, err := s.messageFacts(ctx, want)
	if err != nil {
		return nil, err
	}
	if f.Customer.DoNotContact {
		return nil, app.FieldErrorf(app.ErrDoNotContact, app.BlockedDoNotContact, "客户要求不要联系")
	}
	all, err := s.store.Scripts(ctx)
	if err != nil {
		return nil, err
	}
	picked := app.PickMessages(all, want, f)
	if len(picked) == 0 && want.Topic != "" {
		want.Topic = "" // rather the texts of the stage than none
		picked = app.PickMessages(all, want, f)
	}
	out := make([]app.Message, 0, len(picked))
	for _, script := range picked {
		out = append(out, app.Message{
			ScriptID: script.ID, To: f.Customer.Name, Title: script.Title, Stage: script.Stage, Topic: script.Topic, Text: f.Fill(script.Steps[0].Text),
		})
	}
	return out, nil
}

// messageFacts are what the place-holders of a text are filled with.
func (s *Service) messageFacts(ctx context.Context, want app.MessageWant) (app.ScriptFacts, error) {
	f := app.ScriptFacts{Planner: s.me, Centre: s.centre, Topic: want.Topic, Today: s.clock.Today(), Written: true}
	card, err := s.Card(ctx, want.CustomerID)
	if err != nil {
		return f, err
	}
	f.Customer = card.Customer
	if want.AppointmentID != "" {
		a, err := s.store.Appointment(ctx, want.AppointmentID)
		if err != nil {
			return f, err
		}
		f.At, f.Place = a.At, a.Place
		if want.PolicyID == "" {
			want.PolicyID = a.PolicyID
		}
	} else if len(card.Appointments) > 0 {
		f.At, f.Place = card.Appointments[0].At, card.Appointments[0].Place
	}
	if want.PolicyID == "" {
		policies := make([]app.Policy, 0, len(card.Policies))
		for _, v := range card.Policies {
			policies = append(policies, v.Policy)
		}
		want.PolicyID = s.firstPolicy(aboutStage(want.Stage, policies, f.Today))
	}
	if p := policyOf(card.Policies, want.PolicyID); p != nil {
		f.Policy = p.Policy
	}
	f.Reason = handover(card.Cases, want.PolicyID)
	if want.ActivityID != "" {
		row, err := s.store.Row(ctx, app.KindActivity.Name, want.ActivityID)
		if err != nil {
			return f, err
		}
		if a, ok := row.(*app.Activity); ok {
			f.Activity = *a
		}
	}
	return f, nil
}

// aboutStage returns the policies a text of a stage can be about; all of them where none fits better.
func aboutStage(stage string, policies []app.Policy, today app.Date) []app.Policy {
	fits := slices.DeleteFunc(slices.Clone(policies), func(p app.Policy) bool {
		st := app.State(p, today).Status
		switch stage {
		case app.StageLapsed:
			return st != app.StatusLapsed
		case app.StageMaturity:
			return p.Boundaries().Matures == ""
		}
		return st == app.StatusTerminated
	})
	if len(fits) == 0 {
		return policies
	}
	if stage == app.StageMaturity {
		return []app.Policy{slices.MinFunc(fits, func(a, b app.Policy) int {
			return nearer(a.Boundaries().Matures, today) - nearer(b.Boundaries().Matures, today)
		})}
	}
	return fits
}

// nearer is how many days a day lies from today; those past count double, as what is to come matters more.
func nearer(d, today app.Date) int {
	n := d.DaysSince(today)
	if n < 0 {
		return -2 * n
	}
	return n
}

// RecordMessage writes down that a text was sent (服务方式 网络) and returns the record's id. A greeting and an
// invitation count as the service they are; a reminder of a premium does not count as the customer having been told
// (002 §二.三.1): nobody knows yet that it was read. Errors: app.ErrInvalid without a text, app.ErrNotFound.
func (s *Service) RecordMessage(ctx context.Context, m app.MessageSent) (string, error) {
	if blank(m.Text) {
		return "", invalid("text", "请先写好要发送的内容")
	}
	r := app.ServiceRecord{
		CustomerID: m.CustomerID, PolicyID: m.PolicyID, AppointmentID: m.AppointmentID, Channel: app.ChannelOnline,
		Stage: m.Stage, ScriptID: m.ScriptID, Content: sentText(m), Outcome: app.OutcomeDone,
	}
	switch m.Stage {
	case app.StageBirthday, app.StageFestival:
		r.Items = []string{app.ItemGreeting}
	case app.StageInvite:
		r.Items = []string{app.ItemActivity}
	}
	return s.AddRecord(ctx, r)
}

func sentText(m app.MessageSent) string {
	if blank(m.Title) {
		return "发送信息：" + m.Text
	}
	return "发送信息（" + m.Title + "）：" + m.Text
}
