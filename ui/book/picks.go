package book

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// picks are the rows of a table that were picked beside the selected one, for what is done with several at once. They stay
// picked while filters change.
type picks[T any] struct {
	table   *widgets.Table[T]
	key     func(T) string
	ids     map[string]bool
	changed func()
}

// watch lets the table's rows be picked: the space bar picks the selected row.
func (p *picks[T]) watch(t *widgets.Table[T]) {
	p.table, p.ids = t, map[string]bool{}
	t.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeySpace {
			return false
		}
		if row, ok := t.Selected(); ok {
			p.toggle(row)
		}
		return true
	}
}

func (p *picks[T]) toggle(row T) {
	if id := p.key(row); p.ids[id] {
		delete(p.ids, id)
	} else {
		p.ids[id] = true
	}
	p.show()
}

// all picks every row that is shown, or none if all of them are picked.
func (p *picks[T]) all() {
	every := true
	for i := range p.table.Len() {
		if id := p.key(p.table.Row(i)); !p.ids[id] {
			every = false
			p.ids[id] = true
		}
	}
	if every {
		p.ids = map[string]bool{}
	}
	p.show()
}

// clear picks none.
func (p *picks[T]) clear() { p.ids = map[string]bool{} }

func (p *picks[T]) show() {
	p.table.Refresh()
	if p.changed != nil {
		p.changed()
	}
}

// chosen are the rows shown that were picked; where none was, the selected one.
func (p *picks[T]) chosen() []T {
	var out []T
	for i := range p.table.Len() {
		if row := p.table.Row(i); p.ids[p.key(row)] {
			out = append(out, row)
		}
	}
	if row, ok := p.table.Selected(); ok && len(out) == 0 {
		out = []T{row}
	}
	return out
}

// column marks the rows that are picked.
func (p *picks[T]) column() widgets.Column[T] {
	return widgets.Column[T]{ID: "picked", Width: 46, Render: func(row T) widgets.Cell {
		if p.ids[p.key(row)] {
			return widgets.Cell{Text: lang.X("book.picked", ""), Tone: widgets.Info, Badge: true}
		}
		return widgets.Cell{}
	}}
}
