package scripts

import "github.com/fangce/fangce/ui/views"

// newViews returns the line of saved views of the scripts.
func (r *Room) newViews() *views.Bar {
	d := r.deps
	return views.New(views.Config{
		List: "scripts", Window: d.Window, Keep: d.Service, Fail: d.Fail, Toast: d.Toast, Async: func(f func()) { r.async(f) },
		Plain: views.State{Filter: channelAll, Rest: map[string]string{"reason": reasonAny}},
		State: func() views.State {
			return views.State{Text: r.search.Value(), Filter: r.channel.Value(), Rest: map[string]string{"reason": r.reason.Value()}}
		},
		Apply: func(s views.State) {
			r.channel.Set(s.Filter)
			r.reason.Set(s.Rest["reason"])
			r.search.Set(s.Text)
			r.fill()
		},
	})
}
