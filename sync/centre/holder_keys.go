package centre

import (
	"strings"

	"github.com/fangce/fangce/app"
)

func holderKeys(c app.Customer) []string {
	var keys []string
	if c.IDNo != "" {
		keys = append(keys, "id:"+strings.ToUpper(c.IDNo))
	}
	if c.Name != "" && c.BirthDate != "" {
		for _, p := range c.Phones {
			keys = append(keys, "np:"+c.Name+"|"+string(c.BirthDate)+"|"+p.Number)
		}
	}
	return keys
}
