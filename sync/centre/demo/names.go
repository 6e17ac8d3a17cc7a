package demo

import "github.com/fangce/fangce/app"

// idRegion is a region code of the city (GB/T 2260) whose county part is given to none, so that no number made here
// belongs to anybody.
const idRegion = "34019"

// era returns the generation of given names somebody of that age was given.
func era(age int) string {
	switch {
	case age >= 58:
		return "old"
	case age >= 36:
		return "mid"
	}
	return "young"
}

// surname returns a family name as frequent as in the country.
func (w *words) surname(d dice) string { return of(d, w.surnames) }

// name returns a whole name for somebody of that sex and age.
func (w *words) name(d dice, surname, sex string, age int) string {
	return surname + one(d, w.given[sex+" "+era(age)])
}

// idNo returns a valid identity card number (GB 11643-1999) that belongs to nobody.
func idNo(d dice, birth app.Date, sex string) string {
	n := idRegion + itoa(d.in(2, 8)) + string(birth[:4]) + string(birth[5:7]) + string(birth[8:]) + d.digits(2)
	last := d.in(0, 4) * 2
	if sex == app.SexMale {
		last++
	}
	n += itoa(last)
	return n + checkDigit(n)
}

// idNo15 returns the number of before 1999 of somebody born before 2000.
func idNo15(long string) string { return long[:6] + long[8:17] }

// checkDigit returns the last character of an identity card number (ISO 7064 MOD 11-2) from its first 17 digits.
func checkDigit(n string) string {
	weights := [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	sum := 0
	for i, w := range weights {
		sum += int(n[i]-'0') * w
	}
	return "10X98765432"[sum%11 : sum%11+1]
}

// birth returns a birth date of somebody who is that old on a day.
func birth(d dice, age int, today app.Date) app.Date {
	return today.AddMonths(-12 * age).AddDays(-d.in(1, 364))
}
