package service

import (
	"context"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// paperReads is what the store tells about forms on paper.
type paperReads interface {
	PapersByCode(ctx context.Context, code string) ([]app.Paper, error)
	PapersOut(ctx context.Context, personID string) ([]app.Paper, error)
	SurveysByNumber(ctx context.Context, formNo string) ([]app.Survey, error)
	CustomersByCardNo(ctx context.Context, cardNo string) ([]app.Customer, error)
}

// paperMarks begin the codes of forms that have no number of their own.
var paperMarks = map[string]string{app.PaperReview: "BZ"}

// PaperCode returns a new code for a form's page: its mark, the day, and a random end, so that two laptops without a network
// do not give the same.
func (s *Service) PaperCode(form string) string {
	id := s.newID()
	return paperMarks[form] + strings.ReplaceAll(string(s.clock.Today()), "-", "") + "-" + strings.ToUpper(id[len(id)-6:])
}

// NotePrinted notes that a form went out on paper and is to come back signed. What is printed again under the same code while
// it is out is one form. Errors: app.ErrInvalid without customer, form or code; app.ErrNotFound.
func (s *Service) NotePrinted(ctx context.Context, p app.Paper) error {
	if p.CustomerID == "" || p.Form == "" || p.Code == "" {
		return invalid("form_no", "表单缺少编号")
	}
	if _, err := s.store.Customer(ctx, p.CustomerID); err != nil {
		return err
	}
	before, err := s.store.PapersByCode(ctx, p.Code)
	if err != nil {
		return err
	}
	for _, b := range before {
		if b.ReturnedAt == 0 && b.VoidAt == 0 {
			return nil
		}
	}
	p.ID, p.PersonID, p.PrintedAt = s.newID(), s.me.ID, s.clock.Now()
	p.ReturnedAt, p.AttachmentID, p.VoidAt = 0, "", 0
	return s.store.Save(ctx, record.Create(p))
}

// PapersOut returns the forms of this account's person that were printed and have not come back, the oldest first.
func (s *Service) PapersOut(ctx context.Context) ([]app.PaperView, error) {
	papers, err := s.store.PapersOut(ctx, s.me.ID)
	if err != nil {
		return nil, err
	}
	out := make([]app.PaperView, 0, len(papers))
	for _, p := range papers {
		c, err := s.store.Customer(ctx, p.CustomerID)
		if err != nil {
			return nil, err
		}
		out = append(out, app.PaperView{Paper: p, Customer: c.Name, Days: s.clock.Today().DaysSince(p.PrintedAt.Date())})
	}
	return out, nil
}

// VoidPaper notes that a form is not expected back; undo expects it again.
func (s *Service) VoidPaper(ctx context.Context, p app.Paper) (undo func(ctx context.Context) error, err error) {
	gone := p
	gone.VoidAt = s.clock.Now()
	return func(ctx context.Context) error { return s.store.Save(ctx, record.Change(gone, p)) }, s.store.Save(ctx, record.Change(p, gone))
}

// ReturnPaper files the picture of a form that came back, under the code its page carries: with what it was printed from, or
// on the card whose number it is. A questionnaire is signed by it. undo takes all of it back. The same picture filed again is
// not stored twice. Errors: app.ErrNotFound with the field "form_no" where no customer of this laptop has such a form; those of
// AddAttachment.
func (s *Service) ReturnPaper(ctx context.Context, code, name string, content []byte) (out app.Returned, undo func(ctx context.Context) error, err error) {
	to, err := s.paperOf(ctx, code)
	if err != nil {
		return out, nil, err
	}
	c, err := s.store.Customer(ctx, to.customer)
	if err != nil {
		return out, nil, err
	}
	out = app.Returned{Code: code, CustomerID: c.ID, Customer: c.Name, Form: to.form}
	all, err := s.store.AttachmentsOf(ctx, c.ID)
	if err != nil {
		return out, nil, err
	}
	sum := sha(content)
	for _, a := range all {
		if a.Sha == sum {
			out.Attachment, out.Again = a.Attachment, true
			return out, nil, nil
		}
	}
	out.Attachment, err = s.attach(ctx, app.Attachment{CustomerID: c.ID, RecordKind: to.recordKind, RecordID: to.recordID, Name: attachmentName(name)}, content)
	if err != nil {
		return out, nil, err
	}
	done, undone := to.returned(out.Attachment.ID, s.clock.Now())
	undo = func(ctx context.Context) error {
		if err := s.WithdrawAttachment(ctx, out.Attachment.ID, ""); err != nil {
			return err
		}
		return s.save(ctx, undone)
	}
	return out, undo, s.save(ctx, done)
}

// filed is what the code of a page belongs to.
type filed struct {
	customer, form, recordKind, recordID string
	paper                                *app.Paper  // that is out
	survey                               *app.Survey // not signed yet
}

// returned returns what filing a scan changes, and what takes that back.
func (f filed) returned(attachment string, at app.Instant) (done, undone []record.Write) {
	if f.paper != nil {
		back := *f.paper
		back.ReturnedAt, back.AttachmentID = at, attachment
		done, undone = append(done, record.Change(*f.paper, back)), append(undone, record.Change(back, *f.paper))
	}
	if f.survey != nil {
		signed := *f.survey
		signed.SignedAt = at
		done, undone = append(done, record.Change(*f.survey, signed)), append(undone, record.Change(signed, *f.survey))
	}
	return done, undone
}

func (s *Service) paperOf(ctx context.Context, code string) (filed, error) {
	papers, err := s.store.PapersByCode(ctx, code)
	if err != nil {
		return filed{}, err
	}
	surveys, err := s.store.SurveysByNumber(ctx, code)
	if err != nil {
		return filed{}, err
	}
	var f filed
	if len(papers) > 0 {
		p := papers[0]
		f = filed{customer: p.CustomerID, form: p.Form, recordKind: p.RecordKind, recordID: p.RecordID}
		if p.ReturnedAt == 0 {
			f.paper = &p
		}
	}
	if len(surveys) > 0 {
		v := surveys[0]
		f.customer, f.form, f.recordKind, f.recordID = v.CustomerID, app.PaperSurvey, app.KindSurvey.Name, v.ID
		if v.SignedAt == 0 {
			f.survey = &v
		}
	}
	if f.customer != "" {
		return f, nil
	}
	cards, err := s.store.CustomersByCardNo(ctx, code)
	if err != nil {
		return f, err
	}
	if len(cards) == 0 {
		return f, app.FieldErrorf(app.ErrNotFound, "form_no", "表单编号%s不属于本机的任何客户", code)
	}
	f.customer = cards[0].ID
	return f, nil
}
