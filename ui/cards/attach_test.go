package cards_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// photo writes a picture to a folder of the test and returns its path.
func photo(t *testing.T, name string) string {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 320, 200))
	for x := range 320 {
		img.Set(x, x%200, color.RGBA{uint8(x), 80, 160, 255})
	}
	path := filepath.Join(t.TempDir(), name)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// Files dropped on the window are attached to the open card; each that cannot be is named with its reason.
func TestFilesAreDroppedOnACard(t *testing.T) {
	none := open(t)
	none.DropFiles([]string{photo(t, "x.png")})
	if !strings.Contains(none.toast, "客户卡") {
		t.Errorf("without an open card the window says %q", none.toast)
	}
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.Load(c.ID)
	text := filepath.Join(t.TempDir(), "说明.txt")
	if err := os.WriteFile(text, []byte("no picture at all, however long it may be"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.DropFiles([]string{photo(t, "身份证.png"), text, photo(t, "银行卡.png"), "/no/such/file.jpg"})
	said := widgets.Find("cards.attach.said").(*widgets.Banner).Value()
	if !strings.Contains(said, "说明.txt：") || !strings.Contains(said, "file.jpg：") || !strings.Contains(said, "找不到这个文件") || strings.Contains(said, "身份证") {
		t.Errorf("the card says %q", said)
	}
	if r.toast != "已为王芳添加 2 个附件" {
		t.Errorf("told %q", r.toast)
	}
	list, err := r.use.Attachments(ctx, c.ID)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d attachments, %v", len(list), err)
	}
	if widgets.Find("cards.attach.1") == nil || widgets.Find("cards.attach.2") != nil {
		t.Error("the grid does not show two")
	}
	r.press("cards.attach.0")
	if r.viewed != list[0].Name {
		t.Errorf("looked at %q, want %q", r.viewed, list[0].Name)
	}
}

// A photo is added by its path, and taken back only with a reason.
func TestAPhotoIsAddedAndTakenBack(t *testing.T) {
	c := apptest.Customer(1, "王芳")
	r := open(t, c)
	r.Load(c.ID)
	r.press("cards.attach.add")
	r.write("cards.attach.path", photo(t, "保单.png"))
	r.press("cards.attach.form.submit")
	list, err := r.use.Attachments(ctx, c.ID)
	for ; err == nil && len(list) == 0; list, err = r.use.Attachments(ctx, c.ID) {
		time.Sleep(10 * time.Millisecond) // the dialog works beside the window
	}
	if err != nil {
		t.Fatal(err)
	}
	r.enter()
	r.Load(c.ID)
	r.press("cards.attach.0.withdraw")
	r.press("cards.attach.withdraw.submit")
	if left, _ := r.use.Attachments(ctx, c.ID); len(left) != 1 {
		t.Fatal("taken back without a reason")
	}
	r.write("cards.attach.why", "拍摄不清")
	r.press("cards.attach.withdraw.submit")
	if left, err := r.use.Attachments(ctx, list[0].CustomerID); err != nil || len(left) != 0 {
		t.Errorf("%d left, %v", len(left), err)
	}
}
