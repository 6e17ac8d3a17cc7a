package visit

// printDay opens the plan of the day in sight on paper (客户服务访问计划表).
func (r *Room) printDay() { r.printAbout("visit_plan", string(r.day)) }

// printWeek opens the plan of the week in sight on paper.
func (r *Room) printWeek() { r.printAbout("visit_plan", string(r.day)+"/week") }

// printChecklist opens the list of what is taken along to the visit in sight (拜访客户工具清单). What was ticked a moment ago
// is on disk first.
func (r *Room) printChecklist() {
	id := r.pane.sheet.Item.Appointment.ID
	if id == "" || r.planning {
		return
	}
	r.saves.do(func() { r.printAbout("visit_checklist", id) })
}

func (r *Room) printAbout(form, about string) {
	if r.deps.Print != nil {
		r.deps.Print(form, "", about)
	}
}
