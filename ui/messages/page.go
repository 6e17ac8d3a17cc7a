package messages

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// page is the open dialog.
type page struct {
	deps   Deps
	wants  []Want
	at     int
	want   Want
	list   []app.Message
	chosen app.Message
	edited map[string]string // texts changed by hand, by script
	copied string            // the text last put on the clipboard
	warned string            // the text whose blanks were warned of
	loads  int
	opened bool

	stage  *widgets.Select
	rows   *widgets.List
	text   *widgets.Entry
	count  *widgets.Text
	dialog *widgets.Dialog
	draft  *drafts.Form
}

// every stands for the texts of all stages.
const every = "all"

func newPage(d Deps, wants []Want, at int, list []app.Message) *page {
	p := &page{deps: d, wants: wants, at: at, want: wants[at], edited: map[string]string{}}
	options := []widgets.Option{{ID: every, Label: lang.X("messages.stage.all", "")}}
	for _, s := range app.MessageStages {
		options = append(options, widgets.Option{ID: s, Label: lang.X("messages.stage."+s, "")})
	}
	p.stage = widgets.Tag("messages.stage", widgets.NewSelect(options, p.turnTo))
	p.stage.Set(every)
	if p.want.Stage != "" {
		p.stage.Set(p.want.Stage)
	}
	p.rows = widgets.Tag("messages.list", widgets.NewList(widgets.Center(widgets.MutedText(lang.X("messages.none", "")))))
	p.rows.OnSelect = func(r widgets.Row) { p.choose(r.ID) }
	p.rows.OnOpen = func(widgets.Row) { p.dialog.Submit() }
	p.text = widgets.Tag("messages.text", widgets.NewMultiEntry(lang.X("messages.text.hint", ""), 9))
	p.text.OnChanged = func(string) { p.changed() }
	p.count = widgets.Tag("messages.count", widgets.Caption(""))
	p.fill(list)
	return p
}

// Sizes of the dialog and of its list of texts.
const (
	pageWidth  float32 = 820
	listWidth  float32 = 260
	listHeight float32 = 290
)

func (p *page) show() {
	to := ""
	if len(p.list) > 0 {
		to = p.list[0].To
	}
	title, cancel := lang.X("messages.title", "", map[string]any{"Name": to}), ""
	if len(p.wants) > 1 {
		title += lang.X("messages.nth", "", map[string]any{"N": p.at + 1, "Of": len(p.wants)})
		if p.at+1 < len(p.wants) {
			cancel = lang.X("messages.skip", "")
		}
	}
	left := widgets.FixedWidth(listWidth, widgets.VStack(8, p.stage, widgets.FixedHeight(listHeight, p.rows)))
	right := widgets.VStack(6, p.text, p.count, widgets.NewParagraph(lang.X("messages.hint", "")).Small())
	form := widgets.Form{
		ID: "messages.form", Title: title, Submit: lang.X("messages.copy", ""), Cancel: cancel, Width: pageWidth, First: p.rows,
		Body: widgets.Sides(widgets.Pad(0, 14, 0, 0, left), right, nil), OnCancel: p.next,
	}
	w := p.want
	spec := drafts.Spec{
		Key: DraftKey(w.CustomerID), Room: Room, About: w.CustomerID, Title: to, Form: DraftForm,
		Args: []string{w.PolicyID, w.AppointmentID, w.ActivityID, w.Stage, w.Topic},
	}
	p.dialog, p.draft = p.deps.Drafts.Ask(p.deps.Window.Canvas(), spec, []drafts.Field{
		{ID: "script", Get: func() string { return p.chosen.ScriptID }, Set: func(id string) { p.rows.SelectID(id) }, Along: true, Quiet: true},
		drafts.Text("text", lang.X("messages.text", ""), p.text),
	}, form, p.submit)
	p.opened = true
}

