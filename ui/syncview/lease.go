package syncview

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// leaseWarning is how many days before the end of the lease the window begins to warn: 25 days after the last contact,
// unless the centre has set another lease than 30.
const leaseWarning = 5

const dayLength = app.Instant(24 * 60 * 60 * 1000)

// LeaseOver reports whether customer data is to be hidden because the centre has not been reached for too long.
func LeaseOver(until, now app.Instant) bool { return until != 0 && now >= until }

// LeaseNotice warns before customer data is hidden, and says so afterwards; "" while there is time.
func LeaseNotice(until, now app.Instant) (widgets.Tone, string) {
	switch {
	case until == 0:
		return widgets.Neutral, ""
	case LeaseOver(until, now):
		return widgets.Danger, lang.X("lease.over", "")
	case until-now > leaseWarning*dayLength:
		return widgets.Neutral, ""
	}
	return widgets.Warning, lang.X("lease.soon", "", map[string]any{"N": int((until-now)/dayLength) + 1})
}
