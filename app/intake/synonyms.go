package intake

import "strings"

// synonyms are the headers insurers use for each field, best first: where a file has two of them, the earlier one counts
// and the later one fills its empty cells. They are written in the normal form of headerKey: 交 for 缴, 保单 for 保险单,
// 被保人 for 被保险人, 保费 for 保险费, 号 for 号码 and 编号, without spaces, brackets and units.
var synonyms = map[Field]string{
	PolicyNo: "保单号 个人保单号 个险保单号 主险保单号 主保单号 合同号 保险合同号 保单合同号 合同保单号 险种合同号 保险号 保单 policyno policynumber",
	Product: "险种名称 产品名称 保险产品名称 主险名称 险种 主险 产品 保险产品 主险险种 主险险种名称 主险产品名称 投保险种 投保产品 " +
		"保险名称 险种简称 产品简称 险种全称 险种代码 产品代码 险种号 产品号",
	InsuredAmount: "保额 基本保额 保险金额 基本保险金额 主险保额 主险保险金额 总保额 有效保额 当前保额",
	Premium: "保费 每期保费 期交保费 应交保费 每期应交保费 本期应交保费 当期应交保费 应收保费 本期保费 当期保费 年交保费 年保费 " +
		"续期保费 续期应交保费 续期应收保费 每次保费 标准保费 期交保费金额 保费金额 总期交保费 合计保费 趸交保费 首期保费 首年保费 交费金额 应交金额",
	Mode:      "交费方式 交费类型 交别 交费类别 交费性质 交费模式 保费交费方式 交费形式 期交趸交 期趸标志 期交趸交标志",
	Frequency: "交费频率 交费间隔 交费频次 交费周期 交付频率 保费频率",
	PayYears:  "交费年期 交费期 交费年限 交费年数 交费期间 交费期限 交费年 保费交费期间 保费交费年期 交费总年期",
	YearsLeft: "剩余交费年数 剩余交费年限 剩余交费年期 剩余交费期 剩余交费期间 剩余年期 剩余年数 剩余年限 剩余期数 剩余交费期数 " +
		"未交年数 未交年期 未交期数 待交年数 待交期数 尚余交费年期 尚需交费年数 还需交费年数 剩余交费次数",
	Term: "保险期间 保险期限 保障期间 保障期限 保障年期 保障年限 保险年期 保险年限 保单年期 保期",
	EffectiveOn: "投保日期 生效日期 承保日期 保险起期 保单生效日期 投保日 生效日 承保日 保单生效日 投保时间 生效时间 承保时间 起保日期 起保日 " +
		"保险起始日期 保险起始日 保单起期 保单起始日期 合同生效日期 合同生效日 合同成立日期 保单承保日期 保单投保日期 险种生效日期 主险生效日期 " +
		"保险责任起期 起期 签单日期 出单日期 首期承保日期 保险开始日期 保险责任开始日期",
	NextDue: "应交日 应交日期 下期应交日 下期应交日期 续期应交日 续期应交日期 下次应交日 下次应交日期 本期应交日 本期应交日期 当期应交日 当期应交日期 " +
		"应交费日 应交费日期 下期交费日 下期交费日期 下次交费日 下次交费日期 续期交费日 续期交费日期 续期交费时间 续期日期 交费对应日 保费应交日 " +
		"保费应交日期 应收日期 应收日 下期应收日期 交费日期 交费日 收费日期 下一应交日 下一交费日",
	PaidTo:         "交至日 交至日期 交费至 交费至日期 交费至日 保费交至日 保费交至日期 已交至 已交至日期 已交费至 交费截至日 交费截至日期 交至",
	GraceDays:      "宽限期天数 宽限天数 宽限期 宽限期日数",
	MaturesOn:      "满期日 满期日期 到期日 到期日期 保单满期日 保单满期日期 保单到期日 保单到期日期 合同满期日 合同满期日期 合同到期日 合同到期日期 保险止期 保单止期 保险终止日期 保险终止日 保险期满日 期满日 期满日期 满期时间 到期时间 止期 保障到期日 保险责任止期 保险到期日 保险到期日期",
	MaturityAmount: "满期金额 满期金 满期给付金额 满期给付金 满期保险金 满期领取金额 满期应付金额 到期金额 满期生存金",
	PaidOutOn:      "领取日期 给付日期 领取日 给付日 满期领取日期 满期给付日期 实际领取日期 实际给付日期 已领取日期 领取时间 给付时间",
	InsurerStatus:  "保单状态 状态 合同状态 效力状态 保单效力 保单效力状态 有效状态 保单当前状态 当前状态 险种状态 保单有效状态",
	Relation:       "与投保人关系 被保人与投保人关系 是投保人 被保人是投保人 关系 与投保人之关系",
	HolderRelation: "投保人与被保人关系 与被保人关系 投保人是被保人 与被保人之关系",
	Beneficiaries:  "受益人 受益人姓名 身故受益人 身故受益人姓名 生存受益人 满期受益人 年金受益人 第一受益人 指定受益人",
	PayAccount: "账号 转账账号 银行账号 扣款账号 交费账号 续期账号 续期交费账号 划款账号 银行卡号 银行账户 转账账户 扣款账户 卡号 授权账号 " +
		"续期扣款账号 银行帐户号 账户号 开户账号 转账银行账号 交费银行账号",
	Branch: "原投保机构 原承保机构 原出单机构 投保机构 承保机构 出单机构 机构 机构名称 所属机构 管理机构 网点 网点名称 代理网点 代理网点名称 " +
		"银行网点 银行网点名称 出单网点 销售网点 代理机构 代理机构名称 销售机构 分支机构 营业部 支行 归属机构 承保机构名称 投保网点 原投保网点",
	Circulated: "流转次数 已流转次数 分配次数 已分配次数 已分配流转次数 分配流转次数",
	Converted:  "曾转保或加保 是否转保或加保 是否曾转保或加保 是否转保加保 是否转保 是否加保 转保加保 转保 加保 是否曾转保 是否曾加保 曾转保加保 是否曾转保加保 转保标志 加保标志",
	AsOf:       "数据日期 数据截止日期 数据截至日期 数据日 统计日期 统计截止日期 提数日期 取数日期",
	Remark:     "备注 说明 附注 备注信息 备注说明 其他说明",
}

