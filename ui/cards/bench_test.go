package cards_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// BenchmarkCards measures, with 5 000 customers, opening a card from the list and from elsewhere, and a refresh of the
// room.
func BenchmarkCards(b *testing.B) {
	names := []string{"王芳", "李强", "赵敏", "孙丽", "周杰", "欧阳娜", "尉迟恭", "单雄信"}
	var all []any
	for i := range 5000 {
		c := apptest.Customer(i, names[i%len(names)])
		all = append(all, c, apptest.Policy(i, c, app.Date("2026-02-18").AddDays(i%365)))
	}
	r := open(b, all...)
	b.Run("card", func(b *testing.B) {
		for i := range b.N {
			r.Load(apptest.Customer(i%5000, "").ID)
		}
	})
	b.Run("refresh", func(b *testing.B) {
		for range b.N {
			r.Refresh()
		}
	})
	b.Run("opened from elsewhere", func(b *testing.B) {
		for i := range b.N {
			r.Show(apptest.Customer(i*37%5000, "").ID)
		}
	})
}
