package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
)

// themes are the looks that can be asked for.
var themes = []string{"light", "dark", "contrast", "contrast_dark"}

// version is set by the release build.
var version = "0.1.0"

// options are what the command line said.
type options struct {
	data   string
	now    time.Time
	lang   string
	theme  string
	uitest bool
	tour   string
	looks  []string  // of the tour's pictures
	size   fyne.Size // of the window in the tour; zero: as it begins
	// uitimes is where to write how long the window's goroutine was held; "" nowhere.
	uitimes string
	tagged  bool // elements answer to their ids
	idle    time.Duration
}

// clock returns the clock everything that asks for now or today follows.
func (o options) clock() app.Clock { return app.StartingAt(o.now) }

// parse reads the flags of the window.
func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	fs := flag.NewFlagSet("fangce", flag.ContinueOnError)
	fs.SetOutput(stderr)
	fs.StringVar(&o.data, "data", defaultData(), "`folder` of the accounts and their databases")
	now := fs.String("now", "", "start the clock at this `time` (RFC 3339)")
	fs.StringVar(&o.lang, "lang", "", "language: zh_Hans, zh_Hant or en (default: the setting, then the system)")
	fs.StringVar(&o.theme, "theme", "", "light, dark, contrast or contrast_dark (default: the setting, then the system)")
	fs.BoolVar(&o.uitest, "uitest", false, "answer ids on standard input with their place in the window")
	fs.DurationVar(&o.idle, "idle", 0, "lock after this `time` without input, if that is sooner than the setting says")
	fs.StringVar(&o.tour, "tour", "", "walk through a day on demo data and leave pictures and PDFs in this `folder`")
	looks := fs.String("looks", "", "with -tour: take every picture in these `themes`, such as light,dark, each in a folder of its own")
	size := fs.String("size", "", "with -tour: the `size` of the window, such as 1920x1080")
	fs.StringVar(&o.uitimes, "uitimes", "", "write to this `file` how long the program's own work held the window")
	if err := fs.Parse(args); err != nil {
		return o, err
	}
	if fs.NArg() > 0 {
		return o, fmt.Errorf("unexpected %q", fs.Arg(0))
	}
	if o.lang = strings.ReplaceAll(o.lang, "-", "_"); o.lang != "" && !slices.Contains([]string{"zh_Hans", "zh_Hant", "en"}, o.lang) {
		return o, fmt.Errorf("-lang %s: must be zh_Hans, zh_Hant or en", o.lang)
	}
	if o.theme != "" && !slices.Contains(themes, o.theme) {
		return o, fmt.Errorf("-theme %s: must be light, dark, contrast or contrast_dark", o.theme)
	}
	if *looks != "" {
		o.looks = strings.Split(*looks, ",")
	}
	for _, l := range o.looks {
		if !slices.Contains(themes, l) {
			return o, fmt.Errorf("-looks %s: must be of light, dark, contrast and contrast_dark", *looks)
		}
	}
	if _, err := fmt.Sscanf(*size, "%fx%f", &o.size.Width, &o.size.Height); *size != "" && err != nil {
		return o, fmt.Errorf("-size %s: must be such as 1366x768", *size)
	}
	var err error
	if o.now, err = parseNow(*now); err != nil {
		return o, err
	}
	return o, nil
}

// defaultData is where accounts lie unless -data says otherwise; the present folder where the system names none.
func defaultData() string {
	dir, err := platform.DataDir()
	if err != nil {
		return "fangce-data"
	}
	return dir
}

func parseNow(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return t, fmt.Errorf("-now %s: must be a time such as 2026-11-20T09:00:00+08:00", s)
	}
	return t, nil
}
