package drafts

import (
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// notice is the line that says a form was filled with what was left of it.
type notice struct {
	banner  *widgets.Banner
	says    func() string
	changed func()
}

// notify returns the line that says the form was filled with what was left of it before, and lets that be given up. It is
// hidden while there is nothing to say. id is of the line; its button is <id>.discard. changed is called when the line
// comes or goes.
func (f *Form) notify(id string, says func() string, changed func()) *widgets.Banner {
	drop := widgets.Tag(id+".discard", widgets.Quiet(lang.X("draft.discard", ""), nil, f.Discard).Compact())
	f.notice = &notice{banner: widgets.Tag(id, widgets.NewBanner(widgets.Info, "", drop)), says: says}
	f.showNotice()
	f.notice.changed = changed
	return f.notice.banner
}

func (f *Form) showNotice() {
	if f.notice == nil {
		return
	}
	tone := widgets.Info
	if len(f.found.changed) > 0 {
		tone = widgets.Warning
	}
	says := f.notice.says()
	if says == f.notice.banner.Value() {
		return
	}
	f.notice.banner.Set(tone, says)
	if f.notice.changed != nil {
		f.notice.changed()
	}
}

// Says is what the notice says, "" for nothing.
func (f *Form) Says() string {
	if f.found.at == 0 {
		return ""
	}
	at := map[string]any{"At": When(f.found.at, f.keep.clock.Today())}
	if len(f.found.changed) == 0 {
		return lang.X("draft.restored", "", at)
	}
	at["Fields"] = strings.Join(f.found.changed, lang.X("draft.comma", ""))
	return lang.X("draft.restored.changed", "", at)
}

// Briefly is what a small field says instead of its notice, "" for nothing.
func (f *Form) Briefly() string {
	switch {
	case f.found.at == 0:
		return ""
	case len(f.found.changed) > 0:
		return lang.X("draft.brief.changed", "")
	}
	return lang.X("draft.brief", "", map[string]any{"At": When(f.found.at, f.keep.clock.Today())})
}

// When writes the moment of a draft: the time alone for one of today.
func When(at app.Instant, today app.Date) string {
	if at.Date() == today {
		return at.Clock()
	}
	return words.ShortStamp(at)
}
