package demo

import (
	"time"

	"github.com/fangce/fangce/app"
)

// acquaintances is how many more prospects each planner has met; the first of them is the husband or wife of a customer.
const acquaintances = 6

// acquaintanceNumbers keeps the dice of acquaintances apart from those of customers and prospects.
const acquaintanceNumbers = 9500

// acquaintance is a prospect as far as it has come.
type acquaintance struct {
	stage, source string
	days          int    // since it was entered
	said          string // in the talk of the newest day off, "" nothing was said yet
	next          string // what follows
	in            int    // in how many days
	notes         string
}

var acquainted = [acquaintances]acquaintance{
	{app.ProspectMet, app.SourceReferral, 16, "到家里做客时聊到家庭保障，介绍了保单整理。", "整理全家保单后再约面谈", 3, "配偶是老客户，家里保单想一起看"},
	{app.ProspectProposal, app.SourceFriend, 27, "当面讲解建议书，客户想和家人商量。", "询问对建议书的意见", 1, "关心孩子的教育金"},
	{app.ProspectContacted, app.SourceBranch, 9, "网点客户经理介绍，电话里约了时间。", "到网点面谈", 4, ""},
	{app.ProspectNew, app.SourceActivity, 2, "", "", 0, "健康义诊日留下电话"},
	{app.ProspectDropped, app.SourceCold, 58, "客户近期没有考虑，同意节日问候时再联系。", "", 0, "半年后再联系"},
	{app.ProspectContacted, app.SourceReferral, 5, "电话问候，客户想了解养老年金。", "带养老年金资料上门", -1, ""},
}

// acquaint makes what planners and the centre have beside the portfolios: more prospects, activities, and invitations to
// them. It has dice of its own and comes last, so that everything else stays as it is. What was said, was said on days off,
// which have no log.
func (w *world) acquaint(o Options) {
	activities := festivities(o)
	held := part{author: app.PersonID(supervisor)}
	for _, a := range activities {
		held.rows = append(held.rows, row{a, a.Owner, min(a.StartsAt, app.InstantOf(o.Now)) - 20*aDay})
	}
	w.parts = append(w.parts, held)
	for _, p := range w.planners {
		out := part{author: p.me.ID}
		p.acquaint(&out)
		p.invite(&out, activities)
		w.parts = append(w.parts, out)
	}
}

// aDay is the milliseconds of a day.
const aDay = app.Instant(24 * time.Hour / time.Millisecond)

// dayOff returns a moment on the newest day off before today, weeks further back for every further one.
func (p *planner) dayOff(weeks, hour int) time.Time {
	day := p.today.AddDays(-1 - 7*weeks)
	for p.cal.IsWorkday(day) {
		day = day.AddDays(-1)
	}
	return day.Time().Add(time.Duration(hour) * time.Hour)
}

// acquaint makes the planner's acquaintances.
func (p *planner) acquaint(out *part) {
	var couple *client // the first customer with husband or wife, and an address
	for _, c := range p.clients {
		if !c.card.Prospect && !c.card.DoNotContact && len(c.card.Addresses) > 0 && len(c.card.Family) > 0 && c.card.Family[0].Relation == app.RelationSpouse {
			couple = c
			break
		}
	}
	for n, a := range acquainted {
		c := p.client(p.me.StaffNo, acquaintanceNumbers+n)
		k := &c.card
		k.Prospect, k.ProspectStage, k.Source, k.Grade, k.Key, k.DoNotContact = true, a.stage, a.source, "", false, false
		k.IDNo, k.IDType, k.CardNo, k.Notes, k.QuietFrom, k.QuietTo = "", "", "", a.notes, "", ""
		k.OpenedOn = p.today.AddDays(-a.days)
		if n == 0 && couple != nil {
			spouse := couple.card.Family[0]
			k.Name, k.BirthDate, k.Addresses, k.ReferrerID, k.Marriage = spouse.Name, spouse.BirthDate, couple.card.Addresses, couple.card.ID, "已婚"
			k.Sex = map[string]string{app.SexMale: app.SexFemale, app.SexFemale: app.SexMale}[couple.card.Sex]
			k.Family, k.LunarBirthday = nil, false
		} else if a.source == app.SourceReferral && couple != nil {
			k.ReferrerID = p.clients[n].card.ID
		}
		out.rows = append(out.rows, row{*k, p.me.ID, app.InstantOf(k.OpenedOn.Time().Add(17 * time.Hour))})
		if a.said == "" {
			continue
		}
		weeks := 0
		if a.stage == app.ProspectDropped {
			weeks = 5
		}
		at := app.InstantOf(p.dayOff(weeks, 10+n))
		r := app.ServiceRecord{
			ID: app.DerivedID("demo_acquaintance", k.ID), CustomerID: k.ID, PersonID: p.me.ID, Channel: app.ChannelPhone, Stage: app.StageReturn, Outcome: app.OutcomeDone,
			At: at, RecordedAt: at + 5*60_000, Spoke: k.Name, Content: a.said, Attitude: "态度友好，愿意进一步了解。", Answer: "客户没有其他疑问。", Items: []string{app.ItemAdvice},
		}
		if a.next != "" {
			r.NextStep, r.NextOn = a.next, p.cal.AddWorkdays(p.today, a.in)
		}
		out.rows = append(out.rows, row{r, p.me.ID, r.RecordedAt})
	}
}

