package app

// PolicyStatus is what follows from a policy's facts and a day (product §3). It is computed, never stored.
type PolicyStatus string

// Statuses of a policy.
const (
	StatusInForce    PolicyStatus = "in_force"
	StatusDueSoon    PolicyStatus = "due_soon"              // a premium due within 30 days
	StatusInGrace    PolicyStatus = "in_grace"              // 宽限期
	StatusLapsed     PolicyStatus = "lapsed"                // 效力中止, within two years
	StatusExpired    PolicyStatus = "reinstatement_expired" // 复效期已过; never called terminated by ourselves
	StatusMatured    PolicyStatus = "matured"
	StatusTerminated PolicyStatus = "terminated" // said by the insurer only
)

// PolicyState is a status with the days that belong to it.
type PolicyState struct {
	Status   PolicyStatus
	DaysLeft int    // to the due day, the end of grace or the end of reinstatement; 0 otherwise
	Until    Date   // that day
	Said     string // the insurer's own word, where it decided
}
