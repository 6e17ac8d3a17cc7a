package app

// lunarYears holds the months of the Chinese lunar years (农历) from 1900 on. Bits 15 to 4 say of months 1 to 12 whether
// they have 30 days (else 29), bits 3 to 0 which month a leap month follows (0: none), bit 16 whether that one has 30.
// Computed from the astronomical calendar (GB/T 33661); 1933, 1996 and 2033 are the corrected years.
var lunarYears = [...]uint32{
	0x04bd8, 0x04ae0, 0x0a570, 0x054d5, 0x0d260, 0x0d950, 0x16554, 0x056a0, 0x09ad0, 0x055d2, // 1900
	0x04ae0, 0x0a5b6, 0x0a4d0, 0x0d250, 0x1d255, 0x0b540, 0x0d6a0, 0x0ada2, 0x095b0, 0x14977, // 1910
	0x04970, 0x0a4b0, 0x0b4b5, 0x06a50, 0x06d40, 0x1ab54, 0x02b60, 0x09570, 0x052f2, 0x04970, // 1920
	0x06566, 0x0d4a0, 0x0ea50, 0x16a95, 0x05ad0, 0x02b60, 0x186e3, 0x092e0, 0x1c8d7, 0x0c950, // 1930
	0x0d4a0, 0x1d8a6, 0x0b550, 0x056a0, 0x1a5b4, 0x025d0, 0x092d0, 0x0d2b2, 0x0a950, 0x0b557, // 1940
	0x06ca0, 0x0b550, 0x15355, 0x04da0, 0x0a5b0, 0x14573, 0x052b0, 0x0a9a8, 0x0e950, 0x06aa0, // 1950
	0x0aea6, 0x0ab50, 0x04b60, 0x0aae4, 0x0a570, 0x05260, 0x0f263, 0x0d950, 0x05b57, 0x056a0, // 1960
	0x096d0, 0x04dd5, 0x04ad0, 0x0a4d0, 0x0d4d4, 0x0d250, 0x0d558, 0x0b540, 0x0b6a0, 0x195a6, // 1970
	0x095b0, 0x049b0, 0x0a974, 0x0a4b0, 0x0b27a, 0x06a50, 0x06d40, 0x0af46, 0x0ab60, 0x09570, // 1980
	0x04af5, 0x04970, 0x064b0, 0x074a3, 0x0ea50, 0x06b58, 0x05ac0, 0x0ab60, 0x096d5, 0x092e0, // 1990
	0x0c960, 0x0d954, 0x0d4a0, 0x0da50, 0x07552, 0x056a0, 0x0abb7, 0x025d0, 0x092d0, 0x0cab5, // 2000
	0x0a950, 0x0b4a0, 0x0baa4, 0x0ad50, 0x055d9, 0x04ba0, 0x0a5b0, 0x15176, 0x052b0, 0x0a930, // 2010
	0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, // 2020
	0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, // 2030
	0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, // 2040
	0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, // 2050
	0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4, // 2060
	0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0, // 2070
	0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60, 0x0a570, 0x054e4, 0x0d160, // 2080
	0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, // 2090
}

// firstLunarYear began on 31 January 1900.
const (
	firstLunarYear = 1900
	firstLunarDay  = Date("1900-01-31")
)

// Lunar is a day of the Chinese lunar calendar.
type Lunar struct {
	Year, Month, Day int
	Leap             bool // in the leap month (闰月) that follows Month
	Last             bool // the last day of its month
}

// LunarOf returns the day of the lunar calendar; ok is false before 1900-01-31 and after the lunar year 2099.
func LunarOf(d Date) (l Lunar, ok bool) {
	if !d.Valid() || d < firstLunarDay {
		return Lunar{}, false
	}
	rest := d.DaysSince(firstLunarDay)
	for i, bits := range lunarYears {
		for month := 1; month <= 12; month++ {
			days := 29 + int(bits>>(16-month)&1)
			if rest < days {
				return Lunar{firstLunarYear + i, month, rest + 1, false, rest+1 == days}, true
			}
			rest -= days
			if int(bits&15) != month {
				continue
			}
			days = 29 + int(bits>>16&1)
			if rest < days {
				return Lunar{firstLunarYear + i, month, rest + 1, true, rest+1 == days}, true
			}
			rest -= days
		}
	}
	return Lunar{}, false
}

// LunarBirthday reports whether day is the birthday by the lunar calendar (农历生日) of somebody born on birth, and how
// old they become. Who was born in a leap month has it in the month of that number; who was born on a 30th, on the last
// day of a month of 29.
func LunarBirthday(birth, day Date) (age int, ok bool) {
	b, known := LunarOf(birth)
	d, known2 := LunarOf(day)
	if !known || !known2 || d.Leap || d.Month != b.Month || d.Year <= b.Year {
		return 0, false
	}
	if d.Day != b.Day && !(b.Day == 30 && d.Last && d.Day == 29) {
		return 0, false
	}
	return d.Year - b.Year, true
}
