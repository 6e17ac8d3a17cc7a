package app

// LunarBirthday reports whether day is the birthday by the lunar calendar (农历生日) of somebody born on birth, and how old
// they become.
func LunarBirthday(birth, day Date) (age int, ok bool) { return 0, false }
