package theme_test

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/theme"
)

func TestCanEmphasise(t *testing.T) {
	for text, want := range map[string]bool{
		"保险规划师 Fangce 138 0013 8000": true, "": true, "尉迟恭、欧阳": true, "￥6,800.50（元）…": true,
		"王𬱖": true, "𠮷田": false, "㐬": false,
	} {
		if got := theme.CanEmphasise(text); got != want {
			t.Errorf("CanEmphasise(%q) = %v", text, got)
		}
	}
}

func TestModes(t *testing.T) {
	app := test.NewTempApp(t)
	back := func() color.Color { return fynetheme.Color(theme.ColorSurface) }
	theme.Apply(app, theme.Light)
	white, lightIcon := back(), theme.IconPhone.Name()
	if theme.IsDark() {
		t.Error("light is dark")
	}
	theme.Apply(app, theme.Dark)
	if back() == white || !theme.IsDark() {
		t.Error("dark shows the colours of light")
	}
	if theme.IconPhone.Name() == lightIcon {
		t.Error("an icon keeps its colour over a change of theme")
	}
}

// TestEveryColorInBothModes fails for a colour of ours that one mode lacks:
// Fyne would show it transparent.
func TestEveryColorInBothModes(t *testing.T) {
	test.NewTempApp(t)
	for _, n := range []fyne.ThemeColorName{
		theme.ColorSurface, theme.ColorSunken, theme.ColorRail, theme.ColorRailText, theme.ColorRailActive, theme.ColorOnRail, theme.ColorMuted, theme.ColorFaint,
		theme.ColorLine, theme.ColorSoft, theme.ColorDanger, theme.ColorDangerSoft, theme.ColorWarning, theme.ColorWarnSoft, theme.ColorSuccess, theme.ColorOkSoft,
		theme.ColorNeutral, theme.ColorGreySoft, theme.ColorPressed, theme.ColorVeil, theme.ColorToast, theme.ColorOnToast, theme.ColorToastLink,
	} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark, theme.Contrast, theme.ContrastDark} {
			if _, _, _, a := theme.New(mode).Color(n, fynetheme.VariantLight).RGBA(); a == 0 {
				t.Errorf("%s has no colour in %s", n, mode)
			}
		}
	}
}

func TestIconsTakeTheirColor(t *testing.T) {
	test.NewTempApp(t)
	files, err := assets.Icons.ReadDir("icons")
	if err != nil || len(files) == 0 {
		t.Fatal("no icons", err)
	}
	for _, f := range files {
		svg := string(theme.Named(strings.TrimSuffix(f.Name(), ".svg")).Content())
		if !strings.Contains(svg, "#") || strings.Contains(svg, "currentColor") {
			t.Errorf("%s takes no colour", f.Name())
		}
	}
}
