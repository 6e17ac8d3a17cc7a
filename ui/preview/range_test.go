package preview

import (
	"reflect"
	"testing"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/locale"
)

func TestPageNumbers(t *testing.T) {
	test.NewTempApp(t)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text string
		want []int
	}{
		{"1", []int{1}},
		{"1-3,5", []int{1, 2, 3, 5}},
		{" 5， 1－3、2 ", []int{1, 2, 3, 5}},
		{"１～２", []int{1, 2}},
		{"7", []int{7}},
		{"8", nil},
		{"0", nil},
		{"3-1", nil},
		{"", nil},
		{",", nil},
		{"一", nil},
		{"1-", nil},
		{"-2", nil},
		{"1-2-3", nil},
		{"6-999999999", nil},
	} {
		got, err := pageNumbers(c.text, 7)
		if !reflect.DeepEqual(got, c.want) || (err == nil) != (c.want != nil) {
			t.Errorf("%q: %v, %v; want %v", c.text, got, err, c.want)
		}
	}
}
