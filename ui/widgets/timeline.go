package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// LabeledText is a line of a TimelineItem: 内容 …
type LabeledText struct {
	Label, Text string
}

// TimelineItem is one thing that happened.
type TimelineItem struct {
	ID     string
	Date   string // at the left, such as 11-22 10:30
	Title  string
	Badge  string
	Tone   Tone
	Extra  string        // muted, after the badge: author, not sent …
	Lines  []LabeledText // empty texts are left out
	Action string        // label of a quiet button at the right, such as 更正
	Icon   fyne.Resource
}

// Timeline shows what happened, newest first, along a line.
type Timeline struct {
	widget.BaseWidget
	OnAction func(id string)

	buttons map[string]*Button
	content *fyne.Container
}

// NewTimeline returns a timeline of items.
func NewTimeline(items []TimelineItem) *Timeline {
	t := &Timeline{content: VStack(0)}
	t.ExtendBaseWidget(t)
	t.Set(items)
	return t
}

// Set replaces the items.
func (t *Timeline) Set(items []TimelineItem) {
	t.content.Objects = nil
	t.buttons = map[string]*Button{}
	width := labelColumn(items)
	for i, it := range items {
		t.content.Objects = append(t.content.Objects, t.entry(it, width, i == len(items)-1))
	}
	t.content.Refresh()
	t.Refresh()
}

// labelColumn is as wide as the widest label of all items, within bounds.
func labelColumn(items []TimelineItem) float32 {
	const least, most = 64, 130
	width := float32(least)
	for _, it := range items {
		for _, l := range it.Lines {
			width = max(width, fyne.MeasureText(l.Label, fynetheme.Size(fynetheme.SizeNameCaptionText), fyne.TextStyle{}).Width+6)
		}
	}
	return min(width, most)
}

func (t *Timeline) entry(it TimelineItem, width float32, last bool) fyne.CanvasObject {
	head := []fyne.CanvasObject{Strong(it.Title).Clipped()}
	if it.Badge != "" {
		head = append(head, NewBadge(it.Badge, it.Tone))
	}
	if it.Extra != "" {
		head = append(head, Caption(it.Extra).Clipped())
	}
	head = append(head, Spring())
	if it.Action != "" {
		b := Quiet(it.Action, nil, func() {
			if t.OnAction != nil {
				t.OnAction(it.ID)
			}
		}).Compact()
		t.buttons[it.ID] = b
		head = append(head, b)
	}
	head = append(head, Caption(it.Date))
	lines := []fyne.CanvasObject{FixedHeight(26, HStack(8, head...))}
	for _, l := range it.Lines {
		if l.Text == "" {
			continue
		}
		label := VStack(0, Pad(3, 0, 0, 0, FixedWidth(width, Caption(l.Label).Clipped())))
		lines = append(lines, Sides(label, NewParagraph(l.Text), nil))
	}
	body := Pad(0, 0, 14, 10, VStack(1, lines...))
	return Sides(&fyne.Container{Layout: railLayout{last: last}, Objects: []fyne.CanvasObject{
		NewBox(theme.ColorLine, "", 0), NewBox(it.Tone.dot(), "", 5),
	}}, body, nil)
}

func (t Tone) dot() fyne.ThemeColorName {
	if t == Neutral {
		return theme.ColorFaint
	}
	return t.ink()
}

// Part implements the test hook: the action button of an item id.
func (t *Timeline) Part(id string) fyne.CanvasObject {
	if b, ok := t.buttons[id]; ok {
		return b
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (t *Timeline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.content) }

func (t *Timeline) inside() []fyne.CanvasObject { return []fyne.CanvasObject{t.content} }

// railLayout draws the line and the dot of an entry.
type railLayout struct{ last bool }

func (railLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(12, 20) }

func (l railLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	const dot, y = 9, 9
	o[0].Move(fyne.NewPos(5.5, y))
	h := s.Height
	if l.last {
		h = 0
	}
	o[0].Resize(fyne.NewSize(1, h))
	o[1].Move(fyne.NewPos(1.5, y))
	o[1].Resize(fyne.NewSquareSize(dot))
}
