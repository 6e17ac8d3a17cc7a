package service

import (
	"context"
	"slices"

	"github.com/fangce/fangce/app"
)

// greetDays is how far ahead birthdays and festivals are shown; nearDays by how much a greeting may come before or after
// the day and still be that day's.
const (
	greetDays = 60
	nearDays  = 20
)

// festivalsBetween returns the festivals on the days from first to last in order.
func festivalsBetween(first, last app.Date) []app.Occasion {
	var out []app.Occasion
	for d := first; d <= last; d = d.AddDays(1) {
		lunar, _ := lunarOf(d)
		for _, code := range festivalsOn(d, lunar) {
			out = append(out, app.Occasion{Code: code, On: d, Lunar: lunar, Audience: app.AudienceOf(code)})
		}
	}
	return out
}

// festivalsOn returns the codes of the festivals of a day. Those of the lunar calendar are not kept in leap months.
func festivalsOn(d app.Date, l app.Lunar) []string {
	var out []string
	switch d[5:] {
	case "01-01":
		out = append(out, app.FestivalNewYear)
	case "03-08":
		out = append(out, app.FestivalWomen)
	case "05-01":
		out = append(out, app.FestivalLabour)
	case "09-10":
		out = append(out, app.FestivalTeachers)
	case "10-01":
		out = append(out, app.FestivalNational)
	}
	if !l.Leap {
		switch [2]int{l.Month, l.Day} {
		case [2]int{1, 1}:
			out = append(out, app.FestivalSpring)
		case [2]int{1, 15}:
			out = append(out, app.FestivalLantern)
		case [2]int{5, 5}:
			out = append(out, app.FestivalDragonBoat)
		case [2]int{8, 15}:
			out = append(out, app.FestivalMidAutumn)
		case [2]int{9, 9}:
			out = append(out, app.FestivalDoubleNinth)
		case [2]int{12, 8}:
			out = append(out, app.FestivalLaba)
		}
	}
	switch solarTerm(d) {
	case "清明":
		out = append(out, app.FestivalQingming)
	case "冬至":
		out = append(out, app.FestivalWinterSolstice)
	}
	return out
}

// Occasions returns the birthdays of the coming weeks together and then the festivals in order, each with how many people
// there are to greet and how many have been.
func (s *Service) Occasions(ctx context.Context) ([]app.Occasion, error) {
	today := s.clock.Today()
	people, greeted, err := s.greeted(ctx)
	if err != nil {
		return nil, err
	}
	out := append([]app.Occasion{{Code: app.OccasionBirthday}}, festivalsBetween(today, today.AddDays(greetDays))...)
	for i := range out {
		for _, g := range greetings(people, greeted, out[i], out[i].Audience, today) {
			out[i].People++
			if g.Greeted != 0 {
				out[i].Greeted++
			}
		}
	}
	return out, nil
}

// Greetings returns whom to greet on an occasion: on birthdays, customers and their families by day; on a festival an
// audience by grade and name. Who must not be contacted is left out.
func (s *Service) Greetings(ctx context.Context, o app.Occasion, audience string) ([]app.Greeting, error) {
	people, greeted, err := s.greeted(ctx)
	if err != nil {
		return nil, err
	}
	return greetings(people, greeted, o, audience, s.clock.Today()), nil
}

// greeted returns all customers, and by customer the greetings written down lately.
func (s *Service) greeted(ctx context.Context) ([]app.Customer, map[string][]app.ServiceRecord, error) {
	people, err := s.store.GreetedPeople(ctx)
	if err != nil {
		return nil, nil, err
	}
	people = slices.DeleteFunc(people, func(c app.Customer) bool { return c.DoNotContact })
	records, err := s.store.GreetingsSince(ctx, s.me.ID, app.InstantOf(s.clock.Today().AddDays(-nearDays).Time()))
	by := map[string][]app.ServiceRecord{}
	for _, r := range records {
		by[r.CustomerID] = append(by[r.CustomerID], r)
	}
	return people, by, err
}

func greetings(people []app.Customer, greeted map[string][]app.ServiceRecord, o app.Occasion, audience string, today app.Date) []app.Greeting {
	var out []app.Greeting
	if o.Code == app.OccasionBirthday {
		out = birthdayGreetings(people, today)
	} else {
		for _, c := range people {
			if app.InAudience(c, audience, o.On) {
				g := greetingOf(c)
				g.On, g.Age = o.On, app.AgeOn(c.BirthDate, o.On)
				out = append(out, g)
			}
		}
		slices.SortStableFunc(out, byGrade)
	}
	for i := range out {
		for _, r := range greeted[out[i].CustomerID] {
			if greets(r, o.Code, out[i]) {
				out[i].Greeted, out[i].RecordID = r.At, r.ID
			}
		}
	}
	return out
}

func greetingOf(c app.Customer) app.Greeting {
	return app.Greeting{
		CustomerID: c.ID, Customer: c.Name, Who: c.Name, Sex: c.Sex, Grade: c.Grade, Key: c.Key, Phone: app.UsablePhone(c.Phones),
		WeChat: c.WeChat != "", Age: -1,
	}
}
