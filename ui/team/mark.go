package team

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// phrases a supervisor writes often; each is one press away.
var phrases = []string{"good", "detail", "follow", "prospects"}

// markPanel is the mark of one log: its criteria, the sum, a comment, the meetings.
type markPanel struct {
	pane     *logPane
	touched  bool         // edited since it was filled: a refresh leaves it alone
	start    bool         // the next log filled in gets the caret
	draft    *drafts.Form // the mark begun of the log in sight
	saving   bool
	steppers []*widgets.Stepper
	sum      *widgets.Text
	passed   *widgets.Badge
	comment  *widgets.Entry
	morning  *widgets.Check
	evening  *widgets.Check
	follow   *widgets.DateEntry
	button   *widgets.Button
	restored *drafts.Slot // says that the mark was begun before
	content  fyne.CanvasObject
}

func newMarkPanel(p *logPane) *markPanel {
	m := &markPanel{pane: p}
	m.restored = drafts.NewSlot(func() { m.content.Refresh() }).Narrow()
	m.sum = widgets.Tag("team.sum", widgets.Title("0"))
	m.passed = widgets.NewBadge("", widgets.Neutral)
	var lines []fyne.CanvasObject
	for _, c := range app.LogCriteria {
		s := widgets.Tag("team.criterion."+c.Code, widgets.NewStepper(0, c.Max, 0, func(int) { m.touch() }))
		m.steppers = append(m.steppers, s)
		label := fmt.Sprintf("%s / %d", lang.X("worklog.criterion."+c.Code, ""), c.Max)
		lines = append(lines, widgets.Sides(widgets.FixedWidth(96, widgets.NewText(label)), s, nil))
	}
	m.comment = widgets.Tag("team.comment", widgets.NewMultiEntry(lang.X("team.comment.hint", ""), 4))
	m.comment.OnChanged = func(string) {
		m.touched = true
		m.draft.Touch()
	}
	m.comment.OnEnter = m.save
	for i, s := range m.steppers {
		s.Field().OnEnter = func() {
			if i+1 < len(m.steppers) {
				widgets.FocusIn(m.steppers[i+1].Field())
				return
			}
			widgets.FocusIn(m.comment)
		}
	}
	var quick []fyne.CanvasObject
	for _, ph := range phrases {
		text := lang.X("team.phrase."+ph, "")
		quick = append(quick, widgets.Quiet(lang.X("team.phrase."+ph+".short", ""), nil, func() {
			m.comment.SetText(strings.TrimSpace(m.comment.Text + text))
			m.touch()
		}).Compact())
	}
	m.morning = widgets.Tag("team.morning", widgets.NewCheck(lang.X("team.morning", ""), false, func(bool) { m.touch() }))
	m.evening = widgets.Tag("team.evening", widgets.NewCheck(lang.X("team.evening", ""), false, func(bool) { m.touch() }))
	m.follow = widgets.Tag("team.follow_up", widgets.NewDateEntry(string(p.room.deps.Clock.Today()), func(string) { m.touch() }))
	m.button = widgets.Tag("team.save", widgets.Primary(lang.X("team.save", ""), theme.IconCheck, m.save)).Key("Ctrl+Enter")
	body := append([]fyne.CanvasObject{m.restored.Content(), widgets.HStack(8, m.sum, widgets.MutedText(fmt.Sprintf("/ %d", app.LogFullMark)), m.passed)}, lines...)
	body = append(body,
		m.comment,
		widgets.HStack(0, quick...),
		widgets.HStack(12, m.morning, m.evening),
		widgets.Labeled(lang.X("team.follow_up", ""), m.follow),
		m.button)
	m.content = widgets.VStack(0, widgets.Panel(lang.X("team.mark", ""), nil, widgets.VStack(8, body...)))
	return m
}

// fill shows the mark begun for a log, or the one it has, or an empty one.
func (m *markPanel) fill(v app.LogView, same bool) {
	if same && (m.touched || m.saving) {
		m.enable(v)
		return
	}
	m.stash()
	mark, _ := app.StandingMark(v.Marks, v.Person.SupervisorID)
	for i, c := range app.LogCriteria {
		m.steppers[i].Set(mark.Criteria[c.Code])
	}
	m.comment.Set(mark.Comment)
	m.morning.Set(mark.Morning)
	m.evening.Set(mark.Evening)
	m.follow.Set(string(mark.FollowUp))
	begun := m.keep(v)
	m.show(begun || mark.MarkedAt != 0)
	m.enable(v)
	m.touched = begun
	if m.start {
		m.start = false
		widgets.FocusIn(m.steppers[0].Field())
	}
}

