package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/pdf"
	"github.com/fangce/fangce/ui"
)

// Forms about work rather than about one customer. What they are about stands in the place of the policy's id.
const (
	formWorkLog        = "work_log"        // a day; of somebody else's log its id stands in the customer's place
	formVisitPlan      = "visit_plan"      // a day; with week after it the week it lies in
	formVisitChecklist = "visit_checklist" // an appointment
	formContactBook    = "contact_book"    // a month
	formReceiptList    = "receipt_list"    // a month
	formInvitation     = "invitation"      // an activity; whom it is for stands in the customer's place: ids parted by commas
)

// week is what stands behind a day that means the week it lies in.
const week = "/week"

// workPaper is a form about work, filled in.
type workPaper struct {
	form        pdf.Form
	title, name string // of the form; of what it is about, for the file's name
	customers   int    // whose personal data it shows in full
	customerID  string // where it is one
}

// work returns what fills each of the forms about work.
func (p paper) work() map[string]func(ctx context.Context, head pdf.Sheet, customers, about string) (workPaper, error) {
	return map[string]func(ctx context.Context, head pdf.Sheet, customers, about string) (workPaper, error){
		formWorkLog: p.workLog, formVisitPlan: p.visitPlan, formVisitChecklist: p.visitChecklist, formContactBook: p.contactBook, formReceiptList: p.receiptList, formInvitation: p.invitations,
	}
}

// makeWork fills a form about work. What shows personal data is noted, as with a form of a card.
func (p paper) makeWork(ctx context.Context, fill func(ctx context.Context, head pdf.Sheet, customers, about string) (workPaper, error), customers, about string) (ui.Sheet, error) {
	w, err := fill(ctx, pdf.Sheet{Centre: p.service.Centre(), PrintedBy: p.service.Me().Name, PrintedAt: p.clock()}, customers, about)
	if err != nil {
		return ui.Sheet{}, err
	}
	var b bytes.Buffer
	report, err := w.form.Write(&b)
	if err != nil {
		return ui.Sheet{}, err
	}
	note := func(ctx context.Context, how string) error {
		if w.customers == 0 {
			return nil
		}
		return p.service.NoteAccess(ctx, app.Access{CustomerID: w.customerID, What: app.AccessForm, How: how, Count: int64(w.customers), Note: w.title})
	}
	if err := note(ctx, app.AccessReveal); err != nil {
		return ui.Sheet{}, err
	}
	return p.sheet(w.form, b.Bytes(), report, w.title, note, platform.FileName(w.title+"-"+w.name+".pdf")), nil
}

// number gives a form its number, which its code repeats.
func number(head pdf.Sheet, kind, about, who string) pdf.Sheet {
	head.FormNo = strings.TrimSuffix(kind+"-"+about+"-"+who, "-")
	if !strings.ContainsFunc(head.FormNo, func(r rune) bool { return r < 0x20 || r > 0x7E }) {
		head.FormID = head.FormNo
	}
	return head
}

// compact writes a day without its dashes.
func compact(day app.Date) string { return strings.ReplaceAll(string(day), "-", "") }

func (p paper) workLog(ctx context.Context, head pdf.Sheet, logID, about string) (workPaper, error) {
	read := func() (app.LogView, error) { return p.service.Log(ctx, app.Date(about)) }
	if logID != "" {
		read = func() (app.LogView, error) { return p.service.TeamLog(ctx, logID) }
	}
	v, err := read()
	if err != nil {
		return workPaper{}, err
	}
	head = number(head, "RZ", compact(v.Log.Date), v.Person.StaffNo)
	return workPaper{form: pdf.WorkLogOf(head, v), title: "工作日志", name: v.Person.Name + "-" + compact(v.Log.Date)}, nil
}

