package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// arrangement is the time and place a call agreed.
type arrangement struct {
	when  time.Time
	place string
}

// arranged returns the time and place of the visit a deed leads to, and settles them the first time it is asked.
func (p *planner) arranged(d *deed, at time.Time) (time.Time, string) {
	a, ok := p.plans[d]
	if !ok {
		a = arrangement{p.slot(p.soon(app.DateOf(at), p.dice.in(1, 4))), p.place(d.cl)}
		p.plans[d] = a
	}
	return a.when, a.place
}

// record writes the service record of a deed with that outcome, in words that fit the customer.
func (p *planner) record(d *deed, at time.Time, outcome string) *app.ServiceRecord {
	c := d.cl
	r := &app.ServiceRecord{
		ID: p.id("record"), CustomerID: c.card.ID, PersonID: p.me.ID, Channel: app.ChannelPhone, Stage: d.stage, Outcome: outcome,
		At: app.InstantOf(at), RecordedAt: app.InstantOf(at.Add(time.Duration(p.dice.in(2, 9)) * time.Minute)),
	}
	stage := d.stage
	switch {
	case d.other != "":
		r.Channel, stage = d.other, app.StageReturn
	case d.visit:
		r.Channel = app.ChannelVisit
		if outcome == app.OutcomeNoShow && stage == app.StagePayment {
			stage = app.StageReturn
		}
	case d.keeps != nil:
		stage = talkKept
	case c.card.Prospect && stage == app.StageFirstCall:
		stage = talkProspect
	}
	if d.policy != nil {
		r.PolicyID = d.policy.ID
		for _, k := range c.cases {
			if k.PolicyID == d.policy.ID {
				r.CaseID = k.ID
			}
		}
	}
	if d.appt != nil {
		r.AppointmentID = d.appt.ID
	}
	if r.Channel == app.ChannelPhone {
		if use := app.UsablePhones(c.card.Phones); len(use) > 0 {
			r.Phone = use[0].Number
		}
	}
	if app.Spoke(outcome) {
		r.Spoke = c.card.Name
	}
	if stage == d.stage && d.other == "" && c.reason != "" {
		r.ScriptID = app.ScriptID(c.reason, stage, r.Channel)
	}
	p.say(r, d, at, p.deal(pool(stage, talkOutcome(stage, outcome), r.Channel), d, at))
	p.records = append(p.records, r)
	return r
}

// talkOutcome is the outcome a kept promise's talks are filed under.
func talkOutcome(stage, outcome string) string {
	if stage == talkKept {
		return talkKept
	}
	return outcome
}

// deal picks the talk; the answer to a promise is filed under the return calls.
func (p *planner) deal(key string, d *deed, at time.Time) talk {
	if d.keeps != nil {
		key = pool(app.StageReturn, talkKept, app.ChannelPhone)
	}
	k := p.decks[key]
	if k == nil {
		k = newDeck(newDice(p.seed, "deck", p.me.StaffNo, key), p.talks[key])
		p.decks[key] = k
	}
	t, ok := k.deal(p.tags(d, app.DateOf(at), key), d.cl.heard)
	d.cl.heard = append(d.cl.heard, t.content)
	if !ok {
		p.missing[key+" "+d.state]++
	}
	return t
}

// tags returns what talks may ask for: the handover, the family and the policy as it was on that day.
func (p *planner) tags(d *deed, day app.Date, key string) map[string]bool {
	c := d.cl
	has := map[string]bool{
		c.reason: true, "retry": d.tries > 0, "kids": c.child != "", "schoolkid": c.childAge >= 4 && c.childAge <= 17,
		"elder": c.age >= 66 && c.child != "", "working": c.card.Employer != "" && !strings.Contains(c.card.Occupation, "退休"),
		"married": c.card.Marriage == "已婚", "several": len(c.policies) > 1,
	}
	if strings.Contains(key, " "+app.OutcomeDone+" ") {
		has[d.state] = true
	}
	if pol := d.policy; pol != nil {
		due := p.dueOn(d, day)
		has["policy"], has["account"] = true, pol.PayAccount != ""
		has["matures"] = pol.MaturesOn > day
		has["single"] = pol.Mode == app.ModeSingle && pol.MaturesOn > day
		has["due"] = d.due != "" || due >= day && due.DaysSince(day) <= soonEnough
		has["regular"] = due >= day || d.due != ""
	}
	return has
}

// soonEnough is how many days ahead a planner speaks of a due day.
const soonEnough = 150

// dueOn returns the premium's day a deed is about, else the next one after a day; "" if none is to be paid.
func (p *planner) dueOn(d *deed, day app.Date) app.Date {
	if d.due != "" || d.policy == nil || d.policy.Mode == app.ModeSingle {
		return d.due
	}
	due := d.policy.NextDue
	for due != "" {
		earlier := due.AddMonths(-months(d.policy.Frequency))
		if earlier < day || earlier <= d.policy.EffectiveOn {
			break
		}
		due = earlier
	}
	return due
}

