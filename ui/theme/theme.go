// Package theme is the look of the window: colours for light and dark, sizes,
// the Chinese fonts and the outline icons.
package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/assets"
	_ "github.com/fangce/fangce/ui/theme/texcache" // before Fyne reads its environment
)

// Mode is the user's choice of light or dark.
type Mode string

// The modes a setting or the -theme flag may hold.
const (
	Light  Mode = "light"
	Dark   Mode = "dark"
	System Mode = "system" // follows the desktop
	// Contrast and ContrastDark are for who sees little: text stands out seven to one at least (WCAG 2.2, 1.4.6).
	Contrast     Mode = "contrast"
	ContrastDark Mode = "contrast_dark"
)

// Measures of our own, in Fyne's device-independent pixels.
const (
	RailWidth    float32 = 68  // the navigation rail
	ListWidth    float32 = 330 // the list beside a detail
	ControlSize  float32 = 32  // height of a button or an entry
	CompactSize  float32 = 26  // height of a compact button
	Gap          float32 = 8   // between neighbours
	PanelGap     float32 = 10  // between panels
	PagePad      float32 = 14  // around a page
	PanelRadius  float32 = 8
	ControlRound float32 = 6
)

var (
	regular = fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.Regular)
	medium  = fyne.NewStaticResource("NotoSansSC-Medium.ttf", assets.Medium)
)

// Theme is Fangce's Fyne theme. The zero value follows the desktop.
type Theme struct {
	mode Mode
}

var _ fyne.Theme = Theme{}

// New returns the theme for a mode; an unknown mode follows the desktop.
func New(mode Mode) Theme { return Theme{mode: mode} }

// Apply makes the theme of mode the one of the whole application.
func Apply(app fyne.App, mode Mode) { app.Settings().SetTheme(New(mode)) }

// IsDark reports whether the current application shows the dark theme.
func IsDark() bool {
	settings := fyne.CurrentApp().Settings()
	t, ok := settings.Theme().(Theme)
	return ok && t.variant(settings.ThemeVariant()) == fynetheme.VariantDark
}

func (t Theme) variant(system fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light, Contrast:
		return fynetheme.VariantLight
	case Dark, ContrastDark:
		return fynetheme.VariantDark
	}
	return system
}

// strong returns the colours a mode of high contrast has in place of those of light or dark, none for other modes.
func (t Theme) strong() palette {
	switch t.mode {
	case Contrast:
		return contrast
	case ContrastDark:
		return contrastDark
	}
	return nil
}

// Color implements fyne.Theme.
func (t Theme) Color(n fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	v := t.variant(system)
	p := light
	if v == fynetheme.VariantDark {
		p = dark
	}
	if c, ok := t.strong().color(n); ok {
		return c
	}
	if c, ok := p.color(n); ok {
		return c
	}
	return fynetheme.DefaultTheme().Color(n, v)
}

// Font implements fyne.Theme. Bold is the medium weight: real Chinese bold
// is too heavy at 14 px, and slanted Han are not used at all.
func (Theme) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return fynetheme.DefaultTheme().Font(s)
	case s.Bold:
		return medium
	}
	return regular
}

// Icon implements fyne.Theme: Fyne's own icons where a Fyne widget asks.
func (Theme) Icon(n fyne.ThemeIconName) fyne.Resource {
	if name, ok := replaced[n]; ok {
		return icon(name)
	}
	return fynetheme.DefaultTheme().Icon(n)
}

// Size implements fyne.Theme.
func (Theme) Size(n fyne.ThemeSizeName) float32 {
	switch n {
	case fynetheme.SizeNameText:
		return 14
	case fynetheme.SizeNameCaptionText:
		return 12
	case fynetheme.SizeNameSubHeadingText:
		return 15
	case fynetheme.SizeNameHeadingText:
		return 20
	case fynetheme.SizeNamePadding:
		return 4
	case fynetheme.SizeNameInnerPadding:
		return 6
	case fynetheme.SizeNameInlineIcon:
		return 18
	case fynetheme.SizeNameInputRadius, fynetheme.SizeNameSelectionRadius, fynetheme.SizeNameButtonRadius:
		return ControlRound
	case fynetheme.SizeNameDialogRadius, fynetheme.SizeNamePopupRadius, fynetheme.SizeNameMenuRadius, fynetheme.SizeNameCardRadius:
		return PanelRadius
	case fynetheme.SizeNameModalBlurRadius:
		return 0 // a blurred window costs a full extra pass on laptops without a graphics card
	case fynetheme.SizeNameScrollBar:
		return 9
	case fynetheme.SizeNameScrollBarSmall:
		return 4
	}
	return fynetheme.DefaultTheme().Size(n)
}
