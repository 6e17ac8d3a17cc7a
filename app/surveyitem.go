package app

// SurveyItem is a service that customers rate from 1 to 5, for its importance and for their satisfaction.
type SurveyItem struct {
	ID    string // key of the answers in Survey; the window translates "survey.item.<id>"
	Group string // items of one group stand together
	Text  string // as the printed form says it
}

// SurveyItems returns the items of the questionnaire the centre starts with; among them how the customer accepts the
// planner, which 002 §三.七 asks for.
func SurveyItems() []SurveyItem {
	return []SurveyItem{
		{"manner", "服务人员", "仪容举止得体，守时守约"},
		{"skill", "服务人员", "专业知识扎实，讲解清楚"},
		{"acceptance", "服务人员", "对保险规划师的接受程度"},
		{"terms", "保单服务", "条款解释准确、通俗易懂"},
		{"payment", "保单服务", "续期交费提醒与方式确认"},
		{"changes", "保单服务", "保单变更（保全）的办理效率"},
		{"review", "保单服务", "保单整理与保障建议"},
		{"claims", "理赔关怀", "理赔及满期给付的协助"},
		{"answers", "理赔关怀", "疑问与投诉的答复处理"},
		{"care", "理赔关怀", "生日、节日问候与客户活动"},
	}
}

// RatingLowest and RatingHighest bound an answer of the questionnaire (product §8).
const (
	RatingLowest  = 1
	RatingHighest = 5
)

// SurveyAnswers are what a customer answered on the screen.
type SurveyAnswers struct {
	CustomerID string
	PolicyID   string // "" the card's first
	VisitID    string // visit during which it was filled in, "" none
	Importance map[string]int
	Rating     map[string]int
	Comment    string
}

// Missing returns the id of the first item that lacks an answer or has one out of bounds, "" for none.
func (a SurveyAnswers) Missing() string {
	for _, item := range SurveyItems() {
		for _, answers := range []map[string]int{a.Importance, a.Rating} {
			if n := answers[item.ID]; n < RatingLowest || n > RatingHighest {
				return item.ID
			}
		}
	}
	return ""
}
