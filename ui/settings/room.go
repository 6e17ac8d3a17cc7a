// Package settings is the Settings room: language, look, what protects the account and its data, and who and where it is.
package settings

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
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

// Minutes without input after which an account is locked, unless its owner chose others, and what can be chosen. The lock
// cannot be switched off.
const (
	IdleDefault = 10
	IdleLeast   = 1
	IdleMost    = 60
)

var idleChoices = []int{1, 2, 5, 10, 15, 30, 60}

// Security is what opens the account. Its methods may be called from any goroutine; those with a context take a moment.
type Security interface {
	// CheckPassphrase returns app.ErrPassphrase if it is not the account's.
	CheckPassphrase(ctx context.Context, passphrase string) error
	// ChangePassphrase gives the account another passphrase; the data key stays. Errors: app.ErrPassphrase, app.ErrInvalid.
	ChangePassphrase(ctx context.Context, passphrase, next string) error
	// Remembered reports whether the system's keyring can unlock the account.
	Remembered() bool
	// Remember puts a key of its own for the account into the keyring, Forget takes it out.
	Remember(ctx context.Context, passphrase string) error
	Forget(ctx context.Context) error
	// IdleMinutes is how long the account may stay unused before it is locked.
	IdleMinutes() int
	SetIdleMinutes(ctx context.Context, minutes int) error
}

// Safety is the state of the account's files and copies.
type Safety interface {
	Health(ctx context.Context) (app.StoreHealth, error)
	// Backup makes a copy now.
	Backup(ctx context.Context) (app.Backup, error)
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Account  func() Account
	Today    app.Date
	Language func() string
	Theme    func() string
	// SetLanguage and SetTheme change the window at once and are remembered on this laptop.
	SetLanguage func(code string)
	SetTheme    func(mode string)
	Lock        func()
	Languages   []string // codes
	Security    Security // nil: without the panel
	Safety      Safety   // nil: without the panel
	// IdleChanged makes another time before the lock hold at once.
	IdleChanged func(minutes int)
	// Accesses lists who got at personal data; nil: without the panel.
	Accesses func()
	// Scale is the size of the window in percent, SetScale changes it at once and for this laptop; nil: without the choice.
	Scale    func() int
	SetScale func(percent int)
	// Rekey locks the account and exchanges its data key; both passphrases have been checked.
	Rekey func(passphrase, next string)
	// Restore locks the account and lists its backups.
	Restore func()
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
}

// Room is the Settings room.
type Room struct {
	deps     Deps
	async    func(func()) // runs work off the UI goroutine
	facts    *widgets.Facts
	security *securityPanel
	safety   *safetyPanel
	content  fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(work func()) { go work() }}
	lock := widgets.Tag("settings.lock", widgets.Secondary(lang.X("settings.lock", ""), theme.IconLock, d.Lock)).Key("Ctrl+L")
	r.facts = widgets.Tag("settings.account", widgets.NewFacts(2, string(d.Today), r.account()))
	var page, guarded []fyne.CanvasObject
	if d.Security != nil {
		r.security = newSecurityPanel(r)
		guarded = append(guarded, r.security.content)
	}
	if d.Safety != nil {
		r.safety = newSafetyPanel(r)
		guarded = append(guarded, r.safety.content)
	}
	if len(guarded) > 0 {
		page = append(page, widgets.Columns(theme.PanelGap, []float32{1, 1}[:len(guarded)], guarded...))
	}
	about := widgets.Panel(lang.X("settings.about", ""), nil, widgets.VStack(6,
		widgets.NewText(lang.X("settings.version", "", map[string]any{"V": d.Account().Version})),
		widgets.NewParagraph(lang.X("settings.licence", "")).Small(),
	))
	left := widgets.Panel(lang.X("settings.account", ""), nil, r.facts)
	if d.Accesses != nil {
		left = widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, left), r.privacy(), nil)
	}
	page = append(page, widgets.Columns(theme.PanelGap, []float32{1, 1}, left,
		widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, r.look()), about, nil)))
	head := widgets.Pad(0, scrollBar, theme.Gap, 0, widgets.PageHead(lang.X("settings.title", ""), nil, lock))
	r.content = widgets.Pad(12, 14-scrollBar, 12, 14, widgets.Fill(head, widgets.Scroll(widgets.Pad(0, scrollBar, 0, 0, widgets.VStack(theme.PanelGap, page...))), nil))
	return r
}

// look is the panel of language and colours.
func (r *Room) look() fyne.CanvasObject {
	d := r.deps
	var languages []widgets.Option
	for _, code := range d.Languages {
		languages = append(languages, widgets.Option{ID: code, Label: lang.X("settings.language."+code, "")})
	}
	themes := []widgets.Option{
		{ID: string(theme.System), Label: lang.X("settings.theme.system", "")},
		{ID: string(theme.Light), Label: lang.X("settings.theme.light", "")},
		{ID: string(theme.Dark), Label: lang.X("settings.theme.dark", "")},
		{ID: string(theme.Contrast), Label: lang.X("settings.theme.contrast", "")},
		{ID: string(theme.ContrastDark), Label: lang.X("settings.theme.contrast_dark", "")},
	}
	language := widgets.Tag("settings.language", widgets.NewSegmented(languages, d.Language(), d.SetLanguage))
	look := widgets.Tag("settings.theme", widgets.NewSegmented(themes, d.Theme(), d.SetTheme))
	lines := []fyne.CanvasObject{
		widgets.Labeled(lang.X("settings.language", ""), widgets.HStack(0, language, widgets.Spring())),
		widgets.Labeled(lang.X("settings.theme", ""), widgets.HStack(0, look, widgets.Spring())),
	}
	if d.SetScale != nil {
		lines = append(lines, widgets.Labeled(lang.X("settings.scale", ""), widgets.HStack(0, r.scale(), widgets.Spring())))
	}
	return widgets.Panel(lang.X("settings.window", ""), nil, widgets.VStack(12, lines...))
}

// scale is the choice of how large everything is shown.
func (r *Room) scale() fyne.CanvasObject {
	var sizes []widgets.Option
	for _, n := range theme.Scales {
		sizes = append(sizes, widgets.Option{ID: strconv.Itoa(n), Label: strconv.Itoa(n) + "%"})
	}
	return widgets.Tag("settings.scale", widgets.NewSegmented(sizes, strconv.Itoa(r.deps.Scale()), func(id string) {
		if n, err := strconv.Atoi(id); err == nil {
			r.deps.SetScale(n)
		}
	}))
}

// privacy is the panel that tells who looked at what.
func (r *Room) privacy() fyne.CanvasObject {
	show := widgets.Tag("settings.privacy", widgets.Secondary(lang.X("settings.privacy.show", ""), theme.Named("eye"), r.deps.Accesses))
	return widgets.Panel(lang.X("settings.privacy", ""), nil, widgets.HStack(10, widgets.Grow(widgets.NewParagraph(lang.X("settings.privacy.text", "")).Small()), show))
}

// scrollBar is the room beside the panels in which the bar runs.
const scrollBar = 8

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Show is called when the room is entered.
func (r *Room) Show(any) { r.Refresh() }

// Refresh shows the account and its files anew.
func (r *Room) Refresh() {
	r.facts.Set(r.account())
	if r.security != nil {
		r.security.refresh()
	}
	if r.safety != nil {
		r.safety.refresh()
	}
}

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
		{ID: "address", Label: lang.X("settings.address", ""), Value: words.Address(a.Address)},
		{ID: "device", Label: lang.X("settings.device", ""), Value: a.Device},
		{ID: "folder", Label: lang.X("settings.folder", ""), Value: a.Folder},
	}
}
