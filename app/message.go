package app

import (
	"slices"
	"strings"
)

// MessageWant says what a text for WeChat or SMS is wanted for. All but CustomerID may be empty.
type MessageWant struct {
	CustomerID    string
	PolicyID      string
	AppointmentID string
	ActivityID    string
	Stage         string // a Stage constant; "" offers the texts of all stages
	Topic         string // such as a festival's code; "" offers all of the stage
}

// Message is a text ready to be sent: a script with ChannelMessage, filled for a customer.
type Message struct {
	ScriptID string
	To       string // the customer's name
	Title    string
	Stage    string
	Topic    string
	Text     string
}

// MessageSent says that a text was sent to a customer.
type MessageSent struct {
	MessageWant
	ScriptID string
	Title    string
	Text     string
}

// SMS lengths in characters (GSM 03.40 in UCS-2): a single text, and each part of one that was divided.
const (
	smsSingle = 70
	smsPart   = 67
)

// SMSParts returns how many short messages a text takes, 0 for an empty one. Characters above U+FFFF count twice.
func SMSParts(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xffff {
			n++
		}
	}
	switch {
	case n == 0:
		return 0
	case n <= smsSingle:
		return 1
	}
	return (n + smsPart - 1) / smsPart
}

// OfTopic reports whether a script is for a topic: it names it, or is a variant of it, as spring.elder is of spring.
func (s Script) OfTopic(topic string) bool {
	return topic == "" || s.Topic == topic || strings.HasPrefix(s.Topic, topic+".")
}

// ElderAge is the age from which a customer is greeted as an elder (老年人: 60, 老年人权益保障法 第2条), on 重阳 too, and looked at as one in a policy review.
const ElderAge = 60

// PickMessages returns the texts for an occasion, the most fitting first: of the wanted stage, or of all; those for
// another handover reason, and retired ones, are left out. Where a text says the same for any reason and for the
// customer's own, the latter comes.
func PickMessages(all []Script, want MessageWant, f ScriptFacts) []Script {
	var out []Script
	for _, s := range all {
		if s.Channel != ChannelMessage || s.Retired || len(s.Steps) == 0 ||
			want.Stage != "" && (s.Stage != want.Stage || !s.OfTopic(want.Topic)) ||
			s.Reason != "" && s.Reason != f.Reason && !(f.Reason == "" && s.Reason == ReasonNew) {
			continue
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b Script) int {
		if a.Stage != b.Stage {
			return slices.Index(MessageStages, a.Stage) - slices.Index(MessageStages, b.Stage)
		}
		if d := f.suits(b) - f.suits(a); d != 0 {
			return d
		}
		return topicPlace(a) - topicPlace(b)
	})
	return out
}

// messageTopics are the topics of the texts a centre starts with, in the order of the matter they are about.
var messageTopics = strings.Fields(`introduce no_answer card papers agreed eve day on_way arrived late moved cancelled missed again
	before before_auto due grace grace_end failed_balance failed_account failed told_paid lapsed reinstate reinstate_end
	elder peer key lunar family first_visit visit payment survey referral came invite invite.key accepted remind declined absent
	hello contact review weather promise`)

// topicPlace is the place of a text's topic; topics of the centre's own come last.
func topicPlace(s Script) int {
	if i := slices.Index(messageTopics, s.Topic); i >= 0 {
		return i
	}
	return len(messageTopics)
}

// MessageStages are the stages that have texts to send, in the order they are offered.
var MessageStages = []string{
	StageConfirm, StagePayment, StageLapsed, StageMaturity, StageFirstCall, StageFirstVisit, StageReturn, StageNoShow,
	StageThanks, StageBirthday, StageFestival, StageInvite,
}

// suits says how well a text fits the facts, the larger the better; 0 for one that is no worse than others.
func (f ScriptFacts) suits(s Script) int {
	topic := s.Topic
	if f.Topic != "" && topic == f.Topic {
		return 4
	}
	_, variant, _ := strings.Cut(topic, ".")
	switch topic {
	case "elder", "key", "peer", "lunar":
		variant = topic
	}
	elder := AgeOn(f.Customer.BirthDate, f.Today) >= ElderAge
	key := f.Customer.Key || f.Customer.Grade == "A"
	switch variant {
	case "elder":
		return choose(elder, 2, -2)
	case "key":
		return choose(key, 3, -2)
	case "lunar":
		return choose(f.Customer.LunarBirthday, 1, -3)
	case "peer":
		return choose(elder, -1, 1)
	}
	return f.suitsPolicy(s.Stage, topic)
}

// suitsPolicy ranks the texts about a premium, a lapsed and a maturing policy by how the policy stands.
func (f ScriptFacts) suitsPolicy(stage, topic string) int {
	st := State(f.Policy, f.Today)
	fit := ""
	switch {
	case stage == StagePayment && st.Status == StatusInGrace:
		fit = "grace"
		if st.DaysLeft <= graceEndDays {
			fit = "grace_end"
		}
	case stage == StagePayment && f.Policy.Boundaries().Due == f.Today && f.Today != "":
		fit = "due"
	case stage == StagePayment && f.Policy.PayAccount != "":
		fit = "before_auto"
	case stage == StagePayment:
		fit = "before"
	case stage == StageLapsed && st.Status == StatusLapsed && st.DaysLeft <= reinstateEndDays:
		fit = "reinstate_end"
	case stage == StageMaturity && st.Status == StatusMatured:
		fit = "due"
	case stage == StageConfirm && f.At != 0 && f.At.Date() == f.Today:
		fit = "day"
	case stage == StageConfirm && f.At != 0:
		fit = "eve"
	}
	return choose(fit != "" && topic == fit, 1, 0)
}

// Days before the end of a period from which a text about its end is offered first.
const (
	graceEndDays     = 15
	reinstateEndDays = 60
)

func choose(yes bool, a, b int) int {
	if yes {
		return a
	}
	return b
}
