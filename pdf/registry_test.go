package pdf_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/pdf"
)

// Every form's example can be written as facts, read back to the same form, and printed: nothing is missing from the fonts
// and nothing has to be cut. Every blank form prints too.
func TestKinds(t *testing.T) {
	names := map[string]bool{}
	for _, k := range pdf.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			if found, ok := pdf.Find(k.Name); !ok || found.Title != k.Title || names[k.Name] || k.Title == "" {
				t.Errorf("the name or the title %q is no good", k.Title)
			}
			names[k.Name] = true
			var facts bytes.Buffer
			if err := k.Encode(&facts, k.Example()); err != nil {
				t.Fatal(err)
			}
			forms, err := k.Decode(bytes.NewReader(facts.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if len(forms) != 1 {
				t.Fatalf("%d forms", len(forms))
			}
			var again bytes.Buffer
			if err := k.Encode(&again, forms[0]); err != nil || !bytes.Equal(again.Bytes(), facts.Bytes()) {
				t.Errorf("read back: %v\n%s", err, again.String())
			}
			file, report := write(t, k.Example())
			if other, _ := write(t, forms[0]); !bytes.Equal(file, other) {
				t.Error("the form read back prints otherwise")
			}
			if len(report.Missing) != 0 || len(report.Cut) != 0 {
				t.Errorf("report %+v", report)
			}
			wants(t, file, k.Title)
			staysInside(t, file)
			if blank, ok := k.Blank(sheet()); ok {
				file, report := write(t, blank)
				wants(t, file, k.Title, sheet().Centre)
				staysInside(t, file)
				if len(report.Missing) != 0 || len(report.Cut) != 0 {
					t.Errorf("blank: report %+v", report)
				}
			}
		})
	}
	if _, ok := pdf.Find("no_such_form"); ok {
		t.Error("a form that is not there was found")
	}
}

func decode(t *testing.T, form, facts string) ([]pdf.Form, error) {
	t.Helper()
	k, ok := pdf.Find(form)
	if !ok {
		t.Fatalf("no form is called %s", form)
	}
	return k.Decode(strings.NewReader(facts))
}

func TestDecode(t *testing.T) {
	forms, err := decode(t, "service_card", "\uFEFF"+`[{"name": "甲", "policies": [{"premium": 6800.5, "amount": "1,000"}, {"premium": 90071992547409.93}]},
		{"name": "乙", "accent": "#1F4E7A", "printed_at": "2026-11-23T01:30:00Z", "phones": null, "birth_date": ""}]`)
	if err != nil {
		t.Fatal(err)
	}
	a, b := forms[0].(pdf.ServiceCard), forms[1].(pdf.ServiceCard)
	want := []pdf.CardPolicy{{Premium: 680050, Amount: app.Yuan(1000)}, {Premium: 9007199254740993}}
	if a.Name != "甲" || !reflect.DeepEqual(a.Policies, want) {
		t.Errorf("got %+v", a)
	}
	if b.Name != "乙" || b.Accent != (pdf.Colour{R: 0x1F, G: 0x4E, B: 0x7A}) || !b.PrintedAt.Equal(printedAt) {
		t.Errorf("got %+v", b)
	}
}

// Whoever wrote the facts is told which form, which field and what is wrong with it.
func TestDecodeRefuses(t *testing.T) {
	cases := []struct{ name, form, facts, want string }{
		{"unknown field", "questionnaire", `{"custmer": "甲"}`, "questionnaire 字段 custmer：不认识这个字段，是不是 customer？（第 1 行）"},
		{"unknown field deep down", "service_card", "[{},\n{\"policies\": [{}, {\"nr\": 1}]}]", "service_card 第 2 份 字段 policies[1].nr：不认识这个字段，可用的字段：number、product"},
		{"number for text", "questionnaire", `[{"customer": 5}]`, "questionnaire 第 1 份 字段 customer（客户姓名）：应为文字，写在引号里，现在是 5"},
		{"text for number", "service_card", `{"completeness": "92"}`, "字段 completeness：应为整数，现在是 \"92\""},
		{"a fraction of a percent", "service_card", `{"completeness": 92.5}`, "应为整数，现在是 92.5"},
		{"three decimals", "service_card", `{"policies": [{"premium": 1.005}]}`, "字段 policies[0].premium：应为以元为单位"},
		{"an exponent", "service_card", `{"policies": [{"premium": 1e3}]}`, "应为以元为单位"},
		{"no such day", "questionnaire", `{"date": "2026-02-30"}`, "应为日期"},
		{"no such moment", "questionnaire", `{"printed_at": "today"}`, "应为时间"},
		{"no such colour", "questionnaire", `{"accent": "navy"}`, "应为颜色，如 #1F4E79"},
		{"text for truth", "service_card", `{"lunar_birthday": "yes"}`, "应为 true 或 false"},
		{"object for list", "service_card", `{"phones": {}}`, "字段 phones：应为数组 […]，现在是 {"},
		{"list for object", "service_card", `{"phones": [[]]}`, "字段 phones[0]：应为对象 {…}，现在是 ["},
		{"three for a pair", "personal_data", `{"sections": [{"rows": [{"lines": [["a", "b", "c"]]}]}]}`, "字段 sections[0].rows[0].lines[0]：应正好有 2 项"},
		{"one for a pair", "personal_data", `{"sections": [{"rows": [{"lines": [["a"]]}]}]}`, "应正好有 2 项"},
		{"twice", "questionnaire", `{"customer": "甲", "customer": "乙"}`, "这个字段写了两次"},
		{"text", "questionnaire", `"甲"`, "应为一个对象 {…}，或由对象组成的数组 […]"},
		{"nothing", "questionnaire", ``, "不是完整的 JSON"},
		{"cut short", "questionnaire", "{\n\"customer\": \"甲\"", "不是完整的 JSON"},
		{"an empty list", "questionnaire", `[]`, "数组是空的"},
		{"a list of texts", "questionnaire", `["甲"]`, "questionnaire 第 1 份：应为对象 {…}，现在是 \"甲\""},
		{"more after the end", "questionnaire", `{} {}`, "后面还有多余的内容"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := decode(t, c.form, c.facts)
			if err == nil || app.Code(err) != app.ErrInvalid || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// Whatever stands in the file: an error or forms, and no form that is taken cannot be written.
func FuzzDecode(f *testing.F) {
	for _, k := range pdf.Kinds() {
		var facts bytes.Buffer
		if err := k.Encode(&facts, k.Example()); err != nil {
			f.Fatal(err)
		}
		f.Add(k.Name, facts.Bytes())
	}
	f.Add("service_card", []byte(`[{"policies":[{"premium":-9e99}]}]`))
	f.Fuzz(func(t *testing.T, name string, facts []byte) {
		k, ok := pdf.Find(name)
		if !ok {
			t.Skip()
		}
		forms, err := k.Decode(bytes.NewReader(facts))
		if err != nil {
			return
		}
		for _, form := range forms {
			if err := k.Encode(&bytes.Buffer{}, form); err != nil {
				t.Fatal(err)
			}
		}
	})
}
