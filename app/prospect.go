package app

import "slices"

// Stages of a prospect (准客户) by their codes; see ProspectStages.
const (
	ProspectNew       = "new"       // 新增
	ProspectContacted = "contacted" // 已联系
	ProspectMet       = "met"       // 已面谈
	ProspectProposal  = "proposal"  // 已出建议书
	ProspectClosed    = "closed"    // 已成交
	ProspectDropped   = "dropped"   // 暂停跟进
)

// Sources of prospects as they are written on a card; older cards hold other words.
const (
	SourceFriend   = "缘故"
	SourceReferral = "转介绍"
	SourceCold     = "陌拜"
	SourceActivity = "活动"
	SourceBranch   = "银行网点"
	SourceOther    = "其他"
)

// ProspectSources lists the sources in the order forms offer them.
var ProspectSources = []string{SourceFriend, SourceReferral, SourceCold, SourceActivity, SourceBranch, SourceOther}

// StageOf returns the stage of a prospect; a card without one stands at the first.
func StageOf(c Customer) string {
	if slices.Contains(ProspectStages, c.ProspectStage) {
		return c.ProspectStage
	}
	return ProspectNew
}

// SourceOf returns which of the sources a card names; another wording is other.
func SourceOf(c Customer) string {
	if slices.Contains(ProspectSources, c.Source) {
		return c.Source
	}
	return SourceOther
}

// ProspectRow is one line of the list of prospects.
type ProspectRow struct {
	ID         string
	Name       string
	Sex        string
	Phone      string // first usable number, unmasked
	Stage      string
	Source     string // as written on the card
	Referrer   string // name of who recommended
	ReferrerID string
	OpenedOn   Date
	Last       Instant // newest contact
	LastText   string  // what was done then
	Next       string  // next step of the newest record that names one
	NextOn     Date
	Notes      string
	Silent     bool // must not be contacted
	Won        bool // has become a customer
}

// ProspectFigures counts the prospects entered in a month.
type ProspectFigures struct {
	Month    string
	New      int
	ByStage  map[string]int // of those, by how far they have come
	BySource map[string]int
}

// ProspectFiguresOf counts the prospects that were entered in a month (2006-01).
func ProspectFiguresOf(rows []ProspectRow, month string) ProspectFigures {
	f := ProspectFigures{Month: month, ByStage: map[string]int{}, BySource: map[string]int{}}
	for _, r := range rows {
		if r.OpenedOn.Month() != month {
			continue
		}
		f.New++
		f.ByStage[r.Stage]++
		f.BySource[SourceOf(Customer{Source: r.Source})]++
	}
	return f
}
