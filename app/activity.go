package app

// Activity (客户活动) is an occasion to which customers are invited: a 客户服务节, a 联谊会, a 座谈会 (002 §二.四).
type Activity struct {
	ID       string  `rec:"id"`
	Kind     string  `rec:"kind"` // an Activity kind
	Title    string  `rec:"title"`
	StartsAt Instant `rec:"starts_at"`
	EndsAt   Instant `rec:"ends_at"`
	Place    string  `rec:"place"`
	Host     string  `rec:"host"`      // who holds it, as an invitation names it
	Capacity int64   `rec:"capacity"`  // seats for customers and those they bring, 0 without limit
	Note     string  `rec:"note,text"` // what happens there, as an invitation tells it
	Owner    string  `rec:"owner"`     // person id of who prepares it
	Status   string  `rec:"status,status"`
}

// Kinds of activities.
const (
	ActivityFestival = "festival" // 客户服务节
	ActivityParty    = "party"    // 客户联谊会
	ActivityTalk     = "talk"     // 座谈会、讲座
	ActivityHealth   = "health"   // 健康体检、义诊
	ActivityOther    = "other"
)

// ActivityKinds lists the kinds of activities in the order forms offer them.
var ActivityKinds = []string{ActivityFestival, ActivityParty, ActivityTalk, ActivityHealth, ActivityOther}

// Statuses of an activity.
const (
	ActivityPlanned   = "planned"
	ActivityHeld      = "held"
	ActivityCancelled = "cancelled"
)

// Invitation (邀请) is one customer's invitation to one activity.
type Invitation struct {
	ID         string  `rec:"id"` // derived from activity and customer, see InvitationID
	CustomerID string  `rec:"customer_id"`
	ActivityID string  `rec:"activity_id"`
	PersonID   string  `rec:"person_id"` // who invites
	InvitedAt  Instant `rec:"invited_at"`
	AnsweredAt Instant `rec:"answered_at"`
	Guests     int64   `rec:"guests"` // whom the customer brings, without the customer
	Status     string  `rec:"status,status"`
	Note       string  `rec:"note,text,personal"`
}

// Statuses of an invitation.
const (
	InvitationListed   = "listed"   // 拟邀请: chosen, not yet told
	InvitationSent     = "sent"     // 已邀请
	InvitationAccepted = "accepted" // 答应参加
	InvitationDeclined = "declined" // 谢绝
	InvitationCame     = "came"     // 已到场
	InvitationAbsent   = "absent"   // 未到场
)

// InvitationID returns the id of the invitation of a customer to an activity.
func InvitationID(activityID, customerID string) string {
	return DerivedID("invitation", activityID, customerID)
}
