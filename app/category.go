package app

// CategoryOf returns the category of a policy's case in a month, written 2006-01 (002 §一, settled by product §4): the
// first that fits of maturing, renewal, old and unmatured, otherwise other.
func CategoryOf(p Policy, month string) string {
	last := Date(month + "-01").AddMonths(1).AddDays(-1)
	if !last.Valid() {
		return CategoryOther
	}
	single := p.Mode == ModeSingle
	switch {
	case p.MaturesOn.Month() == month:
		return CategoryMaturing
	case p.Mode == ModeRegular && fallsDue(p, month):
		return CategoryRenewal
	case single && earlierYear(p.MaturesOn, month) && earlierYear(p.PaidOutOn, month):
		return CategoryOld
	case single && p.MaturesOn > last && p.MaturesOn <= last.AddMonths(12):
		return CategoryUnmatured
	}
	return CategoryOther
}

// fallsDue reports whether a premium falls due in a month: the next one, or while that is still in its grace one that follows
// it, as a monthly one of last month's does.
func fallsDue(p Policy, month string) bool {
	if p.NextDue.Month() == month {
		return true
	}
	every := map[string]int{FreqMonth: 1, FreqQuarter: 3, FreqHalf: 6, FreqYear: 12}[p.Frequency]
	if every == 0 {
		return false
	}
	grace := p.Boundaries().GraceEnd
	for n := every; ; n += every {
		due := p.NextDue.AddMonths(n)
		if due == "" || due > grace {
			return false
		}
		if due.Month() == month {
			return true
		}
	}
}

// earlierYear reports whether a known date lies in a year before the month's.
func earlierYear(d Date, month string) bool { return d.Valid() && d[:4] < Date(month)[:4] }
