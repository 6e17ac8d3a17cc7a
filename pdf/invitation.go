package pdf

import (
	"io"
	"strings"

	"github.com/fangce/fangce/app"
)

// Invitation is the 活动邀请函 to one customer, with a slip to send back (product §9). The zero Invitation is the blank form.
type Invitation struct {
	Sheet
	Customer  string          `json:"customer" label:"客户姓名"`
	Sex       string          `json:"sex"`                // male, female or ""
	Title     string          `json:"title" label:"活动名称"` // 客户答谢联谊会
	Kind      string          `json:"kind" label:"活动类型"`
	On        app.Date        `json:"on"`
	From      string          `json:"from" label:"开始时间"` // 14:00
	Until     string          `json:"until" label:"结束时间"`
	Place     string          `json:"place" label:"活动地点"`
	Host      string          `json:"host" label:"主办单位"`
	Text      string          `json:"text" label:"活动内容"` // what happens there; "" a usual sentence
	Programme []ProgrammeItem `json:"programme"`
	Bring     string          `json:"bring" label:"温馨提示"` // what to bring, how to come
	Guests    int             `json:"guests"`             // whom the customer may bring, 0 not said
	Planner   string          `json:"planner" label:"保险规划师"`
	Phone     string          `json:"phone" label:"联系电话"` // of the planner
	ReplyBy   app.Date        `json:"reply_by"`
	IssuedOn  app.Date        `json:"issued_on"`
}

// ProgrammeItem is one part of the programme.
type ProgrammeItem struct {
	At   string `json:"at" label:"时间"`
	What string `json:"what" label:"活动安排"`
}

const invitationTitle = "邀请函"

var _ = register("invitation", invitationTitle, exampleInvitation)

// Write writes the form as a PDF and says what to look at. The same invitation gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (v Invitation) Write(w io.Writer) (Report, error) { return write(v, w) }

func (v Invitation) lay() (*form, error) {
	v.NoWatermark = true // it is a letter
	f, err := newForm(v.Sheet, invitationTitle, v.Kind, oneLine(v.Customer+"　"+v.Title))
	if err != nil {
		return nil, err
	}
	accent := f.sheet.accent()
	f.y = 46
	if oneLine(v.Title) == "" {
		f.frame(margin, f.y, innerWidth, 17, f.sheet.rule())
	} else {
		f.tint(margin, f.y, innerWidth, 17, accent)
	}
	title := f.fit(v.Title, innerWidth-20, 13, style{points: 18, bold: true, ink: white})
	for i, line := range title.lines {
		step := lead(title.style.points, tight)
		f.center(margin, middle(f.y, 17, title.style.points)+(float64(i)-float64(len(title.lines)-1)/2)*step, innerWidth, line, title.style)
	}
	if title.cut {
		f.keepWhole("活动名称", v.Title)
	}
	f.y += 17
	f.tint(margin, f.y, innerWidth, 1.2, accent.tint(0.4))
	f.y += 12.5
	v.letter(f)
	v.facts(f)
	v.programme(f)
	v.closing(f)
	v.slip(f)
	f.finish("诚挚感谢您一直以来的信任与支持。")
	return f, nil
}

// letter draws the address and the words of the invitation.
func (v Invitation) letter(f *form) {
	st := style{points: 12.5, ink: black}
	who := strings.TrimSpace(oneLine(v.Customer))
	address := "尊敬的＿＿＿＿＿＿＿＿＿＿："
	if who != "" {
		address = "尊敬的" + who + courtesy(v.Sex) + "："
	}
	for _, line := range wrap(address, innerWidth, style{points: 12.5, bold: true}, f.faces) {
		f.need(9.5)
		f.text(margin, f.y, line, style{points: 12.5, bold: true, ink: black})
		f.y += 9.5
	}
	text := strings.TrimSpace(clean(v.Text))
	if text == "" {
		text = "感谢您长期以来对我们的信任与支持。为答谢您的厚爱，我们精心准备了本次活动，诚挚邀请您" + company(v.Guests) + "光临，与我们共度一段愉快的时光。"
	} else {
		text = "感谢您长期以来对我们的信任与支持，诚挚邀请您" + company(v.Guests) + "光临本次活动。\n" + text
	}
	step := lead(st.points, 1.75)
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines := wrap("　　"+paragraph, innerWidth, st, f.faces)
		for i, line := range lines {
			if f.y > bodyBottom-2 {
				f.nextPage()
				f.y += 4
			}
			gap, count := innerWidth-f.width(line, st), float64(len([]rune(line)))
			if i == len(lines)-1 || gap > innerWidth*0.08 {
				gap = 0
			}
			f.spread(margin, f.y, gap/max(1, count-1), line, st)
			f.y += step
		}
	}
	f.y += 2.5
}

