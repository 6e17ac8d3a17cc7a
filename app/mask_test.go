package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

func TestMasks(t *testing.T) {
	for _, c := range []struct {
		mask     func(string) string
		in, want string
	}{
		{app.MaskPhone, "13812341234", "138****1234"},
		{app.MaskPhone, "021-62345678", "021-****5678"},
		{app.MaskPhone, "0512-6234567", "0512-****4567"},
		{app.MaskPhone, "62345678", "****5678"},
		{app.MaskPhone, "", ""},
		{app.MaskIDNo, "310101196005011234", "310***********1234"},
		{app.MaskIDNo, "310101600501123", "310********1123"},
		{app.MaskAccount, "6222021001116245702", "****5702"},
		{app.MaskName, "王建国", "王**"},
		{app.MaskName, "王芳", "王**"},
		{app.MaskName, "欧阳娜", "欧阳**"},
		{app.MaskName, "尉迟恭", "尉迟**"},
		{app.MaskName, "王𬱖", "王**"},
		{app.MaskName, "阿依古丽·买买提", "阿**"},
		{app.MaskName, "", ""},
	} {
		if got := c.mask(c.in); got != c.want {
			t.Errorf("%q is masked as %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSalutation(t *testing.T) {
	for _, c := range []struct{ name, sex, want string }{
		{"王建国", app.SexMale, "王先生"},
		{"欧阳娜", app.SexFemale, "欧阳女士"},
		{"欧阳", app.SexFemale, "欧女士"},
		{"阿依古丽·买买提", app.SexFemale, "阿依古丽女士"},
		{"王𬱖", app.SexFemale, "王女士"},
		{"李娜", "", "李先生/女士"},
		{"John Smith", app.SexMale, "John Smith先生"},
		{"", app.SexMale, ""},
	} {
		if got := app.Salutation(c.name, c.sex); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
