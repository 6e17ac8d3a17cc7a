package pdf

import (
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// FileLoan is the 档案借阅登记表 (001 §三.7, product §9): loans and copies of customers' files, each approved, with its purpose and
// the day it is due back. The zero FileLoan is the blank form.
type FileLoan struct {
	Sheet
	Office string     `json:"office" label:"档案保管部门"`
	Keeper string     `json:"keeper" label:"档案管理员"`
	From   app.Date   `json:"from"` // of the entries
	To     app.Date   `json:"to"`
	Loans  []LoanLine `json:"loans"`
}

// LoanLine is one loan or one set of copies.
type LoanLine struct {
	No         string   `json:"no" label:"编号"`
	On         app.Date `json:"on"`
	Borrower   string   `json:"borrower" label:"借阅人"`
	Unit       string   `json:"unit" label:"部门"`
	CardNo     string   `json:"card_no" label:"客户卡号"`
	Customer   string   `json:"customer" label:"客户姓名"`
	Papers     string   `json:"papers" label:"档案资料"`
	Copies     bool     `json:"copies"` // 复印, otherwise 借阅
	Purpose    string   `json:"purpose" label:"用途"`
	DueOn      app.Date `json:"due_on"`
	ApprovedBy string   `json:"approved_by" label:"批准人"`
	ReturnedOn app.Date `json:"returned_on"`
	Checked    string   `json:"checked" label:"归还情况"` // 完好, 缺页 …
}

const fileLoanTitle = "档案借阅登记表"

var _ = register("file_loan", fileLoanTitle, exampleFileLoan)

// Write writes the form as a PDF and says what to look at. The same register gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (l FileLoan) Write(w io.Writer) (Report, error) { return write(l, w) }

func (l FileLoan) lay() (*form, error) {
	subtitle := "客户档案不得外借；因工作需要借阅、复印的，须经中心负责人签字批准"
	f, err := newForm(l.Sheet, fileLoanTitle, subtitle, oneLine(l.Office))
	if err != nil {
		return nil, err
	}
	const third = innerWidth / 3
	span := l.From.Chinese()
	if l.To.Valid() && l.To != l.From {
		span = oneLine(span + "至" + l.To.Chinese())
	}
	f.grid([][]gridCell{
		{{label: "保管部门", value: l.Office, width: 2 * third}, {label: "档案管理员", value: l.Keeper, width: third}},
		{{label: "登记期间", value: span, width: innerWidth}},
	})
	f.tableSection("借阅登记", "“复印”须注明用途及时限", l.table())
	f.sum(l.total())
	f.note("借阅人应在批准的期限内归还，严格保密，不得涂改、拆散、转借；逾期未还的，由档案管理员催还并报中心负责人。")
	f.signatures(signer{role: "档案管理员"}, signer{role: "中心负责人"})
	f.finish("客户档案属公司机密，请妥善保管。")
	return f, nil
}

func (l FileLoan) table() table {
	t := table{
		columns: []column{
			{"编号\n日期", 25, alignCenter}, {"借阅人\n部门", 22, alignCenter}, {"客户卡号\n客户姓名", 25, alignCenter}, {"档案资料\n方式", 26, alignLeft}, {"用途", 26, alignLeft}, {"应还日期\n批准人签字", 23, alignCenter}, {"归还日期\n归还情况", 23, alignCenter},
		},
		points: 8.5, height: 11.5, pen: 13,
	}
	if len(l.Loans) == 0 {
		t.blank = 11
	}
	for _, v := range l.Loans {
		way := "借阅"
		if v.Copies {
			way = "复印"
		}
		t.rows = append(t.rows, []string{
			pair(v.No, v.On.Chinese()), pair(v.Borrower, v.Unit), pair(v.CardNo, v.Customer), pair(v.Papers, way), v.Purpose, pair(v.DueOn.Chinese(), v.ApprovedBy), pair(v.ReturnedOn.Chinese(), v.Checked),
		})
	}
	if n := len(l.Loans); n > 0 && n < 8 {
		t.blank = 8 - n
	}
	return t
}

// total says how many loans there are and how many are not back; "" for a blank register.
func (l FileLoan) total() string {
	if len(l.Loans) == 0 {
		return ""
	}
	copies, out := 0, 0
	for _, v := range l.Loans {
		switch {
		case v.Copies:
			copies++
		case !v.ReturnedOn.Valid():
			out++
		}
	}
	return "合计　借阅 " + strconv.Itoa(len(l.Loans)-copies) + " 次　复印 " + strconv.Itoa(copies) + " 次　未归还 " + strconv.Itoa(out) + " 次"
}

func exampleFileLoan() FileLoan {
	return FileLoan{
		Sheet: exampleSheet("JY-2026-11"), Office: "江州市银保理财中心客户服务中心", Keeper: "许文娟", From: "2026-11-01", To: "2026-11-30",
		Loans: []LoanLine{
			{No: "JY-2026-0118", On: "2026-11-04", Borrower: "林静", Unit: "品质管理岗", CardNo: "JZ-2026-00533", Customer: "慕容雪", Papers: "投保单、投保提示书", Purpose: "投诉调查", DueOn: "2026-11-11", ApprovedBy: "方国栋", ReturnedOn: "2026-11-10", Checked: "完好"},
			{No: "JY-2026-0119", On: "2026-11-09", Borrower: "陈雅琴", Unit: "客户服务一部", CardNo: "JZ-2026-00318", Customer: "欧阳建国", Papers: "保单、健康告知书", Copies: true, Purpose: "办理复效，限11月15日前使用", DueOn: "2026-11-15", ApprovedBy: "方国栋", ReturnedOn: "2026-11-13", Checked: "复印件已收回"},
			{No: "JY-2026-0120", On: "2026-11-16", Borrower: "周海涛", Unit: "客户服务一部", CardNo: "JZ-2026-00317", Customer: "王𬱖", Papers: "服务手册", Purpose: "年度服务计划检查", DueOn: "2026-11-23", ApprovedBy: "方国栋"},
		},
	}
}
