package app

import "testing"

func TestNormalName(t *testing.T) {
	for in, want := range map[string]string{
		"王𬱖": "王𬱖", "尉迟恭": "尉迟恭", " 张　伟 ": "张伟", "张  伟": "张伟", "阿不都·热合曼": "阿不都·热合曼", "阿不都・热合曼": "阿不都·热合曼",
		"阿不都•热合曼": "阿不都·热合曼", "阿不都.热合曼": "阿不都·热合曼", "阿不都 · 热合曼": "阿不都·热合曼", "John  Smith": "John Smith",
		"J. Smith": "J. Smith", "王\n芳": "王芳", "王\u200b芳": "王芳", "﨑山": "﨑山", "Ａ公司": "Ａ公司", "": "",
	} {
		if got := NormalName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNameDoubt(t *testing.T) {
	for _, name := range []string{"王𬱖", "阿不都·热合曼", "John Smith", "上海某某有限公司", "上海3号码头有限公司"} {
		if why := NameDoubt(name); why != "" {
			t.Errorf("%s: %s", name, why)
		}
	}
	for _, name := range []string{"王*", "王?", "王\ufffd", "王\ue001", "王芳2"} {
		if NameDoubt(name) == "" {
			t.Errorf("nothing was said about %q", name)
		}
	}
}

func TestDistrictOf(t *testing.T) {
	for in, want := range map[string]string{
		"上海市浦东新区张江路1号": "浦东新区", "江苏省苏州市姑苏区人民路188号": "姑苏区", "江苏省苏州市常熟市虞山镇": "常熟市", "北京市朝阳区建国路": "朝阳区",
		"广西壮族自治区南宁市青秀区民族大道": "青秀区", "浦东新区张江路1号": "浦东新区", "济南市市中区经四路": "市中区", "幸福小区3号楼": "", "铁路家属区3栋": "", "城东支行会客区": "", "人民路188号": "", "": "",
	} {
		if got := DistrictOf(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