// begin puts the caret into the first number of the mark of the log in sight.
func (m *markPanel) begin() {
	if m.pane.view.Log.ID != "" && m.pane.view.Log.ID == m.pane.room.logID && !m.button.Disabled() {
		widgets.FocusIn(m.steppers[0].Field())
	}
}

// enable lets only a closed log be marked.
func (m *markPanel) enable(v app.LogView) {
	if v.Log.Status == app.LogClosed {
		m.button.Enable()
	} else {
		m.button.Disable()
	}
}

// keep begins to keep the mark of a log, and reports whether it was begun before.
func (m *markPanel) keep(v app.LogView) (begun bool) {
	var fields []drafts.Field
	for i, c := range app.LogCriteria {
		fields = append(fields, drafts.Number(c.Code, lang.X("worklog.criterion."+c.Code, ""), m.steppers[i]))
	}
	fields = append(fields,
		drafts.Text("comment", lang.X("team.mark", ""), m.comment), drafts.Tick("morning", lang.X("team.morning", ""), m.morning, nil),
		drafts.Tick("evening", lang.X("team.evening", ""), m.evening, nil), drafts.Date("follow_up", lang.X("team.follow_up", ""), m.follow))
	m.draft = m.pane.room.deps.Drafts.Open(drafts.Spec{
		Key: "team.mark/" + v.Log.ID, Room: "team", About: v.Log.ID, Title: v.Person.Name + " · " + words.Day(v.Log.Date), Form: "team.mark", Edits: true,
		Dropped: func() {
			m.touched = false
			m.show(len(v.Marks) > 0)
		},
	}, fields...)
	m.restored.SetForm(m.draft, "team.restored")
	_, begun = m.draft.Restored()
	return begun
}

// stash keeps a mark begun, before another log is shown in its place.
func (m *markPanel) stash() {
	m.draft.Close()
	m.draft = nil
	m.touched = false
}

// mark is the mark as it stands on the screen.
func (m *markPanel) mark() app.LogMark {
	mark := app.LogMark{
		LogID: m.pane.view.Log.ID, Score: int64(m.score()), Criteria: map[string]int{}, Comment: m.comment.Value(),
		Morning: m.morning.Value(), Evening: m.evening.Value(), FollowUp: app.Date(m.follow.Value()),
	}
	for i, c := range app.LogCriteria {
		mark.Criteria[c.Code] = m.steppers[i].Value()
	}
	return mark
}

func (m *markPanel) touch() {
	m.touched = true
	m.draft.Touch()
	m.show(true)
}

// score adds up the criteria.
func (m *markPanel) score() int {
	n := 0
	for _, s := range m.steppers {
		n += s.Value()
	}
	return n
}

// show writes the sum and, once there is a mark, whether it passes.
func (m *markPanel) show(given bool) {
	n := m.score()
	m.sum.Set(fmt.Sprint(n))
	switch {
	case !given:
		m.passed.Set("", widgets.Neutral)
	case n >= app.LogPassMark:
		m.passed.Set(lang.X("team.passed", ""), widgets.Success)
	default:
		m.passed.Set(lang.X("team.failed", ""), widgets.Danger)
	}
}

// save stores the mark and goes on to the next log that waits for one. A log nobody has judged is not marked with 0.
func (m *markPanel) save() {
	if m.saving || m.button.Disabled() || m.pane.view.Log.ID == "" || m.pane.view.Log.ID != m.pane.room.logID {
		return
	}
	r, name, mark := m.pane.room, m.pane.view.Person.Name, m.mark()
	switch {
	case !m.touched && len(m.pane.view.Marks) == 0:
		r.deps.Fail(words.Invalid("score", lang.X("team.need_score", "")))
		widgets.FocusIn(m.steppers[0].Field())
		return
	case !m.follow.Valid():
		r.deps.Fail(words.Invalid("follow_up", lang.X("team.need_date", "")))
		widgets.FocusIn(m.follow)
		return
	}
	m.saving = true
	draft := m.draft
	ctx := draft.Begin()
	r.async(func() {
		err := r.deps.Service.MarkLog(ctx, mark)
		fyne.Do(func() {
			m.saving = false
			draft.End(err)
			if err != nil {
				r.deps.Fail(err)
				r.Refresh()
				return
			}
			if m.pane.view.Log.ID == mark.LogID {
				m.touched = false
			}
			r.deps.Toast(lang.X("team.saved", "", map[string]any{"Name": name, "N": mark.Score}), "", nil)
			r.next(mark.LogID)
		})
	})
}
