package intake

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

// Issue part 4 and product §3: what is doubtful is reported with its column and kept as written.
func TestDoubtfulCells(t *testing.T) {
	cases := []struct{ header, cell, problem string }{
		{"投保日期", "2020-02-30", "日期“2020-02-30”不存在"},
		{"应缴日", "下月", "“下月”不是能确定的日期"},
		{"保额", "很多", "“很多”不是金额"},
		{"保费", "12.345", "“12.345”不能精确到分"},
		{"保费", "-100", "金额“-100”是负数"},
		{"保费", "1.2E+05", "“1.2E+05”不是金额"},
		{"缴费方式", "12", "“12”不是能确定的交费方式"},
		{"缴费年期", "至60岁", "“至60岁”不是交费年数"},
		{"宽限期天数", "43831", "“43831”不是这里能有的数字"},
		{"流转次数", "两次", "“两次”不是这里能有的数字"},
		{"是否转保", "也许", "“也许”不是“是”或“否”"},
		{"投保人性别", "1", "“1”不是性别"},
		{"账号", "6.22202E+18", "账号已被 Excel 变成科学计数法，后面的数字已经丢失"},
		{"邮编", "20120", "“20120”不是六位邮政编码"},
		{"满期日", "#N/A", "单元格是 Excel 的错误值 #N/A"},
		{"投保日期", "########", "单元格太窄，导出时内容变成了 ########"},
	}
	for _, c := range cases {
		l := oneRow(t, "保单号,"+c.header, "2008440101,"+c.cell)
		if got := problemsOf(l); l.Status != app.ImportOK || got != c.header+": "+c.problem {
			t.Errorf("%s %s: %s %s", c.header, c.cell, l.Status, got)
		}
		if d := l.Row.Policy.Doubts; len(d) != 1 || d[0].Column != c.header || d[0].Text != c.cell && c.header != "账号" {
			t.Errorf("%s %s: kept %v", c.header, c.cell, d)
		}
	}
}

// Wrong phones and papers are kept in their own place (product §3: marked, never dropped).
func TestWrongPhonesAndPapers(t *testing.T) {
	l := oneRow(t, "保单号,投保人,证件号码,出生日期,性别,联系电话", "2008440101,王芳,110105194912310021,,,138123/13812345678")
	want := "证件号码: 身份证号校验码不对，最后一位应为 X\n联系电话: “138123”不是手机号，也不是带区号的固定电话"
	if got := problemsOf(l); got != want {
		t.Error(got)
	}
	h := l.Row.Holder
	phones := []app.Phone{{Number: "138123", Kind: app.PhoneInvalid}, {Number: "13812345678", Kind: app.PhoneMobile}}
	if h.IDNo != "110105194912310021" || h.IDType != app.IDCard || h.BirthDate != "" || !slices.Equal(h.Phones, phones) {
		t.Errorf("%+v", h)
	}
	l = oneRow(t, "保单号,证件号码,出生日期", "2008440101,11010519491231002X,1950-01-01")
	if got := problemsOf(l); got != "证件号码: 身份证号里的出生日期 1949-12-31 与出生日期 1950-01-01 不一致" || l.Row.Holder.BirthDate != "1950-01-01" {
		t.Errorf("%s %+v", got, l.Row.Holder)
	}
	l = oneRow(t, "保单号,证件号码,性别", "2008440101,11010519491231002X,男")
	if got := problemsOf(l); got != "证件号码: 身份证号表示女，与性别“男”不一致" {
		t.Error(got)
	}
	l = oneRow(t, "保单号,证件号码", "2008440101,1.10105E+17")
	if got := problemsOf(l); got != "证件号码: 证件号“1.10105E+17”已被 Excel 变成科学计数法，后面的数字已经丢失" {
		t.Error(got)
	}
	l = oneRow(t, "保单号,联系电话", "2008440101,1.38123E+10")
	if got := problemsOf(l); got != "联系电话: 电话“1.38123E+10”已被 Excel 变成科学计数法，后面的数字已经丢失" {
		t.Error(got)
	}
}

func TestPapers(t *testing.T) {
	cases := []struct{ kind, number, wantKind, wantNumber string }{
		{"", "11010519491231002x", app.IDCard, "11010519491231002X"},
		{"居民身份证", "11010519491231002X", app.IDCard, "11010519491231002X"},
		{"身份证", "130503670401001", app.IDCard15, "130503670401001"},
		{"护照", "e12345678", "护照", "E12345678"},
		{"军官证", "军字第0012345号", "军官证", "军字第0012345号"},
		{"户口簿", "11010519491231002X", "户口簿", "11010519491231002X"},
	}
	for _, c := range cases {
		l := oneRow(t, "保单号,证件类型,证件号码", "2008440101,"+c.kind+","+c.number)
		if h := l.Row.Holder; h.IDType != c.wantKind || h.IDNo != c.wantNumber || len(l.Problems) != 0 {
			t.Errorf("%s %s: %s %s %v", c.kind, c.number, h.IDType, h.IDNo, l.Problems)
		}
	}
	h := oneRow(t, "保单号,证件号码", "2008440101,130503670401001").Row.Holder
	if h.BirthDate != "1967-04-01" || h.Sex != app.SexMale {
		t.Errorf("birth date and sex follow from the number: %+v", h)
	}
}

