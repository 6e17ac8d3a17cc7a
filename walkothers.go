package main

// supervisor is the supervisor's part: the logs that arrived, one of them marked, the targets of the team.
func (g *guide) supervisor() {
	g.see("today.list")
	g.press("nav.sync")
	g.press("sync.now")
	g.press("nav.today")
	g.picture("today-team")
	g.press("nav.team")
	g.see("team.list.0")
	for _, c := range []struct {
		criterion string
		presses   int
	}{{"calls", 5}, {"visits", 6}, {"prospects", 2}, {"collections", 3}, {"plan", 1}} {
		for range c.presses {
			g.press("team.criterion." + c.criterion + ".plus")
		}
	}
	g.write("team.comment", "记录完整，跟进及时；注意准客户的积累。")
	g.picture("team")
	g.press("team.save")
	g.picture("team-saved")
	g.press("team.targets")
	g.look("team.target.form")
	g.press("nav.book")
	g.picture("book-activities-supervisor")
}

// manager reads an insurer's file and imports it for a planner.
func (g *guide) manager() {
	g.press("nav.intake")
	g.see("intake.path")
	g.picture("intake-empty")
	g.write("intake.path", g.file)
	g.press("intake.read")
	g.see("intake.rows.0")
	g.write("intake.insurer", "RH")
	g.picture("intake")
	g.choose("intake.to", tourPlanner)
	g.press("intake.import")
	g.see("intake.done")
	g.picture("intake-done")
}

// scripts is a planner's reading of the scripts, and one of them filled from a card.
func (g *guide) scripts() {
	g.press("nav.scripts")
	g.press("scripts.list.2")
	g.see("scripts.fill")
	g.picture("scripts")
	g.press("scripts.fill")
	g.see("scripts.card.list.1")
	g.picture("scripts-card")
	g.press("scripts.card.list.1")
	g.press("scripts.card.submit")
	g.see("scripts.unfill")
	g.picture("scripts-filled")
	g.press("scripts.unfill")
	g.press("scripts.pages.versions")
	g.picture("scripts-versions")
}

// centre is what the head of the centre does: a script is changed, and published.
func (g *guide) centre() {
	g.press("nav.scripts")
	g.press("scripts.list.2")
	g.press("scripts.new")
	g.look("scripts.new.form")
	g.press("scripts.edit")
	g.see("scripts.edit.step.0")
	g.picture("scripts-edit")
	g.write("scripts.edit.step.0", "您好，请问是{客户}本人吗？我是{公司}银保理财中心的保险规划师{规划师}，执业证号{执业证号}。您现在说话方便吗？")
	g.press("scripts.edit.pages.changes")
	g.picture("scripts-changes")
	g.press("scripts.publish")
	g.look("scripts.publish.form")
	g.press("scripts.edit.leave")
	g.press("nav.book")
	g.picture("book-centre")
}
