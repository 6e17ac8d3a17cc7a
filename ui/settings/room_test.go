package settings

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func TestSettings(t *testing.T) {
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	account := Account{
		Person: app.Person{Name: "林晓燕", StaffNo: "1001", Roles: []string{app.RolePlanner, app.RoleSupervisor}, Licence: "0200"},
		Centre: "瑞禾人寿银保理财中心", Address: "https://centre.example", Device: "书房", Folder: "data", Version: "0.1.0",
	}
	var language, look string
	locks := 0
	widgets.EnableTags()
	r := New(Deps{
		Account: func() Account { return account }, Today: "2026-03-18", Language: func() string { return locale.Simplified }, Theme: func() string { return string(theme.Light) },
		SetLanguage: func(code string) { language = code }, SetTheme: func(mode string) { look = mode }, Lock: func() { locks++ }, Languages: locale.Codes,
	})
	w := test.NewTempWindow(t, widgets.NewStage(r.Content()))
	w.Resize(fyne.NewSize(1298, 730))
	press := func(id string) {
		t.Helper()
		x, y, width, height, ok := widgets.Locate(id, w.Canvas())
		if !ok {
			t.Fatalf("%s cannot be seen", id)
		}
		test.TapCanvas(w.Canvas(), fyne.NewPos(float32(x+width/2), float32(y+height/2)))
	}
	press("settings.language." + locale.English)
	press("settings.theme." + string(theme.Dark))
	press("settings.lock")
	if language != locale.English || look != string(theme.Dark) || locks != 1 {
		t.Errorf("language %q, look %q, locked %d times", language, look, locks)
	}
	if got := r.facts.Value("roles"); got != "保险规划师、直接主管" {
		t.Errorf("roles %q", got)
	}
	if got := r.facts.Value("folder"); !filepath.IsAbs(got) || filepath.Base(got) != "data" {
		t.Errorf("folder %q", got)
	}
	account.Person.Licence = "0300"
	r.Refresh()
	if r.facts.Value("licence") != "0300" {
		t.Error("a change of the account is not shown")
	}
}
