package photos

import (
	"context"
	"image"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func key(k fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: k} }

// Pictures are leafed through, turned and sized by keys; what cannot be fetched says why and can be tried again; Escape
// leaves nothing behind.
func TestLeafingThroughPictures(t *testing.T) {
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	w := test.NewTempWindow(t, widgets.NewStage(nil))
	w.Resize(fyne.NewSize(800, 600))
	picture := image.NewRGBA(image.Rect(0, 0, 1200, 300))
	picture.Set(0, 0, color.RGBA{255, 0, 0, 255})
	offline := true
	opened, closed := "", 0
	v := show(Deps{
		Window: w, At: 1, Closed: func() { closed++ },
		Items: []Item{{ID: "a", Title: "身份证.jpg", Picture: true}, {ID: "b", Title: "银行卡.jpg", Picture: true}, {ID: "c", Title: "投保单.pdf"}},
		Load: func(_ context.Context, id string, progress func(done, total int64)) (image.Image, error) {
			progress(1, 2)
			if id == "b" && offline {
				return nil, app.Errorf(app.ErrOffline, "现在连接不上中心")
			}
			return picture, nil
		},
		Open: func(_ context.Context, id string) error { opened = id; return nil },
	}, func(work func()) { work() })
	if v.picture != nil || v.again.Hidden || v.said.Value() == "" {
		t.Fatal("a picture that cannot be fetched does not say so")
	}
	offline = false
	test.Tap(v.again)
	if v.picture == nil || v.wait.Visible() {
		t.Fatal("the second try shows nothing")
	}
	v.TypedRune('1')
	if got := v.img.Size(); got.Width != 1200/w.Canvas().Scale() {
		t.Errorf("in its own size the picture is %v", got)
	}
	v.TypedRune('f')
	if got := v.img.Size(); got.Width > 800 {
		t.Errorf("fitted it is %v", got)
	}
	v.TypedRune('r')
	if b := v.img.Image.Bounds(); b.Dx() != 300 || b.Dy() != 1200 || v.img.Image.At(299, 0) != (color.RGBA{255, 0, 0, 255}) {
		t.Errorf("turned to the right it is %v", b)
	}
	for range 3 {
		v.TypedRune('r')
	}
	if v.img.Image.At(0, 0) != (color.RGBA{255, 0, 0, 255}) {
		t.Error("four turns do not lead back")
	}
	v.TypedKey(key(fyne.KeyRight))
	if v.at != 2 || v.elsewhere.Hidden || v.img.Visible() {
		t.Error("a PDF is shown as a picture")
	}
	v.TypedKey(key(fyne.KeyReturn))
	if opened != "c" {
		t.Errorf("opened %q", opened)
	}
	v.TypedKey(key(fyne.KeyRight))
	v.TypedKey(key(fyne.KeyHome))
	if v.at != 0 {
		t.Errorf("at %d", v.at)
	}
	v.TypedKey(key(fyne.KeyEscape))
	if closed != 1 || w.Canvas().Overlays().Top() != nil || v.img.Image != nil {
		t.Error("closing leaves something behind")
	}
}

func TestTurning(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 3, 2))
	img.Set(2, 1, color.RGBA{9, 9, 9, 255})
	for quarters, want := range map[int]image.Point{0: {2, 1}, 1: {0, 2}, 2: {0, 0}, 3: {1, 0}} {
		if got := turned(img, quarters).At(want.X, want.Y); got != (color.RGBA{9, 9, 9, 255}) {
			t.Errorf("%d quarters: %v at %v", quarters, got, want)
		}
	}
}
