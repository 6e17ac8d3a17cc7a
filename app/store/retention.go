package store

import (
	"cmp"
	"slices"

	"github.com/fangce/fangce/app"
)

// How many backups are kept: the last one of each of the newest days there are backups of, then the last one of each of
// the newest weeks before them; and until the day is over its first one, which another made by hand must not cost.
const (
	keepDays  = 7
	keepWeeks = 4
)

// retain divides backups into those to keep, newest first, and those to remove. Backups dated ahead of now were made while
// the clock was wrong, or it is wrong now: they are counted apart, so that neither kind drives out the other and the newest
// is always kept, whatever the clock did.
func retain(all []app.Backup, now app.Instant) (keep, remove []app.Backup) {
	all = slices.Clone(all)
	slices.SortFunc(all, newestFirst)
	split := 0
	for split < len(all) && all[split].At > now {
		split++
	}
	for _, group := range [][]app.Backup{all[:split], all[split:]} {
		k, r := thin(group, now.Date())
		keep, remove = append(keep, k...), append(remove, r...)
	}
	return keep, remove
}

// thin does what retain does for backups of one clock, newest first.
func thin(all []app.Backup, today app.Date) (keep, remove []app.Backup) {
	days, weeks := map[app.Date]bool{}, map[[2]int]bool{}
	weekly := 0
	for i, b := range all {
		day, week := b.At.Date(), weekOf(b.At)
		stays := false
		switch {
		case day == today && (i+1 == len(all) || all[i+1].At.Date() != today):
			stays = true
		case days[day]: // a later one of that day is kept, or was not worth it
		case len(days) < keepDays:
			stays = true
		case !weeks[week] && weekly < keepWeeks:
			stays, b.Weekly = true, true
			weekly++
		}
		days[day] = true
		if !stays {
			remove = append(remove, b)
			continue
		}
		weeks[week] = true
		keep = append(keep, b)
	}
	return keep, remove
}

func newestFirst(a, b app.Backup) int {
	if c := cmp.Compare(b.At, a.At); c != 0 {
		return c
	}
	return cmp.Compare(b.Name, a.Name)
}

// weekOf returns year and number of a moment's week in Shanghai.
func weekOf(at app.Instant) [2]int {
	year, week := at.Time().ISOWeek()
	return [2]int{year, week}
}