// courtesy returns how a person is addressed.
func courtesy(sex string) string {
	switch sex {
	case app.SexMale:
		return "先生"
	case app.SexFemale:
		return "女士"
	}
	return ""
}

// company says whom a guest may bring.
func company(guests int) string {
	if guests > 0 {
		return "携家人"
	}
	return ""
}

// facts draws when and where.
func (v Invitation) facts(f *form) {
	when := longDay(v.On)
	if span := timeSpan(v.From, v.Until); span != "" {
		when = oneLine(when + " " + span)
	}
	guests := ""
	if v.Guests > 0 {
		guests = "可携家人 " + counted(v.Guests, "位")
	}
	s := f.openStack()
	s.facts([]gridCell{{label: "活动时间", value: when, width: innerWidth}})
	s.facts([]gridCell{{label: "活动地点", value: v.Place, width: innerWidth}})
	s.facts([]gridCell{{label: "主办单位", value: v.Host, width: innerWidth / 2}, {label: "随行", value: guests, width: innerWidth / 2}})
	if v.Bring != "" {
		s.passage("温馨提示", v.Bring, 1)
	}
	s.close()
}

// programme draws what happens when.
func (v Invitation) programme(f *form) {
	if len(v.Programme) == 0 {
		return
	}
	t := table{columns: []column{{"时间", 34, alignCenter}, {"活动安排", innerWidth - 34, alignLeft}}, points: 10, height: 8}
	for _, p := range v.Programme {
		t.rows = append(t.rows, []string{p.At, p.What})
	}
	f.table(t)
}

// closing draws who invites.
func (v Invitation) closing(f *form) {
	st := style{points: 11, ink: black}
	f.need(17)
	f.y += 4
	f.text(margin, f.y, "敬请光临！", style{points: 12, bold: true, ink: f.sheet.accent()})
	host := v.Host
	if host == "" {
		host = v.Centre
	}
	line, set := f.fitLine("邀请单位", host, 100, 6, st)
	f.right(rightEdge, f.y, line, set)
	f.y += 7
	day := v.IssuedOn.Chinese()
	if day == "" {
		day = "年　　月　　日"
	}
	f.right(rightEdge, f.y, day, st)
	f.y += 4.5
}

// slip draws the part to be cut off and sent back.
func (v Invitation) slip(f *form) {
	const height = 47.0
	f.need(height)
	f.y = max(f.y, bodyBottom-height)
	f.line(margin, f.y, rightEdge, f.y, dotted)
	hint := style{points: 8, ink: grey}
	f.y += 4.5
	f.center(margin, f.y-0.4, innerWidth, "沿虚线剪下交回", hint)
	f.y += 7
	f.center(margin, f.y, innerWidth, "回　执", style{points: 13, bold: true, ink: f.sheet.accent()})
	f.y += 10
	f.field(margin, f.y, 80, "客户姓名", v.Customer)
	f.field(margin+88, f.y, 82, "联系电话", "")
	f.y += 9.5
	x := f.choice(margin, f.y, "是否参加", "参加", "不能参加")
	f.field(x+4, f.y, rightEdge-x-4, "随行人数", "")
	f.y += 9.5
	f.field(margin, f.y, 80, "客户签名", "")
	reply := ""
	if v.ReplyBy.Valid() {
		reply = "请于 " + v.ReplyBy.Chinese() + " 前回复"
	}
	f.field(margin+88, f.y, 82, "联系人", oneLine(v.Planner+"　"+v.Phone))
	f.y += 6.5
	f.right(rightEdge, f.y, reply, style{points: 8.5, ink: grey})
}

func exampleInvitation() Invitation {
	return Invitation{
		Sheet: exampleSheet("YQ-2026-000341"), Customer: "王𬱖", Sex: app.SexFemale, Title: "“岁末感恩”客户答谢联谊会", Kind: "客户联谊会", On: "2026-12-05", From: "14:00", Until: "17:00",
		Place: "江州市蜀山区望江西路会议中心二楼多功能厅", Host: "江州市银保理财中心", Guests: 2,
		Text: "岁末将至，我们备下清茶与点心，邀您小聚。当天有中医专家讲冬季养生，有保单知识问答与抽奖，现场还可以为您核对保单信息、办理保全手续。",
		Programme: []ProgrammeItem{
			{"13:30–14:00", "签到入场，茶歇"}, {"14:00–14:15", "中心负责人致辞"}, {"14:15–15:15", "冬季养生讲座（市中医院主任医师）"}, {"15:15–16:00", "保单知识问答，幸运抽奖"}, {"16:00–17:00", "一对一保单整理与保全办理"},
		},
		Bring: "请携带身份证和保单；可乘 12 路、36 路公交至会议中心站，地下停车场免费停车三小时。", Planner: "陈雅琴", Phone: "0551-62340086", ReplyBy: "2026-12-02", IssuedOn: "2026-11-23",
	}
}
