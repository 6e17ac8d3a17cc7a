// Command emptywindow is what the start of the workbench is compared with: one label in the same font, in a window of the
// same size. Each line on standard input is answered with the label's place, as the workbench does with -uitest.
package main

import (
	"bufio"
	"fmt"
	"os"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/assets"
)

// oneFont is Fyne's own theme with the workbench's font.
type oneFont struct{ fyne.Theme }

var regular = fyne.NewStaticResource("NotoSansSC-Regular.ttf", assets.Regular)

// Font implements fyne.Theme.
func (oneFont) Font(fyne.TextStyle) fyne.Resource { return regular }

func main() {
	a := fyneapp.NewWithID("cn.fangce.emptywindow")
	a.Settings().SetTheme(oneFont{fynetheme.DefaultTheme()})
	w := a.NewWindow("访册")
	label := widget.NewLabel("访册")
	w.SetContent(label)
	w.Resize(fyne.NewSize(1366, 730))
	go answer(w, label)
	w.ShowAndRun()
}

func answer(w fyne.Window, label fyne.CanvasObject) {
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		fyne.DoAndWait(func() {
			at, size, scale := label.Position(), label.MinSize(), w.Canvas().Scale()
			if size.IsZero() || w.Canvas().Size().IsZero() {
				fmt.Printf("%s none\n", in.Text())
				return
			}
			fmt.Printf("%s %d %d %d %d\n", in.Text(), int(at.X*scale), int(at.Y*scale), int(size.Width*scale), int(size.Height*scale))
		})
	}
}
