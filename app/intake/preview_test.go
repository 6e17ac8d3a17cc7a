package intake

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
)

// Issue part 4: the lines `centre import -preview` prints.
func TestLinesAsTheIssueHasThem(t *testing.T) {
	p := previewCSV(t, "保单号码,投保人,生效日期\n=\"2008440101\",王𬱖,2020-02-30\n2.00844E+17,尉迟恭,2019/1/1\n２００８４４０１０１, 王𬱖 ,2020-02-30\n2008440101,王𬱖,2020-03-01\n,赵六,\n")
	want := `{"line":2,"status":"ok","policy_no":"2008440101","holder":"王𬱖","problems":[{"column":"生效日期","reason":"日期“2020-02-30”不存在"}]}
{"line":3,"status":"refused","policy_no":"2.00844E+17","holder":"尉迟恭","problems":[{"column":"保单号码","reason":"保单号“2.00844E+17”已被 Excel 变成科学计数法，后面的数字已经丢失，无法还原；请在原表把这一列设为文本后重新导出"}]}
{"line":4,"status":"same","policy_no":"2008440101","holder":"王𬱖","problems":[{"column":"生效日期","reason":"日期“2020-02-30”不存在"}]}
{"line":5,"status":"ok","policy_no":"2008440101","holder":"王𬱖","problems":[{"column":"保单号码","reason":"differs"}]}
{"line":6,"status":"refused","policy_no":"","holder":"赵六","problems":[{"column":"保单号码","reason":"没有保单号"}]}
`
	if got := linesOf(t, p); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	if p.OK != 2 || p.Same != 1 || p.Refused != 2 || p.Doubtful != 2 {
		t.Errorf("%d ok, %d same, %d refused, %d doubtful", p.OK, p.Same, p.Refused, p.Doubtful)
	}
	doubt := app.Doubt{Column: "生效日期", Text: "2020-02-30", Reason: "日期“2020-02-30”不存在"}
	if d := p.Lines[0].Row.Policy.Doubts; len(d) != 1 || d[0] != doubt {
		t.Errorf("the original text is kept: %v", d)
	}
}

func TestProblemsAreNeverNull(t *testing.T) {
	if got := linesOf(t, previewCSV(t, "保单号\n2008440101\n")); got != `{"line":2,"status":"ok","policy_no":"2008440101","holder":"","problems":[]}`+"\n" {
		t.Error(got)
	}
}

// Issue part 4: header, empty and total rows print nothing.
func TestRowsThatAreNone(t *testing.T) {
	p := previewCSV(t, "序号,保单号,投保人,保费,备注\n"+
		"1,2008440101,王芳,100,合计见下\n"+
		"本页小计,,,100,\n"+
		"序号,保单号,投保人,保费,备注\n"+
		",,,,\n"+
		"2,2008440102,张伟,200,\n"+
		",合计：,,300,\n"+
		",,共计2件,300,\n"+
		"总 计,2,,300,\n"+
		",,,\"300.00\",\n"+
		",共 2 件,,,\n"+
		",共同所有,,,\n"+
		"合计,,2人,300,\n")
	if got := statuses(p); got != "2 ok 2008440101\n6 ok 2008440102\n12 refused 共同所有" {
		t.Error(got)
	}
}

func TestHeaderOfTwoLinesRepeated(t *testing.T) {
	p := previewCSV(t, "保单号,投保人,,保费\n,姓名,性别,\n2008440101,王芳,女,1\n保单号,投保人,,保费\n,姓名,性别,\n2008440102,张伟,男,1\n")
	if got := statuses(p); got != "3 ok 2008440101\n6 ok 2008440102" {
		t.Error(got)
	}
}

// everyField is a file with every fact filled, for the properties below.
const everyField = `保单号,险种名称,保额,保费,缴费方式,缴费频率,缴费年期,剩余缴费年数,保险期间,投保日期,应缴日,交至日,宽限期天数,满期日,满期金额,领取日期,保单状态,数据日期,` +
	`投保人,投保人性别,投保人出生日期,证件类型,证件号码,联系电话,联系地址,邮编,工作单位,职业,微信,婚姻状况,` +
	`被保人,被保人性别,被保人出生日期,被保人证件号码,被保人电话,与投保人关系,受益人,账号,原投保机构,流转次数,是否转保,备注
2008440101,如意两全保险,20万,"6,800.50",期交,年交,10年,3,20年,2018/3/5,2026-03-05,2025-03-05,60天,2038年3月5日,25万,,有效,2025-12-31,` +
	`王芳,女,1949-12-31,居民身份证,11010519491231002x,13812345678/021-62345678,上海市浦东新区张江路1号,201203,某厂,工程师,wx_01,已婚,` +
	`李明,男,19670401,130503670401001,13912345678,子女,法定,6222021234567890123,浦东支行,2次,否,无误
`

