package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// safetyPanel is the state of the account's files: how large, how much room is left, and what copies there are.
type safetyPanel struct {
	room    *Room
	facts   *widgets.Facts
	banner  *widgets.Banner
	copies  *fyne.Container
	button  *widgets.Button
	busy    bool
	loads   int // counts the looks, so that an old one's answer is ignored
	content fyne.CanvasObject
}

func newSafetyPanel(r *Room) *safetyPanel {
	p := &safetyPanel{room: r, copies: widgets.VStack(0)}
	p.facts = widgets.Tag("settings.health", widgets.NewFacts(3, string(r.deps.Today), p.rows(app.StoreHealth{Free: -1})))
	p.banner = widgets.Tag("settings.health.problem", widgets.NewBanner(widgets.Neutral, ""))
	p.button = widgets.Tag("settings.backup", widgets.Secondary(lang.X("settings.backup", ""), theme.IconCopy, p.backUp))
	restore := widgets.Tag("settings.restore", widgets.Secondary(lang.X("settings.restore", ""), theme.IconClock, p.restore))
	p.content = widgets.Panel(lang.X("settings.safety", ""), nil, widgets.VStack(10,
		p.facts, p.banner,
		widgets.VStack(4, widgets.Caption(lang.X("settings.backups", "")), p.copies),
		widgets.HStack(8, p.button, restore, widgets.Spring()),
		widgets.NewParagraph(lang.X("settings.backups.text", "")).Small(),
	))
	return p
}

func (p *safetyPanel) rows(h app.StoreHealth) []widgets.Fact {
	free, last := lang.X("common.unknown", ""), lang.X("settings.health.never", "")
	if h.Free >= 0 {
		free = words.Size(h.Free)
	}
	if h.LastBackup != 0 {
		last = words.Day(h.LastBackup.Date()) + " " + h.LastBackup.Clock()
	}
	return []widgets.Fact{
		{ID: "size", Label: lang.X("settings.health.size", ""), Value: words.Size(h.Size)},
		{ID: "free", Label: lang.X("settings.health.free", ""), Value: free},
		{ID: "last", Label: lang.X("settings.health.last", ""), Value: last},
	}
}

// problem says what is wrong, the worst first.
func problem(h app.StoreHealth) (widgets.Tone, string) {
	free := map[string]any{"Free": words.Size(h.Free)}
	switch {
	case h.Full:
		return widgets.Danger, lang.X("disk.full", "", free)
	case h.Low:
		return widgets.Warning, lang.X("disk.low", "", free)
	case h.LogBehind:
		return widgets.Warning, lang.X("disk.log_behind", "")
	case h.BackupNote != "":
		return widgets.Warning, lang.X("settings.health.backup_failed", "")
	case h.BackupLate:
		return widgets.Warning, lang.X("settings.health.late", "")
	}
	return widgets.Neutral, ""
}

// refresh looks at the files anew.
func (p *safetyPanel) refresh() {
	p.loads++
	load := p.loads
	p.room.async(func() {
		h, err := p.room.deps.Safety.Health(context.Background())
		fyne.Do(func() {
			if err == nil && load == p.loads {
				p.show(h)
			}
		})
	})
}

func (p *safetyPanel) show(h app.StoreHealth) {
	p.facts.Set(p.rows(h))
	p.banner.Set(problem(h))
	p.copies.Objects = nil
	for _, row := range words.Backups(h.Backups) {
		p.copies.Add(widgets.HStack(10, widgets.NewText(row.Title), widgets.Caption(row.Beside), widgets.Spring(), widgets.MutedText(row.Sub)))
	}
	if len(h.Backups) == 0 {
		p.copies.Add(widgets.MutedText(lang.X("start.restore.none", "")))
	}
	p.content.Refresh()
}

// backUp makes a copy now.
func (p *safetyPanel) backUp() {
	if p.busy {
		return
	}
	p.setBusy(true)
	d := p.room.deps
	p.room.async(func() {
		b, err := d.Safety.Backup(context.Background())
		fyne.Do(func() {
			p.setBusy(false)
			if err != nil {
				d.Fail(err)
			} else {
				d.Toast(lang.X("settings.backup.done", "", map[string]any{"Size": words.Size(b.Size)}), "", nil)
			}
			p.refresh()
		})
	})
}

func (p *safetyPanel) setBusy(on bool) {
	p.busy = on
	if on {
		p.button.SetText(lang.X("settings.backup.running", ""))
		p.button.Disable()
		return
	}
	p.button.SetText(lang.X("settings.backup", ""))
	p.button.Enable()
}

// restore leaves the account: its database is replaced while it is closed.
func (p *safetyPanel) restore() {
	widgets.ShowConfirm(p.room.deps.Window.Canvas(), widgets.Confirm{
		ID: "settings.restore.sure", Title: lang.X("settings.restore.sure", ""), Text: lang.X("settings.restore.text", ""),
		Yes: lang.X("settings.restore.yes", ""), OnYes: p.room.deps.Restore,
	})
}
