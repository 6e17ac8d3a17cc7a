package app

import (
	"regexp"
	"strings"
)

var (
	provincePattern = regexp.MustCompile(`^(?:中国)?(?:\p{Han}{2,8}?(?:省|自治区|特别行政区))`)
	cityPattern     = regexp.MustCompile(`^\p{Han}{2,7}?(?:市|自治州|地区|盟)`)
	countyPattern   = regexp.MustCompile(`^\p{Han}{1,8}?(?:区|县|旗|市)`)
)

// DistrictOf returns the district, county or county-level city an address lies in (浦东新区, 常熟市), "" where the text
// does not begin with province, city and district as addresses do.
func DistrictOf(address string) string {
	t := WithoutSpaces(Visible(address))
	t = strings.TrimPrefix(t, provincePattern.FindString(t))
	t = strings.TrimPrefix(t, cityPattern.FindString(t))
	d := countyPattern.FindString(t)
	for _, estate := range []string{"小区", "社区", "园区", "校区", "库区", "厂区", "片区", "会客区", "办公区", "生活区", "家属区", "住宅区", "服务区"} {
		if strings.HasSuffix(d, estate) {
			return ""
		}
	}
	return d
}
