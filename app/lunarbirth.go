package app

// LunarBirthDates returns the days of birth, back to 1900, whose birthday by the lunar calendar (see LunarBirthday) falls on
// a day, the oldest first.
func LunarBirthDates(day Date) []Date {
	d, known := LunarOf(day)
	if !known || d.Leap {
		return nil
	}
	var out []Date
	passed := 0 // days from firstLunarDay to the first of the month
	month := func(number, days int) {
		if number == d.Month {
			if d.Day <= days {
				out = append(out, firstLunarDay.AddDays(passed+d.Day-1))
			}
			if d.Last && d.Day == 29 && days == 30 {
				out = append(out, firstLunarDay.AddDays(passed+29))
			}
		}
		passed += days
	}
	for i, bits := range lunarYears {
		if firstLunarYear+i >= d.Year {
			break
		}
		for number := 1; number <= 12; number++ {
			month(number, 29+int(bits>>(16-number)&1))
			if int(bits&15) == number {
				month(number, 29+int(bits>>16&1))
			}
		}
	}
	return out
}
