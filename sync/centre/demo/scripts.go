package demo

import (
	"slices"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
)

// revisedDays is how many days ago the centre changed one of its scripts.
const revisedDays = 3

// scripts returns the scripts and texts the centre has published with their versions: those it began with, of which one
// was changed lately.
func scripts(now time.Time) (part, error) {
	all, err := app.ScriptsIn(assets.Scripts)
	out := part{author: app.PersonID(publisher)}
	for _, s := range all {
		at := app.InstantOf(s.PublishedOn.Time().Add(10 * time.Hour))
		out.rows = append(out.rows, row{version(s, "首次发布", at), out.author, at})
		if s.ID == app.ScriptID(app.ReasonOrphan, app.StageFirstCall, app.ChannelPhone) {
			at = app.InstantOf(app.DateOf(now).AddDays(-revisedDays).Time().Add(16 * time.Hour))
			s = revised(s, at)
			out.rows = append(out.rows, row{version(s, "按销售行为管理办法，道别前再提醒一次保费只走正式渠道", at), out.author, at})
		}
		out.rows = append(out.rows, row{s, out.author, at})
	}
	return out, err
}

// revised is a script as it was changed at a moment: its last step says once more how premiums are paid.
func revised(s app.Script, at app.Instant) app.Script {
	s.Steps = slices.Clone(s.Steps)
	last := &s.Steps[len(s.Steps)-1]
	last.Text = strings.Replace(last.Text, "谢谢您，", "有拿不准的，先打公司客服电话核实。谢谢您，", 1)
	s.Version, s.PublishedOn = s.Version+1, at.Date()
	return s
}

func version(s app.Script, change string, at app.Instant) app.ScriptVersion {
	return app.ScriptVersion{
		ID: app.ScriptVersionID(s.ID, s.Version), ScriptID: s.ID, Version: s.Version, Title: s.Title, Steps: s.Steps, Objections: s.Objections,
		Retired: s.Retired, Change: change, PersonID: app.PersonID(publisher), PublishedAt: at,
	}
}
