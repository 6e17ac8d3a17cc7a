package pdf

import (
	"fmt"
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// ReceiptList is the 接单签收清单 (002 §四.1) of one planner and month: the cases handed over, signed for one by one. The zero
// ReceiptList is the blank form.
type ReceiptList struct {
	Sheet
	Month       string        `json:"month" label:"资源月份"` // 2026-12
	Run         string        `json:"run" label:"分配批次"`
	Planner     string        `json:"planner" label:"保险规划师"`
	StaffNo     string        `json:"staff_no" label:"工号"`
	Unit        string        `json:"unit" label:"所属团队"`
	PublishedOn app.Date      `json:"published_on"`
	SignBy      app.Date      `json:"sign_by"`
	Cases       []ReceiptCase `json:"cases"`
	Refused     string        `json:"refused" label:"拒收说明"`
	SignedOn    app.Date      `json:"signed_on"`
	Issuer      string        `json:"issuer" label:"客户资源管理岗"`
}

// ReceiptCase is one case.
type ReceiptCase struct {
	PolicyNo string    `json:"policy_no" label:"保单号码"`
	Product  string    `json:"product" label:"险种名称"`
	Customer string    `json:"customer" label:"投保人"`
	Category string    `json:"category" label:"资源类别"`  // 满期, 续期, 老客户, 未到期, 其他
	Reason   string    `json:"reason" label:"移交原因"`    // 孤儿保单, 剥离保单, 新分配
	Rank     int       `json:"rank"`                   // 重要性排序, 0 not said
	On       app.Date  `json:"on"`                     // 应缴日 or 满期日
	Amount   app.Money `json:"amount"`                 // premium or maturity amount
	SignedAt string    `json:"signed_at" label:"签收时间"` // as printed, "" not signed for
}

// caseCategories are the categories in the order of 002 §一.
var caseCategories = []string{"满期", "续期", "老客户", "未到期", "其他"}

const receiptListTitle = "接单签收清单"

var _ = register("receipt_list", receiptListTitle, exampleReceiptList)

// Write writes the form as a PDF and says what to look at. The same list gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (r ReceiptList) Write(w io.Writer) (Report, error) { return write(r, w) }

func (r ReceiptList) lay() (*form, error) {
	subtitle := monthWords(r.Month) + "客户资源"
	if r.Month == "" {
		subtitle = "＿＿＿＿年＿＿月客户资源"
	}
	f, err := newForm(r.Sheet, receiptListTitle, subtitle, oneLine(r.Planner+"　"+monthWords(r.Month)))
	if err != nil {
		return nil, err
	}
	const third = innerWidth / 3
	f.grid([][]gridCell{
		{{label: "保险规划师", value: r.Planner, width: third}, {label: "工号", value: r.StaffNo, width: third}, {label: "所属团队", value: r.Unit, width: third}},
		{{label: "分配批次", value: r.Run, width: third}, {label: "下发日期", value: r.PublishedOn.Chinese(), width: third}, {label: "签收期限", value: r.SignBy.Chinese(), width: third}},
	})
	if len(r.Cases) > 0 {
		f.section("一、件数汇总", "", tileHeight)
		f.tiles(r.counts(), len(caseCategories)+1, false)
		f.tableSection("二、资源明细", "金额单位：人民币元；满期、老客户为满期金额，续期为保费", r.table())
	} else {
		f.tableSection("资源明细", "金额单位：人民币元；满期、老客户为满期金额，续期为保费", r.table())
	}
	f.sum(r.total())
	s := f.openStack()
	s.passage("拒收说明", r.Refused, 1)
	s.close()
	f.signatures(signer{role: "保险规划师签收", on: r.SignedOn.Chinese()}, signer{role: "客户资源管理岗", name: r.Issuer}, signer{role: "直接主管"})
	f.note("本人已逐件核对并签收上列客户资源，将按规定装订清单、建立客户服务卡、缮制保单资料册并按期回访。签收不规范或未在规定时间内反馈的，不计发计件津贴及持续率得分；无正当理由不得拒绝接受保单。")
	f.finish("请在签收期限内逐件签收。")
	return f, nil
}

func (r ReceiptList) table() table {
	t := table{
		columns: []column{
			{"序号", 10, alignCenter},
			{"保单号码\n险种名称", 42, alignLeft},
			{"投保人", 22, alignCenter},
			{"资源类别\n移交原因", 20, alignCenter},
			{"重要性\n排序", 14, alignCenter},
			{"应缴日\n或满期日", 26, alignCenter},
			{"金额", 21, alignRight},
			{"签收", 15, alignCenter},
		},
		points: 8.5, height: 10.5, pen: 11,
	}
	if len(r.Cases) == 0 {
		t.blank = 12
	}
	for i, c := range r.Cases {
		rank := ""
		if c.Rank > 0 {
			rank = strconv.Itoa(c.Rank)
		}
		t.rows = append(t.rows, []string{
			strconv.Itoa(i + 1), pair(c.PolicyNo, c.Product), c.Customer, pair(c.Category, c.Reason), rank, c.On.Chinese(), money(c.Amount), c.SignedAt,
		})
	}
	return t
}

// counts returns the cases by category, and how many are signed for.
func (r ReceiptList) counts() []figure {
	by, signed := map[string]int{}, 0
	for _, c := range r.Cases {
		by[c.Category]++
		if c.SignedAt != "" {
			signed++
		}
	}
	var out []figure
	known := 0
	for _, name := range caseCategories[:len(caseCategories)-1] {
		out = append(out, figure{name, by[name], "件"})
		known += by[name]
	}
	return append(out, figure{caseCategories[len(caseCategories)-1], len(r.Cases) - known, "件"}, figure{"已签收", signed, "件"})
}

// total says how many cases there are; "" for a blank list.
func (r ReceiptList) total() string {
	if len(r.Cases) == 0 {
		return ""
	}
	holders := map[string]bool{}
	for _, c := range r.Cases {
		holders[c.Customer] = true
	}
	return fmt.Sprintf("合计　客户 %d 人　保单 %d 件", len(holders), len(r.Cases))
}

func exampleReceiptList() ReceiptList {
	return ReceiptList{
		Sheet: exampleSheet("QS-2026-12-0086"), Month: "2026-12", Run: "2026-12-01", Planner: "陈雅琴", StaffNo: "JZ0086", Unit: "客户服务一部二组", PublishedOn: "2026-11-16", SignBy: "2026-11-19",
		Cases: []ReceiptCase{
			{PolicyNo: "2016121200087733", Product: "鸿丰两全保险（分红型）", Customer: "刘桂英", Category: "满期", Reason: "孤儿保单", Rank: 1, On: "2026-12-12", Amount: app.Yuan(120_000), SignedAt: "11月17日"},
			{PolicyNo: "2016122600091520", Product: "鸿丰两全保险（分红型）", Customer: "诸葛明", Category: "满期", Reason: "新分配", Rank: 4, On: "2026-12-26", Amount: app.Yuan(50_000), SignedAt: "11月17日"},
			{PolicyNo: "2020120300412288", Product: "金彩明天养老年金保险", Customer: "尉迟文斌", Category: "续期", Reason: "剥离保单", Rank: 2, On: "2026-12-03", Amount: app.Yuan(20_000), SignedAt: "11月17日"},
			{PolicyNo: "2019121500288406", Product: "安康一生重大疾病保险", Customer: "张䶮", Category: "续期", Reason: "孤儿保单", Rank: 5, On: "2026-12-15", Amount: 680_050, SignedAt: "11月17日"},
			{PolicyNo: "2017121800290034", Product: "福寿双全两全保险", Customer: "司马志远", Category: "续期", Reason: "孤儿保单", Rank: 9, On: "2026-12-18", Amount: app.Yuan(5_260), SignedAt: "11月18日"},
			{PolicyNo: "2008440101002177", Product: "金色童年少儿两全保险", Customer: "王𬱖", Category: "老客户", Reason: "孤儿保单", Rank: 3, On: "2026-04-01", Amount: app.Yuan(50_000), SignedAt: "11月18日"},
			{PolicyNo: "2010080500017342", Product: "鸿泰两全保险（趸交）", Customer: "吴晓燕", Category: "老客户", Reason: "新分配", Rank: 6, On: "2020-08-05", Amount: app.Yuan(30_000), SignedAt: "11月18日"},
			{PolicyNo: "2022060800550917", Product: "鑫瑞两全保险（趸交）", Customer: "慕容雪", Category: "未到期", Reason: "新分配", Rank: 2, On: "2027-06-08", Amount: app.Yuan(100_000), SignedAt: "11月18日"},
		},
		SignedOn: "2026-11-18", Issuer: "何敏",
	}
}
