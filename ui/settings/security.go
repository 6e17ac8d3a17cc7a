package settings

import (
	"context"
	"strconv"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// securityPanel is what protects the account: its passphrase, the lock, the keyring, the data key.
type securityPanel struct {
	room     *Room
	idle     *widgets.Segmented
	remember *widgets.Check
	content  fyne.CanvasObject
}

func newSecurityPanel(r *Room) *securityPanel {
	p := &securityPanel{room: r}
	var minutes []widgets.Option
	for _, n := range idleChoices {
		minutes = append(minutes, widgets.Option{ID: strconv.Itoa(n), Label: strconv.Itoa(n)})
	}
	p.idle = widgets.Tag("settings.idle", widgets.NewSegmented(minutes, strconv.Itoa(r.deps.Security.IdleMinutes()), p.setIdle))
	p.remember = widgets.Tag("settings.remember", widgets.NewCheck(lang.X("settings.remember", ""), r.deps.Security.Remembered(), p.setRemembered))
	change := widgets.Tag("settings.passphrase", widgets.Secondary(lang.X("settings.passphrase", ""), theme.IconEdit, p.changePassphrase))
	rekey := widgets.Tag("settings.rekey", widgets.Secondary(lang.X("settings.rekey", ""), theme.IconShield, p.rekey))
	p.content = widgets.Panel(lang.X("settings.security", ""), nil, widgets.VStack(12,
		described("settings.passphrase.text", widgets.HStack(0, change, widgets.Spring())),
		described("settings.idle.text", widgets.HStack(8, p.idle, widgets.Grow(widgets.NewText(lang.X("settings.idle.unit", "")).Clipped()))),
		described("settings.remember.text", widgets.HStack(0, p.remember, widgets.Spring())),
		described("settings.rekey.text", widgets.HStack(0, rekey, widgets.Spring())),
	))
	return p
}

// described puts what a control does below it, in small letters.
func described(key string, control fyne.CanvasObject) fyne.CanvasObject {
	return widgets.VStack(3, control, widgets.NewParagraph(lang.X(key, "")).Small())
}

func (p *securityPanel) refresh() {
	p.idle.Set(strconv.Itoa(p.room.deps.Security.IdleMinutes()))
	p.remember.Set(p.room.deps.Security.Remembered())
}

func (p *securityPanel) setIdle(id string) {
	n, err := strconv.Atoi(id)
	if err != nil {
		return
	}
	d := p.room.deps
	p.room.async(func() {
		err := d.Security.SetIdleMinutes(context.Background(), n)
		fyne.Do(func() {
			if err != nil {
				d.Fail(err)
				p.refresh()
				return
			}
			d.IdleChanged(n)
			d.Toast(lang.X("settings.idle.set", "", map[string]any{"N": n}), "", nil)
		})
	})
}

// setRemembered switches the keyring on, which takes the passphrase, or off.
func (p *securityPanel) setRemembered(on bool) {
	d := p.room.deps
	if !on {
		p.room.async(func() {
			err := d.Security.Forget(context.Background())
			fyne.Do(func() {
				p.refresh()
				if err != nil {
					d.Fail(err)
					return
				}
				d.Toast(lang.X("settings.remember.off", ""), "", nil)
			})
		})
		return
	}
	pass := widgets.Tag("settings.remember.passphrase", widgets.NewPassword(""))
	widgets.ShowForm(d.Window.Canvas(), widgets.Form{
		ID: "settings.remember.ask", Title: lang.X("settings.remember.title", ""), Intro: lang.X("settings.remember.warning", ""),
		Fields:   []widgets.FormField{{Label: lang.X("settings.passphrase.old", ""), Input: pass, Required: true}},
		OnCancel: p.refresh,
		OnSubmit: func() error { return need(pass) },
		Work:     func() error { return d.Security.Remember(context.Background(), pass.Text) },
		Working:  lang.X("settings.passphrase.checking", ""),
		OnDone: func() {
			p.refresh()
			d.Toast(lang.X("settings.remember.on", ""), "", nil)
		},
	})
}

// need returns an error for a passphrase that was not typed.
func need(pass *widgets.Entry) error {
	if pass.Text == "" {
		widgets.FocusIn(pass)
		return words.Invalid("passphrase", lang.X("start.need.passphrase", ""))
	}
	return nil
}

// exchange are the fields of a dialog that asks for the passphrase and, twice, for a new one.
type exchange struct{ old, next, again *widgets.Entry }

// newExchange makes the fields; id begins their tags.
func newExchange(old, next, again *widgets.Entry) (*exchange, []widgets.FormField) {
	x := &exchange{old: old, next: next, again: again}
	least := lang.X("start.new.hint", "", map[string]any{"N": app.LeastPassphrase})
	strength := widgets.Caption(least)
	x.next.OnChanged = func(text string) {
		say, tone := words.Strength(text)
		if text == "" {
			say, tone = least, widgets.Muted
		}
		strength.Set(say)
		strength.SetTone(tone)
	}
	return x, []widgets.FormField{
		{Label: lang.X("settings.passphrase.old", ""), Input: x.old, Required: true},
		{Label: lang.X("settings.passphrase.new", ""), Input: widgets.VStack(2, x.next, widgets.FixedHeight(16, strength)), Required: true},
		{Label: lang.X("settings.passphrase.again", ""), Input: x.again, Required: true},
	}
}

// check returns what keeps the new passphrase from being taken.
func (x *exchange) check() error {
	if err := need(x.old); err != nil {
		return err
	}
	switch {
	case utf8.RuneCountInString(x.next.Text) < app.LeastPassphrase:
		widgets.FocusIn(x.next)
		return words.Invalid("passphrase", lang.X("start.need.longer", "", map[string]any{"N": app.LeastPassphrase}))
	case x.next.Text != x.again.Text:
		widgets.FocusIn(x.again)
		return words.Invalid("passphrase", lang.X("start.need.same", ""))
	case x.next.Text == x.old.Text:
		widgets.FocusIn(x.next)
		return words.Invalid("passphrase", lang.X("settings.passphrase.same", ""))
	}
	return nil
}

func (p *securityPanel) changePassphrase() {
	d := p.room.deps
	x, fields := newExchange(
		widgets.Tag("settings.passphrase.old", widgets.NewPassword("")),
		widgets.Tag("settings.passphrase.new", widgets.NewPassword("")),
		widgets.Tag("settings.passphrase.again", widgets.NewPassword("")))
	widgets.ShowForm(d.Window.Canvas(), widgets.Form{
		ID: "settings.passphrase.change", Title: lang.X("settings.passphrase", ""), Fields: fields, Submit: lang.X("settings.passphrase.submit", ""),
		OnSubmit: x.check,
		Work:     func() error { return d.Security.ChangePassphrase(context.Background(), x.old.Text, x.next.Text) },
		Working:  lang.X("settings.passphrase.changing", ""),
		OnDone:   func() { d.Toast(lang.X("settings.passphrase.done", ""), "", nil) },
	})
}

// rekey asks for both passphrases and then leaves the account, because its files are written anew while it is closed.
func (p *securityPanel) rekey() {
	d := p.room.deps
	x, fields := newExchange(
		widgets.Tag("settings.rekey.old", widgets.NewPassword("")),
		widgets.Tag("settings.rekey.new", widgets.NewPassword("")),
		widgets.Tag("settings.rekey.again", widgets.NewPassword("")))
	widgets.ShowForm(d.Window.Canvas(), widgets.Form{
		ID: "settings.rekey.ask", Title: lang.X("settings.rekey", ""), Intro: lang.X("settings.rekey.intro", ""), Fields: fields,
		Submit: lang.X("settings.rekey.submit", ""), First: x.old, Danger: true,
		OnSubmit: x.check,
		Work:     func() error { return d.Security.CheckPassphrase(context.Background(), x.old.Text) },
		Working:  lang.X("settings.passphrase.checking", ""),
		OnDone:   func() { d.Rekey(x.old.Text, x.next.Text) },
	})
}
