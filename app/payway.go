package app

// Ways of paying a renewal premium, as records keep and forms print them. Planners take no money (product §3), so every
// way leads from the customer's account to the insurer.
const (
	PayAuto     = "银行自动扣款"
	PayTransfer = "银行转账"
	PayApp      = "官方App交费"
	PayCounter  = "公司柜台交费"
)

// PayWays lists the ways of paying, the usual one first.
var PayWays = []string{PayAuto, PayTransfer, PayApp, PayCounter}
