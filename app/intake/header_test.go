package intake

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
)

// Issue part 4: Chinese headers in any order and the usual synonyms.
func TestSynonyms(t *testing.T) {
	for field, headers := range map[Field]string{
		PolicyNo:       "保单号 保险单号 保单号码 保险单号码 保单编号 合同号 保险合同号 合同号码 *保单号 保单号： 个人保单号 保單號碼",
		EffectiveOn:    "投保日期 生效日期 承保日期 保险起期 保单生效日 保单生效日期 合同生效日 起保日期",
		Mode:           "缴费方式 交费方式 缴费类型 交费类型 缴别 交費方式",
		Frequency:      "缴费频率 交费频率 缴费间隔",
		PayYears:       "缴费期 交费年期 缴费年限 缴费年期 交费期间 缴费期(年)",
		YearsLeft:      "剩余缴费年数 剩余交费期 剩余缴费年限",
		Product:        "险种 险种名称 产品名称 主险名称",
		InsuredAmount:  "保额 基本保额 保险金额 保额(元) 保额（万元） 基本保险金额(万元) 保额/万元",
		Premium:        "保费 每期保费 期交保费 期缴保费 应交保费 应缴保费 保险费 保费(元) 保费（元） 保费【元】",
		HolderName:     "投保人 投保人姓名 客户姓名 姓名 投保人名称",
		HolderSex:      "投保人性别 性别 客户性别",
		HolderBirth:    "出生日期 投保人出生日期 生日 客户生日",
		HolderIDType:   "证件类型 投保人证件类型",
		HolderIDNo:     "证件号码 身份证号 投保人证件号 投保人证件号码 投保人身份证号码 身份证号码 证件号码（投保人） 投保人（证件号码）",
		HolderPhone:    "联系电话 手机 移动电话 电话 手机号码 投保人手机 投保人联系电话 联系电话1 手机2 联系方式",
		HolderAddress:  "联系地址 通讯地址 地址 家庭住址 投保人地址 投保人通讯地址",
		HolderPostcode: "邮编 邮政编码",
		InsuredName:    "被保人 被保险人 被保人姓名 被保险人姓名 被保险人名称 主被保险人姓名",
		InsuredSex:     "被保人性别 被保险人性别",
		InsuredBirth:   "被保人出生日期 被保险人生日",
		InsuredIDNo:    "被保人证件号码 被保险人身份证号",
		InsuredPhone:   "被保人电话 被保险人联系电话 被保险人手机号码",
		Relation:       "与投保人关系 被保险人与投保人关系 与投保人的关系",
		Beneficiaries:  "受益人 受益人姓名 身故受益人",
		NextDue:        "应缴日 应交日 应交日期 应缴日期 下期应缴日 续期应缴日 下次缴费日",
		PaidTo:         "交至日 缴费至 交至日期",
		GraceDays:      "宽限期天数 宽限期（天）",
		MaturesOn:      "满期日 满期日期 到期日 保单到期日",
		MaturityAmount: "满期金额 满期金",
		PaidOutOn:      "领取日期 给付日期",
		InsurerStatus:  "保单状态 状态 效力状态",
		PayAccount:     "账号 帐号 转账账号 转帐帐号 银行账号",
		Branch:         "原投保机构 机构 网点 代理网点",
		Circulated:     "流转次数 已分配流转次数",
		Converted:      "是否转保 是否加保 是否转保/加保 曾转保或加保",
		Remark:         "备注",
		AsOf:           "数据日期",
		"":             "序号 投保单号 原保单号 客户经理 年龄 上年保单号 合计 客户号 累计保费 2008440101",
	} {
		for h := range strings.FieldsSeq(headers) {
			if m, _, _ := understand(h); m.field != field {
				t.Errorf("%s: %q, want %q", h, m.field, field)
			}
		}
	}
	if m, _, _ := understand("保\u3000单 号\n码"); m.field != PolicyNo {
		t.Error("spaces and line breaks in a header")
	}
}

func TestEveryFieldHasASynonym(t *testing.T) {
	have := map[Field]bool{}
	for _, m := range dictionary {
		have[m.field] = true
	}
	for _, f := range Fields {
		if !have[f] {
			t.Errorf("no header means %s", f)
		}
	}
}

