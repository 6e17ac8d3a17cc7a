package app

import (
	"regexp"
	"strings"
)

var (
	// bareProvince is a province or a city with its rank left off, as people write addresses.
	bareProvince = regexp.MustCompile(`^(?:北京|上海|天津|重庆|内蒙古|广西|西藏|宁夏|新疆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)`)
	// zonePattern is a development zone or a new area, which serve as districts.
	zonePattern = regexp.MustCompile(`^\p{Han}{0,12}?(?:开发区|高新区|工业园区|产业园区|度假区|保税区|示范区|新区)`)
	// townPattern is what comes below a city without districts, as in 东莞 and 中山, or below a county.
	townPattern = regexp.MustCompile(`^\p{Han}{1,6}?(?:街道|镇|乡)`)
)

// AreaOf returns the part of a town an address lies in, to go from one to the next without crossing the town twice: the
// district where it names one, otherwise the zone, the street office or town, or the city; "" where it says neither.
func AreaOf(address string) string {
	t := WithoutSpaces(Visible(address))
	t = strings.TrimPrefix(t, provincePattern.FindString(t))
	if rest := strings.TrimPrefix(t, bareProvince.FindString(t)); rest != t && !strings.HasPrefix(rest, "市") && !strings.HasPrefix(rest, "路") {
		t = rest
	}
	city := cityPattern.FindString(t)
	rest := strings.TrimPrefix(t, city)
	zone, d := zonePattern.FindString(rest), DistrictOf(t)
	switch {
	case d != "":
		return d
	case zone != "":
		return zone
	}
	if town := townPattern.FindString(rest); town != "" && city != "" {
		return town
	}
	return city
}
