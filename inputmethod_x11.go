//go:build linux && (x11 || !wayland) && !guardonly

package main

// #cgo LDFLAGS: -Wl,--wrap=_glfwPlatformGetModuleSymbol
// void fangceGiveUp(void);
import "C"

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"github.com/fangce/fangce/ui/widgets"
)

func init() {
	widgets.WatchCaret(func(_ fyne.CanvasObject, elsewhere bool) {
		if elsewhere {
			C.fangceGiveUp()
		}
	})
}

// fangceCaret puts the lower end of the caret, in pixels of an X window of this program, into x and y, and returns 0
// where no field has the focus that an input method may see. GLFW is asked for events on the UI goroutine, and so is this.
//
//export fangceCaret
func fangceCaret(xid C.ulong, x, y *C.int) C.int {
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if !ok {
			continue
		}
		ours := false
		native.RunNative(func(context any) {
			x11, ok := context.(driver.X11WindowContext)
			ours = ok && x11.WindowHandle == uintptr(xid)
		})
		if !ours {
			continue
		}
		at, ok := widgets.Caret(w.Canvas())
		if !ok {
			return 0
		}
		px, py := w.Canvas().PixelCoordinateForPosition(at)
		*x, *y = C.int(px), C.int(py)
		return 1
	}
	return 0
}
