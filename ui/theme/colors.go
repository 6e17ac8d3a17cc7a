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
	fynetheme.ColorNamePlaceHolder:         0x667082FF,
	fynetheme.ColorNamePressed:             0x5C7FA840,
	fynetheme.ColorNamePrimary:             0x1E66D0FF,
	fynetheme.ColorNameScrollBar:           0x66708599,
	fynetheme.ColorNameScrollBarBackground: 0x00000000,
	fynetheme.ColorNameSelection:           0xDFEBFCFF,
	fynetheme.ColorNameSeparator:           0xEAECF0FF,
	fynetheme.ColorNameShadow:              0x0F1B2E38,
	fynetheme.ColorNameSuccess:             0x067647FF,
	fynetheme.ColorNameWarning:             0xB54708FF,

	ColorSurface: 0xFFFFFFFF, ColorSunken: 0xF7F9FBFF,
	ColorRail: 0x12304FFF, ColorRailText: 0xB4C4D8FF, ColorRailActive: 0xFFFFFF26, ColorOnRail: 0xFFFFFFFF,
	ColorMuted: 0x5B6579FF, ColorFaint: 0x667082FF, ColorLine: 0xE2E6ECFF, ColorSoft: 0xE8F1FEFF,
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
	fynetheme.ColorNamePlaceHolder:         0x8792A3FF,
	fynetheme.ColorNamePressed:             0x8FB2DC3A,
	fynetheme.ColorNamePrimary:             0x5B9BFFFF,
	fynetheme.ColorNameScrollBar:           0x98A2B399,
	fynetheme.ColorNameScrollBarBackground: 0x00000000,
	fynetheme.ColorNameSelection:           0x1C3350FF,
	fynetheme.ColorNameSeparator:           0x28303BFF,
	fynetheme.ColorNameShadow:              0x00000070,
	fynetheme.ColorNameSuccess:             0x47CD89FF,
	fynetheme.ColorNameWarning:             0xFDB022FF,

	ColorSurface: 0x1A2029FF, ColorSunken: 0x20272FFF,
	ColorRail: 0x0C1420FF, ColorRailText: 0x93A3B8FF, ColorRailActive: 0x5B9BFF33, ColorOnRail: 0xFFFFFFFF,
	ColorMuted: 0x9AA4B5FF, ColorFaint: 0x8792A3FF, ColorLine: 0x2B333FFF, ColorSoft: 0x1B3150FF,
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

// contrast is light with what is to be read as dark as can be.
var contrast = palette{
	fynetheme.ColorNameBackground:          0xFFFFFFFF,
	fynetheme.ColorNameButton:              0xFFFFFFFF,
	fynetheme.ColorNameDisabledButton:      0xF2F2F2FF,
	fynetheme.ColorNameDisabled:            0x595959FF,
	fynetheme.ColorNameError:               0x8A0A00FF,
	fynetheme.ColorNameFocus:               0x0037B366,
	fynetheme.ColorNameForeground:          0x000000FF,
	fynetheme.ColorNameForegroundOnPrimary: 0xFFFFFFFF,
	fynetheme.ColorNameHeaderBackground:    0xFFFFFFFF,
	fynetheme.ColorNameHover:               0x00000018,
	fynetheme.ColorNameHyperlink:           0x002B8AFF,
	fynetheme.ColorNameInputBorder:         0x000000FF,
	fynetheme.ColorNamePlaceHolder:         0x4D4D4DFF,
	fynetheme.ColorNamePressed:             0x00000030,
	fynetheme.ColorNamePrimary:             0x002B8AFF,
	fynetheme.ColorNameScrollBar:           0x000000CC,
	fynetheme.ColorNameSelection:           0xCFE0FFFF,
	fynetheme.ColorNameSeparator:           0x595959FF,
	fynetheme.ColorNameSuccess:             0x004A2BFF,
	fynetheme.ColorNameWarning:             0x6B2A00FF,

	ColorSunken: 0xFFFFFFFF,
	ColorRail:   0x000000FF, ColorRailText: 0xFFFFFFFF, ColorRailActive: 0x0037B3FF, ColorOnRail: 0xFFFFFFFF,
	ColorMuted: 0x262626FF, ColorFaint: 0x404040FF, ColorLine: 0x000000FF, ColorSoft: 0xE0EBFFFF,
	ColorDanger: 0x8A0A00FF, ColorDangerSoft: 0xFFF0EFFF,
	ColorWarning: 0x6B2A00FF, ColorWarnSoft: 0xFFF4E0FF,
	ColorSuccess: 0x004A2BFF, ColorOkSoft: 0xE6F9EEFF,
	ColorNeutral: 0x1A1A1AFF, ColorGreySoft: 0xF0F0F0FF,
	ColorPressed: 0x001F66FF,
	ColorVeil:    0x000000B3,
	ColorToast:   0x000000FF, ColorOnToast: 0xFFFFFFFF, ColorToastLink: 0xFFE14DFF,
}