// say fills a talk's gaps and copies it to the record.
func (p *planner) say(r *app.ServiceRecord, d *deed, at time.Time, t talk) {
	day := app.DateOf(at)
	pairs := []string{
		"{称呼}", app.Salutation(d.cl.card.Name, d.cl.card.Sex), "{孩子}", d.cl.child, "{孩}", d.cl.child, "{配偶}", "爱人",
		"{张数}", map[int]string{2: "两", 3: "三", 4: "四"}[len(d.cl.policies)],
	}
	if pol := d.policy; pol != nil {
		pairs = append(pairs, "{险种}", "《"+shortProduct(pol.Product)+"》", "{尾号}", pol.Number[len(pol.Number)-4:],
			"{卡尾}", strings.TrimPrefix(pol.PayAccount, "****"), "{满期日}", pol.MaturesOn.Chinese(), "{保费}", pol.Premium.String()+"元",
			"{应缴日}", dayText(p.dueOn(d, day), day))
	}
	if d.keeps != nil {
		pairs = append(pairs, "{约定}", promised(d.keeps.Promise))
	}
	if strings.Contains(t.answer+t.content, "{约}") {
		when, place := p.arranged(d, at)
		pairs = append(pairs, "{约}", timeText(when, at), "{地点}", placeText(place, d.cl))
	}
	if d.visit && d.appt != nil {
		pairs = append(pairs, "{地点}", placeText(d.appt.Place, d.cl))
	}
	fill := strings.NewReplacer(pairs...)
	text := func(s string) string { return fill.Replace(choose(p.dice, s)) }
	r.Content, r.Attitude, r.Answer, r.Items = text(t.content), text(t.attitude), text(t.answer), t.items
	if contains(t.items, app.ItemPayWay) {
		r.PayWay = payWays[p.dice.in(0, 9)]
	}
	if t.next != "" && !d.next {
		r.NextStep, r.NextOn = text(t.next), p.cal.AddWorkdays(day.AddDays(t.nextIn-1), 1)
		if a, ok := p.plans[d]; ok { // something to bring to the visit
			r.NextOn = app.DateOf(a.when)
		}
	}
	if t.promise != "" {
		r.Promise, r.PromiseBy = text(t.promise), day.AddDays(t.promiseIn)
		keep := r.PromiseBy.AddDays(-p.dice.in(0, 1))
		if p.dice.chance(4) && r.PromiseBy > p.today.AddDays(-6) {
			keep = r.PromiseBy.AddDays(p.dice.in(2, 5))
		}
		p.add(&deed{day: max(keep, day.AddDays(1)), stage: app.StageReturn, cl: d.cl, policy: d.policy, keeps: r, tries: maxTries})
	}
}

// Ways of paying, as planners write them. None of them is cash (product §3).
const (
	payTransfer = "银行自动扣款"
	payApp      = "官方App交费"
	payCounter  = "公司柜台交费"
)

// promised names a promise without its end, which says that the customer will be told.
func promised(s string) string {
	for _, end := range []string{"并回复客户", "并答复客户", "后回复客户", "告知客户", "后给客户回话", "并回复"} {
		s = strings.TrimSuffix(s, end)
	}
	return s
}

// payWays are ways of paying as often as customers name them.
var payWays = [10]string{
	payTransfer, payTransfer, payTransfer, payTransfer, payTransfer, payTransfer, payTransfer, payApp, payApp, payCounter,
}

// shortProduct drops what a planner's notes leave out: the words in brackets.
func shortProduct(name string) string {
	short, _, _ := strings.Cut(name, "（")
	return short
}

// dayText writes a day as one says it; with the year where that is another one.
func dayText(d, today app.Date) string {
	if d == "" || d[:4] != today[:4] {
		return d.Chinese()
	}
	_, rest, _ := strings.Cut(d.Chinese(), "年")
	return rest
}

// timeText writes a time as one says it on the phone: 周四下午3点半, 12月3日上午10点.
func timeText(t, said time.Time) string {
	day := "周" + string([]rune("日一二三四五六")[t.Weekday()])
	if app.DateOf(t).DaysSince(app.DateOf(said)) > 6 {
		day = fmt.Sprintf("%d月%d日", t.Month(), t.Day())
	}
	hour, half, of := t.Hour(), "", "上午"
	if hour >= 12 {
		of = "下午"
	}
	if hour >= 18 {
		of = "晚上"
	}
	if hour > 12 {
		hour -= 12
	}
	if t.Minute() >= 30 {
		half = "半"
	}
	return fmt.Sprintf("%s%s%d点%s", day, of, hour, half)
}

// placeText writes a place as notes do: one's home is 家中.
func placeText(place string, c *client) string {
	switch {
	case len(c.card.Addresses) > 0 && place == c.card.Addresses[0].Text:
		return "家中"
	case place == c.card.Employer:
		return "单位"
	case strings.HasSuffix(place, "会客区"):
		return "银行网点"
	}
	return place
}
