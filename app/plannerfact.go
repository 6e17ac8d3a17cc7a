package app

import "slices"

// plannerFacts are the fields of a Customer that planners write down themselves. The others follow from steps of service
// (opening, checking, prospecting) or come with the card.
var plannerFacts = []string{
	"name", "sex", "birth_date", "lunar_birthday", "id_no", "phones", "addresses", "wechat", "employer", "occupation", "income_band",
	"marriage", "family", "best_time", "best_channel", "grade", "key_customer", "do_not_contact", "quiet_from", "quiet_to",
	"consent_on", "notes",
}

// PlannerFact reports whether a field of a Customer is one that planners edit on the card.
func PlannerFact(field string) bool { return slices.Contains(plannerFacts, field) }
