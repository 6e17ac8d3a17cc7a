package service

import (
	"context"
	"io"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Store is what the use cases need of the laptop's store. It is made of small parts, so that each file shows what it
// reads.
type Store interface {
	writer
	cardReads
	cardList
	scriptReads
	dueReads
	fieldReads
	logReads
	peopleReads
	privacyReads
	paperReads
	settings
	drafts
	attachments
	signatureReads
	reviewReads
	targetReads
	bookReads
	activityReads
}

// writer is the only way in which shared rows change.
type writer interface {
	// Save commits all writes together or none.
	Save(ctx context.Context, writes ...record.Write) error
	// Changes counts what was committed here.
	Changes() int64
	// Row returns a record of any kind as a pointer to its struct.
	Row(ctx context.Context, kind, id string) (any, error)
}

type cardReads interface {
	Customer(ctx context.Context, id string) (app.Customer, error)
	Customers(ctx context.Context, ids []string) (map[string]app.Customer, error)
	Policy(ctx context.Context, id string) (app.Policy, error)
	PoliciesOf(ctx context.Context, customerID string) ([]app.Policy, error)
	PoliciesOfAll(ctx context.Context, customerIDs []string) (map[string][]app.Policy, error)
	Case(ctx context.Context, id string) (app.Case, error)
	CasesOf(ctx context.Context, customerID string) ([]app.Case, error)
	Record(ctx context.Context, id string) (app.ServiceRecord, error)
	RecordsOf(ctx context.Context, customerID string) ([]app.ServiceRecord, error)
	RecordStands(ctx context.Context, id string) (bool, error)
	AppointmentsOf(ctx context.Context, customerID string, from app.Instant) ([]app.Appointment, error)
	VerificationsOf(ctx context.Context, customerID string) ([]app.Verification, error)
	SurveysOf(ctx context.Context, customerID string) ([]app.Survey, error)
	KeptOf(ctx context.Context, customerID string) ([]app.Kept, error)
	Kept(ctx context.Context, id string) (app.Kept, error)
	History(ctx context.Context, kind, id string) ([]app.HistoryEntry, error)
	HistoryTold(ctx context.Context, kind, id string) (app.Instant, error)
	Required(ctx context.Context) ([]string, error)
	UnsentOf(ctx context.Context, kind string) (map[string]bool, error)
}

type cardList interface {
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
	CardCounts(ctx context.Context) (map[app.CardFilter]int, error)
	CardPlace(ctx context.Context, customerID string) (int64, error)
	CardsFound(ctx context.Context, text string, customerIDs []string) (map[string]bool, error)
}

type dueReads interface {
	OpenCases(ctx context.Context, personID string) ([]app.CaseWork, error)
	MonthCases(ctx context.Context, personID, month string) ([]app.CaseWork, error)
	CaseReasons(ctx context.Context, personID string, customerIDs []string) (map[string]string, error)
	Contacts(ctx context.Context, customerIDs []string) (map[string]app.Contacts, error)
	CallCards(ctx context.Context, customerIDs []string) (map[string]app.CallCard, error)
	ReachedBefore(ctx context.Context, months int, before app.Instant) ([]app.ReachedCard, error)
	PoliciesDue(ctx context.Context, today, until app.Date) ([]app.DuePolicy, error)
	PoliciesMaturing(ctx context.Context, first, last app.Date) ([]app.DuePolicy, error)
	OpenRecords(ctx context.Context, personID string, until app.Date) (promises, next []app.ServiceRecord, err error)
	CardBriefs(ctx context.Context, ids []string) (map[string]app.CardBrief, error)
	PolicyBriefs(ctx context.Context, ids []string) (map[string]app.PolicyBrief, error)
	NextDues(ctx context.Context, ids []string) (map[string]app.Date, error)
	Known(ctx context.Context, ids []string) (map[string]bool, error)
	BornOn(ctx context.Context, days []string) ([]app.Customer, error)
	LunarBornOn(ctx context.Context, births []app.Date) ([]app.Customer, error)
	OpenKept(ctx context.Context) ([]app.Kept, error)
	UnsentSum(ctx context.Context) (n int, since app.Instant, err error)
}

type fieldReads interface {
	Appointment(ctx context.Context, id string) (app.Appointment, error)
	AppointmentsBetween(ctx context.Context, personID string, from, to app.Instant) ([]app.Appointment, error)
	OpenNoShows(ctx context.Context, personID string, since app.Instant) ([]app.Appointment, error)
	Visit(ctx context.Context, id string) (app.Visit, error)
	VisitsOf(ctx context.Context, appointmentIDs []string) (map[string]app.Visit, error)
}

type logReads interface {
	WorkLog(ctx context.Context, id string) (app.WorkLog, error)
	WorkLogs(ctx context.Context, personID string, first, last app.Date) ([]app.WorkLog, error)
	WorkLogsOn(ctx context.Context, day app.Date) ([]app.WorkLog, error)
	UnmarkedLogs(ctx context.Context, supervisorID string, since app.Date) ([]app.WorkLog, error)
	FirstWork(ctx context.Context, personID string) (app.Date, error)
	AdditionsOf(ctx context.Context, logID string) ([]app.LogAddition, error)
	MarksOf(ctx context.Context, logID string) ([]app.LogMark, error)
	Mark(ctx context.Context, id string) (app.LogMark, error)
	MarksBetween(ctx context.Context, first, last app.Date) (map[string][]app.LogMark, error)
	RecordsBetween(ctx context.Context, personID string, from, to app.Instant) ([]app.ServiceRecord, error)
	WorkDays(ctx context.Context, personID string, first, last app.Date) (map[app.Date]app.DayFigures, error)
	SurveysSigned(ctx context.Context, personID string, from, to app.Instant) (int, error)
	ProspectsOpened(ctx context.Context, first, last app.Date) (int, error)
}

type peopleReads interface {
	Person(ctx context.Context, id string) (app.Person, error)
	People(ctx context.Context) ([]app.Person, error)
	Reports(ctx context.Context, supervisorID string) ([]app.Person, error)
	Scripts(ctx context.Context) ([]app.Script, error)
	Names(ctx context.Context, ids []string) (map[string]string, error)
}

type settings interface {
	Setting(ctx context.Context, key string) (string, error)
	SetSetting(ctx context.Context, key, value string) error
}

type attachments interface {
	// Attach stores an attachment with its content and its small picture, nil for none.
	Attach(ctx context.Context, a app.Attachment, content, thumb []byte) error
	Attachment(ctx context.Context, id string) (app.Attachment, error)
	AttachmentsOf(ctx context.Context, customerID string) ([]app.AttachmentView, error)
	// OpenBlob returns a reader of a content that is here; app.ErrNotFound if it is not.
	OpenBlob(ctx context.Context, sha string) (io.ReadCloser, error)
	// WantBlob notes that a content shall be fetched.
	WantBlob(ctx context.Context, sha string) error
}
