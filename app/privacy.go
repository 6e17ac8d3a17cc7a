package app

// Access (查阅记录) notes that somebody had personal data shown in full, copied, printed or exported (product §10). It never
// holds the data itself.
type Access struct {
	ID         string  `rec:"id"`
	PersonID   string  `rec:"person_id"`
	CustomerID string  `rec:"customer_id"` // "" where it is of many, such as an export of a list
	What       string  `rec:"what"`        // phone, id_no, address, account, card, list …
	How        string  `rec:"how"`         // an Access constant
	Count      int64   `rec:"count"`       // of customers, 1 for one
	At         Instant `rec:"at"`
	Note       string  `rec:"note"` // what for; never a value
}

// Ways in which personal data is got at.
const (
	AccessReveal = "reveal" // 显示
	AccessCopy   = "copy"   // 复制
	AccessPrint  = "print"  // 打印
	AccessExport = "export" // 导出
)

// DataRequest (个人信息请求) is what a customer asked for about the own personal data, and what was done (PIPL art. 44–50).
// It is written once, when it has been dealt with or refused.
type DataRequest struct {
	ID         string  `rec:"id"`
	CustomerID string  `rec:"customer_id"`
	PersonID   string  `rec:"person_id"`
	Kind       string  `rec:"kind"` // a Request constant
	Channel    string  `rec:"channel"`
	ReceivedOn Date    `rec:"received_on"`
	DoneAt     Instant `rec:"done_at"`
	Identity   string  `rec:"identity"` // how it was made sure who asked
	Answer     string  `rec:"answer,personal"`
	Refused    bool    `rec:"refused"` // with the reason in Answer
}

// Kinds of requests about one's personal data.
const (
	RequestAccess   = "access"   // 查阅、复制 (art. 45)
	RequestCorrect  = "correct"  // 更正、补充 (art. 46)
	RequestRestrict = "restrict" // 限制或停止使用、撤回同意 (art. 15, 44, 47)
	RequestExplain  = "explain"  // 解释说明 (art. 48)
)
