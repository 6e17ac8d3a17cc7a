package theme

import (
	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/assets"
)

// AppIcon is the program's own icon, for the window and the task bar.
func AppIcon() fyne.Resource {
	data, err := assets.Icons.ReadFile("icons/app.png")
	if err != nil {
		fyne.LogError("app icon", err)
		return nil
	}
	return fyne.NewStaticResource("app.png", data)
}
