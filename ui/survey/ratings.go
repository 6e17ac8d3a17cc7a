package survey

import (
	"encoding/json"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
)

// The two questions about every item.
const (
	importance = iota
	satisfaction
	questions
)

// Measures of the table.
const (
	ratingsWidth = 254 // of five targets
	columnGap    = 34
)

// ratings is the table of items with their two questions.
type ratings struct {
	items   []app.SurveyItem
	cells   [][questions]*widgets.Rating
	count   *widgets.Text
	changed func()
	content fyne.CanvasObject
}

func newRatings(changed func()) *ratings {
	r := &ratings{items: app.SurveyItems(), count: widgets.Tag("survey.count", widgets.MutedText("")), changed: changed}
	rows := []fyne.CanvasObject{r.head()}
	group := ""
	for i, item := range r.items {
		if i > 0 && item.Group != group {
			rows = append(rows, widgets.Pad(3, 0, 3, 0, widgets.Line()))
		}
		group = item.Group
		var pair [questions]*widgets.Rating
		for q, code := range []string{"importance", "rating"} {
			pair[q] = widgets.Tag("survey."+code+"."+item.ID, widgets.NewRating(app.RatingLowest, app.RatingHighest, func(int) { r.touched() }))
		}
		r.cells = append(r.cells, pair)
		text := widgets.HStack(10, widgets.FixedWidth(22, widgets.MutedText(strconv.Itoa(i+1))), widgets.Grow(widgets.Heading(lang.X("survey.item."+item.ID, "")).Clipped()))
		rows = append(rows, widgets.Pad(2, 0, 2, 0, widgets.HStack(columnGap, widgets.Grow(text),
			widgets.FixedWidth(ratingsWidth, pair[importance]), widgets.FixedWidth(ratingsWidth, pair[satisfaction]))))
	}
	r.content = widgets.Surface(widgets.Pad(8, 18, 8, 18, widgets.VStack(0, rows...)))
	r.showCount()
	return r
}

// head names the two questions and what their ends mean.
func (r *ratings) head() fyne.CanvasObject {
	question := func(title, high, low string) fyne.CanvasObject {
		return widgets.FixedWidth(ratingsWidth, widgets.VStack(0,
			widgets.Heading(title), widgets.HStack(0, widgets.Caption("5 "+high), widgets.Spring(), widgets.Caption(low+" 1"))))
	}
	return widgets.Pad(0, 0, 4, 0, widgets.HStack(columnGap, widgets.Grow(widgets.Heading(lang.X("survey.items", ""))),
		question(lang.X("survey.importance", ""), lang.X("survey.importance.high", ""), lang.X("survey.importance.low", "")),
		question(lang.X("survey.rating", ""), lang.X("survey.rating.high", ""), lang.X("survey.rating.low", ""))))
}

func (r *ratings) touched() {
	r.showCount()
	r.changed()
}

// open returns how many answers are missing.
func (r *ratings) open() int {
	n := 0
	for _, pair := range r.cells {
		for _, c := range pair {
			if c.Value() == 0 {
				n++
			}
		}
	}
	return n
}

func (r *ratings) showCount() {
	all := len(r.cells) * questions
	r.count.SetTone(widgets.Muted)
	r.count.Set(lang.X("survey.count", "", map[string]any{"N": all - r.open(), "All": all}))
}

// complete reports whether everything is rated, and otherwise marks what is not.
func (r *ratings) complete() bool {
	n := r.open()
	for _, pair := range r.cells {
		for _, c := range pair {
			c.Mark(c.Value() == 0)
		}
	}
	if n > 0 {
		r.count.SetTone(widgets.Danger)
		r.count.Set(lang.X("survey.missing", "", map[string]any{"N": n}))
	}
	return n == 0
}

// values returns the answers to one question, by item.
func (r *ratings) values(question int) map[string]int {
	out := map[string]int{}
	for i, item := range r.items {
		if n := r.cells[i][question].Value(); n != 0 {
			out[item.ID] = n
		}
	}
	return out
}

// kept are the fields that survive a crash.
func (r *ratings) kept() []drafts.Field {
	field := func(id string, question int, label string) drafts.Field {
		return drafts.Field{
			ID: id, Label: label,
			Get: func() string {
				v := r.values(question)
				if len(v) == 0 {
					return ""
				}
				b, err := json.Marshal(v)
				if err != nil {
					return "" // numbers can always be written
				}
				return string(b)
			},
			Set: func(text string) {
				v := map[string]int{}
				if text != "" && json.Unmarshal([]byte(text), &v) != nil {
					return
				}
				for i, item := range r.items {
					r.cells[i][question].Set(v[item.ID])
				}
				r.showCount()
			},
			Shown: func() string {
				return lang.X("survey.count", "", map[string]any{"N": len(r.values(question)), "All": len(r.items)})
			},
		}
	}
	return []drafts.Field{
		field("importance", importance, lang.X("survey.importance", "")),
		field("rating", satisfaction, lang.X("survey.rating", "")),
	}
}
