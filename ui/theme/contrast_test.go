package theme_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/ui/theme"
)

// luminance is the relative luminance of a colour (WCAG 2.2).
func luminance(c color.NRGBA) float64 {
	part := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
}

// contrast is how much a colour stands out from another, 1 to 21 (WCAG 2.2).
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// over lays a colour that may let through over another.
func over(top, ground color.NRGBA) color.NRGBA {
	mix := func(t, g uint8) uint8 {
		return uint8((int(t)*int(top.A) + int(g)*(255-int(top.A)) + 127) / 255)
	}
	return color.NRGBA{mix(top.R, ground.R), mix(top.G, ground.G), mix(top.B, ground.B), 255}
}

// written are the colours texts are written in, and the grounds they stand on.
var written = map[fyne.ThemeColorName][]fyne.ThemeColorName{
	fynetheme.ColorNameForeground: {
		fynetheme.ColorNameBackground, theme.ColorSurface, theme.ColorSunken, fynetheme.ColorNameSelection, theme.ColorSoft, theme.ColorGreySoft,
		fynetheme.ColorNameInputBackground, fynetheme.ColorNameOverlayBackground, fynetheme.ColorNameMenuBackground, fynetheme.ColorNameButton,
		theme.ColorDangerSoft, theme.ColorWarnSoft, theme.ColorOkSoft,
	},
	theme.ColorMuted:                       {fynetheme.ColorNameBackground, theme.ColorSurface, theme.ColorSunken, fynetheme.ColorNameSelection, theme.ColorSoft, fynetheme.ColorNameOverlayBackground},
	theme.ColorFaint:                       {fynetheme.ColorNameBackground, theme.ColorSurface, theme.ColorSunken, fynetheme.ColorNameOverlayBackground},
	theme.ColorNeutral:                     {theme.ColorGreySoft, theme.ColorSurface, fynetheme.ColorNameSelection},
	theme.ColorDanger:                      {theme.ColorDangerSoft, theme.ColorSurface, fynetheme.ColorNameBackground, fynetheme.ColorNameSelection, fynetheme.ColorNameOverlayBackground},
	theme.ColorWarning:                     {theme.ColorWarnSoft, theme.ColorSurface, fynetheme.ColorNameBackground, fynetheme.ColorNameSelection},
	theme.ColorSuccess:                     {theme.ColorOkSoft, theme.ColorSurface, fynetheme.ColorNameBackground, fynetheme.ColorNameSelection},
	fynetheme.ColorNamePrimary:             {theme.ColorSoft, theme.ColorSurface, fynetheme.ColorNameBackground, fynetheme.ColorNameSelection, fynetheme.ColorNameOverlayBackground},
	fynetheme.ColorNameHyperlink:           {theme.ColorSurface, fynetheme.ColorNameBackground},
	fynetheme.ColorNameForegroundOnPrimary: {fynetheme.ColorNamePrimary, theme.ColorPressed},
	fynetheme.ColorNamePlaceHolder:         {fynetheme.ColorNameInputBackground, theme.ColorSurface},
	theme.ColorRailText:                    {theme.ColorRail},
	theme.ColorOnRail:                      {theme.ColorRail, theme.ColorRailActive},
	theme.ColorOnToast:                     {theme.ColorToast},
	theme.ColorToastLink:                   {theme.ColorToast},
}

// Texts stand out 4.5 to one in light and dark (WCAG AA), 7 to one where contrast is high (AAA); what cannot be used just
// now 3 to one and 4.5 to one, for which the rules ask nothing.
func TestTextsStandOut(t *testing.T) {
	test.NewTempApp(t)
	for mode, least := range map[theme.Mode]float64{theme.Light: 4.5, theme.Dark: 4.5, theme.Contrast: 7, theme.ContrastDark: 7} {
		of := func(n fyne.ThemeColorName) color.NRGBA {
			return color.NRGBAModel.Convert(theme.New(mode).Color(n, fynetheme.VariantLight)).(color.NRGBA)
		}
		check := func(ink, ground fyne.ThemeColorName, least float64) {
			under := of(theme.ColorSurface)
			if ground == theme.ColorRailActive {
				under = of(theme.ColorRail)
			}
			if got := contrast(of(ink), over(of(ground), under)); got < least {
				t.Errorf("%s: %s on %s stands out %.2f to one, %.1f is needed", mode, ink, ground, got, least)
			}
		}
		for ink, grounds := range written {
			for _, g := range grounds {
				check(ink, g, least)
			}
		}
		off := 2.2 // recognisably off
		if least == 7 {
			off = 4.5
			for _, ground := range []fyne.ThemeColorName{theme.ColorSurface, fynetheme.ColorNameBackground} {
				check(theme.ColorLine, ground, 3) // WCAG 1.4.11: what a part of the window is
				check(fynetheme.ColorNameInputBorder, ground, 3)
			}
		}
		check(fynetheme.ColorNameDisabled, fynetheme.ColorNameDisabledButton, off)
	}
}

func TestScaleIsOneOfThoseThereAre(t *testing.T) {
	t.Setenv("FYNE_SCALE", "1.2")
	if theme.Scale() != 120 {
		t.Errorf("%d", theme.Scale())
	}
	theme.SetScale(0)
	theme.SetScale(900)
	if theme.Scale() != 120 {
		t.Errorf("out of reach: %d", theme.Scale())
	}
	for _, n := range theme.Scales {
		if theme.SetScale(n); theme.Scale() != n {
			t.Errorf("%d became %d", n, theme.Scale())
		}
	}
	if s := theme.Shrunk(fyne.NewSize(1366, 768)); s.Width != 683 {
		t.Errorf("%v", s)
	}
}
