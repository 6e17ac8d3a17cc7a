package pdf

import (
	"cmp"

	"github.com/fangce/fangce/app"
)

// urgencyWords name the urgencies of an appointment.
var urgencyWords = map[int64]string{1: "紧急", 2: "一般", 3: "不急"}

// VisitPlanOf returns the plan of the days from one to another with the visits agreed; cancelled ones are left out. Phones are
// masked: the plan lies open on the way, and the program has the number.
func VisitPlanOf(s Sheet, from, to app.Date, visits []app.VisitItem, planner app.Person) VisitPlan {
	out := VisitPlan{Sheet: s, From: from, To: to, Planner: planner.Name, StaffNo: planner.StaffNo, Unit: planner.Unit}
	for _, v := range visits {
		a := v.Appointment
		if a.Status == app.AppointmentCancelled {
			continue
		}
		out.Visits = append(out.Visits, PlanVisit{
			On: a.At.Date(), At: a.At.Clock(), Until: end(a), Urgency: urgencyWords[a.Urgency], Customer: addressed(v.Name, v.Sex), Phone: app.MaskPhone(v.Phone), Place: cmp.Or(a.Place, v.Address),
			Channel: channelWords[app.ChannelVisit], Purpose: a.Purpose, Standing: visitStanding(v),
		})
	}
	return out
}

// end returns until when an appointment is, "" where that was not agreed.
func end(a app.Appointment) string {
	if a.EndAt > a.At {
		return a.EndAt.Clock()
	}
	return ""
}

// visitStanding says how a visit stands; "" is for a pen.
func visitStanding(v app.VisitItem) string {
	switch a := v.Appointment; {
	case a.Status == app.AppointmentDone:
		return "已完成"
	case a.Status == app.AppointmentNoShow:
		return "客户爽约"
	case a.ConfirmedAt != 0:
		return "已确认"
	}
	return ""
}

// VisitChecklistOf returns the list for one visit, with what is packed and done ticked. What a visit of its kind does without
// is not on it.
func VisitChecklistOf(s Sheet, v app.VisitSheet, planner app.Person) VisitChecklist {
	a := v.Item.Appointment
	out := VisitChecklist{
		Sheet: s, Planner: planner.Name, On: a.At.Date(), At: a.At.Clock(), Until: end(a), Customer: v.Item.Name, Sex: v.Item.Sex, Phone: app.MaskPhone(v.Item.Phone),
		Place: cmp.Or(a.Place, v.Item.Address), Purpose: a.Purpose,
		Items: defaultItems(app.PackingFor(v.Stage), v.Visit.Packed), Steps: defaultSteps(v.Visit.Steps), Note: a.Note,
	}
	if a.ConfirmedAt != 0 {
		out.Confirmed = shortDay(a.ConfirmedAt.Date()) + " " + a.ConfirmedAt.Clock() + " 已确认"
	}
	return out
}
