package theme

import (
	"fmt"
	"image/color"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/assets"
)

// Icon is an outline icon that takes a theme colour each time it is drawn, so
// it follows a change of theme. It is a fyne.Resource.
type Icon struct {
	name  string
	color fyne.ThemeColorName
}

var _ fyne.Resource = (*Icon)(nil)

// Named returns the icon assets/icons/<name>.svg in the foreground colour. An
// unknown name is a programming error and is logged when the icon is drawn.
func Named(name string) *Icon { return icon(name) }

func icon(name string) *Icon { return &Icon{name: name, color: fynetheme.ColorNameForeground} }

// Tint returns icon in another theme colour; icons that are not ours come back
// as Fyne's themed resource of that colour.
func Tint(res fyne.Resource, c fyne.ThemeColorName) fyne.Resource {
	switch r := res.(type) {
	case nil:
		return nil
	case *Icon:
		return &Icon{name: r.name, color: c}
	default:
		return fynetheme.NewColoredResource(res, c)
	}
}

// Name implements fyne.Resource; it changes with the colour because Fyne
// caches pictures by name.
func (i *Icon) Name() string { return i.name + "-" + i.hex() + ".svg" }

// Content implements fyne.Resource.
func (i *Icon) Content() []byte {
	return []byte(strings.ReplaceAll(source(i.name), "currentColor", "#"+i.hex()))
}

func (i *Icon) hex() string {
	c := color.NRGBAModel.Convert(fynetheme.Color(i.color)).(color.NRGBA)
	return fmt.Sprintf("%02x%02x%02x", c.R, c.G, c.B)
}

var sources sync.Map // name → svg text

func source(name string) string {
	if s, ok := sources.Load(name); ok {
		return s.(string)
	}
	data, err := assets.Icons.ReadFile("icons/" + name + ".svg")
	if err != nil {
		fyne.LogError("no such icon: "+name, err)
	}
	sources.Store(name, string(data))
	return string(data)
}

// replaced are Fyne's icons that its own widgets show and we draw ourselves.
var replaced = map[fyne.ThemeIconName]string{
	fynetheme.IconNameArrowDropDown: "chevron-down",
	fynetheme.IconNameArrowDropUp:   "chevron-up",
	fynetheme.IconNameNavigateBack:  "chevron-left",
	fynetheme.IconNameNavigateNext:  "chevron-right",
	fynetheme.IconNameVisibility:    "eye",
	fynetheme.IconNameVisibilityOff: "eye-off",
	fynetheme.IconNameCalendar:      "calendar",
	fynetheme.IconNameSearch:        "search",
	fynetheme.IconNameCancel:        "close",
}

// The icons of the rooms and of common actions.
var (
	IconToday     fyne.Resource = icon("today")
	IconCards     fyne.Resource = icon("cards")
	IconPhone     fyne.Resource = icon("phone")
	IconVisit     fyne.Resource = icon("visit")
	IconLog       fyne.Resource = icon("log")
	IconTeam      fyne.Resource = icon("team")
	IconSync      fyne.Resource = icon("sync")
	IconSettings  fyne.Resource = icon("settings")
	IconImport    fyne.Resource = icon("import")
	IconScript    fyne.Resource = icon("script")
	IconPolicy    fyne.Resource = icon("policy")
	IconFamily    fyne.Resource = icon("family")
	IconUser      fyne.Resource = icon("user")
	IconSearch    fyne.Resource = icon("search")
	IconAdd       fyne.Resource = icon("plus")
	IconMinus     fyne.Resource = icon("minus")
	IconCheck     fyne.Resource = icon("check")
	IconClose     fyne.Resource = icon("close")
	IconEdit      fyne.Resource = icon("edit")
	IconPrint     fyne.Resource = icon("print")
	IconWarning   fyne.Resource = icon("warning")
	IconInfo      fyne.Resource = icon("info")
	IconError     fyne.Resource = icon("error")
	IconDone      fyne.Resource = icon("done")
	IconClock     fyne.Resource = icon("clock")
	IconCalendar  fyne.Resource = icon("calendar")
	IconGift      fyne.Resource = icon("gift")
	IconPlace     fyne.Resource = icon("place")
	IconMail      fyne.Resource = icon("mail")
	IconStar      fyne.Resource = icon("star")
	IconLock      fyne.Resource = icon("lock")
	IconFile      fyne.Resource = icon("file")
	IconFolder    fyne.Resource = icon("folder")
	IconCopy      fyne.Resource = icon("copy")
	IconUndo      fyne.Resource = icon("undo")
	IconMore      fyne.Resource = icon("more")
	IconFilter    fyne.Resource = icon("filter")
	IconUpload    fyne.Resource = icon("upload")
	IconDownload  fyne.Resource = icon("download")
	IconOffline   fyne.Resource = icon("offline")
	IconOnline    fyne.Resource = icon("online")
	IconShield    fyne.Resource = icon("shield")
	IconMoon      fyne.Resource = icon("moon")
	IconSun       fyne.Resource = icon("sun")
	IconLanguage  fyne.Resource = icon("language")
	IconUp        fyne.Resource = icon("chevron-up")
	IconDown      fyne.Resource = icon("chevron-down")
	IconLeft      fyne.Resource = icon("chevron-left")
	IconRight     fyne.Resource = icon("chevron-right")
	IconConflict  fyne.Resource = icon("conflict")
	IconChart     fyne.Resource = icon("chart")
	IconFlag      fyne.Resource = icon("flag")
	IconHandshake fyne.Resource = icon("agree")
	IconPhoneOff  fyne.Resource = icon("phone-off")
	IconPhoneMiss fyne.Resource = icon("phone-missed")
)
