package words

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// SignatureState says in a word how a signature stands to what was signed, and how bad that is.
func SignatureState(state string) (string, widgets.Tone) {
	switch state {
	case app.SignatureValid:
		return lang.X("signature.valid", ""), widgets.Success
	case app.SignatureChanged:
		return lang.X("signature.changed", ""), widgets.Warning
	}
	return lang.X("signature.unknown", ""), widgets.Neutral
}
