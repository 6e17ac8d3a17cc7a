package cards

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// attacher keeps scans and photos with a card.
type attacher interface {
	// AddAttachment attaches a file from the disk; recordID is of what on the card it hangs on, "" the card itself.
	AddAttachment(ctx context.Context, customerID, recordID, path string) (app.Attachment, error)
	Attachments(ctx context.Context, customerID string) ([]app.AttachmentView, error)
	AttachmentContent(ctx context.Context, id string) (io.ReadCloser, error)
	Thumb(ctx context.Context, id string) ([]byte, error)
	WithdrawAttachment(ctx context.Context, id, why string) error
	Signatures(ctx context.Context, customerID string) ([]app.SignatureView, error)
	WithdrawSignature(ctx context.Context, id string) error
}

// attachPanel shows the scans and photos of a card: small pictures in a grid.
type attachPanel struct {
	pane   *cardPane
	list   []app.AttachmentView
	small  map[string]image.Image // small pictures by id of the attachment; nil while one is looked for
	shown  int                    // how many of the newest are shown
	round  int                    // of loading; an older one is dropped
	adding int                    // files being added

	banner   *widgets.Banner
	progress *widgets.ProgressLine
	grid     *fyne.Container
	none     *widgets.Text
	more     *widgets.Button
	content  fyne.CanvasObject
}

// attachStep is how many attachments are shown at first, and how many more each time.
const attachStep = 24

func newAttachPanel(p *cardPane) *attachPanel {
	a := &attachPanel{pane: p, shown: attachStep, small: map[string]image.Image{}}
	a.banner = widgets.Tag("cards.attach.said", widgets.NewBanner(widgets.Neutral, ""))
	a.progress = widgets.NewProgressLine(0, widgets.Info)
	a.progress.Hide()
	a.grid = &fyne.Container{Layout: tileLayout{}}
	a.none = widgets.MutedText(lang.X("cards.attach.none", "")).Clipped()
	a.more = widgets.Tag("cards.attach.more", widgets.Quiet("", theme.IconDown, func() {
		a.shown += attachStep
		a.fill()
		p.scroll.Refresh()
	}).Compact())
	add := widgets.Tag("cards.attach.add", widgets.Quiet(lang.X("cards.attach.add", ""), theme.IconAdd, a.ask).Compact().Key("A"))
	a.content = widgets.Panel(lang.X("cards.section.attach", ""), []fyne.CanvasObject{add}, widgets.VStack(8, a.banner, a.progress, a.none, a.grid,
		widgets.HStack(0, widgets.Spring(), a.more, widgets.Spring())))
	return a
}

// watchEvery is how often the panel looks how far contents on their way are.
const watchEvery = 2 * time.Second

// load reads the attachments of the card in sight.
func (a *attachPanel) load() {
	a.round++
	round, id, s := a.round, a.pane.view.Customer.ID, a.pane.room.deps.Service
	if id == "" {
		return
	}
	a.pane.room.async(func() {
		list, err := s.Attachments(context.Background(), id)
		fyne.Do(func() {
			switch {
			case round != a.round || a.pane.view.Customer.ID != id || a.pane.attach != a:
			case err != nil:
				a.pane.room.deps.Fail(err)
			default:
				a.list = list
				a.fill()
				a.pane.head.fill()
				a.pane.scroll.Refresh()
				a.watch()
			}
		})
	})
}

// watch looks again soon while a content is on its way.
func (a *attachPanel) watch() {
	moving := false
	for _, v := range a.list {
		moving = moving || v.State == app.BlobSending || v.State == app.BlobFetching || v.State == app.BlobHere
	}
	if !moving || !a.pane.room.inSight {
		return
	}
	round := a.round
	time.AfterFunc(watchEvery, func() {
		fyne.Do(func() {
			if round == a.round && a.pane.room.inSight {
				a.load()
			}
		})
	})
}

// fill shows what was read.
func (a *attachPanel) fill() {
	list := a.list[:min(len(a.list), a.shown)]
	a.grid.Objects = nil
	me := a.pane.room.deps.Service.Me().ID
	for i, v := range list {
		a.grid.Add(widgets.Tag(fmt.Sprintf("cards.attach.%d", i), newTile(i, a.tileOf(v, me), func() { a.open(i) }, func() { a.withdraw(v) })))
		a.picture(v)
	}
	a.none.Hidden = len(a.list) > 0
	a.grid.Hidden = len(a.list) == 0
	rest := len(a.list) - len(list)
	a.more.Hidden = rest == 0
	a.more.SetText(lang.X("cards.attach.more", "", map[string]any{"N": rest}))
	a.grid.Refresh()
}

// picture has the small picture of an attachment read, once.
func (a *attachPanel) picture(v app.AttachmentView) {
	if _, asked := a.small[v.ID]; asked || v.Thumb == "" {
		return
	}
	a.small[v.ID] = nil
	s := a.pane.room.deps.Service
	a.pane.room.async(func() {
		b, err := s.Thumb(context.Background(), v.ID)
		var img image.Image
		if err == nil {
			img, err = jpeg.Decode(bytes.NewReader(b))
		}
		fyne.Do(func() {
			if err != nil {
				delete(a.small, v.ID) // it comes with a later round
				return
			}
			a.small[v.ID] = img
			for i, o := range a.grid.Objects {
				if i < len(a.list) && a.list[i].ID == v.ID {
					o.(*tile).show(img)
				}
			}
		})
	})
}

// open shows an attachment over the window; that somebody looked is noted.
func (a *attachPanel) open(i int) {
	view, r, list := a.pane.room.deps.View, a.pane.room, a.list
	if view == nil || i >= len(list) {
		return
	}
	r.run(func(ctx context.Context) error { return r.deps.Service.Reveal(ctx, "attachment/"+list[i].ID) }, func() { view(list, i, a.load) })
}

// attached returns how many attachments the card in sight has, as far as they have been read.
func (p *cardPane) attached() int {
	if p.attach == nil {
		return 0
	}
	return len(p.attach.list)
}
