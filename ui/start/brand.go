package start

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Inks on the rail's colour, which is dark in both themes.
var (
	inkBright = color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
	inkSoft   = color.NRGBA{R: 0xc6, G: 0xd4, B: 0xe6, A: 0xff}
)

// brand is the left half: what this program is.
func brand(version string) fyne.CanvasObject {
	line := func(text string, size float32, ink color.Color, bold bool) fyne.CanvasObject {
		t := canvas.NewText(text, ink)
		t.TextSize, t.TextStyle.Bold = size, bold
		return t
	}
	point := func(icon fyne.Resource, text string) fyne.CanvasObject {
		return widgets.HStack(12, widgets.Picture(icon, 20, theme.ColorRailText), line(text, 14, inkSoft, false))
	}
	return widgets.Stack(
		widgets.NewBox(theme.ColorRail, "", 0),
		widgets.Fill(nil, widgets.Center(widgets.VStack(14,
			line(lang.X("common.app", "访册"), 44, inkBright, true),
			line(lang.X("start.tagline", ""), 16, inkBright, false),
			widgets.Fixed(1, 16, widgets.Spring()),
			point(theme.IconOffline, lang.X("start.point.offline", "")),
			point(theme.IconLog, lang.X("start.point.once", "")),
			point(theme.IconShield, lang.X("start.point.safe", "")),
		)), widgets.Pad(0, 0, 18, 24, line(lang.X("start.version", "", map[string]any{"V": version}), 12, inkSoft, false))),
	)
}
