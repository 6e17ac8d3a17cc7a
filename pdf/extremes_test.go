package pdf_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/pdf"
)

// remade returns a copy of a form with every text and every list changed. Days, and what the sheet carries for machines,
// stay.
func remade(f pdf.Form, text func(path, s string) string, rows func(path string, list reflect.Value) reflect.Value) pdf.Form {
	v := reflect.New(reflect.TypeOf(f)).Elem()
	v.Set(reflect.ValueOf(f))
	remake(v, "", text, rows)
	return v.Interface().(pdf.Form)
}

func remake(v reflect.Value, path string, text func(path, s string) string, rows func(path string, list reflect.Value) reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() && text != nil && !slices.Contains(kept, path) {
			v.SetString(text(path, v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if field := v.Type().Field(i); field.IsExported() {
				remake(v.Field(i), strings.TrimPrefix(path+"."+field.Name, "."), text, rows)
			}
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		list := v
		if rows != nil {
			list = rows(path, v)
		}
		copied := reflect.MakeSlice(v.Type(), list.Len(), list.Len())
		reflect.Copy(copied, list)
		v.Set(copied)
		for i := range v.Len() {
			remake(v.Index(i), fmt.Sprintf("%s[%d]", path, i), text, rows)
		}
	}
}

// kept are texts with a meaning of their own.
var kept = []string{"Sheet.FormID", "Month", "Sheet.Stage"}

// first returns a list with at most n of its rows.
func first(n int) func(string, reflect.Value) reflect.Value {
	return func(_ string, list reflect.Value) reflect.Value { return list.Slice(0, min(n, list.Len())) }
}

// each runs a test for every kind of form.
func each(t *testing.T, test func(t *testing.T, f pdf.Form)) {
	for _, k := range pdf.Kinds() {
		t.Run(k.Name, func(t *testing.T) {
			t.Parallel()
			test(t, k.Example())
		})
	}
}

// look keeps a file of what a test printed in the folder FANGCE_LOOK names.
func look(t *testing.T, file []byte) {
	t.Helper()
	if folder := os.Getenv("FANGCE_LOOK"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, strings.ReplaceAll(t.Name(), "/", "-")+".pdf"), file, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// Texts of two thousand characters in every field at once, of ten thousand in the proof: nothing leaves the page.
func TestLongTextsEverywhere(t *testing.T) {
	long := strings.Repeat("龙行天下，风调雨顺；", 200)
	if os.Getenv("FANGCE_PROOF") != "" {
		long = strings.Repeat(long, 5)
	}
	each(t, func(t *testing.T, f pdf.Form) {
		file, report := write(t, remade(f, func(string, string) string { return long }, first(1)))
		look(t, file)
		staysInside(t, file)
		if len(report.Missing) != 0 {
			t.Errorf("missing %+v", report.Missing)
		}
	})
}

// Texts of a few lines in every field.
func TestSomewhatLongTexts(t *testing.T) {
	each(t, func(t *testing.T, f pdf.Form) {
		file, _ := write(t, remade(f, func(_, s string) string { return s + "（" + strings.Repeat("补充说明文字", 6) + "）" }, nil))
		look(t, file)
		staysInside(t, file)
	})
}

// Three hundred rows in every list: each is there, on as many pages as they take.
func TestManyRows(t *testing.T) {
	const rows = 300
	each(t, func(t *testing.T, f pdf.Form) {
		repeated := func(path string, list reflect.Value) reflect.Value {
			if list.Len() == 0 || strings.Contains(path, "[") || slices.Contains(bounded, path) {
				return list
			}
			out := reflect.MakeSlice(list.Type(), 0, rows)
			for i := range rows {
				out = reflect.Append(out, list.Index(i%list.Len()))
			}
			return out
		}
		var marks []string
		marked := func(path, s string) string {
			list, rest, ok := strings.Cut(path, "[")
			number, _, _ := strings.Cut(rest, "]")
			if !ok || len(number) < 3 || s == "" || !slices.Contains(naming, list+path[strings.LastIndexAny(path, ".]"):]) {
				return s
			}
			mark := list + number + "#"
			marks = append(marks, mark)
			return mark
		}
		file, report := write(t, remade(f, marked, repeated))
		look(t, file)
		staysInside(t, file)
		got := text(t, file)
		for _, m := range marks {
			if n := strings.Count(got, m); n == 0 || n > 1 && !strings.HasPrefix(m, "Staff") { // the first of the staff stand in the chart too
				t.Errorf("the row %s stands %d times", m, n)
			}
		}
		if len(marks) > 0 && report.Pages < 3 {
			t.Errorf("%d rows on %d pages", rows, report.Pages)
		}
	})
}

// bounded are lists that are not rows of a table: the questions' two columns, the marks side by side, the months of a chart.
var bounded = []string{"Mark.Parts", "Trend", "Complaints", "Covers", "Signed.Strokes", "Logo"}

// naming are the texts that name a row of a list.
var naming = []string{
	"Lines.PolicyNo", "Contacts.Result", "Attempts.Target", "Entries.Content", "Tomorrow.Text", "Visits.Place", "Items.Name", "Customers.CardNo", "Cases.PolicyNo",
	"Items.What", "Steps.What", "Services.What", "Loans.Papers", "Programme.What", "Staff.Name", "Records.Content", "Policies.Number",
}

// Characters no font has, writing from right to left, control characters and broken UTF-8 neither break a form nor leave it.
func TestHostileTexts(t *testing.T) {
	hostile := []string{
		"😀👨‍👩‍👧‍👦🇨🇳", "\u202Eחג שמח\u202C مرحبا", "a\x00b\x1b[31m\x7f\u0085\u2028c", "\xff\xfe\xc0\xafx", strings.Repeat("\n", 50) + "末", strings.Repeat("W", 400), strings.Repeat(" ", 3000),
		"Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘", "（（（（（，，，，，。。。。。", "\U0010FFFF\uE000\uFFFD", "ཀྵྨྦྷྲྀ ไทย देवनागरी",
	}
	each(t, func(t *testing.T, f pdf.Form) {
		n := 0
		file, _ := write(t, remade(f, func(string, string) string {
			n++
			return hostile[n%len(hostile)]
		}, nil))
		look(t, file)
		staysInside(t, file)
	})
}

// A list with an empty row, as somebody leaves it who begins one: nothing is made up.
func TestEmptyRows(t *testing.T) {
	each(t, func(t *testing.T, f pdf.Form) {
		v := reflect.New(reflect.TypeOf(f)).Elem()
		for i := range v.NumField() {
			if field := v.Field(i); field.Kind() == reflect.Slice && field.Type().Elem().Kind() != reflect.Uint8 {
				field.Set(reflect.MakeSlice(field.Type(), 1, 1))
			}
		}
		file, report := write(t, v.Interface().(pdf.Form))
		look(t, file)
		staysInside(t, file)
		got := text(t, file)
		for _, made := range []string{"0001年", "1970年", "0.00元", "NaN", "Inf", "<nil>", "-—"} {
			if strings.Contains(got, made) {
				t.Errorf("%q in an empty form: %s", made, got)
			}
		}
		if len(report.Missing)+len(report.Cut) > 0 {
			t.Errorf("report %+v", report)
		}
	})
}