// fieldsOf returns the fields of a file's columns in order.
func fieldsOf(p *app.ImportPreview) string {
	var out []string
	for _, c := range p.Columns {
		out = append(out, c.Header+"="+c.Field)
	}
	return strings.Join(out, " ")
}

func TestHeaderBelowTitles(t *testing.T) {
	for n := range 10 {
		text := strings.Repeat("某某保险上海分公司续期应交清单,,\n", n) + "保费,保单号,投保人\n100,2008440101,王芳\n"
		p := previewCSV(t, text)
		if len(p.Lines) != 1 || p.Lines[0].Line != n+2 || p.Lines[0].Row.Policy.Premium != app.Yuan(100) {
			t.Errorf("%d titles: %s", n, statuses(p))
		}
	}
}

// Issue part 4: merged headers, over one line and over two.
func TestMergedHeaders(t *testing.T) {
	p := previewCSV(t, "续期清单,,,,,,,\n"+
		"保单号,投保人,,,被保险人,,保费,备注\n"+
		",姓名,性别,出生日期,姓名,出生日期,,\n"+
		"2008440101,王芳,女,1980-01-02,李明,2010-03-04,100,好\n")
	want := "保单号=policy_no 投保人姓名=holder_name 性别=holder_sex 投保人出生日期=holder_birth 被保险人姓名=insured_name 被保险人出生日期=insured_birth 保费=premium 备注=remark"
	if got := fieldsOf(p); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	r := p.Lines[0].Row
	if len(p.Lines) != 1 || p.Lines[0].Line != 4 || r.Holder.Name != "王芳" || r.Holder.BirthDate != "1980-01-02" ||
		r.Policy.InsuredName != "李明" || r.Policy.InsuredBirth != "2010-03-04" || r.Policy.Premium != app.Yuan(100) || r.Policy.Remark != "好" {
		t.Errorf("%+v", r)
	}
}

// A column of a person's fact without the person belongs to the insured behind the insured's name, if the holder's is
// already there.
func TestBareColumnsBehindTheInsured(t *testing.T) {
	p := previewCSV(t, "保单号,投保人,性别,证件号码,被保人,性别,证件号码,联系电话,地址\n2008440101,王芳,女,11010519491231002X,李明,男,130503670401001,13812345678,某路1号\n")
	want := "保单号=policy_no 投保人=holder_name 性别=holder_sex 证件号码=holder_id_no 被保人=insured_name 性别=insured_sex 证件号码=insured_id_no 联系电话=holder_phone 地址=holder_address"
	if got := fieldsOf(p); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestUnitsInHeaders(t *testing.T) {
	r := oneRow(t, "保单号,保额（万元）,保费(元),满期金额", "2008440101,20,6800.50,1.5万").Row.Policy
	if r.InsuredAmount != app.Yuan(200_000) || r.Premium != 680050 || r.MaturityAmount != app.Yuan(15_000) {
		t.Errorf("%+v", r)
	}
	r = oneRow(t, "保单号,保额（万元）", "2008440101,200000元").Row.Policy
	if r.InsuredAmount != app.Yuan(200_000) {
		t.Errorf("the cell's own unit wins: %v", r.InsuredAmount)
	}
	r = previewCSV(t, "清单,,单位：万元\n保单号,保额,保费(元)\n2008440101,20,6800\n").Lines[0].Row.Policy
	if r.InsuredAmount != app.Yuan(200_000) || r.Premium != app.Yuan(6800) {
		t.Errorf("unit of the title: %+v", r)
	}
}

// Of two columns for one fact the better one counts and the other fills its gaps.
func TestTwoColumnsForOneFact(t *testing.T) {
	p := previewCSV(t, "生效日期,投保日期,保单号\n2018-03-06,2018-03-05,2008440101\n2018-03-06,,2008440102\n")
	if a, b := p.Lines[0].Row.Policy.EffectiveOn, p.Lines[1].Row.Policy.EffectiveOn; a != "2018-03-05" || b != "2018-03-06" {
		t.Errorf("%s, %s", a, b)
	}
}