func (p paper) visitPlan(ctx context.Context, head pdf.Sheet, _, about string) (workPaper, error) {
	day, whole := strings.CutSuffix(about, week)
	from := app.Date(day)
	if !from.Valid() {
		return workPaper{}, app.FieldErrorf(app.ErrInvalid, "date", "%q 不是有效日期", day)
	}
	to := from
	if whole {
		from = from.AddDays(-(int(from.Time().Weekday()) + 6) % 7)
		to = from.AddDays(6)
	}
	var visits []app.VisitItem
	seen := map[string]bool{}
	for d := from; d <= to; d = d.AddDays(1) {
		items, err := p.service.Visits(ctx, d)
		if err != nil {
			return workPaper{}, err
		}
		visits = append(visits, items...)
		for _, v := range items {
			seen[v.Appointment.CustomerID] = true
		}
	}
	me := p.service.Me()
	head = number(head, "FW", compact(from), me.StaffNo)
	name := compact(from)
	if whole {
		head, name = number(head, "FW", compact(from)+"W", me.StaffNo), name+"-"+compact(to)
	}
	return workPaper{form: pdf.VisitPlanOf(head, from, to, visits, me), title: "客户服务访问计划表", name: name, customers: len(seen)}, nil
}

func (p paper) visitChecklist(ctx context.Context, head pdf.Sheet, _, about string) (workPaper, error) {
	v, err := p.service.VisitSheet(ctx, about)
	if err != nil {
		return workPaper{}, err
	}
	me, a := p.service.Me(), v.Item.Appointment
	head = number(head, "QD", compact(a.At.Date())+strings.ReplaceAll(a.At.Clock(), ":", ""), me.StaffNo)
	return workPaper{
		form: pdf.VisitChecklistOf(head, v, me), title: "拜访客户工具清单", name: v.Item.Name + "-" + compact(a.At.Date()), customers: 1, customerID: a.CustomerID,
	}, nil
}

func (p paper) contactBook(ctx context.Context, head pdf.Sheet, _, about string) (workPaper, error) {
	lines, err := p.service.ContactBook(ctx, about)
	if err != nil {
		return workPaper{}, err
	}
	me := p.service.Me()
	head = number(head, "ZL", about, me.StaffNo)
	return workPaper{
		form: pdf.ContactBookOf(head, about, lines, me), title: "客户联系资料册", name: me.Name + "-" + about, customers: app.BookTotalsOf(lines).Customers,
	}, nil
}

func (p paper) receiptList(ctx context.Context, head pdf.Sheet, _, about string) (workPaper, error) {
	cases, err := p.service.ReceiptList(ctx, about)
	if err != nil {
		return workPaper{}, err
	}
	if len(cases) == 0 {
		return workPaper{}, app.Errorf(app.ErrInvalid, "这个月没有分配给您的客户资源")
	}
	holders := map[string]bool{}
	for _, c := range cases {
		holders[c.Case.CustomerID] = true
	}
	me := p.service.Me()
	head = number(head, "QS", about, me.StaffNo)
	return workPaper{form: pdf.ReceiptListOf(head, about, cases, me), title: "接单签收清单", name: me.Name + "-" + about, customers: len(holders)}, nil
}

// invitations are those of the customers named, or of all who are listed or invited.
func (p paper) invitations(ctx context.Context, head pdf.Sheet, customers, about string) (workPaper, error) {
	v, err := p.service.Activity(ctx, about)
	if err != nil {
		return workPaper{}, err
	}
	var ids []string
	if customers != "" {
		ids = strings.Split(customers, ",")
	}
	var forms pdf.Many
	who := ""
	for _, i := range v.Invitations {
		id := i.Invitation.CustomerID
		wanted := slices.Contains(ids, id)
		if ids == nil {
			wanted = i.Invitation.Status != app.InvitationDropped && i.Invitation.Status != app.InvitationDeclined
		}
		if !wanted {
			continue
		}
		one := number(head, "YQ", compact(v.Row.Activity.StartsAt.Date()), fmt.Sprintf("%.8s", strings.ToUpper(i.Invitation.ID)))
		forms, who = append(forms, pdf.InvitationOf(one, v.Row.Activity, i, p.service.Me(), p.clock.Today())), i.Name
	}
	if len(forms) == 0 {
		return workPaper{}, app.Errorf(app.ErrInvalid, "还没有要邀请的客户")
	}
	out := workPaper{form: forms, title: "邀请函", name: v.Row.Activity.Title}
	if len(forms) == 1 {
		out.form, out.name = forms[0], v.Row.Activity.Title+"-"+who
	}
	return out, nil
}
