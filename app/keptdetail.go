package app

// KeptDetail is what is needed to settle a kept value beside the value itself.
type KeptDetail struct {
	Now       string  // canonical JSON of the field as it stands now, which may be newer than Kept.Winner
	NowAuthor string  // name of who wrote that, "" if this laptop has not learnt of it
	NowOwn    bool    // the person who asks wrote it
	NowAt     Instant // when; 0 if it is not known
	Own       bool    // the person who asks wrote the value that lost
	Text      bool    // both may be joined to one text
	Row       string  // what the row is, beside the customer's name: a policy number, a day; "" none
}
