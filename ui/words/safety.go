package words

import (
	"fmt"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Strength says how good a passphrase is; "" while nothing is typed.
func Strength(passphrase string) (text string, tone widgets.Tone) {
	if passphrase == "" {
		return "", widgets.Neutral
	}
	switch app.PassphraseStrength(passphrase) {
	case app.StrengthShort:
		return lang.X("passphrase.short", "", map[string]any{"N": app.LeastPassphrase}), widgets.Muted
	case app.StrengthWeak:
		return lang.X("passphrase.weak", ""), widgets.Warning
	case app.StrengthFair:
		return lang.X("passphrase.fair", ""), widgets.Info
	}
	return lang.X("passphrase.strong", ""), widgets.Success
}

// Size writes a number of bytes with a unit people use: 320 MB, 1.4 GB. Units are of 1024, as in the system's own windows.
func Size(bytes int64) string {
	const step = 1024
	units := []string{"KB", "MB", "GB", "TB"}
	v, unit := float64(max(bytes, 0))/step, 0
	for v >= step && unit < len(units)-1 {
		v, unit = v/step, unit+1
	}
	if v < 10 && unit > 0 {
		return fmt.Sprintf("%.1f %s", v, units[unit])
	}
	return fmt.Sprintf("%.0f %s", v, units[unit])
}

// Backups shows copies of the database as rows, in the order they are given.
func Backups(list []app.Backup) []widgets.Row {
	rows := make([]widgets.Row, len(list))
	for i, b := range list {
		row := widgets.Row{ID: b.Name, Title: Day(b.At.Date()) + "　" + b.At.Clock(), Sub: Size(b.Size), Icon: theme.IconClock}
		if b.Weekly {
			row.Beside = lang.X("backup.weekly", "")
		}
		rows[i] = row
	}
	return rows
}
