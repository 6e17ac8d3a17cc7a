package locale_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/locale"
)

func TestDefault(t *testing.T) {
	for system, want := range map[string]string{
		"zh-CN": locale.Simplified, "zh": locale.Simplified, "zh-SG": locale.Simplified, "zh_CN.UTF-8": locale.Simplified,
		"zh-TW": locale.Traditional, "zh-HK": locale.Traditional, "zh-MO": locale.Traditional, "zh-Hant": locale.Traditional,
		"zh-Hans-HK": locale.Simplified, "zh-TW-Hant": locale.Traditional,
		"en-GB": locale.English, "de": locale.English, "": locale.English, "C": locale.English,
	} {
		if got := locale.Default(system); got != want {
			t.Errorf("Default(%q) = %s, want %s", system, got, want)
		}
	}
}

func TestPickPrefersWhatWasAsked(t *testing.T) {
	if got := locale.Pick(locale.Traditional); got != locale.Traditional {
		t.Errorf("Pick(zh_Hant) = %s", got)
	}
	if got := locale.Pick("klingon"); got == "klingon" {
		t.Error("an unknown language was picked")
	}
}

func TestUseUnknownLanguageIsAnError(t *testing.T) {
	if err := locale.Use("xx"); err == nil {
		t.Error("Use(xx) gave no error")
	}
}

// TestUseWhateverTheSystem runs itself under several system locales, because
// Fyne reads the locale once while it starts.
func TestUseWhateverTheSystem(t *testing.T) {
	if os.Getenv("FANGCE_LOCALE_CHILD") != "" {
		use(t, locale.Simplified, "取消", "确定", "保存")
		use(t, locale.English, "Cancel", "OK", "Save")
		use(t, locale.Traditional, "取消", "確定", "儲存")
		use(t, locale.Simplified, "取消", "确定", "保存")
		return
	}
	for _, system := range []string{"zh_CN.UTF-8", "en_US.UTF-8", "de_DE.UTF-8", "pt_BR.UTF-8", "ko_KR.UTF-8", "zh_TW.UTF-8", "C"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestUseWhateverTheSystem$")
		cmd.Env = append(os.Environ(), "FANGCE_LOCALE_CHILD=1", "LC_ALL="+system, "LANG="+system, "LANGUAGE=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", system, err, out)
		}
	}
}

// TestAMachineWithoutALanguage speaks Chinese, and Fyne does not complain of it at the start.
func TestAMachineWithoutALanguage(t *testing.T) {
	if os.Getenv("FANGCE_LOCALE_CHILD") != "" {
		if got := locale.Pick(""); got != locale.Simplified {
			t.Errorf("Pick() = %s", got)
		}
		return
	}
	for _, system := range []string{"", "C", "POSIX", "C.UTF-8"} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestAMachineWithoutALanguage$")
		cmd.Env = append(os.Environ(), "FANGCE_LOCALE_CHILD=1", "LC_ALL="+system, "LC_MESSAGES=", "LANG="+system, "LANGUAGE=")
		out, err := cmd.CombinedOutput()
		if err != nil || strings.Contains(string(out), "locale") {
			t.Errorf("%q: %v\n%s", system, err, out)
		}
	}
}

func use(t *testing.T, code, cancel, ok, save string) {
	t.Helper()
	if err := locale.Use(code); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{lang.L("Cancel"), cancel}, {lang.L("OK"), ok}, {lang.L("common.save"), save}} {
		if c[0] != c[1] {
			t.Errorf("%s: got %q, want %q", code, c[0], c[1])
		}
	}
	if got := lang.X("common.days_left", "", map[string]any{"N": 3}); got == "" || got == "common.days_left" {
		t.Errorf("%s: no text with data: %q", code, got)
	}
}
