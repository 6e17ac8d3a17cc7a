package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/book"
	"github.com/fangce/fangce/ui/calls"
	"github.com/fangce/fangce/ui/cards"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/intake"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/privacy"
	"github.com/fangce/fangce/ui/scripts"
	"github.com/fangce/fangce/ui/settings"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/syncview"
	"github.com/fangce/fangce/ui/team"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/today"
	"github.com/fangce/fangce/ui/visit"
	"github.com/fangce/fangce/ui/worklog"
)

// Service is what the rooms of all roles need together.
type Service interface {
	book.Service
	calls.Service
	cards.Service
	drafts.Store
	intake.Service
	privacy.Service
	remembers
	messages.Service
	scripts.Service
	syncview.Service
	team.Service
	today.Service
	visit.Service
	worklog.Service
}

// roomsOf returns the rooms of a person's roles, in the order of the rail. A new room is one entry here.
func (b *bench) roomsOf(p app.Person) []place {
	w, s := b.window, b.session
	b.drafts = drafts.New(drafts.Config{Store: s.Service, Clock: w.cfg.Clock, Fail: b.failDraft})
	var rooms []place
	add := func(show bool, id string, r room) {
		if show {
			rooms = append(rooms, place{id: id, icon: icons[id], bottom: id == "sync" || id == "settings", room: r})
		}
	}
	planner, supervisor := p.Is(app.RolePlanner), p.Is(app.RoleSupervisor)
	add(planner || supervisor, "today", today.New(today.Deps{Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Navigate: b.open, Fail: b.fail, Toast: b.toast}))
	add(planner, "cards", cards.New(cards.Deps{
		Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Navigate: b.open, Fail: b.fail, Toast: b.toast,
		Print: func(_ context.Context, form, customerID, policyID string) error {
			b.print(form, customerID, policyID)
			return nil
		},
		FetchHistory: s.Sync.FetchHistory, View: b.viewAttachments, ChooseFile: b.chooseFile, Privacy: b.showPrivacy, Cover: b.cover, Uncover: b.uncover,
	}))
	add(planner, "calls", calls.New(calls.Deps{Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Navigate: b.open, Fail: b.fail, Toast: b.toast}))
	add(planner, "visit", visit.New(visit.Deps{
		Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Navigate: b.open, Fail: b.fail, Toast: b.toast, Print: b.print,
		Cover: b.cover, Uncover: b.uncover, ShowCustomer: b.showCustomer, ChooseFile: b.chooseFile, View: b.viewAttachments,
	}))
	add(planner || slices.ContainsFunc(app.ActivityRoles, p.Is), "book", book.New(book.Deps{Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Navigate: b.open, Fail: b.fail, Toast: b.toast, Print: b.print}))
	add(planner, "worklog", worklog.New(worklog.Deps{Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Fail: b.fail, Toast: b.toast, Print: b.print}))
	writes := p.Is(app.RoleCentreManager)
	add(planner || supervisor || writes, "scripts", scripts.New(scripts.Deps{Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Fail: b.fail, Toast: b.toast, Writes: writes}))
	add(supervisor, "team", team.New(team.Deps{Window: w.win, Clock: w.cfg.Clock, Service: s.Service, Drafts: b.drafts, Fail: b.fail, Toast: b.toast, Print: b.print}))
	add(p.Is(app.RoleResourceManager), "intake", intake.New(intake.Deps{Window: w.win, Service: s.Service, Drafts: b.drafts, Files: s.Intake, Fail: b.fail, Toast: b.toast}))
	add(true, "sync", syncview.New(syncview.Deps{Window: w.win, Clock: w.cfg.Clock, Device: s.Device, Sync: s.Sync, Service: s.Service, Drafts: b.drafts, Navigate: b.open, Fail: b.fail, Toast: b.toast}))
	add(true, "settings", settings.New(settings.Deps{
		Window: w.win, Security: s.Security, Safety: s.Safety, IdleChanged: w.setIdle, Fail: b.fail, Toast: b.toast,
		Rekey: func(passphrase, next string) {
			w.lockTo(start.Way{To: start.ViewRekey, Rekey: start.Rekey{Passphrase: passphrase, Next: next}})
		},
		Restore:  func() { w.lockTo(start.Way{To: start.ViewRestore}) },
		Accesses: func() { privacy.ShowStaff(b.privacyDeps()) },
		Account: func() settings.Account {
			return settings.Account{Person: s.Person, Centre: s.Account.Centre, Address: s.Address, Device: s.Device, Folder: s.Folder, Version: w.cfg.Version}
		},
		Today: w.cfg.Clock.Today(), Language: locale.Current, Languages: slices.Clone(locale.Codes),
		Theme:       func() string { return w.cfg.App.Preferences().StringWithFallback(prefTheme, string(theme.System)) },
		SetLanguage: w.relabel,
		SetTheme:    func(mode string) { w.retheme(theme.Mode(mode)) },
		Scale:       theme.Scale, SetScale: w.rescale,
		Lock: w.Lock,
	}))
	return rooms
}

// icons of the rooms on the rail.
var icons = map[string]fyne.Resource{
	"today": theme.IconToday, "cards": theme.IconCards, "calls": theme.IconPhone, "visit": theme.IconVisit, "book": theme.Named("chart"),
	"worklog": theme.IconLog, "scripts": theme.IconScript, "team": theme.IconTeam, "intake": theme.IconImport, "sync": theme.IconSync, "settings": theme.IconSettings,
}
