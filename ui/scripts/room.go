// Package scripts is the Scripts room (话术): what to say and what to write, to read in the field by occasion, filled with a
// real card on request; and for the centre manager to write, compare, publish and retire.
package scripts

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the room asks and tells.
type Service interface {
	ScriptLibrary(ctx context.Context) ([]app.ScriptView, error)
	ScriptVersions(ctx context.Context, scriptID string) ([]app.ScriptVersion, error)
	ScriptFacts(ctx context.Context, customerID string) (app.ScriptFacts, error)
	MarkScriptRead(ctx context.Context, scriptID string, version int64) error
	PublishScript(ctx context.Context, s app.Script, change string) (app.Script, error)
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
	People(ctx context.Context) ([]app.Person, error)
	views.Keeper
}

// Deps is what the room needs. Writes says that the person may publish.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Service Service
	Drafts  *drafts.Keeper
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
	Writes  bool
}

// Room is the Scripts room.
type Room struct {
	deps  Deps
	async func(func()) // runs loading off the UI goroutine
	loads int
	all   []app.ScriptView
	names map[string]string // of staff, by id
	open  string            // id of the script in sight
	card  app.CardRow       // whose facts fill it; zero: nobody's
	facts *app.ScriptFacts  // to fill with; nil: as it is written
	edits *editor           // nil while reading

	title   *widgets.Text
	channel *widgets.Segmented
	reason  *widgets.Select
	search  *widgets.Entry
	views   *views.Bar
	list    *widgets.List
	pane    *reader
	split   *widgets.SplitView
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(f func()) { go f() }, title: widgets.MutedText("")}
	r.list = widgets.Tag("scripts.list", widgets.NewList(widgets.EmptyState(theme.IconLog, lang.X("scripts.none", ""), lang.X("scripts.none.hint", ""), nil)))
	r.list.OnSelect = func(row widgets.Row) { r.show(row.ID) }
	r.channel = widgets.Tag("scripts.channel", widgets.NewSegmented(channelOptions(), channelAll, func(string) { r.fill() }))
	r.reason = widgets.Tag("scripts.reason", widgets.NewSelect(reasonOptions(), func(string) { r.fill() }))
	r.reason.Set(reasonAny)
	r.search = widgets.Tag("scripts.search", widgets.NewSearch(lang.X("scripts.search", ""), func(string) { r.fill() }))
	r.search.OnEnter = func() { d.Window.Canvas().Focus(r.list) }
	r.views = r.newViews()
	r.pane = newReader(r)
	var actions []fyne.CanvasObject
	if d.Writes {
		actions = append(actions, widgets.Tag("scripts.new", widgets.Secondary(lang.X("scripts.new", ""), nil, r.create).Key("N").Compact()))
	}
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("scripts.title", ""), []fyne.CanvasObject{r.title}, actions...), r.search, r.channel, r.reason, r.views.Content))
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), theme.ListWidth, r.pane.content)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the id of a script, or a draft to go on with.
func (r *Room) Show(arg any) {
	r.views.Load()
	switch a := arg.(type) {
	case app.Draft:
		r.resume(a)
		return
	case string:
		r.open = a
		r.channel.Set(channelAll)
		r.search.Set("")
	}
	r.Refresh()
	if r.edits == nil {
		r.deps.Window.Canvas().Focus(r.list)
	}
}

// Find puts the cursor into the search field.
func (r *Room) Find() { r.deps.Window.Canvas().Focus(r.search) }

// Refresh loads the scripts anew; what is open and typed stays.
func (r *Room) Refresh() { r.load(nil) }

func (r *Room) load(then func()) {
	r.loads++
	load := r.loads
	r.async(func() {
		ctx := context.Background()
		all, err := r.deps.Service.ScriptLibrary(ctx)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		people, err := r.deps.Service.People(ctx)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if load != r.loads {
				return
			}
			r.all, r.names = all, map[string]string{}
			for _, p := range people {
				r.names[p.ID] = p.Name
			}
			r.fill()
			if then != nil {
				then()
			}
		})
	})
}

