package theme

import (
	"image/color"

	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"
)

// Colours of our own beside Fyne's names. Every widget asks for a colour by
// name when it is refreshed, so a change of theme reaches all of them.
const (
	ColorSurface    fyne.ThemeColorName = "surface"    // panels and lists on the background
	ColorSunken     fyne.ThemeColorName = "sunken"     // header rows and wells inside a panel
	ColorRail       fyne.ThemeColorName = "rail"       // the navigation rail
	ColorRailText   fyne.ThemeColorName = "railText"   // idle icons and labels on the rail
	ColorRailActive fyne.ThemeColorName = "railActive" // ground of the active room on the rail
	ColorOnRail     fyne.ThemeColorName = "onRail"     // the active room's icon and label
	ColorMuted      fyne.ThemeColorName = "muted"      // labels, captions, second lines
	ColorFaint      fyne.ThemeColorName = "faint"      // hints and decorations
	ColorLine       fyne.ThemeColorName = "line"       // one pixel around panels
	ColorSoft       fyne.ThemeColorName = "soft"       // tint of the primary colour
	ColorDanger     fyne.ThemeColorName = "danger"
	ColorDangerSoft fyne.ThemeColorName = "dangerSoft"
	ColorWarning    fyne.ThemeColorName = "warningText"
	ColorWarnSoft   fyne.ThemeColorName = "warningSoft"
	ColorSuccess    fyne.ThemeColorName = "successText"
	ColorOkSoft     fyne.ThemeColorName = "successSoft"
	ColorNeutral    fyne.ThemeColorName = "neutral"
	ColorGreySoft   fyne.ThemeColorName = "neutralSoft"
	ColorPressed    fyne.ThemeColorName = "primaryPressed" // the primary button under the pointer
	ColorVeil       fyne.ThemeColorName = "veil"           // over the window below a dialog
	ColorToast      fyne.ThemeColorName = "toast"
	ColorOnToast    fyne.ThemeColorName = "onToast"
	ColorToastLink  fyne.ThemeColorName = "toastLink"
)

type palette map[fyne.ThemeColorName]uint32

var light = palette{
	fynetheme.ColorNameBackground:          0xF4F6F9FF,
	fynetheme.ColorNameButton:              0xEEF1F5FF,
	fynetheme.ColorNameDisabledButton:      0xF2F4F7FF,
	fynetheme.ColorNameDisabled:            0x98A2B3FF,
	fynetheme.ColorNameError:               0xC4320AFF,
	fynetheme.ColorNameFocus:               0x1E66D033,
	fynetheme.ColorNameForeground:          0x1B2333FF,
	fynetheme.ColorNameForegroundOnPrimary: 0xFFFFFFFF,
	fynetheme.ColorNameHeaderBackground:    0xF7F9FBFF,
	fynetheme.ColorNameHover:               0x5C7FA81C,
	fynetheme.ColorNameHyperlink:           0x1E66D0FF,
	fynetheme.ColorNameInputBackground:     0xFFFFFFFF,
	fynetheme.ColorNameInputBorder:         0xD3D9E1FF,
	fynetheme.ColorNameMenuBackground:      0xFFFFFFFF,
	fynetheme.ColorNameOverlayBackground:   0xFFFFFFFF,
	fynetheme.ColorNamePlaceHolder:         0x98A2B3FF,
	fynetheme.ColorNamePressed:             0x5C7FA840,
	fynetheme.ColorNamePrimary:             0x1E66D0FF,
	fynetheme.ColorNameScrollBar:           0x66708599,
	fynetheme.ColorNameScrollBarBackground: 0x00000000,
	fynetheme.ColorNameSelection:           0xDCE9FBFF,
	fynetheme.ColorNameSeparator:           0xEAECF0FF,
	fynetheme.ColorNameShadow:              0x0F1B2E38,
	fynetheme.ColorNameSuccess:             0x067647FF,
	fynetheme.ColorNameWarning:             0xB54708FF,

	ColorSurface: 0xFFFFFFFF, ColorSunken: 0xF7F9FBFF,
	ColorRail: 0x12304FFF, ColorRailText: 0xB4C4D8FF, ColorRailActive: 0xFFFFFF26, ColorOnRail: 0xFFFFFFFF,
	ColorMuted: 0x667085FF, ColorFaint: 0x98A2B3FF, ColorLine: 0xE2E6ECFF, ColorSoft: 0xE8F1FEFF,
	ColorDanger: 0xB42318FF, ColorDangerSoft: 0xFDEBE9FF,
	ColorWarning: 0xA84A06FF, ColorWarnSoft: 0xFEF1DEFF,
	ColorSuccess: 0x067647FF, ColorOkSoft: 0xE3F6EBFF,
	ColorNeutral: 0x475467FF, ColorGreySoft: 0xEEF1F5FF,
	ColorPressed: 0x1857B4FF,
	ColorVeil:    0x0F1B2E66,
	ColorToast:   0x1F2A3AFF, ColorOnToast: 0xF4F6F9FF, ColorToastLink: 0x8DBDFFFF,
}

