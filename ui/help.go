package ui

import (
	"log/slog"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// help is the open help: the text of a room with the keys that do something there, and a search through all texts.
type help struct {
	texts  []helpText
	groups []commandGroup
	room   string
	choice *widgets.Select
	search *widgets.Entry
	body   *fyne.Container
	scroll *widgets.Scroller
}

// showHelp opens the help of the room in sight, or of what stands before the rooms.
func (w *Window) showHelp() {
	c := w.win.Canvas()
	if c.Overlays().Top() != nil {
		return
	}
	texts, err := allHelp()
	if err != nil {
		slog.Error("help", "error", err)
		return
	}
	h := &help{texts: texts, room: "start"}
	var also []fyne.CanvasObject
	var d *widgets.Dialog
	if b := w.bench; b != nil {
		c.Unfocus() // a field being typed in is saved
		h.room, h.groups = b.rail.Active(), b.commands()
		also = append(also, widgets.Tag("help.guide", widgets.Quiet(lang.X("guide.again", ""), theme.IconInfo, func() {
			d.Close()
			b.startGuide()
		}).Compact()))
	}
	d = h.open(c, also)
}

func (h *help) open(c fyne.Canvas, also []fyne.CanvasObject) *widgets.Dialog {
	options := make([]widgets.Option, 0, len(h.texts))
	for _, t := range h.texts {
		options = append(options, widgets.Option{ID: t.room, Label: t.title})
	}
	h.body = widgets.VStack(6)
	h.choice = widgets.Tag("help.room", widgets.NewSelect(options, func(id string) {
		h.room = id
		h.search.Set("")
		h.show()
	}))
	h.search = widgets.Tag("help.search", widgets.NewSearch(lang.X("help.search", ""), func(string) { h.show() }))
	h.scroll = widgets.Scroll(widgets.Pad(0, 10, 0, 0, h.body))
	h.choice.Set(h.room)
	head := append([]fyne.CanvasObject{widgets.FixedWidth(170, h.choice), widgets.FixedWidth(280, h.search), widgets.Spring()}, also...)
	h.show()
	return widgets.ShowForm(c, widgets.Form{
		ID: "help", Title: lang.X("help.title", ""), Width: 860, Submit: "-", Cancel: lang.X("common.close", ""), First: h.search,
		Body: widgets.VStack(10, widgets.HStack(10, head...), widgets.FixedHeight(max(200, c.Size().Height-260), widgets.Tag("help.text", h.scroll))),
	})
}

// show shows the text of the room, or what the search has found.
func (h *help) show() {
	if h.search.Value() != "" {
		h.body.Objects = h.found(h.search.Value())
	} else {
		h.body.Objects = append(h.text(), h.keys()...)
	}
	h.body.Refresh()
	h.scroll.Top()
	h.scroll.Refresh()
}

func (h *help) text() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, t := range h.texts {
		if t.room != h.room {
			continue
		}
		for _, p := range t.parts {
			if p.heading != "" {
				out = append(out, widgets.Pad(6, 0, 0, 0, widgets.Strong(p.heading)))
			}
			for _, l := range p.lines {
				if l.point {
					out = append(out, widgets.Pad(0, 0, 0, 4, widgets.Sides(widgets.FixedWidth(16, widgets.MutedText("·")), widgets.NewParagraph(l.text), nil)))
				} else {
					out = append(out, widgets.NewParagraph(l.text))
				}
			}
		}
	}
	return out
}

// keys lists what can be done in the room by a key, and in the whole window.
func (h *help) keys() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, g := range h.groups {
		if g.room != h.room && g.room != "" {
			continue
		}
		var lines []fyne.CanvasObject
		for _, c := range g.commands {
			if c.Key != "" {
				lines = append(lines, widgets.HStack(10, widgets.FixedWidth(110, widgets.Strong(c.Key)), widgets.Grow(widgets.NewText(c.Label).Clipped())))
			}
		}
		if len(lines) > 0 {
			out = append(out, widgets.Pad(8, 0, 0, 0, widgets.Strong(lang.X("help.keys", "", map[string]any{"Where": g.title}))), widgets.Grid(2, 20, 4, lines...))
		}
	}
	return out
}

// found shows the lines that hold what was searched for, commands too.
func (h *help) found(text string) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, hit := range searchHelp(h.texts, text) {
		out = append(out, widgets.Sides(widgets.FixedWidth(90, widgets.MutedText(hit.title)), widgets.NewParagraph(hit.text), nil))
	}
	for _, g := range h.groups {
		for _, c := range g.commands {
			if strings.Contains(strings.ToLower(c.Label), strings.ToLower(text)) || strings.EqualFold(c.Key, text) {
				out = append(out, widgets.Sides(widgets.FixedWidth(90, widgets.MutedText(g.title)), widgets.HStack(10, widgets.NewText(c.Label), widgets.Strong(c.Key), widgets.Spring()), nil))
			}
		}
	}
	if len(out) == 0 {
		out = append(out, widgets.MutedText(lang.X("help.none", "")))
	}
	return out
}
