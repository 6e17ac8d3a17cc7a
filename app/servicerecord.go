package app

// ServiceRecord (服务记录) is one contact with a customer. It is written once; a correction and an undo are new records
// that point at the old one, and lists and figures skip both what is withdrawn and the withdrawal.
type ServiceRecord struct {
	ID         string  `rec:"id"`
	CustomerID string  `rec:"customer_id"`
	PolicyID   string  `rec:"policy_id"`
	CaseID     string  `rec:"case_id"`
	PersonID   string  `rec:"person_id"`
	Channel    string  `rec:"channel"` // a Channel constant
	At         Instant `rec:"at"`      // when it happened
	RecordedAt Instant `rec:"recorded_at"`
	ClockOff   int64   `rec:"clock_off"`      // measured offset of the laptop's clock in milliseconds
	Stage      string  `rec:"stage"`          // StageFirstCall …: what the contact was for
	Spoke      string  `rec:"spoke,personal"` // with whom
	Phone      string  `rec:"phone,personal"` // the number called
	Outcome    string  `rec:"outcome"`        // an Outcome constant
	// The three things the rule book demands of every record (002 §三.一.2).
	Content  string   `rec:"content,personal"`  // 本次服务内容
	Attitude string   `rec:"attitude,personal"` // 客户的态度
	Answer   string   `rec:"answer,personal"`   // 问题解答及处理结果
	Items    []string `rec:"items"`             // services given, Item constants (002 §二.三)
	PayWay   string   `rec:"pay_way"`           // way of paying confirmed, "" not asked
	NextStep string   `rec:"next_step,personal"`
	NextOn   Date     `rec:"next_on"`
	// A question left open is a promise with a due day.
	Promise       string `rec:"promise,personal"`
	PromiseBy     Date   `rec:"promise_by"`
	Kept          string `rec:"kept"` // id of the record whose promise this one keeps
	AppointmentID string `rec:"appointment_id"`
	VisitID       string `rec:"visit_id"`
	ScriptID      string `rec:"script_id"`
	Corrects      string `rec:"corrects"`  // id of the record this one replaces
	Withdraws     string `rec:"withdraws"` // id of the record this one takes back
}

// Channels of a contact.
const (
	ChannelVisit  = "visit"  // 上门
	ChannelPhone  = "phone"  // 电话
	ChannelLetter = "letter" // 信函
	ChannelOnline = "online" // 网络
	ChannelGift   = "gift"   // 附加值: gifts, activities, greetings
	// ChannelMessage is of scripts only: texts to send by WeChat or SMS. Records of them have ChannelOnline.
	ChannelMessage = "message"
)

// Outcomes of a call or visit.
const (
	OutcomeAgreed    = "agreed"    // 同意见面
	OutcomeCallBack  = "call_back" // 改时再拨
	OutcomeNoAnswer  = "no_answer" // 无人接听
	OutcomeWrong     = "wrong"     // 号码有误
	OutcomeRefused   = "refused"   // 不愿见面: the way of paying must be confirmed (002 §二.一.4)
	OutcomeComplaint = "complaint" // 投诉
	OutcomeDone      = "done"      // 已完成
	OutcomeConfirmed = "confirmed" // 再次确认
	OutcomeNoShow    = "no_show"   // 客户爽约
)

// Stages of service of a card (product §5).
const (
	StageFirstCall  = "first_call"
	StageConfirm    = "confirm" // the second confirmation before leaving
	StageFirstVisit = "first_visit"
	StageReturn     = "return"
	StageNoShow     = "no_show"
	StagePayment    = "payment"
	StageBirthday   = "birthday" // 生日祝福 (002 §二.四.1)
	StageFestival   = "festival" // 节日祝福
	StageThanks     = "thanks"   // after a visit or a paid premium
	StageInvite     = "invite"   // to an activity
	StageLapsed     = "lapsed"   // 失效保单复效
	StageMaturity   = "maturity" // 满期提醒
)

// Services given in a contact (基本保单服务, 002 §二.三).
const (
	ItemTerms    = "terms"    // 解释条款
	ItemFacts    = "facts"    // 核实保单信息
	ItemRemind   = "remind"   // 提醒交费
	ItemPayWay   = "pay_way"  // 确认交费方式
	ItemTransfer = "transfer" // 办理转账
	ItemChanges  = "changes"  // 保全
	ItemReview   = "review"   // 保单整理
	ItemAdvice   = "advice"   // 保险建议
	ItemGreeting = "greeting" // 生日、节日祝福
	ItemActivity = "activity" // 客户活动
)
