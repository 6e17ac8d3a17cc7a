package calls_test

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/theme"
)

// TestLook writes pictures of the room to the folder FANGCE_LOOK names, to look at; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
		d := newDesk(t, mode, seat()...)
		scripts, err := app.ScriptsIn(assets.Scripts)
		if err != nil {
			t.Fatal(err)
		}
		var rows []any
		for _, s := range scripts {
			rows = append(rows, s)
		}
		d.publish(rows...)
		d.Show(nil)
		d.save(filepath.Join(dir, "calls-"+string(mode)+".png"))
		d.key(fyne.KeyReturn)
		d.key(fyne.KeyF3)
		d.save(filepath.Join(dir, "calls-answer-"+string(mode)+".png"))
		for _, r := range "123456" {
			d.press(r)
			d.save(filepath.Join(dir, "calls-form-"+string(r)+"-"+string(mode)+".png"))
			d.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
	}
}

func (d *desk) save(path string) {
	d.t.Helper()
	f, err := os.Create(path)
	if err != nil {
		d.t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
		d.t.Fatal(err)
	}
}

// seat is a planner's seat with customers in every state.
func seat() []any {
	names := []string{"王建国", "欧阳娜", "李秀英", "尉迟恭", "刘洋", "陈静怡", "杨帆", "赵敏", "黄晓明", "周海燕", "吴俊杰", "徐丽", "孙志强", "胡雪梅"}
	var rows []any
	for i, name := range names {
		c := apptest.Customer(i+1, name)
		if i%2 == 0 {
			c.Sex = app.SexMale
		}
		c.BestTime, c.Occupation, c.Key = "工作日晚上", "中学教师", i == 0
		due := app.Date("2026-02-10").AddDays(i * 5)
		p := apptest.Policy(i+1, c, due)
		p.PayAccount = "****4417"
		switch i {
		case 3:
			c.DoNotContact = true
		case 4:
			c.Phones = nil
		case 5:
			c.QuietFrom, c.QuietTo = "09:00", "12:00"
		case 0:
			c.Phones = append(c.Phones, app.Phone{Number: "0512-65231188", Kind: app.PhoneLandline, Label: "家"})
			p.InsuredName, p.InsuredBirth, p.InsuredSex, p.InsuredPhone, p.Relation = "王梓涵", "2000-05-01", app.SexFemale, "13912345678", "子女"
		}
		rows = append(rows, c, p)
		if i%3 != 1 {
			rows = append(rows, apptest.Case(p))
		}
	}
	return rows
}
