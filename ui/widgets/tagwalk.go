package widgets

import (
	"reflect"

	"fyne.io/fyne/v2"
)

// contentOf reads the exported field Content of a Fyne type that is internal
// to Fyne, such as the layer a pop-up lies on.
func contentOf(o fyne.CanvasObject) []fyne.CanvasObject {
	v := reflect.ValueOf(o)
	if v.Kind() != reflect.Pointer || v.IsNil() || v.Elem().Kind() != reflect.Struct {
		return nil
	}
	f := v.Elem().FieldByName("Content")
	if !f.IsValid() || !f.CanInterface() {
		return nil
	}
	if child, ok := f.Interface().(fyne.CanvasObject); ok && child != nil {
		return []fyne.CanvasObject{child}
	}
	return nil
}

// Children returns what an object holds, as far as it is known: see Locate.
func Children(o fyne.CanvasObject) []fyne.CanvasObject { return children(o) }
