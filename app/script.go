package app

// Script (约访话术) is what to say on one occasion; versioned and published by the centre. Texts hold place-holders in
// braces, such as {客户} {称呼} {险种} {应缴日} {保费} {规划师} {公司} {执业证号}.
type Script struct {
	ID          string       `rec:"id"`
	Reason      string       `rec:"reason"` // a handover reason, "" any
	Stage       string       `rec:"stage"`  // a Stage constant
	Channel     string       `rec:"channel"`
	Title       string       `rec:"title"`
	Steps       []ScriptStep `rec:"steps"`
	Objections  []Objection  `rec:"objections"`
	Version     int64        `rec:"version"`
	PublishedOn Date         `rec:"published_on"`
}

// ScriptStep is one step of a script.
type ScriptStep struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Objection is what a customer may object, and the answer.
type Objection struct {
	Says   string `json:"says"`
	Answer string `json:"answer"`
}
