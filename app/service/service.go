package service

import (
	"context"
	"strconv"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// Config holds what the use cases work with.
type Config struct {
	Store    Store
	Clock    app.Clock
	Person   app.Person // whose laptop account this is
	Centre   string     // the centre's name, such as 瑞禾人寿银保理财中心
	Holidays app.Calendar
}

// Service carries out the use cases of one account. Its methods may be called from any goroutine.
type Service struct {
	store  Store
	clock  app.Clock
	me     app.Person
	centre string
	cal    app.Calendar
}

// New returns the use cases of an account.
func New(c Config) *Service {
	if c.Clock == nil {
		c.Clock = time.Now
	}
	return &Service{store: c.Store, clock: c.Clock, me: c.Person, centre: c.Centre, cal: c.Holidays}
}

// Me returns the person whose account this is.
func (s *Service) Me() app.Person { return s.me }

// Centre returns the centre's name.
func (s *Service) Centre() string { return s.centre }

// Calendar returns the holiday calendar deadlines are counted by.
func (s *Service) Calendar() app.Calendar { return s.cal }

// People returns the staff.
func (s *Service) People(ctx context.Context) ([]app.Person, error) { return s.store.People(ctx) }

// Scripts returns the published scripts, place-holders unfilled.
func (s *Service) Scripts(ctx context.Context) ([]app.Script, error) { return s.store.Scripts(ctx) }

// History returns the changes of one row.
func (s *Service) History(ctx context.Context, kind, id string) ([]app.HistoryEntry, error) {
	return s.store.History(ctx, kind, id)
}

// clockOff returns the offset of the laptop's clock as the last sync measured it, in milliseconds; 0 if it is not known.
func (s *Service) clockOff(ctx context.Context) int64 {
	text, err := s.store.Setting(ctx, "sync.clock_offset")
	if err != nil {
		return 0
	}
	n, _ := strconv.ParseInt(text, 10, 64)
	return n
}

// save commits writes, if there are any.
func (s *Service) save(ctx context.Context, writes []record.Write) error {
	if len(writes) == 0 {
		return nil
	}
	return s.store.Save(ctx, writes...)
}

func (s *Service) newID() string { return app.NewID(s.clock()) }

// dayBounds returns the first instant of a day and of the day after.
func dayBounds(d app.Date) (from, to app.Instant) {
	return app.InstantOf(d.Time()), app.InstantOf(d.AddDays(1).Time())
}

func notFound(err error) bool { return app.Code(err) == app.ErrNotFound }

func invalid(field, format string, args ...any) error {
	return app.FieldErrorf(app.ErrInvalid, field, format, args...)
}
