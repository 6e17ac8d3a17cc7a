package start

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// workView shows how far a long step is that must not be interrupted lightly, and then what became of it.
type workView struct {
	screen  *Screen
	title   *widgets.Text
	text    *widgets.Paragraph
	bar     *widgets.ProgressLine
	result  *widgets.Banner
	enter   *widgets.Button
	back    *widgets.Button
	onward  func() // what the enter button does
	content fyne.CanvasObject
}

func newWorkView(s *Screen) *workView {
	v := &workView{screen: s, title: widgets.Title(""), text: widgets.NewParagraph("")}
	v.bar = widgets.NewProgressLine(0, widgets.Info)
	v.result = widgets.Tag("start.result", widgets.NewBanner(widgets.Success, ""))
	v.enter = widgets.Tag("start.enter", widgets.Primary(lang.X("start.enter", ""), theme.IconCheck, func() { v.onward() }))
	v.back = widgets.Tag("start.work.back", widgets.Quiet(lang.X("common.back", ""), theme.IconLeft, s.showUnlock))
	v.content = widgets.VStack(14, v.title, v.text, v.bar, v.result, widgets.HStack(8, v.enter, widgets.Spring(), v.back))
	return v
}

// begin shows a step under way.
func (v *workView) begin(title, text string) {
	v.title.Set(title)
	v.text.Set(text)
	v.text.Show()
	v.bar.Set(0)
	v.bar.Show()
	v.result.Set(widgets.Neutral, "")
	v.enter.Hide()
	v.back.Hide()
	v.screen.deps.Window.Canvas().Unfocus()
	v.screen.set(v.content, v.back) // hidden until the work is done
}

// step is told how far the work is; from any goroutine.
func (v *workView) step(done, total int) {
	if total <= 0 {
		return
	}
	fyne.Do(func() { v.bar.Set(float64(done) / float64(total)) })
}

// done shows what became of the work; onward goes in.
func (v *workView) done(title, text string, tone widgets.Tone, onward func()) {
	v.title.Set(title)
	v.text.Hide()
	v.bar.Hide()
	v.result.Set(tone, text)
	v.onward = onward
	v.enter.Show()
	v.back.Show()
	v.screen.fit()
	v.screen.focus(v.enter)
}

// rescued tells in words what a restore or a repair has brought back.
func rescued(r app.Rescued, backups []app.Backup) (string, widgets.Tone) {
	tone := widgets.Success
	var lines []string
	from := lang.X("start.rescued.anew", "")
	if r.From != "" {
		from = lang.X("start.rescued.from", "", map[string]any{"Backup": nameOf(r.From, backups)})
	}
	lines = append(lines, from)
	if r.Ops > 0 {
		lines = append(lines, lang.X("start.rescued.ops", "", map[string]any{"N": r.Ops}))
	} else {
		lines = append(lines, lang.X("start.rescued.no_ops", ""))
	}
	if r.Lost > 0 {
		tone = widgets.Warning
		lines = append(lines, lang.X("start.rescued.lost", "", map[string]any{"N": r.Lost}))
	}
	if r.FetchAll {
		lines = append(lines, lang.X("start.rescued.fetch", ""))
	}
	return strings.Join(lines, "\n"), tone
}

// nameOf is a backup's day and time, its file's name if it is not in the list.
func nameOf(name string, backups []app.Backup) string {
	for _, b := range backups {
		if b.Name == name {
			return words.Day(b.At.Date()) + " " + b.At.Clock()
		}
	}
	return name
}

// enterWith unlocks an account whose passphrase has just been used; failing that, the account's passphrase is asked for.
func (s *Screen) enterWith(a Account, passphrase string) {
	s.work.enter.Disable()
	s.async(func() {
		err := s.deps.Unlock(context.Background(), a.ID, passphrase)
		fyne.Do(func() {
			s.work.enter.Enable()
			if err != nil {
				s.failUnlock(a, passphrase, err)
			}
		})
	})
}

// rekey exchanges the data key of an account that has just been locked for it.
func (s *Screen) rekey(a Account, k Rekey) {
	s.work.begin(lang.X("start.rekey.title", ""), lang.X("start.rekey.working", ""))
	s.async(func() {
		err := s.deps.Rekey(context.Background(), a.ID, k.Passphrase, k.Next, s.work.step)
		fyne.Do(func() {
			if err != nil {
				// The old key and the old passphrase hold as long as the exchange did not end.
				s.work.done(lang.X("start.rekey.failed", ""), widgets.ErrorText(err)+lang.X("start.rekey.holds", ""), widgets.Danger, func() { s.enterWith(a, k.Passphrase) })
				return
			}
			s.work.done(lang.X("start.rekey.done", ""), lang.X("start.rekey.result", ""), widgets.Success, func() { s.enterWith(a, k.Next) })
		})
	})
}
