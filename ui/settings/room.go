// Package settings is the Settings room: language, look, and who and where this account is.
package settings

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Account is whose account this is and where it lies.
type Account struct {
	Person  app.Person
	Centre  string // name
	Address string
	Device  string
	Folder  string
	Version string
}

// Deps is what the room needs.
type Deps struct {
	Account  func() Account
	Today    app.Date
	Language func() string
	Theme    func() string
	// SetLanguage and SetTheme change the window at once and are remembered on this laptop.
	SetLanguage func(code string)
	SetTheme    func(mode string)
	Lock        func()
	Languages   []string // codes
}

// Room is the Settings room.
type Room struct {
	deps    Deps
	facts   *widgets.Facts
	content fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d}
	var languages []widgets.Option
	for _, code := range d.Languages {
		languages = append(languages, widgets.Option{ID: code, Label: lang.X("settings.language."+code, "")})
	}
	themes := []widgets.Option{
		{ID: string(theme.System), Label: lang.X("settings.theme.system", "")},
		{ID: string(theme.Light), Label: lang.X("settings.theme.light", "")},
		{ID: string(theme.Dark), Label: lang.X("settings.theme.dark", "")},
	}
	language := widgets.Tag("settings.language", widgets.NewSegmented(languages, d.Language(), d.SetLanguage))
	look := widgets.Tag("settings.theme", widgets.NewSegmented(themes, d.Theme(), d.SetTheme))
	lock := widgets.Tag("settings.lock", widgets.Secondary(lang.X("settings.lock", ""), theme.IconLock, d.Lock)).Key("Ctrl+L")
	r.facts = widgets.Tag("settings.account", widgets.NewFacts(2, string(d.Today), r.account()))
	r.content = widgets.Page(widgets.Scroll(widgets.VStack(theme.PanelGap,
		widgets.PageHead(lang.X("settings.title", ""), nil, lock),
		widgets.Panel(lang.X("settings.window", ""), nil, widgets.VStack(12,
			widgets.Labeled(lang.X("settings.language", ""), widgets.HStack(0, language, widgets.Spring())),
			widgets.Labeled(lang.X("settings.theme", ""), widgets.HStack(0, look, widgets.Spring())),
		)),
		widgets.Panel(lang.X("settings.account", ""), nil, r.facts),
		widgets.Panel(lang.X("settings.about", ""), nil, widgets.VStack(6,
			widgets.NewText(lang.X("settings.version", "", map[string]any{"V": d.Account().Version})),
			widgets.NewParagraph(lang.X("settings.licence", "")).Small(),
		)),
	)))
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Show is called when the room is entered.
func (r *Room) Show(any) { r.Refresh() }

// Refresh shows the account anew.
func (r *Room) Refresh() { r.facts.Set(r.account()) }

func (r *Room) account() []widgets.Fact {
	a := r.deps.Account()
	if whole, err := filepath.Abs(a.Folder); err == nil && a.Folder != "" {
		a.Folder = whole
	}
	var roles []string
	for _, role := range a.Person.Roles {
		roles = append(roles, lang.X("role."+role, role))
	}
	return []widgets.Fact{
		{ID: "name", Label: lang.X("settings.name", ""), Value: a.Person.Name},
		{ID: "staff", Label: lang.X("settings.staff_no", ""), Value: a.Person.StaffNo},
		{ID: "roles", Label: lang.X("settings.roles", ""), Value: strings.Join(roles, lang.X("start.and", ""))},
		{ID: "licence", Label: lang.X("settings.licence_no", ""), Value: a.Person.Licence},
		{ID: "centre", Label: lang.X("settings.centre", ""), Value: a.Centre},
		{ID: "address", Label: lang.X("settings.address", ""), Value: a.Address},
		{ID: "device", Label: lang.X("settings.device", ""), Value: a.Device},
		{ID: "folder", Label: lang.X("settings.folder", ""), Value: a.Folder},
	}
}
