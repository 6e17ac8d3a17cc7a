package app

// Measures of a drop in activity.
const (
	// DropDays are the working days looked at, DropBefore those they are compared with.
	DropDays, DropBefore = 5, 20
	// dropShare in percent: what is done must lie below it to be pointed out.
	dropShare = 60
)

// dropLeast is how many a usual week must have for a drop of a figure to mean anything.
var dropLeast = map[string]int{"calls": 10, "visits": 3, "prospects": 2}

// WorkedDay is what a person did on one working day.
type WorkedDay struct {
	Date    Date
	Figures DayFigures
	Away    bool // no work is recorded at all and no log was kept: leave, training
}

// ActivityDrop is a figure that has fallen: Recent in the last five working days against Usual in five days on average of the
// twenty before.
type ActivityDrop struct {
	Figure        string // calls, visits or prospects
	Recent, Usual int
}

// ActivityDrops returns which figures have fallen below six tenths of what is usual. Days are working days, oldest first,
// without today; days away count on neither side, so a week after leave is compared with a week of work. With fewer than
// DropDays+DropBefore days worked nothing is said: somebody new has no usual week. It is a reminder for oneself, no rule.
func ActivityDrops(days []WorkedDay) []ActivityDrop {
	var worked []WorkedDay
	for _, d := range days {
		if !d.Away {
			worked = append(worked, d)
		}
	}
	if len(worked) < DropDays+DropBefore {
		return nil
	}
	worked = worked[len(worked)-DropDays-DropBefore:]
	var out []ActivityDrop
	for _, figure := range []string{"calls", "visits", "prospects"} {
		recent, before := 0, 0
		for i, d := range worked {
			if i < DropBefore {
				before += d.Figures.FigureOf(figure)
			} else {
				recent += d.Figures.FigureOf(figure)
			}
		}
		weeks := DropBefore / DropDays
		if before >= dropLeast[figure]*weeks && recent*weeks*100 < before*dropShare {
			out = append(out, ActivityDrop{Figure: figure, Recent: recent, Usual: (before + weeks/2) / weeks})
		}
	}
	return out
}
