package app

import "strings"

// OccasionBirthday is the code of birthdays among the occasions to greet customers on.
const OccasionBirthday = "birthday"

// Codes of festivals.
const (
	FestivalNewYear        = "new_year"        // 元旦
	FestivalLaba           = "laba"            // 腊八
	FestivalSpring         = "spring"          // 春节
	FestivalLantern        = "lantern"         // 元宵
	FestivalWomen          = "women"           // 妇女节
	FestivalQingming       = "qingming"        // 清明: no greeting
	FestivalLabour         = "labour"          // 劳动节
	FestivalDragonBoat     = "dragon_boat"     // 端午
	FestivalTeachers       = "teachers"        // 教师节
	FestivalMidAutumn      = "mid_autumn"      // 中秋
	FestivalNational       = "national"        // 国庆
	FestivalDoubleNinth    = "double_ninth"    // 重阳
	FestivalWinterSolstice = "winter_solstice" // 冬至
)

// Festivals lists the festivals.
var Festivals = []string{
	FestivalNewYear, FestivalLaba, FestivalSpring, FestivalLantern, FestivalWomen, FestivalQingming, FestivalLabour,
	FestivalDragonBoat, FestivalTeachers, FestivalMidAutumn, FestivalNational, FestivalDoubleNinth, FestivalWinterSolstice,
}

// FestivalName returns the Chinese name of a festival, as records tell of it; "" if there is none of that code.
func FestivalName(code string) string {
	return map[string]string{
		FestivalNewYear: "元旦", FestivalLaba: "腊八", FestivalSpring: "春节", FestivalLantern: "元宵", FestivalWomen: "妇女节",
		FestivalQingming: "清明", FestivalLabour: "劳动节", FestivalDragonBoat: "端午", FestivalTeachers: "教师节",
		FestivalMidAutumn: "中秋", FestivalNational: "国庆", FestivalDoubleNinth: "重阳", FestivalWinterSolstice: "冬至",
	}[code]
}

// Audiences: whom to greet on a festival.
const (
	AudienceAll      = "all"
	AudienceKey      = "key"      // 重点客户 and grade A
	AudienceAB       = "ab"       // grades A and B
	AudienceElders   = "elders"   // 60 years or older
	AudienceWomen    = "women"    //
	AudienceTeachers = "teachers" // by occupation
)

// Audiences lists whom one can choose to greet.
var Audiences = []string{AudienceAll, AudienceKey, AudienceAB, AudienceElders, AudienceWomen, AudienceTeachers}

// AudienceOf returns whom a festival is mostly for, "" where nobody is greeted.
func AudienceOf(festival string) string {
	switch festival {
	case FestivalQingming:
		return ""
	case FestivalSpring, FestivalMidAutumn:
		return AudienceAll
	case FestivalWomen:
		return AudienceWomen
	case FestivalTeachers:
		return AudienceTeachers
	case FestivalDoubleNinth:
		return AudienceElders
	}
	return AudienceAB
}

// InAudience reports whether a customer belongs to an audience on a day.
func InAudience(c Customer, audience string, day Date) bool {
	switch audience {
	case AudienceAll:
		return true
	case AudienceKey:
		return c.Key || c.Grade == "A"
	case AudienceAB:
		return c.Key || c.Grade == "A" || c.Grade == "B"
	case AudienceElders:
		return AgeOn(c.BirthDate, day) >= ElderAge
	case AudienceWomen:
		return c.Sex == SexFemale
	case AudienceTeachers:
		return strings.Contains(c.Occupation, "教师") || strings.Contains(c.Occupation, "老师") || strings.Contains(c.Occupation, "教授")
	}
	return false
}

// Occasion is a festival of the coming weeks, or the birthdays of them together.
type Occasion struct {
	Code     string
	On       Date // "" for the birthdays
	Lunar    Lunar
	Audience string // whom it is mostly for, "" nobody is greeted
	People   int    // to greet
	Greeted  int    // of those
}

// Greeting is one person to greet on one occasion.
type Greeting struct {
	CustomerID string
	Customer   string // name of the card
	Who        string // whose birthday it is: the customer's name, or that of somebody of the family
	Relation   string // of that person to the customer, "" the customer
	Sex        string // of the customer
	Grade      string
	Key        bool
	Phone      string // of the customer: first usable number, unmasked
	WeChat     bool
	On         Date
	Age        int   // the person becomes, on a birthday; else is; -1 not known
	Lunar      Lunar // of the day, where the birthday is kept by the lunar calendar
	Greeted    Instant
	RecordID   string // of the greeting
}
