package e2e

import (
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// laptop enrols a laptop without its window, then opens and unlocks it.
func (o *office) laptop(d *display, name, bin, work, code string) *program {
	o.t.Helper()
	c := exec.Command(bin, "enrol", "-data", filepath.Join(work, name), "-centre", o.url, "-code", code, "-now", o.now)
	c.Stdin = strings.NewReader(passphrase + "\n")
	if out, err := c.CombinedOutput(); err != nil {
		o.t.Fatalf("enrol: %v\n%s", err, out)
	}
	p := open(o.t, d, name, bin, work)
	p.write("start.passphrase", passphrase)
	p.key("Return")
	p.wait("nav.sync")
	return p
}

// front brings the window above the other one, so that clicks reach it.
func (p *program) front() {
	p.t.Helper()
	p.d.do("xdotool", "windowactivate", "--sync", p.xid)
}

// fact types another value into a fact of the card in sight.
func (p *program) fact(id, text string) {
	p.t.Helper()
	p.click("cards.facts." + id)
	p.key("ctrl+a")
	p.d.do("xdotool", "type", "--delay", "25", text)
	p.key("Return")
	p.wait("cards.facts." + id)
}

// TestTwoLaptops is one planner with two laptops: a photo added on one is seen on the other, and a field both have
// changed while the centre could not be reached is settled on one of them.
func TestTwoLaptops(t *testing.T) {
	if testing.Short() {
		t.Skip("drives two real windows")
	}
	fangce, centreBin := built(t, ".", "fangce"), built(t, "./cmd/centre", "centre")
	work := t.TempDir()
	o := &office{t: t, bin: centreBin, db: filepath.Join(work, "centre.db"), now: begins}
	user := func() string { return o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner") }
	code := user()
	stop := o.serve()
	d := startDisplay(t, "1366x768")

	one := o.laptop(d, "one", fangce, work, code)
	one.click("nav.cards")
	one.click("cards.new")
	one.write("cards.prospect.name", "欧阳清")
	one.write("cards.prospect.phone", "13800001111")
	one.click("cards.prospect.form.submit")
	one.gone("cards.prospect.form.submit")
	one.click("cards.section.attach")
	one.click("cards.attach.add")
	one.write("cards.attach.path", photo(t, filepath.Join(work, "id-card.jpg")))
	one.click("cards.attach.form.submit")
	one.wait("cards.attach.0")
	one.sync()
	o.await("attachment", "of the photo", func(a map[string]any) bool { return a["name"] == "id-card.jpg" })

	two := o.laptop(d, "two", fangce, work, user())
	two.click("nav.cards")
	two.click("cards.list.0")
	two.click("cards.section.attach")
	two.click("cards.attach.0")
	two.wait("photos.picture")
	two.key("Escape")
	two.gone("photos.picture")

	stop()
	two.click("cards.section.facts")
	two.fact("employer", "Mill Two")
	one.front()
	one.click("nav.cards")
	one.click("cards.section.facts")
	one.fact("employer", "Mill One")
	o.serveAt(strings.TrimPrefix(o.url, "http://"))
	two.front()
	two.sync()
	two.stop()
	one.sync()
	one.click("sync.pages.settle")
	one.click("sync.settle.take")
	one.gone("sync.settle.take")
	one.sync()
	o.await("customer", "settled", func(c map[string]any) bool { return c["employer"] == "Mill Two" })
	if open := o.rows("kept"); len(open) != 1 || open[0]["status"] != "settled" {
		t.Errorf("kept values at the centre: %v", open)
	}
}

// photo writes a picture and returns its path.
func photo(t *testing.T, path string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 1200, 800))
	for y := range 800 {
		for x := range 1200 {
			img.Set(x, y, color.RGBA{uint8(x / 5), uint8(y / 4), 160, 255})
		}
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(f, img, nil); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
