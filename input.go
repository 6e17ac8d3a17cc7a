package main

import (
	"image"
	"log/slog"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// watchInput returns an invisible object that has every input of its window told to touched: keys, characters, buttons,
// the wheel and each move of the pointer, whatever widget they go to.
//
// Fyne tells inputs to the widgets they are for and to nobody else: a pointer that moves over a page, a wheel that turns
// there or a key in a field would each need their own hook in every widget, and those of Fyne's own menus and file
// dialogs have none. GLFW below it has one callback per kind of input and window, so they are chained. Fyne does not hand
// out the GLFW window; but while it draws, that window's context is the current one, and a raster is asked for its
// pixels just then.
func watchInput(touched func()) fyne.CanvasObject {
	hooked := false
	probe := canvas.NewRaster(func(w, h int) image.Image {
		if !hooked {
			if window := glfw.GetCurrentContext(); window != nil {
				hooked = true
				chain(window, touched)
			} else {
				slog.Error("inputs are not seen, the window will be locked while it is used")
			}
		}
		return image.NewRGBA(image.Rect(0, 0, w, h))
	})
	probe.Resize(fyne.NewSize(1, 1))
	return container.NewWithoutLayout(probe)
}

// chain puts touched before what Fyne does with an input.
func chain(window *glfw.Window, touched func()) {
	var key glfw.KeyCallback
	key = window.SetKeyCallback(func(w *glfw.Window, k glfw.Key, scancode int, action glfw.Action, mods glfw.ModifierKey) {
		touched()
		if key != nil {
			key(w, k, scancode, action, mods)
		}
	})
	var char glfw.CharCallback
	char = window.SetCharCallback(func(w *glfw.Window, r rune) {
		touched()
		if char != nil {
			char(w, r)
		}
	})
	var button glfw.MouseButtonCallback
	button = window.SetMouseButtonCallback(func(w *glfw.Window, b glfw.MouseButton, action glfw.Action, mods glfw.ModifierKey) {
		touched()
		if button != nil {
			button(w, b, action, mods)
		}
	})
	var moved glfw.CursorPosCallback
	moved = window.SetCursorPosCallback(func(w *glfw.Window, x, y float64) {
		touched()
		if moved != nil {
			moved(w, x, y)
		}
	})
	var scrolled glfw.ScrollCallback
	scrolled = window.SetScrollCallback(func(w *glfw.Window, x, y float64) {
		touched()
		if scrolled != nil {
			scrolled(w, x, y)
		}
	})
}
