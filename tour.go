package main

import (
	"context"
	"fmt"
	"image/color"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/centre/demo"
	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/theme"
)

// The tour's day and people.
const (
	tourStart      = "2026-11-20T10:36:00+08:00" // a working day on which the demo's planner has visits ahead
	tourPassphrase = "fangce2026"
	tourPlanner    = "1001"
	tourSupervisor = "1010"
	tourManager    = "1050"
	tourCentreHead = "1070" // 中心负责人, who writes the scripts
)

// tour walks through a planner's and a supervisor's day in the real window, on a centre of its own with demo data, and
// leaves pictures and PDFs in a folder.
func tour(o options) error {
	out, err := filepath.Abs(o.tour)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil { //nolint:gosec // pictures of demo data are for everybody
		return err
	}
	work, err := os.MkdirTemp("", "fangce-tour")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	if o.now.IsZero() {
		if o.now, err = parseNow(tourStart); err != nil {
			return err
		}
	}
	o.data = filepath.Join(work, "laptop")
	if o.lang == "" {
		o.lang = "zh_Hans"
	}
	if o.theme == "" {
		o.theme = "light"
		if len(o.looks) > 0 {
			o.theme = o.looks[0]
		}
	}
	clock := o.clock()
	stop, err := tourCentre(filepath.Join(work, "centre.db"), o.data, clock)
	if err != nil {
		return err
	}
	defer stop()
	g, err := newGuide(work, out)
	if err != nil {
		return err
	}
	g.pace, g.settle, g.looks = drawnPace, drawnSettle, o.looks
	g.lens = g.photograph
	o.tagged = true
	if err := window(o, clock, func(w *ui.Window) {
		if o.size.Width > 0 {
			w.Native().Resize(theme.Shrunk(o.size))
		}
		go g.walk(w)
	}); err != nil {
		return err
	}
	if g.err != nil {
		return fmt.Errorf("the tour stopped at %s: %w", g.at, g.err)
	}
	fmt.Printf("%d pictures and %d PDFs are in %s\n", g.pictures, g.papers, out)
	return nil
}

// newGuide returns who walks through the window, with the files that are needed on the way.
func newGuide(work, out string) (*guide, error) {
	file := filepath.Join(work, "insurer.csv")
	export, err := assets.Demo.ReadFile("demo/insurer.csv")
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, export, 0o600); err != nil {
		return nil, err
	}
	photos := []string{filepath.Join(work, "身份证正面.jpg"), filepath.Join(work, "银行卡.jpg")}
	for i, tint := range []color.RGBA{{46, 110, 180, 255}, {176, 58, 62, 255}} {
		if err := tourPhoto(photos[i], tint); err != nil {
			return nil, err
		}
	}
	return &guide{out: out, file: file, photos: photos}, nil
}

// tourCentre starts a centre with demo data and enrols the people of the tour on a laptop.
func tourCentre(db, data string, clock app.Clock) (stop func(), err error) {
	ctx := context.Background()
	c, err := centre.Open(ctx, db, centre.Options{Clock: clock})
	if err != nil {
		return nil, err
	}
	people, err := demo.Fill(ctx, c, demo.Options{Seed: 1, Now: clock()})
	if err != nil {
		return nil, err
	}
	at, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: c.Handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(at) }()
	stop = func() {
		_ = server.Close()
		_ = c.Close()
	}
	a := accounts{data: data, clock: clock}
	for _, p := range people {
		if !slices.Contains([]string{tourPlanner, tourSupervisor, tourManager, tourCentreHead}, p.StaffNo) {
			continue
		}
		s, err := a.enrol(ctx, start.Enrolment{Centre: "http://" + at.Addr().String(), Code: p.Code, Passphrase: tourPassphrase}, func(string) {})
		if err != nil {
			stop()
			return nil, err
		}
		s.close()
	}
	return stop, nil
}
