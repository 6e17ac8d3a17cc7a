package app

// Policy is an insurance policy (保单). Its facts come from the insurer by import only.
type Policy struct {
	ID             string  `rec:"id"` // derived from insurer and number, see PolicyID
	Insurer        string  `rec:"insurer"`
	Number         string  `rec:"number"`
	CustomerID     string  `rec:"customer_id"` // the holder's card
	Product        string  `rec:"product"`
	InsuredAmount  Money   `rec:"insured_amount"`
	Premium        Money   `rec:"premium"`      // per payment
	Mode           string  `rec:"mode"`         // ModeSingle or ModeRegular
	Frequency      string  `rec:"frequency"`    // FreqYear …, "" for single premium
	PayYears       int64   `rec:"pay_years"`    // years premiums are paid
	YearsLeft      int64   `rec:"years_left"`   // years still to pay
	TermYears      int64   `rec:"term_years"`   // 0: for life or unknown
	Term           string  `rec:"term"`         // the term as the insurer writes it: 终身, 至60岁, 10年
	EffectiveOn    Date    `rec:"effective_on"` // 投保日期
	NextDue        Date    `rec:"next_due"`     // 应缴日
	PaidTo         Date    `rec:"paid_to"`
	GraceDays      int64   `rec:"grace_days"` // 0: the usual 60
	MaturesOn      Date    `rec:"matures_on"`
	MaturityAmount Money   `rec:"maturity_amount"`
	PaidOutOn      Date    `rec:"paid_out_on"`
	InsurerStatus  string  `rec:"insurer_status"` // what the insurer says, such as 退保; wins over a computed status
	HolderName     string  `rec:"holder_name,personal"`
	InsuredName    string  `rec:"insured_name,personal"`
	InsuredIDNo    string  `rec:"insured_id_no,personal"`
	InsuredBirth   Date    `rec:"insured_birth,personal"`
	InsuredSex     string  `rec:"insured_sex"`
	InsuredPhone   string  `rec:"insured_phone,personal"`
	Relation       string  `rec:"relation"` // of the insured to the holder: 本人, 配偶 …
	Beneficiaries  string  `rec:"beneficiaries,personal"`
	PayAccount     string  `rec:"pay_account,personal"` // masked: the last four digits at most
	Branch         string  `rec:"branch"`               // 原投保机构
	Circulated     int64   `rec:"circulated"`           // 已分配流转次数
	Converted      bool    `rec:"converted"`            // 曾转保或加保
	AsOf           Date    `rec:"as_of"`                // day of the insurer's file
	Remark         string  `rec:"remark"`
	Doubts         []Doubt `rec:"doubts,personal"` // cells of the file that could not be understood, as written
}

// Doubt is a cell of the insurer's file that was kept as written because it could not be understood.
type Doubt struct {
	Column string `json:"column"` // the file's header
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// Ways of paying premiums.
const (
	ModeSingle  = "single"  // 趸交
	ModeRegular = "regular" // 期交
)

// Frequencies of a regular premium.
const (
	FreqYear    = "year"    // 年交
	FreqHalf    = "half"    // 半年交
	FreqQuarter = "quarter" // 季交
	FreqMonth   = "month"   // 月交
)

// PolicyID returns the id of the policy an insurer gave that number, the same on every machine.
func PolicyID(insurer, number string) string { return DerivedID("policy", insurer, number) }