// fill shows the list as it is narrowed.
func (r *Room) fill() {
	if r.list == nil || r.pane == nil {
		return
	}
	drafted := map[string]bool{}
	if r.deps.Writes {
		for _, v := range r.all {
			_, drafted[v.Script.ID] = r.deps.Drafts.Find(draftKey(v.Script.ID))
		}
	}
	rows := rowsOf(narrow(r.all, r.channel.Value(), r.reason.Value(), r.search.Value()), drafted)
	n := 0
	for _, row := range rows {
		if !row.Header {
			n++
		}
	}
	r.title.Set(lang.X("scripts.count", "", map[string]any{"N": n}))
	r.list.SetRows(rows)
	r.views.Changed()
	if r.edits != nil {
		return
	}
	if _, ok := r.find(r.open); !ok || !r.list.SelectID(r.open) {
		r.list.SelectFirst()
	}
	if n == 0 {
		r.pane.clear()
	}
}

func (r *Room) find(id string) (app.ScriptView, bool) {
	for _, v := range r.all {
		if v.Script.ID == id {
			return v, true
		}
	}
	return app.ScriptView{}, false
}

// show opens a script to be read.
func (r *Room) show(id string) {
	if r.edits != nil {
		if r.edits.script.ID == id {
			return
		}
		r.edits.leave()
	}
	v, ok := r.find(id)
	if !ok {
		return
	}
	r.open = id
	r.pane.show(v)
	if v.New {
		r.async(func() {
			if err := r.deps.Service.MarkScriptRead(context.Background(), id, v.Script.Version); err != nil {
				r.deps.Fail(err)
			}
		})
	}
}

// Rune takes the room's letters.
func (r *Room) Rune(key rune) bool {
	for _, c := range r.Commands() {
		if len(c.Key) == 1 && (rune(c.Key[0]) == key || rune(c.Key[0])+32 == key) && c.Why() == "" {
			c.Run()
			return true
		}
	}
	return false
}

// Key lets Escape leave the editor and the filled view.
func (r *Room) Key(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyEscape {
		return false
	}
	switch {
	case r.edits != nil:
		r.edits.leave()
	case r.facts != nil:
		r.unfill()
	default:
		return false
	}
	return true
}

// Flush brings what is being typed to the disk.
func (r *Room) Flush() { r.deps.Drafts.Flush() }

// Commands are what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	reading := func() string {
		if r.edits != nil || r.pane.view.Script.ID == "" {
			return lang.X("scripts.off.reading", "")
		}
		return ""
	}
	writing := func() string {
		if r.edits == nil {
			return lang.X("scripts.off.writing", "")
		}
		return ""
	}
	out := []widgets.Command{
		{ID: "scripts.find", Label: lang.X("scripts.command.find", ""), Key: "Ctrl+F", Run: r.Find},
		{ID: "scripts.fill", Label: lang.X("scripts.fill", ""), Key: "F", Run: r.pickCard},
		{ID: "scripts.copy", Label: lang.X("scripts.copy", ""), Key: "Y", Run: r.pane.copy, Off: reading},
	}
	if r.deps.Writes {
		out = append(out,
			widgets.Command{ID: "scripts.edit", Label: lang.X("scripts.edit", ""), Key: "E", Run: func() { r.edit(r.pane.view.Script) }, Off: reading},
			widgets.Command{ID: "scripts.new", Label: lang.X("scripts.new", ""), Key: "N", Run: r.create},
			widgets.Command{ID: "scripts.retire", Label: r.pane.retireLabel(), Run: r.retire, Off: reading},
			widgets.Command{ID: "scripts.publish", Label: lang.X("scripts.publish", ""), Run: func() { r.edits.publish() }, Off: writing})
	}
	return append(out, r.views.Commands()...)
}
