package demo

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// moments at which demos are given: working hours, a Sunday, before work, late, a holiday, the first day of a year the
// calendar does not know.
var moments = []string{
	"2026-11-23T10:40:00+08:00", "2026-11-22T20:30:00+08:00", "2026-03-18T07:10:00+08:00", "2026-06-30T23:50:00+08:00",
	"2026-02-18T15:00:00+08:00", "2027-01-01T09:00:00+08:00",
}

// worlds are those made so far; tests only look at them.
var worlds = map[string]*world{}

func worldAt(t *testing.T, seed int64, moment string) *world {
	t.Helper()
	key := itoa(int(seed)) + " " + moment
	if worlds[key] == nil {
		worlds[key] = newWorld(t, seed, moment)
	}
	return worlds[key]
}

func newWorld(t *testing.T, seed int64, moment string) *world {
	t.Helper()
	now, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		t.Fatal(err)
	}
	w, err := makeWorld(Options{Seed: seed, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestSameSeedSameWorld(t *testing.T) {
	text := func(seed int64) string {
		var b strings.Builder
		for _, p := range newWorld(t, seed, moments[0]).parts {
			for _, r := range p.rows {
				raw, err := json.Marshal(r.of)
				if err != nil {
					t.Fatal(err)
				}
				b.Write(raw)
			}
		}
		return b.String()
	}
	first := text(1)
	if text(1) != first {
		t.Error("the same seed and moment gave two worlds")
	}
	if text(2) == first {
		t.Error("two seeds gave the same world")
	}
}

func TestEverythingIsThere(t *testing.T) {
	w := worldAt(t, 0, moments[0])
	kinds, statuses, seen := map[string]int{}, map[app.PolicyStatus]int{}, map[string]int{}
	ids := map[string]bool{}
	for _, p := range w.parts {
		for _, r := range p.rows {
			k := record.Of(r.of)
			kinds[k.Name]++
			if id := k.Name + k.ID(r.of); ids[id] {
				t.Errorf("%s is there twice", id)
			} else {
				ids[id] = true
			}
			switch v := r.of.(type) {
			case app.Policy:
				statuses[app.State(v, "2026-11-23").Status]++
				seen["mode "+v.Mode]++
			case app.ServiceRecord:
				seen["channel "+v.Channel]++
				seen["outcome "+v.Outcome]++
				seen["stage "+v.Stage]++
			case app.Case:
				seen["reason "+v.Reason]++
				seen["category "+v.Category]++
				if v.SignedAt == 0 {
					seen["unsigned"]++
				}
			case app.Customer:
				if v.Prospect {
					seen["prospect"]++
				}
				for _, ph := range v.Phones {
					seen["phone "+ph.Kind]++
				}
				if b := v.BirthDate; b[5:] >= "11-23" && b[5:] <= "11-29" {
					seen["birthday"]++
				}
			}
		}
	}
	for _, k := range record.Kinds() {
		if kinds[k.Name] == 0 && k != app.KindPerson && k != app.KindAttachment { // people are added by centre.AddUser, files by people
			t.Errorf("no %s", k.Name)
		}
	}
	if kinds["customer"] != 4*(customersPerPlanner+2+acquaintances) {
		t.Errorf("%d customers", kinds["customer"])
	}
	for _, s := range []app.PolicyStatus{
		app.StatusInForce, app.StatusDueSoon, app.StatusInGrace, app.StatusLapsed, app.StatusExpired, app.StatusMatured, app.StatusTerminated,
	} {
		if statuses[s] < 4 {
			t.Errorf("%d policies are %s", statuses[s], s)
		}
	}
	for _, want := range strings.Fields(`mode:single mode:regular channel:visit channel:phone channel:letter channel:online
		channel:gift outcome:agreed outcome:call_back outcome:no_answer outcome:wrong outcome:refused outcome:complaint
		outcome:done outcome:confirmed outcome:no_show stage:first_call stage:confirm stage:first_visit stage:return
		stage:no_show stage:payment reason:orphan reason:stripped reason:new category:maturing category:renewal
		category:old category:unmatured category:other unsigned prospect phone:mobile phone:landline phone:invalid birthday`) {
		if seen[strings.Replace(want, ":", " ", 1)] == 0 {
			t.Errorf("nothing of %s", want)
		}
	}
}

// GB 11643-1999: region, birth date, sex and check digit of every number agree with the card.
func TestIDNumbers(t *testing.T) {
	old := 0
	check := func(no string, birth app.Date, sex string) {
		id, err := app.ParseIDNo(no)
		if err != nil || id.Birth != birth || id.Sex != sex {
			t.Errorf("%s: %v, want %s %s (%v)", no, id, birth, sex, err)
		}
		if id.Type == app.IDCard15 {
			old++
		} else if checkDigit(no[:17]) != no[17:] {
			t.Errorf("%s: wrong check digit", no)
		}
	}
	for _, p := range worldAt(t, 1, moments[1]).planners {
		for _, c := range p.clients {
			if c.card.Prospect {
				continue
			}
			check(c.card.IDNo, c.card.BirthDate, c.card.Sex)
			for _, pol := range c.policies {
				check(pol.InsuredIDNo, pol.InsuredBirth, pol.InsuredSex)
			}
		}
	}
	if old == 0 {
		t.Error("no number of before 1999")
	}
	// Worked example of the standard's appendix.
	if got := checkDigit("11010519491231002"); got != "X" {
		t.Errorf("check digit %s, want X", got)
	}
}
