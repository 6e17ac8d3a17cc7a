package pdf_test

import (
	"bytes"
	"crypto/sha256"
	"image/png"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/boombuler/barcode/qr"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/pdf"
)

func TestQuestionnaire(t *testing.T) {
	file, report := write(t, sampleQuestionnaire())
	wants(t, file, "江州市银保理财中心", "表单编号MYD-2026-001123", "客户服务满意度调查问卷", "王𬱖（女士）", "138****8000", "JZ-2026-00317",
		"2021083000457712", "鑫享人生年金保险（分红型）", "陈雅琴", "00013736000000002021004567", "填表日期2026年11月23日",
		"重要程度", "满意程度", "对保险规划师的接受程度", "意见与建议", "客户亲笔签名", "打印人陈雅琴", "打印时间2026年11月23日09:30", "第1页/共1页")
	if report.Pages != 1 || len(report.Missing) != 0 || len(report.Cut) != 0 {
		t.Errorf("report %+v", report)
	}
	staysInside(t, file)
}

func TestServiceCard(t *testing.T) {
	card := sampleCard()
	file, report := write(t, card)
	wants(t, file, "客户服务卡", "王𬱖", "1968年3月1日", "农历", "310101196803011243", "13800138000", "已核实", "有误",
		"江州市城东区人民路188号锦绣花园12号楼3单元1202室", "高中教师", "欧阳䶮", "100,000.00", "10,000.50", "6,800.50", "年交10年",
		"2026年8月30日", "效力中止", "本次服务内容", "客户的态度", "问题解答及处理结果", "客户服务卡（续）王𬱖JZ-2026-00317", "第2页/共2页")
	if report.Pages != 2 || len(report.Missing) != 0 || len(report.Cut) != 0 {
		t.Errorf("report %+v", report)
	}
	staysInside(t, file)
}

// Every page of a long card names the columns, and every record is there once.
func TestServiceCardOverManyPages(t *testing.T) {
	card := sampleCard()
	card.Records = sampleRecords(120)
	for i := range card.Records {
		card.Records[i].By = strings.Repeat("员", 1) + string(rune('A'+i%26)) + string(rune('a'+i/26))
	}
	file, report := write(t, card)
	got := text(t, file)
	if heads := strings.Count(got, "问题解答及处理结果") - 1; heads != report.Pages-1 { // once in the section's hint
		t.Errorf("%d heads on %d pages after the first", heads, report.Pages-1)
	}
	for _, r := range card.Records {
		if n := strings.Count(got, r.By); n != 1 {
			t.Errorf("record of %s stands %d times", r.By, n)
		}
	}
	staysInside(t, file)
}

func TestBlankForms(t *testing.T) {
	for name, f := range map[string]form{"questionnaire": pdf.Questionnaire{}, "card": pdf.ServiceCard{}} {
		t.Run(name, func(t *testing.T) {
			file, report := write(t, f)
			if got := text(t, file); strings.Contains(got, "〓") || strings.Contains(got, "0001年") || strings.Contains(got, "0.00") {
				t.Errorf("a blank form says %s", got)
			}
			if len(report.Missing) != 0 || len(report.Cut) != 0 {
				t.Errorf("report %+v", report)
			}
		})
	}
}

// A tick stands where the answer is: 5 is the first column.
func TestAnswersAreTicked(t *testing.T) {
	without, _ := write(t, sampleQuestionnaire())
	q := sampleQuestionnaire()
	q.Items = pdf.DefaultItems()
	q.Items[2].Importance, q.Items[2].Satisfaction = 5, 1
	with, _ := write(t, q)
	a, b := page(t, without), page(t, with)
	changed := map[int]bool{}
	for y := range len(a) {
		for x := range len(a[y]) {
			if a[y][x] != b[y][x] {
				changed[int((float64(x)/100*25.4-95)/9.5)] = true
			}
		}
	}
	if !reflect.DeepEqual(changed, map[int]bool{0: true, 9: true}) {
		t.Errorf("columns with ticks: %v", changed)
	}
}

func TestUnknownGlyphsAreShownAndReported(t *testing.T) {
	q := sampleQuestionnaire()
	q.Customer, q.Opinion = "𠮷\U000323AF田", "很好😀"
	file, report := write(t, q)
	wants(t, file, "𠮷〓田（女士）", "很好〓")
	want := []pdf.MissingGlyph{
		{Field: "customer", Label: "客户姓名", Rune: 0x323AF}, {Field: "opinion", Label: "意见与建议", Rune: '😀'},
	}
	if !reflect.DeepEqual(report.Missing, want) {
		t.Errorf("missing %+v", report.Missing)
	}
	card := sampleCard()
	card.Policies[1].Insured = "\U000323AF田"
	if _, report = write(t, card); len(report.Missing) != 1 || report.Missing[0].Field != "policies[1].insured" {
		t.Errorf("missing %+v", report.Missing)
	}
}

