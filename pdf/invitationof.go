package pdf

import "github.com/fangce/fangce/app"

// activityWords name the kinds of activities.
var activityWords = map[string]string{
	app.ActivityFestival: "客户服务节", app.ActivityParty: "客户联谊会", app.ActivityTalk: "座谈会", app.ActivityHealth: "健康活动", app.ActivityOther: "",
}

// InvitationOf returns the invitation of a customer to an activity.
func InvitationOf(s Sheet, a app.Activity, guest app.InvitationRow, planner app.Person, on app.Date) Invitation {
	out := Invitation{
		Sheet: s, Customer: guest.Name, Sex: guest.Sex, Title: a.Title, Kind: activityWords[a.Kind], On: a.StartsAt.Date(), From: a.StartsAt.Clock(), Place: a.Place, Host: a.Host,
		Text: a.Note, Guests: int(guest.Invitation.Guests), Planner: planner.Name, Phone: planner.Phone, IssuedOn: on,
	}
	if a.EndsAt > a.StartsAt {
		out.Until = a.EndsAt.Clock()
		if a.EndsAt.Date() != a.StartsAt.Date() {
			out.Until = shortDay(a.EndsAt.Date()) + " " + out.Until
		}
	}
	if out.Host == "" {
		out.Host = s.Centre
	}
	return out
}
