package start

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// offlinePause is how long the form waits before it tries a centre again that cannot be reached.
const offlinePause = 5 * time.Second

// recoverForm gets into an account whose passphrase is forgotten, in three steps: what will happen; the code to be read
// out and the wait for the centre; the new passphrase.
type recoverForm struct {
	screen  *Screen
	pause   func(ctx context.Context, d time.Duration)
	account Account
	attempt Recovery
	round   int // counts the attempts, so that an old one's answer is ignored
	cancel  context.CancelFunc
	*newPass
	code     *fyne.Container
	status   *widgets.Banner
	banner   *widgets.Banner
	begin    *widgets.Button
	finish   *widgets.Button
	back     *widgets.Button // of the first step; later a key pressed by mistake must not undo the telephone call
	intro    *widgets.Paragraph
	steps    []fyne.CanvasObject // one of them is shown
	finished bool
	content  fyne.CanvasObject
}

// Steps of the form.
const (
	recoverIntro = iota
	recoverWait
	recoverNew
)

func newRecoverForm(s *Screen) *recoverForm {
	f := &recoverForm{screen: s, pause: pause, code: widgets.HStack(8), intro: widgets.NewParagraph("")}
	f.status = widgets.Tag("start.recover.status", widgets.NewBanner(widgets.Info, ""))
	f.banner = widgets.Tag("start.recover.problem", widgets.NewBanner(widgets.Neutral, ""))
	f.begin = widgets.Tag("start.recover", widgets.Primary(lang.X("start.recover.begin", ""), theme.IconPhone, f.ask))
	f.finish = widgets.Tag("start.recover.finish", widgets.Primary(lang.X("start.recover.finish", ""), theme.IconLock, f.submit))
	f.newPass = newNewPass(
		widgets.Tag("start.recover.new", widgets.NewPassword(lang.X("start.new.hint", "", map[string]any{"N": app.LeastPassphrase}))),
		widgets.Tag("start.recover.again", widgets.NewPassword(lang.X("start.again", ""))), f.submit)
	save := widgets.Tag("start.recover.save", widgets.Quiet(lang.X("start.recover.save", ""), theme.IconDownload, f.save).Compact())
	take := widgets.Tag("start.recover.take", widgets.Quiet(lang.X("start.recover.take", ""), theme.IconFolder, f.take).Compact())
	back := func(id string) *widgets.Button {
		return widgets.Tag(id, widgets.Quiet(lang.X("common.back", ""), theme.IconLeft, s.showUnlock))
	}
	f.back = back("start.recover.back")
	f.steps = []fyne.CanvasObject{
		widgets.VStack(14, f.intro, widgets.HStack(8, f.begin, widgets.Spring(), f.back)),
		widgets.VStack(14,
			widgets.NewParagraph(lang.X("start.recover.read", "")),
			f.code, f.status,
			widgets.Line(),
			widgets.NewParagraph(lang.X("start.recover.file", "")).Small(),
			widgets.HStack(8, save, take, widgets.Spring(), widgets.Tag("start.recover.cancel", widgets.Quiet(lang.X("common.cancel", ""), theme.IconClose, s.showUnlock))),
		),
		widgets.VStack(14, widgets.NewParagraph(lang.X("start.recover.granted", "")), f.newPass.content, widgets.HStack(8, f.finish, widgets.Spring(), back("start.recover.leave"))),
	}
	f.content = widgets.VStack(14, append(append([]fyne.CanvasObject{widgets.Title(lang.X("start.recover.title", ""))}, f.steps...), f.banner)...)
	return f
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// fill begins anew for an account.
func (f *recoverForm) fill(a Account) {
	f.stop()
	f.account = a
	f.intro.Set(lang.X("start.recover.intro", "", map[string]any{"Name": a.Name}))
	f.newPass.reset()
	f.banner.Set(widgets.Neutral, "")
	f.begin.Enable()
	f.step(recoverIntro)
}

// stop ends the attempt under way; the centre's answer to it is of no use any more.
func (f *recoverForm) stop() {
	f.round++
	if f.cancel != nil {
		f.cancel()
		f.cancel = nil
	}
	f.attempt, f.finished = nil, false
}

func (f *recoverForm) step(n int) {
	for i, o := range f.steps {
		show(o, i == n)
	}
	show(f.back, n == recoverIntro)
	f.screen.fit()
}

func (f *recoverForm) focus() {
	if f.steps[recoverNew].Visible() {
		f.screen.focus(f.pass)
		return
	}
	f.screen.focus(f.begin)
}

// ask begins an attempt and waits for the centre.
func (f *recoverForm) ask() {
	f.begin.Disable()
	f.banner.Set(widgets.Neutral, "")
	f.round++
	round, id := f.round, f.account.ID
	ctx, cancel := context.WithCancel(context.Background())
	f.cancel = cancel
	f.screen.async(func() {
		r, err := f.screen.deps.Recover(ctx, id)
		fyne.Do(func() {
			if round != f.round {
				return
			}
			f.begin.Enable()
			if err != nil {
				f.banner.Set(widgets.Danger, widgets.ErrorText(err))
				return
			}
			f.attempt = r
			f.showCode(r.Code())
			f.status.Set(widgets.Info, lang.X("start.recover.waiting", ""))
			f.step(recoverWait)
			f.screen.deps.Window.Canvas().Unfocus()
			f.screen.async(func() { f.wait(ctx, round, r) })
		})
	})
}

// wait asks the centre until it has answered.
func (f *recoverForm) wait(ctx context.Context, round int, r Recovery) {
	for {
		err := r.Wait(ctx)
		if ctx.Err() != nil {
			return
		}
		offline := app.Code(err) == app.ErrOffline
		fyne.Do(func() {
			switch {
			case round != f.round || f.finished:
			case err == nil:
				f.granted()
			case offline:
				f.status.Set(widgets.Warning, lang.X("start.recover.offline", ""))
			default:
				f.step(recoverIntro)
				f.banner.Set(widgets.Danger, widgets.ErrorText(err))
			}
		})
		if !offline {
			return
		}
		if f.pause(ctx, offlinePause); ctx.Err() != nil {
			return
		}
	}
}

// granted asks for the new passphrase.
func (f *recoverForm) granted() {
	f.finished = true
	f.banner.Set(widgets.Neutral, "")
	f.step(recoverNew)
	f.focus()
}

// showCode lays the groups of the code beside each other, large enough to be read out.
func (f *recoverForm) showCode(code string) {
	f.code.Objects = nil
	for group := range strings.SplitSeq(code, "-") {
		f.code.Add(widgets.Stack(widgets.NewBox(theme.ColorGreySoft, theme.ColorLine, theme.ControlRound), widgets.Pad(8, 14, 8, 14, widgets.Title(group))))
	}
	f.code.Refresh()
}

func (f *recoverForm) save() {
	r, round := f.attempt, f.round
	if r == nil {
		return
	}
	f.screen.deps.Files.Save(lang.X("start.recover.file.name", "")+"-"+f.account.StaffNo+".json", func(path string) {
		f.screen.async(func() {
			err := r.Save(path)
			f.tell(round, err, lang.X("start.recover.saved", "", map[string]any{"Path": path}))
		})
	})
}

func (f *recoverForm) take() {
	r, round := f.attempt, f.round
	if r == nil {
		return
	}
	f.screen.deps.Files.Open(func(path string) {
		f.screen.async(func() {
			err := r.Take(path)
			if err != nil {
				f.tell(round, err, "")
				return
			}
			fyne.Do(func() {
				if round == f.round && !f.finished {
					f.granted()
				}
			})
		})
	})
}

// tell says how a file was dealt with.
func (f *recoverForm) tell(round int, err error, done string) {
	fyne.Do(func() {
		switch {
		case round != f.round:
		case err != nil:
			f.banner.Set(widgets.Danger, widgets.ErrorText(err))
		default:
			f.banner.Set(widgets.Success, done)
		}
	})
}

// submit sets the new passphrase and goes in.
func (f *recoverForm) submit() {
	r := f.attempt
	if r == nil || f.finish.Disabled() {
		return
	}
	if say, where := f.lacking(); where != nil {
		f.banner.Set(widgets.Warning, say)
		f.screen.focus(where)
		return
	}
	f.finish.Disable()
	f.banner.Set(widgets.Neutral, "")
	a, pass := f.account, f.pass.Text
	f.screen.async(func() {
		err := r.Finish(context.Background(), pass)
		fyne.Do(func() {
			f.finish.Enable()
			f.newPass.reset()
			switch {
			case err == nil:
				f.stop()
			case app.Code(err) == app.ErrDamaged:
				f.screen.failUnlock(a, pass, err)
			default:
				f.banner.Set(widgets.Danger, widgets.ErrorText(err))
				f.focus()
			}
		})
	})
}
