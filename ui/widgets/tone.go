package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/ui/theme"
)

// Tone is the mood of a badge, a banner or a text.
type Tone int

// The tones. Neutral is the zero value.
const (
	Neutral Tone = iota
	Info
	Success
	Warning
	Danger
	Muted // only for texts: labels and second lines
	Faint // only for texts: hints
)

// ink is the colour of a text of that tone on its own tint.
func (t Tone) ink() fyne.ThemeColorName {
	switch t {
	case Info:
		return fynetheme.ColorNamePrimary
	case Success:
		return theme.ColorSuccess
	case Warning:
		return theme.ColorWarning
	case Danger:
		return theme.ColorDanger
	case Muted:
		return theme.ColorMuted
	case Faint:
		return theme.ColorFaint
	}
	return theme.ColorNeutral
}

// plain is the colour of a text of that tone on a panel.
func (t Tone) plain() fyne.ThemeColorName {
	if t == Neutral {
		return fynetheme.ColorNameForeground
	}
	return t.ink()
}

func (t Tone) tint() fyne.ThemeColorName {
	switch t {
	case Info:
		return theme.ColorSoft
	case Success:
		return theme.ColorOkSoft
	case Warning:
		return theme.ColorWarnSoft
	case Danger:
		return theme.ColorDangerSoft
	}
	return theme.ColorGreySoft
}

// icon is the sign that goes with a banner or a toast of that tone.
func (t Tone) icon() fyne.Resource {
	switch t {
	case Success:
		return theme.IconDone
	case Warning:
		return theme.IconWarning
	case Danger:
		return theme.IconError
	}
	return theme.IconInfo
}
