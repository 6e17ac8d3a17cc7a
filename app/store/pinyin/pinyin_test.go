package pinyin

import (
	"slices"
	"testing"
)

// Names that ordinary dictionaries get wrong, and ordinary ones that must stay right.
func TestHardNames(t *testing.T) {
	names := map[string]string{
		"单雄信": "shanxiongxin", "仇英": "qiuying", "解缙": "xiejin", "曾国藩": "zengguofan", "查良镛": "zhaliangyong",
		"尉迟恭": "yuchigong", "区志强": "ouzhiqiang", "朴树": "piaoshu", "盖叫天": "gejiaotian", "缪荃孙": "miaoquansun",
		"翟天临": "zhaitianlin", "任正非": "renzhengfei", "华罗庚": "hualuogeng", "乐毅": "yueyi", "覃海洋": "qinhaiyang",
		"万俟卨": "moqixie", "长孙无忌": "zhangsunwuji", "吕布": "lvbu", "沈从文": "shencongwen", "石勒": "shile",
		"贾宝玉": "jiabaoyu", "柏杨": "baiyang", "种师道": "chongshidao", "张三丰": "zhangsanfeng", "俞敏洪": "yuminhong",
		"宁静": "ningjing", "褚时健": "chushijian", "车晓": "chexiao", "牟其中": "muqizhong", "谌龙": "chenlong",
		"那英": "naying", "洪重阳": "hongchongyang", "郑行长": "zhengxingchang", "阿迪力·买买提": "adilimaimaiti",
		"欧阳修": "ouyangxiu", "曲波": "qubo", "葛优": "geyou", "晁盖": "chaogai",
	}
	for name, want := range names {
		k := Of(name)
		if !slices.Contains(k.Full, want) {
			t.Errorf("%s: %v lack %s", name, k.Full, want)
		}
		if len(k.Full) > 2*maxSpellings {
			t.Errorf("%s has %d spellings", name, len(k.Full))
		}
	}
}

func TestKeys(t *testing.T) {
	for _, c := range []struct {
		name, key string
		of        func(Keys) []string
	}{
		{"张三丰", "zsf", func(k Keys) []string { return k.Initials }},
		{"张三丰", "sanfeng", func(k Keys) []string { return k.Given }},
		{"张三丰", "sf", func(k Keys) []string { return k.Given }},
		{"尉迟恭", "ycg", func(k Keys) []string { return k.Initials }},
		{"尉迟恭", "gong", func(k Keys) []string { return k.Given }},
		{"吕布", "lubu", func(k Keys) []string { return k.Full }},
		{"John Smith", "johnsmith", func(k Keys) []string { return k.Full }},
		{"王𬱖", "wangdi", func(k Keys) []string { return k.Full }},
	} {
		if got := c.of(Of(c.name)); !slices.Contains(got, c.key) {
			t.Errorf("%s: %v lack %s", c.name, got, c.key)
		}
	}
	if got := Of(""); len(got.Full)+len(got.Initials)+len(got.Given) != 0 {
		t.Errorf("an empty name has keys %v", got)
	}
	if a, b := Sort("李安"), Sort("李冰"); a >= b {
		t.Errorf("%q is not before %q", a, b)
	}
}