// roles are the words a person's columns begin with.
var roles = []struct {
	word    string
	insured bool
}{
	{"被保人", true},
	{"投保人", false},
	{"投保客户", false},
	{"保单持有人", false},
	{"持有人", false},
	{"要保人", false},
	{"客户", false},
}

// attributes are what may follow a role, or stand alone for the holder.
var attributes = map[string]string{
	"name":       "姓名 名称 名字 全名 中文姓名",
	"sex":        "性别",
	"birth":      "出生日期 出生年月日 生日 出生日 出生年月 出生时间",
	"id_type":    "证件类型 证件种类 证件类别 证件名称",
	"id_no":      "证件号 身份证号 身份证 身份证件号 证件 身份证明号 身份证证件号 有效证件号 id号",
	"phone":      "联系电话 手机 手机号 移动电话 电话 联系手机 联系方式 联络电话 电话号 联系号 常用电话 常用手机 手机电话 联系人电话 固定电话 座机 固话 家庭电话 住宅电话 宅电 单位电话 办公电话 其他电话 其它电话 备用电话 备用手机 续期联系电话 通讯电话 移动手机",
	"address":    "联系地址 通讯地址 通信地址 地址 家庭住址 家庭地址 住址 住宅地址 居住地址 现住址 常住地址 邮寄地址 收费地址 续期地址 详细地址 联系住址 户籍地址 单位地址 资料地址",
	"postcode":   "邮编 邮政编码 邮码 通讯邮编 联系邮编 地址邮编",
	"employer":   "工作单位 单位名称 工作单位名称",
	"occupation": "职业 职业名称 工种",
	"wechat":     "微信 微信号",
	"marriage":   "婚姻状况 婚姻 婚姻状态",
}

var holderAttributes = map[string]Field{
	"name": HolderName, "sex": HolderSex, "birth": HolderBirth, "id_type": HolderIDType, "id_no": HolderIDNo,
	"phone": HolderPhone, "address": HolderAddress, "postcode": HolderPostcode, "employer": HolderEmployer,
	"occupation": HolderOccupation, "wechat": HolderWeChat, "marriage": HolderMarriage,
}

var insuredAttributes = map[string]Field{
	"name": InsuredName, "sex": InsuredSex, "birth": InsuredBirth, "id_type": InsuredIDType, "id_no": InsuredIDNo,
	"phone": InsuredPhone,
}

// phoneLabels and addressLabels tell numbers and addresses of one person apart.
var phoneLabels = map[string]string{
	"家庭电话": "家", "住宅电话": "家", "宅电": "家", "单位电话": "单位", "办公电话": "单位", "备用电话": "备用", "备用手机": "备用",
}

var addressLabels = map[string]string{"单位地址": "单位", "户籍地址": "户籍", "收费地址": "收费"}

// meaning is what one header says.
type meaning struct {
	field   Field
	rank    int  // place among the synonyms, lower is better
	bare    bool // a person's attribute without the person: it may be the insured's
	insured Field
	label   string
}

var dictionary = buildDictionary()

func buildDictionary() map[string]meaning {
	d := map[string]meaning{}
	for field, words := range synonyms {
		for i, w := range strings.Fields(words) {
			d[w] = meaning{field: field, rank: i}
		}
	}
	for attribute, words := range attributes {
		for i, w := range strings.Fields(words) {
			m := meaning{field: holderAttributes[attribute], rank: 100 + i, bare: true, insured: insuredAttributes[attribute]}
			m.label = phoneLabels[w] + addressLabels[w]
			if _, taken := d[w]; !taken {
				d[w] = m
			}
			for _, role := range roles {
				n := meaning{field: holderAttributes[attribute], rank: i, label: m.label}
				if role.insured {
					n.field = insuredAttributes[attribute]
				}
				if _, taken := d[role.word+w]; !taken && n.field != "" {
					d[role.word+w] = n
				}
			}
		}
	}
	for w, field := range map[string]Field{"投保人": HolderName, "客户": HolderName, "保单持有人": HolderName, "要保人": HolderName, "被保人": InsuredName} {
		d[w] = meaning{field: field}
	}
	return d
}
