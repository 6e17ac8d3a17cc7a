package app

// InvitationDropped is the status of an invitation taken off the list: nobody is told of it.
const InvitationDropped = "dropped" // 不再邀请

// ActivityRoles may prepare activities for customers; every planner may invite to them.
var ActivityRoles = []string{RoleServiceDesk, RoleCentreManager, RoleDepartmentManager, RoleSupervisor}

// InvitationSteps returns the statuses an invitation may go on to, in the order they are offered.
func InvitationSteps(status string) []string {
	switch status {
	case InvitationListed:
		return []string{InvitationSent, InvitationAccepted, InvitationDeclined, InvitationDropped}
	case InvitationSent:
		return []string{InvitationAccepted, InvitationDeclined, InvitationCame, InvitationAbsent}
	case InvitationAccepted:
		return []string{InvitationCame, InvitationAbsent, InvitationDeclined}
	case InvitationDeclined:
		return []string{InvitationAccepted, InvitationCame}
	case InvitationCame:
		return []string{InvitationAbsent}
	case InvitationAbsent:
		return []string{InvitationCame}
	case InvitationDropped:
		return []string{InvitationListed}
	}
	return nil
}

// ActivityCounts are the figures of an activity as far as this laptop's customers go.
type ActivityCounts struct {
	Listed, Sent, Accepted, Declined, Came, Absent int
	Seats                                          int // taken by those who accepted or came, with whom they bring
}

// CountInvitations sums up the invitations of one activity; those taken off the list do not count.
func CountInvitations(all []Invitation) ActivityCounts {
	var n ActivityCounts
	for _, i := range all {
		switch i.Status {
		case InvitationListed:
			n.Listed++
		case InvitationSent:
			n.Sent++
		case InvitationAccepted:
			n.Accepted++
			n.Seats += 1 + int(i.Guests)
		case InvitationDeclined:
			n.Declined++
		case InvitationCame:
			n.Came++
			n.Seats += 1 + int(i.Guests)
		case InvitationAbsent:
			n.Absent++
		}
	}
	return n
}

// ActivityRow is one line of the list of activities.
type ActivityRow struct {
	Activity Activity
	Owner    string // name
	Counts   ActivityCounts
}

// InvitationRow is one invited customer.
type InvitationRow struct {
	Invitation Invitation
	Name       string
	Sex        string
	Grade      string
	Key        bool
	Phone      string // unmasked
	District   string
	Silent     bool // must not be contacted
}

// ActivityView is one activity with its invitations, in the order of names.
type ActivityView struct {
	Row         ActivityRow
	Invitations []InvitationRow
}

// Invitee is a customer who could be invited.
type Invitee struct {
	ID       string
	Name     string
	Sex      string
	Grade    string
	Key      bool
	Prospect bool
	District string
	Phone    string
	Age      int     // -1 not known
	Invited  int     // how often so far, to other activities
	Last     Instant // newest contact
}

// InvitationStep is a change of the status of an invitation that can be taken back.
type InvitationStep struct {
	ID       string // of the invitation
	From     string // "" it was made
	To       string
	RecordID string // of the record it wrote, "" none
}
