package intake

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

func itoa(n int) string { return strconv.Itoa(n) }

// listed writes problems one a line, with the row they stand in.
func listed(list []app.ImportProblem) string {
	var b strings.Builder
	for i, p := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		if p.Line > 0 {
			b.WriteString(lang.X("intake.at.line", "", map[string]any{"N": p.Line}))
		}
		b.WriteString(problems([]app.ImportProblem{p}))
	}
	return b.String()
}