func TestPayment(t *testing.T) {
	cases := []struct {
		header, cells   string
		mode, frequency string
		years           int64
		problems        int
	}{
		{"缴费方式", "趸交", app.ModeSingle, "", 0, 0},
		{"缴费方式", "趸缴", app.ModeSingle, "", 0, 0},
		{"交费方式", "一次交清", app.ModeSingle, "", 0, 0},
		{"交费方式", "一次性缴清", app.ModeSingle, "", 0, 0},
		{"交费类型", "期交", app.ModeRegular, "", 0, 0},
		{"缴费方式", "年交", app.ModeRegular, app.FreqYear, 0, 0},
		{"缴费方式", "年缴", app.ModeRegular, app.FreqYear, 0, 0},
		{"缴费方式", "按年交", app.ModeRegular, app.FreqYear, 0, 0},
		{"缴费方式", "年付", app.ModeRegular, app.FreqYear, 0, 0},
		{"缴费方式", "半年交", app.ModeRegular, app.FreqHalf, 0, 0},
		{"缴费方式", "季缴", app.ModeRegular, app.FreqQuarter, 0, 0},
		{"缴费方式", "月交", app.ModeRegular, app.FreqMonth, 0, 0},
		{"缴费方式", "10年交", app.ModeRegular, "", 10, 0},
		{"缴费方式", "年交10年", app.ModeRegular, app.FreqYear, 10, 0},
		{"缴费方式,缴费年期", "年交,10年", app.ModeRegular, app.FreqYear, 10, 0},
		{"缴费方式,缴费频率", "期交,月缴", app.ModeRegular, app.FreqMonth, 0, 0},
		{"缴费方式", "银行转账", "", "", 0, 0},
		{"缴费方式,缴费频率", "银行转账,年缴", app.ModeRegular, app.FreqYear, 0, 0},
		{"缴费期", "趸交", app.ModeSingle, "", 0, 0},
		{"缴费期", "120个月", app.ModeRegular, "", 10, 0},
		{"缴费期", "1年", "", "", 1, 0},
		{"缴费方式,缴费期间", "银行转账,10年交", app.ModeRegular, "", 10, 0},
		{"缴费方式,缴费频率", "趸交,年交", app.ModeSingle, "", 0, 1},
		{"缴费方式", "不定期交", "", "", 0, 1},
	}
	for _, c := range cases {
		l := oneRow(t, "保单号,"+c.header, "2008440101,"+c.cells)
		if p := l.Row.Policy; p.Mode != c.mode || p.Frequency != c.frequency || p.PayYears != c.years || len(l.Problems) != c.problems {
			t.Errorf("%s %s: %q %q %d %v", c.header, c.cells, p.Mode, p.Frequency, p.PayYears, l.Problems)
		}
	}
}

func TestOtherFacts(t *testing.T) {
	r := oneRow(t, "保单号,是否转保,是否加保,受益人1,受益人2,满期日,保险期间,投保人与被保人关系,银行账号,手机,家庭电话",
		"2008440101,否,是,李明,李红,9999-12-31,终身,母亲,6222 **** **** 0123,13812345678,021-62345678").Row
	p := r.Policy
	if !p.Converted || p.Beneficiaries != "李明、李红" || p.MaturesOn != "" || p.Term != "终身" || p.TermYears != 0 || p.Relation != "子女" || p.PayAccount != "****0123" {
		t.Errorf("%+v", p)
	}
	if len(r.Problems) != 0 || len(r.Holder.Phones) != 2 || r.Holder.Phones[1].Label != "家" {
		t.Errorf("%v %+v", r.Problems, r.Holder.Phones)
	}
}

func TestInsuredIsTheHolder(t *testing.T) {
	if p := oneRow(t, "保单号,投保人,被保人", "2008440101,王芳,本人").Row.Policy; p.InsuredName != "王芳" || p.Relation != "本人" {
		t.Errorf("%+v", p)
	}
}

