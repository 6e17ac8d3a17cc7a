package theme

import (
	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/assets"
)

// AppIcon is the program's own icon, for the window and the task bar.
var AppIcon fyne.Resource = fyne.NewStaticResource("app.png", assets.AppIcon)