// Names and addresses of any length stay in their places and lose nothing that a reader needs.
func TestLongFactsStayInside(t *testing.T) {
	q := sampleQuestionnaire()
	q.Customer, q.Planner = "阿卜杜热合曼·阿卜杜克里木·买买提", "尉迟恭"
	q.Product = "鑫享人生终身年金保险（分红型，二〇二一版）附加万能型两全保险及豁免保费重大疾病保险"
	q.Opinion = strings.Repeat("希望提前一周提醒交费。", 12)
	card := sampleCard()
	card.Name = q.Customer
	card.Addresses[0].Text = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县孙扎齐牛录镇阿顿巴村三组解放西路与民族团结路交叉口东北角一百二十米金色家园小区二期十八号楼三单元一千二百零二室"
	card.Employer = strings.Repeat("中国某某集团有限公司", 6)
	card.Policies[0].Number = "P20210830-0045771-2021-0830-0045-7712-XJ"
	for _, f := range []form{q, card} {
		file, report := write(t, f)
		wants(t, file, "阿卜杜热合曼·阿卜杜克里木·买买提")
		if len(report.Cut) != 0 {
			t.Errorf("cut %v", report.Cut)
		}
		staysInside(t, file)
	}
}

// Absurd lengths neither panic nor lose a record: a row taller than a page goes on over the next.
func TestAbsurdLengths(t *testing.T) {
	long := strings.Repeat("龙", 9000)
	card := sampleCard()
	card.Records = []pdf.CardRecord{{On: "2026-10-05", Content: long, Attitude: "好", Answer: long}, {By: "末行"}}
	file, report := write(t, card)
	got := text(t, file)
	if n := strings.Count(got, "龙"); n != 18000 || !strings.Contains(got, "末行") {
		t.Errorf("%d of 18000 characters on paper", n)
	}
	if report.Pages < 5 {
		t.Errorf("%d pages", report.Pages)
	}
	staysInside(t, file)

	fill := func(v any) {
		e := reflect.ValueOf(v).Elem()
		for i := range e.NumField() {
			if e.Field(i).Kind() == reflect.String {
				e.Field(i).SetString(long)
			}
		}
	}
	var q pdf.Questionnaire
	fill(&q)
	q.Centre, q.FormNo, q.PrintedBy = long, long, long
	file, report = write(t, q)
	if len(report.Cut) == 0 {
		t.Error("nothing is reported as cut")
	}
	staysInside(t, file)
	fill(&card)
	card.Centre, card.FormNo, card.PrintedBy = long, long, long
	file, _ = write(t, card)
	staysInside(t, file)
}

func TestSameInputSameBytes(t *testing.T) {
	for name, f := range map[string]form{"questionnaire": sampleQuestionnaire(), "card": sampleCard(), "blank": pdf.Questionnaire{}} {
		first, _ := write(t, f)
		for range 3 {
			if again, _ := write(t, f); !bytes.Equal(first, again) {
				t.Errorf("%s: two files of one input differ", name)
				break
			}
		}
	}
}

// Documents made at the same time do not touch each other or the shared fonts.
func TestConcurrentUse(t *testing.T) {
	before := [2][32]byte{sha256.Sum256(assets.Regular), sha256.Sum256(assets.Bold)}
	want, _ := write(t, sampleQuestionnaire())
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var out, other bytes.Buffer
			if _, err := sampleCard().Write(&other); err != nil {
				t.Error(err)
			}
			if _, err := sampleQuestionnaire().Write(&out); err != nil || !bytes.Equal(out.Bytes(), want) {
				t.Errorf("a document differs: %v", err)
			}
		})
	}
	wait.Wait()
	if after := [2][32]byte{sha256.Sum256(assets.Regular), sha256.Sum256(assets.Bold)}; after != before {
		t.Error("the embedded fonts were written to")
	}
}

// The code on paper is the form's id, module by module.
func TestCode(t *testing.T) {
	q := sampleQuestionnaire()
	file, _ := write(t, q)
	code, err := qr.Encode(q.FormID, qr.M, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	dots, modules := page(t, file), code.Bounds().Dx()
	at := func(mm float64) int { return int(mm / 25.4 * 100) }
	for row := range modules {
		for col := range modules {
			x, y := 173+17*(float64(col)+0.5)/float64(modules), 21.2+17*(float64(row)+0.5)/float64(modules)
			r, _, _, _ := code.At(col, row).RGBA()
			if dark := dots[at(y)][at(x)] < 0x80; dark != (r == 0) {
				t.Fatalf("module %d,%d is wrong", col, row)
			}
		}
	}
	q.FormID = "表单"
	if _, err := q.Write(&bytes.Buffer{}); err == nil {
		t.Error("an id that is not ASCII was taken")
	}
}

// page returns the first page in greys, 100 dots to the inch.
func page(t *testing.T, file []byte) [][]uint8 {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(poppler(t, "pdftoppm", file, "-r", "100", "-gray", "-png", "-singlefile", "FILE")))
	if err != nil {
		t.Fatal(err)
	}
	rows := make([][]uint8, img.Bounds().Dy())
	for y := range rows {
		rows[y] = make([]uint8, img.Bounds().Dx())
		for x := range rows[y] {
			r, _, _, _ := img.At(x, y).RGBA()
			rows[y][x] = uint8(r >> 8)
		}
	}
	return rows
}