// festivities are the activities of the centre: one that was held, one soon, one later.
func festivities(o Options) []app.Activity {
	today := app.DateOf(o.Now)
	saturday := func(after int) app.Date {
		d := today.AddDays(after)
		for d.Time().Weekday() != time.Saturday {
			d = d.AddDays(1)
		}
		return d
	}
	make := func(nth int, kind, title, place, host, note, owner, status string, day app.Date, hour, hours int, capacity int64) app.Activity {
		at := app.InstantOf(day.Time().Add(time.Duration(hour) * time.Hour))
		return app.Activity{
			ID: app.DerivedID("demo_activity", itoa(int(o.Seed)), itoa(nth)), Kind: kind, Title: title, Place: place, Host: host, Note: note,
			Owner: app.PersonID(owner), Status: status, StartsAt: at, EndsAt: at + app.Instant(hours)*3600_000, Capacity: capacity,
		}
	}
	return []app.Activity{
		make(1, app.ActivityHealth, "健康义诊日", "庐阳区社区卫生服务中心一楼", CentreName, "量血压、测血糖，医生一对一答疑；现场可以核对保单信息。", serviceDesk, app.ActivityHeld, saturday(-23), 9, 3, 80),
		make(2, app.ActivityParty, "客户答谢联谊会", "蜀山区望江西路会议中心二楼多功能厅", CentreName, "茶歇、保单知识问答、抽奖；请客户带上身份证和保单，现场可以办理保全。", supervisor, app.ActivityPlanned, saturday(9), 14, 3, 60),
		make(3, app.ActivityTalk, "家庭保单整理讲座", "本中心三楼培训教室", CentreName, "怎样看懂自家的保单、续期怎么交、受益人怎么写，讲完可以现场整理保单。", supervisor, app.ActivityPlanned, saturday(23), 10, 2, 30),
	}
}

// serviceDesk is the staff number of who runs the service desk.
const serviceDesk = "1060"

// invite puts some of the planner's customers on the lists of the activities.
func (p *planner) invite(out *part, activities []app.Activity) {
	d := newDice(p.seed, "invite", p.me.StaffNo)
	next := d.in(10, 20)
	for n, a := range activities {
		statuses := []string{app.InvitationAccepted, app.InvitationSent, app.InvitationListed, app.InvitationAccepted, app.InvitationDeclined, app.InvitationSent, app.InvitationListed}
		if a.Status == app.ActivityHeld {
			statuses = []string{app.InvitationCame, app.InvitationCame, app.InvitationAbsent, app.InvitationDeclined, app.InvitationCame}
		}
		if n == 2 {
			statuses = statuses[2:3]
		}
		for i, status := range statuses {
			var c *client
			for c == nil || c.card.Prospect || c.card.DoNotContact {
				c = p.clients[next%len(p.clients)]
				next += d.in(3, 9)
			}
			v := app.Invitation{
				ID: app.InvitationID(a.ID, c.card.ID), CustomerID: c.card.ID, ActivityID: a.ID, PersonID: p.me.ID, Status: status,
			}
			if status != app.InvitationListed {
				weeks := 0
				if a.Status == app.ActivityHeld {
					weeks = 5
				}
				v.InvitedAt = app.InstantOf(p.dayOff(weeks, 9).Add(time.Duration(12*i) * time.Minute))
				p.told(out, v, "邀请参加“"+a.Title+"”（"+a.StartsAt.Date().Chinese()+"，"+a.Place+"）。", v.InvitedAt)
			}
			switch status {
			case app.InvitationAccepted, app.InvitationCame, app.InvitationAbsent:
				v.AnsweredAt, v.Guests = v.InvitedAt+2*3600_000, int64(d.in(0, 2))
			case app.InvitationDeclined:
				v.AnsweredAt, v.Note = v.InvitedAt+3600_000, one(d, []string{"当天要带孩子上课", "在外地，下次再约", "已有安排"})
			}
			if status == app.InvitationCame {
				p.told(out, v, "客户到场参加“"+a.Title+"”。", a.EndsAt+app.Instant(i)*60_000)
			}
			changed := max(v.InvitedAt, v.AnsweredAt)
			switch {
			case status == app.InvitationCame || status == app.InvitationAbsent:
				changed = a.EndsAt
			case changed == 0:
				changed = app.InstantOf(p.dayOff(0, 8))
			}
			out.rows = append(out.rows, row{v, p.me.ID, changed})
		}
	}
}

// told writes down that a customer was invited, or came.
func (p *planner) told(out *part, v app.Invitation, content string, at app.Instant) {
	out.rows = append(out.rows, row{app.ServiceRecord{
		ID: app.DerivedID("demo_invited", v.ID, content), CustomerID: v.CustomerID, PersonID: p.me.ID, Channel: app.ChannelGift, Stage: app.StageInvite, Outcome: app.OutcomeDone,
		At: at, RecordedAt: at, Content: content, Items: []string{app.ItemActivity},
	}, p.me.ID, at})
}
