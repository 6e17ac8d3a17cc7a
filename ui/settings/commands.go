package settings

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be set without looking for it: the language and the colours.
func (r *Room) Commands() []widgets.Command {
	d := r.deps
	var out []widgets.Command
	for _, code := range d.Languages {
		name := lang.X("settings.language."+code, "")
		out = append(out, widgets.Command{ID: "settings.language/" + code, Label: lang.X("settings.language", ""), Detail: name, Run: func() { d.SetLanguage(code) }})
	}
	for _, mode := range []theme.Mode{theme.System, theme.Light, theme.Dark, theme.Contrast, theme.ContrastDark} {
		name := lang.X("settings.theme."+string(mode), "")
		out = append(out, widgets.Command{ID: "settings.theme/" + string(mode), Label: lang.X("settings.theme", ""), Detail: name, Run: func() { d.SetTheme(string(mode)) }})
	}
	return out
}