var dark = palette{
	fynetheme.ColorNameBackground:          0x12161DFF,
	fynetheme.ColorNameButton:              0x2A323DFF,
	fynetheme.ColorNameDisabledButton:      0x222933FF,
	fynetheme.ColorNameDisabled:            0x6B7686FF,
	fynetheme.ColorNameError:               0xF97066FF,
	fynetheme.ColorNameFocus:               0x5B9BFF40,
	fynetheme.ColorNameForeground:          0xE6E9EEFF,
	fynetheme.ColorNameForegroundOnPrimary: 0x0C1726FF,
	fynetheme.ColorNameHeaderBackground:    0x232A35FF,
	fynetheme.ColorNameHover:               0x8FB2DC1F,
	fynetheme.ColorNameHyperlink:           0x6BA5FFFF,
	fynetheme.ColorNameInputBackground:     0x161B23FF,
	fynetheme.ColorNameInputBorder:         0x3A4452FF,
	fynetheme.ColorNameMenuBackground:      0x232A35FF,
	fynetheme.ColorNameOverlayBackground:   0x1E252FFF,
	fynetheme.ColorNamePlaceHolder:         0x717D8EFF,
	fynetheme.ColorNamePressed:             0x8FB2DC3A,
	fynetheme.ColorNamePrimary:             0x5B9BFFFF,
	fynetheme.ColorNameScrollBar:           0x98A2B399,
	fynetheme.ColorNameScrollBarBackground: 0x00000000,
	fynetheme.ColorNameSelection:           0x213B5AFF,
	fynetheme.ColorNameSeparator:           0x28303BFF,
	fynetheme.ColorNameShadow:              0x00000070,
	fynetheme.ColorNameSuccess:             0x47CD89FF,
	fynetheme.ColorNameWarning:             0xFDB022FF,

	ColorSurface: 0x1A2029FF, ColorSunken: 0x20272FFF,
	ColorRail: 0x0C1420FF, ColorRailText: 0x93A3B8FF, ColorRailActive: 0x5B9BFF33, ColorOnRail: 0xFFFFFFFF,
	ColorMuted: 0x9AA4B5FF, ColorFaint: 0x6B7686FF, ColorLine: 0x2B333FFF, ColorSoft: 0x1B3150FF,
	ColorDanger: 0xFF8A80FF, ColorDangerSoft: 0x421F20FF,
	ColorWarning: 0xF7B84FFF, ColorWarnSoft: 0x3D2C12FF,
	ColorSuccess: 0x5AD49AFF, ColorOkSoft: 0x12372AFF,
	ColorNeutral: 0xB4BDCBFF, ColorGreySoft: 0x2A323DFF,
	ColorPressed: 0x7BAFFFFF,
	ColorVeil:    0x00000099,
	ColorToast:   0x2E3948FF, ColorOnToast: 0xF0F3F7FF, ColorToastLink: 0x8DBDFFFF,
}

func (p palette) color(n fyne.ThemeColorName) (color.Color, bool) {
	v, ok := p[n]
	return color.NRGBA{R: uint8(v >> 24), G: uint8(v >> 16), B: uint8(v >> 8), A: uint8(v)}, ok
}
