package pdf

import "errors"

// Stage says how far what a form says has come.
type Stage string

// Stages of a form.
const (
	StageNone      Stage = ""
	StageDraft     Stage = "draft"     // 草稿
	StageSubmitted Stage = "submitted" // 已提交
	StageConfirmed Stage = "confirmed" // 已确认
)

var stageWords = map[Stage]string{StageNone: "", StageDraft: "草稿", StageSubmitted: "已提交", StageConfirmed: "已确认"}

func (s Stage) words() string { return stageWords[s] }

// MarshalText returns the stage as facts name it.
func (s Stage) MarshalText() ([]byte, error) { return []byte(s), nil }

// UnmarshalText takes the stage's name, or the words the paper shows.
func (s *Stage) UnmarshalText(text []byte) error {
	for stage, words := range stageWords {
		if string(text) == string(stage) || string(text) == words {
			*s = stage
			return nil
		}
	}
	return errors.New("应为 draft（草稿）、submitted（已提交）、confirmed（已确认）之一")
}

// drawStage draws the mark of the form's stage: the further it has come, the stronger.
func (f *form) drawStage(x, y float64) {
	words := f.sheet.Stage.words()
	if words == "" {
		return
	}
	const width, height = 18.0, 6.8
	st, edge := style{points: 10, bold: true, ink: f.sheet.accent()}, f.sheet.rule()
	switch f.sheet.Stage {
	case StageDraft:
		st.ink, edge = grey, pen{width: 0.25, ink: hairInk}
	case StageConfirmed:
		f.tint(x, y, width, height, f.sheet.accent())
		st.ink = white
	}
	f.frame(x, y, width, height, edge)
	f.center(x, middle(y, height, st.points), width, words, st)
}