// Cells that hold nothing are no problems.
func TestPlaceholders(t *testing.T) {
	for _, cell := range []string{"", "-", "--", "—", "/", "无", "NULL", "N/A", "　", "=\"\"", "0000-00-00"} {
		if l := oneRow(t, "保单号,投保日期,保费,缴费方式,联系电话,证件号码", "2008440101"+repeat(","+cell, 5)); len(l.Problems) != 0 || len(l.Row.Holder.Phones) != 0 {
			t.Errorf("%q: %v", cell, l.Problems)
		}
	}
}

func repeat(s string, n int) string {
	out := ""
	for range n {
		out += s
	}
	return out
}

func TestNormalPolicyNo(t *testing.T) {
	for in, want := range map[string]string{
		"2008440101": "2008440101", `="2008440101"`: "2008440101", "=2008440101": "2008440101", "'2008440101": "2008440101", "`2008440101": "2008440101",
		"\t2008440101": "2008440101", " 2008 4401 01 ": "2008440101", "２００８４４０１０１": "2008440101", "2008\n440101": "2008440101",
		"2008440101.0": "2008440101", "P2008-440101": "P2008-440101", "p2008": "p2008", "2008－440101": "2008-440101", "ＡＢ01": "AB01",
		"\"2008440101\"": "2008440101", "0008440101": "0008440101", "200844010123456789": "200844010123456789", "2008E17": "2008E17", "P000000": "P000000", "\u200b2008440101": "2008440101",
	} {
		if got, reason := NormalPolicyNo(in); got != want || reason != "" {
			t.Errorf("%q: %q %s", in, got, reason)
		}
	}
	for _, in := range []string{
		"", " ", "-", "无", "N/A", "#REF!", "2.00844E+17", "2.00844e+17", "２．００８４４Ｅ＋１７", "2E+17", "2.0E17", `="2.00844E+17"`, "2008****01", "2008440101、2008440102",
		"注：数据截至昨日", "王芳", "ABC", "000000", "2008440101号", "12345678901234567890123456789012345678901",
	} {
		if got, reason := NormalPolicyNo(in); got != "" || reason == "" {
			t.Errorf("%q was taken for %q", in, got)
		}
	}
}

// Issue part 4: the same ID number, or the same name and birth date and phone.
func TestHolderKeys(t *testing.T) {
	mobile := func(n string) []app.Phone { return []app.Phone{{Number: n, Kind: app.PhoneMobile}} }
	same := [][2]app.Customer{
		{{Name: "王芳", IDNo: "11010519491231002X"}, {Name: "王 芳", IDNo: "11010519491231002x"}},
		{{Name: "王芳", IDNo: "110105491231002"}, {Name: "王芳", IDNo: "11010519491231002X"}},
		{{Name: "王芳", BirthDate: "1980-01-02", Phones: mobile("13812345678")}, {Name: "王芳", BirthDate: "1980-01-02", Phones: append(mobile("13912345678"), mobile("13812345678")...)}},
		{{Name: "王芳", IDNo: "11010519491231002X", Phones: mobile("13812345678")}, {Name: "王芳", BirthDate: "1949-12-31", Phones: mobile("13812345678")}},
		{{Name: "阿不都・热合曼", BirthDate: "1980-01-02", Phones: mobile("13812345678")}, {Name: "阿不都·热合曼", BirthDate: "1980-01-02", Phones: mobile("13812345678")}},
	}
	different := [][2]app.Customer{
		{{Name: "王芳", BirthDate: "1980-01-02"}, {Name: "王芳", BirthDate: "1980-01-02"}},
		{{Name: "王芳", Phones: mobile("13812345678")}, {Name: "王芳", Phones: mobile("13812345678")}},
		{{Name: "王芳", BirthDate: "1980-01-02", Phones: mobile("13812345678")}, {Name: "王芳", BirthDate: "1980-01-03", Phones: mobile("13812345678")}},
		{{Name: "王芳", BirthDate: "1980-01-02", Phones: mobile("13812345678")}, {Name: "李明", BirthDate: "1980-01-02", Phones: mobile("13812345678")}},
		{{Name: "王芳", IDNo: "1.10105E+17"}, {Name: "王芳", IDNo: "1.10105E+17"}},
		{{Name: "王芳", IDNo: "110105194912310021"}, {Name: "李明", IDNo: "110105194912310021"}},
		{{}, {}},
	}
	meet := func(c [2]app.Customer) bool {
		a, b := HolderKeys(c[0]), HolderKeys(c[1])
		return slices.ContainsFunc(a, func(k string) bool { return slices.Contains(b, k) })
	}
	for _, c := range same {
		if !meet(c) {
			t.Errorf("one customer: %+v %+v", HolderKeys(c[0]), HolderKeys(c[1]))
		}
	}
	for _, c := range different {
		if meet(c) {
			t.Errorf("two customers: %+v %+v", HolderKeys(c[0]), HolderKeys(c[1]))
		}
	}
}