// contrastDark is dark with what is to be read as light as can be.
var contrastDark = palette{
	fynetheme.ColorNameBackground:          0x000000FF,
	fynetheme.ColorNameButton:              0x1A1A1AFF,
	fynetheme.ColorNameDisabledButton:      0x141414FF,
	fynetheme.ColorNameDisabled:            0xA6A6A6FF,
	fynetheme.ColorNameError:               0xFF9E94FF,
	fynetheme.ColorNameFocus:               0xFFE14D80,
	fynetheme.ColorNameForeground:          0xFFFFFFFF,
	fynetheme.ColorNameForegroundOnPrimary: 0x000000FF,
	fynetheme.ColorNameHeaderBackground:    0x000000FF,
	fynetheme.ColorNameHover:               0xFFFFFF2E,
	fynetheme.ColorNameHyperlink:           0x8CC2FFFF,
	fynetheme.ColorNameInputBackground:     0x000000FF,
	fynetheme.ColorNameInputBorder:         0xFFFFFFFF,
	fynetheme.ColorNameMenuBackground:      0x0D0D0DFF,
	fynetheme.ColorNameOverlayBackground:   0x0D0D0DFF,
	fynetheme.ColorNamePlaceHolder:         0xB8B8B8FF,
	fynetheme.ColorNamePressed:             0xFFFFFF47,
	fynetheme.ColorNamePrimary:             0x8CC2FFFF,
	fynetheme.ColorNameScrollBar:           0xFFFFFFCC,
	fynetheme.ColorNameSelection:           0x002A66FF,
	fynetheme.ColorNameSeparator:           0xA6A6A6FF,
	fynetheme.ColorNameSuccess:             0x6FF0B4FF,
	fynetheme.ColorNameWarning:             0xFFD166FF,

	ColorSurface: 0x000000FF, ColorSunken: 0x0D0D0DFF,
	ColorRail: 0x000000FF, ColorRailText: 0xFFFFFFFF, ColorRailActive: 0x00459EFF, ColorOnRail: 0xFFFFFFFF,
	ColorMuted: 0xE0E0E0FF, ColorFaint: 0xBFBFBFFF, ColorLine: 0xFFFFFFFF, ColorSoft: 0x00224DFF,
	ColorDanger: 0xFFABA3FF, ColorDangerSoft: 0x330400FF,
	ColorWarning: 0xFFD166FF, ColorWarnSoft: 0x2B1D00FF,
	ColorSuccess: 0x6FF0B4FF, ColorOkSoft: 0x00261AFF,
	ColorNeutral: 0xF2F2F2FF, ColorGreySoft: 0x1F1F1FFF,
	ColorPressed: 0xBFDEFFFF,
	ColorVeil:    0x000000CC,
	ColorToast:   0xFFFFFFFF, ColorOnToast: 0x000000FF, ColorToastLink: 0x002B8AFF,
}