func TestFormsOfACard(t *testing.T) {
	card := app.CardView{
		Customer: app.Customer{
			Name: "尉迟恭", Sex: app.SexMale, CardNo: "JZ-1", Grade: "A", Key: true, IncomeBand: "5-10", BestChannel: app.ChannelPhone,
			Phones: []app.Phone{
				{Number: "13900139000", Kind: app.PhoneMobile, Wrong: true}, {Number: "13800138000", Kind: app.PhoneMobile}, {Number: "021-62345678", Kind: app.PhoneLandline, Label: "单位"},
			},
			Addresses: []app.Address{{Text: "人民路1号", Label: "家"}},
		},
		Verified: map[string]app.Verification{"phones=13800138000": {OK: true}},
		Policies: []app.PolicyView{
			{Policy: app.Policy{ID: "p1", Number: "111", Product: "甲", Mode: app.ModeSingle}, State: app.PolicyState{Status: app.StatusMatured, Said: "退保"}},
			{Policy: app.Policy{ID: "p2", Number: "222", Product: "乙", Mode: app.ModeRegular, Frequency: app.FreqYear, PayYears: 10, Premium: 680050}, State: app.PolicyState{Status: app.StatusInGrace, DaysLeft: 12}},
		},
		Records: []app.RecordView{
			{Record: app.ServiceRecord{Channel: app.ChannelVisit, Content: "后", At: app.InstantOf(printedAt)}, Author: "陈雅琴"},
			{Record: app.ServiceRecord{Channel: app.ChannelPhone, Content: "先", Promise: "分红", PromiseBy: "2026-11-30"}},
		},
	}
	planner := app.Person{Name: "陈雅琴", Licence: "00013736"}
	q := pdf.QuestionnaireOf(sheet(), card, "p2", planner, "2026-11-23", true)
	file, _ := write(t, q)
	wants(t, file, "尉迟恭（先生）", "138****8000", "222", "乙", "00013736")
	if q := pdf.QuestionnaireOf(sheet(), card, "", planner, "", false); q.PolicyNo != "111" || q.Phone != "13800138000" {
		t.Errorf("got %+v", q)
	}
	c := pdf.ServiceCardOf(sheet(), card, planner)
	file, _ = write(t, c)
	wants(t, file, "A类（重点客户）", "5–10万元", "单位电话", "家庭地址", "退保", "趸交", "宽限期（余12天）", "年交10年", "6,800.50", "待答复：分红（2026年11月30日前）")
	if c.Records[0].Content != "先" || c.Records[1].On != "2026-11-23" || !c.Phones[1].Verified || !c.Phones[0].Wrong {
		t.Errorf("got %+v", c)
	}
}

// A name signed on the screen stands on the line for it, and its day instead of the blank one.
func TestSignedOnTheScreen(t *testing.T) {
	without, _ := write(t, sampleQuestionnaire())
	q := sampleQuestionnaire()
	q.Signed = pdf.Signed{On: "2026-11-23", Strokes: []app.Stroke{
		{300, 300, 0, 420, 260, 60, 560, 300, 120, 700, 280, 180}, {600, 120, 400, 590, 300, 520, 560, 480, 640, 470, 520, 700}, {800, 200, 900},
	}}
	with, report := write(t, q)
	wants(t, with, "2026年11月23日")
	if len(report.Missing) != 0 || len(report.Cut) != 0 {
		t.Errorf("report %+v", report)
	}
	a, b := page(t, without), page(t, with)
	left, right, top, bottom := 1e9, 0.0, 1e9, 0.0
	for y := range a {
		for x := range a[y] {
			if mm := float64(x) / 100 * 25.4; a[y][x] != b[y][x] && mm < 150 {
				left, right, top, bottom = min(left, mm), max(right, mm), min(top, float64(y)/100*25.4), max(bottom, float64(y)/100*25.4)
			}
		}
	}
	if left < 105 || right > 140 || bottom-top < 6 || bottom-top > 12 || right-left < 6 {
		t.Errorf("the signature covers %.1f–%.1f × %.1f–%.1f mm", left, right, top, bottom)
	}
}
