package main

import (
	"unsafe"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"golang.org/x/sys/windows"

	"github.com/fangce/fangce/ui/widgets"
)

// Functions of the input method manager of Windows, which GLFW never calls: it would show what is composed at the upper
// left corner of the window.
var (
	imm                  = windows.NewLazySystemDLL("imm32.dll")
	getContext           = imm.NewProc("ImmGetContext")
	releaseContext       = imm.NewProc("ImmReleaseContext")
	setCompositionWindow = imm.NewProc("ImmSetCompositionWindow")
	setCandidateWindow   = imm.NewProc("ImmSetCandidateWindow")
	associateContextEx   = imm.NewProc("ImmAssociateContextEx")
	notifyIME            = imm.NewProc("ImmNotifyIME")
)

// Constants and structures of imm.h.
const (
	compositionAtPoint = 0x0002 // CFS_POINT
	candidatesAtPoint  = 0x0040 // CFS_CANDIDATEPOS
	ofTheDefault       = 0x0010 // IACE_DEFAULT
	composition        = 0x0015 // NI_COMPOSITIONSTR
	cancelled          = 0x0004 // CPS_CANCEL
)

type compositionForm struct {
	style uint32
	at    point
	area  [4]int32
}

type candidateForm struct {
	index, style uint32
	at           point
	area         [4]int32
}

type point struct{ x, y int32 }

func init() { widgets.WatchCaret(tellCaret) }

// tellCaret shows the composition at the caret, ends it where the caret was put elsewhere, and takes the input method
// away where no field has the focus that it may see: keys are commands there.
func tellCaret(_ fyne.CanvasObject, elsewhere bool) {
	if imm.Load() != nil {
		return
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		native, ok := w.(driver.NativeWindow)
		if !ok {
			continue
		}
		native.RunNative(func(context any) {
			if handle, ok := context.(driver.WindowsWindowContext); ok && handle.HWND != 0 {
				tellWindow(w.Canvas(), handle.HWND, elsewhere)
			}
		})
	}
}

func tellWindow(c fyne.Canvas, window uintptr, elsewhere bool) {
	at, ok := widgets.Caret(c)
	if context, _, _ := getContext.Call(window); context != 0 {
		if elsewhere {
			_, _, _ = notifyIME.Call(context, composition, cancelled, 0)
		}
		if ok {
			x, y := c.PixelCoordinateForPosition(at)
			p := point{int32(x), int32(y)}
			shown := compositionForm{style: compositionAtPoint, at: p}
			candidates := candidateForm{style: candidatesAtPoint, at: p}
			_, _, _ = setCompositionWindow.Call(context, uintptr(unsafe.Pointer(&shown)))    //nolint:gosec // as Windows takes it
			_, _, _ = setCandidateWindow.Call(context, uintptr(unsafe.Pointer(&candidates))) //nolint:gosec // as Windows takes it
		}
		_, _, _ = releaseContext.Call(window, context)
	}
	if elsewhere {
		use := uintptr(0)
		if ok {
			use = ofTheDefault
		}
		_, _, _ = associateContextEx.Call(window, 0, use)
	}
}
