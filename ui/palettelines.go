package ui

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/cards"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Beginnings of the ids of the palette's rows.
const (
	customerLine = "customer/"
	roomLine     = "room/"
	commandLine  = "command/"
	allLine      = "all"
)

// Groups of the palette's lines, in their order.
const (
	groupHere  = iota // of the room in sight
	groupRooms        // the rooms
	groupElse         // of the other rooms and the window
)

// paletteLine is a room or a command in the palette.
type paletteLine struct {
	id     string // of its row
	group  int
	label  spelt
	detail spelt
	row    widgets.Row
	off    string // why it cannot be done now
	run    func()
}

// paletteLines are the rooms and commands there are now, in the order they are listed without a search.
func (b *bench) paletteLines() []paletteLine {
	var here, rooms, rest []paletteLine
	for i, r := range b.rooms {
		key := ""
		if i < 9 {
			key = "Ctrl+" + strconv.Itoa(i+1)
		}
		name := lang.X("nav."+r.id, "")
		rooms = append(rooms, paletteLine{
			id: roomLine + r.id, group: groupRooms, label: spell(name), run: func() { b.open(r.id, nil) },
			row: widgets.Row{ID: roomLine + r.id, Title: lang.X("palette.go", "", map[string]any{"Room": name}), Badge: key, Icon: r.icon},
		})
	}
	for _, g := range b.commands() {
		if g.room != "" && b.gate.page(g.room) != nil {
			continue // what it would do is out of sight
		}
		for _, c := range g.commands {
			l := b.commandOf(g, c)
			switch {
			case c.ID == "window.palette":
			case g.room != "" && g.room == b.rail.Active():
				l.group = groupHere
				here = append(here, l)
			default:
				rest = append(rest, l)
			}
		}
	}
	return slices.Concat(here, rooms, rest)
}

func (b *bench) commandOf(g commandGroup, c widgets.Command) paletteLine {
	l := paletteLine{id: commandLine + c.ID, group: groupElse, label: spell(c.Label), detail: spell(c.Detail), off: c.Why()}
	l.row = widgets.Row{ID: l.id, Title: c.Label, Beside: c.Detail, Sub: g.title, Badge: c.Key, Icon: iconOf(g.room)}
	if l.off != "" {
		l.row.Sub = l.off
	}
	l.run = func() {
		if g.room != "" && b.rail.Active() != g.room {
			b.open(g.room, nil)
		}
		if why := c.Why(); why != "" {
			b.tell(why)
			return
		}
		c.Run()
	}
	return l
}

// tell says something that is neither done nor wrong.
func (b *bench) tell(text string) {
	widgets.ShowToast(b.window.win.Canvas(), widgets.Toast{Text: text, Tone: widgets.Info})
}

func iconOf(room string) fyne.Resource {
	if icon := icons[room]; icon != nil {
		return icon
	}
	return theme.IconRight
}

// customerRow is a customer in the palette. The number stays masked.
func customerRow(c app.CardRow) widgets.Row {
	row := cards.ListRow(c)
	row.ID, row.Icon = customerLine+c.ID, theme.IconUser
	return row
}
