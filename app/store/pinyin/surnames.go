package pinyin

// surnames lists single surnames whose reading as a surname is not the most common one of the character, or of which
// dictionaries put another reading first.
var surnames = map[rune]string{
	'单': "shan", '仇': "qiu", '解': "xie", '曾': "zeng", '查': "zha", '区': "ou", '朴': "piao", '盖': "ge",
	'缪': "miao", '翟': "zhai", '任': "ren", '华': "hua", '乐': "yue", '覃': "qin", '谌': "chen", '冼': "xian",
	'员': "yun", '种': "chong", '繁': "po", '召': "shao", '过': "guo", '黑': "he", '折': "she", '秘': "bi",
	'隗': "wei", '逄': "pang", '牟': "mu", '祭': "zhai", '洗': "xian", '幺': "yao", '邸': "di", '郇': "xun",
	'尉': "wei", '宓': "mi", '撒': "sa", '钭': "tou", '厍': "she", '晟': "cheng", '适': "kuo", '那': "na",
	'褚': "chu", '祝': "zhu", '车': "che", '石': "shi", '沈': "shen", '贾': "jia", '俞': "yu", '柏': "bai",
	'宿': "su", '葛': "ge", '曲': "qu", '宁': "ning", '晁': "chao", '鲍': "bao", '卜': "bu", '燕': "yan",
	'应': "ying", '哈': "ha", '纪': "ji", '令': "ling", '莘': "shen", '芮': "rui", '訾': "zi", '臧': "zang",
	'费': "fei", '郗': "xi", '洪': "hong", '重': "chong", '句': "gou", '笮': "ze", '行': "xing", '无': "wu",
	'伍': "wu", '吕': "lv", '律': "lv", '闾': "lv",
}

// compounds lists surnames of two characters with their reading.
var compounds = map[string][]string{
	"欧阳": {"ou", "yang"}, "司马": {"si", "ma"}, "诸葛": {"zhu", "ge"}, "上官": {"shang", "guan"},
	"慕容": {"mu", "rong"}, "皇甫": {"huang", "fu"}, "东方": {"dong", "fang"}, "司徒": {"si", "tu"},
	"夏侯": {"xia", "hou"}, "公孙": {"gong", "sun"}, "尉迟": {"yu", "chi"}, "万俟": {"mo", "qi"},
	"长孙": {"zhang", "sun"}, "澹台": {"tan", "tai"}, "单于": {"chan", "yu"}, "令狐": {"ling", "hu"},
	"宇文": {"yu", "wen"}, "端木": {"duan", "mu"}, "独孤": {"du", "gu"}, "南宫": {"nan", "gong"},
	"百里": {"bai", "li"}, "呼延": {"hu", "yan"}, "轩辕": {"xuan", "yuan"}, "西门": {"xi", "men"},
	"司空": {"si", "kong"}, "赫连": {"he", "lian"}, "公冶": {"gong", "ye"}, "申屠": {"shen", "tu"},
	"濮阳": {"pu", "yang"}, "淳于": {"chun", "yu"}, "钟离": {"zhong", "li"}, "闻人": {"wen", "ren"},
	"公羊": {"gong", "yang"}, "太史": {"tai", "shi"}, "拓跋": {"tuo", "ba"}, "纳兰": {"na", "lan"},
	"第五": {"di", "wu"}, "东郭": {"dong", "guo"}, "子车": {"zi", "ju"}, "亓官": {"qi", "guan"},
}
