package preview

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/words"
)

// pageNumbers reads the pages a person asks for, such as "1-3, 5" or "1－3、5": in order, each once. Returns a
// sentence for the person where it names no page, or one beyond the last.
func pageNumbers(text string, pages int) ([]int, error) {
	text = strings.NewReplacer("，", ",", "、", ",", ";", ",", "；", ",", "－", "-", "—", "-", "–", "-", "~", "-", "～", "-", "至", "-", " ", "", "　", "").Replace(wide.Replace(text))
	var out []int
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		from, to, span := strings.Cut(part, "-")
		first, err := strconv.Atoi(from)
		last := first
		if err == nil && span {
			last, err = strconv.Atoi(to)
		}
		if err != nil || first < 1 || last < first {
			return nil, words.Invalid("pages", lang.L("preview.bad_pages"))
		}
		if last > pages {
			return nil, words.Invalid("pages", lang.X("preview.too_few_pages", "", map[string]any{"Pages": pages}))
		}
		for n := first; n <= last; n++ {
			out = append(out, n)
		}
	}
	if len(out) == 0 {
		return nil, words.Invalid("pages", lang.L("preview.bad_pages"))
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// wide turns digits as a Chinese keyboard may type them into plain ones.
var wide = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")