// turnTo loads the texts of another stage.
func (p *page) turnTo(stage string) {
	if !p.opened {
		return
	}
	p.loads++
	load := p.loads
	if p.want.Stage = stage; stage == every {
		p.want.Stage = ""
	}
	p.want.Topic = ""
	want := p.want
	p.deps.Async(func() {
		list, err := p.deps.Service.Messages(context.Background(), want)
		if err != nil {
			p.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if load == p.loads && p.dialog.Open() {
				p.fill(list)
			}
		})
	})
}

// fill lists texts and chooses the first, the most fitting.
func (p *page) fill(list []app.Message) {
	p.list = list
	rows := make([]widgets.Row, len(list))
	for i, m := range list {
		rows[i] = widgets.Row{ID: m.ScriptID, Title: m.Title, Sub: excerpt(m.Text)}
	}
	p.rows.Unselect()
	p.rows.SetRows(rows)
	p.rows.SelectFirst()
}

// excerpt is what tells a text from others: what follows the address.
func excerpt(text string) string {
	for _, cut := range []string{"您好，", "您好！", "，"} {
		if _, rest, ok := strings.Cut(text, cut); ok {
			return rest
		}
	}
	return text
}

// choose takes a text over; one that was changed by hand comes as it was left.
func (p *page) choose(scriptID string) {
	i := slices.IndexFunc(p.list, func(m app.Message) bool { return m.ScriptID == scriptID })
	if i < 0 {
		return
	}
	if now := p.text.Text; p.chosen.ScriptID != "" && now != p.chosen.Text {
		p.edited[p.chosen.ScriptID] = now
	}
	p.chosen = p.list[i]
	text, changed := p.edited[scriptID]
	if !changed {
		text = p.chosen.Text
	}
	p.text.Set(text)
	p.draft.Proposed("script")
	if changed {
		p.draft.Touch()
	} else {
		p.draft.Proposed("text")
	}
}

// changed counts, and asks for the text to be copied anew.
func (p *page) changed() {
	text := p.text.Value()
	p.count.Set(lang.X("messages.count", "", map[string]any{"N": utf8.RuneCountInString(text), "Parts": app.SMSParts(text)}))
	if p.dialog != nil && p.copied != text && (p.copied != "" || p.warned != "" && p.warned != text) {
		p.copied, p.warned = "", ""
		p.dialog.SetError("")
		p.dialog.SetSubmit(lang.X("messages.copy", ""))
	}
}

// submit copies the text; once it is copied, it writes down that it was sent.
func (p *page) submit(ctx context.Context) error {
	text := p.text.Value()
	switch {
	case text == "":
		return words.Invalid("text", lang.X("messages.empty", ""))
	case strings.Contains(text, app.Blank) && p.warned != text:
		p.warned = text
		return &widgets.Caution{Text: lang.X("messages.blank", ""), Submit: lang.X("messages.copy_anyway", "")}
	case p.copied != text:
		widgets.Copy(text)
		p.copied = text
		return &widgets.Caution{Text: lang.X("messages.copied", ""), Submit: lang.X("messages.record", ""), Tone: widgets.Success}
	}
	sent := app.MessageSent{MessageWant: p.want, ScriptID: p.chosen.ScriptID, Title: p.chosen.Title, Text: text}
	if sent.Stage == "" {
		sent.Stage = p.chosen.Stage
	}
	id, err := p.deps.Service.RecordMessage(ctx, sent)
	if err != nil {
		return err
	}
	p.deps.Toast(lang.X("messages.recorded", "", map[string]any{"Name": p.chosen.To}), lang.X("common.undo", ""), func() { p.takeBack(id) })
	p.dialog.Close() // before the next opens: it gives the keys back
	p.done()
	p.next()
	return nil
}

func (p *page) next() { ask(p.deps, p.wants, p.at+1) }

func (p *page) takeBack(id string) {
	p.deps.Async(func() {
		if err := p.deps.Service.WithdrawRecord(context.Background(), id, lang.X("messages.undone", "")); err != nil {
			p.deps.Fail(err)
			return
		}
		fyne.Do(p.done)
	})
}

func (p *page) done() {
	if p.deps.Done != nil {
		p.deps.Done()
	}
}
