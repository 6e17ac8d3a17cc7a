package allot

import "github.com/fangce/fangce/app"

// Category is a category of cases; its value is its place in the order of dealing.
type Category uint8

// The categories in the order of product §4.
const (
	Maturing  Category = iota // 满期
	Renewal                   // 续期
	Old                       // 老客户
	Unmatured                 // 未到期
	Other                     // 其他

	Categories = 5 // how many there are
)

var categoryNames = [Categories]string{
	app.CategoryMaturing, app.CategoryRenewal, app.CategoryOld, app.CategoryUnmatured, app.CategoryOther,
}

// String returns the category's name as records write it.
func (c Category) String() string {
	if int(c) < len(categoryNames) {
		return categoryNames[c]
	}
	return ""
}

// ParseCategory returns the category of that name.
func ParseCategory(name string) (Category, bool) {
	for i, n := range categoryNames {
		if n == name {
			return Category(i), true
		}
	}
	return 0, false
}