func TestEveryFact(t *testing.T) {
	p := previewCSV(t, everyField)
	got, err := json.Marshal(p.Lines[0].Row)
	if err != nil {
		t.Fatal(err)
	}
	want := app.ImportRow{
		Line: 2,
		Policy: app.Policy{
			Number: "2008440101", Product: "如意两全保险", InsuredAmount: app.Yuan(200_000), Premium: 680050, Mode: app.ModeRegular, Frequency: app.FreqYear,
			PayYears: 10, YearsLeft: 3, TermYears: 20, Term: "20年", EffectiveOn: "2018-03-05", NextDue: "2026-03-05", PaidTo: "2025-03-05", GraceDays: 60,
			MaturesOn: "2038-03-05", MaturityAmount: app.Yuan(250_000), InsurerStatus: "有效", HolderName: "王芳", InsuredName: "李明",
			InsuredIDNo: "130503670401001", InsuredBirth: "1967-04-01", InsuredSex: app.SexMale, InsuredPhone: "13912345678", Relation: "子女",
			Beneficiaries: "法定", PayAccount: "****0123", Branch: "浦东支行", Circulated: 2, AsOf: "2025-12-31", Remark: "无误",
		},
		Holder: app.Customer{
			Name: "王芳", Sex: app.SexFemale, BirthDate: "1949-12-31", IDType: app.IDCard, IDNo: "11010519491231002X",
			Phones:    []app.Phone{{Number: "13812345678", Kind: app.PhoneMobile}, {Number: "021-62345678", Kind: app.PhoneLandline}},
			Addresses: []app.Address{{Text: "上海市浦东新区张江路1号", District: "浦东新区", Postcode: "201203"}},
			Employer:  "某厂", Occupation: "工程师", WeChat: "wx_01", Marriage: "已婚",
		},
	}
	wanted, err := json.Marshal(&want)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, wanted) {
		t.Errorf("\n got %s\nwant %s", got, wanted)
	}
}

// Importing twice changes nothing: everything is the same the second time, through the stored form as well.
func TestSecondPreviewIsTheSame(t *testing.T) {
	text := everyField + strings.ReplaceAll(strings.SplitAfterN(everyField, "\n", 2)[1], "2008440101", "2008440102")
	text = strings.Replace(text, "20180305", "2020-02-30", 1)
	stored := map[string][]byte{}
	for _, l := range previewCSV(t, text).Lines {
		b, err := json.Marshal(l.Row)
		if err != nil {
			t.Fatal(err)
		}
		stored[l.PolicyNo] = b
	}
	known := func(number string) (app.ImportRow, bool) {
		var r app.ImportRow
		b, ok := stored[number]
		return r, ok && json.Unmarshal(b, &r) == nil
	}
	p := mustPreview(t, "again.csv", gb18030(t, text), known)
	if p.Same != 2 || p.OK+p.Refused != 0 {
		t.Error(linesOf(t, p))
	}
	// The same facts with fewer columns, in another order and written otherwise, are still the same.
	p = mustPreview(t, "part.csv", []byte("联系电话,承保日期,保单编号,保险金额(万元)\n021 62345678、13812345678,43164,2008 4401 01,20\n"), known)
	if p.Same != 1 {
		t.Error(linesOf(t, p))
	}
	text = strings.NewReplacer("如意两全", "如意 两全", "张江路1号", "张江路１号", "13812345678/", "１３８ 1234 5678，", "浦东支行", "浦东　支行", "年交", "年缴",
		"2026-03-05", "46086", "20万", "￥200000.00元", "居民身份证", "身份证").Replace(everyField)
	if p = mustPreview(t, "again.csv", []byte(text), known); p.Same != 1 {
		t.Error(linesOf(t, p))
	}
}

// Every fact counts: a file that differs in any one cell differs.
func TestAnyFactDiffers(t *testing.T) {
	header, _, _ := strings.Cut(everyField, "\n")
	before := previewCSV(t, everyField).Lines[0].Row
	known := func(string) (app.ImportRow, bool) { return *before, true }
	s := mustRead(t, "list.csv", []byte(everyField))
	for i, c := range s.columns {
		cells := append([]string{}, s.rows[0].cells...)
		switch c.field {
		case PolicyNo, InsuredIDType:
			continue
		case HolderBirth, InsuredBirth, PaidOutOn:
			cells[i] = "2020-01-01"
		case HolderSex, InsuredSex:
			cells[i] = "1"
		case Converted:
			cells[i] = "是"
		case Mode:
			cells[i], cells[i+1], cells[i+2] = "趸交", "", ""
		case HolderIDType:
			cells[i], cells[i+1] = "护照", "E12345678"
		default:
			cells[i] = ""
		}
		p := mustPreview(t, "list.csv", []byte(header+"\n\""+strings.Join(cells, "\",\"")+"\"\n"), known)
		if l := p.Lines[0]; l.Status != app.ImportOK || !strings.HasSuffix(problemsOf(l), "保单号: differs") {
			t.Errorf("%s: %s %s", c.header, l.Status, problemsOf(l))
		}
	}
}

func TestProgressAndCancel(t *testing.T) {
	var b strings.Builder
	b.WriteString("保单号,投保人\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "2008%06d,王芳\n", i)
	}
	data := []byte(b.String())
	for stage := range 2 {
		ctx, cancel := context.WithCancel(t.Context())
		var seen []int
		progress := func(done, total int) {
			seen = append(seen, done)
			if total < 20_000 {
				t.Errorf("stage %d: %d of %d", stage, done, total)
			}
			if done >= 1500 {
				cancel()
			}
		}
		var err error
		if stage == 0 {
			_, err = Read(ctx, "list.csv", bytes.NewReader(data), int64(len(data)), progress)
		} else {
			_, err = Preview(ctx, mustRead(t, "list.csv", data), nil, progress)
		}
		if app.Code(err) != app.ErrCancelled || len(seen) < 3 || len(seen) > 5 {
			t.Errorf("stage %d: %v after %v", stage, err, seen)
		}
	}
}
