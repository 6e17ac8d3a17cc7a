package app

// Customer is a customer (客户) with the facts of the service card (客户服务卡).
type Customer struct {
	ID            string     `rec:"id"`
	CardNo        string     `rec:"card_no"`
	Name          string     `rec:"name,personal"`
	Sex           string     `rec:"sex"` // SexMale, SexFemale or ""
	BirthDate     Date       `rec:"birth_date,personal"`
	LunarBirthday bool       `rec:"lunar_birthday"` // the customer keeps the birthday by the lunar calendar
	IDType        string     `rec:"id_type"`        // IDCard, IDCard15, or another paper's Chinese name
	IDNo          string     `rec:"id_no,personal"` // as given, kept even when it is wrong
	Phones        []Phone    `rec:"phones,set,personal"`
	Addresses     []Address  `rec:"addresses,set,personal"`
	WeChat        string     `rec:"wechat,personal"`
	Employer      string     `rec:"employer,personal"`
	Occupation    string     `rec:"occupation"`
	IncomeBand    string     `rec:"income_band"` // a code of the published list, such as "5-10"
	Marriage      string     `rec:"marriage"`
	Family        []Relative `rec:"family,set,personal"`
	BestTime      string     `rec:"best_time"`    // when the customer likes to be called
	BestChannel   string     `rec:"best_channel"` // a Channel
	Grade         string     `rec:"grade"`        // A, B or C
	Key           bool       `rec:"key_customer"` // 重点客户
	DoNotContact  bool       `rec:"do_not_contact"`
	QuietFrom     string     `rec:"quiet_from"` // 15:04; with QuietTo the hours in which not to call
	QuietTo       string     `rec:"quiet_to"`
	ConsentOn     Date       `rec:"consent_on"`     // consent to use personal information, "" none
	Source        string     `rec:"source"`         // where the customer came from: import, or a prospect's source
	Prospect      bool       `rec:"prospect"`       // 准客户: has no policy with us yet
	ProspectStage string     `rec:"prospect_stage"` // how far it has come, a ProspectStages code
	ReferrerID    string     `rec:"referrer_id"`    // customer id of who recommended this one (转介绍人)
	OpenedOn      Date       `rec:"opened_on"`      // day the service card was opened (建卡)
	CheckedOn     Date       `rec:"checked_on"`     // day the data was checked and completed (资料确认)
	Notes         string     `rec:"notes,text,personal"`
}

// ProspectStages are the stages of a prospect in order (准客户的积累, 002 §四.2), as codes; the window translates
// "prospect.stage.<code>". "" counts as the first.
var ProspectStages = []string{"new", "contacted", "met", "proposal", "closed", "dropped"}

// Sexes of customers and insured persons.
const (
	SexMale   = "male"
	SexFemale = "female"
)

// Types of identity papers the program can check.
const (
	IDCard   = "身份证"
	IDCard15 = "15位身份证" // the number of before 1999
)

// Phone is one phone number of a customer.
type Phone struct {
	Number string `json:"number"`          // normalised: 13812345678, 021-62345678; as written if it is none
	Kind   string `json:"kind"`            // PhoneMobile, PhoneLandline or PhoneInvalid
	Label  string `json:"label,omitempty"` // whose or which: 单位, 家
	Wrong  bool   `json:"wrong,omitempty"` // found to be a wrong number in a call
}

// Kinds of phone numbers.
const (
	PhoneMobile   = "mobile"
	PhoneLandline = "landline"
	PhoneInvalid  = "invalid"
)

// Address is one address of a customer.
type Address struct {
	Text     string `json:"text"` // as a letter would carry it
	District string `json:"district,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Label    string `json:"label,omitempty"`
	Wrong    bool   `json:"wrong,omitempty"`
}

// Relative is one member of a customer's family.
type Relative struct {
	Name       string `json:"name"`
	Relation   string `json:"relation"` // 配偶, 子女, 父母 …
	BirthDate  Date   `json:"birth_date,omitempty"`
	CustomerID string `json:"customer_id,omitempty"` // where the relative has a card too
	Note       string `json:"note,omitempty"`
}

// Verification (核实) is one check of a contact fact with its outcome. A fact is verified while its newest verification
// names its present value and says so.
type Verification struct {
	ID         string  `rec:"id"`
	CustomerID string  `rec:"customer_id"`
	Fact       string  `rec:"fact"`           // name of a Customer field: phones, addresses, id_no …
	Value      string  `rec:"value,personal"` // the value checked: a phone number, an address
	OK         bool    `rec:"ok"`
	How        string  `rec:"how"` // a Channel
	PersonID   string  `rec:"person_id"`
	At         Instant `rec:"at"`
}
