package preview

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// build lays out the bar, the strips and the pages.
func (v *Viewer) build() fyne.CanvasObject {
	strips := widgets.VStack(6, append(v.warnings(), v.note)...)
	rows := widgets.VStack(6, widgets.Pad(0, 0, 0, 4, v.bar.row), strips)
	v.head = widgets.Stack(widgets.NewBox(theme.ColorSurface, "", 0), widgets.VStack(0, widgets.Pad(8, 12, 2, 12, rows), widgets.Line()))
	return widgets.Stack(widgets.NewBox(theme.ColorLine, "", 0), widgets.Fill(v.head, v.sheets.scroll, nil), v.over)
}

// CreateRenderer implements fyne.Widget.
func (v *Viewer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.Content) }

// noteTime is how long the strip that says something was done stays.
const noteTime = 5 * time.Second

// tell shows a strip below the bar; good news go away by themselves.
func (v *Viewer) tell(tone widgets.Tone, text string) {
	v.noted++
	number := v.noted
	v.setNote(tone, text)
	if tone != widgets.Success {
		return
	}
	time.AfterFunc(noteTime, func() {
		fyne.Do(func() {
			if v.open && v.noted == number {
				v.setNote(tone, "")
			}
		})
	})
}

// setNote changes the note and gives the pages the height that is left.
func (v *Viewer) setNote(tone widgets.Tone, text string) {
	v.note.Set(tone, text)
	v.head.Refresh() // first the width of the text, then its height
	v.Content.Refresh()
}

// bar is the row of title, page number, size and actions.
type bar struct {
	row     fyne.CanvasObject
	place   *widgets.Text // page x / y
	percent *widgets.Text
	up      *widgets.Button
	down    *widgets.Button
	buttons []*widgets.Button // in reading order
	at      int               // the one the keyboard is on; -1 none
}

func newBar(v *Viewer) *bar {
	b := &bar{at: -1, place: widgets.NewText("").Aligned(fyne.TextAlignCenter), percent: widgets.NewText("").Aligned(fyne.TextAlignCenter)}
	push := func(button *widgets.Button) fyne.CanvasObject {
		b.buttons = append(b.buttons, button)
		return button
	}
	b.up = widgets.IconButton(theme.IconUp, lang.L("preview.page_before"), func() { v.sheets.turn(-1) })
	b.down = widgets.IconButton(theme.IconDown, lang.L("preview.page_after"), func() { v.sheets.turn(1) })
	row := []fyne.CanvasObject{
		widgets.Picture(theme.IconFile, 20, fynetheme.ColorNamePrimary), widgets.Heading(v.d.Title).Clipped(), widgets.Spring(),
		push(b.up.Compact()), widgets.FixedWidth(96, b.place), push(b.down.Compact()), gap(),
		widgets.Spare(push(widgets.Tag("preview.smaller", widgets.IconButton(theme.IconMinus, lang.L("preview.smaller"), func() { v.sheets.step(-1) }).Compact()))),
		widgets.Spare(widgets.FixedWidth(48, b.percent)),
		widgets.Spare(push(widgets.Tag("preview.larger", widgets.IconButton(theme.IconAdd, lang.L("preview.larger"), func() { v.sheets.step(1) }).Compact()))),
		widgets.Spare(push(widgets.Tag("preview.fit", widgets.Quiet(lang.L("preview.fit"), nil, v.sheets.fitWidth).Compact()))),
		widgets.Spare(push(widgets.Tag("preview.whole", widgets.Quiet(lang.L("preview.whole"), nil, v.sheets.fitPage).Compact()))),
		widgets.Spare(push(widgets.Tag("preview.actual", widgets.Quiet("100%", nil, v.sheets.actual).Compact()))),
		widgets.Spring(),
	}
	if v.d.Open != nil {
		row = append(row, widgets.Spare(push(widgets.Tag("preview.open", widgets.Secondary(lang.L("preview.open"), nil, v.openElsewhere)))))
	}
	if v.d.SaveAs != nil {
		row = append(row, push(widgets.Tag("preview.save", widgets.Secondary(lang.L("preview.save"), theme.IconDownload, v.save).Key("Ctrl+S"))))
	}
	if v.d.Print != nil {
		row = append(row, push(widgets.Tag("preview.print", widgets.Primary(lang.L("preview.print"), theme.IconPrint, v.print).Key("Ctrl+P"))))
	}
	row = append(row, push(widgets.Tag("preview.close", widgets.Quiet(lang.L("preview.close"), theme.IconClose, v.Close).Key("Esc"))))
	b.row = widgets.HStack(8, row...)
	return b
}

// gap parts two groups of the bar.
func gap() fyne.CanvasObject { return widgets.Fixed(1, 20, widgets.NewBox(theme.ColorLine, "", 0)) }

// show says which page is in sight and how large it is.
func (b *bar) show(page, pages int, zoom float64) {
	if pages > 0 {
		b.place.Set(lang.X("preview.place", "", map[string]any{"Page": page + 1, "Pages": pages}))
		b.percent.Set(percent(zoom))
	}
	able(b.up, page > 0)
	able(b.down, page+1 < pages)
}

func able(b *widgets.Button, on bool) {
	switch {
	case on && b.Disabled():
		b.Enable()
	case !on && !b.Disabled():
		b.Disable()
	}
}
