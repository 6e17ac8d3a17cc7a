package worklog

import "fyne.io/fyne/v2"

// print opens the log of the day in sight on paper, as soon as what was typed is stored.
func (p *dayPane) print() {
	print, day := p.room.deps.Print, p.view.Log.Date
	if print == nil || day == "" {
		return
	}
	if !p.closed() {
		p.plan.take()
		p.save()
	}
	p.writes.do(func() {}, func() {
		fyne.Do(func() {
			p.writes.ended()
			print("work_log", "", string(day))
			if p.room.shown && !p.writes.busy() {
				p.room.Refresh()
			}
		})
	})
}
